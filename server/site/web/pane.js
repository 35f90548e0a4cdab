// The reading pane: the text of an entry beside the results, and over them in a narrow window, there on demand only.
//
// Beside the list it follows what Enter would open: the chosen hit, or the best one. It never takes the focus by
// itself, and its place is there before it has anything to show, so that the list stays where it is.

import { announce } from "./answer.js";
import { createEntries, Stale, Superseded } from "./entries.js";
import { sectionNodes } from "./section.js";
import { pushView, readView } from "./url.js";

const BUSY_AFTER_MS = 250; // what takes longer is shown to be under way

const byId = (id) => document.getElementById(id);
const pane = byId("pane");
const section = byId("section");
const problem = byId("pane-problem");
const wide = matchMedia("(min-width: 64rem)");

// What is covered by a pane that lies over the page.
const covered = [document.querySelector(".brand"), byId("search"), byId("list"), byId("home")];

// onStale(): the ids are of an artifact that is gone. onRead(entry): somebody asked to read it. buttons(entry): further
// buttons for its section.
export function createPane({ onStale, onRead, onLeave, buttons }) {
    const entries = createEntries();
    let followed = ""; // which hit the pane shows or is about to show
    let reference = null; // { id, index } of what it shows or is about to show
    let returnTo = null; // what had the focus before a pane over the page took it
    let timer = 0, busyTimer = 0;

    const isOver = () => pane.classList.contains("over");
    const isInView = () => wide.matches || isOver();

    function setBusy(isBusy) {
        clearTimeout(busyTimer);
        if (isBusy)
            busyTimer = setTimeout(() => pane.setAttribute("aria-busy", "true"), BUSY_AFTER_MS);
        else
            pane.setAttribute("aria-busy", "false");
    }

    function setOver(isWanted) {
        if (isOver() === isWanted)
            return;
        pane.classList.toggle("over", isWanted);
        document.documentElement.classList.toggle("covered", isWanted);
        covered.forEach((node) => (node.inert = isWanted));
        if (!isWanted)
            returnTo?.focus({ preventScroll: true });
    }

    function focusTitle() {
        (section.querySelector("h2") ?? pane).focus({ preventScroll: true });
    }

    // The button that had the focus keeps it when the next section has it too.
    function render(entry) {
        const had = section.contains(document.activeElement) ? document.activeElement.dataset.part ?? "" : null;
        section.replaceChildren(...sectionNodes(entry, buttons(entry), (id) => go({ id, index: entry.index })));
        pane.scrollTop = 0;
        problem.hidden = true;
        section.hidden = false;
        byId("pane-hint").hidden = true;
        if (had === null)
            return;
        const again = section.querySelector(`[data-part="${had}"]`) ?? section.querySelector("h2");
        again.focus({ preventScroll: true });
    }

    // What failed is asked for again when the list comes to it again, as after the server was gone.
    function fail(error) {
        followed = "";
        if (error instanceof Stale) {
            onStale();
            return;
        }
        byId("pane-problem-text").textContent = error.message;
        section.hidden = true;
        problem.hidden = false;
    }

    async function load() {
        const wanted = reference;
        setBusy(true);
        try {
            const entry = await entries.get(wanted);
            setBusy(false);
            render(entry);
            return entry;
        } catch (error) {
            if (error instanceof Superseded)
                return null;
            setBusy(false);
            fail(error);
            return null;
        }
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

    // Shows what the list has come to, unless that is what it shows anyway. null: nothing.
    function follow(wanted, afterMs) {
        const key = wanted === null ? "" : `${wanted.index} ${wanted.id}`;
        if (!isInView() || key === followed)
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

    // Somebody wants to read it: it opens where it is not in view, and the focus goes there.
    async function read(wanted) {
        clearTimeout(timer);
        if (!isInView()) {
            returnTo = document.activeElement;
            pushView({ isReading: true });
            section.hidden = true;
            setOver(true);
            pane.focus({ preventScroll: true });
        }
        followed = `${wanted.index} ${wanted.id}`;
        reference = wanted;
        const entry = await load();
        if (entry !== null) {
            focusTitle();
            onRead(entry);
        }
    }

    function clear() {
        clearTimeout(timer);
        entries.abort();
        setBusy(false);
        followed = "";
        section.replaceChildren();
        problem.hidden = true;
        byId("pane-hint").hidden = false;
    }

    function close() {
        if (readView().isReading)
            history.back();
        else
            setOver(false);
    }

    byId("pane-close").addEventListener("click", close);
    byId("pane-retry").addEventListener("click", load);
    pane.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || event.ctrlKey || event.altKey || event.metaKey)
            return;
        event.preventDefault();
        returnTo = byId("q");
        if (isOver())
            close();
        else
            onLeave();
    });
    wide.addEventListener("change", () => isOver() && close());

    return { follow, read, clear, setOver, isBeside: () => wide.matches };
}
