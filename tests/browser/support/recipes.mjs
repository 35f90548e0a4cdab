// The recipes of the manual's page on the widget, and sites that generators make with them.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { promisify } from "node:util";

import { binary } from "./docs.mjs";

const run = promisify(execFile);

const REFERENCES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
const unescape = (html) => html.replace(/&(?:lt|gt|quot|amp);/g, (reference) => REFERENCES[reference]);

// { html, recipes }: the page, and its samples by the id of the heading that they stand below. "" has those above all.
export async function readRecipes() {
    const html = await readFile(join(binary("DOCFINCH_MANUAL"), "widget.html"), "utf-8");
    const recipes = {};
    for (const part of html.split(/<h[23] id="/)) {
        const id = part === html.split(/<h[23] id="/)[0] ? "" : part.slice(0, part.indexOf('"'));
        recipes[id] = [...part.matchAll(/<pre><code>(.*?)<\/code><\/pre>/gs)].map((match) => unescape(match[1]));
    }
    return { html, recipes };
}

// A recipe with the address of a server and the name of a doc set of its own.
export const filled = (recipe, server) => recipe.replaceAll("https://docs-search.example.org", server.url)
    .replaceAll('"guide"', '"birds"');

async function writeFiles(folder, files) {
    for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), text);
    }
}

// Writes the files of a site and has `build(folder)`, which makes the folder "out" of them. Gives that folder.
async function buildSite(files, build) {
    const folder = await mkdtemp(join(tmpdir(), "docfinch-recipe-"));
    await writeFiles(folder, files);
    await build(folder);
    return { folder: join(folder, "out"), remove: () => rm(folder, { recursive: true }) };
}

export function buildSphinx(theme, [conf]) {
    const settings = `project = "Site"\nhtml_theme = "${theme}"\nhtml_show_sphinx = False\n${conf}`;
    const files = {
        "conf.py": settings,
        "index.rst": "Site\n====\n\n.. toctree::\n\n   second\n",
        "second.rst": "Second\n======\n\nText.\n",
    };
    return buildSite(files, (folder) => run("sphinx-build", ["-q", "-b", "html", folder, join(folder, "out")]));
}

// theme: lines more of the theme's settings.
export function buildMkdocs(theme, [settings, template, style]) {
    const files = {
        "mkdocs.yml": `site_name: Site\nsite_url: ""\nsite_dir: out\n${settings}`
            .replace(/^ {2}name: material$/m, (line) => `${line}\n  font: false\n${theme}`),
        "overrides/main.html": template,
        "docs/docfinch.css": style,
        "docs/index.md": "# Site\n\nText.\n",
        "docs/second.md": "# Second\n\nText.\n",
    };
    return buildSite(files, (folder) => run("mkdocs", ["build", "-q"], { cwd: folder }));
}

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

// Serves the files of a folder, or of an object by their paths.
export async function serveSite(files) {
    const read = typeof files === "string" ? (path) => readFile(join(files, path)) : async (path) => {
        if (!(path in files))
            throw new Error(path);
        return files[path];
    };
    const server = createServer(async (request, response) => {
        const path = normalize(new URL(request.url, "http://a").pathname).replace(/\/$/, "/index.html");
        try {
            const body = await read(path);
            response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" }).end(body);
        } catch {
            response.writeHead(404).end();
        }
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${server.address().port}`,
        close: () => new Promise((resolve) => {
            server.close(resolve);
            server.closeAllConnections();
        }),
    };
}
