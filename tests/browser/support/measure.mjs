// What a page does over time, seen from within it: scripts that run in it before its own.

// What is typed where layout and speed are looked at: names and words, as people look for them.
export const QUERIES = [
    "json.dumps", "open file", "asyncio.create_task", "csv reader", "sort a list", "os.path.join", "subprocess run",
    "datetime", "regular expression", "threading.Lock", "read lines", "itertools", "http server", "collections.deque",
    "unit test", "environment variable", "copy directory", "sqlite3 connect", "random number", "pathlib glob",
];

// Fills window.shifts with every layout shift, { value, recent, what }. recent: within half a second of a key or click,
// which the figure that browsers report as "cumulative layout shift" leaves out; what: the elements that moved.
export function watchShifts() {
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
            window.shifts.push({
                value: entry.value, recent: entry.hadRecentInput,
                what: entry.sources.map(({ node, previousRect, currentRect }) =>
                    `${(node?.outerHTML ?? node?.data ?? "").slice(0, 80)} ${previousRect.top} -> ${currentRect.top}`),
            });
    }).observe({ type: "layout-shift", buffered: true });
}

// Sets window.interactiveMs when the page is loaded and its box has the focus, so that a key goes into it.
export function watchStart() {
    const look = () => {
        if (document.readyState === "complete" && document.activeElement?.id === "q")
            window.interactiveMs = performance.now();
        else
            setTimeout(look, 1);
    };
    look();
}

// Fills window.latencies with the milliseconds from each key to the frame that shows the answer to what is in the box
// since then. A key's time is that of its event, which the browser gets before the page. The list says with aria-busy
// that its answer is for what is in the box; the frame with it is painted when a message that was posted in its
// animation callback arrives. Where an answer comes after the next key, the key before waits for that key's.
export function watchKeys() {
    window.latencies = [];
    let pending = [];
    const paint = (keys) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.latencies.push(...keys.map((time) => performance.now() - time));
        port2.postMessage(null);
    });
    addEventListener("keydown", (event) => {
        if (event.key.length === 1) // a character
            pending.push(event.timeStamp);
    }, true);
    addEventListener("DOMContentLoaded", () => {
        const hits = document.getElementById("hits");
        new MutationObserver(() => {
            if (pending.length > 0 && hits.getAttribute("aria-busy") === "false") {
                paint(pending);
                pending = [];
            }
        }).observe(hits, { attributes: true, attributeFilter: ["aria-busy"] });
    });
}

// Bytes that came over the network for a page with all its files, heads included, and the addresses asked.
export async function measureTransfer(page, address) {
    const client = await page.context().newCDPSession(page);
    const seen = { bytes: 0, addresses: [] };
    client.on("Network.requestWillBeSent", ({ request }) => seen.addresses.push(request.url));
    client.on("Network.loadingFinished", ({ encodedDataLength }) => (seen.bytes += encodedDataLength));
    await client.send("Network.enable");
    await page.goto(address, { waitUntil: "networkidle" });
    await client.detach();
    return seen;
}
