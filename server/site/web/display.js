// Where an answer is shown: the hits, the correction, the empty state, and the count beside the box.

import { createCorrection } from "./correction.js";
import { countText, renderHits } from "./render.js";
import { isTouch } from "./typing.js";

const ANNOUNCE_AFTER_MS = 600; // a screen reader hears the count when typing pauses
const QUOTED_MAX = 20; // characters of a question in the bar

// what: more than any entry, " of kind class".
export function nothingFound({ text }, what = "") {
    const advice = "Try fewer words, another spelling, or the beginning of a name.";
    return `Nothing${what} found for “${text.trim()}”. ${advice}`;
}

// elements: input and hits, a combobox and its list; state, for a short line, and announcement, for a screen reader;
// corrected, which becomes a correction.js; nothing with nothingText in it; more. A question without hits gets the
// sentence nothingText(question).
export function createDisplay(elements, nothingText) {
    const { input, hits, state, announcement, corrected, nothing, more } = elements;
    const correction = createCorrection(corrected);
    let timer = 0;

    // For a screen reader only, once things are quiet.
    function announce(text) {
        clearTimeout(timer);
        timer = setTimeout(() => (announcement.textContent = text), ANNOUNCE_AFTER_MS);
    }

    // Nothing more is heard.
    function hush() {
        clearTimeout(timer);
        announcement.textContent = "";
    }

    // isAlone: with nothing beside it in the bar.
    function say(text, { isError = false, isAlone = isError, spoken = text } = {}) {
        state.textContent = text;
        state.classList.toggle("error", isError);
        state.classList.toggle("alone", isAlone);
        announce(spoken);
    }

    // What is so while there is no answer. listed: the question whose hits are on screen instead; they look so until
    // there is one.
    function sayWithout(text, listed, isError) {
        const isStale = listed !== null && !hits.hidden;
        const words = isStale ? listed.text.trim() : "";
        const quoted = words.length > QUOTED_MAX ? `${words.slice(0, QUOTED_MAX)}…` : words;
        hits.classList.toggle("stale", isStale);
        say(isStale ? `${text} Still showing “${quoted}”.` : text, { isError, isAlone: true });
    }

    // There is none yet, and there is none, and why.
    const wait = (listed) => sayWithout("Waiting for the server.", listed, false);
    const fail = (text, listed) => sayWithout(text, listed, true);

    // What there is, and for a screen reader also for which words.
    function sayCount(answer, question) {
        const text = answer.hits.length > 0 ? countText(answer) : "Nothing found";
        const words = correction.show(answer, question);
        say(text, { spoken: words + text });
    }

    // A button that goes away leaves the focus in the box, from where the list is walked.
    function showMore(isWanted) {
        const hasFocus = more.matches(":focus") && (!isTouch() || more.matches(":focus-visible"));
        more.hidden = !isWanted;
        if (hasFocus && !isWanted)
            input.focus({ preventScroll: true });
    }

    // isWhole: there are no more hits to ask for.
    function show(answer, question, isWhole) {
        const found = answer.hits.length > 0;
        renderHits(hits, answer);
        hits.classList.remove("stale");
        hits.hidden = !found;
        nothing.hidden = found;
        elements.nothingText.textContent = found ? "" : nothingText(question);
        showMore(!isWhole);
        input.setAttribute("aria-expanded", String(found));
        sayCount(answer, question);
    }

    // For a box with nothing in it.
    function clear() {
        for (const part of [hits, corrected, nothing, more])
            part.hidden = true;
        hits.replaceChildren();
        hits.classList.remove("stale");
        hits.setAttribute("aria-busy", "false");
        input.setAttribute("aria-expanded", "false");
        say("");
    }

    return { elements, correction, announce, hush, say, wait, fail, show, clear };
}
