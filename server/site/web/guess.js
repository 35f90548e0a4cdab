// What is probably typed next: the letter, or the space, with which names and words on screen go on.

const TITLES_LOOKED_AT = 8;

// The letter behind `word` where a word of the title begins with it, as it would be typed; "" when there is none.
function nextInTitle(title, word) {
    const folded = title.toLowerCase();
    const prefix = word.toLowerCase();
    if (folded.length !== title.length) // lower case can be longer; then positions would not fit
        return "";
    for (let at = folded.indexOf(prefix); at >= 0; at = folded.indexOf(prefix, at + 1)) {
        const letter = String.fromCodePoint(title.codePointAt(at + prefix.length) ?? 0x20).trim();
        if (letter !== "" && !/[\p{L}\p{N}]/u.test(title[at - 1] ?? " "))
            return word === prefix ? letter.toLowerCase() : letter;
    }
    return "";
}

// That of the best hit whose title goes on with one.
function nextInTitles(hits, word) {
    return hits.slice(0, TITLES_LOOKED_AT).map((hit) => nextInTitle(hit.title, word)).find((one) => one !== "") ?? "";
}

const plainText = ({ title, snippet }) => `${title} ${snippet.replace(/<\/?em>/g, "").replace(/&\w+;/g, " ")}`;

// What most words in titles and excerpts that begin with `word` have behind it: a letter, or a space where they end.
function nextInWords(hits, word) {
    const prefix = word.toLowerCase();
    const counts = new Map();
    for (const [found] of hits.map(plainText).join(" ").toLowerCase().matchAll(/[\p{L}\p{N}_]+/gu))
        if (found.startsWith(prefix)) {
            const next = String.fromCodePoint(found.codePointAt(prefix.length) ?? 0x20);
            counts.set(next, (counts.get(next) ?? 0) + 1);
        }
    return [...counts].reduce((best, one) => one[1] > best[1] ? one : best, ["", 0])[0];
}

// The text with what comes next, or null. A word by itself is probably a name, one of several the word of a question.
export function nextText(text, hits) {
    const word = /\S*$/.exec(text)[0];
    if (word === "")
        return null;
    const next = word === text ? nextInTitles(hits, word) || nextInWords(hits, word)
        : nextInWords(hits, word) || nextInTitles(hits, word);
    return next === "" ? null : text + next;
}
