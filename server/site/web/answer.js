// What is on screen of an answer: the hits, the correction, the empty state, and the count beside the box.

import { filterText } from "./filters.js";
import { countText, renderHits } from "./render.js";

const ANNOUNCE_AFTER_MS = 600; // a screen reader hears the count when typing pauses

const byId = (id) => document.getElementById(id);

let announceTimer = 0;

// For a screen reader only, once things are quiet.
export function announce(text) {
    clearTimeout(announceTimer);
    announceTimer = setTimeout(() => (byId("announcement").textContent = text), ANNOUNCE_AFTER_MS);
}

export function say(text, { isError = false, spoken = text } = {}) {
    byId("state").textContent = text;
    byId("state").classList.toggle("error", isError);
    announce(spoken);
}

function showCorrection(answer) {
    byId("corrected").hidden = answer.corrected === null;
    byId("meant").textContent = answer.corrected ?? "";
    byId("typed").textContent = answer.query;
}

function nothingText({ text, docset, kind }) {
    if (docset === "" && kind === "")
        return `Nothing found for “${text}”. Try fewer words, or the beginning of a name.`;
    return `Nothing of ${filterText({ docset, kind })} found for “${text}”.`;
}

function showNothing(question, found) {
    byId("nothing").hidden = found;
    byId("nothing-text").textContent = found ? "" : nothingText(question);
    byId("everything").hidden = question.docset === "" && question.kind === "";
}

// What there is, and for a screen reader also for which words.
function sayCount(answer) {
    const text = answer.hits.length > 0 ? countText(answer) : "Nothing found";
    say(text, { spoken: answer.corrected === null ? text : `Showing results for ${answer.corrected}. ${text}` });
}

export function showAnswer(answer, question, isWhole) {
    const found = answer.hits.length > 0;
    renderHits(byId("hits"), answer);
    showCorrection(answer);
    showNothing(question, found);
    byId("hits").hidden = !found;
    byId("more").hidden = isWhole;
    byId("q").setAttribute("aria-expanded", String(found));
    sayCount(answer);
}

export function showResults() {
    byId("home").hidden = true;
    byId("results").hidden = false;
}

// The page without a question; filters that are chosen wait for one.
export function showHome(filters) {
    byId("results").hidden = true;
    byId("home").hidden = false;
    byId("hits").replaceChildren();
    byId("hits").hidden = true;
    byId("hits").setAttribute("aria-busy", "false");
    byId("q").setAttribute("aria-expanded", "false");
    const text = filterText(filters);
    say(text === "" ? "" : `Searches ${text} only`);
}
