// What becomes of a hit of the list: the pane shows it, or its page opens.

import { referenceOf } from "./entries.js";
import { isSamePlace } from "./place.js";
import { savedFrom } from "./saved.js";
import { safeUrl } from "./links.js";
import { flush } from "./url.js";

function visit(href, inNewTab) {
    flush();
    if (inNewTab)
        open(href, "_blank", "noopener");
    else
        location.assign(href);
}

// answer(): the one whose hits are listed, or null. isReading(): see mode.js. onChoose(option): a click chose it.
export function createHits(list, { answer, pane, saved, isReading, onChoose }) {
    const opensPane = () => isReading() && !pane.isBeside();
    let lost = null; // the hit that was to be read when its artifact was gone

    // The hit of an option; without one the best.
    function hitOf(option) {
        const id = (option ?? list.querySelector('[role="option"]'))?.dataset.entry;
        return answer()?.hits.find((hit) => String(hit.id) === id) ?? null;
    }

    const referenceTo = (hit) => hit && referenceOf(hit, answer().index);

    function remember(entry) {
        const kept = savedFrom(entry);
        if (kept !== null)
            saved.add("recent", kept);
    }

    // The pane goes with the list.
    function keepUp(option, afterMs) {
        pane.follow(referenceTo(hitOf(option)), afterMs, false);
    }

    // The same where a key or a click chose, or took the choice back.
    function follow(option, afterMs) {
        pane.follow(referenceTo(hitOf(option)), afterMs, option !== null);
    }

    function read(option) {
        const hit = hitOf(option);
        if (hit !== null)
            pane.read(referenceTo(hit));
    }

    // The artifact of what the pane was to show is gone: the next answer is of another.
    function lose({ id, index }) {
        lost = index === answer()?.index ? answer().hits.find((hit) => hit.id === id) ?? null : null;
    }

    // There is an answer, with that option chosen. What is read over the page stays, but what was lost comes again.
    function answered(option, afterMs) {
        const again = lost && answer().hits.find((hit) => isSamePlace(hit, lost));
        lost = null;
        if (again && pane.isOver())
            pane.read(referenceTo(again));
        else
            keepUp(option, afterMs);
    }

    // What has no address of its own can still be read.
    function openPage(option, inNewTab) {
        const hit = hitOf(option);
        const href = hit && safeUrl(hit.url);
        if (!href || (opensPane() && !inNewTab)) {
            read(option);
            return;
        }
        remember(hit);
        visit(href, inNewTab);
    }

    // A hit is a link, and what a modified click does is the browser's. Beside the pane one click chooses, as the arrow
    // keys do, since the pane is at once what was wanted; two open the page. Elsewhere one opens it. A click without a
    // pointer is that of assistive technology and opens, as Enter does.
    list.addEventListener("click", (event) => {
        const option = event.target.closest('[role="option"]');
        if (option === null || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
            return;
        if (event.target.closest(".read") || !option.href || opensPane()) {
            event.preventDefault();
            read(option);
        } else if (pane.isBeside() && event.detail === 1) {
            event.preventDefault();
            onChoose(option);
            follow(option, 0);
        } else {
            remember(hitOf(option));
        }
    });

    return { follow, keepUp, answered, lose, openPage, read, remember };
}
