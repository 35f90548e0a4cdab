// What the server promises to browsers: a base path, files that are kept, and pages of other origins that may ask.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, search, withPage } from "./support/browser.mjs";
import { serve } from "./support/docs.mjs";
import { onTab, openSuite } from "./support/suite.mjs";

const suite = openSuite();

// Runs `use(url, page)` with a server below a base path, or another origin than the suite's.
async function onBase(options, use) {
    const server = await serve(suite.docs.file, 0, ["--base-path", "/deep/docs"]);
    try {
        await withPage(suite.browser, server, options, (page) => use(server.url, page));
    } finally {
        await server.stop();
    }
}

// A page of documentation there, which has an origin of its own, without the watch for requests to other hosts.
async function onOtherOrigin(use) {
    const server = await serve(suite.docs.file, 0, ["--base-path", "/deep/docs"]);
    const context = await suite.browser.newContext();
    try {
        const page = await context.newPage();
        await page.goto(server.url + "/docs/birds/index.html");
        return await use(page);
    } finally {
        await context.close();
        await server.stop();
    }
}

test("below a base path, typing finds and Enter opens", () => onBase({}, async (base, page) => {
    await page.goto(base + "/");
    await search(page, "nest.build");
    await page.waitForURL(`${base}/?q=nest.build`);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${base}/docs/birds/library/nest.html#nest.build`);
    await page.goBack();
    await answered(page);
    await page.getByRole("link", { name: "docfinch" }).click();
    await page.waitForURL(`${base}/`);
    await page.locator(".card .links a").first().click();
    await page.waitForURL(`${base}/docs/birds/**`);
}));

test("below a base path, the pages without JavaScript lead to one another", () => onBase({ javaScriptEnabled: false },
    async (base, page) => {
        await page.goto(base); // leads to the one with a slash
        await page.locator("#q").fill("week");
        await page.getByRole("button", { name: "Search" }).click();
        await page.waitForURL(`${base}/search?q=week`);
        await page.getByRole("link", { name: "Next" }).click();
        await page.waitForURL(`${base}/search?q=week&offset=10`);
        await page.goto(`${base}/search?q=nest.build`);
        await page.locator(".hit a").first().click();
        await page.waitForURL(`${base}/docs/birds/library/nest.html#nest.build`);
    }));

test("files are asked for once, and come with Brotli", () => onTab(suite, {}, async (page) => {
    await page.goto(suite.server.url + "/?q=a");
    await answered(page);
    await page.goto(suite.server.url + "/?q=b");
    await answered(page);
    const files = await page.evaluate(() => performance.getEntriesByType("resource")
        .filter((entry) => entry.name.includes("/assets/")).map((entry) => [entry.name, entry.transferSize]));
    assert.ok(files.length >= 3);
    assert.deepEqual(files.filter(([, size]) => size !== 0), []);
    const coding = await page.evaluate(async () => {
        const response = await fetch(document.querySelector("script[type=module]").src, { cache: "reload" });
        return [response.headers.get("content-encoding"), (await response.text()).startsWith("// Part of docfinch")];
    });
    assert.deepEqual(coding, ["br", true]);
}));

test("a page of another origin may search, and say what it knows", () => onOtherOrigin(async (page) => {
    const result = await page.evaluate(async (url) => {
        const first = await fetch(`${url}/api/search?q=nest`);
        const again = await fetch(`${url}/api/search?q=nest`, {
            cache: "no-store", headers: { "If-None-Match": first.headers.get("ETag") },
        });
        const wrong = await fetch(`${url}/api/search?q=nest&limit=0`);
        const { hits } = await first.json();
        const timing = await new Promise((resolve) => new PerformanceObserver((list) =>
            list.getEntries().filter((entry) => entry.name.includes("/api/")).forEach(resolve),
        ).observe({ type: "resource", buffered: true }));
        return {
            origin: self.origin,
            hits: hits.length,
            status: again.status,
            serverTiming: timing.serverTiming.map((metric) => metric.name),
            detail: (await wrong.json()).detail,
            page: await fetch(`${url}/search?q=nest`).then(() => "read", () => "refused"),
        };
    }, suite.server.url);
    assert.deepEqual(result, {
        origin: "null", hits: 10, status: 304, serverTiming: ["search"],
        detail: "The limit is not a number from 1 to 100", page: "refused",
    });
}));

test("a page of another origin may read a file", () => onOtherOrigin(async (page) => {
    const text = await page.evaluate(async (url) => (await fetch(`${url}/assets/icon.svg`)).text(), suite.server.url);
    assert.match(text, /^<svg /);
}));
