// Names the files of the build by what is in them. Trunk has named them by what they were before wasm-opt and esbuild,
// so a change of those tools alone would keep a name that browsers were told never to ask for again.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2] ?? "dist";

/** A name with Trunk's hash in it, which it writes without leading zeros: what stands before, the hash, what stands behind. */
const HASHED = /^(.*-)[0-9a-f]{8,16}((?:_bg)?\.\w+)$/;
/** Programs for workers, to which Trunk gives no hash. */
const WORKER = /^(importer|workbook)((?:_bg)?\.(?:js|wasm))$/;
/** Who names others comes after them: the page, the script of wasm-bindgen. */
const ORDER = [".wasm", ".css", ".js"];

const paths = readdirSync(folder, { recursive: true }).filter((path) => HASHED.test(path) || WORKER.test(path));
const rank = (path) => ORDER.findIndex((ending) => path.endsWith(ending));
paths.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));

const fileName = (path) => path.split(/[/\\]/).at(-1);
const renamed = new Map();

/** The text with the new names, of which none is yet to come. */
function addressed(path) {
  let text = readFileSync(join(folder, path), "utf8");
  for (const [old, now] of renamed) text = text.replaceAll(old, now);
  const early = paths.map(fileName).find((old) => !renamed.has(old) && text.includes(old));
  if (early) throw new Error(`${path} names ${early}, which gets its own name later: see ORDER in scripts/name.mjs`);
  return text;
}

for (const path of paths) {
  if (!path.endsWith(".wasm")) writeFileSync(join(folder, path), addressed(path));
  const hash = createHash("sha256").update(readFileSync(join(folder, path))).digest("hex").slice(0, 16);
  const now = path.replace(HASHED, `$1${hash}$2`).replace(WORKER, `$1-${hash}$2`);
  renameSync(join(folder, path), join(folder, now));
  renamed.set(fileName(path), fileName(now));
}
writeFileSync(join(folder, "index.html"), addressed("index.html"));
