// A walk with the keyboard alone, by what a screen reader has of the page: the tree of roles, names and states that
// Chromium gives to it. It is to be read from top to bottom.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answered } from "./support/browser.mjs";
import { onPage, openSuite } from "./support/suite.mjs";

const suite = openSuite();

const property = (node, name) => node.properties?.find((other) => other.name === name)?.value.value;

// "toolbar Kind", for each node that a node is in.
function placesOf(node, nodes) {
    const places = [];
    for (let at = nodes.get(node.parentId); at !== undefined; at = nodes.get(at.parentId))
        if (!at.ignored)
            places.push(`${at.role?.value} ${at.name?.value}`);
    return places;
}

// Every node that is told: { role, name, value, focused, expanded, selected, pressed, level, active, places }. active
// is the name of the node that the focused one points to as the chosen one; places: what it is in.
async function readTree(page) {
    const client = await page.context().newCDPSession(page);
    const { nodes } = await client.send("Accessibility.getFullAXTree");
    await client.detach();
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const names = new Map(nodes.map((node) => [node.backendDOMNodeId, node.name?.value]));
    return nodes.filter((node) => !node.ignored && node.role).map((node) => ({
        role: node.role.value, name: node.name?.value ?? "", value: node.value?.value,
        focused: property(node, "focused"), expanded: property(node, "expanded"),
        selected: property(node, "selected"), pressed: property(node, "pressed"), level: property(node, "level"),
        places: placesOf(node, byId),
        active: node.properties?.find((other) => other.name === "activedescendant")?.value.relatedNodes
            ?.map((related) => names.get(related.backendDOMNodeId))[0],
    }));
}

const named = (tree, role) => tree.filter((node) => node.role === role).map((node) => node.name);
const focus = (tree) => tree.filter((node) => node.focused && node.role !== "RootWebArea").at(-1);

async function press(page, ...keys) {
    for (const key of keys)
        await page.keyboard.press(key);
}

test("a walk by keyboard and ear: open, type, choose, go back, clear", () => onPage(suite, "/", {}, async (page) => {
    // The page opens. Its landmarks are a banner, a search and a main part; the focus is in a box with a name.
    let tree = await readTree(page);
    assert.deepEqual(["banner", "search", "main"].map((role) => named(tree, role).length), [1, 1, 1]);
    assert.deepEqual(tree.filter((node) => node.role === "heading").slice(0, 1).map(({ name, level }) => [name, level]),
        [["docfinch", 1]]);
    assert.ok(named(tree, "heading").includes("Birds documentation 2.4"));
    let box = focus(tree);
    assert.deepEqual([box.role, box.name, box.expanded], ["combobox", "Search the documentation", false]);
    assert.equal(named(tree, "listbox").length, 0);

    // Letters are typed. The box says that it has a list, nothing in it is chosen, and the number is told once.
    await page.keyboard.type("nest.build");
    await answered(page);
    tree = await readTree(page);
    box = focus(tree);
    assert.deepEqual([box.role, box.value, box.expanded, box.active], ["combobox", "nest.build", true, undefined]);
    assert.deepEqual(named(tree, "listbox"), ["Results"]);
    const options = tree.filter((node) => node.role === "option");
    assert.ok(options.length >= 7);
    assert.deepEqual(options.filter((node) => node.selected), []);
    assert.match(options[0].name, /^nest\.build\(twig, \*, lining=None\) function/);
    await page.getByRole("status").filter({ hasText: "12 results" }).waitFor({ state: "attached" });

    // Down, down, up: the box keeps the focus and points to the chosen result.
    await press(page, "ArrowDown");
    assert.deepEqual([focus(await readTree(page)).role, focus(await readTree(page)).active],
        ["combobox", options[0].name]);
    await press(page, "ArrowDown");
    tree = await readTree(page);
    assert.equal(focus(tree).active, options[1].name);
    assert.deepEqual(tree.filter((node) => node.selected && node.role === "option").map((node) => node.name),
        [options[1].name]);
    await press(page, "ArrowUp", "ArrowUp");
    assert.equal(focus(await readTree(page)).active, undefined);

    // Enter opens the chosen result, and back is where one was.
    await press(page, "ArrowDown", "Enter");
    await page.waitForURL(`${suite.server.url}/docs/birds/library/nest.html#nest.build`);
    await page.goBack();
    await answered(page);
    await page.waitForFunction(() => document.activeElement.id === "q");
    tree = await readTree(page);
    assert.deepEqual([focus(tree).role, focus(tree).value], ["combobox", "nest.build"]);
    assert.ok(named(tree, "option").length >= 7);

    // Tab goes on to controls that have names, and Shift+Tab comes back.
    await press(page, "Tab");
    tree = await readTree(page);
    assert.notEqual(focus(tree).role, "combobox");
    assert.notEqual(focus(tree).name, "");
    await press(page, "Shift+Tab");
    assert.equal(focus(await readTree(page)).role, "combobox");

    // What is misspelt is told with the number.
    await press(page, "Control+a");
    await page.keyboard.type("twgi");
    await answered(page);
    await page.getByRole("status").filter({ hasText: /^Showing results for twig\. \d+ results/ })
        .waitFor({ state: "attached" });

    // What is not there is told, too.
    await press(page, "Control+a");
    await page.keyboard.type("xyzzyq");
    await answered(page);
    await page.getByRole("status").filter({ hasText: "Nothing found" }).waitFor({ state: "attached" });
    assert.equal(focus(await readTree(page)).expanded, false);

    // Escape clears the box: the home page again, with the focus where it was.
    await press(page, "Escape");
    tree = await readTree(page);
    box = focus(tree);
    assert.deepEqual([box.role, box.value ?? "", box.expanded], ["combobox", "", false]);
    assert.equal(named(tree, "listbox").length, 0);
    assert.ok(named(tree, "heading").includes("Birds documentation 2.4"));
}));

