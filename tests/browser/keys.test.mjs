// The keyboard, the address bar, and where a hit leads.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, search, staysAt } from "./support/browser.mjs";
import { onResults, onTab, openSuite } from "./support/suite.mjs";

const READ_MS = 1100; // longer than a question that is on the way to another stands

const suite = openSuite();

const withResults = (text, use) => onResults(suite, text, use);

// The number of the option that is chosen, -1 for none; aria-activedescendant and aria-selected must agree.
async function chosen(page) {
    return page.evaluate(() => {
        const options = [...document.querySelectorAll('[role="option"]')];
        const selected = options.filter((option) => option.getAttribute("aria-selected") === "true");
        const active = document.querySelector("#q").getAttribute("aria-activedescendant");
        if (selected.length > 1 || (selected[0]?.id ?? null) !== active)
            throw new Error(`aria-activedescendant ${active}, selected ${selected.map((option) => option.id)}`);
        return options.indexOf(selected[0]);
    });
}

test("nothing is chosen before a key says so", () => withResults("build", async (page) => {
    assert.equal(await chosen(page), -1);
}));

test("arrow keys walk through the hits and back to the box", () => withResults("build", async (page) => {
    await page.keyboard.press("ArrowDown");
    assert.equal(await chosen(page), 0);
    await page.keyboard.press("ArrowDown");
    assert.equal(await chosen(page), 1);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await chosen(page), -1);
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
}));

test("End and Home go to the last and first hit while one is chosen", () => withResults("build", async (page) => {
    const last = (await page.locator(".hit").count()) - 1;
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    assert.equal(await chosen(page), last);
    await page.keyboard.press("ArrowDown");
    assert.equal(await chosen(page), last);
    await page.keyboard.press("Home");
    assert.equal(await chosen(page), 0);
}));

test("Home and End move the caret while no hit is chosen", () => withResults("build", async (page) => {
    await page.keyboard.press("Home");
    assert.equal(await page.evaluate(() => document.querySelector("#q").selectionStart), 0);
    assert.equal(await chosen(page), -1);
}));

test("the chosen hit is in view, below the box", () => withResults("week", async (page) => {
    for (let i = 0; i < 20; i++)
        await page.keyboard.press("ArrowDown");
    for (let i = 0; i < 10; i++)
        await page.keyboard.press("ArrowUp");
    const hit = await page.locator('[aria-selected="true"]').boundingBox();
    const bar = await page.locator("#search").boundingBox();
    assert.ok(hit.y >= bar.y + bar.height && hit.y + hit.height <= 768, `hit at ${hit.y}, bar ends at ${bar.height}`);
}));

test("typing drops the choice", () => withResults("build", async (page) => {
    await page.keyboard.press("ArrowDown");
    await page.keyboard.type("_");
    await answered(page);
    assert.equal(await chosen(page), -1);
}));

test("Enter opens the chosen hit at its anchor", () => withResults("build", async (page) => {
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const href = await page.locator('[aria-selected="true"]').getAttribute("href");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/docs\//);
    assert.equal(page.url(), href);
    assert.match(page.url(), /\/docs\/birds\/library\/(nest|song)\.html#(nest|song)\.build$/);
}));

test("Enter without a choice opens the best hit", () => withResults("nest.build", async (page) => {
    await page.keyboard.press("Enter");
    await page.waitForURL(`${suite.server.url}/docs/birds/library/nest.html#nest.build`);
    assert.ok(await page.locator('[id="nest.build"]').isVisible());
}));

test("Enter waits for the answer to what was typed", () => withResults("song", async (page) => {
    await page.route(/api\/search\?q=nest\.build&/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await route.continue();
    });
    await page.locator("#q").fill("nest.build");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${suite.server.url}/docs/birds/library/nest.html#nest.build`);
}));

test("Enter does not wait for a server that is gone, nor once a key chose", () => withResults("song", async (page) => {
    await page.route(/api\/search/, (route) => route.abort());
    await page.locator("#q").fill("nest.build");
    await page.keyboard.press("Enter");
    await page.getByText("The server does not answer").first().waitFor();
    await page.unrouteAll();
    await answered(page);
    await staysAt(page, /\?q=nest\.build$/);
    await page.route(/api\/search/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        await route.continue();
    });
    await page.locator("#q").fill("song.sing");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await answered(page);
    await staysAt(page, /\?q=song\.sing$/);
}));

test("Enter with nothing found stays", () => withResults("xyzzyq", async (page) => {
    await page.keyboard.press("Enter");
    await staysAt(page, /\?q=xyzzyq$/);
}));

