// The states that the pages can be in, and how a reader gets into each. What looks at all of them takes them from here;
// a new state is a row.

import { answered, search } from "./browser.mjs";

const open = (path) => (page, suite) => page.goto(suite.server.url + path);

async function searchWith(page, route, text) {
    await page.route(/api\/search/, route);
    await page.locator("#q").fill(text);
}

// What is read stays in the browser, and the next state begins without it.
const forget = (page) => page.evaluate(() => localStorage.clear());

// Beside the list where there is room for it, else over the page.
async function read(page, text) {
    await search(page, text);
    await page.keyboard.press("Alt+Enter");
    await page.locator("#section h2:focus").waitFor();
    await forget(page);
}

// axe-core needs scripts, so that the page itself is made to be what browsers without JavaScript take it for.
async function openHomeWithoutScripts(page, suite) {
    await page.route("**/", async (route) => {
        const response = await route.fetch();
        const html = await response.text();
        await route.fulfill({ response, body: html.replace(/<script.*?<\/script>|<\/?noscript>/gs, "") });
    });
    await page.goto(suite.server.url + "/");
}

// reach(page, suite) begins on the home page.
export const STATES = [
    { name: "home", reach: async () => {} },
    { name: "typing, no answer yet", reach: (page) => searchWith(page, () => {}, "nest") },
    { name: "results", reach: (page) => search(page, "nest.build") },
    {
        name: "a chosen hit",
        reach: async (page) => {
            await search(page, "build");
            await page.keyboard.press("ArrowDown");
        },
    },
    {
        name: "a section in the reading pane",
        reach: async (page) => {
            await search(page, "nest.build");
            await page.keyboard.press("ArrowDown");
            if (await page.locator("#pane").isVisible()) // beside the list, where there is room for it
                await page.locator("#section").getByText("Build a nest from one twig").first().waitFor();
        },
    },
    { name: "a section that somebody reads", reach: (page) => read(page, "nest.build") },
    {
        name: "a section that the server does not give",
        reach: async (page) => {
            await page.route(/api\/entries/, (route) => route.fulfill({ status: 500, body: "" }));
            await search(page, "nest.build");
            await page.keyboard.press("Alt+Enter");
            await page.getByRole("button", { name: "Try again" }).waitFor();
        },
    },
    {
        name: "what was read and pinned",
        reach: async (page) => {
            await read(page, "nest.build");
            await page.getByRole("button", { name: "Pin" }).click();
            await page.goto(new URL("/", page.url()).href);
            await page.getByRole("heading", { name: "Pinned" }).waitFor();
            await forget(page);
        },
    },
    {
        name: "a pressed chip that has the focus",
        reach: async (page) => {
            await search(page, "nest");
            await page.locator('#kinds .chip[tabindex="0"]').press("Enter");
            await page.locator('.chip[aria-pressed="true"]:focus').waitFor();
            await answered(page);
        },
    },
    {
        name: "help on keys",
        reach: async (page) => {
            await page.locator("[data-help]").first().evaluate((button) => button.click());
            await page.getByRole("dialog").waitFor();
        },
    },
    { name: "more results", reach: (page) => search(page, "week") },
    { name: "corrected", reach: (page) => search(page, "twgi") },
    { name: "corrected, with long words", reach: (page) => search(page, "twgi ".repeat(9) + "nest.biuld") },
    { name: "hostile markup", reach: (page) => search(page, "magpie") },
    { name: "nothing found", reach: (page) => search(page, "xyzzyq") },
    {
        name: "a server that is gone",
        reach: async (page) => {
            await searchWith(page, (route) => route.abort(), "nest");
            await page.getByText("The server does not answer").first().waitFor();
        },
    },
    {
        name: "a server that takes long",
        reach: async (page) => {
            await search(page, "nest.build");
            await searchWith(page, () => {}, "song");
            await page.locator(".stale").waitFor();
        },
    },
    {
        name: "a section that takes long",
        reach: async (page) => {
            await page.route(/api\/entries/, () => {});
            await search(page, "nest.build");
            await page.keyboard.press("Alt+Enter");
            await page.locator('#pane[aria-busy="true"]').waitFor();
            if (await page.locator("#pane.over").count() > 0)
                await page.locator("#pane-waiting").waitFor();
        },
    },
    {
        name: "a server that is busy",
        reach: async (page) => {
            await search(page, "nest");
            await searchWith(page, (route) => route.fulfill({ status: 503, json: {} }), "song");
            await page.getByText("The server is busy").first().waitFor();
        },
    },
    {
        name: "an address with filters",
        reach: async (page, suite) => {
            await open("/?q=nest&docset=birds&kind=function")(page, suite);
            await answered(page);
        },
    },
    { name: "no JavaScript: home", reach: openHomeWithoutScripts },
    { name: "no JavaScript: results", reach: open("/search?q=nest") },
    {
        name: "no JavaScript: a section",
        reach: async (page, suite) => {
            await open("/search?q=song.sing")(page, suite);
            await page.getByRole("link", { name: "Read here song.sing" }).click();
            await page.locator(".sample").first().waitFor();
        },
    },
    {
        name: "no JavaScript: a section of an index that is gone",
        reach: async (page, suite) => {
            await page.waitForLoadState("networkidle");
            await open("/entries/1?index=x&q=nest")(page, suite);
        },
    },
    { name: "no JavaScript: filters", reach: open("/search?q=nest&docset=birds&kind=function") },
    { name: "no JavaScript: a page in the middle", reach: open("/search?q=week&docset=guide&offset=10") },
    { name: "no JavaScript: corrected", reach: open("/search?q=twgi") },
    { name: "no JavaScript: literal", reach: open("/search?q=twgi&literal=1") },
    { name: "no JavaScript: hostile markup", reach: open("/search?q=magpie") },
    { name: "no JavaScript: nothing found", reach: open("/search?q=xyzzyq") },
    { name: "no JavaScript: nothing found with filters", reach: open("/search?q=xyzzyq&docset=birds&kind=x") },
    { name: "no JavaScript: behind the last page", reach: open("/search?q=week&offset=900") },
    { name: "no JavaScript: nothing asked", reach: open("/search") },
    {
        name: "an error page",
        reach: async (page, suite) => {
            await page.waitForLoadState("networkidle"); // else its policy is applied to the icon of the page before
            await open("/search?q=nest&limit=0")(page, suite);
        },
    },
];
