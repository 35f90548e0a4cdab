// What the page weighs, and that nothing in it moves by itself. How fast it is, tests/bench/page measures.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answered } from "./support/browser.mjs";
import { measureTransfer, watchShifts } from "./support/measure.mjs";
import { openSuite } from "./support/suite.mjs";

const suite = openSuite();

const MAX_HOME_BYTES = 40000;

const QUERIES = [
    "nest.build", "nest.build_all", "nest.Nest", "nest.Nest.lay", "song.build", "song.sing", "week 1", "week 22",
    "feeders", "feeding birds", "seeds and nuts", "salted nuts", "sunflower seeds", "magpie steals", "magpie quotes",
    "lay an egg", "lined with moss", "birds need food", "magpeis", "xyzzyq",
];

// A page of its own, with nothing in its cache and a script that runs before the page's.
async function onFreshPage(options, script, use) {
    const context = await suite.browser.newContext({ viewport: { width: 1024, height: 768 }, ...options });
    const page = await context.newPage();
    await page.addInitScript(script);
    try {
        await use(page);
    } finally {
        await context.close();
    }
}

test("the home page and all its files are small, and from one host", () => onFreshPage({}, () => {}, async (page) => {
    const { bytes, addresses } = await measureTransfer(page, suite.server.url + "/");
    assert.ok(bytes > 5000 && bytes <= MAX_HOME_BYTES, `${bytes} bytes`);
    assert.ok(addresses.length >= 4, addresses.join(" "));
    assert.deepEqual(addresses.filter((address) => !address.startsWith(suite.server.url + "/")), []);
}));

for (const [name, viewport] of [["a desk", { width: 1024, height: 768 }], ["a telephone", { width: 360, height: 640 }]])
    test(`nothing moves while 20 queries are typed on ${name}`, () => onFreshPage({ viewport }, watchShifts,
        async (page) => {
            await page.goto(suite.server.url + "/", { waitUntil: "networkidle" });
            for (const query of QUERIES) {
                await page.locator("#q").fill("");
                await page.locator("#q").pressSequentially(query, { delay: 5 });
                await answered(page);
            }
            assert.deepEqual(await page.evaluate(() => window.shifts), []);
            await page.evaluate(() => document.querySelector(".search").style.setProperty("margin-top", "100px"));
            await page.waitForFunction(() => window.shifts.length > 0); // it would have been seen
        }));
