// Turns an answer of /api/search into elements. Text from the server only ever becomes text nodes.

import { safeUrl } from "./links.js";

const REFERENCES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

export function element(name, className, ...children) {
    const node = document.createElement(name);
    node.className = className;
    node.append(...children);
    return node;
}

// Text of the documentation, whose direction is not the page's.
export function prose(name, className, ...children) {
    const node = element(name, className, ...children);
    node.dir = "auto";
    return node;
}

// A snippet is escaped text in which <em> and </em> are the only tags. Anything else that looks like one stays text.
export function snippetNodes(html) {
    const nodes = [];
    let depth = 0;
    for (const piece of html.split(/(<\/?em>)/)) {
        if (piece === "<em>")
            depth++;
        else if (piece === "</em>")
            depth--;
        else if (piece !== "") {
            const text = piece.replace(/&(?:amp|lt|gt|quot|#39);/g, (reference) => REFERENCES[reference]);
            nodes.push(depth > 0 ? element("mark", "", text) : text);
        }
    }
    return nodes;
}

// The words of the query that the text has; of a word that it does not have, such as a dotted name, its parts. Words of
// one or two letters are left out beside longer ones, as in snippets.
function wordsIn(text, query) {
    const words = query.split(/\s+/);
    const found = words.flatMap((word) => text.includes(word) ? [word] : word.split(/[^\p{L}\p{N}_]+/u));
    const longer = found.filter((word) => word.length > 2);
    return longer.length > 0 ? longer : found.filter((word) => word !== "");
}

// [start, end) of the first place of each of them, in order and without overlaps.
function wordRanges(text, query) {
    const folded = text.toLowerCase();
    if (folded.length !== text.length) // lower case can be longer; then positions would not fit
        return [];
    const ranges = [];
    for (const word of wordsIn(folded, query.toLowerCase())) {
        const start = folded.indexOf(word);
        if (start >= 0)
            ranges.push([start, start + word.length]);
    }
    ranges.sort((a, b) => a[0] - b[0]);
    let end = 0;
    return ranges.filter((range) => range[0] >= end && (end = range[1]));
}

function markedNodes(text, query) {
    const nodes = [];
    let from = 0;
    for (const [start, end] of wordRanges(text, query)) {
        nodes.push(text.slice(from, start), element("mark", "", text.slice(start, end)));
        from = end;
    }
    nodes.push(text.slice(from));
    return nodes;
}

// A hit joins a hit of the same page before it that is of the same tier or in the last group. So groups keep the order
// of their best hits, and no hit comes before one of a better tier on another page.
export function groupHits(hits) {
    const groups = [];
    for (const hit of hits) {
        const page = JSON.stringify([hit.docset, hit.path]);
        const group = groups.find((g, i) =>
            g.page === page && (i === groups.length - 1 || g.hits.some((other) => other.tier === hit.tier)));
        if (group)
            group.hits.push(hit);
        else
            groups.push({ page, hits: [hit] });
    }
    return groups;
}

// Nothing above it: the page, or a module that is a page.
function isWholePage(hit) {
    return hit.breadcrumbs.length === 0;
}

const isWordCharacter = (c) => c !== undefined && /\w/.test(c);

function findWord(text, word) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + word.length]))
            return at;
    }
    return -1;
}

// Where the signature has the title, or the longest part of it that ends it: [start, end), or null.
function titleRange(hit) {
    for (let name = hit.title; name !== ""; name = name.replace(/^[^.:]*[.:]*/, "")) {
        const at = findWord(hit.signature, name);
        if (at >= 0)
            return [at, at + name.length];
    }
    return null;
}

function isProse(hit) {
    return isWholePage(hit) || hit.kind === "section" || hit.kind === "term" || hit.title.includes(" ");
}

// The name in its place in the signature, or just the title.
function nameNode(hit, range, query) {
    const title = element("b", "", ...markedNodes(hit.title, query));
    if (range === null)
        return prose("span", isProse(hit) ? "title" : "name", title);
    return prose("span", "name", hit.signature.slice(0, range[0]), title, hit.signature.slice(range[1]));
}

export function docsetText(hit) {
    return hit.version === "" ? hit.docset : `${hit.docset} ${hit.version}`;
}

// What the documentation says of its age: that it should not be used any more, or since when there is it.
export function markNode(hit) {
    if (hit.deprecated === "yes")
        return element("span", "mark deprecated", "deprecated");
    if (hit.deprecated !== "")
        return element("span", "mark deprecated", `deprecated ${hit.deprecated}`);
    return hit.since === "" ? "" : element("span", "mark", `since ${hit.since}`);
}

export function kindNode(hit) {
    return element("span", `kind kind-${hit.kind}`, hit.kind);
}

function lineNode(hit, range, query) {
    const marks = element("span", "marks", markNode(hit), " ", kindNode(hit));
    return element("span", "line", nameNode(hit, range, query), " ", marks);
}

// For a finger or a mouse where the pane is not in view; an option can hold no button, the keyboard has Alt-Enter, and
// assistive technology the switch above the list (mode.js).
function readNode() {
    const node = element("span", "read", "Read", element("span", "", " here"));
    node.setAttribute("aria-hidden", "true");
    return node;
}

function optionNode(hit, query, number, trail) {
    const range = titleRange(hit);
    const option = element("a", "hit", lineNode(hit, range, query));
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.id = `hit-${number}`;
    option.dataset.entry = hit.id;
    option.tabIndex = -1;
    const url = safeUrl(hit.url);
    if (url !== null)
        option.href = url;
    if (hit.signature !== "" && range === null)
        option.append(prose("span", "signature", hit.signature));
    if (trail !== "")
        option.append(prose("span", "trail", trail));
    if (hit.snippet !== "")
        option.append(prose("span", "excerpt", ...snippetNodes(hit.snippet)));
    option.append(readNode());
    return option;
}

function headNode(hit, number, showDocset) {
    const head = element("div", "head", prose("span", "page", hit.breadcrumbs[0] ?? hit.title));
    if (showDocset)
        head.append(" ", element("span", "docset", docsetText(hit)));
    head.id = `group-${number}`;
    return head;
}

// The page itself as best hit is its own heading.
function groupNode(group, query, number, firstOption, showDocset) {
    const best = group.hits[0];
    const node = element("div", "group");
    node.setAttribute("role", "group");
    if (isWholePage(best)) {
        node.setAttribute("aria-label", best.title);
    } else {
        node.append(headNode(best, number, showDocset));
        node.setAttribute("aria-labelledby", `group-${number}`);
    }
    group.hits.forEach((hit, i) => {
        const docset = isWholePage(hit) && i === 0 && showDocset ? docsetText(hit) : "";
        const trail = isWholePage(hit) ? docset : hit.breadcrumbs.slice(1).join(" › ");
        node.append(optionNode(hit, query, firstOption + i, trail));
    });
    return node;
}

// Puts the hits into the listbox, all at once.
export function renderHits(listbox, answer) {
    const showDocset = Number(listbox.dataset.docsetCount) > 1;
    const nodes = [];
    const query = answer.corrected ?? answer.query;
    let option = 0;
    for (const group of groupHits(answer.hits)) {
        nodes.push(groupNode(group, query, nodes.length, option, showDocset));
        option += group.hits.length;
    }
    listbox.replaceChildren(...nodes);
}

export function countText(answer) {
    const count = answer.total.toLocaleString("en");
    const results = answer.total === 1 ? "result" : "results";
    const text = answer.total_exact ? `${count} ${results}` : `At least ${count} ${results}`;
    return answer.partial ? `${text}. The search reached its time limit; there may be more.` : text;
}
