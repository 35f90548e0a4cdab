// The keyboard: a combobox whose listbox is walked with aria-activedescendant while the focus stays in the box.
// https://www.w3.org/TR/wai-aria-1.2/#combobox

function isTyping(target) {
    return target.isContentEditable || target.closest?.("input, textarea, select") != null;
}

export function createKeys(input, listbox, { onOpen, onClear, onLiteral }) {
    let active = null;

    function options() {
        return [...listbox.querySelectorAll('[role="option"]')];
    }

    function setActive(option) {
        active?.setAttribute("aria-selected", "false");
        active = option ?? null;
        if (active === null) {
            input.removeAttribute("aria-activedescendant");
            return;
        }
        active.setAttribute("aria-selected", "true");
        input.setAttribute("aria-activedescendant", active.id);
        active.scrollIntoView({ block: "nearest" });
    }

    // Down stops at the last option; up from the first goes back to the box.
    function move(step) {
        const all = options();
        const at = active === null ? -1 : all.indexOf(active);
        if (step < 0 && active === null)
            return;
        setActive(all[Math.min(at + step, all.length - 1)]);
        if (active === null)
            scrollTo({ top: 0 });
    }

    function onEscape() {
        if (input.value !== "")
            onClear();
        else
            input.blur();
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
                setActive(options()[0]);
            return active !== null;
        case "End":
            if (active !== null)
                setActive(options().at(-1));
            return active !== null;
        case "ArrowLeft":
        case "ArrowRight":
            setActive(null);
            return false;
        case "Enter":
            if (!event.shiftKey || !onLiteral())
                onOpen(active, event.ctrlKey || event.metaKey);
            return true;
        case "Escape":
            onEscape();
            return true;
        default:
            return false;
        }
    }

    input.addEventListener("keydown", (event) => {
        const modified = event.altKey || ((event.ctrlKey || event.metaKey || event.shiftKey) && event.key !== "Enter");
        if (!event.isComposing && !modified && press(event))
            event.preventDefault();
    });

    document.addEventListener("keydown", (event) => {
        if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
            return;
        event.preventDefault();
        input.focus();
        input.select();
    });

    return { active: () => active, setActive };
}
