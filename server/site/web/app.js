// The search page: one session of searching, with its filters, its place in the history, and what becomes of a hit.

import { display, showHome, showResults } from "./answer.js";
import { createFilters } from "./filters.js";
import { createHits } from "./hits.js";
import { createMode } from "./mode.js";
import { createPane } from "./pane.js";
import { isBlank, isSameQuestion, questionIn } from "./question.js";
import { createSaved, savedFrom } from "./saved.js";
import { createSession } from "./session.js";
import { createShelf, pinButton } from "./shelf.js";
import { createShortcuts } from "./shortcuts.js";
import { isTouch } from "./typing.js";
import {
    drop, flush, pushQuestion, readQuestion, readView, replaceQuestion, writeQuestion, writeView,
} from "./url.js";

const READ_AFTER_MS = 80; // a chosen hit is read when the keys rest
const PREVIEW_AFTER_MS = 200; // the best hit, when typing rests
const NO_FILTERS = { docset: "", kind: "" };

const byId = (id) => document.getElementById(id);
const { input, hits } = display.elements;

let scrollWhenAnswered = 0; // where the page was, when it is one of the history and its answer is to come

const filters = createFilters({ docset: byId("docsets"), kind: byId("kinds") }, {
    onChange: decide,
    onLeave: () => input.focus(),
});

const session = createSession(display, "api/search", {
    narrowing: filters.chosen,
    onEdit() {
        scrollWhenAnswered = 0;
        writeQuestion(session.question());
    },
    onDecide,
    onEmpty() {
        scrollWhenAnswered = 0;
        pane.clear();
        showHome(filters.chosen());
    },
    onAnswer,
    onMore: (limit) => writeView({ limit }),
    onOpen: (option, inNewTab) => listed.openPage(option, inNewTab),
    onChoose: (option) => listed.follow(option, READ_AFTER_MS),
    onTop: () => scrollTo({ top: 0 }),
    onRead: readOption,
    onClear: clear,
});

const saved = createSaved(() => showShelf());
const showShelf = createShelf(document.querySelectorAll(".shelf"), saved, input);

const pane = createPane({
    onStale(reference) {
        listed.lose(reference);
        return session.renew(reference.index);
    },
    onRead: (entry) => listed.remember(entry),
    onLeave: () => input.focus(),
    onBeside: () => listed.keepUp(session.active(), 0),
    onSearch: ({ title, docset }) => ask({ text: title, docset, kind: "", isLiteral: false }),
    buttons: (entry) => [savedFrom(entry)].filter((kept) => kept !== null).map((kept) => pinButton(saved, kept)),
});

const listed = createHits(hits, {
    answer: session.answer,
    pane,
    saved,
    isReading: createMode(document.querySelector(".state")),
    onChoose(option) {
        session.choose(option);
        if (!isTouch())
            input.focus({ preventScroll: true });
    },
});

createShortcuts({
    onSearch() {
        input.select(); // what is covered is so once it has the focus
        if (!pane.leave())
            input.focus();
    },
    onNumber(number) {
        const option = hits.querySelectorAll('[role="option"]')[number - 1];
        const isInView = option !== undefined && !pane.isOver();
        if (isInView)
            session.open(option, false);
        return isInView;
    },
});

function onAnswer(isNew) {
    filters.show(session.answer());
    showResults(session.question().text, filters.isAny());
    if (isNew)
        scrollTo({ top: scrollWhenAnswered });
    scrollWhenAnswered = 0;
    listed.answered(session.active(), PREVIEW_AFTER_MS);
}

function readOption(option) {
    if (option !== null || session.isShown())
        listed.read(option);
}

// What was decided, not typed, can be left with "back".
function onDecide() {
    scrollWhenAnswered = 0;
    pushQuestion(session.question());
}

function decide() {
    onDecide();
    session.update();
}

// Back to the start; false when that is where we are.
function clear() {
    if (input.value === "" && !filters.isAny())
        return false;
    filters.set(NO_FILTERS);
    session.begin({ text: "" });
    input.focus();
    writeQuestion(session.question());
    return true;
}

// A question of the address, and where the page was. The home page is all there and needs no answer.
function begin(asked, view) {
    const scroll = Number(view.scroll) || 0;
    filters.set(asked);
    scrollWhenAnswered = scroll;
    if (!isBlank(asked))
        showResults(asked.text, filters.isAny());
    session.begin(asked, view.limit);
    if (isBlank(asked))
        scrollTo({ top: scroll });
}

// What the address and the place in the history say. A pane over the page is a place of its own.
function restore() {
    drop();
    const asked = readQuestion();
    const view = readView();
    if (!session.isShown() || !isSameQuestion(session.question(), asked))
        begin(asked, view);
    pane.restore(view.reading);
}

// Letters that were typed before this script ran are the question, where the address has none. The box has the focus
// before the browser gives it, which would scroll there.
function start() {
    const typed = input.value;
    if (document.activeElement === document.body)
        input.focus({ preventScroll: true });
    restore();
    if (typed !== "" && isBlank(session.question())) {
        session.begin({ text: typed });
        writeQuestion(session.question());
    }
    input.setSelectionRange(input.value.length, input.value.length);
    document.documentElement.classList.remove("waiting");
}

// Another search takes the place of a pane over the page; else it gets one of its own.
function ask(question) {
    if (pane.isOver())
        replaceQuestion(question);
    else
        pushQuestion(question);
    restore();
}

// A link to a search is one for browsers without scripts; what it asks is asked here.
function follow(event) {
    const link = event.target.closest(".kinds a");
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
        return;
    event.preventDefault();
    ask(questionIn(new URL(link.href).searchParams));
    input.focus({ preventScroll: true });
}

byId("clear").addEventListener("click", clear);
byId("home").addEventListener("click", follow);
byId("everything").addEventListener("click", () => {
    filters.set(NO_FILTERS);
    input.focus();
    decide();
});
addEventListener("popstate", restore);
addEventListener("pagehide", flush);
addEventListener("scroll", () => writeView({ scroll: Math.round(scrollY) }), { passive: true });

history.scrollRestoration = "manual"; // what was in view comes back with the answer
showShelf();
start();
