// What was read lately and what is pinned: in this browser only, whatever its storage holds.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import { answered, search } from "./support/browser.mjs";
import { onTab, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const KEY = "docfinch:/";

// Runs `use(page)` on the home page with `stored` in the storage; the page stays the same for all tests.
function withStored(stored, use) {
    return onTab(suite, {}, async (page) => {
        await page.goto(`${suite.server.url}/search`);
        await page.evaluate(([key, text]) => text === null ? localStorage.clear() : localStorage.setItem(key, text),
            [KEY, stored === null || typeof stored === "string" ? stored : JSON.stringify(stored)]);
        await page.goto(suite.server.url);
        await use(page);
    });
}

const entry = (number, changes = {}) => ({
    docset: "birds", path: "library/nest.html", anchor: `a${number}`, title: `title ${number}`, kind: "function",
    trail: "Nests", url: `/docs/birds/library/nest.html#a${number}`, ...changes,
});

const many = (count) => Array.from({ length: count }, (_, i) => entry(i));

const titles = (page, list) => page.locator(`[data-list="${list}"] a`).allTextContents();

const shelf = (page, name) => page.getByRole("region", { name, exact: true });

// Until the pane shows the best hit: that of the word's beginning may still be there when the answer is.
async function read(page, name) {
    await search(page, name);
    await page.locator("#section h2").getByText(name, { exact: true }).waitFor();
}

async function pinBest(page, name) {
    await read(page, name);
    await page.getByRole("button", { name: "Pin" }).click();
}

test("a first visit shows neither", () => withStored(null, async (page) => {
    assert.equal(await page.locator(".shelf:visible").count(), 0);
}));

test("a page that was opened from the list is a recent one, the last first", () => withStored(null, async (page) => {
    for (const name of ["nest.build", "song.sing", "nest.build"]) {
        await search(page, name);
        await page.keyboard.press("Enter");
        await page.waitForURL(/\/docs\//);
        await page.goto(suite.server.url);
    }
    assert.deepEqual(await titles(page, "recent"), ["nest.build", "song.sing"]);
    await shelf(page, "Recent").getByRole("link", { name: "song.sing" }).click();
    await page.waitForURL(`${suite.server.url}/docs/birds/library/song.html#song.sing`);
}));

test("what the arrow keys pass is not recent, what is read in the pane is", () => withStored(null, async (page) => {
    await search(page, "build");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.locator("#section h2").waitFor();
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate((key) => localStorage.getItem(key), KEY), null);
    await page.keyboard.press("Alt+Enter");
    await page.waitForFunction(() => document.activeElement.matches("#section h2"));
    const title = await page.locator("#section h2").textContent();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    assert.deepEqual(await titles(page, "recent"), [title]);
}));

test("a pin stays until it is taken away", () => withStored(null, async (page) => {
    await read(page, "nest.build");
    const pin = page.getByRole("button", { name: "Pin" });
    const { width } = await pin.boundingBox();
    const look = () => pin.evaluate((button) => getComputedStyle(button).backgroundColor);
    const before = await look();
    await pin.click();
    assert.equal(await pin.textContent(), "Pinned: take it off");
    assert.equal(await pin.getAttribute("aria-pressed"), null); // which would be said beside a name that changes
    assert.equal((await pin.boundingBox()).width, width);
    assert.notEqual(await look(), before);
    await page.goto(suite.server.url);
    assert.deepEqual(await titles(page, "pinned"), ["nest.build"]);
    await read(page, "nest.build");
    assert.equal(await pin.textContent(), "Pinned: take it off");
    await pin.click();
    assert.equal(await pin.textContent(), "Pin");
    await page.locator("#q").fill("");
    assert.equal(await page.locator(".shelf:visible").count(), 0);
}));

test("what is stored is what is shown, and lists with more than that are read", () => withStored({ recent: many(1) },
    async (page) => {
        assert.deepEqual(await titles(page, "recent"), ["title 0"]);
        await pinBest(page, "nest.build");
        const { pinned, recent } = await page.evaluate((key) => JSON.parse(localStorage.getItem(key)), KEY);
        const members = ["anchor", "docset", "path", "title", "trail", "url"];
        assert.deepEqual([pinned, recent].map(([one]) => Object.keys(one).sort()), [members, members]);
    }));

test("an entry that is taken away leaves the focus on the one behind it", () => withStored({ recent: many(3) },
    async (page) => {
        await page.getByRole("button", { name: "Remove title 1 from Recent" }).click();
        assert.deepEqual(await titles(page, "recent"), ["title 0", "title 2"]);
        const label = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
        assert.equal(await label(), "Remove title 2 from Recent");
        await page.keyboard.press("Enter");
        assert.equal(await label(), "Remove title 0 from Recent");
        await page.keyboard.press("Enter");
        assert.equal(await page.evaluate(() => document.activeElement.id), "q");
        assert.equal(await shelf(page, "Recent").count(), 0);
    }));

test("Clear empties one list and leaves the other", () => withStored({ pinned: many(2), recent: many(3) },
    async (page) => {
        await page.getByRole("button", { name: "Clear Recent" }).click();
        assert.equal(await shelf(page, "Recent").count(), 0);
        assert.equal((await titles(page, "pinned")).length, 2);
        await page.reload();
        assert.equal(await shelf(page, "Recent").count(), 0);
        assert.equal((await titles(page, "pinned")).length, 2);
    }));

test("the lists are bounded, and the oldest goes first", () => withStored({ pinned: many(90), recent: many(90) },
    async (page) => {
        assert.equal((await titles(page, "pinned")).length, 50);
        assert.equal((await titles(page, "recent")).length, 20);
        await search(page, "nest.build");
        await page.keyboard.press("Alt+Enter");
        await page.waitForFunction(() => document.activeElement.matches("#section h2"));
        await page.getByRole("button", { name: "Pin" }).click();
        const stored = await page.evaluate((key) => JSON.parse(localStorage.getItem(key)), KEY);
        assert.deepEqual([stored.pinned.length, stored.recent.length], [50, 20]);
        assert.deepEqual([stored.pinned[0].title, stored.pinned.at(-1).title], ["nest.build", "title 48"]);
    }));

test("an entry without an address is looked for", () => withStored(
    { recent: [entry(1, { title: "nest.build", url: "" })] },
    async (page) => {
        await page.getByRole("link", { name: "nest.build", exact: true }).first().click();
        await page.waitForURL(`${suite.server.url}/?q=nest.build&docset=birds`);
        await answered(page);
        assert.equal(await page.locator(".hit b").first().textContent(), "nest.build");
    }));

const HOSTILE = {
    "not JSON": "{[",
    "another type": "42",
    "null": "null",
    "lists of anything": { pinned: [null, 1, "x", [], {}], recent: "nonsense" },
    "missing members": { recent: [{ title: "x" }] },
    "long members": { recent: [entry(1, { title: "x".repeat(301) }), entry(2, { url: "/".repeat(9999) })] },
    "too much": `{"recent": [${JSON.stringify(entry(1))}], "x": "${"x".repeat(1 << 20)}"}`,
};

for (const [name, stored] of Object.entries(HOSTILE)) {
    test(`a storage with ${name} is as good as an empty one`, () => withStored(stored, async (page) => {
        assert.equal(await page.locator(".shelf:visible").count(), 0);
        await pinBest(page, "nest.build");
        await page.goto(suite.server.url);
        assert.deepEqual(await titles(page, "pinned"), ["nest.build"]);
    }));
}

test("markup and script addresses in the storage stay text", () => withStored(
    { pinned: [entry(1, { title: "<img src=x onerror=window.pwned=1>", url: "javascript:window.pwned=1" })] },
    async (page) => {
        assert.deepEqual(await titles(page, "pinned"), ["<img src=x onerror=window.pwned=1>"]);
        const link = page.locator('[data-list="pinned"] a');
        assert.match(await link.evaluate((node) => node.href), /^http:.*\?q=%3Cimg/);
        await link.click();
        await answered(page);
        assert.equal(await page.evaluate(() => window.pwned), undefined);
    }));

const BROKEN = {
    "is off": () => Object.defineProperty(window, "localStorage", {
        get() {
            throw new DOMException("denied", "SecurityError");
        },
    }),
    "is full": () => (Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
    }),
};

