// The reading pane over the page, where there is no room beside the list: when it opens and closes, and where the focus
// goes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import { answered, search } from "./support/browser.mjs";
import { focusedIn, shows, title } from "./support/pane.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true };

const onPhone = (text, use) => onPage(suite, `/?q=${encodeURIComponent(text)}`, PHONE, async (page) => {
    await answered(page);
    await use(page);
});

test("on a phone the way into the pane takes no line of its own, and is as large as a finger", () => onPhone("nest",
    async (page) => {
        const all = page.locator(".hit");
        const height = async () => (await page.locator("#hits").boundingBox()).height;
        const before = await height();
        await page.evaluate(() => document.querySelectorAll(".read").forEach((node) => node.remove()));
        assert.equal(await height(), before);
        await search(page, "nest.build");
        assert.ok(await all.evaluateAll((hits) => hits.every((hit) => {
            const { left, top, right, bottom } = hit.querySelector(".read").getBoundingClientRect();
            const texts = [...hit.querySelectorAll(".name, .title, .signature, .trail, .excerpt, .kind")];
            return texts.every((text) => [...text.getClientRects()].every((box) => {
                const end = box.right - parseFloat(getComputedStyle(text).paddingInlineEnd);
                return end <= left || box.left >= right || box.bottom <= top || box.top >= bottom;
            }));
        })), "it lies over text");
        const { x, y, width, height: high } = await page.locator(".read").first().boundingBox();
        for (const [left, top] of [[x + width / 2, y - 8], [x + width / 2, y + high + 6], [x - 4, y + high / 2]])
            assert.ok(await page.evaluate((at) => document.elementFromPoint(...at).matches(".read"), [left, top]));
        assert.equal(await page.locator(".read").first().innerText(), "Read");
        await page.touchscreen.tap(x + width / 2, y - 8);
        await shows(page, "nest.build");
        await page.goBack(); // or a page at this address would open with it
        await page.locator("#pane").waitFor({ state: "hidden" });
    }));

