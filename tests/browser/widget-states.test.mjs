// The widget when things are not as they should be, for people who do not see it, and in the page's colours.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import { serve } from "./support/docs.mjs";
import { watchShifts } from "./support/measure.mjs";
import { PAYLOADS } from "./support/payloads.mjs";
import {
    answeredIn, boxOf, buttonOf, hitsOf, onWidget, openDialog, openWidgetSuite, searchIn, stateOf,
} from "./support/widget.mjs";

const suite = openWidgetSuite();

const withWidget = (attributes, use, options = {}) => onWidget(suite, attributes, options, use);
const isFailedRequest = (text) => text.startsWith("Failed to load resource") || text.includes("CORS policy");

const styleOf = (page, selector, property) => page.locator(selector).evaluate(
    (node, name) => getComputedStyle(node)[name], property);

const brightness = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number).reduce((sum, part) => sum + part);

test("markup in the documentation is only ever text", () => withWidget("", async (page) => {
    await openDialog(page);
    await searchIn(page, "magpie");
    const hits = await hitsOf(page).allTextContents();
    assert.ok(hits.some((text) => text.includes("<script>window.pwned=1</script> magpie")), hits.join("\n"));
    assert.ok(hits.some((text) => text.includes("<img src=x onerror=window.pwned=1> and <em>shiny</em> things")));
    assert.equal(await page.evaluate(() => window.pwned), undefined);
}));

// The text as each member of a hit, and as what the answer says beside the hits.
function answerOf(text) {
    const plain = {
        id: 1, tier: "text", docset: "birds", version: "", kind: "section", title: "Title", signature: "", since: "",
        deprecated: "", breadcrumbs: ["Page"], path: "a.html", anchor: "", url: "https://example.org/", snippet: "",
    };
    const members =
        ["docset", "version", "kind", "title", "signature", "since", "deprecated", "path", "url", "snippet"];
    const hits = members.map((member, i) => ({ ...plain, id: i + 1, path: `${i}.html`, [member]: text }));
    hits.push({ ...plain, id: text, path: "b.html" }, { ...plain, id: 99, path: "c.html", breadcrumbs: [text, text] });
    return {
        query: text, index: "", took_us: 1, total: hits.length, total_exact: true, partial: false, corrected: text,
        facets: { docset: {}, kind: {} }, hits,
    };
}

// Elements and attributes that the widget makes itself.
const ELEMENTS = new Set([
    "a", "b", "button", "dialog", "div", "form", "input", "kbd", "mark", "p", "path", "span", "svg",
]);

