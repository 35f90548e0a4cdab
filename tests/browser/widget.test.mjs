// The widget on a page of another origin: how it opens, the keys, where a hit leads, and what the page hears of it.

import assert from "node:assert/strict";
import { copyFile, rename } from "node:fs/promises";
import { test } from "node:test";

import { buildDocs, buildOne, serve } from "./support/docs.mjs";
import { pageWith, scriptOf } from "./support/host.mjs";
import {
    answeredIn, boxOf, buttonOf, dialogOf, hitsOf, noted, onHostPage, onWidget, openDialog, openWidgetSuite, searchIn,
    stateOf,
} from "./support/widget.mjs";

const suite = openWidgetSuite();

const withWidget = (attributes, use, options = {}) => onWidget(suite, attributes, options, use);

// With the dialog open and the answer to a text in it.
const withAnswer = (text, use, attributes = 'data-docset="birds"') => withWidget(attributes, async (page) => {
    await openDialog(page);
    await searchIn(page, text);
    await use(page);
});

async function chosen(page) {
    const state = await stateOf(page);
    assert.ok(state.chosen.length <= 1);
    assert.equal(state.active, state.chosenId);
    return state.chosen[0] ?? -1;
}

test("the button opens the dialog, typing finds, Escape gives the focus back", () => withWidget("", async (page) => {
    await buttonOf(page).click();
    assert.equal((await stateOf(page)).innerFocus, "input");
    await searchIn(page, "nest.build");
    assert.equal(await hitsOf(page).locator("b").first().textContent(), "nest.build");
    await page.keyboard.press("Escape");
    const state = await stateOf(page);
    assert.deepEqual([state.isOpen, state.focus, state.innerFocus], [false, "docfinch-button", "button"]);
}));

test("Ctrl-K opens and closes the dialog, from a field of the page too", () => withWidget("", async (page) => {
    await page.getByRole("textbox", { name: "A field" }).focus();
    await page.keyboard.press("Control+k");
    assert.deepEqual([(await stateOf(page)).isOpen, (await stateOf(page)).innerFocus], [true, "input"]);
    await page.keyboard.press("Control+k");
    const state = await stateOf(page);
    assert.deepEqual([state.isOpen, state.focus], [false, "input"]);
    for (const other of ["Control+Shift+k", "Alt+k", "k", "Control+j"]) {
        await page.keyboard.press(other);
        assert.equal((await stateOf(page)).isOpen, false, other);
    }
}));

test("/ opens the dialog, but not from a field, and is text in the box", () => withWidget("", async (page) => {
    await page.getByRole("textbox", { name: "A field" }).focus();
    await page.keyboard.press("/");
    assert.equal((await stateOf(page)).isOpen, false);
    assert.equal(await page.getByRole("textbox", { name: "A field" }).inputValue(), "/");
    await page.locator("h1").click();
    await page.keyboard.press("/");
    assert.deepEqual([(await stateOf(page)).isOpen, (await stateOf(page)).value], [true, ""]);
    await page.keyboard.press("/");
    assert.equal((await stateOf(page)).value, "/");
}));

test("a field in a shadow tree of the page is a field", () => withWidget("", async (page) => {
    await page.evaluate(() => {
        const field = document.createElement("input");
        document.querySelector("main").attachShadow({ mode: "open" }).append(field);
        field.focus();
    });
    await page.keyboard.press("/");
    assert.equal((await stateOf(page)).isOpen, false);
    assert.equal(await page.evaluate(() => document.querySelector("main").shadowRoot.firstChild.value), "/");
}));

test("without shortcuts, keys are the page's and the button opens", () => withWidget('data-shortcut="off"',
    async (page) => {
        for (const key of ["Control+k", "/"])
            await page.keyboard.press(key);
        assert.equal((await stateOf(page)).isOpen, false);
        assert.deepEqual(await noted(page, "key"), ["Control", "k", "/"]);
        const button = buttonOf(page);
        assert.equal(await button.getAttribute("aria-keyshortcuts"), null);
        await button.click();
        assert.equal((await stateOf(page)).isOpen, true);
        await page.keyboard.press("Control+k");
        assert.equal((await stateOf(page)).isOpen, true);
    }));

test("a key that the page has used is left to it", () => withWidget("", async (page) => {
    await page.evaluate(() => document.body.addEventListener("keydown", (event) => event.preventDefault()));
    await page.keyboard.press("Control+k");
    assert.equal((await stateOf(page)).isOpen, false);
}));

