// What was pinned and read lately, on the home page.

import { element } from "./render.js";
import { safeUrl } from "./links.js";

function button(className, text, name, onClick) {
    const node = element("button", className, text);
    node.type = "button";
    node.setAttribute("aria-label", name);
    node.addEventListener("click", onClick);
    return node;
}

// An entry without an address of its own is looked for.
function hrefOf({ url, title, docset }) {
    return safeUrl(url) ?? `?${new URLSearchParams({ q: title, docset })}`;
}

function itemNode(entry, label, onRemove) {
    const link = element("a", "", entry.title);
    link.href = hrefOf(entry);
    link.title = [entry.docset, entry.trail].filter((text) => text !== "").join(" › ");
    const remove = button("remove", "×", `Remove ${entry.title} from ${label}`, onRemove);
    return element("li", "", link, " ", element("span", "from", entry.docset), remove);
}

// The buttons beside the one that is pressed go away with it; the focus goes to what takes its place.
function removeItem(saved, list, entry, input) {
    const at = saved.list(list.dataset.list).indexOf(entry);
    saved.remove(list.dataset.list, entry);
    const rest = list.querySelectorAll(".remove");
    (rest[Math.min(at, rest.length - 1)] ?? input).focus();
}

// A section has a heading, a "clear" button, and a ul whose data-list names it.
function renderSection(section, saved, input) {
    const list = section.querySelector("ul");
    const label = section.querySelector("h2").textContent;
    const entries = saved.list(list.dataset.list);
    section.hidden = entries.length === 0;
    list.replaceChildren(...entries.map((entry) =>
        itemNode(entry, label, () => removeItem(saved, list, entry, input))));
}

// The function that brings the sections in step with what is saved. For browsers without scripts they stand at the end
// of the page: those may not know what "hidden" means.
export function createShelf(sections, saved, input) {
    sections[0].parentNode.prepend(...sections);
    for (const clear of document.querySelectorAll("[data-clear]")) {
        clear.addEventListener("click", () => {
            saved.clear(clear.dataset.clear);
            input.focus();
        });
    }
    return () => sections.forEach((section) => renderSection(section, saved, input));
}

// Its words say what is; to ears, what a press does to that, too. So it is no button that stays pressed, whose name
// would have to stay as well.
export function pinButton(saved, entry) {
    const isPinned = () => saved.has("pinned", entry);
    const node = element("button", "button pin");
    node.type = "button";
    node.dataset.part = "pin";
    function show() {
        node.classList.toggle("on", isPinned());
        node.replaceChildren(...(isPinned() ? ["Pinned", element("span", "unseen", ": take it off")] : ["Pin"]));
    }
    node.addEventListener("click", () => {
        if (isPinned())
            saved.remove("pinned", entry);
        else
            saved.add("pinned", entry);
        show();
    });
    show();
    return node;
}
