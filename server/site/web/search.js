// Asks the server. Every keystroke may ask; an answer that is older than the one on screen is dropped, and requests
// that it overtook are aborted.

import { createAhead } from "./ahead.js";
import { putQuestion } from "./question.js";

const MAX_IN_FLIGHT = 3;
const WAITING_AFTER_MS = 1000; // without any answer: people have noticed, too
const TIMEOUT_MS = 8000;
const RETRY_MS = [1000, 2000, 4000, 8000];

class Refused extends Error {} // the server answered, and asking again will not help

// A network that wants a password answers in the server's place, and that can be JSON, too.
function isAnswer(json) {
    return typeof json?.query === "string" && Array.isArray(json.hits) && json.facets instanceof Object;
}

async function fetchAnswer(address, { question, limit, isFresh }, signal) {
    const parameters = new URLSearchParams();
    putQuestion(parameters, question);
    parameters.set("limit", limit);
    const response = await fetch(`${address}?${parameters}`, { signal, cache: isFresh ? "no-cache" : "default" });
    if (response.status >= 400 && response.status < 500 && response.status !== 429)
        throw new Refused(`The server refused this search (status ${response.status}).`);
    if (response.status === 503 || response.status === 429)
        throw new Error("The server is busy; trying again.");
    if (!response.ok) // that of a proxy, whose server is gone
        throw new TypeError(`status ${response.status}`);
    const answer = await response.json();
    if (!isAnswer(answer))
        throw new SyntaxError("not an answer");
    return answer;
}

// What is wanted is { question, limit, isFresh }: see question.js; hits wanted; whether the browser's cache must not
// answer by itself. onAnswer(answer, wanted) and onFailure(message, isFinal) are called for the newest; isFinal: it is
// not asked again. onWaiting() is called when its answer takes long; what failed stays so until there is one.
export function createSearch({ address, onAnswer, onWaiting, onFailure }) {
    const request = (wanted, signal) => fetchAnswer(address, wanted, signal);
    const ahead = createAhead(request);
    const inFlight = new Map(); // number of the question -> AbortController, oldest first
    let asked = 0;
    let answered = 0;
    let failures = 0;
    let waitingTimer = 0; // from the first question without an answer, since whoever types on waits as well
    let retryTimer = 0;
    let retry = null;

    function endWait() {
        clearTimeout(waitingTimer);
        waitingTimer = 0;
    }

    function beginWait() {
        if (waitingTimer === 0 && failures === 0)
            waitingTimer = setTimeout(onWaiting, WAITING_AFTER_MS);
    }

    function abort(number) {
        inFlight.get(number).abort();
        inFlight.delete(number);
    }

    // On a slow line keys come faster than answers. The oldest question has its answer first, so that it stays, and the
    // one before the newest gives way: something is shown while somebody types on.
    function makeRoom() {
        if (inFlight.size >= MAX_IN_FLIGHT)
            abort([...inFlight.keys()].at(-1));
    }

    function abortUpTo(number) {
        [...inFlight.keys()].filter((other) => other <= number).forEach(abort);
    }

    function scheduleRetry(wanted) {
        retry = () => ask(wanted);
        retryTimer = setTimeout(retry, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
        failures++;
    }

    function fail(error, wanted) {
        endWait();
        if (error instanceof Refused) {
            onFailure(error.message, true);
            return;
        }
        const isGone = error instanceof TypeError || error instanceof SyntaxError || error.name === "AbortError";
        onFailure(isGone ? "The server does not answer; trying again." : error.message, false);
        scheduleRetry(wanted);
    }

    // null: there is none, or nobody waits for it any more.
    async function answerTo(wanted, number) {
        const early = ahead.take(wanted);
        const controller = early?.controller ?? new AbortController();
        inFlight.set(number, controller);
        const timeout = setTimeout(() => controller.abort(), TIMEOUT_MS);
        try {
            return await (early?.answer ?? request(wanted, controller.signal));
        } catch (error) {
            if (number === asked && inFlight.has(number))
                fail(error, wanted);
            return null;
        } finally {
            clearTimeout(timeout);
            inFlight.delete(number);
        }
    }

    async function ask(wanted) {
        clearTimeout(retryTimer);
        retry = null;
        makeRoom();
        beginWait();
        const number = ++asked;
        const answer = await answerTo(wanted, number);
        if (answer === null || number <= answered)
            return;
        answered = number;
        failures = 0;
        abortUpTo(number);
        endWait();
        if (number < asked)
            beginWait();
        onAnswer(answer, wanted);
        if (number === asked)
            ahead.look(wanted.question, answer.hits);
    }

    // Forgets every question: whatever still comes is stale.
    function stop() {
        endWait();
        clearTimeout(retryTimer);
        retry = null;
        failures = 0;
        answered = asked;
        abortUpTo(asked);
        ahead.drop();
    }

    addEventListener("online", () => retry?.());
    return { ask, stop };
}
