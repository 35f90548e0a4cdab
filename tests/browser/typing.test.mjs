// What the page does while somebody types.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, search } from "./support/browser.mjs";
import { watchShifts } from "./support/measure.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const withHome = (use, options = {}) => onPage(suite, "", options, use);

const texts = (page, selector) => page.locator(selector).allTextContents();

test("the box has the focus when the page is there", () => withHome(async (page) => {
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    await page.keyboard.type("nest");
    await answered(page);
    assert.equal(await page.inputValue("#q"), "nest");
}));

test("every letter brings an answer", () => withHome(async (page) => {
    const name = "nest.build";
    const counts = [];
    for (const letter of name) {
        await page.keyboard.type(letter);
        await answered(page);
        counts.push(await page.locator(".hit").count());
    }
    assert.ok(counts.every((count) => count > 0), `no hits for a beginning of ${name}: ${counts}`);
    assert.match(await page.locator(".hit").first().textContent(), /^nest\.build\(twig, \*, lining=None\)/);
}));

test("the title says what was searched for", () => withHome(async (page) => {
    const title = await page.title();
    await search(page, "nest");
    assert.equal(await page.title(), `nest - ${title}`);
    await page.locator("#q").fill("");
    assert.equal(await page.title(), title);
}));

test("the home page gives way to results and comes back", () => withHome(async (page) => {
    assert.ok(await page.getByRole("heading", { name: "Birds documentation 2.4" }).isVisible());
    await search(page, "nest");
    assert.equal(await page.locator("#home").isVisible(), false);
    await page.locator("#q").fill("");
    assert.ok(await page.locator("#home").isVisible());
    assert.equal(await page.locator("#results").isVisible(), false);
    assert.equal(await page.locator("#state").textContent(), "");
}));

test("a home card says what is in a doc set", () => withHome(async (page) => {
    const card = page.locator(".card").first();
    assert.match(await card.locator(".facts").textContent(), /^4 pages, \d+ entries$/);
    assert.match(await card.locator(".kinds").textContent(), /function\s+4/);
    const link = card.getByRole("link", { name: "nest.build", exact: true });
    assert.equal(await link.getAttribute("href"), "/docs/birds/library/nest.html#nest.build");
    assert.equal(await page.locator(".card").nth(1).locator("h2").textContent(), "Keeper's guide 7");
    assert.equal(await page.locator(".card").nth(1).getByText("Most linked").count(), 0);
}));

test("hits of one page stand together under its title", () => withHome(async (page) => {
    await search(page, "nest.build");
    const group = page.locator(".group").first();
    assert.equal(await group.locator(".head .page").textContent(), "Nests");
    assert.equal(await group.locator(".head .docset").textContent(), "birds 2.4");
    assert.deepEqual((await texts(page, ".group:first-child .hit b")).slice(0, 2), ["nest.build", "nest.build_all"]);
}));

test("gathering a page's hits never puts a worse tier first", () => withHome(async (page) => {
    await search(page, "build");
    const names = await texts(page, ".hit b");
    assert.deepEqual(names.slice(0, 2).sort(), ["nest.build", "song.build"]);
    assert.ok(names.indexOf("nest.build_all") >= 2);
}));

test("a hit shows its kind, its place, its signature and an excerpt", () => withHome(async (page) => {
    await search(page, "nest.build");
    const hit = page.locator(".hit").first();
    assert.equal(await hit.locator(".kind").textContent(), "function");
    assert.equal(await hit.locator(".trail").textContent(), "Building a nest");
    assert.equal(await hit.locator(".name").textContent(), "nest.build(twig, *, lining=None)");
    assert.match(await hit.locator(".excerpt").textContent(), /The lining is moss or feathers & must be dry\.$/);
}));

test("a method's full name stands in its signature", () => withHome(async (page) => {
    await search(page, "nest.lay");
    assert.equal(await page.locator(".hit .name").first().textContent(), "nest.Nest.lay(egg)");
}));

test("what matches is marked in the name and in the excerpt", () => withHome(async (page) => {
    await search(page, "nest.bui");
    const hit = page.locator(".hit").first();
    assert.deepEqual(await hit.locator(".name mark").allTextContents(), ["nest.bui"]);
    await search(page, "moss");
    assert.deepEqual(await page.locator(".hit .excerpt mark").first().allTextContents(), ["moss"]);
}));

