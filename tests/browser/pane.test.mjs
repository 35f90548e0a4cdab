// The reading pane beside the results: what is in it, where the focus goes, and what it does without an answer.

import assert from "node:assert/strict";
import { test } from "node:test";

import { search } from "./support/browser.mjs";
import { watchShifts } from "./support/measure.mjs";
import { focusedIn, shows, title } from "./support/pane.mjs";
import { onPage, onResults, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const withResults = (text, use) => onResults(suite, text, use);

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

test("where nothing is found there is no pane, and nothing moves", () => withResults("nest.build", async (page) => {
    await shows(page, "nest.build");
    await page.evaluate(watchShifts);
    await search(page, "xyzzyq");
    assert.equal(await page.locator("#pane").isVisible(), false);
    await search(page, "song.sing");
    await shows(page, "song.sing");
    assert.deepEqual(await page.evaluate(() => window.shifts), []);
}));

// Which options have an edge that is to be seen, and which show the key that opens them.
const marked = (page) => page.evaluate(() => {
    const canvas = document.forms[0].appendChild(document.createElement("i"));
    canvas.style.color = "Canvas";
    const unseen = ["rgba(0, 0, 0, 0)", getComputedStyle(canvas).color];
    canvas.remove();
    const options = [...document.querySelectorAll("#hits [role=option]")];
    const places = (is) => options.flatMap((option, at) => is(option) ? [at] : []);
    return {
        edges: places((option) => !unseen.includes(getComputedStyle(option).borderInlineStartColor)),
        keys: places((option) => {
            const { content, visibility, display } = getComputedStyle(option.querySelector(".marks"), "::before");
            return content.includes("Enter") && visibility === "visible" && display !== "none";
        }),
        selected: places((option) => option.getAttribute("aria-selected") === "true"),
    };
});

for (const forcedColors of ["none", "active"])
    test(`beside the pane the best hit is marked while none is chosen, forced colours: ${forcedColors}`, () => onPage(
        suite, "", { forcedColors }, async (page) => {
            await search(page, "nest.build");
            assert.deepEqual(await marked(page), { edges: [0], keys: [0], selected: [] });
            const { y } = await page.locator(".hit").nth(1).boundingBox();
            await page.keyboard.press("ArrowDown");
            await page.keyboard.press("ArrowDown");
            assert.deepEqual(await marked(page), { edges: [1], keys: [], selected: [1] });
            assert.equal((await page.locator(".hit").nth(1).boundingBox()).y, y);
            await page.keyboard.press("ArrowUp");
            await page.keyboard.press("ArrowUp");
            assert.deepEqual(await marked(page), { edges: [0], keys: [0], selected: [] });
            await page.locator("#kinds .chip").first().focus(); // where Enter does something else
            assert.deepEqual((await marked(page)).keys, []);
            await page.setViewportSize({ width: 900, height: 700 });
            assert.deepEqual(await marked(page), { edges: [], keys: [], selected: [] });
            await page.setViewportSize({ width: 1024, height: 768 });
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

test("of a session what was typed is copied", () => withClipboard("nest.build", async (page, clipboard) => {
    const sessions = [
        [">>> for egg in nest:\n...     print(egg)\n...\n3\n... and so on\n>>> nest\n<Nest>",
            "for egg in nest:\n    print(egg)\n\nnest"],
        ["$ nest build \\\n>   --dry\n> built\n$ nest lay", "nest build \\\n  --dry\nnest lay"],
        ["print(nest)\n>>> 3\n$ 4", "print(nest)\n>>> 3\n$ 4"],
    ];
    await page.route(/api\/entries\//, async (route) => {
        const response = await route.fetch();
        const content = sessions.map(([code]) => ({ code }));
        await route.fulfill({ response, json: { ...await response.json(), content } });
    });
    await search(page, "song.sing");
    await shows(page, "song.sing");
    for (const [i, [, typed]] of sessions.entries()) {
        await page.getByRole("button", { name: `Copy code ${i + 1} of 3` }).click();
        await page.locator(".sample .copy", { hasText: /^Copied$/ }).nth(i).waitFor();
        assert.equal(await clipboard(), typed);
    }
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
    await page.route(/api\/entries\//, (route) => route.fulfill({ status: 502, json: {} })); // of a proxy
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("The server does not answer.").waitFor();
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

test("what is no entry is no answer", () => withResults("nest", async (page) => {
    await title(page).waitFor();
    for (const [i, body] of ["<title>Log in</title>", "{}", "null", '{"title": 1}'].entries()) {
        await page.route(/api\/entries\//, (route) => route.fulfill({ status: 200, body }));
        await page.keyboard.press("ArrowDown");
        if (i === 0)
            await page.keyboard.press("ArrowDown");
        await page.getByText("The server does not answer.").waitFor();
        assert.equal(await page.locator("#pane").getAttribute("aria-busy"), "false");
        await page.unrouteAll();
        await page.getByRole("button", { name: "Try again" }).click();
        await title(page).waitFor();
        await page.locator("#q").focus();
    }
}));

test("a click brings back the chosen hit after others were read in the pane", () => withResults("nest.build",
    async (page) => {
        const first = page.locator(".hit").first();
        await first.click();
        await shows(page, "nest.build");
        await page.getByRole("button", { name: /^Next/ }).click();
        await title(page).filter({ hasNotText: /^nest\.build$/ }).waitFor();
        await page.waitForTimeout(600); // else the next click is the second of two
        await first.click();
        await shows(page, "nest.build");
    }));

test("what fails takes no focus away, and neither does what helps", () => withResults("nest.build", async (page) => {
    await shows(page, "nest.build");
    const focusedText = () => page.evaluate(() => document.activeElement.textContent);
    await page.route(/api\/entries\//, (route) => route.abort());
    await page.getByRole("button", { name: /^Next/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("The server does not answer.").waitFor();
    assert.equal(await focusedText(), "Try again");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(200);
    assert.equal(await focusedText(), "Try again");
    await page.unrouteAll();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.matches("#section h2"));
}));

test("a first section that fails stands where the hint was", () => onPage(suite, "", {}, async (page) => {
    await page.route(/api\/entries\//, (route) => route.abort());
    await search(page, "nest");
    await page.getByText("The server does not answer.").waitFor();
    assert.equal(await page.locator("#pane-hint").isVisible(), false);
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

test("beside the pane there is no such switch", () => withResults("nest.build", async (page) => {
    assert.equal(await page.locator("#read-here").isVisible(), false);
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
