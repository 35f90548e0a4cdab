// What the browser takes from the head of the pages: the web manifest, and what the policy lets it load for that.

import assert from "node:assert/strict";
import { test } from "node:test";

import { withPage } from "./support/browser.mjs";
import { serve } from "./support/docs.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const suite = openSuite();

// The manifest as Chromium reads it, and what it has to say against installing the page.
async function manifestOf(page) {
    const session = await page.context().newCDPSession(page);
    await session.send("Page.enable");
    const { url, errors, data } = await session.send("Page.getAppManifest");
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    await session.detach();
    return { url, errors, manifest: JSON.parse(data), against: installabilityErrors.map((error) => error.errorId) };
}

// What a profile that is not kept has against every page.
const OF_THE_PROFILE = ["in-incognito"];

for (const path of ["/", "/search?q=nest"])
    test(`the manifest that ${path} names is read without a complaint`, () => onPage(suite, path, {}, async (page) => {
        const { url, errors, manifest, against } = await manifestOf(page);
        assert.equal(url, suite.server.url + "/manifest.webmanifest");
        assert.deepEqual(errors, []);
        assert.deepEqual(against.filter((id) => !OF_THE_PROFILE.includes(id)), []);
        assert.equal(manifest.name, "Documentation search");
    }));

test("below a base path the manifest stays there", async () => {
    const server = await serve(suite.docs.file, 0, ["--base-path", "/deep/docs"]);
    try {
        await withPage(suite.browser, server, {}, async (page) => {
            await page.goto(server.url + "/");
            const { url, errors, manifest } = await manifestOf(page);
            assert.equal(url, server.url + "/manifest.webmanifest");
            assert.deepEqual(errors, []);
            assert.equal(manifest.start_url, "/deep/docs/");
        });
    } finally {
        await server.stop();
    }
});

// The part of a maskable icon that no mask cuts off: a circle with two fifths of its width as the radius.
test("the maskable icon keeps to the safe zone", () => onPage(suite, "/", {}, async (page) => {
    const { manifest } = await manifestOf(page);
    const icon = manifest.icons.find(({ purpose }) => purpose === "maskable");
    const outside = await page.evaluate(async (url) => {
        const size = 256;
        const image = new Image(size, size);
        image.src = url;
        await image.decode();
        const context = Object.assign(document.createElement("canvas"), { width: size, height: size }).getContext("2d");
        context.drawImage(image, 0, 0, size, size);
        const { data } = context.getImageData(0, 0, size, size);
        const pixel = (x, y) => [...data.slice(4 * (y * size + x), 4 * (y * size + x) + 4)].join();
        const ground = pixel(0, 0);
        const found = { drawn: 0, outside: 0, ground };
        for (let y = 0; y < size; y++)
            for (let x = 0; x < size; x++)
                if (pixel(x, y) !== ground) {
                    found.drawn++;
                    found.outside += Math.hypot(x + 0.5 - size / 2, y + 0.5 - size / 2) > 0.4 * size;
                }
        return found;
    }, icon.src);
    assert.equal(outside.ground, "250,249,246,255");
    assert.ok(outside.drawn > 5000, `${outside.drawn} pixels`);
    assert.equal(outside.outside, 0);
}));

// iOS fills what is transparent with black, and rounds the corners itself.
test("a home screen on iOS gets a picture without holes, on the colour of the page", () => onPage(suite, "/", {},
    async (page) => {
        const { manifest } = await manifestOf(page);
        const picture = manifest.icons.find(({ type }) => type === "image/png");
        const address = await page.locator('link[rel="apple-touch-icon"]').evaluate((link) => link.href);
        assert.equal(new URL(picture.src, suite.server.url).href, address);
        const seen = await page.evaluate(async (url) => {
            const image = new Image();
            image.src = url;
            await image.decode();
            const { naturalWidth: width, naturalHeight: height } = image;
            const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
            context.drawImage(image, 0, 0);
            const { data } = context.getImageData(0, 0, width, height);
            const paper = document.querySelector('meta[name="theme-color"]').content;
            const hex = (part) => part.toString(16).padStart(2, "0");
            const colour = (at) => `#${[...data.slice(at, at + 3)].map(hex).join("")}`;
            return {
                sizes: `${width}x${height}`, isPaper: [0, data.length - 4].every((at) => colour(at) === paper),
                holes: data.filter((part, i) => i % 4 === 3 && part < 255).length,
                colours: new Set(Array.from({ length: width * height }, (_, i) => colour(4 * i))).size,
            };
        }, address);
        assert.deepEqual([seen.sizes, seen.isPaper, seen.holes], [picture.sizes, true, 0]);
        assert.ok(seen.colours > 5);
    }));