test("Ctrl-Enter opens a new tab", () => withResults("nest.build", async (page) => {
    await page.keyboard.press("ArrowDown");
    const [tab] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("Control+Enter")]);
    await tab.waitForURL(`${suite.server.url}/docs/birds/library/nest.html#nest.build`);
    assert.equal(await page.inputValue("#q"), "nest.build");
    await tab.close();
}));

test("a click of assistive technology opens a hit, as Enter does", () => withResults("song.sing", async (page) => {
    await page.locator(".hit").first().evaluate((hit) => hit.click());
    await page.waitForURL(`${suite.server.url}/docs/birds/library/song.html#song.sing`);
}));

test("a click with Ctrl opens a hit in a new tab, as any link", () => withResults("song.sing", async (page) => {
    const [tab] = await Promise.all([
        page.context().waitForEvent("page"), page.locator(".hit").first().click({ modifiers: ["Control"] }),
    ]);
    await tab.waitForURL(`${suite.server.url}/docs/birds/library/song.html#song.sing`);
    await tab.close();
}));

test("Escape clears, then leaves the box; / comes back", () => withResults("nest", async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.id);
    await page.keyboard.press("Escape");
    assert.equal(await page.inputValue("#q"), "");
    assert.equal(await focused(), "q");
    await page.keyboard.press("Escape");
    assert.notEqual(await focused(), "q");
    await page.keyboard.press("/");
    assert.equal(await focused(), "q");
    assert.equal(await page.inputValue("#q"), "");
    await page.keyboard.press("/");
    assert.equal(await page.inputValue("#q"), "/");
}));

test("the address keeps the question, without a history entry per letter", () => onTab(suite, {},
    async (page) => {
        await page.goto(suite.server.url);
        const length = await page.evaluate(() => history.length);
        await search(page, "nest & song");
        await page.waitForURL(`${suite.server.url}/?q=nest+%26+song`);
        assert.equal(await page.evaluate(() => history.length), length);
        await page.keyboard.press("Escape");
        await page.waitForURL(`${suite.server.url}/`);
    }));

test("Back leads to what was read before something else was typed", () => onTab(suite, {}, async (page) => {
    const type = async (text) => {
        await search(page, text);
        await page.waitForURL(`${suite.server.url}/?q=${text}`);
    };
    await page.goto(suite.server.url);
    const length = await page.evaluate(() => history.length);
    for (const text of ["so", "song", "nest", "nest.build", "nes", "nest.build"]) { // none stood for a second
        await type(text);
        assert.equal(await page.evaluate(() => history.length), length);
    }
    await page.waitForTimeout(READ_MS);
    await type("nest.build_all"); // goes on
    await page.waitForTimeout(READ_MS);
    await type("week");
    await page.waitForTimeout(READ_MS);
    await page.keyboard.press("Escape");
    await page.waitForURL(`${suite.server.url}/`);
    for (const text of ["week", "nest.build_all"]) {
        await page.goBack();
        await page.waitForURL(`${suite.server.url}/?q=${text}`);
        await answered(page);
        assert.equal(await page.inputValue("#q"), text);
    }
}));

test("an address with a question opens with its answer", () => onTab(suite, {}, async (page) => {
    await page.goto(`${suite.server.url}/?q=nest.build`);
    await answered(page);
    assert.equal(await page.inputValue("#q"), "nest.build");
    assert.equal(await page.locator("#home").isVisible(), false);
    assert.equal(await page.locator(".hit b").first().textContent(), "nest.build");
}));

test("the home page comes back where it was, and what is typed then begins at its top", () => onTab(suite, {},
    async (page) => {
        await page.setViewportSize({ width: 1024, height: 300 });
        await page.goto(suite.server.url);
        await page.evaluate(() => scrollTo({ top: 150 }));
        await page.waitForFunction(() => history.state?.view?.scroll === 150);
        await page.reload();
        assert.equal(await page.evaluate(() => scrollY), 150);
        await page.goto(`${suite.server.url}/docs/birds/library/nest.html`);
        await page.goBack();
        assert.equal(await page.evaluate(() => scrollY), 150);
        await search(page, "week");
        assert.equal(await page.evaluate(() => scrollY), 0);
        await page.setViewportSize({ width: 1024, height: 768 });
    }));

test("back and forward restore the question and its answer", () => withResults("song.sing", async (page) => {
    await page.keyboard.press("Enter");
    await page.waitForURL(/song\.html#song\.sing$/);
    await page.goBack();
    await page.waitForFunction(() => document.querySelectorAll(".hit").length > 0);
    assert.equal(await page.inputValue("#q"), "song.sing");
    assert.equal(await page.locator(".hit b").first().textContent(), "song.sing");
    await page.goForward();
    await page.waitForURL(/song\.html#song\.sing$/);
}));
