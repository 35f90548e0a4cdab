// The recipes of the manual on sites: those of Sphinx and MkDocs on pages that these make, those of Docusaurus and
// VitePress, which would be hundreds of packages, on pages with what their settings put there.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { buildMkdocs, buildSphinx, filled, readRecipes, serveSite } from "./support/recipes.mjs";
import {
    answeredIn, boxOf, buttonOf, hitsOf, openDialog, openWidgetSuite, searchIn, stateOf,
} from "./support/widget.mjs";

const suite = openWidgetSuite();

let manual;
before(async () => (manual = await readRecipes()));

// The recipe below a heading, for this suite's server.
const recipeOf = (id) => manual.recipes[id].map((text) => filled(text, suite.server));

// Runs `use(page, url)` on a page of a site, which asks nobody but the server and that site.
async function onSite(files, path, options, use) {
    const site = await serveSite(files);
    const context = await suite.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    try {
        context.setDefaultTimeout(10000);
        const page = await context.newPage();
        const complaints = [];
        page.on("pageerror", ({ stack }) => { // of the widget: a theme may have its own
            if (stack.includes(suite.server.url))
                complaints.push(`exception: ${stack}`);
        });
        page.on("request", (request) => {
            if (![site.url, suite.server.url].some((address) => request.url().startsWith(address + "/")))
                complaints.push(`request to another host: ${request.url()}`);
        });
        await page.goto(site.url + path);
        await use(page, site.url);
        assert.deepEqual(complaints, []);
    } finally {
        await context.close();
        await site.close();
    }
}

// There is one button, it opens the dialog, and that searches the doc set that the recipe names.
async function expectWidget(page) {
    await buttonOf(page).first().waitFor();
    assert.equal(await page.locator("docfinch-button").count(), 1);
    await buttonOf(page).click();
    await searchIn(page, "nest.build");
    assert.equal(await hitsOf(page).locator("b").first().textContent(), "nest.build");
    await page.keyboard.press("Escape");
    const asked = page.waitForRequest(/api\/search\?/);
    await openDialog(page);
    await boxOf(page).fill("song");
    assert.equal(new URL((await asked).url()).searchParams.get("docset"), "birds");
    await answeredIn(page);
    await page.keyboard.press("Escape");
    assert.equal((await stateOf(page)).isOpen, false);
}

test("every attribute that the manual names is read, and every one that is read is in the manual", async () => {
    const script = await (await fetch(`${suite.server.url}/widget.js`)).text();
    const settings = /const settings_js = .*?\n\}\)\(\);/s.exec(script)[0];
    const read = [...settings.matchAll(/\bdata\.(\w+)/g)].map((match) => match[1]);
    const described = [...manual.html.matchAll(/<dt id="data-(\w+)">/g)].map((match) => match[1]);
    assert.deepEqual(new Set(described), new Set(read));
    assert.ok(read.includes("docset"));
    const used = Object.values(manual.recipes).flat().flatMap((text) => text.match(/\bdata-(?!md-)\w+/g) ?? []);
    assert.ok(used.length >= 5);
    assert.deepEqual(used.filter((name) => !read.includes(name.slice("data-".length))), []);
});

test("every generator that the manual names is tried here", () => {
    const headings = [...manual.html.matchAll(/<h3 id="(\w+)">/g)].map((match) => match[1]);
    assert.deepEqual(headings, ["html", "sphinx", "mkdocs", "docusaurus", "vitepress"]);
});

test("plain HTML: the element in the head or at the end of the body", async () => {
    const [element] = recipeOf("");
    for (const html of [`<head><title>A</title>${element}</head><body><h1>A</h1></body>`,
        `<head><title>A</title></head><body><h1>A</h1>${element}</body>`])
        await onSite({ "/index.html": `<!doctype html><html lang="en">${html}</html>` }, "/", {}, expectWidget);
});

for (const theme of ["alabaster", "sphinx_rtd_theme", "furo"])
    test(`Sphinx, ${theme}`, async () => {
        const site = await buildSphinx(theme, recipeOf("sphinx"));
        try {
            await onSite(site.folder, "/second.html", {}, expectWidget);
        } finally {
            await site.remove();
        }
    });

for (const [name, theme] of [["as it is", ""], ["with instant loading", "  features: [navigation.instant]\n"]])
    test(`MkDocs Material, ${name}`, async () => {
        const site = await buildMkdocs(theme, recipeOf("mkdocs"));
        try {
            await onSite(site.folder, "/", {}, async (page, url) => {
                await expectWidget(page);
                assert.equal(await page.locator(".md-search").count(), 0); // Material's own is off
                await page.locator(".md-nav a", { hasText: "Second" }).first().click();
                await page.waitForURL(`${url}/second/`);
                await page.getByRole("heading", { name: "Second" }).waitFor();
                await expectWidget(page);
            });
        } finally {
            await site.remove();
        }
    });

test("MkDocs Material: in its dark scheme the widget is dark", async () => {
    const site = await buildMkdocs("  palette:\n    scheme: slate\n", recipeOf("mkdocs"));
    try {
        await onSite(site.folder, "/", {}, async (page) => {
            const ground = await page.locator("docfinch-button button").evaluate((button) =>
                getComputedStyle(button).backgroundColor);
            assert.ok(ground.match(/\d+/g).every((part) => Number(part) < 60), ground);
        });
    } finally {
        await site.remove();
    }
});

// An element with these attributes, as the generators write them: true stands alone.
const element = ({ src, ...attributes }) => `<script src="${src}" ${Object.entries(attributes).map(([name, value]) =>
    value === true ? name : `${name}="${value}"`).join(" ")}></script>`;

test("Docusaurus: pages that it knows without index.html", async () => {
    const [settings, links] = recipeOf("docusaurus");
    const { scripts } = Function(`return {${settings}}`)();
    const head = scripts.map((one) => element(typeof one === "string" ? { src: one } : one)).join("");
    const html = `<!doctype html><html lang="en"><head><title>A</title>${head}</head><body>` +
        '<div id="__docusaurus"><main><h1>A</h1></main></div></body></html>';
    const files = { "/index.html": html, "/feathers/index.html": html, "/docfinch-links.js": links };
    await onSite(files, "/", {}, async (page, url) => {
        await expectWidget(page);
        for (const [given, wanted] of [["index.html#down", "#down"], ["index.html", ""], ["#up", "#up"]]) {
            await page.route(/api\/search/, async (route) => {
                const response = await route.fetch();
                const json = await response.json();
                json.hits[0].url = `${url}/feathers/${given}`;
                await route.fulfill({ response, json });
            });
            await openDialog(page);
            await searchIn(page, "nest");
            await page.keyboard.press("Enter");
            await page.waitForURL(`${url}/feathers/${wanted}`);
            await page.goto(`${url}/`);
            await page.unrouteAll({ behavior: "wait" });
        }
    });
});

test("VitePress: a page that it mounts again", async () => {
    const [settings] = recipeOf("vitepress");
    const { head } = Function(settings.replace("export default", "return"))();
    const scripts = head.map(([name, attributes]) => {
        assert.equal(name, "script");
        return element(attributes);
    });
    const mount = "document.getElementById('app').replaceChildren(document.createElement('main'))";
    const html = `<!doctype html><html lang="en"><head><title>A</title>${scripts.join("")}</head><body>` +
        `<div id="app"><h1>A</h1></div><script type="module">${mount}</script></body></html>`;
    await onSite({ "/index.html": html }, "/", {}, expectWidget);
});
