// "/" and "?" work by themselves, which is in the way of who speaks to the computer or hits keys without aim. So they
// can be turned off. https://www.w3.org/TR/WCAG22/#character-key-shortcuts

import { createSetting } from "./setting.js";

// Whether they are on: a function. The button switches them, hints tell of them, and so does the box.
export function createSingleKeys(button, hints, input) {
    const [slash, ...others] = input.getAttribute("aria-keyshortcuts").split(" ");
    return createSetting("docfinch-single-keys", button, {
        isOnAtFirst: true,
        onShow(isOn) {
            hints.forEach((hint) => (hint.hidden = !isOn));
            input.setAttribute("aria-keyshortcuts", (isOn ? [slash, ...others] : others).join(" "));
        },
    });
}
