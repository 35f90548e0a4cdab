// Hostile documentation, a server that goes away, small screens, dark screens, and people who do not see the page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, search, withPage } from "./support/browser.mjs";
import { serve } from "./support/docs.mjs";
import { shows } from "./support/pane.mjs";
import { onPage, onTab, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const withHome = (options, use) => onPage(suite, "", options, use);

test("markup in titles, texts and anchors is only ever text", () => withHome({}, async (page) => {
    await search(page, "magpie");
    const hits = await page.locator(".hit").allTextContents();
    assert.ok(hits.some((text) => text.includes("<script>window.pwned=1</script> magpie")), hits.join("\n"));
    const excerpt = "<img src=x onerror=window.pwned=1> and <em>shiny</em> things &lt;b&gt;";
    assert.ok(hits.some((text) => text.includes(excerpt)), hits.join("\n"));
    assert.equal(await page.locator(".hit script, .hit img, .hit svg, .hit em").count(), 0);
    for (const href of await page.locator(".hit").evaluateAll((all) => all.map((hit) => hit.href)))
        assert.ok(href.startsWith(`${suite.server.url}/docs/birds/library/magpie.html#`), href);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
}));

test("markup in the question is only ever text", () => withHome({}, async (page) => {
    const text = `"><img src=x onerror=window.pwned=1><script>window.pwned=1</script>`;
    await search(page, text);
    await page.goto(`${suite.server.url}/?q=${encodeURIComponent(text)}`);
    await answered(page);
    await page.goto(`${suite.server.url}/search?q=${encodeURIComponent(text)}`);
    assert.equal(await page.inputValue("#q"), text);
    assert.equal(await page.locator("main img, main script").count(), 0);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
}));

test("an answer with a script address gives no link", () => withHome({}, async (page) => {
    await page.route(/api\/search/, async (route) => {
        const response = await route.fetch();
        const json = await response.json();
        json.hits.forEach((hit) => (hit.url = "javascript:window.pwned=1"));
        await route.fulfill({ response, json });
    });
    await search(page, "nest");
    assert.equal(await page.locator(".hit[href]").count(), 0);
    await page.keyboard.press("Enter");
    await page.locator(".hit").first().click();
    assert.equal(await page.evaluate(() => window.pwned), undefined);
}));

test("the pages obey a policy without exceptions", () => withHome({}, async (page) => {
    for (const path of ["/", "/search?q=nest"]) {
        const policy = (await page.request.get(suite.server.url + path)).headers()["content-security-policy"];
        assert.match(policy, /default-src 'none'/);
        assert.doesNotMatch(policy, /unsafe|\*|https?:|data:/);
    }
}));

// Of an excerpt and a title in the list: the same where it is the answer to another question.
const coloursOf = (page) => page.evaluate(() => ["#hits .excerpt", "#hits .line b"].map((selector) =>
    getComputedStyle(document.querySelector(selector)).color));

test("a server that goes away is said so, and the answer comes when it is back", async () => {
    let own = await serve(suite.docs.file);
    try {
        await withPage(suite.browser, own, {}, async (page) => {
            await page.goto(own.url);
            await search(page, "nest");
            const before = await page.locator(".hit").allTextContents();
            await own.kill();
            await page.locator("#q").fill("song");
            await page.getByText("The server does not answer; trying again.").first().waitFor();
            assert.deepEqual(await page.locator(".hit").allTextContents(), before);
            await page.getByText("Still showing “nest”.").first().waitFor();
            const [excerpt, title] = await coloursOf(page);
            assert.equal(excerpt, title);
            assert.equal(await page.locator("#hits").getAttribute("aria-busy"), "true");
            own = await serve(suite.docs.file, own.port);
            await answered(page);
            const fresh = await coloursOf(page);
            assert.ok(fresh[0] !== fresh[1] && !fresh.includes(title));
            assert.equal(await page.locator(".hit b").first().textContent(), "Songs");
            assert.match(await page.locator("#state").textContent(), /^\d+ results$/);
        });
    } finally {
        await own.kill();
    }
});

test("what is read beside the hits of the question before looks like them", () => withHome({}, async (page) => {
    const colours = () => page.evaluate(() => [".excerpt", "#section h2", "#section .block"].map((selector) =>
        getComputedStyle(document.querySelector(selector)).color));
    await search(page, "nest.build");
    await shows(page, "nest.build");
    const [, title, text] = await colours();
    assert.notEqual(title, text);
    await page.route(/api\/search/, (route) => route.abort());
    await page.locator("#q").fill("song");
    await page.locator(".stale").waitFor();
    const stale = await colours();
    assert.deepEqual(stale, Array(3).fill(stale[0]));
    assert.ok(![title, text].includes(stale[0]));
    await page.unrouteAll();
    await answered(page);
    await page.waitForFunction((was) => getComputedStyle(document.querySelector("#section h2")).color === was, title);
}));

test("a busy server is asked again; a refusal is not", () => onTab(suite, {}, async (page) => {
    await page.goto(suite.server.url);
    let status = 503, asked = 0;
    await page.route(/api\/search/, (route) => {
        asked++;
        return status === 200 ? route.continue() : route.fulfill({ status, json: {} });
    });
    await page.locator("#q").fill("nest");
    await page.getByText("The server is busy; trying again.").first().waitFor();
    status = 200;
    await answered(page);
    status = 502; // of a proxy
    await page.locator("#q").fill("nests");
    await page.getByText("The server does not answer; trying again.").first().waitFor();
    status = 200;
    await answered(page);
    status = 400;
    await page.locator("#q").fill("song");
    await page.getByText("The server refused this search (status 400).").first().waitFor();
    asked = 0;
    await page.waitForTimeout(1500);
    assert.equal(asked, 0);
}));

const NO_ANSWERS = {
    "a page that wants a password": "<!doctype html><title>Log in</title>",
    "half an answer": '{"query": "song", "hits": [',
    "nothing": "",
    "null": "null",
    "JSON of another shape": '{"hits": {}, "query": "song"}',
};

for (const [name, body] of Object.entries(NO_ANSWERS)) {
    test(`${name} is no answer, and the server is asked again`, () => withHome({}, async (page) => {
        await search(page, "nest");
        const before = await page.locator(".hit").allTextContents();
        await page.route(/api\/search/, (route) => route.fulfill({ status: 200, body }));
        await page.locator("#q").fill("song");
        await page.getByText("The server does not answer; trying again.").first().waitFor();
        assert.deepEqual(await page.locator(".hit").allTextContents(), before);
        await page.unrouteAll();
        await answered(page);
        assert.equal(await page.locator(".hit b").first().textContent(), "Songs");
    }));
}

test("what cannot be shown is an error of the page, which goes on", () => withHome({}, async (page) => {
    await search(page, "nest");
    await page.route(/api\/search/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...(await response.json()), hits: [null] } });
    });
    const heard = await page.evaluateHandle(() => {
        const all = [];
        addEventListener("unhandledrejection", (event) => {
            event.preventDefault(); // what the test waits for is no complaint
            all.push(String(event.reason));
        });
        return all;
    });
    await page.locator("#q").fill("song");
    await answered(page);
    await page.waitForFunction((all) => all.length === 1, heard);
    await page.unrouteAll();
    await search(page, "song");
    assert.equal(await page.locator(".hit b").first().textContent(), "Songs");
}));

