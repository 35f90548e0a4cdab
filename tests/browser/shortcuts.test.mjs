// Keys that work wherever the focus is, and the list of all keys.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import { search, staysAt } from "./support/browser.mjs";
import { onPage, onResults, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const withResults = (text, use) => onResults(suite, text, use);

const focused = (page) => page.evaluate(() => document.activeElement.id);

for (const keys of ["Control+k", "Meta+k"]) {
    test(`${keys} comes to the box from anywhere and selects what is in it`, () => withResults("nest", async (page) => {
        await page.locator("#kinds .chip").first().focus();
        await page.keyboard.press(keys);
        assert.equal(await focused(page), "q");
        assert.equal(await page.evaluate(() => getSelection().toString()), "nest");
    }));
}

test("Alt and a digit open that hit, from anywhere", () => withResults("build", async (page) => {
    const href = await page.locator(".hit").nth(2).getAttribute("href");
    await page.locator("#kinds .chip").first().focus();
    await page.keyboard.press("Alt+3");
    await page.waitForURL(href);
}));

test("Alt and a digit behind the last hit do nothing", () => withResults("song.sing", async (page) => {
    assert.ok(await page.locator(".hit").count() < 9);
    await page.waitForURL(/\?q=song\.sing$/);
    await page.keyboard.press("Alt+9");
    await staysAt(page, /\?q=song\.sing$/);
    assert.equal(await page.inputValue("#q"), "song.sing");
}));

// With Alt, keyboards of a Mac write signs that others have elsewhere: "[" is Alt-5 on a German one.
const pressSign = (page, selector) => page.locator(selector).first().evaluate((node) => node.dispatchEvent(
    new KeyboardEvent("keydown", { key: "[", code: "Digit1", altKey: true, bubbles: true, cancelable: true })));

test("a sign that Alt writes in the place of a digit is text in the box, and opens from elsewhere", () =>
    withResults("song.sing", async (page) => {
        await page.waitForURL(/\?q=song\.sing$/);
        assert.equal(await pressSign(page, "#q"), true); // the browser writes it
        await staysAt(page, /\?q=song\.sing$/);
        assert.equal(await pressSign(page, "#kinds .chip"), false);
        await page.waitForURL(/song\.html#song\.sing$/);
    }));

// In Safari a composition has ended before the key that ended it comes, and only its code tells.
const COMPOSED = { "in a composition": { isComposing: true, keyCode: 229 }, "that ended one": { keyCode: 229 } };

for (const [name, state] of Object.entries(COMPOSED)) {
    test(`keys ${name} are the input method's`, () => withResults("song.sing", async (page) => {
        await page.waitForURL(/\?q=song\.sing$/);
        const press = (selector, init) => page.locator(selector).first().evaluate((node, given) =>
            node.dispatchEvent(new KeyboardEvent("keydown", { ...given, bubbles: true, cancelable: true })),
        { ...init, ...state });
        for (const key of ["ArrowDown", "Escape", "Enter"])
            assert.equal(await press("#q", { key }), true, key);
        assert.equal(await press("#q", { key: "1", code: "Digit1", altKey: true }), true);
        assert.equal(await press("#kinds .chip", { key: "k", ctrlKey: true }), true);
        await staysAt(page, /\?q=song\.sing$/);
        assert.equal(await page.inputValue("#q"), "song.sing");
        assert.equal(await page.locator('[aria-selected="true"]').count(), 0);
    }));
}

test("? lists the keys, and the focus returns when the list closes", () => withResults("nest", async (page) => {
    const help = page.getByRole("dialog", { name: "Keys" });
    await page.locator("#kinds .chip").first().focus();
    const before = await page.evaluate(() => document.activeElement.dataset.name);
    await page.keyboard.press("?");
    await help.waitFor();
    const text = await help.textContent();
    for (const key of ["/", "Ctrl", "Enter", "Alt", "Shift", "Home", "End", "Tab", "Esc", "?"])
        assert.ok(text.includes(key), `no ${key}`);
    await page.keyboard.press("Alt+1");
    await page.waitForTimeout(200);
    assert.ok(await help.isVisible());
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.activeElement.dataset.name), before);
    assert.equal(await page.inputValue("#q"), "nest");
}));

test("Escape leads back to the box from anywhere", () => onPage(suite, "", {}, async (page) => {
    await page.locator(".card a").first().focus();
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
}));

test("the hint of ? is there where ? works", () => withResults("nest", async (page) => {
    const hint = page.locator(".keys > kbd");
    assert.equal(await hint.isVisible(), false);
    await page.locator("#kinds .chip").first().focus();
    assert.ok(await hint.isVisible());
}));

test("? in the box is a sign that is looked for", () => withResults("nest", async (page) => {
    await page.keyboard.press("?");
    assert.equal(await page.inputValue("#q"), "nest?");
    assert.equal(await page.getByRole("dialog").count(), 0);
}));

test("a button opens the list; Close and a click beside it close it", () => onPage(suite, "", {}, async (page) => {
    const help = page.getByRole("dialog", { name: "Keys" });
    const button = page.getByRole("button", { name: "All keys" });
    await button.click();
    await help.getByRole("button", { name: "Close" }).click();
    await help.waitFor({ state: "hidden" });
    assert.ok(await button.evaluate((node) => node === document.activeElement));
    await button.click();
    await help.waitFor();
    await page.mouse.click(5, 5);
    await help.waitFor({ state: "hidden" });
}));

for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing wrong with the list of keys, ${colorScheme}`, () => onPage(suite, "", { colorScheme },
        async (page) => {
            await search(page, "nest");
            await page.getByRole("button", { name: "All keys" }).click();
            await assertAccessible(page);
        }));
}
