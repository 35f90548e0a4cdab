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

// Text browsers show what is hidden.
test("what needs scripts stands behind all that does not", async () => {
    const html = await (await fetch(suite.server.url + "/")).text();
    const end = html.indexOf('class="colophon"');
    assert.ok(end > html.lastIndexOf('class="card"') && html.includes('class="card"'));
    for (const part of ['class="shelf"', 'id="results"', 'class="keys"', "<dialog"])
        assert.ok(html.indexOf(part) > end, part);
    assert.ok(!html.includes("read-here"));
});

test("a kind on a card leads to all of it, and takes words", () => withAddress("/", async (page) => {
    const link = page.getByRole("region", { name: /Birds documentation/ }).getByRole("link", { name: /^method \d+$/ });
    const count = (await link.textContent()).split(" ")[1];
    await link.click();
    await page.waitForURL(`${suite.server.url}/search?q=in%3Abirds%20&kind=method`);
    assert.match(await page.locator(".state").textContent(), new RegExp(`\\b${count} results?\\b`));
    assert.equal(await page.inputValue("#q"), "in:birds ");
    await page.locator("#q").press("End");
    await page.keyboard.type("lay");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=in%3Abirds\+lay&kind=method$/);
    assert.match(await page.locator(".hit").first().textContent(), /lay/);
}));

