// axe-core on a page: https://github.com/dequelabs/axe-core

import assert from "node:assert/strict";
import { createRequire } from "node:module";

const axe = createRequire(import.meta.url)("axe-core");

// Sizes of what is touched are no part of the rules that run by themselves.
const OPTIONS = { rules: { "target-size": { enabled: true } } };

const describe = ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`;

// Demands that no rule is broken. how: what is said of the page when one is; options: of axe.run(), where other rules
// are meant. Returns the rules that are kept.
export async function assertAccessible(page, how = "", options = OPTIONS) {
    if (!await page.evaluate(() => "axe" in globalThis))
        await page.evaluate(axe.source);
    const { violations, passes } = await page.evaluate((given) => globalThis.axe.run(given), options);
    assert.deepEqual(violations.map(describe), [], how);
    return passes;
}
