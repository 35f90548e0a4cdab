// What opening a result does where the pane is not beside the list: it opens the page, or the pane when the reader says
// so. An option can hold no button, so that this is how a screen reader on a phone gets to the pane. Kept in this
// browser.

import { element } from "./render.js";

const KEY = `docfinch-reads-here:${new URL(".", location.href).pathname}`;

// The storage may be off or full: then the choice holds for the page.
function stored() {
    try {
        return localStorage.getItem(KEY) === "1";
    } catch {
        return false;
    }
}

function store(isOn) {
    try {
        localStorage.setItem(KEY, isOn ? "1" : "0");
    } catch {
        // nothing is lost but the memory of it
    }
}

// Whether results open in the pane: a function. A button in that element switches it.
export function createMode(parent) {
    const button = element("button", "plain", "Read results here");
    button.type = "button";
    button.id = "read-here";
    parent.append(element("p", "mode", button));
    let isOn = stored();
    const show = () => button.setAttribute("aria-pressed", String(isOn));
    button.addEventListener("click", () => {
        isOn = !isOn;
        store(isOn);
        show();
    });
    show();
    return () => isOn;
}
