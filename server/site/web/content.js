// Turns the content of an entry of /api/entries into elements. Text only ever becomes text nodes.

import { copyButton } from "./copy.js";
import { withoutPrompts } from "./prompts.js";
import { element, prose } from "./render.js";

// The elements of shapes; others are a <div> with the shape's name as its class.
const ELEMENTS = {
    code: "code", emphasis: "em", strong: "strong", list: "ul", numbers: "ol", item: "li", terms: "dl", term: "dt",
    description: "dd", table: "table", caption: "caption", row: "tr", head: "th", cell: "td",
};

export function codeNode(className, text) {
    const node = element("pre", className, element("code", "", text));
    node.dir = "ltr";
    return node;
}

function sampleNode(code, number, count) {
    const name = count === 1 ? "Copy the code" : `Copy code ${number} of ${count}`;
    const copy = copyButton("Copy", withoutPrompts(code), name);
    return element("div", "sample", copy, codeNode("", code)); // the code's lines go around the button
}

// What else is said of a shape: by what a list is numbered, the number of an item, columns and rows of a cell.
function setValue(node, [value, rows]) {
    if (node.localName === "ol")
        node.type = value;
    else if (node.localName === "li")
        node.value = value;
    else
        [node.colSpan, node.rowSpan] = [value, rows];
}

function enter(around, shape, ...value) {
    const name = ELEMENTS[shape];
    const node = prose(name ?? "div", name ? "" : `aside ${shape}`);
    if (value.length > 0)
        setValue(node, value);
    around.at(-1).append(shape === "table" ? element("div", "wide", node) : node);
    around.push(node);
}

// The text from start to end, with the marks that begin there taken off and made elements. Marks nest.
function words(text, marks, start, end) {
    const nodes = [];
    while (marks.length > 0 && marks[0][0] < end) {
        const [from, to, shape] = marks.shift();
        nodes.push(text.slice(start, from), element(ELEMENTS[shape], "", ...words(text, marks, from, to)));
        start = to;
    }
    return [...nodes, text.slice(start, end)];
}

// Cells that begin in the middle of the text take the place of the one that is open.
function appendText(around, { text, cells = [], marks = [] }) {
    const rest = [...marks];
    let start = 0;
    for (const [end, ...cell] of [...cells, [text.length]]) {
        if (/[^\t\n\f\r ]/.test(text.slice(start, end))) // as the server's pages have it
            around.at(-1).append((around.length > 1 ? element : prose)("p", "block", ...words(text, rest, start, end)));
        if (cell.length > 0) {
            around.pop();
            enter(around, ...cell);
        }
        start = end;
    }
}

// Blocks and samples in the order of the page, in the shapes around them.
export function contentNode({ content }) {
    const around = [document.createDocumentFragment()];
    const count = content.filter((part) => "code" in part).length;
    let number = 0;
    for (const part of content) {
        for (const step of part.steps ?? [])
            step === "/" ? around.pop() : enter(around, ...[step].flat());
        if ("code" in part)
            around.at(-1).append(sampleNode(part.code, ++number, count));
        else
            appendText(around, part);
    }
    return around[0];
}
