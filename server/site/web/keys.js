// The keyboard: a combobox whose listbox is walked with aria-activedescendant while the focus stays in the box.
// https://www.w3.org/TR/wai-aria-1.2/#combobox

import { isComposing } from "./typing.js";

// onChoose(option) is called when a key chose, with null for none, and onTop() when the choice went back to the box;
// onRead(option) when it is to be read in the pane.
export function createKeys(input, listbox, { onChoose, onTop, onOpen, onRead, onClear, onLiteral }) {
    let active = null;

    function options() {
        return [...listbox.querySelectorAll('[role="option"]')];
    }

    // The list stays where it is.
    function setActive(option) {
        active?.setAttribute("aria-selected", "false");
        active = option ?? null;
        if (active === null) {
            input.removeAttribute("aria-activedescendant");
            return;
        }
        active.setAttribute("aria-selected", "true");
        input.setAttribute("aria-activedescendant", active.id);
    }

    // The same, and it is to be seen.
    function reveal(option) {
        setActive(option);
        active?.scrollIntoView({ block: "nearest" });
    }

    function choose(option) {
        reveal(option);
        onChoose(active);
    }

    // Down stops at the last option; up from the first goes back to the box.
    function move(step) {
        const all = options();
        const at = active === null ? -1 : all.indexOf(active);
        if (step < 0 && active === null)
            return;
        choose(all[Math.min(at + step, all.length - 1)]);
        if (active === null)
            onTop();
    }

    function onEscape() {
        if (!onClear())
            input.blur();
    }

    function onEnter(event) {
        if (event.altKey)
            onRead(active);
        else if (!event.shiftKey || !onLiteral())
            onOpen(active, event.ctrlKey || event.metaKey);
    }

    // true: the key is used up.
    function press(event) {
        switch (event.key) {
        case "ArrowDown":
            move(1);
            return true;
        case "ArrowUp":
            move(-1);
            return true;
        case "Home":
            if (active !== null)
                choose(options()[0]);
            return active !== null;
        case "End":
            if (active !== null)
                choose(options().at(-1));
            return active !== null;
        case "ArrowLeft":
        case "ArrowRight":
            choose(null);
            return false;
        case "Enter":
            onEnter(event);
            return true;
        case "Escape":
            onEscape();
            return true;
        default:
            return false;
        }
    }

    input.addEventListener("keydown", (event) => {
        const isModified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
        if (!isComposing(event) && (event.key === "Enter" || !isModified) && press(event))
            event.preventDefault();
    });

    return { active: () => active, setActive, reveal };
}
