// Whether a page is made of what its authors wrote only.

import assert from "node:assert/strict";

// Elements that the pages have, in lower case.
const ELEMENTS = `
    a article b bdi body button caption circle code dd dialog div dl dt em form h1 h2 h3 head header html img
    input kbd label li link main mark meta nav noscript ol p path pre script section span strong svg table tbody
    td th thead title tr ul`.trim().split(/\s+/);

function findForeign(allowed) {
    const problems = window.pwned === undefined ? [] : ["something ran"];
    for (const node of document.querySelectorAll("*")) {
        if (!allowed.includes(node.localName))
            problems.push(`<${node.localName}>`);
        for (const { name, value } of node.attributes) {
            const isAddress = ["href", "src", "action", "formaction", "xlink:href", "data"].includes(name);
            if (/^(on.*|style|srcdoc|http-equiv|autofocus)$/i.test(name) && !(name === "autofocus" && node.id === "q"))
                problems.push(`${name}="${value}"`);
            if (isAddress && !/^(\/(?!\/)|#|https?:\/\/(127\.0\.0\.1|localhost)[:/])/.test(value))
                problems.push(`${name}="${value}"`);
        }
    }
    for (const script of document.scripts)
        if (!/\/assets\/[0-9a-f]{16}\/\w+\.js$/.test(script.src))
            problems.push(script.outerHTML);
    return problems;
}

// Demands that a page has no element, handler, style or address that came with a text, and that nothing ran. It finds
// what the page's policy would stop from running, too.
export async function assertClean(page, what) {
    assert.deepEqual(await page.evaluate(findForeign, ELEMENTS), [], what);
}
