// What the tests of a file share: a browser, the pages in site/ as an artifact, and a server for it.

import { after, before } from "node:test";

import { launchBrowser, search, withPage } from "./browser.mjs";
import { buildDocs, serve } from "./docs.mjs";

// Its members browser, docs and server are there while tests run. build() gives the artifact.
export function openSuite(build = buildDocs) {
    const suite = {};
    before(async () => {
        suite.docs = await build();
        [suite.browser, suite.server] = await Promise.all([launchBrowser(), serve(suite.docs.file)]);
    });
    after(async () => {
        await suite.browser?.close();
        await suite.server?.stop();
        await suite.docs?.remove();
    });
    return suite;
}

// Runs `use(page)` on a page that goes nowhere yet.
export function onTab(suite, options, use) {
    return withPage(suite.browser, suite.server, options, use);
}

// The same on the page at a path.
export function onPage(suite, path, options, use) {
    return onTab(suite, options, async (page) => {
        await page.goto(suite.server.url + path);
        await use(page);
    });
}

// The same on the home page once the answer to a text is there.
export function onResults(suite, text, use) {
    return onPage(suite, "", {}, async (page) => {
        await search(page, text);
        await use(page);
    });
}