test("an answer that comes late is dropped", () => withHome(async (page) => {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    await page.route(/api\/search\?q=song&/, async (route) => {
        const response = await route.fetch();
        await released;
        await route.fulfill({ response }).catch(() => {}); // aborted by the page: that is what is tested
    });
    await page.locator("#q").fill("song");
    await page.locator("#q").fill("nest");
    await answered(page);
    const before = await texts(page, ".hit");
    release();
    await page.waitForTimeout(300);
    assert.deepEqual(await texts(page, ".hit"), before);
    assert.match(before[0], /nest/i);
}));

// Runs `use(counts)` while every answer takes that long. counts.most: of questions in flight at once, without what is
// read in the pane meanwhile.
async function onSlowLine(page, ms, use) {
    const counts = { now: 0, most: 0 };
    const isSearch = (request) => request.url().includes("/api/search");
    const begin = (request) => isSearch(request) && (counts.most = Math.max(counts.most, ++counts.now));
    const end = (request) => isSearch(request) && counts.now--;
    await page.route(/api\/search/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        await route.continue().catch(() => {}); // aborted by the page
    });
    page.on("request", begin).on("requestfinished", end).on("requestfailed", end);
    await use(counts);
    page.off("request", begin).off("requestfinished", end).off("requestfailed", end);
}

test("on a slow line answers come while somebody types on", () => withHome((page) => onSlowLine(page, 1000,
    async (counts) => {
        const text = "nest.build and song.sing";
        await page.locator("#q").pressSequentially(text, { delay: 100 });
        assert.equal(await page.locator("#hits").getAttribute("aria-busy"), "true");
        assert.ok(await page.locator(".hit").count() > 0, "nothing is shown");
        await answered(page);
        assert.equal(await page.inputValue("#q"), text);
        assert.ok(counts.most >= 2 && counts.most <= 4, `${counts.most} questions at once`); // the last given up
    })));

test("a space ends the last word, also in the address and a link of it", () => withHome(async (page) => {
    const asked = [];
    const note = (request) => asked.push(new URL(request.url()).searchParams.get("q"));
    page.on("request", note);
    await search(page, "nest ");
    page.off("request", note);
    assert.ok(asked.includes("nest "), asked.join());
    await page.waitForURL(`${suite.server.url}/?q=nest+`);
    const hits = await texts(page, ".hit");
    await page.reload();
    await answered(page);
    assert.equal(await page.inputValue("#q"), "nest ");
    assert.deepEqual(await texts(page, ".hit"), hits);
    await search(page, "xyzzyq ");
    assert.match(await page.locator("#nothing").textContent(), /^Nothing found for “xyzzyq”/);
    await search(page, "   ");
    assert.ok(await page.locator("#home").isVisible());
    await page.waitForURL(`${suite.server.url}/`);
}));

test("letters that are typed before the script runs are searched for", () => withHome(async (page) => {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    await page.route(/app\.js$/, async (route) => {
        await released;
        await route.continue();
    });
    await page.goto(suite.server.url, { waitUntil: "commit" });
    await page.waitForFunction(() => document.getElementById("help") !== null);
    await page.evaluate(() => (document.querySelector("#q").value = "song.s"));
    release();
    await page.locator(".hit").first().waitFor();
    assert.equal(await page.inputValue("#q"), "song.s");
    await page.waitForURL(`${suite.server.url}/?q=song.s`);
}));

test("what an input method composes is searched for while it is composed", () => withHome(async (page) => {
    const client = await page.context().newCDPSession(page);
    await client.send("Input.imeSetComposition", { text: "song", selectionStart: 4, selectionEnd: 4 });
    await page.locator(".hit").first().waitFor();
    assert.equal(await page.inputValue("#q"), "song");
    await client.send("Input.insertText", { text: "song.sing" });
    await answered(page);
    assert.equal(await page.locator(".hit b").first().textContent(), "song.sing");
    await client.detach();
}));

test("old results stay until the new ones are there", () => withHome(async (page) => {
    await search(page, "nest");
    const before = await texts(page, ".hit");
    let release;
    const released = new Promise((resolve) => (release = resolve));
    await page.route(/api\/search\?q=song&/, async (route) => {
        await released;
        await route.continue();
    });
    await page.locator("#q").fill("song");
    await page.waitForTimeout(100);
    assert.deepEqual(await texts(page, ".hit"), before);
    release();
    await answered(page);
    assert.notDeepEqual(await texts(page, ".hit"), before);
}));

