// Which addresses may become links.

// The absolute form of an http(s) address; null for anything else: nothing, or "javascript:" in particular.
export function safeUrl(text, base = location.href) {
    if (text === "")
        return null;
    try {
        const url = new URL(text, base);
        return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch {
        return null;
    }
}
