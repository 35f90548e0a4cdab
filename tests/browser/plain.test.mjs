// Without JavaScript: the form leads to a complete page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { onPage, onTab, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const withAddress = (path, use) => onPage(suite, path, { javaScriptEnabled: false }, use);

test("the home page's form leads to results", () => withAddress("/", async (page) => {
    assert.ok(await page.getByRole("heading", { name: "Birds documentation 2.4" }).isVisible());
    await page.locator("#q").fill("nest.build");
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForURL(`${suite.server.url}/search?q=nest.build`);
    assert.equal(await page.inputValue("#q"), "nest.build");
    assert.match(await page.title(), /^nest\.build - /);
}));

test("results are grouped by page and complete", () => withAddress("/search?q=nest.build", async (page) => {
    const group = page.locator(".group").first();
    assert.equal(await group.getByRole("heading").textContent(), "Nests birds 2.4");
    const hit = group.locator(".hit").first();
    assert.equal(await hit.locator(".name").textContent(), "nest.build(twig, *, lining=None)");
    assert.equal(await hit.locator(".kind").textContent(), "function");
    assert.equal(await hit.locator(".trail").textContent(), "Building a nest");
    assert.deepEqual(await hit.locator(".excerpt em").allTextContents(), ["Build", "nest"]);
    assert.equal(await hit.getByRole("link").getAttribute("href"), "/docs/birds/library/nest.html#nest.build");
    assert.match(await page.locator(".state").textContent(), /Results 1 to 10 of 12/);
}));

test("both pages give the hits in the same order", () => onTab(suite, {}, async (page) => {
    await page.goto(`${suite.server.url}/?q=build`);
    await page.locator(".hit").first().waitFor();
    const names = await page.locator(".hit b").allTextContents();
    const groups = await page.locator(".group").count();
    await page.goto(`${suite.server.url}/search?q=build`);
    assert.deepEqual(await page.locator(".hit b").allTextContents(), names);
    assert.equal(await page.locator(".group").count(), groups);
}));

test("paging leads through all results and back", () => withAddress("/search?q=week", async (page) => {
    assert.match(await page.locator(".state").textContent(), /Results 1 to 10 of 30/);
    assert.equal(await page.getByRole("link", { name: "Previous" }).count(), 0);
    await page.getByRole("link", { name: "Next" }).click();
    assert.match(await page.locator(".state").textContent(), /Results 11 to 20 of 30/);
    await page.getByRole("link", { name: "Next" }).click();
    assert.match(await page.locator(".state").textContent(), /Results 21 to 30 of 30/);
    assert.equal(await page.getByRole("link", { name: "Next" }).count(), 0);
    await page.getByRole("link", { name: "Previous" }).click();
    await page.getByRole("link", { name: "Previous" }).click();
    await page.waitForURL(`${suite.server.url}/search?q=week`);
}));

test("the form keeps doc set and kind", () => withAddress("/search?q=build&docset=birds&kind=function",
    async (page) => {
        assert.match(await page.locator(".state").textContent(), /Only in birds, of kind function\./);
        assert.deepEqual([...new Set(await page.locator(".kind").allTextContents())], ["function"]);
        await page.locator("#q").fill("sing");
        await page.keyboard.press("Enter");
        await page.waitForURL(`${suite.server.url}/search?q=sing&docset=birds&kind=function`);
        await page.getByRole("link", { name: "Search everything" }).click();
        await page.waitForURL(`${suite.server.url}/search?q=sing`);
    }));

test("nothing found and nothing asked are said plainly", () => withAddress("/search?q=xyzzyq", async (page) => {
    assert.match(await page.locator(".nothing").textContent(), /^Nothing found for “xyzzyq”/);
    await page.goto(`${suite.server.url}/search?q=`);
    assert.match(await page.locator(".state").textContent(), /Type a name or words/);
}));

test("the page needs no width and no second host", () => onTab(suite,
    { javaScriptEnabled: false, viewport: { width: 360, height: 640 } }, async (page) => {
        await page.goto(`${suite.server.url}/search?q=magpie`);
        assert.ok(await page.locator(".hit").count() >= 3);
        const widths = await page.locator("html").evaluate((html) => [html.scrollWidth, html.clientWidth]);
        assert.ok(widths[0] <= widths[1], `the page is ${widths[0]} px wide in ${widths[1]}`);
    }));
