// Asks the server. Every keystroke may ask; an answer that is older than the one on screen is dropped, and requests
// that it overtook are aborted.

import { putQuestion } from "./question.js";

const MAX_IN_FLIGHT = 3;
const TIMEOUT_MS = 8000;
const RETRY_MS = [1000, 2000, 4000, 8000];

class Refused extends Error {} // the server answered, and asking again will not help

async function fetchAnswer(address, question, limit, signal) {
    const parameters = new URLSearchParams();
    putQuestion(parameters, question);
    parameters.set("limit", limit);
    const response = await fetch(`${address}?${parameters}`, { signal });
    if (response.status >= 400 && response.status < 500 && response.status !== 429)
        throw new Refused(`The server refused this search (status ${response.status}).`);
    if (!response.ok)
        throw new Error("The server is busy; trying again.");
    return response.json();
}

// For questions see question.js. onAnswer(answer, question) and onFailure(message) are called for the newest.
export function createSearch({ address, onAnswer, onFailure }) {
    const inFlight = new Map(); // number of the question -> AbortController, oldest first
    let asked = 0;
    let answered = 0;
    let failures = 0;
    let retryTimer = 0;
    let retry = null;

    function abortUpTo(number) {
        for (const [other, controller] of inFlight) {
            if (other <= number) {
                inFlight.delete(other);
                controller.abort();
            }
        }
    }

    function scheduleRetry(question, limit) {
        retry = () => ask(question, limit);
        retryTimer = setTimeout(retry, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
        failures++;
    }

    function fail(error, question, limit) {
        if (error instanceof Refused) {
            onFailure(error.message);
            return;
        }
        const unreachable = error instanceof TypeError || error.name === "AbortError";
        onFailure(unreachable ? "The server does not answer; trying again." : error.message);
        scheduleRetry(question, limit);
    }

    async function ask(question, limit) {
        clearTimeout(retryTimer);
        retry = null;
        const number = ++asked;
        const controller = new AbortController();
        if (inFlight.size >= MAX_IN_FLIGHT)
            abortUpTo(inFlight.keys().next().value);
        inFlight.set(number, controller);
        const timeout = setTimeout(() => controller.abort(), TIMEOUT_MS);
        try {
            const answer = await fetchAnswer(address, question, limit, controller.signal);
            if (number > answered) {
                answered = number;
                failures = 0;
                abortUpTo(number);
                onAnswer(answer, question);
            }
        } catch (error) {
            if (number === asked && inFlight.has(number))
                fail(error, question, limit);
        } finally {
            clearTimeout(timeout);
            inFlight.delete(number);
        }
    }

    // Forgets every question: whatever still comes is stale.
    function stop() {
        clearTimeout(retryTimer);
        retry = null;
        failures = 0;
        answered = asked;
        abortUpTo(asked);
    }

    addEventListener("online", () => retry?.());
    return { ask, stop };
}
