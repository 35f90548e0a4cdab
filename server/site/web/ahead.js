// What is probably typed next, asked for before it is: the next letter of a name that is on screen. Most letters of a
// name then have their answer at once, wherever the server is.

import { isSameQuestion } from "./question.js";

export const FIRST_LIMIT = 20; // hits that are asked for while somebody types

const HITS_LOOKED_AT = 8;
const ASK_AFTER_MS = 30; // the answer on screen is painted first

// The letter behind `word` where a word of the title begins with it, as it would be typed; "" when there is none.
function nextLetter(title, word) {
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

// The text with its next letter, or null.
export function nextText(text, hits) {
    const word = /\S*$/.exec(text)[0];
    const letters = word === "" ? [] : hits.slice(0, HITS_LOOKED_AT).map((hit) => nextLetter(hit.title, word));
    const letter = letters.find((one) => one !== "");
    return letter === undefined ? null : text + letter;
}

// What is asked for is { question, limit } as in search.js; request(wanted, signal) gives the promise of its answer.
export function createAhead(request) {
    let timer = 0;
    let guess = null; // { wanted, controller, answer }: under way or there

    function drop() {
        clearTimeout(timer);
        guess?.controller.abort();
        guess = null;
    }

    function ask(wanted) {
        const controller = new AbortController();
        const answer = request(wanted, controller.signal);
        answer.catch(() => {}); // nobody has asked for it yet
        guess = { wanted, controller, answer };
    }

    // After the answer to a question. What is typed next asks for as many hits as at first, however many there are. Who
    // saves data is not asked to pay for guesses.
    function look(question, hits) {
        drop();
        const text = navigator.connection?.saveData ? null : nextText(question.text, hits);
        if (text !== null)
            timer = setTimeout(ask, ASK_AFTER_MS, { question: { ...question, text }, limit: FIRST_LIMIT });
    }

    // The guess, { controller, answer }, when it was right; else it is given up, and null.
    function take(wanted) {
        const isRight = guess?.wanted.limit === wanted.limit && isSameQuestion(guess.wanted.question, wanted.question);
        if (wanted.isFresh || !isRight) {
            drop();
            return null;
        }
        const { controller, answer } = guess;
        guess = null;
        const again = () => request(wanted, controller.signal); // at once: nobody has waited yet
        return { controller, answer: answer.catch(again) };
    }

    return { look, take, drop };
}
