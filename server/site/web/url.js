// The address bar: the question in it and the state of the view beside it.

import { putQuestion, questionIn } from "./question.js";

const WRITE_AFTER_MS = 200; // browsers refuse more than about 100 history writes in 30 seconds
const STOOD_MS = 1000; // a question that stood that long was not on the way to another

let timer = 0;
let wantedUrl = null;
let wantedView = null;
let stoodSince = performance.now(); // the question of the address

export function readQuestion() {
    return questionIn(new URLSearchParams(location.search));
}

// What else belongs to the place in the history: { scroll, limit, reading }; each may be missing. reading is the
// reference of what a pane over the page shows.
export function readView() {
    return { ...history.state?.view };
}

function addressOf(question) {
    const url = new URL(location.href);
    putQuestion(url.searchParams, question);
    return url.href;
}

function later() {
    clearTimeout(timer);
    timer = setTimeout(flush, WRITE_AFTER_MS);
}

// Keeps the address in step with the box: after a pause in typing, or at once through flush().
export function writeQuestion(question) {
    wantedUrl = addressOf(question);
    later();
}

// The same for parts of the view. A new question begins with none.
export function writeView(view) {
    wantedView = { ...wantedView, ...view };
    later();
}

// A browser that has had enough history writes throws; the address is then behind until the next one.
function write(method, view, url) {
    const before = location.href;
    try {
        history[method]({ view }, "", url);
    } catch {
        return;
    }
    if (url !== before)
        stoodSince = performance.now();
    wantedUrl = null;
    wantedView = null;
}

// Typing takes the place of what was typed before, unless that was read and something else is asked now.
function isAnotherSearch() {
    const before = readQuestion().text;
    const { text } = questionIn(new URL(wantedUrl).searchParams);
    const goesOn = text !== "" && (text.startsWith(before) || before.startsWith(text));
    return !goesOn && before !== "" && performance.now() - stoodSince >= STOOD_MS;
}

export function flush() {
    clearTimeout(timer);
    const isNewUrl = wantedUrl !== null && wantedUrl !== location.href;
    const method = isNewUrl && isAnotherSearch() ? "pushState" : "replaceState";
    if (isNewUrl || wantedView !== null)
        write(method, { ...(isNewUrl ? {} : readView()), ...wantedView }, wantedUrl ?? location.href);
    wantedUrl = null;
}

// After the browser went to another place in the history: what was to be written belonged to the one before.
export function drop() {
    clearTimeout(timer);
    stoodSince = performance.now();
    wantedUrl = null;
    wantedView = null;
}

// A new place in the history, which "back" leaves: for what is decided, not typed.
export function pushQuestion(question) {
    flush();
    if (addressOf(question) !== location.href)
        write("pushState", {}, addressOf(question));
}

// The same in the place of the one that is there.
export function replaceQuestion(question) {
    flush();
    write("replaceState", {}, addressOf(question));
}

export function pushView(view) {
    flush();
    write("pushState", { ...readView(), ...view }, location.href);
}
