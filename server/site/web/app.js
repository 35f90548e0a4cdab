// The search page: the box, the question in it with its filters, and what happens to the answer.

import { say, showAnswer, showHome, showResults } from "./answer.js";
import { createFilters } from "./filters.js";
import { createHits } from "./hits.js";
import { createKeys } from "./keys.js";
import { createPane } from "./pane.js";
import { createSaved, savedFrom } from "./saved.js";
import { createSearch } from "./search.js";
import { createShelf, pinButton } from "./shelf.js";
import { createShortcuts } from "./shortcuts.js";
import {
    drop, flush, isSameQuestion, pushQuestion, readQuestion, readView, writeQuestion, writeView,
} from "./url.js";

const LIMITS = [20, 50, 100]; // hits asked for: at first, and after each "Show more"
const READ_AFTER_MS = 80; // a chosen hit is read when the keys rest
const PREVIEW_AFTER_MS = 200; // the best hit, when typing rests

const byId = (id) => document.getElementById(id);
const input = byId("q");
const hits = byId("hits");

let limitStep = 0;
let isLiteral = false; // what is in the box is not to be corrected
let shown = null; // { question, answer } on screen
let openWhenAnswered = null; // what to do with the best hit of the answer that is awaited
let scrollWhenAnswered = 0; // where the page was, when it is one of the history

function question() {
    return { text: input.value.trim(), ...filters.chosen(), isLiteral };
}

const isShown = () => shown !== null && isSameQuestion(shown.question, question());

function onAnswer(answer, answered) {
    const isNewQuestion = shown === null || !isSameQuestion(shown.question, answered);
    shown = { question: answered, answer };
    const chosen = keys.active()?.dataset.entry;
    filters.show(answer);
    showAnswer(answer, answered, answer.hits.length < LIMITS[limitStep] || limitStep === LIMITS.length - 1);
    keys.setActive(hits.querySelector(`[data-entry="${chosen}"]`));
    hits.setAttribute("aria-busy", String(!isShown()));
    showResults();
    if (isNewQuestion)
        scrollTo({ top: scrollWhenAnswered });
    scrollWhenAnswered = 0;
    listed.follow(keys.active(), PREVIEW_AFTER_MS);
    if (openWhenAnswered !== null && isShown())
        openOption(null, openWhenAnswered.inNewTab);
}

const search = createSearch({ onAnswer, onFailure: (message) => say(message, { isError: true }) });

const filters = createFilters({ docset: byId("docsets"), kind: byId("kinds") }, {
    onChange: decide,
    onLeave: () => input.focus(),
});

const keys = createKeys(input, hits, {
    onChoose: (option) => listed.follow(option, READ_AFTER_MS),
    onTop: () => scrollTo({ top: 0 }),
    onOpen: openOption,
    onRead: readOption,
    onClear: clear,
    onLiteral: searchLiterally,
});

const saved = createSaved(() => showShelf());
const showShelf = createShelf(document.querySelectorAll(".shelf"), saved, input);

const pane = createPane({
    onStale: ask,
    onRead: (entry) => listed.remember(entry),
    onLeave: () => input.focus(),
    buttons: (entry) => [savedFrom(entry)].filter((kept) => kept !== null).map((kept) => pinButton(saved, kept)),
});

const listed = createHits(hits, {
    answer: () => shown && shown.answer,
    pane,
    saved,
    onChoose(option) {
        keys.setActive(option);
        if (matchMedia("(hover: hover)").matches) // else the keyboard of a touch screen would come up
            input.focus({ preventScroll: true });
    },
});

createShortcuts({
    onSearch() {
        input.focus();
        input.select();
    },
    onNumber(number) {
        const option = hits.querySelectorAll('[role="option"]')[number - 1];
        if (option !== undefined)
            openOption(option, false);
        return option !== undefined;
    },
});

function ask() {
    search.ask(question(), LIMITS[limitStep]);
}

// The same words once more, as they are typed; false when that is what is shown.
function searchLiterally() {
    if (byId("corrected").hidden || !isShown())
        return false;
    isLiteral = true;
    byId("corrected").hidden = true;
    writeQuestion(question());
    update();
    return true;
}

// Without a chosen option the best hit opens, once the answer to what is in the box is there.
function openOption(option, inNewTab) {
    if (option === null && !isShown()) {
        openWhenAnswered = question().text === "" ? null : { inNewTab };
        return;
    }
    openWhenAnswered = null;
    listed.openPage(option, inNewTab);
}

function readOption(option) {
    if (option !== null || isShown())
        listed.read(option);
}

function update() {
    byId("clear").hidden = input.value === "";
    openWhenAnswered = null;
    if (question().text === "") {
        search.stop();
        shown = null;
        pane.clear();
        showHome(filters.chosen());
    } else {
        keys.setActive(null);
        hits.setAttribute("aria-busy", "true");
        ask();
    }
}

// What was decided, not typed, can be left with "back".
function decide() {
    limitStep = 0;
    pushQuestion(question());
    update();
}

// Back to the start; false when that is where we are.
function clear() {
    if (input.value === "" && !filters.isAny())
        return false;
    isLiteral = false;
    limitStep = 0;
    input.value = "";
    filters.set({ docset: "", kind: "" });
    input.focus();
    writeQuestion(question());
    update();
    return true;
}

// What the address and the place in the history say. A pane over the page is a place of its own.
function restore() {
    drop();
    const asked = readQuestion();
    const view = readView();
    pane.setOver(view.isReading === true && shown !== null);
    if (isShown() && isSameQuestion(shown.question, asked))
        return;
    input.value = asked.text;
    isLiteral = asked.isLiteral;
    filters.set(asked);
    limitStep = Math.max(0, LIMITS.indexOf(view.limit));
    scrollWhenAnswered = Number(view.scroll) || 0;
    if (question().text !== "")
        showResults();
    update();
}

input.addEventListener("input", () => {
    isLiteral = false;
    limitStep = 0;
    writeQuestion(question());
    update();
});
byId("clear").addEventListener("click", clear);
byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    openOption(null, false);
});
byId("more").addEventListener("click", () => {
    limitStep++;
    writeView({ limit: LIMITS[limitStep] });
    ask();
});
byId("literal").addEventListener("click", () => {
    input.focus();
    searchLiterally();
});
byId("everything").addEventListener("click", () => {
    filters.set({ docset: "", kind: "" });
    input.focus();
    decide();
});
addEventListener("popstate", restore);
addEventListener("pagehide", flush);
addEventListener("scroll", () => writeView({ scroll: Math.round(scrollY) }), { passive: true });

history.scrollRestoration = "manual"; // what was in view comes back with the answer
showShelf();
restore();
input.setSelectionRange(input.value.length, input.value.length);
