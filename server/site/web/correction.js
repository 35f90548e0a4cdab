// The line that says which words were searched for, and leads to the others: from those that were meant to those that
// were typed, and back.

import { element } from "./render.js";

// Fills the element. What its button does is not known here.
export function createCorrection(line) {
    const said = element("span", ""), button = element("button", "plain");
    const key = element("kbd", "shortcut", "Shift Enter");
    button.type = "button";
    button.setAttribute("aria-keyshortcuts", "Shift+Enter");
    key.setAttribute("aria-hidden", "true");
    line.append(said, " ", button, " ", key);

    // The words of an answer as they are said to ears; "" when there is nothing to say. The parts are made anew, since
    // old ones would move where what stands before them is longer.
    function show({ query, corrected }, { isLiteral }) {
        line.hidden = corrected === null && !isLiteral;
        const phrase = isLiteral ? "Searched for exactly " : "Showing results for ";
        const words = isLiteral ? query : corrected ?? "";
        const offer = isLiteral ? ["Search with corrections"] : ["Search for exactly ", element("b", "", query)];
        said.replaceChildren(phrase, element("b", "", words), element("span", "unseen", "."));
        button.replaceChildren(...offer);
        return line.hidden ? "" : `${phrase}${words}. `;
    }

    return { button, show, isShown: () => !line.hidden };
}
