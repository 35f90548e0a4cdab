// What an entry says looks as in its documentation, in the reading pane and on its page without JavaScript.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import { buildOne } from "./support/docs.mjs";
import { shows } from "./support/pane.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const suite = openSuite(() => buildOne("tools"));

// "li(p(One) ol(...))": elements with what is in them, <div> by its classes; texts as they are. Numbers of an item and
// of a cell's columns and rows stand behind the name: "li 3", "td 2 1". A text of white space is left out: "p()".
const OUTLINE = [
    "p(🐦 Use  code(<img src=x onerror=alert(1)>)  and  strong(never  em(🐟 more)) .)",
    "ul(li(p(One) ol i(li 3(p(Two)) li(p(Three)))) li(p(Four) sample(pre(code(four())))))",
    "wide(table(caption(p(Sizes)) tr(th(p(Name )) th(p(Use )) th(p(Of a long word)))"
        + " tr(td(p(code(🐦))) td() td(p(Twigs-and-branches-of-every-kind_and_more_of_them_that_go_on)))"
        + " tr(td 1 2(p(pin )) td 2 1(p(holds))) tr(td() td(p(fast)))"
        + " tr(td(p(saw)) td(p(cuts) p(wood)) td(p(Twigs-and-branches-of-every-kind_and_more)))))",
    "aside warning(aside label(p(Warning)) p(Sharp.) sample(pre(code(ouch()))))",
    "aside change(p(Changed in 2.))",
    "aside tip(aside label(p(Tip)) p(Oil  em(it) .))",
    "wide(table(tr(td(p(pen)) td()) tr(td(p(ink )) td(p()))))",
];

// The parts of the section, without what is there to press. <tbody> is what readers of HTML add to tables.
const outline = (section) => section.evaluate((root) => {
    const inside = (node) => [...node.childNodes]
        .filter((child) => child.localName !== "button" && child.textContent !== "" || child.localName === "td")
        .map(write).filter((text) => text.trim() !== "").join(" ");
    const value = ({ localName, type, value, colSpan, rowSpan }) => {
        if (colSpan > 1 || rowSpan > 1)
            return ` ${colSpan} ${rowSpan}`;
        return localName === "ol" && type || localName === "li" && value > 0 ? ` ${type || value}` : "";
    };
    const write = (node) => {
        if (node.nodeType === Node.TEXT_NODE)
            return node.data;
        if (node.localName === "tbody")
            return inside(node);
        return `${node.localName === "div" ? node.className : node.localName}${value(node)}(${inside(node)})`;
    };
    const isPart = (node) => node.matches("p.block, ul, ol, dl, .wide, .aside, .sample");
    return [...root.children].filter(isPart).map(write);
});

async function openPane(page) {
    await page.goto(`${suite.server.url}/?q=tools`);
    await page.locator(".hit").first().waitFor();
    await page.keyboard.press("Alt+Enter");
    await shows(page, "Tools");
}

async function openPage(page) {
    const { hits } = await (await fetch(`${suite.server.url}/api/search?q=tools`)).json();
    await page.goto(`${suite.server.url}/entries/${hits[0].id}`);
}

const WIDE = { width: 1000, height: 700 }; // and still narrow enough for a pane over the page

const PLACES = [
    { place: "the reading pane", open: openPane, root: "#section" },
    { place: "the page without JavaScript", open: openPage, root: "article" },
];

for (const { place, open, root } of PLACES) {
    test(`text, lists, tables and notes keep their form in ${place}`, () => onPage(suite, "", {}, async (page) => {
        await open(page);
        assert.deepEqual(await outline(page.locator(root)), OUTLINE);
    }));
    test(`axe finds nothing wrong in ${place}`, () => onPage(suite, "", {}, async (page) => {
        await open(page);
        for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { contrast: "more" }]) {
            await page.emulateMedia(media);
            await assertAccessible(page, JSON.stringify(media));
        }
    }));
    const narrow = { viewport: { width: 320, height: 568 } };
    test(`a wide table scrolls by itself, with keys too, in ${place}`, () => onPage(suite, "", narrow, async (page) => {
        await open(page);
        const table = page.locator(`${root} .wide`).first();
        const size = await table.evaluate((node) => [node.clientWidth, node.scrollWidth]);
        assert.ok(size[0] <= 320 && size[1] > size[0], size.join());
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320);
        await page.locator(`${root} .wide[tabindex="0"]`).first().waitFor();
        await table.focus();
        await page.keyboard.press("ArrowRight");
        await page.waitForFunction((node) => node.scrollLeft > 0, await table.elementHandle());
        await assertAccessible(page);
    }));
}

const attributesOf = (table) => table.evaluate((node) => [node.tabIndex, node.role, node.ariaLabel]);

test("only a table that is wider than the pane is a stop of Tab", () => onPage(suite, "", { viewport: WIDE },
    async (page) => {
        await openPane(page);
        const [table, small] = await page.locator("#section .wide").all();
        assert.deepEqual(await attributesOf(table), [-1, null, null]);
        await page.setViewportSize({ width: 320, height: 568 });
        await page.locator('#section .wide[tabindex="0"]').waitFor(); // there is one only
        assert.deepEqual(await attributesOf(table), [0, "region", "Table 1 of 2"]);
        assert.deepEqual(await attributesOf(small), [-1, null, null]);
        await assertAccessible(page);
        await page.setViewportSize(WIDE);
        await page.locator("#section .wide:not([tabindex])").nth(1).waitFor();
        assert.deepEqual(await attributesOf(table), [-1, null, null]);
    }));

test("copy buttons count samples wherever they stand", () => onPage(suite, "", {}, async (page) => {
    await openPane(page);
    const names = await page.locator("#section .sample button").evaluateAll((all) => all.map((one) => one.ariaLabel));
    assert.deepEqual(names, ["Copy code 1 of 2", "Copy code 2 of 2"]);
}));
