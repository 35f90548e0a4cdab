// The widget on a page: what opens and closes the dialog, and what the page hears of it.
//
// docfinch.open(query), docfinch.close(); on document the events docfinch:open, docfinch:close and docfinch:select,
// which can be cancelled and then does not go to the hit.

import { createSession } from "./session.js";
import { readSettings } from "./settings.js";
import { isTyping } from "./typing.js";
import { makeButton, makeDialog, SHORTCUT } from "./view.js";

function tell(name, detail) {
    return document.dispatchEvent(new CustomEvent(`docfinch:${name}`, { detail, cancelable: name === "select" }));
}

function isShortcut(event) {
    const isMeta = SHORTCUT.aria.startsWith("Meta");
    const modifier = isMeta ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    return modifier && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
}

function isSlash(event) {
    return event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
}

function createWidget(settings) {
    const view = makeDialog(settings);
    const { dialog } = view;
    const session = createSession(view, settings, { onOpen: select, onClose: close });
    let opener = null; // what has the focus again at the end, where the browser does not see to it

    function open(query) {
        if (!view.host.isConnected)
            document.body.append(view.host);
        const wasOpen = dialog.open;
        opener = wasOpen ? opener : document.activeElement;
        if (!wasOpen)
            dialog.showModal();
        session.begin(query === undefined ? undefined : String(query));
        if (!wasOpen)
            tell("open", { query: view.input.value });
    }

    // true: there was something to close.
    function close() {
        const wasOpen = dialog.open;
        if (wasOpen)
            dialog.close();
        return wasOpen;
    }

    // In a tab of its own, the search stays open.
    function select(option, answer, inNewTab) {
        const hit = answer.hits.find((one) => String(one.id) === option.dataset.entry);
        if (!tell("select", { url: option.href, hit, query: answer.query, inNewTab }))
            return;
        if (inNewTab) {
            window.open(option.href, "_blank", "noopener");
            return;
        }
        close();
        location.assign(option.href);
    }

    dialog.addEventListener("close", () => {
        session.end();
        if (document.activeElement === document.body)
            opener?.focus?.({ preventScroll: true });
        tell("close", {});
    });
    view.close.addEventListener("click", close);
    closeOnBackdrop(dialog, close);
    return { view, open, close };
}

// A press and a release, both beside the panel: not the end of a selection of text.
function closeOnBackdrop(dialog, close) {
    let isPressed = false;
    dialog.addEventListener("pointerdown", (event) => (isPressed = event.target === dialog));
    dialog.addEventListener("click", (event) => {
        if (isPressed && event.target === dialog)
            close();
    });
}

function listenForKeys({ view, open, close }, hasShortcuts) {
    function onKey(event) {
        if (!hasShortcuts || event.defaultPrevented || event.isComposing)
            return;
        if (isShortcut(event) && view.dialog.open)
            close();
        else if (isShortcut(event) || (isSlash(event) && !view.dialog.open))
            open();
        else
            return;
        event.preventDefault();
        event.stopImmediatePropagation(); // to the page's own search, which would open above this one
    }
    document.addEventListener("keydown", onKey);
    // What is typed here is no shortcut of the page, which does not see that the focus is in a field.
    view.host.shadowRoot.addEventListener("keydown", onKey);
    for (const type of ["keydown", "keypress", "keyup"])
        view.host.shadowRoot.addEventListener(type, (event) => event.stopPropagation());
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
    const widget = createWidget(settings);
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
