// What the script element says: where the server is, and the attributes data-*.

import { safeUrl } from "../web/links.js";

const HASHED = /assets\/[0-9a-f]{16}\/$/;

// The address of the server, which ends with a slash; null for a script that is not from an http(s) address.
function serverOf(source) {
    const folder = safeUrl(".", source);
    return folder === null ? null : folder.replace(HASHED, "");
}

// A selector, or null where there is none or it is not one.
function selectorOf(text) {
    try {
        if (text)
            document.querySelector(text);
        return text || null;
    } catch {
        console.error(`docfinch: not a CSS selector: ${text}`);
        return null;
    }
}

// Of the script element that runs.
export function readSettings(script) {
    const data = script.dataset;
    return {
        server: serverOf(script.src),
        docset: data.docset ?? "",
        kind: data.kind ?? "",
        placeholder: data.placeholder ?? "Search the documentation",
        placement: selectorOf(data.placement),
        hasButton: data.button === undefined,
        openers: data.button === "none" ? null : selectorOf(data.button),
        hasShortcuts: data.shortcut !== "off",
        theme: ["light", "dark", "auto"].includes(data.theme) ? data.theme : "",
    };
}
