// Every state of the pages, as different people see it, by the rules of axe-core.

import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
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
