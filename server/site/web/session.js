// A search that goes on: what is in the box, what of its answer is on screen, and which hit opens. The page and the
// widget have one each.

import { FIRST_LIMIT } from "./ahead.js";
import { createKeys } from "./keys.js";
import { findAgain } from "./place.js";
import { isBlank, isSameQuestion } from "./question.js";
import { createSearch } from "./search.js";

const LIMITS = [FIRST_LIMIT, 50, 100]; // hits asked for: at first, and after each "Show more"
const RENEWED_MAX = 8;

// display: see display.js; its elements form and more are used here. address: of the server's search. narrowing(): the
// { docset, kind } to stay in. adapt(answer): the answer as it is to be shown. onEdit(): the question is another one as
// somebody typed; onDecide(): as somebody decided to have words corrected or not; onEmpty(): there is none;
// onAnswer(isNew): one is on screen, isNew when it was not just made longer; onMore(limit): it will be made longer;
// onOpen(option, inNewTab): a hit is to be opened, null for the best. For onChoose, onTop, onRead and onClear see
// keys.js.
export function createSession(display, address, callbacks) {
    const { narrowing, adapt = (answer) => answer } = callbacks;
    const { onEdit, onDecide, onEmpty, onAnswer, onMore, onOpen, onChoose } = callbacks;
    const { correction } = display;
    const { form, input, hits, more } = display.elements;
    let limitStep = 0;
    let isLiteral = false; // what is in the box is not to be corrected
    let shown = null; // { question, answer } on screen
    let awaited = null; // { inNewTab } for the best hit of the answer that is to come
    const renewed = new Set(); // artifacts that were gone when this question was asked again, the last ones

    const question = () => ({ text: input.value, ...narrowing(), isLiteral });
    const isShown = () => shown !== null && isSameQuestion(shown.question, question());

    const keys = createKeys(input, hits, { ...callbacks, onOpen: open, onLiteral: switchCorrection, onChoose: decide });
    const search = createSearch({ address, onAnswer: show, onWaiting: wait, onFailure: fail });

    const optionOf = (hit) => hit ? hits.querySelector(`[data-entry="${CSS.escape(hit.id)}"]`) : null;

    function chosenHit() {
        const id = keys.active()?.dataset.entry;
        return shown?.answer.hits.find((hit) => String(hit.id) === id) ?? null;
    }

    // What was chosen stays so where it is found again. The list is not busy any more before there is something in it
    // that could fail.
    function show(received, { question: answered, limit }) {
        const isNew = shown === null || !isSameQuestion(shown.question, answered);
        const chosen = chosenHit(), index = shown?.answer.index;
        const answer = adapt(received);
        shown = { question: answered, answer };
        hits.setAttribute("aria-busy", String(!isShown()));
        display.show(answer, answered, answer.hits.length < limit || limit === LIMITS.at(-1));
        keys.setActive(optionOf(chosen && findAgain(chosen, answer, index)));
        onAnswer(isNew);
        if (awaited !== null && isShown())
            open(null, awaited.inNewTab);
    }

    // The question whose hits are on screen in place of those of the one in the box, or null.
    const listed = () => shown === null || isShown() ? null : shown.question;

    function wait() {
        display.wait(listed());
    }

    // Whoever waits to be taken to a page has heard that nothing comes, and would not expect it later.
    function fail(message, isFinal) {
        awaited = null;
        display.fail(message, listed());
        if (isFinal)
            hits.setAttribute("aria-busy", "false");
    }

    function ask(isFresh = false) {
        search.ask({ question: question(), limit: LIMITS[limitStep], isFresh });
    }

    // The same question once more, since that artifact is gone. A browser has its answers for some minutes, so that it
    // is asked past them. false: that was done for this artifact and did not help.
    function renew(index) {
        if (isBlank(question()) || renewed.has(index))
            return false;
        renewed.add(index);
        if (renewed.size > RENEWED_MAX)
            renewed.delete(renewed.values().next().value);
        ask(true);
        return true;
    }

    // What is in the box has changed, or what it is to be searched for in.
    function update(limit = LIMITS[0]) {
        limitStep = Math.max(0, LIMITS.indexOf(limit));
        awaited = null;
        renewed.clear();
        keys.setActive(null);
        if (isBlank(question())) {
            search.stop();
            shown = null;
            display.clear();
            onEmpty();
        } else {
            hits.setAttribute("aria-busy", "true");
            ask();
        }
    }

    // Puts a text into the box, as it would be typed or as an address says.
    function begin({ text, isLiteral: isAsTyped = false }, limit) {
        input.value = text;
        isLiteral = isAsTyped;
        update(limit);
    }

    // The same words once more: as they are typed when they were corrected, and the other way round. false: they are
    // what was typed and what was meant.
    function switchCorrection() {
        if (!correction.isShown() || !isShown())
            return false;
        isLiteral = !isLiteral;
        onDecide();
        update();
        return true;
    }

    // Without a chosen option the best hit opens, once the answer to what is in the box is there.
    function open(option, inNewTab) {
        if (option === null && !isShown()) {
            awaited = isBlank(question()) ? null : { inNewTab };
            return;
        }
        awaited = null;
        onOpen(option, inNewTab);
    }

    // Somebody chose a hit, which is another one than the best of what is to come.
    function decide(option) {
        awaited = null;
        onChoose(option);
    }

    function showMore() {
        limitStep = Math.min(limitStep + 1, LIMITS.length - 1);
        onMore(LIMITS[limitStep]);
        ask();
    }

    // Forgets what has not come yet.
    function stop() {
        awaited = null;
        search.stop();
        display.hush();
    }

    input.addEventListener("input", () => {
        isLiteral = false;
        onEdit();
        update();
    });
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        open(null, false);
    });
    correction.button.addEventListener("click", () => {
        input.focus();
        switchCorrection();
    });
    more.addEventListener("click", showMore);

    return {
        question, isShown, begin, update, renew, open, stop,
        answer: () => shown && shown.answer,
        active: keys.active,
        choose(option) {
            awaited = null;
            keys.reveal(option);
        },
    };
}
