// Documentation pages that the server shows itself, in their sandbox.

import assert from "node:assert/strict";
import { test } from "node:test";

import { staysAt } from "./support/browser.mjs";
import { buildOne } from "./support/docs.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const suite = openSuite(() => buildOne("kites", ["--embed-pages"]));

test("a page that names the widget has the search", () => onPage(suite, "/docs/kites/", {}, async (page) => {
    const { headers } = await fetch(page.url());
    assert.match(headers.get("content-security-policy"), /^sandbox (?!.*allow-same-origin)/);
    await page.keyboard.press("/");
    await page.keyboard.type("wind");
    const hit = page.getByRole("option", { name: "Wind" });
    await hit.waitFor();
    await page.keyboard.press("Enter");
    await staysAt(page, /\/docs\/kites\/index\.html#wind$/);
}));
