// The elements: a button, and a dialog with the box and the results, each in a shadow tree, which the page's styles do
// not reach. Nothing is made from markup, and style sheets are constructed, so that strict policies have no objection.

import { bar } from "../web/bar.css";
import { ground } from "../web/ground.css";
import { hits } from "../web/hits.css";
import { tokens } from "../web/tokens.css";
import { widget } from "./widget.css";

const SVG = "http://www.w3.org/2000/svg";
const isMac = /mac|iphone|ipad/i.test(navigator.userAgentData?.platform ?? navigator.platform);

export const SHORTCUT = isMac ? { label: "⌘K", aria: "Meta+K" } : { label: "Ctrl K", aria: "Control+K" };

function make(name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes))
        node.setAttribute(attribute, value);
    node.append(...children);
    return node;
}

function drawing(...paths) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    for (const d of paths) {
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", d);
        svg.append(path);
    }
    return svg;
}

const lens = () => drawing("M3 8.5a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0", "m13 13 5 5");
const cross = () => drawing("m5 5 10 10M15 5 5 15");

let sheets = null;

// What the style sheets measure in: see widget.css. Where browsers cannot have it, a rem is an em.
function registerUnit() {
    try {
        CSS.registerProperty({ name: "--docfinch-rem", syntax: "<length>", inherits: true, initialValue: "16px" });
    } catch {
        // or it is registered already
    }
}

function makeSheets() {
    registerUnit();
    return [tokens, ground, bar, hits, widget].map((text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        return sheet;
    });
}

function hostWith(name, settings, content) {
    const host = make(name, { lang: "en" });
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheets ??= makeSheets();
    content.dataset.theme = settings.theme;
    root.append(make("div", { class: "tokens" }, content));
    return host;
}

export function makeButton(settings) {
    const button = make("button", {
        class: "root opener", part: "button", type: "button", "aria-haspopup": "dialog", title: settings.placeholder,
    }, lens(), make("span", { class: "label" }, "Search"));
    if (settings.hasShortcuts) {
        button.setAttribute("aria-keyshortcuts", SHORTCUT.aria);
        button.append(make("kbd", { "aria-hidden": "true" }, SHORTCUT.label));
    }
    const host = hostWith("docfinch-button", settings, button);
    host.toggleAttribute("floating", settings.placement === null);
    return { host, button };
}

function makeBox(settings) {
    const input = make("input", {
        type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "hits",
        "aria-label": settings.placeholder, placeholder: settings.placeholder, autocomplete: "off",
        autocapitalize: "none", autocorrect: "off", spellcheck: "false", inputmode: "search", enterkeyhint: "go",
        maxlength: "256", autofocus: "",
    });
    const close = make("button", { class: "icon", type: "button", "aria-label": "Close the search" }, cross());
    const form = make("form", { class: "box", role: "search" }, lens(), input, close);
    return { form, input, close };
}

function makeResults(settings) {
    const hits = make("div", { class: "hits", id: "hits", role: "listbox", "aria-label": "Results", hidden: "" });
    hits.dataset.docsetCount = settings.docset === "" ? "2" : "1"; // with one doc set, all hits are of it
    const nothing = make("p", { class: "nothing", hidden: "" });
    const more = make("button", { type: "button", hidden: "" }, "Show more");
    return { hits, nothing, nothingText: nothing, more };
}

function keysLine() {
    const key = (text) => make("kbd", {}, text);
    return make("p", { class: "keys brief", "aria-hidden": "true" },
        key("↑"), " ", key("↓"), " choose ", key("Enter"), " open ", key("Esc"), " close");
}

// The elements of the dialog by name, and the one that holds its shadow tree.
export function makeDialog(settings) {
    const box = makeBox(settings), results = makeResults(settings);
    const state = make("p", {}), corrected = make("p", { class: "corrected", hidden: "" });
    const announcement = make("p", { class: "unseen", role: "status" });
    const scroller = make("div", { class: "scroller" },
        results.hits, results.nothing, make("p", { class: "more" }, results.more));
    const panel = make("div", { class: "panel" },
        box.form, make("div", { class: "state" }, state, corrected, keysLine()), scroller, announcement);
    const dialog = make("dialog", { class: "root", part: "dialog", "aria-label": settings.placeholder }, panel);
    const host = hostWith("docfinch-dialog", settings, dialog);
    return { host, dialog, scroller, state, announcement, corrected, ...box, ...results };
}