// Safari tells the key that ends a composition behind its end, with this code.
test("a key that an input method has used is none of the widget's", () => withWidget("", async (page) => {
    const press = (init) => page.evaluate((given) => document.querySelector("h1").dispatchEvent(new KeyboardEvent(
        "keydown", { key: "k", ctrlKey: true, bubbles: true, cancelable: true, ...given })), init);
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
        assert.equal(await press(init), true);
        assert.equal((await stateOf(page)).isOpen, false);
    }
    assert.equal(await press({}), false);
    assert.equal((await stateOf(page)).isOpen, true);
}));

test("the page hears no key that is typed in the dialog", () => withAnswer("build", async (page) => {
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowLeft");
    assert.deepEqual(await noted(page, "key"), ["Control", "k"]); // what opened it
}));

test("nothing is chosen before a key says so, and arrows walk to the last hit and back", () => withAnswer("build",
    async (page) => {
        const last = (await hitsOf(page).count()) - 1;
        const keys = [["ArrowDown", 0], ["ArrowDown", 1], ["ArrowUp", 0], ["ArrowUp", -1], ["ArrowUp", -1],
            ["ArrowDown", 0], ["End", last], ["ArrowDown", last], ["Home", 0], ["ArrowRight", -1]];
        assert.equal(await chosen(page), -1);
        assert.ok(last > 3);
        for (const [key, at] of keys) {
            await page.keyboard.press(key);
            assert.equal(await chosen(page), at, key);
            assert.equal((await stateOf(page)).innerFocus, "input");
        }
        await page.keyboard.press("ArrowDown");
        await page.keyboard.type("_");
        await answeredIn(page);
        assert.equal(await chosen(page), -1);
    }));

test("Home and End move the caret while no hit is chosen", () => withAnswer("build", async (page) => {
    const caret = () => boxOf(page).evaluate((box) => box.selectionStart);
    await page.keyboard.press("Home");
    assert.deepEqual([await caret(), await chosen(page)], [0, -1]);
    await page.keyboard.press("End");
    assert.deepEqual([await caret(), await chosen(page)], [5, -1]);
}));

test("the chosen hit is in view", () => withAnswer("week", async (page) => {
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    const hit = await page.locator('[aria-selected="true"]').boundingBox();
    const list = await page.locator("docfinch-dialog .scroller").boundingBox();
    assert.ok(hit.y >= list.y && hit.y + hit.height <= list.y + list.height);
}, ""));

test("Enter goes to the chosen hit, without a choice to the best one", async () => {
    await withAnswer("build", async (page) => {
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("ArrowDown");
        const href = await page.locator('[aria-selected="true"]').getAttribute("href");
        await page.keyboard.press("Enter");
        await page.waitForURL(href);
        assert.match(href, /\/docs\/birds\/library\/(nest|song)\.html#/);
    });
    await withAnswer("nest.build", async (page) => {
        await page.keyboard.press("Enter");
        await page.waitForURL(`${suite.server.url}/docs/birds/library/nest.html#nest.build`);
    });
});

test("Enter waits for the answer to what was typed", () => withAnswer("song", async (page) => {
    await page.route(/api\/search\?q=nest\.build&/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await route.continue();
    });
    await boxOf(page).fill("nest.build");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${suite.server.url}/docs/birds/library/nest.html#nest.build`);
}));

// What a build without --embed-pages and --base-url gives.
const withoutAddresses = (page) => page.route(/api\/search/, async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    json.hits.forEach((hit) => (hit.url = ""));
    await route.fulfill({ response, json });
});

test("a hit without an address leads to the server's page of it", () => withWidget('data-docset="birds"',
    async (page) => {
        await withoutAddresses(page);
        await openDialog(page);
        await searchIn(page, "song.sing");
        const { index, hits } = await (await fetch(`${suite.server.url}/api/search?q=song.sing&docset=birds`)).json();
        const address = `${suite.server.url}/entries/${hits[0].id}?index=${index}`;
        assert.equal(await hitsOf(page).first().getAttribute("href"), address);
        const click = hitsOf(page).first().click({ modifiers: ["ControlOrMeta"] });
        const [tab] = await Promise.all([page.context().waitForEvent("page"), click]);
        await tab.waitForURL(address);
        await tab.close();
        await page.keyboard.press("Enter");
        await page.waitForURL(address);
        assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "song.sing");
    }));

