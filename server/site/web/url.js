// The address bar, and which addresses may become links.

const WRITE_AFTER_MS = 200; // browsers refuse more than about 100 history writes in 30 seconds

let timer = 0;
let wanted = null; // { text, isLiteral }

export function readQuery() {
    const parameters = new URLSearchParams(location.search);
    return { text: parameters.get("q") ?? "", isLiteral: parameters.get("literal") === "1" };
}

// Keeps ?q= in step with the box: after a pause in typing, or at once through flushQuery().
export function writeQuery(text, isLiteral = false) {
    wanted = { text, isLiteral: isLiteral && text !== "" };
    clearTimeout(timer);
    timer = setTimeout(flushQuery, WRITE_AFTER_MS);
}

function setOrDelete(url, name, value) {
    if (value === "")
        url.searchParams.delete(name);
    else
        url.searchParams.set(name, value);
}

export function flushQuery() {
    clearTimeout(timer);
    const shown = readQuery();
    if (wanted === null || (wanted.text === shown.text && wanted.isLiteral === shown.isLiteral))
        return;
    const url = new URL(location.href);
    setOrDelete(url, "q", wanted.text);
    setOrDelete(url, "literal", wanted.isLiteral ? "1" : "");
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
