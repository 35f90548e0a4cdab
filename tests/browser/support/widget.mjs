// The widget on a page of another origin, under a policy that allows nothing else.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { launchBrowser } from "./browser.mjs";
import { buildDocs, serve } from "./docs.mjs";
import { expectNoViolations, noteEvents, openHost, pageWith, policy, scriptOf, watchPage } from "./host.mjs";

// Its members browser, docs, server and host are there while tests run.
export function openWidgetSuite() {
    const suite = {};
    before(async () => {
        suite.docs = await buildDocs();
        [suite.browser, suite.server, suite.host] =
            await Promise.all([launchBrowser(), serve(suite.docs.file), openHost()]);
    });
    after(async () => {
        await suite.browser?.close();
        await suite.server?.stop();
        await suite.host?.close();
        await suite.docs?.remove();
    });
    return suite;
}

// Runs `use(page)` on a page of the host with that HTML, then demands that the policy had nothing to object to.
export async function onHostPage(suite, html, options, use) {
    const { server = suite.server, isExpected, headers = {}, css = "", ...context } = options;
    suite.host.html = html;
    suite.host.css = css;
    suite.host.headers = { "Content-Security-Policy": policy(server.url), ...headers };
    const opened = await suite.browser.newContext({ viewport: { width: 1024, height: 768 }, ...context });
    try {
        opened.setDefaultTimeout(10000);
        const page = await opened.newPage();
        const complaints = watchPage(page, [suite.host.url, server.url], isExpected);
        await page.addInitScript(noteEvents);
        await page.goto(suite.host.url + "/guide/page.html");
        await use(page);
        assert.deepEqual(complaints, []);
        if (page.url().startsWith(suite.host.url))
            await expectNoViolations(page);
    } finally {
        await opened.close();
    }
}

// The same with the script element of the widget, with these attributes; options.body and options.html are the page's.
export function onWidget(suite, attributes, options, use) {
    const { body, html, ...rest } = options;
    const script = scriptOf(`${(rest.server ?? suite.server).url}/widget.js`, attributes);
    return onHostPage(suite, pageWith(script, { body, html }), rest, use);
}

export const buttonOf = (page) => page.getByRole("button", { name: "Search", exact: true });
export const dialogOf = (page) => page.getByRole("dialog");
export const boxOf = (page) => page.getByRole("combobox");
export const hitsOf = (page) => page.getByRole("option");

export async function openDialog(page) {
    await page.keyboard.press("Control+k");
    await boxOf(page).waitFor();
}

// Types into the empty box, a key at a time, and waits for the answer.
export async function searchIn(page, text) {
    await boxOf(page).fill("");
    await boxOf(page).pressSequentially(text);
    await answeredIn(page);
}

export async function answeredIn(page) {
    await page.locator("docfinch-dialog #hits[aria-busy='false']").waitFor({ state: "attached" });
}

// The state of the dialog, and where the focus is: the tag in the page, and in the widget's tree.
export function stateOf(page) {
    return page.evaluate(() => {
        const root = document.querySelector("docfinch-dialog")?.shadowRoot;
        const focus = document.activeElement.localName;
        if (root === undefined)
            return { isOpen: false, focus };
        const options = [...root.querySelectorAll('[role="option"]')];
        const selected = options.filter((option) => option.getAttribute("aria-selected") === "true");
        const input = root.querySelector("input");
        return {
            isOpen: root.querySelector("dialog").open,
            value: input.value,
            expanded: input.getAttribute("aria-expanded"),
            active: input.getAttribute("aria-activedescendant"),
            chosen: selected.map((option) => options.indexOf(option)),
            chosenId: selected[0]?.id ?? null,
            focus,
            innerFocus: document.activeElement.shadowRoot?.activeElement?.localName ?? null,
        };
    });
}

export const noted = (page, name) => page.evaluate((wanted) =>
    window.noted.filter(([kind]) => kind === wanted).map(([, detail]) => detail), name);
