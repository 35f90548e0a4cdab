// Entries that were read lately or pinned, in this browser only. They are known by where they are in the documentation,
// so that they outlive the artifact. The storage may be off, full, or written by somebody else.

import { isSamePlace } from "./place.js";

const NAMES = ["pinned", "recent"];
const COUNT_MAX = { pinned: 50, recent: 20 };
const LENGTH_MAX = { docset: 200, path: 1000, anchor: 1000, title: 300, trail: 300, url: 2000 };
const TEXT_MAX = 1 << 20; // of what is stored; more is not ours

// Each search of a host has its own: they may be of different documentation.
const KEY = `docfinch:${new URL(".", location.href).pathname}`;

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
        try {
            return parse(localStorage.getItem(KEY));
        } catch {
            return otherwise; // no storage: they live as long as the page
        }
    }

    function change(name, entries) {
        lists = { ...lists, [name]: entries.slice(0, COUNT_MAX[name]) };
        try {
            localStorage.setItem(KEY, JSON.stringify(lists));
        } catch {
            // off or full: as above
        }
        onChange();
    }

    const without = (name, entry) => lists[name].filter((other) => !isSamePlace(other, entry));

    addEventListener("storage", (event) => {
        if (event.key !== KEY && event.key !== null)
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
