// Keys that work wherever the focus is, and the overlay that lists all keys.

import { createSingleKeys } from "./singlekeys.js";
import { isComposing, isTyping } from "./typing.js";

const help = document.getElementById("help");
const hasSingleKeys = createSingleKeys(document.getElementById("single-keys"),
    document.querySelectorAll(".slash, .keys > kbd"), document.getElementById("q"));

// The browser gives the focus back to where it was when the overlay closes.
function showHelp() {
    if (!help.open)
        help.showModal();
}

// The digit of Alt-1 to Alt-9, by the key's place: with Alt some keyboards write another sign, such as a bracket, which
// is text where there is a field for it. 0: another key.
function digitOf(event) {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (digit === undefined || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
        return 0;
    return event.key !== digit && isTyping(event) ? 0 : Number(digit);
}

function isSearchKey(event) {
    const isControlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    const isSlash = hasSingleKeys() && event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event);
    return (isControlK || isSlash) && !event.altKey;
}

// onSearch() is to bring the box; onNumber(n) opens the n-th hit and returns false when there is none.
export function createShortcuts({ onSearch, onNumber }) {
    function press(event) {
        const isEscape = event.key === "Escape" && !isTyping(event);
        if (isEscape || isSearchKey(event)) {
            onSearch();
            return true;
        }
        if (hasSingleKeys() && event.key === "?" && !event.ctrlKey && !event.metaKey && !isTyping(event)) {
            showHelp();
            return true;
        }
        const digit = digitOf(event);
        return digit > 0 && onNumber(digit);
    }

    document.addEventListener("keydown", (event) => {
        if (!isComposing(event) && !event.defaultPrevented && !help.open && press(event))
            event.preventDefault();
    });
    for (const button of document.querySelectorAll("[data-help]"))
        button.addEventListener("click", showHelp);
    help.addEventListener("click", (event) => event.target === help && help.close()); // beside it
}
