// The chips that keep a search in one doc set and to one kind, and the history of what was decided.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, search } from "./support/browser.mjs";
import { onPage, onResults, onTab, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const withResults = (text, use) => onResults(suite, text, use);

const chips = (page, bar) => page.getByRole("toolbar", { name: bar, exact: true }).getByRole("button");

const chip = (page, name) => page.getByRole("button", { name: new RegExp(`^${name} [\\d,]+\\+?$`) });

const pressed = (page) => page.locator('.chip[aria-pressed="true"]').evaluateAll((all) =>
    all.map((one) => one.dataset.name));

const kindsShown = (page) => page.locator(".hit .kind").evaluateAll((all) =>
    [...new Set(all.map((kind) => kind.textContent))]);

const focused = (page) => page.evaluate(() => document.activeElement.dataset.name ?? document.activeElement.id);

test("chips say how much of each doc set and kind there is", () => withResults("nest", async (page) => {
    const { facets } = await page.evaluate(() => fetch("api/search?q=nest").then((response) => response.json()));
    const expected = (facet) => Object.entries(facet).map(([name, count]) => `${name} ${count}`);
    assert.deepEqual(await chips(page, "Doc set").allTextContents(), expected(facets.docset));
    assert.deepEqual(await chips(page, "Kind").allTextContents(), expected(facets.kind));
    assert.deepEqual(await pressed(page), []);
}));

test("a chip stays in its kind, and gives back when it is pressed again", () => withResults("nest", async (page) => {
    const before = await page.locator(".hit").allTextContents();
    await chip(page, "function").click();
    await page.waitForURL(`${suite.server.url}/?q=nest&kind=function`);
    await answered(page);
    assert.deepEqual(await kindsShown(page), ["function"]);
    assert.deepEqual(await pressed(page), ["function"]);
    await chip(page, "method").click();
    await page.waitForURL(`${suite.server.url}/?q=nest&kind=method`);
    await answered(page);
    assert.deepEqual(await kindsShown(page), ["method"]);
    await chip(page, "method").click();
    await page.waitForURL(`${suite.server.url}/?q=nest`);
    await answered(page);
    assert.deepEqual(await page.locator(".hit").allTextContents(), before);
}));

test("beside filters in the question, chips say what a press finds", () => withResults("in:birds -kind:method nest",
    async (page) => {
        const names = (bar) => chips(page, bar).evaluateAll((all) => all.map((one) => one.dataset.name));
        assert.deepEqual(await names("Doc set"), ["birds"]);
        const kinds = await names("Kind");
        assert.ok(kinds.length > 1 && !kinds.includes("method"), kinds.join());
        for (const kind of kinds) {
            const count = await chip(page, kind).locator(".count").textContent();
            await chip(page, kind).click();
            await answered(page);
            assert.match(await page.locator("#state").textContent(), new RegExp(`^${count} results?$`));
            await chip(page, kind).click();
            await answered(page);
        }
    }));

test("a chip that the question forbids finds nothing, and the others lead out", () => onTab(suite, {}, async (page) => {
    await page.goto(`${suite.server.url}/?q=in%3Abirds+nest&docset=guide`);
    await answered(page);
    assert.equal(await chip(page, "guide").textContent(), "guide 0");
    const count = await chip(page, "birds").locator(".count").textContent();
    await chip(page, "birds").click();
    await page.waitForURL(/docset=birds$/);
    await answered(page);
    assert.match(await page.locator("#state").textContent(), new RegExp(`^${count} results$`));
}));

test("a chosen name that every object has is counted like any other", () => onTab(suite, {}, async (page) => {
    await page.goto(`${suite.server.url}/?q=nest&kind=constructor&docset=toString`);
    await answered(page);
    assert.deepEqual([await chip(page, "constructor").textContent(), await chip(page, "toString").textContent()],
        ["constructor 0", "toString 0"]);
}));

test("a doc set and a kind hold together, also for what is typed next", () => withResults("week", async (page) => {
    await chip(page, "guide").click();
    await answered(page);
    await chip(page, "section").click();
    await answered(page);
    await search(page, "nest");
    await page.waitForURL(`${suite.server.url}/?q=nest&docset=guide&kind=section`);
    assert.deepEqual(await pressed(page), ["guide", "section"]);
    assert.deepEqual(await kindsShown(page), ["section"]);
    assert.deepEqual([...new Set(await page.locator(".hit").evaluateAll((all) => all.map((hit) => hit.host)))],
        ["guide.example.org"]);
}));

test("an address with filters opens with them", () => onTab(suite, {}, async (page) => {
    await page.goto(`${suite.server.url}/?q=nest&docset=birds&kind=method`);
    await answered(page);
    assert.deepEqual(await pressed(page), ["birds", "method"]);
    assert.deepEqual(await kindsShown(page), ["method"]);
}));

test("a filter that leaves nothing says so and can be taken back", () => onTab(suite, {}, async (page) => {
    await page.goto(`${suite.server.url}/?q=feeders&docset=guide&kind=method`);
    await answered(page);
    assert.match(await page.locator("#nothing > p").textContent(),
        /^Nothing of kind method in doc set guide found for “feeders”\. Try .* Search everything$/);
    assert.equal(await chip(page, "method").textContent(), "method 0");
    await chip(page, "method").click();
    await answered(page);
    assert.ok(await page.locator(".hit").count() > 0);
    await page.goBack();
    await page.getByRole("button", { name: "Search everything" }).click();
    await page.waitForURL(`${suite.server.url}/?q=feeders`);
    await answered(page);
    assert.deepEqual(await pressed(page), []);
    assert.ok(await page.locator(".hit").count() > 0);
    assert.equal(await focused(page), "q");
}));

test("filters without words are said beside the box; Escape takes them away", () => onPage(suite, "/?kind=method", {},
    async (page) => {
        assert.equal(await page.locator("#state").textContent(), "Searches kind method only");
        await search(page, "nest");
        assert.deepEqual(await kindsShown(page), ["method"]);
        await page.keyboard.press("Escape");
        await page.waitForURL(`${suite.server.url}/`);
        await search(page, "nest");
        assert.deepEqual(await pressed(page), []);
    }));

test("Tab reaches each row, arrow keys its chips, Escape the box", () => withResults("nest", async (page) => {
    const docsets = await chips(page, "Doc set").evaluateAll((all) => all.map((one) => one.dataset.name));
    const kinds = await chips(page, "Kind").evaluateAll((all) => all.map((one) => one.dataset.name));
    for (let i = 0; i < 4 && !docsets.includes(await focused(page)); i++)
        await page.keyboard.press("Tab");
    assert.equal(await focused(page), docsets[0]);
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), kinds[0]);
    await page.keyboard.press("End");
    assert.equal(await focused(page), kinds.at(-1));
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focused(page), kinds.at(-2));
    await page.keyboard.press("Enter");
    await page.waitForURL(`${suite.server.url}/?q=nest&kind=${kinds.at(-2)}`);
    await answered(page);
    assert.equal(await focused(page), kinds.at(-2));
    await page.keyboard.press("Space");
    await page.waitForURL(`${suite.server.url}/?q=nest`);
    await page.keyboard.press("Escape");
    assert.equal(await focused(page), "q");
    assert.equal(await page.inputValue("#q"), "nest");
}));

