// What is asked: { text, docset, kind, isLiteral }. An empty doc set or kind means all; isLiteral, that no word of the
// text is to be corrected. A space at the end of the text says that its last word is whole.

const NAMES = { text: "q", docset: "docset", kind: "kind", literal: "literal" }; // of its parts, in addresses

export function isSameQuestion(a, b) {
    return ["text", "docset", "kind", "isLiteral"].every((part) => a[part] === b[part]);
}

// Nothing is asked.
export function isBlank({ text }) {
    return text.trim() === "";
}

export function questionIn(parameters) {
    const value = (name) => parameters.get(NAMES[name]) ?? "";
    return { text: value("text"), docset: value("docset"), kind: value("kind"), isLiteral: value("literal") === "1" };
}

// Sets the parameters that a question needs, removes those it does not need, and leaves all others.
export function putQuestion(parameters, question) {
    const text = isBlank(question) ? "" : question.text;
    const values = { ...question, text, literal: question.isLiteral && text !== "" ? "1" : "" };
    for (const [member, name] of Object.entries(NAMES)) {
        if (values[member] === "")
            parameters.delete(name);
        else
            parameters.set(name, values[member]);
    }
}
