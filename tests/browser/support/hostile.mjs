// Documentation of people who mean harm: a doc set for each payload.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { binary } from "./docs.mjs";
import { hostilePage, markupPage, PAYLOADS } from "./payloads.mjs";

const MAX_NAME_BYTES = 200;

// File systems take all but '/' and NUL.
function fileName(payload) {
    return Buffer.from(payload.replaceAll("/", "\u2215")).subarray(0, MAX_NAME_BYTES).toString().replace(/\ufffd$/, "");
}

// The options for the doc set with that number: its pages have the payload, and so have its title and version.
async function writeDocset(folder, payload, number) {
    const path = join(folder, String(number));
    await mkdir(path);
    await writeFile(join(path, `${fileName(payload)}.html`), hostilePage(payload, number));
    await writeFile(join(path, "markup.html"), markupPage(payload, number));
    const oneLine = payload.replace(/[\n\r\t\v]/g, " ").slice(0, 100);
    return ["--docset", `set${number}=${path}`, "--title", `${oneLine} set${number}`, "--docs-version", oneLine];
}

export async function buildHostileDocs() {
    const folder = await mkdtemp(join(tmpdir(), "docfinch-hostile-"));
    const file = join(folder, "docs.db");
    const options = await Promise.all(PAYLOADS.map((payload, number) => writeDocset(folder, payload, number)));
    await promisify(execFile)(binary("DOCFINCH_INDEX"), ["build", "--quiet", "--embed-pages", "-o", file,
        ...options.flat()]);
    return { file, remove: () => rm(folder, { recursive: true }) };
}
