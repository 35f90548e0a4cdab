// The chips above the results: a doc set and a kind to stay in, each with how much it would find.
// https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/

import { element } from "./render.js";

const FIELDS = ["docset", "kind"];
const CHIPS_MAX = 60; // of one field

function chip(name, count, isPressed, isExact) {
    const node = element("button", "chip", name, " ", element("span", "count", count.toLocaleString("en")));
    if (!isExact)
        node.lastChild.append("+");
    node.type = "button";
    node.dataset.name = name;
    node.tabIndex = -1;
    node.setAttribute("aria-pressed", String(isPressed));
    return node;
}

// What is chosen stays in the list when it finds nothing, so that it can be taken back.
function countsOf(facet, chosen) {
    const counts = Object.entries(facet).slice(0, CHIPS_MAX);
    if (chosen !== "" && !counts.some(([name]) => name === chosen))
        counts.unshift([chosen, Object.hasOwn(facet, chosen) ? facet[chosen] : 0]);
    return counts;
}

// A toolbar of one field: one of its chips is in the order of Tab, arrow keys go to the others.
function createBar(bar, { onToggle, onLeave }) {
    const chips = () => [...bar.children];

    function setStop(stop) {
        for (const other of chips())
            other.tabIndex = other === stop ? 0 : -1;
    }

    function focus(at) {
        const all = chips();
        const wanted = all[Math.max(0, Math.min(at, all.length - 1))];
        setStop(wanted);
        wanted.focus();
    }

    // A bar scrolls sideways; the pressed chip is to be seen.
    function reveal() {
        const pressed = chips().find((one) => one.getAttribute("aria-pressed") === "true");
        if (pressed === undefined)
            bar.scrollTo({ left: 0 });
        else if (pressed.offsetLeft < bar.scrollLeft
                 || pressed.offsetLeft + pressed.offsetWidth > bar.scrollLeft + bar.clientWidth)
            bar.scrollTo({ left: pressed.offsetLeft - bar.clientWidth / 2 });
    }

    function show(facet, chosen, isExact) {
        const focused = bar.contains(document.activeElement) ? document.activeElement.dataset.name : null;
        bar.replaceChildren(...countsOf(facet, chosen).map(([name, count]) =>
            chip(name, count, name === chosen, isExact)));
        const all = chips();
        const pressed = all.find((one) => one.dataset.name === chosen);
        setStop(pressed ?? all[0]);
        if (focused !== null && all.length > 0)
            focus(Math.max(0, all.findIndex((one) => one.dataset.name === focused)));
        else if (focused !== null)
            onLeave();
    }

    bar.addEventListener("click", (event) => {
        const pressed = event.target.closest("button");
        if (pressed !== null)
            onToggle(pressed.dataset.name);
    });
    bar.addEventListener("keydown", (event) => {
        const at = chips().indexOf(event.target);
        const forward = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
        const targets = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: Infinity };
        if (event.altKey || event.ctrlKey || event.metaKey || at < 0)
            return;
        if (event.key === "Escape")
            onLeave();
        else if (event.key in targets)
            focus(targets[event.key]);
        else
            return;
        event.preventDefault();
    });
    return { show, reveal };
}

// onChange() is called when somebody chose or took back; onLeave() when the focus is to go back to the box.
export function createFilters(elements, { onChange, onLeave }) {
    const chosen = { docset: "", kind: "" };
    const bars = {};
    for (const field of FIELDS) {
        const onToggle = (name) => {
            chosen[field] = chosen[field] === name ? "" : name;
            onChange();
        };
        bars[field] = createBar(elements[field], { onToggle, onLeave });
    }

    function show(answer) {
        for (const field of FIELDS)
            bars[field].show(answer.facets[field], chosen[field], answer.total_exact);
        for (const field of FIELDS)
            bars[field].reveal(); // asks where things are, which is cheap once all of them are there
    }

    return {
        chosen: () => ({ ...chosen }),
        isAny: () => chosen.docset !== "" || chosen.kind !== "",
        set: ({ docset, kind }) => Object.assign(chosen, { docset, kind }),
        show,
    };
}

// "kind method in doc set python"
export function filterText({ docset, kind }) {
    const parts = [kind === "" ? "" : `kind ${kind}`, docset === "" ? "" : `doc set ${docset}`];
    return parts.filter((part) => part !== "").join(" in ");
}
