// Buttons that put text on the clipboard, and say whether they did.

import { announce } from "./answer.js";
import { element } from "./render.js";

const SAID_MS = 1600;

// For pages that are not served by HTTPS, where browsers have no navigator.clipboard.
function copySelection(text) {
    const focused = document.activeElement;
    const field = element("textarea", "unseen");
    field.value = text;
    field.readOnly = true;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus({ preventScroll: true });
    return done;
}

async function copyText(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return copySelection(text);
    }
}

// name: what a screen reader hears, when the label alone does not tell what is copied.
export function copyButton(label, text, name = label) {
    const node = element("button", "button copy", label);
    let timer = 0;
    node.type = "button";
    node.setAttribute("aria-label", name);
    node.addEventListener("click", async () => {
        const said = await copyText(text) ? "Copied" : "Not copied";
        node.textContent = said;
        announce(said);
        clearTimeout(timer);
        timer = setTimeout(() => (node.textContent = label), SAID_MS);
    });
    return node;
}
