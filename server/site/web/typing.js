// What is typed: key presses that are text, for a field or for an input method, and whether there are keys at all.

// For a field: then it is no shortcut. In a shadow tree the field is at the start of the event's path, while the
// event's target is the element around the tree.
export function isTyping(event) {
    const [target] = event.composedPath();
    return target.isContentEditable || target.closest?.("input, textarea, select") != null;
}

// For an input method, such as the Enter that ends a composition. In Safari the composition is over before that key
// comes, and only its code tells.
export function isComposing(event) {
    return event.isComposing || event.keyCode === 229;
}

// Where a box that gets the focus brings up a keyboard, which covers half of what is read.
export function isTouch() {
    return !matchMedia("(hover: hover)").matches;
}
