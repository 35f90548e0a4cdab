// Something that a reader turns on or off with a button, and this browser keeps.

import { keep, recall } from "./storage.js";

// Whether it is on: a function. onShow(isOn) is called at once and after every change.
export function createSetting(name, button, { isOnAtFirst, onShow = () => {} }) {
    const kept = recall(name) ?? null;
    let isOn = kept === null ? isOnAtFirst : kept === "1";
    function show() {
        button.setAttribute("aria-pressed", String(isOn));
        onShow(isOn);
    }
    button.addEventListener("click", () => {
        isOn = !isOn;
        keep(name, isOn ? "1" : "0");
        show();
    });
    show();
    return () => isOn;
}
