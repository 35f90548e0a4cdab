// The reading pane: what is in it, when it opens, where the focus goes, and what it does without an answer.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import { answered, search } from "./support/browser.mjs";
import { watchShifts } from "./support/measure.mjs";
import { onPage, onResults, openSuite } from "./support/suite.mjs";

const axe = createRequire(import.meta.url)("axe-core");

const suite = openSuite();

const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true };

const withResults = (text, use) => onResults(suite, text, use);

const onPhone = (text, use) => onPage(suite, `/?q=${encodeURIComponent(text)}`, PHONE, async (page) => {
    await answered(page);
    await use(page);
});

const title = (page) => page.locator("#section h2");

const focusedIn = (page, selector) => page.evaluate((s) => document.activeElement.closest(s) !== null, selector);

// Waits until the pane shows the section of that title.
const shows = (page, text) => title(page).filter({ hasText: new RegExp(`^${text.replaceAll(".", "\\.")}$`) }).waitFor();

// The documentation's pages are served in a sandbox, which the clipboard does not need.
async function withClipboard(text, use) {
    await withResults(text, async (page) => {
        await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
        await use(page, () => page.evaluate(() => navigator.clipboard.readText()));
    });
}

test("beside the results stands what Enter would open", () => withResults("nest.build", async (page) => {
    await shows(page, "nest.build");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const second = await page.locator(".hit b").nth(1).textContent();
    await shows(page, second);
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    await search(page, "song.sing");
    await shows(page, "song.sing");
}));

test("a section has its place, kind, signature, text and code", () => withResults("song.sing", async (page) => {
    await shows(page, "song.sing");
    assert.equal(await page.locator("#section .trail").textContent(), "birds 2.4 › Songs");
    assert.equal(await page.locator("#section .kind").textContent(), "function");
    assert.equal(await page.locator(".section-signature").textContent(), "song.sing(song, loud=False)");
    assert.deepEqual(await page.locator("#section .block, #section .sample code").allTextContents(),
        ["Sing a song near the nest.", 'for day in spring:\n    whistle(day, "<dawn>")', "Or only once:",
            "whistle(None)", "It rests after each."]);
    const href = `${suite.server.url}/docs/birds/library/song.html#song.sing`;
    assert.equal(await page.getByRole("link", { name: "Open the page" }).evaluate((link) => link.href), href);
    assert.equal(await page.locator(".cut").count(), 0);
}));

test("age and an end that is not the end are said", () => withResults("nest", async (page) => {
    await page.route(/api\/entries\//, async (route) => {
        const response = await route.fetch();
        const json = { ...(await response.json()), deprecated: "2.1", cut: true };
        await route.fulfill({ response, json });
    });
    await search(page, "song.build");
    await shows(page, "song.build");
    assert.equal(await page.locator("#section .deprecated").textContent(), "deprecated 2.1");
    assert.match(await page.locator("#section .cut").textContent(), /its page has all of it/);
}));

test("hovering does nothing", () => withResults("build", async (page) => {
    const best = await page.locator(".hit b").first().textContent();
    await shows(page, best);
    await page.locator(".hit").nth(2).hover();
    await page.waitForTimeout(300);
    assert.equal(await title(page).textContent(), best);
    assert.equal(await page.locator('[aria-selected="true"]').count(), 0);
}));

test("a click chooses beside the pane and leaves the focus in the box; two open", () => withResults("build",
    async (page) => {
        const third = page.locator(".hit").nth(2);
        const name = await third.locator("b").textContent();
        const href = await third.getAttribute("href");
        await third.click();
        await shows(page, name);
        assert.equal(await third.getAttribute("aria-selected"), "true");
        assert.equal(await page.evaluate(() => document.activeElement.id), "q");
        await third.dblclick();
        await page.waitForURL(href);
    }));

test("copy buttons copy the code and the link", () => withClipboard("song.sing", async (page, clipboard) => {
    await shows(page, "song.sing");
    await page.getByRole("button", { name: "Copy code 2 of 2" }).click();
    await page.locator(".sample .copy", { hasText: /^Copied$/ }).waitFor();
    assert.equal(await clipboard(), "whistle(None)");
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("status").filter({ hasText: /^Copied$/ }).waitFor({ state: "attached" });
    assert.equal(await clipboard(), `${suite.server.url}/docs/birds/library/song.html#song.sing`);
}));

