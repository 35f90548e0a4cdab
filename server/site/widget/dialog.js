// The dialog: a session of searching in it, what opens and closes it, and what the page around hears of it.

import { createDisplay, nothingFound } from "../web/display.js";
import { safeUrl } from "../web/links.js";
import { createSession } from "../web/session.js";
import { createDocsetCheck } from "./docset.js";
import { makeDialog } from "./view.js";

function tell(name, detail) {
    return document.dispatchEvent(new CustomEvent(`docfinch:${name}`, { detail, cancelable: name === "select" }));
}

// Where a hit leads: its place in the documentation or, where that has no address, the page of the server that shows
// the entry. Addresses of the server's own pages are relative to it, not to the page around the widget.
function addressOf({ id, url }, index, server) {
    const page = `entries/${encodeURIComponent(id)}?${new URLSearchParams({ index })}`;
    return safeUrl(url === "" ? page : url, server) ?? "";
}

function withLinks(answer, server) {
    return { ...answer, hits: answer.hits.map((hit) => ({ ...hit, url: addressOf(hit, answer.index, server) })) };
}

// A press and a release, both beside the panel: not the end of a selection of text.
function closeOnBackdrop(dialog, close) {
    let isPressed = false;
    dialog.addEventListener("pointerdown", (event) => (isPressed = event.target === dialog));
    dialog.addEventListener("click", (event) => {
        if (isPressed && event.target === dialog)
            close();
    });
}

function listenToHits(hits, onOpen) {
    hits.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
    hits.addEventListener("click", (event) => {
        const option = event.target.closest('[role="option"]');
        const isForBrowser = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
        if (option === null || isForBrowser)
            return;
        event.preventDefault();
        onOpen(option);
    });
}

// host: the element that holds the dialog. open(query) leaves what is in the box when the query is no string: as the
// handler of a click it gets an event. isOpen(): not for a dialog that went away with the page's body.
export function createDialog(settings) {
    const view = makeDialog(settings);
    const { host, dialog, input, hits, scroller } = view;
    const { server, docset, kind } = settings;
    let objection = ""; // to the doc set that is searched in
    let opener = null; // what has the focus again at the end, where the browser does not see to it

    const toTop = () => scroller.scrollTo({ top: 0 });
    const display = createDisplay(view, (question) => objection || nothingFound(question));
    const checkDocset = createDocsetCheck(settings, (sentence) => {
        if (sentence === objection)
            return;
        objection = sentence;
        view.nothingText.textContent = sentence || nothingFound({ text: session.answer().query });
        display.announce(view.nothingText.textContent);
    });
    const session = createSession(display, `${server}api/search`, {
        narrowing: () => ({ docset, kind }),
        adapt: (answer) => withLinks(answer, server),
        onEdit() {},
        onDecide() {}, // there is no history
        onEmpty() {},
        onAnswer(isNew) {
            if (isNew)
                toTop();
            const { index, hits: listed } = session.answer();
            if (listed.length === 0)
                checkDocset(index);
            else
                objection = "";
        },
        onMore: () => input.focus(),
        onOpen: select,
        onChoose() {},
        onTop: toTop,
        onRead() {}, // there is no pane
        onClear: close,
    });

    function begin(query) {
        if (typeof query === "string")
            session.begin({ text: query });
        else if (!session.isShown())
            session.update();
        input.select();
    }

    const isOpen = () => dialog.matches(":modal");

    // What a page takes out of its document keeps its attribute "open", and would come back beside the page's content.
    function show() {
        dialog.open = false;
        dialog.showModal();
    }

    function open(query) {
        if (!host.isConnected)
            document.body.append(host);
        const wasOpen = isOpen();
        opener = wasOpen ? opener : document.activeElement;
        if (!wasOpen)
            show();
        begin(query);
        if (!wasOpen)
            tell("open", { query: input.value });
    }

    // true: there was something to close.
    function close() {
        const wasOpen = dialog.open;
        if (wasOpen)
            dialog.close();
        return wasOpen;
    }

    // In a tab of its own, the search stays open.
    function visit(href, inNewTab) {
        if (inNewTab) {
            window.open(href, "_blank", "noopener");
            return;
        }
        close();
        location.assign(href);
    }

    function select(option, inNewTab) {
        const { href, dataset } = option ?? hits.querySelector('[role="option"]') ?? {};
        if (!href)
            return;
        const { query, hits: listed } = session.answer();
        const hit = listed.find((one) => String(one.id) === dataset.entry);
        if (tell("select", { url: href, hit, query, inNewTab }))
            visit(href, inNewTab);
    }

    // Keys come before this event where there are many, so that the dialog may be open again, with another question.
    dialog.addEventListener("close", () => {
        tell("close", {});
        if (isOpen())
            return;
        session.stop();
        if (document.activeElement === document.body)
            opener?.focus?.({ preventScroll: true });
    });
    view.close.addEventListener("click", close);
    closeOnBackdrop(dialog, close);
    listenToHits(hits, (option) => session.open(option, false));
    return { host, isOpen, open, close };
}
