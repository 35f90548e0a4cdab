// The reading pane: the text of an entry beside the results, and over them in a narrow window, there on demand only.
//
// Beside the list it follows what Enter would open: the chosen hit, or the best one. It never takes the focus by
// itself, and its place is there before it has anything to show, so that the list stays where it is. Over the page it
// shows what somebody asked to read, whatever happens in the list below it.

import { announce } from "./answer.js";
import { createEntries, isReference, keyOf, referenceOf, Stale, Superseded } from "./entries.js";
import { sectionNodes } from "./section.js";
import { watchTables } from "./tables.js";
import { isTouch } from "./typing.js";
import { pushView, readView, writeView } from "./url.js";

const BUSY_AFTER_MS = 250; // what takes longer is shown to be under way
const WAITING_AFTER_MS = 1000; // and is said to be, where nothing is shown

const byId = (id) => document.getElementById(id);
const pane = byId("pane");
const section = byId("section");
const problem = byId("pane-problem");
const retry = byId("pane-retry");
const waiting = byId("pane-waiting");
const parts = [byId("pane-hint"), waiting, problem, section];
const box = byId("q");
const wide = matchMedia("(min-width: 64rem)");

// What is covered by a pane that lies over the page.
const covered = [document.querySelector(".brand"), byId("search"), byId("list"), byId("home")];

const isOver = () => pane.classList.contains("over");

// One of the parts, or none while the first section is on its way.
function showPart(wanted) {
    parts.forEach((part) => (part.hidden = part !== wanted));
}