test("without the clipboard's interface copying works all the same", () => withClipboard("nest.build",
    async (page, clipboard) => {
        await shows(page, "nest.build");
        await page.evaluate(() => {
            const write = navigator.clipboard.writeText.bind(navigator.clipboard);
            window.restore = () => (navigator.clipboard.writeText = write);
            navigator.clipboard.writeText = () => Promise.reject(new Error("not here"));
        });
        await page.getByRole("button", { name: "Copy link" }).click();
        await page.getByRole("button", { name: "Copy link" }).filter({ hasText: "Copied" }).waitFor();
        assert.match(await clipboard(), /#nest\.build$/);
        assert.equal(await page.locator("textarea").count(), 0);
    }));

test("previous and next go through the page, and the button keeps the focus", () => withResults("nest.build",
    async (page) => {
        await shows(page, "nest.build");
        const next = page.getByRole("button", { name: /^Next/ });
        const name = (await next.textContent()).replace(/^Next /, "");
        await next.focus();
        await page.keyboard.press("Enter");
        await shows(page, name);
        assert.equal(await page.evaluate(() => document.activeElement.dataset.part), "next");
        await page.getByRole("status").filter({ hasText: name }).waitFor({ state: "attached" });
        await page.getByRole("button", { name: /^Previous/ }).click();
        await shows(page, "nest.build");
    }));

test("at the ends of a page there is no neighbour", () => withResults("Calendar", async (page) => {
    await shows(page, "Calendar");
    assert.equal(await page.getByRole("button", { name: /^Previous/ }).count(), 0);
    assert.equal(await page.getByRole("button", { name: /^Next/ }).count(), 1);
}));

test("Tab reaches the pane, Escape returns to the box", () => withResults("nest.build", async (page) => {
    await shows(page, "nest.build");
    await page.keyboard.press("ArrowDown");
    for (let i = 0; i < 8 && !(await focusedIn(page, "#pane")); i++)
        await page.keyboard.press("Tab");
    assert.ok(await focusedIn(page, "#pane"));
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    assert.equal(await page.inputValue("#q"), "nest.build");
    assert.equal(await page.locator('[aria-selected="true"]').count(), 1);
    await page.keyboard.press("Alt+Enter");
    await page.waitForFunction(() => document.activeElement.matches("#section h2"));
}));

test("the list stays where it is while the pane fills", () => withResults("week", async (page) => {
    await page.evaluate(watchShifts);
    const before = await page.locator("#hits").boundingBox();
    for (let i = 0; i < 4; i++) {
        await page.keyboard.press("ArrowDown");
        await shows(page, await page.locator(".hit b").nth(i).textContent());
    }
    assert.deepEqual(await page.locator("#hits").boundingBox(), before);
    assert.deepEqual(await page.evaluate(() => window.shifts), []);
}));

test("keys that are held ask for few entries, and what was read is not asked for again", () => withResults("week",
    async (page) => {
        await shows(page, await page.locator(".hit b").first().textContent());
        const asked = [];
        await page.route(/api\/entries\//, (route) => {
            asked.push(route.request().url());
            return route.continue();
        });
        for (let i = 0; i < 12; i++)
            await page.keyboard.press("ArrowDown", { delay: 5 });
        await shows(page, await page.locator(".hit b").nth(11).textContent());
        assert.ok(asked.length <= 4, `${asked.length} requests for 12 keys`);
        const count = asked.length;
        await page.keyboard.press("ArrowDown");
        await shows(page, await page.locator(".hit b").nth(12).textContent());
        await page.keyboard.press("ArrowUp");
        await shows(page, await page.locator(".hit b").nth(11).textContent());
        assert.equal(asked.length, count + 1);
    }));

test("an entry that comes late does not take the place of a newer one", () => withResults("week", async (page) => {
    await shows(page, await page.locator(".hit b").first().textContent());
    const slow = await page.locator(".hit").nth(1).getAttribute("data-entry");
    let release;
    const released = new Promise((resolve) => (release = resolve));
    await page.route(new RegExp(`api/entries/${slow}\\?`), async (route) => {
        const response = await route.fetch();
        await released;
        await route.fulfill({ response }).catch(() => {}); // aborted by the page
    });
    const started = page.waitForRequest(new RegExp(`api/entries/${slow}\\?`));
    await page.locator(".hit").nth(1).click();
    await started;
    await page.locator(".hit").nth(2).click();
    const third = await page.locator(".hit b").nth(2).textContent();
    await shows(page, third);
    release();
    await page.waitForTimeout(200);
    assert.equal(await title(page).textContent(), third);
}));

