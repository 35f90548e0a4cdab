// The letter that is probably typed next, asked for before it is.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, search } from "./support/browser.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const ASKED_WITHIN_MS = 500;

const suite = openSuite();

const textOf = (request) => new URL(request.url()).searchParams.get("q");
const isSearch = (request) => request.url().includes("/api/search");

// Runs `use(page, asked)`; asked: the texts of all searches up to then.
const counting = (use) => onPage(suite, "", {}, async (page) => {
    const asked = [];
    const note = (request) => isSearch(request) && asked.push(textOf(request));
    page.on("request", note);
    try {
        await use(page, asked);
    } finally {
        page.off("request", note);
    }
});

// Puts a text into the box and waits until the next letter is asked for.
async function searchAndGuess(page, text, guess) {
    const seen = page.waitForRequest((request) => isSearch(request) && textOf(request) === guess);
    await search(page, text);
    await seen;
}

const firstTitle = (page) => page.locator(".hit b").first().textContent();

test("the next letter of the best name is asked for once, and is there when it is typed", () =>
    counting(async (page, asked) => {
        await searchAndGuess(page, "nest.bu", "nest.bui");
        await page.waitForLoadState("networkidle");
        await page.route(/q=nest\.bui&/, (route) => route.abort()); // it has to do without
        await page.keyboard.press("i");
        await answered(page);
        assert.equal(await firstTitle(page), "nest.build");
        assert.equal(await page.locator("#state.error").count(), 0);
        assert.equal(asked.filter((text) => text === "nest.bui").length, 1);
    }));

test("the next letter of a question's word is asked for, and the space behind a word that ends", () =>
    counting(async (page) => {
        await searchAndGuess(page, "from one tw", "from one twi"); // twig stands in excerpts only
        await searchAndGuess(page, "find egg", "find egg ");
    }));

test("another letter is asked for as ever", () => counting(async (page, asked) => {
    await searchAndGuess(page, "nest.bu", "nest.bui");
    await page.locator("#q").fill("nest.l");
    await answered(page);
    assert.equal(await firstTitle(page), "nest.Nest.lay");
    assert.ok(asked.includes("nest.l"));
}));

test("a guess that fails is asked for again, and nobody hears of it", () => counting(async (page, asked) => {
    let failures = 0;
    await page.route(/q=nest\.bui&/, (route) => failures++ === 0 ? route.fulfill({ status: 503 }) : route.continue());
    await searchAndGuess(page, "nest.bu", "nest.bui");
    assert.equal(await page.locator("#state.error").count(), 0);
    await page.keyboard.press("i");
    await answered(page);
    assert.equal(await firstTitle(page), "nest.build");
    assert.equal(asked.filter((text) => text === "nest.bui").length, 2);
}));

test("no guess where nothing goes on, and none for those who save data", () => counting(async (page, asked) => {
    for (const text of ["nest ", "xyzzyq"]) {
        await search(page, text);
        await page.waitForTimeout(ASKED_WITHIN_MS);
        assert.equal(asked.at(-1).trimEnd(), text.trimEnd());
    }
    await page.evaluate(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
    await search(page, "nest.bu");
    await page.waitForTimeout(ASKED_WITHIN_MS);
    assert.equal(asked.at(-1), "nest.bu");
}));

test("after more of a list the guess is for what is typed, which asks for less", () => onPage(suite, "?q=wee", {},
    async (page) => {
        const isGuess = (request) => isSearch(request) && textOf(request) === "week";
        await page.waitForRequest(isGuess);
        const guess = page.waitForRequest(isGuess);
        await page.getByRole("button", { name: "Show more" }).click();
        assert.equal(new URL((await guess).url()).searchParams.get("limit"), "20");
    }));

test("a guess takes the filters with it", () => onPage(suite, "?q=nest&kind=function", {}, async (page) => {
    await answered(page);
    const guess = page.waitForRequest((request) => isSearch(request) && textOf(request) === "nest.b");
    await page.locator("#q").fill("nest.");
    const { searchParams } = new URL((await guess).url());
    assert.deepEqual([searchParams.get("kind"), searchParams.get("limit")], ["function", "20"]);
}));
