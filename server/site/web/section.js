// Turns an entry of /api/entries into elements: what the reading pane shows. Text only ever becomes text nodes.

import { codeNode, contentNode } from "./content.js";
import { copyButton } from "./copy.js";
import { safeUrl } from "./links.js";
import { docsetText, element, kindNode, markNode, prose } from "./render.js";

function link(className, href, ...children) {
    const node = element("a", className, ...children);
    if (href !== null)
        node.href = href;
    return node;
}

// Part names let the pane find "the same" button again after it shows another section.
function part(node, name) {
    node.dataset.part = name;
    return node;
}

function headNodes(entry, href) {
    const trail = [docsetText(entry), ...entry.breadcrumbs].join(" › ");
    const title = prose("h2", "section-title", link("", href, entry.title));
    title.tabIndex = -1;
    const marks = element("p", "marks", kindNode(entry), " ", markNode(entry));
    const nodes = [prose("p", "trail", trail), title, marks];
    if (entry.signature !== "")
        nodes.push(codeNode("section-signature", entry.signature));
    return nodes;
}

function actionsNode(entry, href, extra) {
    const actions = element("div", "actions");
    if (href !== null) {
        actions.append(part(link("button main", href, "Open the page"), "open"));
        actions.append(part(copyButton("Copy link", href), "link"));
    }
    actions.append(...extra);
    return actions;
}

// The section before or behind, or nothing in its place.
function neighbourNode(neighbour, name, label, onGo) {
    if (neighbour === null)
        return element("span", "");
    const node = part(element("button", `neighbour ${name}`, element("span", "", label), " "), name);
    node.append(prose("bdi", "", neighbour.title));
    node.type = "button";
    node.addEventListener("click", () => onGo(neighbour));
    return node;
}

function neighboursNode(entry, onGo) {
    const node = element("nav", "neighbours",
        neighbourNode(entry.previous, "previous", "Previous", onGo), neighbourNode(entry.next, "next", "Next", onGo));
    node.setAttribute("aria-label", "Sections of the page");
    return node;
}

// extra: further buttons. onGo({ id, title }) is called for the sections before and behind.
export function sectionNodes(entry, extra, onGo) {
    const href = safeUrl(entry.url);
    const nodes = [...headNodes(entry, href), actionsNode(entry, href, extra), contentNode(entry)];
    if (entry.cut)
        nodes.push(element("p", "cut", "The section is longer than what is shown here; its page has all of it."));
    if (entry.previous !== null || entry.next !== null)
        nodes.push(neighboursNode(entry, onGo));
    return nodes;
}
