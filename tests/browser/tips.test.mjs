// What the pages say of how to search is so: each example is asked with words that the documentation here has.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, search } from "./support/browser.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const suite = openSuite();

async function ask(q) {
    return (await fetch(`${suite.server.url}/api/search?${new URLSearchParams({ q, limit: 100 })}`)).json();
}

// All that an entry says, in small letters.
async function textOf({ id }) {
    const entry = await (await fetch(`${suite.server.url}/api/entries/${id}`)).json();
    const content = entry.content.map((part) => part.text ?? part.code);
    return [entry.title, entry.signature, ...content].join("\n").toLowerCase();
}

async function expectTexts(hits, isAsSaid) {
    for (const hit of hits)
        assert.ok(isAsSaid(await textOf(hit)), `${hit.title}: ${await textOf(hit)}`);
}

// What an example is to mean, asked with `q`.
const MEANINGS = {
    async beginnings(q) {
        const { hits } = await ask(q);
        const [whole, begun] = q.split(" ");
        await expectTexts(hits.slice(0, 1), (text) => text.includes(whole) && text.includes(begun));
    },
    async words(q) {
        const { hits } = await ask(q);
        await expectTexts(hits.slice(0, 1), (text) => q.split(" ").every((word) => text.includes(word)));
        const turned = await ask(q.split(" ").reverse().join(" "));
        assert.deepEqual(new Set(turned.hits.map((hit) => hit.id)), new Set(hits.map((hit) => hit.id)));
    },
    async name(q) {
        for (const part of [q, q.slice(0, -1), q.split(".").at(-1)])
            assert.ok((await ask(part)).hits.slice(0, 2).some((hit) => hit.title === q), part);
    },
    async phrase(q) {
        const words = q.replaceAll('"', "");
        const { hits, total } = await ask(q);
        await expectTexts(hits, (text) => text.includes(words));
        assert.ok(total < (await ask(words)).total);
    },
    async kind(q) {
        const { hits, total } = await ask(q);
        const kinds = new Set(hits.map((hit) => hit.kind));
        assert.ok(kinds.has("function") && [...kinds].every((kind) => ["function", "method"].includes(kind)));
        assert.ok(total < (await ask(q.split(/\s|kind:function|fn:/).filter(Boolean).at(-1))).total);
    },
    async docset(q) {
        const { hits, facets } = await ask(q);
        assert.deepEqual([...new Set(hits.map((hit) => hit.docset))], ["birds"]);
        assert.ok(facets.docset.birds > 0);
    },
    async without(q) {
        const [words, left] = q.split(" -");
        const { hits, total } = await ask(q);
        await expectTexts(hits, (text) => !new RegExp(`\\b${left}\\b`).test(text));
        assert.ok(total < (await ask(words)).total);
    },
};

// Example -> the words that are asked, and what it means.
const HOME = {
    "read fi": ["build ne", "beginnings"],
    "kind:function read": ["kind:function build", "kind"],
    "fn:read": ["fn:build", "kind"],
    "in:NAME read": ["in:birds build", "docset"],
    '"read a file"': ['"build a nest"', "phrase"],
    "read -file": ["build -nest", "without"],
};
const HELP = {
    "read file": ["build nest", "words"],
    "os.path.join": ["nest.build_all", "name"],
    '"standard input"': ['"one twig"', "phrase"],
    "open kind:function": ["build kind:function", "kind"],
    "fn:": ["fn: build", "kind"],
    "open in:python": ["build in:birds", "docset"],
    "open -socket": ["build -song", "without"],
};

async function expectExamples(page, meanings) {
    const section = page.getByRole("region", { name: "How to search" });
    const examples = await section.locator("code").allTextContents();
    assert.deepEqual(examples, Object.keys(meanings));
    for (const [asked, meaning] of Object.values(meanings)) {
        assert.ok((await ask(asked)).hits.length > 0, asked);
        await MEANINGS[meaning](asked);
    }
}

test("the home page says how to search, and it is so", () => onPage(suite, "/", {}, (page) =>
    expectExamples(page, HOME)));

test("so does an empty list, and the home page again after it", () => onPage(suite, "/", {}, async (page) => {
    await search(page, "xyzzyq");
    await page.getByText("Nothing found for “xyzzyq”. Try fewer words, another spelling").waitFor();
    await expectExamples(page, HOME);
    await search(page, "nest");
    assert.equal(await page.getByRole("region", { name: "How to search" }).isVisible(), false);
    await page.locator("#q").fill("");
    await expectExamples(page, HOME);
    assert.ok(await page.evaluate(() => {
        const [tips, cards] = [".tips", ".cards"].map((selector) => document.querySelector(`#home ${selector}`));
        return tips.nextElementSibling === cards;
    }));
    await page.goto(`${suite.server.url}/?q=xyzzyq&kind=function`);
    await page.getByText("Nothing of kind function found for “xyzzyq”. Try fewer words").waitFor();
    await expectExamples(page, HOME);
}));

test("so does the page without JavaScript where nothing is asked or found", async () => {
    for (const path of ["/search", "/search?q=xyzzyq"])
        await onPage(suite, path, { javaScriptEnabled: false }, (page) => expectExamples(page, HELP));
});

test("an example that is typed into the box is understood there, too", () => onPage(suite, "/", {}, async (page) => {
    for (const [asked] of Object.values(HOME)) {
        await page.locator("#q").fill(asked);
        await answered(page);
        const { total } = await ask(asked);
        const state = new RegExp(`^${total} results?$`);
        await page.locator("#state").filter({ hasText: state }).waitFor();
    }
}));