// Presses Tab until the focus is in a place, and gives what has it then.
async function tabInto(page, place) {
    const passed = [];
    for (let presses = 0; presses < 12; presses++) {
        await press(page, "Tab");
        const node = focus(await readTree(page));
        if (node?.places.includes(place))
            return node;
        passed.push(node?.name);
    }
    assert.fail(`no Tab leads to: ${place}. Passed: ${passed.join(", ")}`);
}

test("a walk on: filters, the reading pane, the list of keys", () => onPage(suite, "/", {}, async (page) => {
    await page.keyboard.type("nest");
    await answered(page);

    // Tab leads to a row of filters, which is one stop and says what it filters by; arrows go along it.
    const chip = await tabInto(page, "toolbar Doc set");
    assert.deepEqual([chip.role, chip.pressed], ["button", "false"]);
    assert.match(chip.name, /^birds \d+$/);
    await press(page, "ArrowRight");
    assert.match(focus(await readTree(page)).name, /^guide \d+$/);
    await press(page, "ArrowLeft");
    assert.equal(focus(await readTree(page)).name, chip.name);

    // Enter presses it. The focus stays there, the new number is told, and only results of the doc set are listed.
    await press(page, "Enter");
    await answered(page);
    let tree = await readTree(page);
    assert.deepEqual([focus(tree).name, focus(tree).pressed], [chip.name, "true"]);
    const count = /\d+/.exec(chip.name)[0];
    await page.getByRole("status").filter({ hasText: new RegExp(`^${count} results$`) }).waitFor({ state: "attached" });

    // The next Tab is the row of kinds; Escape returns to the box, which still has the words.
    const kind = await tabInto(page, "toolbar Kind");
    assert.deepEqual([kind.role, kind.pressed], ["button", "false"]);
    assert.match(kind.name, /^[a-z]+ \d+$/);
    await press(page, "Escape");
    tree = await readTree(page);
    assert.deepEqual([focus(tree).role, focus(tree).value], ["combobox", "nest"]);

    // Alt-Enter reads the chosen result: the focus is on its heading, its text follows, and Tab goes through what can
    // be done with it.
    await press(page, "ArrowDown");
    const chosen = focus(await readTree(page)).active;
    await press(page, "Alt+Enter");
    await page.locator("#section h2:focus").waitFor();
    tree = await readTree(page);
    const heading = focus(tree);
    assert.deepEqual([heading.role, heading.level], ["heading", 2]);
    assert.ok(heading.places.includes("region Reading pane"), heading.places.join(", "));
    assert.ok(chosen.startsWith(heading.name), `${chosen}: ${heading.name}`);
    assert.ok(tree.some(({ role, name, places }) => role === "StaticText" && name.length > 10
        && places.includes("region Reading pane")));
    const controls = [];
    for (let node = heading; node?.places.includes("region Reading pane"); node = focus(await readTree(page))) {
        controls.push(node.name);
        await press(page, "Tab");
    }
    assert.ok(controls.includes("Open the page") && controls.includes("Pin"), controls.join(", "));
    assert.ok(controls.every((name) => name !== ""), controls.join(", "));
    assert.equal(new Set(controls).size, controls.length - 1, controls.join(", ")); // the heading is a link, too
    await page.locator("#section h2").focus();
    await press(page, "Escape");
    assert.deepEqual([focus(await readTree(page)).role, focus(await readTree(page)).value], ["combobox", "nest"]);

    // In the box "?" is text; elsewhere it lists the keys, in a dialog with a name, and nothing else is told meanwhile.
    await tabInto(page, "toolbar Kind");
    await press(page, "?");
    tree = await readTree(page);
    assert.deepEqual([named(tree, "dialog"), focus(tree).name, named(tree, "combobox")], [["Keys"], "Close", []]);
    assert.ok(focus(tree).places.includes("dialog Keys"));
    assert.ok(named(tree, "rowheader").some((name) => /^Alt\W*Enter$/.test(name)), named(tree, "rowheader").join(", "));
    await press(page, "Escape");
    tree = await readTree(page);
    assert.deepEqual([named(tree, "dialog"), focus(tree).name], [[], kind.name]);
    await page.evaluate(() => localStorage.clear());
}));

