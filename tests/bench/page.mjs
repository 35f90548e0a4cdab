// The browser of tests/bench/page: page.mjs URL ROUNDS KEYS prints its figures as JSON. It runs beside support/ of
// tests/browser and the packages that those need.

import { launchBrowser } from "./support/browser.mjs";
import { measureTransfer, QUERIES, watchKeys, watchShifts, watchStart } from "./support/measure.mjs";

const MIN_INTERVAL_MS = 60, MAX_INTERVAL_MS = 120;
const SETTLE_MS = 500;

const [url, rounds, keys] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];

// The same intervals in each run: Lehmer's generator.
let seed = 1;
const nextInterval = () => {
    seed = (seed * 48271) % 2147483647;
    return MIN_INTERVAL_MS + (seed % (MAX_INTERVAL_MS - MIN_INTERVAL_MS + 1));
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Runs `use(page)` with a context that has nothing in its cache.
async function onFreshPage(browser, script, use) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    if (script)
        await page.addInitScript(script);
    try {
        return await use(page);
    } finally {
        await context.close();
    }
}

const start = (browser) => onFreshPage(browser, watchStart, async (page) => {
    await page.goto(url, { waitUntil: "load" });
    await page.waitForFunction(() => window.interactiveMs && performance.getEntriesByName("first-contentful-paint")[0]);
    return page.evaluate(() => ({
        paint: performance.getEntriesByName("first-contentful-paint")[0].startTime, interactive: window.interactiveMs,
    }));
});

// Types the queries one after the other, over and over, until that many keys were typed. Emptying the box is no key.
async function typeKeys(page, count, pressed) {
    for (let typed = 0; typed < count;) {
        for (const query of QUERIES) {
            await page.locator("#q").fill("");
            for (const key of query) {
                if (typed++ >= count)
                    return;
                const due = performance.now() + nextInterval();
                await page.keyboard.press(key);
                pressed();
                await pause(due - performance.now());
            }
        }
    }
}

const type = (browser) => onFreshPage(browser, watchKeys, async (page) => {
    let count = 0;
    await page.goto(url, { waitUntil: "networkidle" });
    await typeKeys(page, keys, () => count++);
    await pause(SETTLE_MS);
    return { count, latencies: await page.evaluate(() => window.latencies) };
});

const shift = (browser) => onFreshPage(browser, watchShifts, async (page) => {
    await page.goto(url, { waitUntil: "networkidle" });
    await typeKeys(page, QUERIES.join("").length, () => {});
    await pause(SETTLE_MS);
    return page.evaluate(() => window.shifts);
});

const browser = await launchBrowser({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
const transfer = await onFreshPage(browser, null, (page) => measureTransfer(page, url));
await start(browser);
const starts = [];
for (let i = 0; i < rounds; i++)
    starts.push(await start(browser));
console.log(JSON.stringify({ transfer, starts, typing: await type(browser), shifts: await shift(browser) }));
await browser.close();