test("Back and Forward go through what was decided", () => withResults("nest.biuld", async (page) => {
    await chip(page, "function").click();
    await page.waitForURL(/kind=function$/);
    await answered(page);
    await chip(page, "birds").click();
    await page.waitForURL(/docset=birds/);
    await answered(page);
    await page.goBack();
    await page.waitForURL(`${suite.server.url}/?q=nest.biuld&kind=function`);
    await answered(page);
    assert.deepEqual(await pressed(page), ["function"]);
    await page.goBack();
    await answered(page);
    assert.deepEqual(await pressed(page), []);
    await page.goForward();
    await page.goForward();
    await page.waitForURL(/docset=birds/);
    await answered(page);
    assert.deepEqual((await pressed(page)).sort(), ["birds", "function"]);
}));

test("Back from a page restores question, filters, literal words, more results and scroll", () => onTab(suite, {},
    async (page) => {
        await page.goto(`${suite.server.url}/?q=week&docset=guide&literal=1`);
        await answered(page);
        await page.getByRole("button", { name: "Show more" }).click();
        await page.waitForFunction(() => document.querySelectorAll(".hit").length === 30);
        await page.evaluate(() => scrollTo({ top: 700 }));
        await page.waitForFunction(() => history.state?.view?.scroll === 700);
        await page.goto(`${suite.server.url}/docs/birds/library/nest.html`);
        await page.goBack();
        await page.waitForFunction(() => document.querySelectorAll(".hit").length === 30);
        assert.equal(page.url(), `${suite.server.url}/?q=week&docset=guide&literal=1`);
        assert.deepEqual(await pressed(page), ["guide"]);
        assert.equal(await page.evaluate(() => scrollY), 700);
    }));

test("a new question starts with its first results, also after Back", () => onTab(suite, {}, async (page) => {
    await page.goto(`${suite.server.url}/?q=week`);
    await answered(page);
    await page.getByRole("button", { name: "Show more" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".hit").length === 30);
    await page.waitForFunction(() => history.state?.view?.limit === 50);
    await search(page, "count the birds");
    await page.waitForURL(/count\+the\+birds$/);
    await page.goto(`${suite.server.url}/docs/birds/library/nest.html`);
    await page.goBack();
    await page.waitForFunction(() => document.querySelectorAll(".hit").length > 0);
    assert.equal(await page.locator(".hit").count(), 20);
}));

