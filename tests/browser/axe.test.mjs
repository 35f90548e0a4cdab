// Every state of the pages, as different people see it, by the rules of axe-core.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import { search } from "./support/browser.mjs";
import { STATES } from "./support/states.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const COLOURS = {
    light: { colorScheme: "light", forcedColors: "none" },
    dark: { colorScheme: "dark", forcedColors: "none" },
    "forced colours": { colorScheme: "light", forcedColors: "active" },
};

for (const { name, reach } of STATES) {
    test(`axe finds nothing wrong, whatever the colours: ${name}`, () => onPage(suite, "", {}, async (page) => {
        await reach(page, suite);
        for (const [colours, media] of Object.entries(COLOURS)) {
            await page.emulateMedia(media);
            await assertAccessible(page, colours);
        }
    }));
    const narrow = { viewport: { width: 320, height: 568 } };
    test(`axe finds nothing wrong, 320 px wide: ${name}`, () => onPage(suite, "", narrow, async (page) => {
        await reach(page, suite);
        await assertAccessible(page);
    }));
}

// WCAG 2.2, 1.4.11: of two colours as getComputedStyle() gives them.
function contrast(one, other) {
    const [high, low] = [one, other].map((colour) => {
        const parts = colour.match(/[\d.]+/g).slice(0, 3).map((part) => Number(part) / 255);
        const [r, g, b] = parts.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    }).sort((a, b) => b - a);
    return high / low;
}

for (const colorScheme of ["light", "dark"])
    test(`words that matched have a line in a chosen hit, ${colorScheme}`, () => onPage(suite, "", { colorScheme },
        async (page) => {
            await search(page, "nest");
            await page.keyboard.press("ArrowDown");
            const seen = await page.locator(".hit[aria-selected='true'] mark").first().evaluate((mark) => {
                const style = getComputedStyle(mark), hit = getComputedStyle(mark.closest(".hit"));
                const grounds = [style, hit].map((one) => one.backgroundColor);
                return { line: style.textDecorationLine, colour: style.textDecorationColor, grounds };
            });
            assert.equal(seen.line, "underline");
            for (const ground of seen.grounds)
                assert.ok(contrast(seen.colour, ground) >= 3, `${seen.colour} on ${ground}`);
        }));