test("a list that is the answer stays one when more of it cannot be had", () => withHome({}, async (page) => {
    await search(page, "week");
    await page.route(/api\/search/, (route) => route.abort());
    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByText("The server does not answer; trying again.").first().waitFor();
    assert.equal(await page.locator(".stale").count(), 0);
    assert.equal(await page.getByText("Still showing").count(), 0);
}));

test("after a refusal what is listed is of the question before, and goes with it", () => withHome({}, async (page) => {
    const long = `nest.build ${"nest ".repeat(20)}`;
    await search(page, long);
    await page.route(/q=song/, (route) => route.fulfill({ status: 400, json: {} }));
    await page.locator("#q").fill("song");
    await page.getByText("(status 400). Still showing “nest.build nest nest…”.").first().waitFor();
    assert.equal(await page.locator("#hits.stale").getAttribute("aria-busy"), "false");
    await page.locator("#q").fill("");
    await search(page, "week");
    assert.equal(await page.locator(".stale").count(), 0);
}));

test("a refused search is over", () => withHome({}, async (page) => {
    await page.route(/api\/search/, (route) => route.fulfill({ status: 400, json: {} }));
    await page.locator("#q").fill("song");
    await page.getByText("The server refused this search").first().waitFor();
    assert.equal(await page.locator("#hits").getAttribute("aria-busy"), "false");
}));

