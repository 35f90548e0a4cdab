// Where the page shows an answer, and the home page in its place while nothing is asked.

import { createDisplay, nothingFound } from "./display.js";
import { filterText } from "./filters.js";

const byId = (id) => document.getElementById(id);

function nothingText(question) {
    const filters = filterText(question);
    return filters === "" ? nothingFound(question) : nothingFound(question, ` of ${filters}`);
}

byId("state").after(byId("corrected"), document.querySelector(".keys")); // at the page's end where no script is

export const display = createDisplay({
    form: byId("search"), input: byId("q"), hits: byId("hits"), state: byId("state"),
    announcement: byId("announcement"), corrected: byId("corrected"), nothing: byId("nothing"),
    nothingText: byId("nothing-text"), more: byId("more"),
}, nothingText);

export const announce = display.announce;

const homeTitle = document.title;
const tips = document.querySelector(".tips"); // how to search: also where nothing was found

// With filters, what is not found may be found elsewhere. The title is what the browser's history and bookmarks show.
export function showResults(text, isFiltered) {
    if (byId("results").hidden)
        byId("nothing").append(tips);
    document.title = `${text.trim()} - ${homeTitle}`;
    byId("home").hidden = true;
    byId("results").hidden = false;
    byId("everything").hidden = !isFiltered;
}

// Filters that are chosen wait for a question.
export function showHome(filters) {
    document.querySelector(".cards").before(tips);
    document.title = homeTitle;
    byId("results").hidden = true;
    byId("home").hidden = false;
    const text = filterText(filters);
    display.say(text === "" ? "" : `Searches ${text} only`);
}