test("no text of an answer becomes markup, a script or an address of one", () => withWidget("", async (page) => {
    assert.ok(PAYLOADS.length > 60);
    let answer = answerOf("");
    await page.route(/api\/search/, (route) => route.fulfill({
        json: answer, headers: { "Access-Control-Allow-Origin": "*" },
    }));
    await openDialog(page);
    for (const payload of PAYLOADS) {
        answer = answerOf(payload);
        await boxOf(page).fill(payload.replace(/\s/g, " "));
        await answeredIn(page);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("End");
        const found = await page.evaluate(() => {
            const nodes = [...document.querySelector("docfinch-dialog").shadowRoot.querySelectorAll("*")];
            return {
                names: nodes.map((node) => node.localName),
                handlers: nodes.flatMap((node) => node.getAttributeNames())
                    .filter((name) => /^(on|style|src)/.test(name)),
                hrefs: nodes.filter((node) => node.hasAttribute("href")).map((node) => node.href),
                options: nodes.filter((node) => node.getAttribute("role") === "option").length,
                pwned: window.pwned,
            };
        });
        assert.deepEqual(found.names.filter((name) => !ELEMENTS.has(name)), [], payload);
        assert.deepEqual([found.handlers, found.pwned, found.options], [[], undefined, answer.hits.length], payload);
        for (const href of found.hrefs)
            assert.match(href, /^https?:\/\//, payload);
    }
}));

test("a hit with a script address leads nowhere", () => withWidget("", async (page) => {
    const url = "javascript:window.pwned=1";
    await page.route(/api\/search/, (route) => route.fulfill({
        json: { ...answerOf(url), hits: [{ ...answerOf("").hits[0], url }] },
        headers: { "Access-Control-Allow-Origin": "*" },
    }));
    await openDialog(page);
    await searchIn(page, "nest");
    await page.keyboard.press("Enter");
    await hitsOf(page).first().click();
    assert.equal(await page.locator("docfinch-dialog a[href]").count(), 0);
    assert.equal((await stateOf(page)).isOpen, true);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
}));

test("a server that goes away is said so, and the answer comes when it is back", async () => {
    let own = await serve(suite.docs.file);
    try {
        await onWidget(suite, "", { server: own, isExpected: isFailedRequest }, async (page) => {
            await openDialog(page);
            await searchIn(page, "nest");
            const before = await hitsOf(page).allTextContents();
            await own.kill();
            await boxOf(page).fill("song");
            await page.getByText("The server does not answer; trying again.").first().waitFor();
            assert.deepEqual(await hitsOf(page).allTextContents(), before);
            own = await serve(suite.docs.file, own.port);
            await answeredIn(page);
            assert.equal(await hitsOf(page).locator("b").first().textContent(), "Songs");
        });
    } finally {
        await own.kill();
    }
});

test("a closed dialog asks nothing more", () => withWidget("", async (page) => {
    let asked = 0;
    await page.route(/api\/search/, (route) => {
        asked++;
        return route.fulfill({ status: 503, json: {}, headers: { "Access-Control-Allow-Origin": "*" } });
    });
    await openDialog(page);
    await boxOf(page).fill("nest");
    await page.getByText("The server is busy; trying again.").first().waitFor();
    await page.keyboard.press("Escape");
    asked = 0;
    await page.waitForTimeout(1500);
    assert.equal(asked, 0);
    await openDialog(page); // asks again what is in the box
    await page.waitForTimeout(300);
    assert.equal(asked, 1);
}, { isExpected: isFailedRequest }));

const GROUNDS = [
    // attributes, html, colorScheme of the system, is dark
    ["", "", "light", false],
    ["", "", "dark", false], // the page does not say that it can be dark
    ["", 'class="dark"', "light", true],
    ["", 'class="both"', "light", false],
    ["", 'class="both"', "dark", true],
    ['data-theme="dark"', "", "light", true],
    ['data-theme="light"', 'class="dark"', "dark", false],
    ['data-theme="auto"', "", "dark", true],
    ['data-theme="auto"', "", "light", false],
];
const SITE_STYLE = "<link rel='stylesheet' href='/site.css'>";

// Runs on a page with a style sheet of its own.
async function withStyle(css, attributes, { html = "", ...options }, use) {
    const headers = { "Content-Security-Policy": "default-src 'self'; script-src *; connect-src *" };
    await onWidget(suite, attributes, { ...options, html, headers, body: SITE_STYLE + "<p>Text</p>", css }, use);
}

for (const [attributes, html, colorScheme, isDark] of GROUNDS) {
    test(`colours with ${attributes || "no theme"}, ${html || "a page that says nothing"}, ${colorScheme}`, () =>
        withStyle(".dark { color-scheme: dark } .both { color-scheme: light dark }", attributes, { html, colorScheme },
            async (page) => {
                await openDialog(page);
                for (const selector of ["docfinch-dialog dialog", "docfinch-button button"]) {
                    const ground = brightness(await styleOf(page, selector, "backgroundColor"));
                    assert.equal(ground < 200, isDark, `${selector}: ${ground}`);
                }
            }));
}

test("a page's custom properties theme it, and its other styles do not reach it", () => withStyle(`
    :root { --docfinch-accent: rgb(200, 0, 100); --docfinch-ground: rgb(250, 240, 230); --docfinch-font: monospace;
            font-size: 10px; --accent: red; }
    * { font-family: fantasy; color: red; text-transform: uppercase; letter-spacing: 1em; }
    dialog, input, button { display: none !important; background: red; }`, "", {}, async (page) => {
    await openDialog(page);
    assert.equal(await styleOf(page, "docfinch-dialog dialog", "backgroundColor"), "rgb(250, 240, 230)");
    assert.equal(await styleOf(page, "docfinch-button .opener svg", "color"), "rgb(200, 0, 100)");
    assert.match(await styleOf(page, "docfinch-dialog dialog", "fontFamily"), /^monospace,/);
    for (const [selector, size] of Object.entries({ input: "20px", ".state": "13px", ".keys kbd": "12px" }))
        assert.equal(await styleOf(page, `docfinch-dialog ${selector} >> nth=0`, "fontSize"), size); // of 16, not of 10
    for (const property of ["textTransform", "letterSpacing"])
        assert.match(await styleOf(page, "docfinch-dialog input", property), /^(none|normal)$/);
    assert.equal(await styleOf(page, "docfinch-dialog input", "color"), "rgb(28, 31, 34)");
    assert.equal(await page.locator("body").evaluate((body) => body.lastElementChild.getClientRects().length), 0);
}));

// Of both: the page's own are the computed values of its root element.
const TOKENS = {
    sheet: ["dialog", "backgroundColor"], ink: ["dialog", "color"], soft: [".box > svg", "color"],
    accent: [".plain", "color"], body: [".excerpt", "color"], mark: ["mark", "backgroundColor"],
    "mark-ink": ["mark", "color"], "mark-line": ["mark", "textDecorationColor"],
    line: ["dialog", "borderTopColor"], edge: [".more button", "borderTopColor"],
    active: ['.hit[aria-selected="true"]', "backgroundColor"], prose: [".kind-section", "color"],
    callable: [".kind-method", "color"], type: [".kind-class", "color"],
    "prose-ground": [".kind-section", "backgroundColor"],
};

for (const [colorScheme, contrast] of [["light"], ["dark"], ["light", "more"], ["dark", "more"]]) {
    const title = `its ${colorScheme} colours are those of the search page${contrast ? ", with more contrast" : ""}`;
    test(title, () => withWidget('data-theme="auto"', async (page) => {
        await openDialog(page);
        await searchIn(page, "nest");
        await page.keyboard.press("ArrowDown");
        const home = await page.context().newPage();
        await home.goto(suite.server.url);
        for (const [token, [selector, property]] of Object.entries(TOKENS)) {
            const expected = await home.evaluate((name) => {
                document.body.style.setProperty("color", `var(--${name})`);
                return getComputedStyle(document.body).color;
            }, token);
            assert.equal(await styleOf(page, `docfinch-dialog ${selector} >> nth=0`, property), expected, token);
        }
    }, { colorScheme, contrast }));
}

test("the button can be shaped by the page", () => withStyle("docfinch-button::part(button) { border-radius: 0px }", "",
    {}, async (page) => assert.equal(await styleOf(page, "docfinch-button button", "borderRadius"), "0px")));

const PHONES = { "a phone": { width: 360, height: 640 }, "400 % of zoom": { width: 320, height: 256 } };

for (const [name, viewport] of Object.entries(PHONES)) {
    test(`${name} shows all of the dialog`, () => withWidget("", async (page) => {
        await openDialog(page);
        for (const text of ["nest.build", "magpie", "week", "xyzzyq".repeat(8)]) {
            await searchIn(page, text);
            const box = await page.locator("docfinch-dialog dialog").boundingBox();
            assert.deepEqual([box.x, box.y, box.width, box.height], [0, 0, viewport.width, viewport.height]);
            assert.ok(await page.locator("docfinch-dialog .scroller").evaluate((list) =>
                list.scrollWidth <= list.clientWidth && list.clientHeight > 60), text);
        }
    }, { viewport }));
}

// Corrected or not by turns, with more and fewer results.
const TURNS = [["nest.build", false], ["nest.biuld", true], ["twgi", true], ["xyzzyq", false], ["mgapies", true]];

for (const width of [1280, 360]) {
    const title = `nothing moves when results and corrections come and go, ${width} px`;
    test(title, () => withWidget("", async (page) => {
        const corrected = page.locator("docfinch-dialog .corrected");
        await openDialog(page);
        await page.evaluate(watchShifts);
        for (const enter of [searchIn, (_, text) => boxOf(page).fill(text).then(() => answeredIn(page))]) {
            for (const [text, isExpected] of TURNS) {
                await enter(page, text);
                assert.equal(await corrected.isVisible(), isExpected, text);
            }
        }
        await page.keyboard.press("Shift+Enter");
        await corrected.filter({ hasText: "Searched for exactly mgapies." }).waitFor();
        await answeredIn(page);
        await page.waitForTimeout(100);
        assert.deepEqual(await page.evaluate(() => window.shifts), []);
        await page.locator("docfinch-dialog .state").evaluate((bar) => bar.style.setProperty("margin-top", "10px"));
        await page.waitForFunction(() => window.shifts.length > 0); // it would have been seen
    }, { viewport: { width, height: 800 } }));
}

test("in a page from right to left it is from right to left", () => withWidget("", async (page) => {
    const button = await buttonOf(page).boundingBox();
    assert.ok(button.x < 100);
    await openDialog(page);
    const close = await page.getByRole("button", { name: "Close the search" }).boundingBox();
    assert.ok(close.x < (await boxOf(page).boundingBox()).x);
}, { html: 'dir="rtl"' }));

test("forced colours show what is chosen", () => withWidget("", async (page) => {
    await openDialog(page);
    await searchIn(page, "nest");
    await page.keyboard.press("ArrowDown");
    assert.equal(await styleOf(page, 'docfinch-dialog [aria-selected="true"]', "outlineStyle"), "solid");
}, { forcedColors: "active" }));

const STATES = {
    "a closed dialog": async () => {},
    "an open dialog": openDialog,
    results: async (page) => {
        await openDialog(page);
        await searchIn(page, "nest");
    },
    "a chosen hit": async (page) => {
        await openDialog(page);
        await searchIn(page, "build");
        await page.keyboard.press("ArrowDown");
    },
    "a correction and more results": async (page) => {
        await openDialog(page);
        await searchIn(page, "wek");
        await searchIn(page, "nest.biuld");
    },
    "nothing found": async (page) => {
        await openDialog(page);
        await searchIn(page, "xyzzyq");
    },
    "an error": async (page) => {
        await page.route(/api\/search/, (route) => route.abort());
        await openDialog(page);
        await boxOf(page).fill("nest");
        await page.getByText("The server does not answer").first().waitFor();
    },
};

for (const [name, reach] of Object.entries(STATES)) {
    for (const theme of ["light", "dark"]) {
        const title = `axe finds nothing wrong with ${name}, ${theme}`;
        test(title, () => withWidget(`data-theme="${theme}"`, async (page) => {
            await reach(page);
            const passes = await assertAccessible(page);
            assert.ok(passes.some((rule) => rule.nodes.some((node) => node.target.flat().join().includes("docfinch"))));
        }, { isExpected: isFailedRequest }));
    }
}
