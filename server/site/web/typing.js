// Whether a key press is text for a field: then it is no shortcut. In a shadow tree the field is at the start of the
// event's path, while the event's target is the element around the tree.

export function isTyping(event) {
    const [target] = event.composedPath();
    return target.isContentEditable || target.closest?.("input, textarea, select") != null;
}