test("Ctrl-Enter opens a new tab and leaves the dialog open", () => withAnswer("nest.build", async (page) => {
    await page.keyboard.press("ArrowDown");
    const [tab] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("Control+Enter")]);
    await tab.waitForURL(`${suite.server.url}/docs/birds/library/nest.html#nest.build`);
    assert.equal(await tab.evaluate(() => window.opener), null);
    assert.deepEqual([(await stateOf(page)).isOpen, (await stateOf(page)).value], [true, "nest.build"]);
}));

test("a click goes to a hit, and a click beside the dialog closes it", () => withAnswer("song.sing", async (page) => {
    await page.mouse.click(10, 400);
    assert.equal((await stateOf(page)).isOpen, false);
    await openDialog(page);
    await hitsOf(page).first().click();
    await page.waitForURL(`${suite.server.url}/docs/birds/library/song.html#song.sing`);
}));

test("a press in the dialog that ends beside it leaves it open", () => withAnswer("nest", async (page) => {
    const box = await boxOf(page).boundingBox();
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(10, 400);
    await page.mouse.up();
    assert.equal((await stateOf(page)).isOpen, true);
}));

test("the close button closes", () => withWidget("", async (page) => {
    await openDialog(page);
    await page.getByRole("button", { name: "Close the search" }).click();
    assert.equal((await stateOf(page)).isOpen, false);
}));

test("Tab stays in the dialog while it is open", () => withAnswer("week", async (page) => {
    const seen = new Set();
    for (let i = 0; i < 10; i++) {
        await page.keyboard.press("Tab");
        const state = await stateOf(page);
        assert.ok(["docfinch-dialog", "body"].includes(state.focus), state.focus); // body: the browser's own controls
        seen.add(state.innerFocus);
    }
    assert.ok(seen.has("button") && seen.has("input"), [...seen].join());
}, ""));

test("a hit on the page itself closes the dialog and goes to its place", () => withWidget('data-docset="guide"',
    async (page) => {
        await page.route(/api\/search/, async (route) => {
            const response = await route.fetch();
            const json = await response.json();
            json.hits[0].url = `${suite.host.url}/guide/page.html#deep`;
            await route.fulfill({ response, json });
        });
        await openDialog(page);
        await searchIn(page, "week");
        await page.evaluate(() => (window.isSamePage = true));
        await page.keyboard.press("Enter");
        await page.waitForURL(`${suite.host.url}/guide/page.html#deep`);
        assert.equal((await stateOf(page)).isOpen, false);
        assert.ok(await page.evaluate(() => window.isSamePage && scrollY > 1000));
    }, { body: "<p>Line</p>".repeat(200) + '<h2 id="deep">Deep</h2>' + "<p>Line</p>".repeat(99) }));

test("the dialog keeps what was typed, selected, until it is opened again", () => withAnswer("nest", async (page) => {
    const before = await hitsOf(page).count();
    await page.keyboard.press("Escape");
    await openDialog(page);
    const { value } = await stateOf(page);
    const selected = await boxOf(page).evaluate((box) => [box.selectionStart, box.selectionEnd]);
    assert.deepEqual([value, selected, await hitsOf(page).count()], ["nest", [0, 4], before]);
}));