test("a neighbour that comes late does not either", () => withResults("Week 2", async (page) => {
    await shows(page, "Week 2");
    let release;
    const released = new Promise((resolve) => (release = resolve));
    let isFirst = true;
    await page.route(/api\/entries\//, async (route) => {
        const isSlow = isFirst;
        isFirst = false;
        const response = await route.fetch();
        if (isSlow)
            await released;
        await route.fulfill({ response }).catch(() => {}); // aborted by the page
    });
    const started = page.waitForRequest(/api\/entries\//);
    await page.getByRole("button", { name: /^Next/ }).click();
    await started;
    await page.getByRole("button", { name: /^Previous/ }).click();
    await shows(page, "Week 1");
    release();
    await page.waitForTimeout(200);
    assert.equal(await title(page).textContent(), "Week 1");
}));

test("an error is said, and trying again helps", () => withResults("nest", async (page) => {
    await title(page).waitFor();
    await page.route(/api\/entries\//, (route) => route.abort());
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.getByText("The server does not answer.").waitFor();
    assert.equal(await page.locator("#section").isVisible(), false);
    await page.unrouteAll();
    await page.route(/api\/entries\//, (route) => route.fulfill({ status: 503, json: {} }));
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("The server is busy.").waitFor();
    await page.unrouteAll();
    await page.getByRole("button", { name: "Try again" }).click();
    await shows(page, await page.locator(".hit b").nth(1).textContent());
    assert.equal(await page.locator("#pane-problem").isVisible(), false);
}));

test("a section that failed comes when the list is asked again", () => onPage(suite, "", {}, async (page) => {
    await page.route(/api\/entries\//, (route) => route.abort());
    await search(page, "nest");
    await page.getByText("The server does not answer.").waitFor();
    await page.unrouteAll();
    await page.locator("#q").press("Space");
    await shows(page, await page.locator(".hit b").first().textContent());
}));

test("another artifact has the search asked again", () => withResults("nest", async (page) => {
    await title(page).waitFor();
    await page.route(/api\/entries\//, (route) => route.fulfill({ status: 409, json: {} }));
    const again = page.waitForRequest(/api\/search\?q=nest&/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await again;
    await page.unrouteAll({ behavior: "wait" });
    await page.keyboard.press("ArrowDown");
    await shows(page, await page.locator('[aria-selected="true"] b').textContent());
}));

test("markup in an entry is only ever text", () => withResults("magpie", async (page) => {
    for (let i = 0; i < 3; i++) {
        await page.keyboard.press("ArrowDown");
        await shows(page, await page.locator('[aria-selected="true"] b').textContent());
    }
    await page.route(/api\/entries\//, async (route) => {
        const evil = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>";
        const response = await route.fetch();
        const json = await response.json();
        const content = [{ text: evil }, { code: evil }];
        const text = { title: evil, signature: evil, since: evil, breadcrumbs: [evil], content };
        await route.fulfill({ response, json: { ...json, ...text, url: "javascript:window.pwned=1" } });
    });
    await search(page, "nest.build");
    await page.locator("#section .block", { hasText: "onerror" }).waitFor();
    assert.equal(await page.locator("#section img, #section script, #section a[href]").count(), 0);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
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

test("beside the pane there is no such switch", () => withResults("nest.build", async (page) => {
    assert.equal(await page.locator("#read-here").isVisible(), false);
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

test("a hit without an address of its own is read", () => withResults("nest", async (page) => {
    await page.route(/api\/search/, async (route) => {
        const response = await route.fetch();
        const json = await response.json();
        json.hits.forEach((hit) => (hit.url = ""));
        await route.fulfill({ response, json });
    });
    await search(page, "song.sing");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.matches("#section h2"));
    assert.equal(await title(page).textContent(), "song.sing");
}));

test("axe finds nothing wrong with a pane over the page", () => onPhone("nest.build", async (page) => {
    await page.locator(".read").first().click();
    await shows(page, "nest.build");
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.html).join(" ")}`), []);
}));

