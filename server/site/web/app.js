// The search page: the box, the results under it, and what is said about them.

import { createKeys } from "./keys.js";
import { countText, renderHits } from "./render.js";
import { createSearch } from "./search.js";
import { flushQuery, readQuery, writeQuery } from "./url.js";

const LIMITS = [20, 50, 100]; // hits asked for: at first, and after each "Show more"
const ANNOUNCE_AFTER_MS = 600; // a screen reader hears the count when typing pauses

const byId = (id) => document.getElementById(id);
const input = byId("q");
const results = byId("results");
const hits = byId("hits");
const nothing = byId("nothing");
const corrected = byId("corrected");
const more = byId("more");
const home = byId("home");
const state = byId("state");

let limitStep = 0;
let isLiteral = false; // what is in the box is not to be corrected
let shownText = null; // the question whose answer is on screen
let openWhenAnswered = null; // what to do with the best hit of the answer that is awaited
let announceTimer = 0;

const query = () => input.value.trim();

function say(text, { isError = false, spoken = text } = {}) {
    state.textContent = text;
    state.classList.toggle("error", isError);
    clearTimeout(announceTimer);
    announceTimer = setTimeout(() => (byId("announcement").textContent = spoken), ANNOUNCE_AFTER_MS);
}

function showHome() {
    shownText = null;
    openWhenAnswered = null;
    results.hidden = true;
    home.hidden = false;
    hits.replaceChildren();
    hits.hidden = true;
    hits.setAttribute("aria-busy", "false");
    input.setAttribute("aria-expanded", "false");
    say("");
}

function showResults() {
    home.hidden = true;
    results.hidden = false;
}

function showCorrection(answer) {
    corrected.hidden = answer.corrected === null;
    byId("meant").textContent = answer.corrected ?? "";
    byId("typed").textContent = answer.query;
}

// What there is, and for a screen reader also for which words.
function sayCount(answer) {
    const text = answer.hits.length > 0 ? countText(answer) : "Nothing found";
    say(text, { spoken: answer.corrected === null ? text : `Showing results for ${answer.corrected}. ${text}` });
}

function showAnswer(answer, text) {
    const isNewQuestion = text !== shownText;
    const found = answer.hits.length > 0;
    shownText = text;
    const chosen = keys.active()?.dataset.entry;
    renderHits(hits, answer);
    showCorrection(answer);
    keys.setActive(hits.querySelector(`[data-entry="${chosen}"]`));
    hits.hidden = !found;
    nothing.hidden = found;
    nothing.textContent = found ? "" : `Nothing found for “${text}”. Try fewer words, or the beginning of a name.`;
    more.hidden = answer.hits.length < LIMITS[limitStep] || limitStep === LIMITS.length - 1;
    hits.setAttribute("aria-busy", String(text !== query()));
    input.setAttribute("aria-expanded", String(found));
    showResults();
    sayCount(answer);
    if (isNewQuestion)
        scrollTo({ top: 0 });
    if (openWhenAnswered !== null && text === query())
        openOption(null, openWhenAnswered.inNewTab);
}

const search = createSearch({
    onAnswer: showAnswer,
    onFailure: (message) => say(message, { isError: true }),
});

const keys = createKeys(input, hits, { onOpen: openOption, onClear: clear, onLiteral: searchLiterally });

function ask() {
    search.ask({ text: query(), limit: LIMITS[limitStep], isLiteral });
}

// The same words once more, as they are typed; false when that is what is shown.
function searchLiterally() {
    if (corrected.hidden || shownText !== query())
        return false;
    isLiteral = true;
    shownText = null;
    corrected.hidden = true;
    writeQuery(query(), isLiteral);
    update();
    return true;
}

// Without a chosen option the best hit opens, once the answer to what is in the box is there.
function openOption(option, inNewTab) {
    if (option === null && shownText !== query()) {
        openWhenAnswered = query() === "" ? null : { inNewTab };
        return;
    }
    openWhenAnswered = null;
    const href = (option ?? hits.querySelector('[role="option"]'))?.href;
    if (!href)
        return;
    flushQuery();
    if (inNewTab)
        open(href, "_blank", "noopener");
    else
        location.assign(href);
}

function update() {
    const text = query();
    byId("clear").hidden = input.value === "";
    openWhenAnswered = null;
    limitStep = 0;
    if (text === "") {
        search.stop();
        showHome();
    } else {
        keys.setActive(null);
        hits.setAttribute("aria-busy", "true");
        ask();
    }
}

function clear() {
    isLiteral = false;
    input.value = "";
    input.focus();
    writeQuery("");
    update();
}

function restore() {
    const shown = readQuery();
    input.value = shown.text;
    isLiteral = shown.isLiteral;
    if (query() !== "")
        showResults();
    update();
}

input.addEventListener("input", () => {
    isLiteral = false;
    writeQuery(query());
    update();
});
byId("clear").addEventListener("click", clear);
byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    openOption(null, false);
});
more.addEventListener("click", () => {
    limitStep++;
    ask();
});
byId("literal").addEventListener("click", () => {
    input.focus();
    searchLiterally();
});
addEventListener("popstate", restore);
addEventListener("pagehide", flushQuery);

restore();
input.setSelectionRange(input.value.length, input.value.length);