test("a doc set and a kind narrow what is found", async () => {
    const docsets = (page) => page.evaluate(() => [...new Set([...document.querySelector("docfinch-dialog").shadowRoot
        .querySelectorAll(".docset")].map((node) => node.textContent))]);
    await withAnswer("nest", async (page) => assert.deepEqual(await docsets(page), ["birds 2.4", "guide 7"]), "");
    await withAnswer("week", async (page) => {
        assert.ok((await hitsOf(page).count()) > 5);
        assert.deepEqual(await docsets(page), []); // of the only one, nothing is said
        for (const href of await hitsOf(page).evaluateAll((all) => all.map((hit) => hit.href)))
            assert.match(href, /^https:\/\/guide\.example\.org\/v7\//);
    }, 'data-docset="guide"');
    await withAnswer("nest", async (page) => {
        assert.ok((await hitsOf(page).count()) > 0);
        assert.deepEqual(new Set(await page.locator("docfinch-dialog .kind").allTextContents()), new Set(["method"]));
    }, 'data-kind="method"');
});

test("Show more asks for more", () => withAnswer("week", async (page) => {
    const more = page.getByRole("button", { name: "Show more" });
    assert.equal(await hitsOf(page).count(), 20);
    await more.click();
    await page.waitForFunction(() =>
        document.querySelector("docfinch-dialog").shadowRoot.querySelectorAll('[role="option"]').length > 20);
    assert.equal((await stateOf(page)).innerFocus, "input");
}, ""));

test("a misspelt word is said to be corrected, and can be searched for as it is", () => withAnswer("nest.biuld",
    async (page) => {
        await page.getByText("Showing results for nest.build").first().waitFor();
        assert.ok((await hitsOf(page).count()) > 0);
        await page.keyboard.press("Shift+Enter");
        await page.getByText("Searched for exactly nest.biuld").first().waitFor();
        await page.getByRole("button", { name: "Search with corrections" }).click();
        await page.getByText("Showing results for nest.build").first().waitFor();
        await answeredIn(page);
        await page.getByRole("button", { name: "Search for exactly nest.biuld" }).click();
        await page.getByText("Searched for exactly nest.biuld").first().waitFor();
        await answeredIn(page);
        assert.equal((await stateOf(page)).innerFocus, "input");
    }));

test("a doc set that is not there is said to be the reason, to readers and in the console", async () => {
    const warnings = [];
    const sentence = "This search is set to “brids”, which its server does not have.";
    const isExpected = (text) => text.startsWith("docfinch: data-docset=") && warnings.push(text) > 0;
    await withWidget('data-docset="brids"', async (page) => {
        const asked = [];
        page.on("request", (request) => request.url().endsWith("/api/docsets") && asked.push(request.url()));
        await openDialog(page);
        await searchIn(page, "nest");
        await page.getByText(sentence).first().waitFor();
        await searchIn(page, "song");
        await page.getByText(sentence).first().waitFor();
        assert.equal(asked.length, 1);
    }, { isExpected });
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /data-docset="brids" .*birds/);
    await withWidget('data-docset="birds"', async (page) => {
        await openDialog(page);
        await searchIn(page, "xyzzyq");
        await page.waitForLoadState("networkidle");
        assert.equal(await page.getByText("This search is set to").count(), 0);
    });
});

test("a doc set that comes with another artifact is no longer said to be missing", async () => {
    const [first, second] = await Promise.all([buildOne("guide"), buildDocs()]);
    const server = await serve(first.file);
    const isExpected = (text) => text.startsWith("docfinch: data-docset=");
    try {
        await withWidget('data-docset="birds"', async (page) => {
            await openDialog(page);
            await searchIn(page, "nest");
            await page.getByText("This search is set to “birds”").first().waitFor();
            await copyFile(second.file, first.file + ".part");
            await rename(first.file + ".part", first.file);
            await server.reload();
            await searchIn(page, "xyzzyq");
            await page.getByText("Nothing found for “xyzzyq”").first().waitFor();
            await searchIn(page, "song");
            await hitsOf(page).first().waitFor();
            await searchIn(page, "xyzzyr");
            await page.getByText("Nothing found for “xyzzyr”").first().waitFor();
        }, { server, isExpected });
    } finally {
        await server.stop();
        await Promise.all([first.remove(), second.remove()]);
    }
});

test("nothing found is said, with what may help", () => withAnswer("xyzzyq", async (page) => {
    await page.getByText("Nothing found for “xyzzyq”. Try fewer words").waitFor();
    assert.equal((await stateOf(page)).expanded, "false");
    await page.keyboard.press("Enter");
    assert.equal((await stateOf(page)).isOpen, true);
}));

test("a screen reader gets a combobox with a list of options, and hears the count", () => withAnswer("nest.build",
    async (page) => {
        const box = page.getByRole("combobox", { name: "Search the documentation" });
        assert.equal(await box.getAttribute("aria-expanded"), "true");
        const list = page.getByRole("listbox", { name: "Results" });
        assert.equal(await list.getAttribute("id"), await box.getAttribute("aria-controls"));
        assert.ok(await list.getByRole("group").first().isVisible());
        assert.ok(await dialogOf(page).getAttribute("aria-label"));
        await page.getByRole("status").filter({ hasText: /^\d+ results$/ }).waitFor({ state: "attached" });
    }));

