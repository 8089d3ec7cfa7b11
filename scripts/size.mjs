// What a first visit transfers: every file of dist/, compressed with brotli as static hosts serve it.
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

// What a first visit is today, and a little: so that growth is seen and asked about. The aim was 600,000. Jobs run in the
// page's own program, so their code is loaded with it; no code is bent for fewer bytes.
const BUDGET = 1_155_000;

// Not of the first paint, so beside the budget: the catalogue, asked for once the page stands, by its own budget; the
// credits, read by who opens them; the importer, a program of its own, loaded with the first file that
// is dropped; what writes a workbook, loaded with the first one.
const LATER = [[/^catalogue\.txt$/, 40_000], [/^NOTICE$/, 10_000], [/^importer.*\.wasm$/, 570_000], [/^importer.*\.js$/, 5_000], [/^workbook.*\.wasm$/, 420_000], [/^workbook.*\.js$/, 5_000]];
const later = (name) => LATER.find(([pattern]) => pattern.test(name))?.[1];

// Read by the host, never sent.
const NOT_SENT = new Set(["_headers", "_redirects"]);
const PARTS = { ".css": "style", ".html": "page", ".js": "script", ".mjs": "script", ".wasm": "wasm", ".webmanifest": "manifest" };
const PICTURES = new Set([".ico", ".png", ".svg", ".webp"]);

const folder = process.argv[2] ?? "dist";

/** What goes over the line: hosts compress only where that helps, and pictures are compressed already. */
function transferred(bytes) {
  const packed = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  return Math.min(packed.length, bytes.length);
}

const rows = [];
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || NOT_SENT.has(entry.name)) continue;
  const bytes = await readFile(join(entry.parentPath ?? entry.path, entry.name));
  const ending = extname(entry.name);
  const part = later(entry.name) ? "later" : PARTS[ending] ?? (PICTURES.has(ending) ? "pictures" : "other");
  rows.push({ part, name: entry.name, raw: bytes.length, sent: transferred(bytes) });
}
if (!rows.some((row) => row.part === "wasm")) {
  console.error(`error: no wasm in ${folder}/. Build it first: make dist`);
  process.exit(1);
}
rows.sort((a, b) => b.sent - a.sent);

const number = (bytes) => bytes.toLocaleString("en").padStart(10);
console.log(`${"part".padEnd(10)}${"bytes".padStart(10)}${"brotli".padStart(10)}  file`);
for (const row of rows) console.log(`${row.part.padEnd(10)}${number(row.raw)}${number(row.sent)}  ${row.name}`);
const first = rows.filter((row) => row.part !== "later");
const raw = first.reduce((sum, row) => sum + row.raw, 0);
const total = first.reduce((sum, row) => sum + row.sent, 0);
console.log(`${"total".padEnd(10)}${number(raw)}${number(total)}  of ${BUDGET.toLocaleString("en")} allowed`);
if (total > BUDGET) {
  console.error(`error: the app is ${(total - BUDGET).toLocaleString("en")} bytes over its transfer budget`);
  process.exit(1);
}
for (const row of rows.filter((row) => row.sent > (later(row.name) ?? Infinity))) {
  console.error(`error: ${row.name} is ${(row.sent - later(row.name)).toLocaleString("en")} bytes over its transfer budget`);
  process.exitCode = 1;
}
