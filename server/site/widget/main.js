// The widget on a page: where its button stands, which keys and clicks open the dialog, and what the page can call.
//
// docfinch.open(query), docfinch.close(); on document the events docfinch:open, docfinch:close and docfinch:select,
// which can be cancelled and then does not go to the hit.

import { isComposing, isTyping } from "../web/typing.js";
import { createDialog } from "./dialog.js";
import { readSettings } from "./settings.js";
import { makeButton, SHORTCUT } from "./view.js";

function isShortcut(event) {
    const isMeta = SHORTCUT.aria.startsWith("Meta");
    const modifier = isMeta ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    return modifier && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
}

function isSlash(event) {
    return event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
}

function listenForKeys({ host, isOpen, open, close }, hasShortcuts) {
    function onKey(event) {
        if (!hasShortcuts || event.defaultPrevented || isComposing(event))
            return;
        if (isShortcut(event) && isOpen())
            close();
        else if (isShortcut(event) || (isSlash(event) && !isOpen()))
            open();
        else
            return;
        event.preventDefault();
        event.stopImmediatePropagation(); // to the page's own search, which would open above this one
    }
    document.addEventListener("keydown", onKey);
    // What is typed here is no shortcut of the page, which does not see that the focus is in a field.
    host.shadowRoot.addEventListener("keydown", onKey);
    for (const type of ["keydown", "keypress", "keyup"])
        host.shadowRoot.addEventListener(type, (event) => event.stopPropagation());
}

// Scripts of the page may make its elements anew, and the button goes with them; then it is put back.
function keepInPlace(host, selector) {
    function place() {
        if (!host.isConnected)
            (selector === null ? document.body : document.querySelector(selector))?.append(host);
    }
    place();
    new MutationObserver(place).observe(document.documentElement, { childList: true, subtree: true });
}

function listenForClicks(selector, open) {
    document.addEventListener("click", (event) => {
        const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
        if (!isPlain || event.defaultPrevented || !event.target.closest?.(selector))
            return;
        event.preventDefault();
        open();
    });
}

function start(script) {
    const settings = readSettings(script);
    if (settings.server === null) {
        console.error("docfinch: widget.js has to come from the server that answers the searches");
        return;
    }
    const widget = createDialog(settings);
    listenForKeys(widget, settings.hasShortcuts);
    if (settings.openers !== null)
        listenForClicks(settings.openers, () => widget.open());
    if (settings.hasButton) {
        const { host, button } = makeButton(settings);
        button.addEventListener("click", () => widget.open());
        keepInPlace(host, settings.placement);
    }
    const api = Object.freeze({ open: (query) => widget.open(query), close: () => void widget.close() });
    Object.defineProperty(window, "docfinch", { value: api, configurable: true });
}

// A page may name the script twice. An element with the id "docfinch" is no property of the window's own.
const { currentScript } = document;
if (currentScript === null)
    console.error("docfinch: widget.js is to be loaded by a script element that is no module");
else if (!Object.hasOwn(window, "docfinch"))
    start(currentScript);