test("a script of the page opens the dialog with a question, and closes it", () => withWidget("", async (page) => {
    await page.evaluate(() => window.docfinch.open("song.sing"));
    await answeredIn(page);
    assert.equal(await hitsOf(page).locator("b").first().textContent(), "song.sing");
    await page.evaluate(() => window.docfinch.open("nest.build")); // while it is open
    await page.waitForFunction(() => document.querySelector("docfinch-dialog").shadowRoot
        .querySelector("[role='option'] b")?.textContent === "nest.build");
    await page.evaluate(() => window.docfinch.close());
    assert.equal((await stateOf(page)).isOpen, false);
    await page.evaluate(() => window.docfinch.close());
    await page.evaluate(() => window.docfinch.open());
    assert.equal((await stateOf(page)).value, "nest.build");
    assert.deepEqual(await noted(page, "open"), [{ query: "song.sing" }, { query: "nest.build" }]);
    assert.equal((await noted(page, "close")).length, 1);
}));

test("a dialog that opens again before its closing was noticed answers", () => withWidget("", async (page) => {
    await page.evaluate(() => {
        window.docfinch.open("nest");
        window.docfinch.close();
        window.docfinch.open("song.sing");
    });
    await hitsOf(page).first().waitFor();
    await answeredIn(page);
    assert.equal(await hitsOf(page).locator("b").first().textContent(), "song.sing");
    assert.equal((await noted(page, "close")).length, 1);
}));

test("opening is a handler of clicks, too: only a text is searched", () => withWidget("", async (page) => {
    await page.evaluate(() => document.querySelector("h1").addEventListener("click", window.docfinch.open));
    await page.locator("h1").click();
    assert.deepEqual([(await stateOf(page)).isOpen, (await stateOf(page)).value], [true, ""]);
    await searchIn(page, "nest");
    for (const value of [7, null, {}, ["song"]]) {
        await page.evaluate((given) => window.docfinch.open(given), value);
        assert.equal((await stateOf(page)).value, "nest");
    }
}));

test("the page hears which hit is gone to", () => withAnswer("nest.build", async (page) => {
    await page.evaluate(() => document.addEventListener("docfinch:select", (event) => event.preventDefault()));
    await page.keyboard.press("Enter");
    const [detail] = await noted(page, "select");
    assert.equal(detail.url, `${suite.server.url}/docs/birds/library/nest.html#nest.build`);
    assert.deepEqual([detail.hit.title, detail.query, detail.inNewTab], ["nest.build", "nest.build", false]);
    await hitsOf(page).nth(1).click();
    await page.keyboard.press("Control+Enter");
    const again = await noted(page, "select");
    assert.deepEqual([again.length, again[2].inNewTab], [3, true]);
    await page.waitForTimeout(200);
    assert.equal(page.url(), `${suite.host.url}/guide/page.html`); // cancelled: it went nowhere
    assert.equal(page.context().pages().length, 1);
    assert.equal((await stateOf(page)).isOpen, true);
}));

test("elements of the page open it instead of a button", () => withWidget('data-button=".find"', async (page) => {
    assert.equal(await page.locator("docfinch-button").count(), 0);
    await page.getByText("inside").click();
    assert.equal((await stateOf(page)).isOpen, true);
    await page.keyboard.press("Escape");
    await page.evaluate(() => {
        document.querySelector("main").append(Object.assign(document.createElement("button"), {
            className: "find", textContent: "late",
        }));
    });
    await page.getByText("late").click();
    assert.equal((await stateOf(page)).isOpen, true);
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "late");
}, { body: '<a class="find" href="/elsewhere"><b>inside</b></a>' }));

test("there need not be a button", () => withWidget('data-button="none"', async (page) => {
    assert.equal(await page.locator("docfinch-button").count(), 0);
    await openDialog(page);
}));

test("the button goes where the page wants it, and is put back", () => withWidget('data-placement="header"',
    async (page) => {
        const isThere = () => page.waitForFunction(() =>
            document.querySelector("header docfinch-button:not([floating])"));
        await isThere();
        await page.evaluate(() => document.querySelector("header").replaceChildren("made anew"));
        await isThere();
        await page.evaluate(() => document.querySelector("header").remove());
        await page.evaluate(() => document.body.prepend(document.createElement("header")));
        await isThere();
        assert.equal(await page.locator("docfinch-button").count(), 1);
    }, { body: "<header>Title</header>" }));

