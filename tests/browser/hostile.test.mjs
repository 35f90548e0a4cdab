// Texts that look like markup, in everything that documentation has and in everything that can be asked. Nothing of it
// runs, is an element, or makes the page's policy complain (withPage).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { answered, launchBrowser, withPage } from "./support/browser.mjs";
import { assertClean } from "./support/clean.mjs";
import { serve } from "./support/docs.mjs";
import { buildHostileDocs } from "./support/hostile.mjs";
import { BROKEN, PAYLOADS, wordOf } from "./support/payloads.mjs";

let docs, browser, server;

before(async () => {
    docs = await buildHostileDocs();
    [browser, server] = await Promise.all([launchBrowser(), serve(docs.file)]);
});
after(async () => {
    await browser?.close();
    await server?.stop();
    await docs?.remove();
});

const onPage = (path, use, options = {}) => withPage(browser, server, options, async (page) => {
    await page.goto(server.url + path);
    await use(page);
});

// What a text is once it was indexed and is shown: space is one space.
const spaced = (text) => text.replace(/\s+/g, " ").trim();

async function ask(page, text) {
    await page.locator("#q").fill(text);
    await answered(page);
    await page.keyboard.press("ArrowDown");
}

// The mouse over every line, and the focus on every link.
async function touch(page) {
    await page.evaluate(() => {
        for (const node of document.querySelectorAll("main *")) {
            for (const type of ["mouseover", "focus"])
                node.dispatchEvent(new MouseEvent(type, { bubbles: true }));
        }
    });
}

test("titles and versions of doc sets are text on the home page", () => onPage("/", async (page) => {
    await touch(page);
    await assertClean(page, "home");
    const titles = await page.locator(".card h2").allTextContents();
    assert.equal(titles.length, PAYLOADS.length);
    assert.ok(titles.some((title) => title.startsWith(PAYLOADS[0])), titles[0]);
}));

test("everything that documentation has is text in results", () => onPage("/", async (page) => {
    for (const [number, payload] of PAYLOADS.entries()) {
        await ask(page, wordOf(number));
        await page.locator("#section").filter({ hasText: wordOf(number) }).waitFor(); // the reading pane has it, too
        await touch(page);
        await assertClean(page, payload);
        const text = await page.locator("#hits").evaluate((hits) => hits.textContent);
        assert.ok(spaced(text).includes(spaced(payload).slice(0, 20)), `${payload}\n${text}`);
    }
}));

test("everything that documentation has is text without JavaScript", () => onPage("/search", async (page) => {
    for (const [number, payload] of PAYLOADS.entries()) {
        await page.goto(`${server.url}/search?q=${wordOf(number)}`);
        await touch(page);
        await assertClean(page, payload);
        const text = await page.locator(".hits").textContent();
        assert.ok(spaced(text).includes(spaced(payload).slice(0, 20)), `${payload}\n${text}`);
    }
}));

// Of the payload's page a function and a section, where they are: a signature of thousands of letters makes none.
async function entriesOf(number) {
    const address = `${server.url}/api/search?q=${wordOf(number)}&docset=set${number}&limit=100`;
    const { index, hits } = await (await fetch(address)).json();
    return ["function", "section"].flatMap((kind) => hits.find((hit) => hit.kind === kind) ?? [])
        .map(({ id, title }) => ({ path: `/entries/${id}?index=${index}`, title }));
}

test("everything that documentation has is text on the page of an entry", () => onPage("/", async (page) => {
    let pages = 0, neighbours = 0;
    for (const [number, payload] of PAYLOADS.entries()) {
        const bare = (text) => spaced(text).replaceAll("\u00ad", ""); // headings have no soft hyphens
        const what = bare(payload).slice(0, 20);
        for (const { path, title } of await entriesOf(number)) {
            await page.goto(server.url + path);
            await touch(page);
            await assertClean(page, `${path}: ${payload}`);
            const shown = spaced(await page.title());
            assert.ok(shown.startsWith(spaced(title).slice(0, 20)), `${payload}\n${shown}`);
            for (const part of [".section-title", ".trail", ".whole"]) {
                const text = bare(await page.locator(part).first().textContent());
                assert.ok(text.includes(what), `${part}, ${payload}\n${text}`);
            }
            pages++;
            neighbours += await page.locator(".neighbour").filter({ hasText: wordOf(number) }).count();
        }
    }
    assert.ok(pages > 1.9 * PAYLOADS.length, `${pages} pages`);
    assert.ok(neighbours >= PAYLOADS.length, `${neighbours} neighbours`);
}));

test("everything that can be typed is text", () => onPage("/", async (page) => {
    for (const payload of PAYLOADS) {
        await ask(page, payload);
        await touch(page);
        await assertClean(page, payload);
    }
}));

const addresses = [...PAYLOADS.map((payload) => encodeURIComponent(payload.slice(0, 500))), ...BROKEN];

test("everything that can be in the address is text", () => onPage("/", async (page) => {
    for (const address of addresses) {
        await page.goto(`${server.url}/?q=${address}&docset=${address}&kind=${address}`);
        await answered(page);
        await assertClean(page, address);
    }
}));

test("everything that can be in the address is text without JavaScript", () => onPage("/", async (page) => {
    for (const address of addresses) {
        const filtered = `docset=${address}&kind=${address}`;
        for (const target of [`/search?q=${address}`, `/search?q=${wordOf(1)}&${filtered}`,
            `/entries/1?q=${address}&${filtered}`, `/entries/1?index=x&q=${address}&${filtered}`]) {
            await page.goto(server.url + target);
            await touch(page);
            await assertClean(page, target);
        }
    }
}));
