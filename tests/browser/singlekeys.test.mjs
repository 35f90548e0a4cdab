// "/" and "?", which are keys by themselves, and the switch that turns them off.

import assert from "node:assert/strict";
import { test } from "node:test";

import { search } from "./support/browser.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const help = (page) => page.getByRole("dialog", { name: "Keys" });
const switchOf = (page) => page.getByRole("button", { name: "Use / and ?" });
const isOn = (page) => switchOf(page).getAttribute("aria-pressed");

// What both keys do, with the focus outside of every field.
async function pressBoth(page) {
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("/");
    const isInBox = await page.evaluate(() => document.activeElement.id === "q");
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("?");
    const isListed = await help(page).isVisible();
    await page.keyboard.press("Escape");
    return [isInBox, isListed];
}

// By the button, which needs none of the keys.
async function flip(page) {
    await page.getByRole("button", { name: "All keys" }).click();
    await switchOf(page).click();
    const state = await isOn(page);
    await page.keyboard.press("Escape");
    return state;
}

const hints = (page) => page.evaluate(() =>
    [...document.querySelectorAll(".slash, .keys > kbd")].map((hint) => hint.checkVisibility()));
const told = (page) => page.locator("#q").getAttribute("aria-keyshortcuts");

test("the keys / and ? can be turned off and on again, and the browser keeps it", () => onPage(suite, "/", {},
    async (page) => {
        await page.evaluate(() => document.activeElement.blur());
        assert.deepEqual([await hints(page), await told(page)], [[true, true], "/ Control+K"]);
        assert.deepEqual(await pressBoth(page), [true, true]);
        assert.equal(await flip(page), "false");
        assert.deepEqual(await pressBoth(page), [false, false]);
        await page.reload();
        await page.locator("#q:focus").waitFor(); // a slow browser gives it late, and in place of the key
        assert.deepEqual(await pressBoth(page), [false, false]);
        await page.evaluate(() => document.activeElement.blur());
        assert.deepEqual([await hints(page), await told(page)], [[false, false], "Control+K"]);
        await page.keyboard.press("Control+k");
        assert.equal(await page.evaluate(() => document.activeElement.id), "q");
        await search(page, "nest/?");
        assert.equal(await page.inputValue("#q"), "nest/?");
        assert.equal(await flip(page), "true");
        assert.deepEqual(await pressBoth(page), [true, true]);
        await page.evaluate(() => localStorage.clear());
    }));

test("without a storage the switch holds for the page", async () => {
    const context = await suite.browser.newContext();
    try {
        const page = await context.newPage();
        const errors = [];
        page.on("pageerror", (error) => errors.push(String(error)));
        await page.addInitScript(() => {
            Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied"); } });
        });
        await page.goto(suite.server.url);
        assert.equal(await flip(page), "false");
        assert.deepEqual(await pressBoth(page), [false, false]);
        await page.reload();
        assert.deepEqual(await pressBoth(page), [true, true]);
        assert.deepEqual(errors, []);
    } finally {
        await context.close();
    }
});