test("many chips scroll sideways in their row, and nothing moves under them", () => onPage(suite, "",
    { viewport: { width: 360, height: 640 } }, async (page) => {
        const facet = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`kind-of-thing-${i}`, 300 - i]));
        await search(page, "nest");
        const top = (await page.locator("#hits").boundingBox()).y;
        await page.route(/api\/search/, async (route) => {
            const response = await route.fetch();
            const json = { ...(await response.json()), facets: { docset: { birds: 1 }, kind: facet } };
            await route.fulfill({ response, json });
        });
        await search(page, "nest.build");
        assert.equal(await chips(page, "Kind").count(), 60);
        assert.equal((await page.locator("#hits").boundingBox()).y, top);
        assert.ok(await page.locator("#kinds").evaluate((bar) => bar.scrollWidth > 3 * bar.clientWidth));
        assert.ok(await page.locator("html").evaluate((html) => html.scrollWidth <= html.clientWidth));
        await search(page, "xyzzyq");
        await chips(page, "Kind").first().focus();
        await page.keyboard.press("End");
        await page.keyboard.press("Enter");
        await page.waitForURL(/kind-of-thing-59$/);
        await answered(page);
        assert.ok(await page.locator('.chip[aria-pressed="true"]').evaluate((one) => {
            const { left, right } = one.getBoundingClientRect();
            return left >= 0 && right <= innerWidth;
        }));
    }));

const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

test("chips are high enough for a finger, and low for a mouse", async () => {
    const heights = async (page) => Promise.all(["#kinds .chip", "#kinds"].map(async (selector) =>
        (await page.locator(selector).first().boundingBox()).height));
    await onPage(suite, "/?q=nest", PHONE, async (page) => {
        await answered(page);
        assert.deepEqual(await heights(page), [36, 48]);
    });
    await onPage(suite, "/search?q=nest", PHONE, async (page) =>
        assert.ok((await page.locator(".filters .chip").first().boundingBox()).height >= 32));
    await onPage(suite, "/?q=nest", {}, async (page) => {
        await answered(page);
        assert.deepEqual(await heights(page), [30, 52]);
    });
});

// How far the row's contents reach into what fades at the end they go on to, and the direction of the fade.
const fadeOf = (page) => page.locator("#kinds").evaluate((bar) => {
    const { left, right } = bar.getBoundingClientRect();
    const last = bar.lastElementChild.getBoundingClientRect();
    const { direction, paddingInlineEnd, maskImage } = getComputedStyle(bar);
    const behind = direction === "rtl" ? last.left - left : right - last.right;
    return { room: Math.round(behind - parseFloat(paddingInlineEnd)), direction, maskImage };
});

for (const dir of ["ltr", "rtl"])
    test(`a row that goes on fades at that end, and its last chip does not, ${dir}`, () => onPage(suite, "/", PHONE,
        async (page) => {
            await page.evaluate((wanted) => (document.documentElement.dir = wanted), dir);
            await search(page, "nest");
            const before = await fadeOf(page);
            assert.ok(before.room < 0, `${before.room} px left`);
            assert.match(before.maskImage, dir === "rtl" ? /^linear-gradient\(to left/ : /^linear-gradient\(to right/);
            await page.locator("#kinds").evaluate((bar) => bar.scrollTo({ left: bar.dir === "rtl" ? -9999 : 9999 }));
            await page.locator("#kinds .chip").last().evaluate((chip) => chip.scrollIntoView({ inline: "nearest" }));
            assert.ok((await fadeOf(page)).room >= 0, JSON.stringify(await fadeOf(page)));
            await page.evaluate(() => (document.documentElement.dir = ""));
        }));

test("a kind on a card is searched for at once, and Back leads to the cards", () => onPage(suite, "/", {},
    async (page) => {
        const link = page.getByRole("region", { name: /Birds documentation/ }).getByRole("link", { name: /^method / });
        const count = (await link.textContent()).split(" ")[1];
        await link.click();
        await page.waitForURL(`${suite.server.url}/?q=in%3Abirds+&kind=method`);
        await answered(page);
        assert.equal(await page.locator("#state").textContent(), count === "1" ? "1 result" : `${count} results`);
        assert.deepEqual(await kindsShown(page), ["method"]);
        assert.deepEqual(await pressed(page), ["method"]);
        assert.equal(await focused(page), "q");
        await page.keyboard.type("lay");
        await answered(page);
        assert.equal(await page.inputValue("#q"), "in:birds lay");
        assert.match(await page.locator(".hit").first().textContent(), /lay/);
        await page.goBack();
        await link.waitFor();
        assert.deepEqual([await page.inputValue("#q"), page.url()], ["", suite.server.url + "/"]);
    }));
