// The box in the dialog: what is asked, what is on screen of the answer, and which keys choose and open a hit.

import { createKeys } from "./keys.js";
import { safeUrl } from "./links.js";
import { countText, renderHits } from "./render.js";
import { createSearch } from "./search.js";

const LIMITS = [20, 50, 100]; // hits asked for: at first, and after each "Show more"
const ANNOUNCE_AFTER_MS = 600; // a screen reader hears the count when typing pauses

// onOpen(option, answer, inNewTab) is called with the element of a hit that was chosen, onClose() to leave the dialog.
export function createSession(view, settings, { onOpen, onClose }) {
    const { input, hits } = view;
    let limitStep = 0;
    let isLiteral = false; // what is in the box is not to be corrected
    let shown = null; // { text, isLiteral, answer } on screen
    let openWhenAnswered = null; // what to do with the best hit of the answer that is awaited
    let announceTimer = 0;

    const text = () => input.value.trim();
    const isShown = () => shown?.text === text() && shown.isLiteral === isLiteral;

    const keys = createKeys(input, hits, {
        onChoose: () => {},
        onTop: () => view.scroller.scrollTo({ top: 0 }),
        onOpen: openOption,
        onRead: () => {}, // there is no pane
        onClear: onClose,
        onLiteral: searchLiterally,
    });

    function say(sentence, { isError = false, spoken = sentence } = {}) {
        view.state.textContent = sentence;
        view.state.classList.toggle("error", isError);
        clearTimeout(announceTimer);
        announceTimer = setTimeout(() => (view.announcement.textContent = spoken), ANNOUNCE_AFTER_MS);
    }

    function sayCount(answer) {
        const count = answer.hits.length > 0 ? countText(answer) : "Nothing found";
        say(count, { spoken: answer.corrected === null ? count : `Showing results for ${answer.corrected}. ${count}` });
    }

    function showParts(answer, found) {
        view.corrected.hidden = answer.corrected === null;
        view.meant.textContent = answer.corrected ?? "";
        view.typed.textContent = answer.query;
        hits.hidden = !found;
        view.nothing.hidden = found;
        view.nothing.textContent =
            found ? "" : `Nothing found for “${answer.query}”. Try fewer words, or the beginning of a name.`;
        view.more.hidden = answer.hits.length < LIMITS[limitStep] || limitStep === LIMITS.length - 1;
        input.setAttribute("aria-expanded", String(found));
    }

    // Addresses of the server's own pages are relative to it, not to the page around the widget.
    function withLinks(answer) {
        const hits = answer.hits.map((hit) => ({ ...hit, url: safeUrl(hit.url, settings.server) ?? "" }));
        return { ...answer, hits };
    }

    function onAnswer(received, question) {
        const answer = withLinks(received);
        const isNew = shown?.text !== question.text;
        const chosen = keys.active()?.dataset.entry;
        shown = { text: question.text, isLiteral: question.isLiteral, answer };
        renderHits(hits, answer);
        showParts(answer, answer.hits.length > 0);
        keys.setActive(hits.querySelector(`[data-entry="${CSS.escape(chosen ?? "")}"]`));
        hits.setAttribute("aria-busy", String(!isShown()));
        sayCount(answer);
        if (isNew)
            view.scroller.scrollTo({ top: 0 });
        if (openWhenAnswered !== null && isShown())
            openOption(null, openWhenAnswered.inNewTab);
    }

    const search = createSearch({
        address: `${settings.server}api/search`,
        onAnswer,
        onFailure: (message) => say(message, { isError: true }),
    });

    function ask() {
        const { docset, kind } = settings;
        search.ask({ text: text(), docset, kind, isLiteral }, LIMITS[limitStep]);
    }

    function showNothing() {
        shown = null;
        keys.setActive(null);
        hits.replaceChildren();
        hits.setAttribute("aria-busy", "false");
        input.setAttribute("aria-expanded", "false");
        for (const part of [hits, view.corrected, view.nothing, view.more])
            part.hidden = true;
        say("");
    }

    function update() {
        openWhenAnswered = null;
        limitStep = 0;
        if (text() === "") {
            search.stop();
            showNothing();
        } else {
            keys.setActive(null);
            hits.setAttribute("aria-busy", "true");
            ask();
        }
    }

    // The same words once more, as they are typed; false when that is what is shown.
    function searchLiterally() {
        if (view.corrected.hidden || !isShown())
            return false;
        isLiteral = true;
        view.corrected.hidden = true;
        update();
        return true;
    }

    // Without a chosen option the best hit opens, once the answer to what is in the box is there.
    function openOption(option, inNewTab) {
        if (option === null && !isShown()) {
            openWhenAnswered = text() === "" ? null : { inNewTab };
            return;
        }
        openWhenAnswered = null;
        const chosen = option ?? hits.querySelector('[role="option"]');
        if (chosen?.href)
            onOpen(chosen, shown.answer, inNewTab);
    }

    input.addEventListener("input", () => {
        isLiteral = false;
        update();
    });
    hits.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
    view.form.addEventListener("submit", (event) => event.preventDefault());
    view.literal.addEventListener("click", () => {
        input.focus();
        searchLiterally();
    });
    view.more.addEventListener("click", () => {
        limitStep++;
        ask();
        input.focus();
    });
    hits.addEventListener("click", (event) => {
        const option = event.target.closest('[role="option"]');
        const isForBrowser = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
        if (option === null || isForBrowser)
            return;
        event.preventDefault();
        openOption(option, false);
    });

    return {
        // With what is to be in the box; undefined leaves what is there, selected.
        begin(query) {
            if (query !== undefined)
                input.value = query;
            isLiteral = query === undefined && isLiteral;
            input.select();
            if (!isShown())
                update();
        },
        end() {
            openWhenAnswered = null;
            search.stop();
            clearTimeout(announceTimer);
            view.announcement.textContent = "";
        },
    };
}