test("a phone needs no sideways scrolling", () => withHome({ viewport: { width: 360, height: 640 } }, async (page) => {
    const fits = () => page.locator("html").evaluate((html) => html.scrollWidth <= html.clientWidth);
    assert.ok(await fits());
    for (const text of ["nest.build", "magpie", "week", "xyzzyq".repeat(8)]) {
        await search(page, text);
        assert.ok(await fits(), `too wide for ${text}`);
    }
}));

// As when the reader has set the size of text; all lengths are multiples of it.
const enlarge = (page) => page.evaluate(() => (document.documentElement.style.fontSize = "200%"));

for (const path of ["/?q=", "/search?q="])
    test(`a phone with text of twice the size shows all of it: ${path}`, () => withHome(
        { viewport: { width: 360, height: 640 } }, async (page) => {
            for (const text of ["nest", "song.whistle", "birds week"]) {
                await page.goto(suite.server.url + path + encodeURIComponent(text));
                await page.locator(".hit").first().waitFor();
                await enlarge(page);
                const seen = await page.evaluate(() => ({
                    isTooWide: document.documentElement.scrollWidth > innerWidth,
                    names: [...document.querySelectorAll(".line")].map((line) =>
                        line.firstElementChild.offsetWidth / line.offsetWidth),
                    ends: [...document.querySelectorAll(".box > :is(input, .go)")].map((node) =>
                        node.getBoundingClientRect().right),
                }));
                assert.equal(seen.isTooWide, false);
                assert.ok(Math.min(...seen.names) > 0.5, `${text}: ${seen.names}`);
                assert.ok(Math.max(...seen.ends) < 345, `${text}: ${seen.ends}`);
            }
        }));

test("a dark screen gets a dark page", async () => {
    const ground = (colorScheme) => new Promise((resolve, reject) => {
        withHome({ colorScheme }, async (page) => {
            const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
            resolve(colour.match(/\d+/g).map(Number).reduce((sum, part) => sum + part));
        }).catch(reject);
    });
    assert.ok(await ground("light") > 700);
    assert.ok(await ground("dark") < 100);
});

test("a screen reader gets a combobox with a list of options, and hears the count", () => withHome({}, async (page) => {
    const box = page.getByRole("combobox", { name: "Search the documentation" });
    assert.equal(await box.getAttribute("aria-expanded"), "false");
    await search(page, "nest.build");
    assert.equal(await box.getAttribute("aria-expanded"), "true");
    const list = page.getByRole("listbox", { name: "Results" });
    assert.equal(await list.getAttribute("id"), await box.getAttribute("aria-controls"));
    assert.ok(await list.getByRole("group", { name: "Nests birds 2.4" }).first().isVisible());
    assert.ok(await list.getByRole("option").count() >= 7);
    await page.getByRole("status").filter({ hasText: "12 results" }).waitFor({ state: "attached" });
}));
