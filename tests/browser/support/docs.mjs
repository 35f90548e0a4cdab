// Builds an artifact from the pages in site/ and runs docfinch-serve on it.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const site = fileURLToPath(new URL("../site", import.meta.url));
const START_TIMEOUT_MS = 20000;

export function binary(variable) {
    const path = process.env[variable];
    assert.ok(path, `set ${variable} to the path of the program`);
    return path;
}

// Two doc sets: "birds" with its pages in the artifact, "guide" published on another host. A version of the guide makes
// it another artifact.
export async function buildDocs(version = "7") {
    const folder = await mkdtemp(join(tmpdir(), "docfinch-browser-"));
    const file = join(folder, "docs.db");
    await promisify(execFile)(binary("DOCFINCH_INDEX"), [
        "build", "--quiet", "--embed-pages", "-o", file,
        "--docset", `birds=${join(site, "birds")}`,
        "--docset", `guide=${join(site, "guide")}`,
        "--title", "Keeper's guide", "--docs-version", version, "--base-url", "https://guide.example.org/v7/",
    ]);
    return { file, remove: () => rm(folder, { recursive: true }) };
}

// A doc set by itself: the folder of that name in site/. With more options of the indexer.
export async function buildOne(name, options = []) {
    const folder = await mkdtemp(join(tmpdir(), "docfinch-browser-"));
    const file = join(folder, "docs.db");
    await promisify(execFile)(binary("DOCFINCH_INDEX"),
        ["build", "--quiet", ...options, "-o", file, "--docset", `${name}=${join(site, name)}`]);
    return { file, remove: () => rm(folder, { recursive: true }) };
}

// The URL that the server says it listens on.
function listening(child) {
    return new Promise((resolve, reject) => {
        const lines = [];
        const timer = setTimeout(() => reject(new Error(`no start:\n${lines.join("\n")}`)), START_TIMEOUT_MS);
        createInterface({ input: child.stderr }).on("line", (line) => {
            lines.push(line);
            const match = /listening on (http:\/\/\S+)/.exec(line);
            if (match) {
                clearTimeout(timer);
                resolve(match[1].replace(/\/$/, ""));
            }
        });
        child.once("exit", (code) => {
            clearTimeout(timer);
            reject(new Error(`docfinch-serve ended with ${code}:\n${lines.join("\n")}`));
        });
    });
}

// stop() ends the server as an operator would and checks that it ended well; kill() does not wait for anything. After
// reload() it serves what is in the file since.
export async function serve(file, port = 0, options = []) {
    const child = spawn(binary("DOCFINCH_SERVE"), [file, "--listen", `127.0.0.1:${port}`, ...options], {
        stdio: ["ignore", "ignore", "pipe"],
    });
    const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
    const url = await listening(child);
    return {
        url,
        port: Number(new URL(url).port),
        async stop() {
            child.kill("SIGTERM");
            assert.deepEqual(await ended, { code: 0, signal: null });
        },
        async reload() {
            const artifact = async () => (await fetch(url + "/readyz")).headers.get("Docfinch-Artifact");
            const before = await artifact();
            child.kill("SIGHUP");
            for (const end = Date.now() + START_TIMEOUT_MS; await artifact() === before;)
                assert.ok(Date.now() < end, "the server serves the old file");
        },
        async kill() {
            child.kill("SIGKILL");
            await ended;
        },
    };
}
