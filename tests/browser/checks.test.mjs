// What audits of web pages look at, of every page: the document itself, what it costs to load, what crawlers are told.

import assert from "node:assert/strict";
import { Agent, get } from "node:http";
import { test } from "node:test";

import { launchBrowser } from "./support/browser.mjs";
import { STATES } from "./support/states.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const PHONE = { viewport: { width: 360, height: 640 } };
const MIN_TARGET_PX = 24;

const PAGES = [
    "/", "/?q=nest", "/search", "/search?q=nest", "/search?q=xyzzyq&kind=function", "/search?q=week&offset=10",
    "/entries/1",
];

// The document of a page, as an audit sees it.
function readDocument() {
    const meta = (name) => [...document.querySelectorAll(`meta[name="${name}"]`)].map((node) => node.content);
    const shown = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((node) => node.checkVisibility());
    return {
        doctype: document.doctype?.name, mode: document.compatMode, charset: document.characterSet,
        language: document.documentElement.lang, title: document.title, description: meta("description"),
        viewport: meta("viewport"), colours: meta("theme-color"),
        levels: shown.map((node) => Number(node.localName[1])),
        main: document.querySelectorAll("main").length,
        ids: [...document.querySelectorAll("[id]")].map((node) => node.id),
        images: document.images.length,
        drawings: [...document.querySelectorAll("body > * svg:not(svg svg)")].map((drawing) =>
            [drawing.getAttribute("aria-hidden"), drawing.getBoundingClientRect().width <= 28]),
        empty: [...document.querySelectorAll("a[href], button")].filter((node) => node.checkVisibility()
            && (node.textContent.trim() || node.getAttribute("aria-label") || "") === "").length,
        newWindows: document.querySelectorAll('a[target="_blank"]:not([rel~="noopener"])').length,
    };
}

for (const path of PAGES)
    test(`the document is complete: ${path}`, () => onPage(suite, path, {}, async (page) => {
        const seen = await page.evaluate(readDocument);
        assert.deepEqual([seen.doctype, seen.mode, seen.charset], ["html", "CSS1Compat", "UTF-8"]);
        assert.equal(seen.language, "en");
        assert.ok(seen.title.length > 3);
        assert.ok(seen.description.length === 1 && seen.description[0].length > 10);
        assert.equal(seen.viewport.join(), "width=device-width, initial-scale=1"); // no limit to zoom
        assert.equal(seen.colours.length, 2);
        assert.equal(seen.main, 1);
        assert.equal(seen.levels.filter((level) => level === 1).length, 1);
        for (const [i, level] of seen.levels.entries())
            assert.ok(level === 1 || (i > 0 && level <= seen.levels[i - 1] + 1), `headings: ${seen.levels}`);
        assert.equal(new Set(seen.ids).size, seen.ids.length, "an id stands twice");
        assert.equal(seen.images, 0); // drawings are part of the page
        assert.ok(seen.drawings.length > 0);
        for (const drawing of seen.drawings)
            assert.deepEqual(drawing, ["true", true]);
        assert.deepEqual([seen.empty, seen.newWindows], [0, 0]);
    }));

// What is to be touched and is smaller than asked. WCAG 2.2, 2.5.8, leaves out what stands in a line of text; of what
// is not shown the box is empty.
function findSmallTargets(min) {
    return [...document.querySelectorAll("a[href], button, input, summary")].flatMap((node) => {
        const target = node.closest(".line") ? node.closest(".hit") : node; // whose link lies over all of it
        const { width, height } = target.getBoundingClientRect();
        const isInText = getComputedStyle(node).display === "inline" && node.closest("p, dd, li") !== null;
        const isShown = width > 1 && node.checkVisibility() && node.type !== "hidden" && node.className !== "skip";
        return isShown && !isInText && (width < min || height < min) ? [`${width} x ${height}: ${node.outerHTML}`] : [];
    });
}

for (const { name, reach } of STATES)
    test(`a finger finds what it wants on a telephone, and nothing is too wide: ${name}`, () => onPage(suite, "", PHONE,
        async (page) => {
            await reach(page, suite);
            assert.deepEqual(await page.evaluate(findSmallTargets, MIN_TARGET_PX), []);
            const widths = await page.locator("html").evaluate((html) => [html.scrollWidth, html.clientWidth]);
            assert.ok(widths[0] <= widths[1], `the page is ${widths[0]} px wide in ${widths[1]}`);
        }));

