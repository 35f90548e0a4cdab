// Misspelt words: the page says what it shows instead, and what was typed is a key or a click away.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, search } from "./support/browser.mjs";
import { watchShifts } from "./support/measure.mjs";
import { onPage, onResults, onTab, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const withResults = (text, use) => onResults(suite, text, use);

const isCorrected = (page) => page.locator("#corrected", { hasText: "Showing results for" }).isVisible();

// Waits for the answer to the words as they are typed.
async function literally(page) {
    await page.locator("#corrected", { hasText: "Searched for exactly" }).waitFor();
    await answered(page);
    assert.equal(await isCorrected(page), false);
}

test("a corrected query is said to be one", () => withResults("nest.biuld", async (page) => {
    assert.match(await page.locator("#corrected").textContent(),
        /^Showing results for nest\.build\. Search for exactly nest\.biuld/);
    assert.match(await page.locator(".hit").first().textContent(), /^nest\.build\(twig/);
    assert.deepEqual(await page.locator(".hit .name").first().locator("mark").allTextContents(), ["nest.build"]);
    await page.waitForFunction(() => document.querySelector("#announcement").textContent.startsWith(
        "Showing results for nest.build. "));
    await page.locator("#q").press("Backspace");
    await search(page, "nest.build");
    assert.equal(await isCorrected(page), false);
}));

test("the button shows the results for what was typed", () => withResults("nest.biuld", async (page) => {
    await page.getByRole("button", { name: "Search for exactly nest.biuld" }).click();
    await literally(page);
    assert.equal(await page.inputValue("#q"), "nest.biuld");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    await page.waitForURL(`${suite.server.url}/?q=nest.biuld&literal=1`);
}));

test("what was decided is left with Back, or with the button", () => withResults("nest.biuld", async (page) => {
    const corrected = `${suite.server.url}/?q=nest.biuld`;
    await page.getByRole("button", { name: "Search for exactly nest.biuld" }).click();
    await literally(page);
    await page.goBack();
    await page.waitForURL(corrected);
    await answered(page);
    assert.ok(await isCorrected(page));
    await page.goForward();
    await page.waitForURL(corrected + "&literal=1");
    await literally(page);
    await page.waitForFunction(() => document.querySelector("#announcement").textContent.startsWith(
        "Searched for exactly nest.biuld. "));
    await page.getByRole("button", { name: "Search with corrections" }).click();
    await page.waitForURL(corrected);
    await answered(page);
    assert.ok(await isCorrected(page));
    await page.keyboard.press("Shift+Enter");
    await literally(page);
    await page.keyboard.press("Shift+Enter");
    await page.waitForURL(corrected);
}));

test("an address that says so is searched for exactly", () => onPage(suite, "/?q=nest.biuld&literal=1", {},
    async (page) => {
        await literally(page);
        assert.match(await page.locator("#corrected").textContent(),
            /^Searched for exactly nest\.biuld\. Search with corrections/);
    }));

test("Shift and Enter do it from the box, and the address remembers", () => withResults("mgapies", async (page) => {
    assert.ok(await isCorrected(page));
    await page.keyboard.press("Shift+Enter");
    await literally(page);
    assert.match(await page.locator("#nothing").textContent(), /^Nothing found for “mgapies”/);
    await page.waitForURL(`${suite.server.url}/?q=mgapies&literal=1`);
    await page.reload();
    await answered(page);
    assert.equal(await isCorrected(page), false);
    await page.locator("#q").focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Backspace");
    await answered(page);
    assert.ok(await isCorrected(page));
    await page.waitForURL(`${suite.server.url}/?q=mgapie`);
}));

test("without a correction Shift and Enter open the best hit", () => withResults("nest.build", async (page) => {
    await page.keyboard.press("Shift+Enter");
    await page.waitForURL(/\/docs\/birds\/library\/nest\.html#nest\.build$/);
}));

test("without JavaScript a link leads there", () => onTab(suite, { javaScriptEnabled: false },
    async (page) => {
        await page.goto(`${suite.server.url}/search?q=nest.biuld`);
        assert.match(await page.locator(".corrected").textContent(), /^Showing results for nest\.build\./);
        await page.getByRole("link", { name: "Search for exactly nest.biuld" }).click();
        await page.waitForURL(`${suite.server.url}/search?q=nest.biuld&literal=1`);
        assert.equal(await page.locator(".corrected").textContent(),
            "Searched for exactly nest.biuld. Search with corrections");
    }));

// Corrected or not by turns, with more and fewer results, and longer and shorter words.
const TURNS = [
    ["nest.build", false], ["nest.biuld", true], ["twgi", true], ["week", false], ["weeek", true], ["xyzzyq", false],
    ["mgapies", true], ["nest.biuld twgi mgapies", true], ["song", false],
];

for (const width of [1280, 768, 360])
    test(`nothing moves when a correction comes, changes and goes, ${width} px`, () => onPage(suite, "",
        { viewport: { width, height: 800 } }, async (page) => {
            await page.evaluate(watchShifts);
            for (const [text, isExpected] of TURNS) {
                await search(page, text);
                assert.equal(await isCorrected(page), isExpected, text);
            }
            for (const [text, isExpected] of TURNS) { // at once, with the answer before on screen
                await page.locator("#q").fill(text);
                await answered(page);
                assert.equal(await isCorrected(page), isExpected, text);
            }
            await search(page, "nest.biuld");
            await page.keyboard.press("Shift+Enter");
            await literally(page);
            await page.waitForTimeout(100);
            assert.deepEqual(await page.evaluate(() => window.shifts), []);
            await page.evaluate(() => document.querySelector("#list").style.setProperty("margin-top", "10px"));
            await page.waitForFunction(() => window.shifts.length > 0); // it would have been seen
        }));

for (const width of [1280, 768, 360, 320])
    test(`long words are cut for eyes, not for ears, ${width} px`, () => onPage(suite, "",
        { viewport: { width, height: 800 } }, async (page) => {
            const bar = page.locator("#search .state");
            const { height } = await bar.boundingBox();
            const long = "twgi ".repeat(20) + "nest.biuld";
            for (const text of ["twgi", long]) {
                await page.locator("#q").fill(text);
                await answered(page);
                assert.equal((await bar.boundingBox()).height, height);
                assert.ok(await page.locator("html").evaluate((html) => html.scrollWidth <= html.clientWidth));
                const button = page.locator("#corrected button");
                const end = await button.evaluate((node) => node.getBoundingClientRect().right);
                assert.ok(end < width, `the button ends at ${end}`);
                const seen = await page.locator("#corrected button b").evaluate((typed) => typed.clientWidth);
                assert.ok(seen > 20, `${seen} px of what was typed`);
                await page.getByRole("button", { name: `Search for exactly ${text}` }).waitFor();
            }
        }));

test("a correction has the bar of a telephone to itself", () => onPage(suite, "",
    { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }, async (page) => {
        const button = page.locator("#read-here");
        await search(page, "nest.build");
        assert.ok(await button.isVisible());
        await search(page, "nest.biuld");
        assert.equal(await button.isVisible(), false);
        for (const words of ["#corrected > span b", "#corrected button b"])
            assert.ok(await page.locator(words).evaluate((node) => node.scrollWidth <= node.clientWidth), words);
    }));

test("an error is not hidden by a correction", () => withResults("nest.biuld", async (page) => {
    await page.route(/api\/search/, (route) => route.abort());
    await page.locator("#q").press("Backspace");
    await page.getByText("The server does not answer; trying again.").first().waitFor();
    assert.equal(await isCorrected(page), false);
    assert.ok(await page.locator("#state").evaluate((state) => state.scrollWidth <= state.clientWidth));
}));