test("an answer that overtakes older ones aborts them", () => withHome(async (page) => {
    const aborted = [];
    const note = (request) => aborted.push(new URL(request.url()).searchParams.get("q"));
    page.on("requestfailed", note);
    await page.route(/api\/search\?q=(n|ne)&/, () => {}); // never answered
    await page.locator("#q").pressSequentially("nest");
    await answered(page);
    await page.waitForTimeout(100);
    page.off("requestfailed", note);
    assert.deepEqual(aborted.filter((text) => text !== "nes"), ["n", "ne"]); // "nes" may have been answered before
}));

test("the count is exact or says that it is not", () => withHome(async (page) => {
    await search(page, "week");
    assert.equal(await page.locator("#state").textContent(), "30 results");
    await page.route(/api\/search/, async (route) => {
        const response = await route.fetch();
        const json = { ...(await response.json()), total: 1200, total_exact: false, partial: true };
        await route.fulfill({ response, json });
    });
    await search(page, "feeders");
    assert.equal(await page.locator("#state").textContent(),
        "At least 1,200 results. The search reached its time limit; there may be more.");
}));

test("more results come on request, below those that are there", () => withHome(async (page) => {
    await search(page, "week");
    const first = await texts(page, ".hit");
    assert.equal(first.length, 20);
    await page.getByRole("button", { name: "Show more" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".hit").length === 30);
    assert.deepEqual((await texts(page, ".hit")).slice(0, 20), first);
    assert.equal(await page.getByRole("button", { name: "Show more" }).isVisible(), false);
}));

test("presses of Show more on a slow server ask for what there is", () => withHome(async (page) => {
    await search(page, "week");
    const asked = [];
    await page.route(/api\/search/, async (route) => {
        const { searchParams } = new URL(route.request().url());
        if (searchParams.get("q") === "week") // and not what may be typed next
            asked.push(searchParams.get("limit"));
        await new Promise((resolve) => setTimeout(resolve, 300));
        await route.continue().catch(() => {}); // aborted by the page
    });
    await page.getByRole("button", { name: "Show more" }).evaluate((more) => {
        for (let i = 0; i < 4; i++)
            more.click();
    });
    await page.waitForFunction(() => document.querySelectorAll(".hit").length === 30);
    assert.deepEqual(asked.filter((limit) => limit !== "50" && limit !== "100"), []);
}));

test("Show more leaves the list where it is, and the focus in the box when the button goes", () => withHome(
    async (page) => {
        await search(page, "week");
        await page.keyboard.press("ArrowDown");
        const more = page.getByRole("button", { name: "Show more" });
        await more.focus();
        await page.waitForFunction(() => scrollY > 0);
        const scroll = await page.evaluate(() => scrollY);
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => document.querySelectorAll(".hit").length === 30);
        assert.equal(await page.evaluate(() => scrollY), scroll);
        assert.equal(await page.locator('[aria-selected="true"]').count(), 1);
        assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    }));

test("nothing found is said plainly", () => withHome(async (page) => {
    await search(page, "xyzzyq");
    assert.match(await page.locator("#nothing").textContent(), /^Nothing found for “xyzzyq”/);
    assert.equal(await page.locator(".hit").count(), 0);
    assert.equal(await page.locator("#q").getAttribute("aria-expanded"), "false");
}));

test("a doc set that is published elsewhere is linked there", () => withHome(async (page) => {
    await search(page, "hanging feeders");
    const hit = page.locator(".hit").first();
    assert.equal(await hit.getAttribute("href"), "https://guide.example.org/v7/feeding.html#feeders");
}));

test("nothing on the page moves while typing", () => withHome(async (page) => {
    await page.evaluate(watchShifts);
    const box = await page.locator("#q").boundingBox();
    for (const text of ["nest.build", "week", "xyzzyq", "feeders", "song"]) {
        await search(page, text);
        assert.deepEqual(await page.locator("#q").boundingBox(), box);
        await page.waitForTimeout(50);
    }
    assert.deepEqual(await page.evaluate(() => window.shifts), []);
}));

test("the way into the pane does not cover what kind a hit is of", () => withHome(async (page) => {
    await search(page, "nest");
    const gaps = await page.locator(".hit").evaluateAll((hits) => hits.map((hit) =>
        hit.querySelector(".read").getBoundingClientRect().top -
        hit.querySelector(".kind").getBoundingClientRect().bottom));
    assert.ok(gaps.length > 5 && gaps.every((gap) => gap >= 0), gaps.join());
}, { viewport: { width: 768, height: 900 } }));

test("the clear button empties the box and keeps the focus there", () => withHome(async (page) => {
    await search(page, "nest");
    await page.getByRole("button", { name: "Clear the search" }).click();
    assert.equal(await page.inputValue("#q"), "");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    assert.ok(await page.locator("#home").isVisible());
}));
