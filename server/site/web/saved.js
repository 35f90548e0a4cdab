// Entries that were read lately or pinned, in this browser only. They are known by where they are in the documentation,
// so that they outlive the artifact. Where there is no storage they live as long as the page; somebody else may have
// written to it.

import { isSamePlace } from "./place.js";
import { keep, keyOf, recall } from "./storage.js";

const NAMES = ["pinned", "recent"];
const COUNT_MAX = { pinned: 50, recent: 20 };
const LENGTH_MAX = { docset: 200, path: 1000, anchor: 1000, title: 300, trail: 300, url: 2000 };
const TEXT_MAX = 1 << 20; // of what is stored; more is not ours
const STORED = "docfinch"; // the name of all of it

// Just the members that are kept, when they are all there and short enough; else null.
function clean(entry) {
    const kept = {};
    for (const [name, max] of Object.entries(LENGTH_MAX)) {
        if (typeof entry?.[name] !== "string" || entry[name].length > max)
            return null;
        kept[name] = entry[name];
    }
    return kept;
}

function parse(text) {
    const lists = { pinned: [], recent: [] };
    if (text === null || text.length > TEXT_MAX)
        return lists;
    try {
        const stored = JSON.parse(text);
        for (const name of NAMES) {
            const entries = Array.isArray(stored?.[name]) ? stored[name] : [];
            lists[name] = entries.slice(0, COUNT_MAX[name]).map(clean).filter((entry) => entry !== null);
        }
    } catch {
        // not JSON: as if there were nothing
    }
    return lists;
}

export function savedFrom(entry) {
    const trail = entry.breadcrumbs.join(" › ").slice(0, LENGTH_MAX.trail);
    return clean({ ...entry, title: entry.title.slice(0, LENGTH_MAX.title), trail });
}

// onChange() is called after every change, also by another tab.
export function createSaved(onChange) {
    let lists = read({ pinned: [], recent: [] });

    function read(otherwise) {
        const text = recall(STORED);
        return text === undefined ? otherwise : parse(text);
    }

    function change(name, entries) {
        lists = { ...lists, [name]: entries.slice(0, COUNT_MAX[name]) };
        keep(STORED, JSON.stringify(lists));
        onChange();
    }

    const without = (name, entry) => lists[name].filter((other) => !isSamePlace(other, entry));

    addEventListener("storage", (event) => {
        if (event.key !== keyOf(STORED) && event.key !== null)
            return;
        lists = read(lists);
        onChange();
    });

    return {
        list: (name) => lists[name],
        has: (name, entry) => lists[name].some((other) => isSamePlace(other, entry)),
        add: (name, entry) => change(name, [entry, ...without(name, entry)]),
        remove: (name, entry) => change(name, without(name, entry)),
        clear: (name) => change(name, []),
    };
}
