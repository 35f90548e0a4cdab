// Where an answer is shown: the hits, the correction, the empty state, and the count beside the box.

import { countText, renderHits } from "./render.js";
import { isTouch } from "./typing.js";

const ANNOUNCE_AFTER_MS = 600; // a screen reader hears the count when typing pauses

export function nothingFound({ text }) {
    return `Nothing found for “${text.trim()}”. Try fewer words, or the beginning of a name.`;
}

// elements: input and hits, a combobox and its list; state, for a short line, and announcement, for a screen reader;
// corrected with meant and typed in it; nothing with nothingText in it; more. A question without hits gets the sentence
// nothingText(question).
export function createDisplay(elements, nothingText) {
    const { input, hits, state, announcement, corrected, nothing, more } = elements;
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

    function say(text, { isError = false, spoken = text } = {}) {
        state.textContent = text;
        state.classList.toggle("error", isError);
        announce(spoken);
    }

    // What there is, and for a screen reader also for which words.
    function sayCount(answer) {
        const text = answer.hits.length > 0 ? countText(answer) : "Nothing found";
        say(text, { spoken: answer.corrected === null ? text : `Showing results for ${answer.corrected}. ${text}` });
    }

    function showCorrection(answer) {
        corrected.hidden = answer.corrected === null;
        elements.meant.textContent = answer.corrected ?? "";
        elements.typed.textContent = answer.query;
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
        showCorrection(answer);
        hits.hidden = !found;
        nothing.hidden = found;
        elements.nothingText.textContent = found ? "" : nothingText(question);
        showMore(!isWhole);
        input.setAttribute("aria-expanded", String(found));
        sayCount(answer);
    }

    // For a box with nothing in it.
    function clear() {
        for (const part of [hits, corrected, nothing, more])
            part.hidden = true;
        hits.replaceChildren();
        hits.setAttribute("aria-busy", "false");
        input.setAttribute("aria-expanded", "false");
        say("");
    }

    return { elements, announce, hush, say, show, clear };
}
