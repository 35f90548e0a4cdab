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
const more = byId("more");
const home = byId("home");
const state = byId("state");

let limitStep = 0;
let shownText = null; // the question whose answer is on screen
let openWhenAnswered = null; // what to do with the best hit of the answer that is awaited
let announceTimer = 0;

const query = () => input.value.trim();

function say(text, isError = false) {
    state.textContent = text;
    state.classList.toggle("error", isError);
    clearTimeout(announceTimer);
    announceTimer = setTimeout(() => (byId("announcement").textContent = text), ANNOUNCE_AFTER_MS);
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

function showAnswer(answer, text) {
    const isNewQuestion = text !== shownText;
    const found = answer.hits.length > 0;
    shownText = text;
    const chosen = keys.active()?.dataset.entry;
    renderHits(hits, answer);
    keys.setActive(hits.querySelector(`[data-entry="${chosen}"]`));
    hits.hidden = !found;
    nothing.hidden = found;
    nothing.textContent = found ? "" : `Nothing found for “${text}”. Try fewer words, or the beginning of a name.`;
    more.hidden = answer.hits.length < LIMITS[limitStep] || limitStep === LIMITS.length - 1;
    hits.setAttribute("aria-busy", String(text !== query()));
    input.setAttribute("aria-expanded", String(found));
    showResults();
    say(found ? countText(answer) : "Nothing found");
    if (isNewQuestion)
        scrollTo({ top: 0 });
    if (openWhenAnswered !== null && text === query())
        openOption(null, openWhenAnswered.inNewTab);
}

const search = createSearch({
    onAnswer: showAnswer,
    onFailure: (message) => say(message, true),
});

const keys = createKeys(input, hits, { onOpen: openOption, onClear: clear });

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
        search.ask(text, LIMITS[limitStep]);
    }
}

function clear() {
    input.value = "";
    input.focus();
    writeQuery("");
    update();
}

function restore() {
    const text = readQuery();
    input.value = text;
    if (query() !== "")
        showResults();
    update();
}

input.addEventListener("input", () => {
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
    search.ask(query(), LIMITS[limitStep]);
});
addEventListener("popstate", restore);
addEventListener("pagehide", flushQuery);

restore();
input.setSelectionRange(input.value.length, input.value.length);