// A row of filters with and without enough in it to scroll: its height, the room of a bar in it, and whether a drag at
// its lower edge moves it. Chromium hides scroll bars from tests unless it is told not to.
async function dragFilters(page) {
    const bar = page.locator("#kinds");
    const measure = () => bar.evaluate((row) => [row.offsetHeight, row.offsetHeight - row.clientHeight]);
    const before = await measure();
    await bar.evaluate((row) => row.append(...Array.from({ length: 40 }, () => row.firstChild.cloneNode(true))));
    const after = await measure();
    const { x, y, height } = await bar.boundingBox();
    await page.mouse.move(x + 40, y + height - 3);
    await page.mouse.down();
    await page.mouse.move(x + 300, y + height - 3, { steps: 5 });
    await page.mouse.up();
    return { before, after, left: await bar.evaluate((row) => row.scrollLeft) };
}

test("a mouse reaches every filter, by a bar whose room is always there", async () => {
    const browser = await launchBrowser({ ignoreDefaultArgs: ["--hide-scrollbars"] });
    try {
        const page = await browser.newPage();
        await page.goto(suite.server.url + "/?q=nest");
        await page.locator("#kinds .chip").first().waitFor();
        const { before, after, left } = await dragFilters(page);
        assert.ok(before[1] > 4, `a bar of ${before[1]} px`);
        assert.deepEqual(after, before);
        assert.ok(left > 100, `scrolled by ${left} px`);
    } finally {
        await browser.close();
    }
});

test("nothing that browsers are giving up is used", () => onPage(suite, "/?q=nest", {}, async (page) => {
    const reports = await page.evaluate(() => new Promise((resolve) => {
        new ReportingObserver((list) => resolve(list.map((report) => report.body.id ?? report.type)), {
            types: ["deprecation", "intervention"], buffered: true,
        }).observe();
        setTimeout(() => resolve([]), 500);
    }));
    assert.deepEqual(reports, []);
}));

// The answer to one request, through an agent when it is to use a kept connection.
const request = (path, agent, headers = {}) => new Promise((resolve, reject) => {
    get(suite.server.url + path, { agent, headers: { "Accept-Encoding": "gzip, br", ...headers } }, (response) => {
        response.resume();
        response.on("end", () => resolve({ headers: response.headers, reused: response.req.reusedSocket }));
    }).on("error", reject);
});

test("files are compressed, kept for good, and named by every page by their hash", () => onPage(suite, "/", {},
    async (page) => {
        for (const path of ["/", "/search?q=nest", "/entries/1"]) {
            await page.goto(suite.server.url + path);
            const files = await page.evaluate(() => [...document.querySelectorAll("[src], link[href]")]
                .map((node) => new URL(node.src ?? node.href).pathname).filter((name) => name.startsWith("/assets/")));
            assert.ok(files.length >= 3);
            for (const file of new Set(files)) {
                const { headers } = await request(file);
                assert.equal(headers["cache-control"], "public, max-age=31536000, immutable", file);
                assert.match(headers["content-type"], /^(text|image)\/[a-z+]+/);
                if (headers["content-type"] !== "image/png") // which is compressed by itself
                    assert.match(headers["content-encoding"] ?? "", /^(br|gzip)$/, file);
            }
        }
        assert.equal((await request("/")).headers["content-encoding"], "br");
    }));

test("connections are kept", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const answers = [];
    for (const path of ["/", "/search?q=nest", "/api/search?q=nest", "/robots.txt"])
        answers.push(await request(path, agent));
    agent.destroy();
    assert.deepEqual(answers.map((answer) => answer.reused), [false, true, true, true]);
});

test("crawlers may list the home page and documentation, and no answers", async () => {
    const text = await (await fetch(suite.server.url + "/robots.txt")).text();
    const lines = text.trim().split("\n").map((line) => /^(User-agent|Disallow|Allow): (\S+)$/.exec(line));
    assert.ok(lines.every((line) => line !== null), text);
    assert.deepEqual(lines[0].slice(1), ["User-agent", "*"]);
    const closed = lines.filter((line) => line[1] === "Disallow").map((line) => line[2]);
    const isOpen = (path) => !closed.some((start) => path.startsWith(start));
    assert.deepEqual(["/", "/docs/birds/index.html", "/search?q=a", "/api/search?q=a", "/entries/1"].map(isOpen),
        [true, true, false, false, false]);
    for (const path of ["/search?q=nest", "/entries/1"]) {
        const page = await (await fetch(suite.server.url + path)).text();
        assert.match(page, /<meta name="robots" content="noindex">/, path);
    }
});
