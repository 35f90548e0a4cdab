// What readers have set: more contrast, their own colours, the other direction, a large zoom. And how much is sent.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import { answered, search } from "./support/browser.mjs";
import { onPage, onResults, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const onHome = (options, use) => onPage(suite, "", options, use);

const STATES = {
    home: async () => {},
    "results and a section": async (page) => {
        await search(page, "nest.build");
        await page.keyboard.press("ArrowDown");
        await page.locator(".chip").first().click();
        await answered(page);
        await page.getByRole("button", { name: "Pin" }).click();
    },
    "nothing found": (page) => search(page, "xyzzyq"),
    "the list of keys": (page) => page.getByRole("button", { name: "All keys" }).click(),
};

for (const colorScheme of ["light", "dark"]) {
    for (const [name, reach] of Object.entries(STATES)) {
        test(`more contrast is 7:1 for ${name}, ${colorScheme}`, () => onHome({ colorScheme, contrast: "more" },
            async (page) => {
                await reach(page);
                await assertAccessible(page, "", {
                    runOnly: ["color-contrast", "color-contrast-enhanced"],
                    rules: { "color-contrast-enhanced": { enabled: true } },
                });
                await page.evaluate(() => localStorage.clear());
            }));
    }
}

test("in the reader's own colours, what is pressed or chosen is to be seen", () => onHome({ forcedColors: "active" },
    async (page) => {
        await search(page, "nest");
        const looks = (node) => {
            const { backgroundColor, outlineStyle } = getComputedStyle(node);
            return `${backgroundColor} ${outlineStyle}`;
        };
        const chips = page.locator("#kinds .chip");
        await chips.first().click();
        await answered(page);
        assert.notEqual(await chips.first().evaluate(looks), await chips.nth(1).evaluate(looks));
        await page.locator("#q").press("ArrowDown");
        const hits = page.locator(".hit");
        assert.notEqual(await hits.first().evaluate(looks), await hits.nth(1).evaluate(looks));
    }));

test("from right to left, everything changes sides", () => onHome({}, async (page) => {
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    await search(page, "nest.build");
    await page.locator("#section h2").waitFor();
    const centre = async (selector) => {
        const box = await page.locator(selector).first().boundingBox();
        return box.x + box.width / 2;
    };
    assert.ok(await centre(".lens") > 900 && await centre("#clear") < 124);
    assert.ok(await centre("#list") > await centre("#pane"));
    assert.ok(await centre(".hit .name") > await centre(".hit .kind"));
    const chips = page.locator("#kinds .chip");
    assert.ok((await chips.first().boundingBox()).x > (await chips.nth(1).boundingBox()).x);
    await chips.first().focus();
    await page.keyboard.press("ArrowLeft");
    assert.ok(await chips.nth(1).evaluate((chip) => chip === document.activeElement));
    await page.evaluate(() => (document.documentElement.dir = ""));
}));

test("text of the documentation has its own direction", () => onHome({}, async (page) => {
    await page.route(/api\/(search|entries)/, async (route) => {
        const response = await route.fetch();
        const json = await response.json();
        json.hits?.forEach((hit) => Object.assign(hit, { title: "שלום", signature: "", snippet: "שלום." }));
        const section = { title: "שלום", content: [{ text: "שלום." }], signature: "f(x)" };
        await route.fulfill({ response, json: { ...json, ...section } });
    });
    await search(page, "nest");
    await page.locator("#section h2").waitFor();
    const direction = (selector) => page.locator(selector).first().evaluate((node) => getComputedStyle(node).direction);
    for (const selector of [".hit .name, .hit .title", ".hit .excerpt", "#section h2", "#section .block"])
        assert.equal(await direction(selector), "rtl", selector);
    assert.equal(await direction("#section pre"), "ltr");
    assert.equal(await direction("#section"), "ltr");
}));

test("at 400 %, nothing needs sideways scrolling and nothing covers the results", () => onHome(
    { viewport: { width: 320, height: 256 } }, async (page) => {
        const fits = () => page.locator("html").evaluate((html) => html.scrollWidth <= html.clientWidth);
        assert.ok(await fits());
        await page.getByRole("button", { name: "All keys" }).click();
        assert.ok(await fits());
        const help = page.getByRole("dialog");
        assert.ok(await help.evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth));
        await page.keyboard.press("Escape");
        await search(page, "nest.build");
        assert.ok(await fits());
        for (let i = 0; i < 4; i++)
            await page.keyboard.press("ArrowDown");
        const { top, bottom, isSticky } = await page.locator('[aria-selected="true"]').evaluate((hit) => ({
            ...hit.getBoundingClientRect().toJSON(),
            isSticky: getComputedStyle(document.querySelector("#search")).position === "sticky",
        }));
        assert.ok(top >= 0 && bottom <= 256, `the chosen hit is at ${top} to ${bottom}`);
        assert.equal(isSticky, false);
        await page.keyboard.press("Alt+Enter");
        await page.locator("#section h2").waitFor();
        assert.ok(await page.locator("#pane").evaluate((pane) => pane.scrollWidth <= pane.clientWidth));
        await page.keyboard.press("Escape");
    }));

test("nothing moves by itself", () => onHome({}, async (page) => {
    await search(page, "nest");
    await page.getByRole("button", { name: "All keys" }).click();
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
}));

test("on paper is what was found and read, nothing to press", () => onResults(suite, "nest.build", async (page) => {
    await page.locator("#section h2").waitFor();
    await page.emulateMedia({ media: "print" });
    for (const selector of ["#search", ".chips", ".actions", ".hit .read"])
        assert.equal(await page.locator(selector).first().isVisible(), false, selector);
    assert.ok(await page.locator(".hit").first().isVisible());
    const [pane, content] = await page.locator("#pane").evaluate((node) => [node.clientHeight, node.scrollHeight]);
    assert.ok(pane > 0 && pane >= content, "a part of the section is cut off");
    await page.emulateMedia({ media: null });
}));