test("results are grouped by page and complete", () => withAddress("/search?q=nest.build", async (page) => {
    const group = page.locator(".group").first();
    assert.equal(await group.getByRole("heading").textContent(), "Nests birds 2.4");
    const hit = group.locator(".hit").first();
    assert.equal(await hit.locator(".name").textContent(), "nest.build(twig, *, lining=None)");
    assert.equal(await hit.locator(".kind").textContent(), "function");
    assert.equal(await hit.locator(".trail").textContent(), "Building a nest");
    assert.deepEqual(await hit.locator(".excerpt em").allTextContents(), ["Build", "nest"]);
    assert.equal(await hit.getByRole("link").first().getAttribute("href"), "/docs/birds/library/nest.html#nest.build");
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

const filter = (page, label, name) => page.getByRole("group", { name: label }).getByRole("link", { name });

test("filters are links with counts, and a chosen one is taken away by itself", () => withAddress("/search?q=nest",
    async (page) => {
        const kinds = page.getByRole("navigation", { name: "Filters" }).getByRole("group", { name: "Kind" });
        await filter(page, "Doc set", /^birds/).click();
        await page.waitForURL(`${suite.server.url}/search?q=nest&docset=birds`);
        const count = /function \((\d+)\)/.exec(await kinds.textContent())[1];
        await filter(page, "Kind", /^function/).click();
        await page.waitForURL(`${suite.server.url}/search?q=nest&docset=birds&kind=function`);
        assert.equal((await page.locator(".state").textContent()).trim(), `${count} results`);
        assert.deepEqual([...new Set(await page.locator(".kind").allTextContents())], ["function"]);
        assert.match(await page.title(), /^nest in birds, kind function - /);
        await filter(page, "Doc set", /^Remove birds/).click();
        await page.waitForURL(`${suite.server.url}/search?q=nest&kind=function`);
        await filter(page, "Kind", /^Remove function/).click();
        await page.waitForURL(`${suite.server.url}/search?q=nest`);
    }));

test("a filter begins at the first page, and pages keep filters", () => withAddress(
    "/search?q=week&docset=guide&kind=section&limit=5&offset=10", async (page) => {
        assert.match(await page.title(), /^week in guide, kind section, page 3 - /);
        const links = await page.locator("main nav a").evaluateAll((all) => all.map((a) => new URL(a.href).search));
        assert.ok(links.length >= 4);
        assert.ok(links.includes("?q=week&docset=guide&kind=section&limit=5&offset=15"), links.join(" "));
        assert.ok(links.includes("?q=week&kind=section&limit=5"), links.join(" "));
        assert.ok(links.includes("?q=week&docset=guide&limit=5"), links.join(" "));
        assert.equal(await page.getByText("Page 3 of 6").count(), 1);
    }));

test("a result can be read here, section by section", () => withAddress("/search?q=song.sing", async (page) => {
    await page.getByRole("link", { name: "Read here song.sing" }).click();
    await page.waitForURL(/\/entries\/\d+\?index=/);
    assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "song.sing");
    assert.deepEqual(await page.locator(".block, .sample code").allTextContents(), ["Sing a song near the nest.",
        'for day in spring:\n    whistle(day, "<dawn>")', "Or only once:", "whistle(None)", "It rests after each."]);
    await page.getByRole("link", { name: /^Previous/ }).click();
    assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "song.build");
    assert.equal(await page.inputValue("#q"), "song.sing");
    await page.getByRole("link", { name: "Back to the results" }).click();
    await page.waitForURL(`${suite.server.url}/search?q=song.sing`);
    await page.goBack();
    await page.getByRole("link", { name: "Open the page" }).click();
    await page.waitForURL(/\/docs\/birds\/library\/song\.html#song\.build$/);
}));

test("the form keeps doc set and kind", () => withAddress("/search?q=build&docset=birds&kind=function",
    async (page) => {
        await page.locator("#q").fill("sing");
        await page.keyboard.press("Enter");
        await page.waitForURL(`${suite.server.url}/search?q=sing&docset=birds&kind=function`);
    }));

test("nothing found says where, and leads on", () => withAddress("/search?q=moss&docset=guide&kind=function",
    async (page) => {
        const nothing = page.locator(".nothing");
        assert.match(await nothing.textContent(), /^Nothing found for “moss” in guide, kind function\./);
        await page.getByRole("link", { name: "Search everything" }).click();
        await page.waitForURL(`${suite.server.url}/search?q=moss`);
        assert.ok(await page.locator(".hit").count() > 0);
        await page.goto(`${suite.server.url}/search?q=xyzzyq`);
        assert.match(await page.locator(".nothing").textContent(), /^Nothing found for “xyzzyq”/);
        assert.ok(await page.getByRole("heading", { name: "How to search" }).isVisible());
        await page.goto(`${suite.server.url}/search?q=week&offset=900`);
        await page.getByRole("link", { name: "Back to the first page" }).click();
        await page.waitForURL(`${suite.server.url}/search?q=week`);
    }));

test("a filter that there is not can be taken away", () => withAddress(
    "/search?q=nest&docset=%3Cb%3E%FF&kind=\u{1F426}", async (page) => {
        assert.match(await page.locator(".nothing").textContent(), /in <b>\ufffd, kind \u{1F426}\./u);
        await filter(page, "Doc set", /^Remove/).click();
        await filter(page, "Kind", /^Remove/).click();
        await page.waitForURL(`${suite.server.url}/search?q=nest`);
    }));

test("nothing asked is said plainly, with how to ask", () => withAddress("/search?q=", async (page) => {
    assert.match(await page.locator(".state").textContent(), /Type a name or words/);
    assert.ok(await page.getByText("only functions").isVisible());
    assert.equal(await page.getByRole("navigation").count(), 0);
}));

test("a correction leads to what was typed and back", () => withAddress("/search?q=twgi&docset=birds", async (page) => {
    assert.match(await page.locator(".corrected").textContent(), /^Showing results for twig\./);
    await page.getByRole("link", { name: "Search for exactly twgi" }).click();
    await page.waitForURL(`${suite.server.url}/search?q=twgi&docset=birds&literal=1`);
    await page.getByRole("link", { name: "Search with corrections" }).click();
    await page.waitForURL(`${suite.server.url}/search?q=twgi&docset=birds`);
}));

test("the first Tab skips to the results", () => withAddress("/search?q=nest", async (page) => {
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the results" });
    const top = () => skip.evaluate((link) => link.getBoundingClientRect().top);
    await page.waitForFunction(() => document.activeElement.className === "skip");
    assert.ok(await top() >= 0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.locator("main a").first().evaluate((link) => link === document.activeElement));
}));

test("the page needs no width and no second host", () => onTab(suite,
    { javaScriptEnabled: false, viewport: { width: 360, height: 640 } }, async (page) => {
        await page.goto(`${suite.server.url}/search?q=magpie`);
        assert.ok(await page.locator(".hit").count() >= 3);
        const widths = await page.locator("html").evaluate((html) => [html.scrollWidth, html.clientWidth]);
        assert.ok(widths[0] <= widths[1], `the page is ${widths[0]} px wide in ${widths[1]}`);
    }));
