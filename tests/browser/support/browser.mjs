// A real Chromium, and pages of it that note everything a page must not do. The "headless shell" is the engine without
// the windows around it, and starts in half the time.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export function launchBrowser(options = {}) {
    const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";
    return chromium.launch({ executablePath, args: SWITCHES, ...options });
}

// Chromium logs every request that fails; a server that is down or busy is part of what is tested,
// and so are pages that say that something is wrong.
function isExpected(message, page) {
    const isFailure = message.text().startsWith("Failed to load resource");
    const { url } = message.location();
    const isAsked = /\/api\/(search|entries)/.test(url) || url === page.url();
    return isFailure && (message.text().includes("net::ERR_") || isAsked);
}

function watch(page, host, complaints) {
    page.on("request", (request) => {
        if (new URL(request.url()).host !== host)
            complaints.push(`request to another host: ${request.url()}`);
    });
    page.on("pageerror", (error) => complaints.push(`exception: ${error}`));
    page.on("dialog", (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()) && !isExpected(message, page))
            complaints.push(`console: ${message.text()}`);
    });
}

const contexts = new Map(); // a context with one page per server and options: a new one takes most of a second

async function openContext(browser, server, options) {
    const key = JSON.stringify([server.url, options]);
    if (!contexts.has(key)) {
        const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, ...options });
        const complaints = [];
        context.on("page", (page) => watch(page, new URL(server.url).host, complaints));
        context.setDefaultTimeout(10000);
        contexts.set(key, { context, complaints, page: await context.newPage() });
    }
    return { key, ...contexts.get(key) };
}

// Runs `use(page)`, then demands that nothing was complained about: no script error, no CSP violation (Chromium logs
// each as an error), no dialog, no request to another host.
export async function withPage(browser, server, options, use) {
    const { key, context, complaints, page } = await openContext(browser, server, options);
    try {
        await use(page);
        assert.deepEqual(complaints, []);
        await page.unrouteAll({ behavior: "ignoreErrors" });
    } catch (error) {
        contexts.delete(key);
        await context.close();
        throw error;
    }
}

// Types into the empty box, a key at a time, and waits for the answer.
export async function search(page, text) {
    await page.locator("#q").fill("");
    await page.locator("#q").pressSequentially(text);
    await answered(page);
}

// The list is not waiting for a newer answer.
export async function answered(page) {
    await page.waitForFunction(() => document.querySelector("#hits").getAttribute("aria-busy") === "false");
}

// The page gets to an address, if it is not there yet, and goes nowhere from it. What is typed is in the address only
// after a pause.
export async function staysAt(page, pattern) {
    await page.waitForURL(pattern);
    await page.waitForTimeout(200);
    assert.match(page.url(), pattern);
}