test("the same walk without JavaScript", () => onPage(suite, "/", { javaScriptEnabled: false }, async (page) => {
    // The box and a button lead to the results.
    await page.locator("#q").focus();
    await page.keyboard.type("nest");
    await press(page, "Enter");
    await page.waitForURL(`${suite.server.url}/search?q=nest`);
    let tree = await readTree(page);
    assert.deepEqual(["banner", "search", "main"].map((role) => named(tree, role).length), [1, 1, 1]);
    const headings = tree.filter((node) => node.role === "heading").map(({ name, level }) => [name, level]);
    assert.deepEqual(headings[0], ["Results for “nest”", 1]);
    assert.ok(headings.length > 2 && headings.slice(1).every(([, level]) => level === 2), JSON.stringify(headings));
    assert.deepEqual(named(tree, "navigation"), ["Filters", "Pages of results"]);

    // The first Tab offers to skip what is before the results; the filters say what they do, and how many they leave.
    await press(page, "Tab");
    assert.equal(focus(await readTree(page)).name, "Skip to the results");
    await press(page, "Enter", "Tab");
    tree = await readTree(page);
    assert.equal(focus(tree).role, "link");
    assert.match(focus(tree).name, /^birds \( ?\d+ ?\)$/);
    await press(page, "Enter");
    await page.waitForURL(`${suite.server.url}/search?q=nest&docset=birds`);
    assert.ok(named(await readTree(page), "link").some((name) => /^Remove birds \( ?\d+ ?\)/.test(name)));

    // A result is a link in a list, which says what it is.
    await page.locator(".hit a").first().focus();
    tree = await readTree(page);
    assert.deepEqual([focus(tree).role, named(tree, "list").length > 0], ["link", true]);
    assert.match(focus(tree).name, /(page|module|class|function|section)$/);
    await press(page, "Enter");
    await page.waitForURL(`${suite.server.url}/docs/birds/**`);
}));
