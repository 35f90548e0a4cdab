// Every state of the pages, as different people see it, by the rules of axe-core.

import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import { STATES } from "./support/states.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const VIEWS = {
    light: { colorScheme: "light" },
    dark: { colorScheme: "dark" },
    "320 px wide": { viewport: { width: 320, height: 568 } },
    "with forced colours": { forcedColors: "active" },
};

for (const [view, options] of Object.entries(VIEWS)) {
    for (const { name, reach } of STATES)
        test(`axe finds nothing wrong, ${view}: ${name}`, () => onPage(suite, "", options, async (page) => {
            await reach(page, suite);
            await assertAccessible(page);
        }));
}
