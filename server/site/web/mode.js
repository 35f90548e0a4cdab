// What opening a result does where the pane is not beside the list: it opens the page, or the pane when the reader says
// so. An option can hold no button, so that this is how a screen reader on a phone gets to the pane.

import { element } from "./render.js";
import { createSetting } from "./setting.js";

// Whether results open in the pane: a function. A button in that element switches it.
export function createMode(parent) {
    const button = element("button", "plain", "Read results here");
    button.type = "button";
    button.id = "read-here";
    parent.append(element("p", "mode", button));
    return createSetting("docfinch-reads-here", button, { isOnAtFirst: false });
}
