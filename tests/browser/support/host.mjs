// A documentation site of another origin that has the widget: its pages, its policy, and what it sees happen.

import assert from "node:assert/strict";
import { createServer } from "node:http";

// Allows a server's scripts and answers and nothing else: no inline script or style, no markup made from strings.
export function policy(address) {
    const { origin } = new URL(address);
    return `default-src 'none'; script-src ${origin}; connect-src ${origin}; base-uri 'none'; form-action 'none'; ` +
        "require-trusted-types-for 'script'; trusted-types 'none'";
}

const TEXT = "<p>Text of the page, with <a href='/elsewhere'>a link</a> and <input aria-label='A field'>.</p>";

// The element that loads the widget, with more attributes.
export function scriptOf(address, attributes = "") {
    return `<script src="${address}" ${attributes} defer></script>`;
}

export function pageWith(scripts, { body = TEXT, html = "" } = {}) {
    return `<!doctype html><html lang="en" ${html}><head><meta charset="utf-8"><title>A site</title>${scripts}</head>` +
        `<body><main><h1>A site</h1>${body}</main></body></html>`;
}

// Serves what is set in it: `html` with `headers` on every path but /site.css, which is `css`.
export async function openHost() {
    const host = { html: "", css: "", headers: {} };
    const server = createServer((request, response) => {
        const isStyle = request.url === "/site.css";
        const type = isStyle ? "text/css" : "text/html; charset=utf-8";
        response.writeHead(200, { "Content-Type": type, ...host.headers });
        response.end(isStyle ? host.css : host.html);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    host.url = `http://127.0.0.1:${server.address().port}`;
    host.close = () => new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
    });
    return host;
}

// What a page must not do: exceptions, dialogs, errors of the console, requests to any host but these.
export function watchPage(page, addresses, isExpected = () => false) {
    const complaints = [];
    page.on("request", (request) => {
        if (!addresses.some((address) => request.url().startsWith(address)))
            complaints.push(`request to another host: ${request.url()}`);
    });
    page.on("pageerror", (error) => complaints.push(`exception: ${error}`));
    page.on("dialog", (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    page.on("console", (message) => {
        const isIcon = message.location().url.endsWith("/favicon.ico"); // what browsers ask for unasked
        if (["error", "warning"].includes(message.type()) && !isIcon && !isExpected(message.text()))
            complaints.push(`console: ${message.text()}`);
    });
    return complaints;
}

// Notes in the page, before anything else runs: events of the widget, violations of the policy, keys the page sees.
export function noteEvents() {
    window.noted = [];
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
    for (const name of ["open", "close", "select"])
        document.addEventListener(`docfinch:${name}`, ({ detail }) => window.noted.push([name, detail]));
    document.addEventListener("keydown", (event) => window.noted.push(["key", event.key]));
}

export async function expectNoViolations(page) {
    assert.deepEqual(await page.evaluate(() => window.violations), []);
}