test("a dialog that went with the page's body comes back above the page", () => withWidget("", async (page) => {
    for (const key of ["Control+k", "/"]) {
        await openDialog(page);
        await page.evaluate(() => document.body.replaceWith(document.createElement("body")));
        await page.keyboard.press(key);
        const isModal = () => page.evaluate(() => document.querySelector("docfinch-dialog").shadowRoot
            .querySelector("dialog").matches(":modal"));
        assert.equal(await isModal(), true, key);
        await searchIn(page, "nest");
        await page.keyboard.press("Escape");
        assert.deepEqual([await isModal(), (await stateOf(page)).isOpen], [false, false]);
    }
}));

test("a page whose body is made anew keeps the widget", () => withWidget("", async (page) => {
    await page.evaluate(() => document.body.replaceWith(document.createElement("body")));
    await buttonOf(page).waitFor();
    await page.keyboard.press("Control+k");
    await searchIn(page, "nest");
}));

test("a selector that is none is said to be so, and the button floats", () => withWidget('data-placement="a["',
    async (page) => {
        assert.equal(await page.locator("body > docfinch-button").count(), 1);
    }, { isExpected: (text) => text === "docfinch: not a CSS selector: a[" }));

test("what the box says can be told", () => withWidget('data-placeholder="Ask the birds"', async (page) => {
    await page.getByTitle("Ask the birds").click();
    const box = page.getByRole("combobox", { name: "Ask the birds" });
    assert.equal(await box.getAttribute("placeholder"), "Ask the birds");
}));

test("two script elements make one widget", async () => {
    const script = scriptOf(`${suite.server.url}/widget.js`);
    await onHostPage(suite, pageWith(script + script), {}, async (page) => {
        assert.equal(await page.locator("docfinch-button").count(), 1);
        await openDialog(page);
        await page.keyboard.press("Control+k");
        assert.equal((await stateOf(page)).isOpen, false);
        assert.equal((await noted(page, "open")).length, 1);
    });
});

test("an element of the page with the id docfinch is not taken for the widget", () => withWidget("", async (page) => {
    await page.evaluate(() => window.docfinch.open());
    assert.equal((await stateOf(page)).isOpen, true);
}, { body: '<h2 id="docfinch">docfinch</h2>' }));

test("below a base path it asks below it", async () => {
    const server = await serve(suite.docs.file, 0, ["--base-path", "/deep/docs"]);
    try {
        const html = pageWith(scriptOf(`${server.url}/widget.js`));
        await onHostPage(suite, html, { server }, async (page) => {
            await openDialog(page);
            await searchIn(page, "nest.build");
            await page.keyboard.press("Enter");
            await page.waitForURL(/\/deep\/docs\/docs\/birds\/library\/nest\.html#nest\.build$/);
        });
    } finally {
        await server.stop();
    }
});

test("with an integrity, the address with the hash is taken and another script is not", async () => {
    const { widget } = await (await fetch(`${suite.server.url}/api/meta`)).json();
    const address = suite.server.url + widget.path;
    const attributes = (integrity) => `integrity="${integrity}" crossorigin="anonymous"`;
    await onHostPage(suite, pageWith(scriptOf(address, attributes(widget.integrity))), {}, async (page) => {
        await openDialog(page);
        await searchIn(page, "nest");
        assert.ok((await hitsOf(page).count()) > 0);
    });
    const wrong = `sha384-${"A".repeat(64)}`;
    const isExpected = (text) => text.includes("integrity");
    await onHostPage(suite, pageWith(scriptOf(address, attributes(wrong))), { isExpected }, async (page) => {
        assert.equal(await page.evaluate(() => "docfinch" in window), false);
    });
});

test("a page that isolates itself may load it", () => onWidget(suite, "crossorigin", {
    headers: { "Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin" },
}, async (page) => {
    assert.equal(await page.evaluate(() => window.crossOriginIsolated), true);
    await openDialog(page);
    await searchIn(page, "nest");
}));

test("a script that is a module is told what it should be", () => onHostPage(suite,
    pageWith(`<script type="module" src="${suite.server.url}/widget.js"></script>`),
    { isExpected: (text) => text.startsWith("docfinch: widget.js is to be loaded by a script element") },
    async (page) => assert.equal(await page.locator("docfinch-button").count(), 0)));
