// Asks the server for entries, one at a time: the newest question counts. Those that were read last are kept.

const KEPT_MAX = 40; // of at most 32 kB each, and a little more
const TIMEOUT_MS = 8000;

export class Stale extends Error {} // the server has another artifact than the one the id is of
export class Superseded extends Error {} // something else was asked for

function problem(status) {
    if (status === 404)
        return new Error("The server does not know this entry.");
    if (status === 503 || status === 429)
        return new Error("The server is busy.");
    if (status >= 500) // that of a proxy, whose server is gone
        return new TypeError(`status ${status}`);
    return new Error(`The server refused to give this entry (status ${status}).`);
}

// What a network in between answers in the server's place is not.
function isEntry(json) {
    return typeof json?.title === "string" && Array.isArray(json.content) && Array.isArray(json.breadcrumbs);
}

async function fetchEntry({ id, index }, signal) {
    const parameters = new URLSearchParams({ index });
    const response = await fetch(`api/entries/${encodeURIComponent(id)}?${parameters}`, { signal });
    if (response.status === 409)
        throw new Stale("The server has newer documentation, in which this may be elsewhere.");
    if (!response.ok)
        throw problem(response.status);
    const entry = await response.json();
    if (!isEntry(entry))
        throw new SyntaxError("not an entry");
    return entry;
}

// A reference is { id, index, title, docset }: the entry of an artifact, and what to search for when that is gone. It
// may come from a place in the history.
export function isReference(value) {
    const isText = (name) => typeof value[name] === "string";
    return Number.isInteger(value?.id) && ["index", "title", "docset"].every(isText);
}

export function referenceOf({ id, title, docset }, index) {
    return { id, index, title, docset };
}

export const keyOf = ({ id, index }) => `${index} ${id}`;

// get() rejects with an error whose message can be shown, or one of the above.
export function createEntries() {
    const kept = new Map(); // key -> entry, the one that was read last at the end
    let controller = new AbortController();

    function keep(key, entry) {
        kept.delete(key);
        kept.set(key, entry);
        if (kept.size > KEPT_MAX)
            kept.delete(kept.keys().next().value);
    }

    function abort() {
        controller.abort(new Superseded());
        controller = new AbortController();
    }

    async function get(reference) {
        abort();
        const key = keyOf(reference);
        const own = controller;
        const timeout = setTimeout(() => own.abort(new Error("The server does not answer.")), TIMEOUT_MS);
        try {
            const entry = kept.get(key) ?? await fetchEntry(reference, own.signal);
            keep(key, entry);
            return entry;
        } catch (error) {
            own.signal.throwIfAborted();
            const isGone = error instanceof TypeError || error instanceof SyntaxError;
            throw isGone ? new Error("The server does not answer.") : error;
        } finally {
            clearTimeout(timeout);
        }
    }

    return { get, abort, isKept: (reference) => kept.has(keyOf(reference)) };
}
