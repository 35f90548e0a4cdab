// The address bar, and which addresses may become links.

const WRITE_AFTER_MS = 200; // browsers refuse more than about 100 history writes in 30 seconds

let timer = 0;
let wanted = null;

export function readQuery() {
    return new URLSearchParams(location.search).get("q") ?? "";
}

// Keeps ?q= in step with the box: after a pause in typing, or at once through flushQuery().
export function writeQuery(text) {
    wanted = text;
    clearTimeout(timer);
    timer = setTimeout(flushQuery, WRITE_AFTER_MS);
}

export function flushQuery() {
    clearTimeout(timer);
    if (wanted === null || wanted === readQuery())
        return;
    const url = new URL(location.href);
    if (wanted === "")
        url.searchParams.delete("q");
    else
        url.searchParams.set("q", wanted);
    history.replaceState(history.state, "", url);
    wanted = null;
}

// The absolute form of an http(s) address; null for anything else: nothing, or "javascript:" in particular.
export function safeUrl(text) {
    if (text === "")
        return null;
    try {
        const url = new URL(text, location.href);
        return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch {
        return null;
    }
}