// onStale(reference): its artifact is gone; true: the list will soon be of the one there is. onRead(entry): somebody
// asked to read it. onLeave(): the focus is to go to the box. onBeside(): there is room beside the list, as there was
// not before. onSearch({ title, docset }): what cannot be read is to be searched for. buttons(entry): further buttons
// for its section.
export function createPane({ onStale, onRead, onLeave, onBeside, onSearch, buttons }) {
    const entries = createEntries();
    let followed = ""; // what the list had come to when the pane followed it last
    let reference = null; // { id, index } of what it shows or is about to show
    let isGone = false; // the artifact of what it was to show
    let returnTo = null; // what had the focus before a pane over the page took it
    let timer = 0, busyTimer = 0, waitingTimer = 0;

    function setBusy(isBusy) {
        clearTimeout(busyTimer);
        clearTimeout(waitingTimer);
        if (isBusy) {
            busyTimer = setTimeout(() => pane.setAttribute("aria-busy", "true"), BUSY_AFTER_MS);
            waitingTimer = setTimeout(sayWaiting, WAITING_AFTER_MS);
        } else {
            pane.setAttribute("aria-busy", "false");
        }
    }

    function sayWaiting() {
        if (!parts.every((part) => part.hidden))
            return;
        showPart(waiting);
        announce(waiting.textContent);
    }

    function setOver(isWanted) {
        if (isOver() === isWanted)
            return;
        pane.classList.toggle("over", isWanted);
        document.documentElement.classList.toggle("covered", isWanted);
        covered.forEach((node) => (node.inert = isWanted));
    }

    function open(from) {
        returnTo = from;
        showPart(null);
        setOver(true);
        pane.focus({ preventScroll: true });
    }

    // The focus goes back to where it was. Nobody knows after a reload, and it may be gone since.
    function uncover() {
        if (!isOver())
            return;
        setOver(false);
        if (returnTo?.isConnected && returnTo !== document.body)
            returnTo.focus({ preventScroll: true });
        else if (!isTouch())
            box.focus({ preventScroll: true });
    }

    function focusTitle() {
        (section.querySelector("h2") ?? pane).focus({ preventScroll: true });
    }

    // The button that had the focus keeps it when the next section has it too.
    function render(entry) {
        const focused = document.activeElement;
        const had = section.contains(focused) || problem.contains(focused) ? focused.dataset.part ?? "" : null;
        section.replaceChildren(...sectionNodes(entry, buttons(entry), (neighbour) =>
            go(referenceOf({ ...neighbour, docset: entry.docset }, entry.index))));
        pane.scrollTop = 0;
        showPart(section);
        watchTables(section);
        if (had === null)
            return;
        const again = section.querySelector(`[data-part="${had}"]`) ?? section.querySelector("h2");
        again.focus({ preventScroll: true });
    }

    // What failed is asked for again when the list comes to it again, as after the server was gone.
    function fail(error) {
        followed = "";
        if (error instanceof Stale && onStale(reference) && !isOver())
            return;
        const hadFocus = section.contains(document.activeElement);
        isGone = error instanceof Stale;
        byId("pane-problem-text").textContent = error.message;
        retry.textContent = isGone ? `Search for “${reference.title}”` : "Try again";
        showPart(problem);
        if (hadFocus)
            retry.focus({ preventScroll: true });
    }

    async function load() {
        const wanted = reference;
        let entry;
        setBusy(true);
        try {
            entry = await entries.get(wanted);
        } catch (error) {
            if (error instanceof Superseded)
                return null;
            setBusy(false);
            fail(error);
            return null;
        }
        setBusy(false);
        render(entry);
        if (isOver())
            writeView({ reading: wanted });
        return entry;
    }

    // Another section of the page that is being read.
    async function go(wanted) {
        clearTimeout(timer);
        reference = wanted;
        const entry = await load();
        if (entry !== null) {
            announce(entry.title);
            onRead(entry);
        }
    }

    // Shows what the list has come to, unless it was there before. isChosen: somebody chose it, and gets it even so,
    // when the pane has gone on to other sections. null: nothing.
    function follow(wanted, afterMs, isChosen) {
        const key = wanted === null ? "" : keyOf(wanted);
        const isElsewhere = isChosen && (reference === null || key !== keyOf(reference));
        if (!wide.matches || (key === followed && !isElsewhere))
            return;
        followed = key;
        reference = wanted;
        clearTimeout(timer);
        entries.abort();
        if (wanted === null)
            clear();
        else
            timer = setTimeout(load, entries.isKept(wanted) ? 0 : afterMs);
    }

    // The section that somebody wants to read, with the focus.
    async function show(wanted) {
        clearTimeout(timer);
        followed = keyOf(wanted);
        reference = wanted;
        const entry = await load();
        if (entry !== null)
            focusTitle();
        return entry;
    }

    // It opens where it is not in view.
    async function read(wanted) {
        if (!wide.matches && !isOver()) {
            pushView({ reading: wanted });
            open(document.activeElement);
        }
        const entry = await show(wanted);
        if (entry !== null)
            onRead(entry);
    }

    function clear() {
        clearTimeout(timer);
        entries.abort();
        setBusy(false);
        followed = "";
        reference = null;
        section.replaceChildren();
        showPart(byId("pane-hint"));
    }

    // As a place in the history says. A window that is wide now has no such place.
    function restore(reading) {
        if (!isReference(reading)) {
            uncover();
        } else if (wide.matches) {
            history.back();
        } else if (!isOver()) {
            open(null);
            show(reading);
        }
    }

    function close() {
        if (readView().reading !== undefined)
            history.back();
        else
            uncover();
    }

    // Over the page: closes it, and the focus goes to the box; false when it does not lie there.
    function leave() {
        if (!isOver())
            return false;
        returnTo = box;
        close();
        return true;
    }

    byId("pane-close").addEventListener("click", close);
    retry.addEventListener("click", () => isGone ? onSearch(reference) : load());
    pane.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || event.ctrlKey || event.altKey || event.metaKey)
            return;
        event.preventDefault();
        if (!leave())
            onLeave();
    });
    wide.addEventListener("change", () => {
        if (isOver())
            close();
        else if (wide.matches)
            onBeside();
    });

    return { follow, read, clear, restore, leave, isOver, isBeside: () => wide.matches };
}
