// What is painted before the page's script has run: the home page, where it stays as it is.

import assert from "node:assert/strict";
import { test } from "node:test";

import { watchShifts } from "./support/measure.mjs";
import { openSuite } from "./support/suite.mjs";

const suite = openSuite();

const RECENT = {
    docset: "birds", path: "library/nest.html", anchor: "nest.build", title: "nest.build", trail: "", url: "",
};

// A page whose script does not come before release() is called. saved: what is in the storage.
async function onSlowPage(path, saved, use) {
    const context = await suite.browser.newContext({ viewport: { width: 1024, height: 768 } });
    const page = await context.newPage();
    let release;
    const isReleased = new Promise((resolve) => (release = resolve));
    await page.addInitScript(watchShifts);
    await page.addInitScript((lists) => lists && localStorage.setItem("docfinch:/", JSON.stringify(lists)), saved);
    await page.route(/\/app\.js$/, (route) => isReleased.then(() => route.continue()));
    try {
        await page.goto(suite.server.url + path, { waitUntil: "commit" });
        await page.locator("#q").waitFor();
        await use(page, release);
    } finally {
        release();
        await context.close();
    }
}

const home = (page) => page.locator(".card").first();

async function assertStill(page) {
    await page.waitForTimeout(100);
    assert.deepEqual(await page.evaluate(() => window.shifts), []);
}

test("the home page is there before its script, which moves nothing", () =>
    onSlowPage("/", null, async (page, release) => {
        await home(page).waitFor();
        await page.waitForTimeout(100);
        release();
        await page.locator(".state .keys").waitFor();
        await assertStill(page);
    }));

test("what was read lately does not push the home page down", () =>
    onSlowPage("/", { pinned: [], recent: [RECENT] }, async (page, release) => {
        await page.waitForTimeout(100);
        assert.equal(await home(page).isVisible(), false);
        release();
        await page.getByRole("link", { name: "nest.build" }).first().waitFor();
        await home(page).waitFor();
        await assertStill(page);
    }));

test("the home page is not seen where results are to be", () =>
    onSlowPage("/?q=nest.build", null, async (page, release) => {
        await page.waitForTimeout(100);
        assert.equal(await home(page).isVisible(), false);
        release();
        await page.locator(".hit").first().waitFor();
        assert.equal(await home(page).isVisible(), false);
        await assertStill(page);
    }));

test("without its script the home page is there after a moment", () => onSlowPage("/?q=nest", null, async (page) => {
    await page.waitForTimeout(100);
    assert.equal(await home(page).isVisible(), false);
    await home(page).waitFor();
}));
