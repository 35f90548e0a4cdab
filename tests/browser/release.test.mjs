// What a page that is open does when the server gets another artifact, so that its list is of one that is gone.

import assert from "node:assert/strict";
import { copyFile, rename } from "node:fs/promises";
import { test } from "node:test";

import { answered, search, withPage } from "./support/browser.mjs";
import { buildDocs, serve } from "./support/docs.mjs";
import { shows, title } from "./support/pane.mjs";
import { onResults, openSuite } from "./support/suite.mjs";

const suite = openSuite();

// Runs `use(page, release, server)` on a page whose server gets another artifact when release() is called. No route is
// set: with one, Playwright turns the browser's cache off.
async function beforeRelease(options, use) {
    const [first, second] = await Promise.all([buildDocs(), buildDocs("8")]);
    const server = await serve(first.file);
    const release = async () => {
        await copyFile(second.file, first.file + ".part");
        await rename(first.file + ".part", first.file);
        await server.reload();
    };
    try {
        await withPage(suite.browser, server, options, (page) => use(page, release, server));
    } finally {
        await server.stop();
        await Promise.all([first.remove(), second.remove()]);
    }
}

test("after a release the search is asked once more, past the browser's cache", () => beforeRelease({},
    async (page, release, server) => {
        await page.goto(server.url);
        await search(page, "nest");
        await title(page).waitFor();
        await release();
        const asked = [];
        page.on("request", (request) => asked.push(request.url()));
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("ArrowDown");
        await page.waitForTimeout(1500);
        await shows(page, await page.locator('[aria-selected="true"] b').textContent());
        assert.equal(await page.locator(".hit").nth(1).getAttribute("aria-selected"), "true");
        assert.equal(asked.filter((url) => url.includes("/api/search?q=nest&")).length, 1, asked.join("\n"));
        assert.ok(asked.length <= 5, asked.join("\n"));
    }));

test("on a phone, what was to be read when there was a release is read after it", () => beforeRelease(
    { viewport: { width: 360, height: 640 }, hasTouch: true },
    async (page, release, server) => {
        await page.goto(`${server.url}/?q=nest.build`);
        await answered(page);
        await release();
        await page.locator(".read").nth(1).click();
        await shows(page, await page.locator(".hit b").nth(1).textContent());
        assert.equal(await page.locator("#pane-problem").isVisible(), false);
    }));

test("where asking once more does not help, that is said", () => onResults(suite, "nest", async (page) => {
    await title(page).waitFor();
    let asked = 0;
    await page.route(/api\/search\?q=nest&/, (route) => {
        asked++;
        return route.continue();
    });
    await page.route(/api\/entries\//, (route) => route.fulfill({ status: 409, json: {} }));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.getByText("The server has newer documentation").waitFor();
    await page.waitForTimeout(500);
    assert.equal(asked, 1);
}));

test("on a phone, a section behind one that is gone can be searched for", () => beforeRelease(
    { viewport: { width: 360, height: 640 }, hasTouch: true },
    async (page, release, server) => {
        await page.goto(`${server.url}/?q=in%3Abirds&kind=method`);
        await answered(page);
        assert.equal(await page.locator(".hit").count(), 1); // so that what stands beside it is not listed
        await page.locator(".read").first().click();
        await title(page).waitFor();
        const beside = page.locator("button.neighbour").first();
        const wanted = await beside.locator("bdi").textContent();
        await release();
        await beside.click();
        await page.getByText("The server has newer documentation").waitFor();
        assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 0);
        await page.getByRole("button", { name: `Search for “${wanted}”` }).click();
        await page.locator("#pane").waitFor({ state: "hidden" });
        await answered(page);
        assert.equal(await page.inputValue("#q"), wanted);
        assert.ok((await page.locator(".hit b").allTextContents()).includes(wanted));
        const { searchParams } = new URL(page.url());
        assert.deepEqual([searchParams.get("kind"), searchParams.get("docset")], [null, "birds"]);
        await page.goBack();
        await page.waitForURL(/q=in%3Abirds&kind=method$/);
        await page.locator("#pane").waitFor({ state: "hidden" });
    }));
