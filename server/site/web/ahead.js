// What is probably typed next, asked for before it is. Most letters of a name, and many of a question, then have their
// answer at once, wherever the server is.

import { nextText } from "./guess.js";
import { isSameQuestion } from "./question.js";

export const FIRST_LIMIT = 20; // hits that are asked for while somebody types

const ASK_AFTER_MS = 30; // the answer on screen is painted first

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
