// A server that takes long: what says so, and that nothing does where answers come in time.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, search } from "./support/browser.mjs";
import { watchShifts } from "./support/measure.mjs";
import { shows } from "./support/pane.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const WAITING = "Waiting for the server.";
const PHONE = { viewport: { width: 360, height: 640 } };

const withHome = (use, options = {}) => onPage(suite, "", options, use);

// Requests to that interface get no answer until the function is called.
async function holdBack(page, pattern) {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    await page.route(pattern, async (route) => {
        await released;
        await route.continue();
    });
    return release;
}

const stateOf = (page) =>
    page.locator("#state").evaluate((node) => [node.textContent, [...node.classList].sort().join(" ")]);

for (const [where, options] of [["a desk", {}], ["a telephone", PHONE]])
    test(`an answer that takes long is waited for, and nothing moves, on ${where}`, () => withHome(async (page) => {
        await search(page, "twgi"); // a corrected one, which has a line of its own in the bar
        await page.evaluate(watchShifts);
        const release = await holdBack(page, /api\/search/);
        await page.locator("#q").fill("song");
        await page.getByText(WAITING).first().waitFor();
        assert.deepEqual(await stateOf(page), [`${WAITING} Still showing “twgi”.`, "alone"]);
        assert.equal(await page.locator("#corrected").isVisible(), false);
        assert.equal(await page.locator("#hits.stale").getAttribute("aria-busy"), "true");
        release();
        await answered(page);
        const [text, className] = await stateOf(page);
        assert.match(text, /^\d+ results$/);
        assert.equal(className, "");
        assert.equal(await page.locator(".stale").count(), 0);
        assert.deepEqual(await page.evaluate(() => window.shifts), []);
    }, options));

test("the first answer is waited for on the home page", () => withHome(async (page) => {
    const release = await holdBack(page, /api\/search/);
    await page.locator("#q").fill("song");
    await page.getByText(WAITING).first().waitFor();
    assert.deepEqual(await stateOf(page), [WAITING, "alone"]);
    await page.locator("#q").fill("");
    assert.deepEqual(await stateOf(page), ["", ""]);
    release();
}));

test("who types on gets answers, and nobody says that they wait", () => withHome(async (page) => {
    await page.route(/api\/search/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await route.continue();
    });
    const said = await page.evaluateHandle(() => {
        const all = [];
        const state = document.querySelector("#state");
        new MutationObserver(() => all.push(state.textContent)).observe(state, { childList: true });
        return all;
    });
    await page.locator("#q").pressSequentially("nest.build_all", { delay: 150 });
    await answered(page);
    const texts = await said.jsonValue();
    assert.ok(texts.length > 2);
    assert.deepEqual(texts.filter((text) => text.startsWith(WAITING)), []);
}));

// With a clock of the test's own.
test("a server that never answers is said to wait, then not to answer, and that stays", async () => {
    const context = await suite.browser.newContext();
    try {
        const page = await context.newPage();
        await page.clock.install();
        await page.goto(suite.server.url);
        await page.route(/api\/search/, () => {});
        await page.locator("#q").fill("song");
        await page.clock.runFor(900);
        assert.deepEqual(await stateOf(page), ["", ""]);
        await page.clock.runFor(200);
        assert.deepEqual(await stateOf(page), [WAITING, "alone"]);
        await page.clock.runFor(7000);
        await page.locator("#state.error").waitFor();
        await page.clock.runFor(3000); // it is asked again, which takes as long
        assert.deepEqual(await stateOf(page), ["The server does not answer; trying again.", "alone error"]);
    } finally {
        await context.close();
    }
});

test("a pane over the page says what it waits for", () => withHome(async (page) => {
    await search(page, "nest.build");
    const release = await holdBack(page, /api\/entries/);
    await page.keyboard.press("Alt+Enter");
    await page.locator("#pane").getByText(WAITING).waitFor();
    release();
    await shows(page, "nest.build");
    assert.equal(await page.locator("#pane").getByText(WAITING).isVisible(), false);
    await page.goBack(); // or a page at this address would open with it
    await page.locator("#pane").waitFor({ state: "hidden" });
}, PHONE));