// Each in a context of its own, since what is done to a page's scripts stays done.
for (const [i, [name, breakStorage]] of Object.entries(BROKEN).entries()) {
    const options = { locale: ["en-GB", "en-CA"][i] };
    test(`where the storage ${name}, pins live as long as the page`, () => onTab(suite, options,
        async (page) => {
            await page.addInitScript(breakStorage);
            await page.goto(suite.server.url);
            await pinBest(page, "nest.build");
            await page.locator("#q").fill("");
            assert.deepEqual(await titles(page, "pinned"), ["nest.build"]);
        }));
}

test("another tab's changes are seen", () => withStored(null, async (page) => {
    const tab = await page.context().newPage();
    await tab.goto(suite.server.url);
    await pinBest(tab, "song.sing");
    await page.getByRole("link", { name: "song.sing", exact: true }).first().waitFor();
    assert.deepEqual(await titles(page, "pinned"), ["song.sing"]);
    await tab.close();
}));

test("axe finds nothing wrong with them", () => withStored({ pinned: many(30), recent: many(20) }, async (page) => {
    await assertAccessible(page);
}));

test("forty titles do not push the doc sets out of a phone's reach", () => withStored(
    { pinned: many(50), recent: many(20) }, async (page) => {
        await page.setViewportSize({ width: 360, height: 640 });
        const top = (await page.locator(".card").first().boundingBox()).y;
        const isWide = await page.locator("html").evaluate((html) => html.scrollWidth > html.clientWidth);
        await page.setViewportSize({ width: 1024, height: 768 });
        assert.ok(top < 900, `the first card is at ${top}`);
        assert.equal(isWide, false);
    }));