test("on a phone a switch has results open in the pane, and stays", () => onPage(suite, "/?q=nest.build",
    { ...PHONE, isMobile: true }, async (page) => {
    await answered(page);
    const mode = page.getByRole("button", { name: "Read results here", exact: true });
    await mode.click();
    assert.equal(await mode.getAttribute("aria-pressed"), "true");
    await page.locator(".hit .line").first().click();
    await shows(page, "nest.build");
    assert.equal(page.url(), `${suite.server.url}/?q=nest.build`);
    await page.goBack();
    await page.reload();
    await answered(page);
    await page.locator(".hit").first().evaluate((hit) => hit.click()); // as assistive technology does
    await shows(page, "nest.build");
    await page.goBack();
    await mode.click();
    await page.locator(".hit .line").first().click();
    await page.waitForURL(/\/docs\/birds\/library\/nest\.html#nest\.build$/);
}));

test("on a phone the pane opens on demand only, and covers the page", () => onPhone("nest.build", async (page) => {
    const asked = [];
    page.on("request", (request) => request.url().includes("/api/entries/") && asked.push(request.url()));
    await page.waitForTimeout(400);
    assert.equal(await page.locator("#pane").isVisible(), false);
    assert.deepEqual(asked, []);
    await page.locator(".read").first().click();
    await shows(page, "nest.build");
    assert.equal(page.url(), `${suite.server.url}/?q=nest.build`);
    assert.ok(await page.locator("#search").evaluate((form) => form.inert));
    assert.deepEqual(await page.locator("#pane").boundingBox().then(({ x, y, height }) => ({ x, y, height })),
        { x: 0, y: 0, height: 640 });
    await page.getByRole("button", { name: "Back to the results" }).click();
    await page.locator("#pane").waitFor({ state: "hidden" });
    assert.equal(await page.locator("#search").evaluate((form) => form.inert), false);
}));

test("on a phone, Back closes the pane and leaves the results", () => onPhone("nest.build", async (page) => {
    await page.locator(".read").nth(1).click();
    await title(page).waitFor();
    await page.goBack();
    await page.locator("#pane").waitFor({ state: "hidden" });
    assert.equal(page.url(), `${suite.server.url}/?q=nest.build`);
    assert.ok(await page.locator(".hit").first().isVisible());
}));

test("on a phone, what is read stays after a reload, and one Back leaves it", () => onPhone("nest.build",
    async (page) => {
        await page.locator(".read").first().click();
        await shows(page, "nest.build");
        await page.getByRole("button", { name: /^Next/ }).click();
        await title(page).filter({ hasNotText: /^nest\.build$/ }).waitFor();
        const next = await title(page).textContent();
        await page.waitForFunction(() => history.state.view.reading?.id !== undefined);
        await page.waitForTimeout(300);
        await page.reload();
        await shows(page, next);
        await answered(page);
        await page.getByRole("button", { name: "Back to the results" }).click();
        await page.locator("#pane").waitFor({ state: "hidden" });
        assert.ok(await page.locator(".hit").first().isVisible());
        await page.goForward();
        await shows(page, next);
        assert.ok(await focusedIn(page, "#pane"));
        await page.goBack();
        await page.locator("#pane").waitFor({ state: "hidden" });
    }));

test("a wide window leaves a place in the history that is of a pane over the page", () => onPhone("nest.build",
    async (page) => {
        await page.locator(".read").first().click();
        await shows(page, "nest.build");
        await page.goto(`${suite.server.url}/docs/birds/library/song.html`);
        await page.setViewportSize({ width: 1200, height: 700 });
        await page.goBack();
        await answered(page);
        await page.waitForFunction(() => history.state?.view?.reading === undefined);
        await shows(page, "nest.build");
        assert.equal(await page.locator("#search").evaluate((form) => form.inert), false);
        await page.setViewportSize(PHONE.viewport);
    }));

test("on a phone, an answer leaves what is read in its place", () => onPage(suite, "/", PHONE, async (page) => {
    await search(page, "nest.build");
    let release;
    const released = new Promise((resolve) => (release = resolve));
    await page.route(/api\/search/, async (route) => {
        await released;
        await route.continue();
    });
    await page.locator("#q").press("s");
    await page.locator(".read").nth(1).click();
    await title(page).waitFor();
    const before = await title(page).textContent();
    release();
    await answered(page);
    await page.waitForTimeout(500);
    assert.equal(await title(page).textContent(), before);
}));

for (const keys of ["/", "Control+k"]) {
    test(`in a narrow window ${keys} leads out of the pane to the box`, () => onPhone("nest.build", async (page) => {
        await page.locator(".read").first().click();
        await shows(page, "nest.build");
        const url = page.url();
        await page.keyboard.press("Alt+1");
        await page.waitForTimeout(200);
        assert.equal(page.url(), url);
        await page.keyboard.press(keys);
        await page.locator("#pane").waitFor({ state: "hidden" });
        assert.equal(await page.evaluate(() => document.activeElement.id), "q");
        assert.equal(await page.evaluate(() => getSelection().toString()), "nest.build");
    }));
}

test("a window that grows has the pane show what the list has come to", () => onPhone("nest.build", async (page) => {
    await page.setViewportSize({ width: 1200, height: 700 });
    await shows(page, "nest.build");
    await page.setViewportSize(PHONE.viewport);
}));

test("on a phone a tap on a hit follows its link", () => onPhone("nest.build", async (page) => {
    await page.locator(".hit b").first().tap();
    await page.waitForURL(/\/docs\/birds\/library\/nest\.html#nest\.build$/);
}));

test("in a narrow window Alt-Enter opens it and Escape returns to the box", () => onPhone("nest.build",
    async (page) => {
        await page.locator("#q").focus();
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Alt+Enter");
        await page.waitForFunction(() => document.activeElement.matches("#section h2"));
        await page.keyboard.press("Escape");
        await page.locator("#pane").waitFor({ state: "hidden" });
        assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    }));

test("a pane over the page goes beside the list when the window grows", () => onPhone("nest.build", async (page) => {
    await page.locator(".read").first().click();
    await shows(page, "nest.build");
    await page.setViewportSize({ width: 1200, height: 700 });
    await page.waitForFunction(() => !document.querySelector("#search").inert);
    assert.ok(await title(page).isVisible());
    assert.ok(await page.locator(".hit").first().isVisible());
    await page.setViewportSize(PHONE.viewport);
}));

test("axe finds nothing wrong with a pane over the page", () => onPhone("nest.build", async (page) => {
    await page.locator(".read").first().click();
    await shows(page, "nest.build");
    await assertAccessible(page);
}));
