// Shrinks the wasm of the build and what joins it to the page:
//   - without the classes for streams that Leptos brings, which the page never uses: as exports they keep their code;
//   - wasm-opt for size, with the passes that help after compression, not before;
//   - functions that are alike side by side;
//   - names of a letter or two for what the wasm imports and exports: the long ones of wasm-bindgen are of no use in
//     the page, and 6 KB of its transfer;
//   - file names by what is in the files, so that a browser never joins two builds.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { named } from "./order.mjs";
import { withExports } from "./wasm.mjs";

const folder = process.argv[2] ?? "dist";

/** What current browsers know. */
const FEATURES = [
  "--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals",
  "--enable-reference-types --enable-multivalue",
];
const SMALLER = [
  "-Oz --converge",
  // Nothing is inlined: the compiler has done it where it helps.
  "--one-caller-inline-max-function-size=0 --always-inline-max-function-size=0",
  // The first kilobyte is the very end of the stack, so no sum that wraps leads to anything.
  "--low-memory-unused",
  // Less code, but further from the patterns that brotli knows by then: 2.5 KB of transfer.
  "--skip-pass=local-cse --skip-pass=simplify-locals --skip-pass=ssa-nomerge",
  // Data with its zeros left out comes in pieces that compress worse than the zeros: 1 KB.
  "--skip-pass=memory-packing",
  "--merge-locals --reorder-locals",
];
const IN_ORDER = ["--reorder-functions-by-name --strip-debug --minify-imports-and-exports-and-modules"];

/** Runs wasm-opt on a file where it stands; what it says. */
function optimise(wasm, flags) {
  const options = [...FEATURES, ...flags].flatMap((line) => line.split(" "));
  return execFileSync("wasm-opt", [...options, wasm, "-o", wasm], { encoding: "utf8" });
}

/** The one file of the build with this ending. */
function built(ending) {
  const found = readdirSync(folder).filter((name) => name.startsWith("geode-planner-") && name.endsWith(ending));
  if (found.length !== 1) throw new Error(`${folder}/ has ${found.length} files geode-planner-*${ending}, expected one`);
  return found[0];
}

/** The script of wasm-bindgen without the classes that it offers to other scripts: there are none. */
function withoutClasses(script) {
  const classes = Array.from(script.matchAll(/^export class (\w+) \{/gm), ([, name]) => name);
  return classes.reduce(
    (rest, name) =>
      rest
        .replace(new RegExp(`^export class ${name} \\{[^]*?^\\}\n`, "m"), "")
        .replace(new RegExp(`^if \\(Symbol\\.dispose\\) ${name}\\..*\n`, "m"), "")
        .replace(new RegExp(`^const ${name}Finalization = [^;]*;\n`, "m"), ""),
    script,
  );
}

/** What the script takes from the wasm. */
function used(script) {
  return new Set(Array.from(script.matchAll(/\bwasm\.([\w$]+)/g), ([, name]) => name));
}

/** Shrinks a wasm file where it stands; the new names of what it imports, exports and of the module it imports from. */
function shrunk(wasm, wanted) {
  writeFileSync(wasm, withExports(readFileSync(wasm), wanted));
  optimise(wasm, SMALLER);
  writeFileSync(wasm, named(readFileSync(wasm)));
  const { imports, exports } = JSON.parse(optimise(wasm, IN_ORDER));
  return { module: imports[0][0], imports: new Map(imports.map(([, old, short]) => [old, short])), exports: new Map(exports) };
}

/** The script of wasm-bindgen with the new names. */
function joined(script, { module, imports, exports }) {
  return (
    script
      // const import0 = {
      //     __wbg_focus_e1638be0df4aeb8f: function(arg0) {
      //     },
      .replace(/^( {8})(\w+)(: function\([^]*?^ {8}\}.*\n)/gm, (all, indent, name, body) =>
        imports.has(name) ? indent + imports.get(name) + body : "",
      )
      // wasm.memory.buffer
      .replace(/\bwasm\.(\w+)/g, (use, name) => `wasm.${exports.get(name) ?? name}`)
      // "./geode-planner_bg.js": import0
      .replaceAll(`"${module}"`, '"a"')
  );
}

/** What is not given would only be missed in the browser. */
function check(wasm, script) {
  const module = new WebAssembly.Module(wasm);
  const offered = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  const absent = Array.from(used(script)).filter((name) => !offered.has(name));
  if (absent.length > 0) throw new Error(`the script uses what the wasm does not export: ${JSON.stringify(absent)}`);
  const wanted = WebAssembly.Module.imports(module);
  const given = new Set(Array.from(script.matchAll(/^ *([\w$]+): function\(/gm), ([, name]) => name));
  const missing = wanted.filter(({ module, name }) => module !== "a" || !given.has(name));
  if (missing.length > 0) throw new Error(`the script does not give what the wasm imports: ${JSON.stringify(missing)}`);
}

const before = { wasm: built("_bg.wasm"), script: built(".js") };
const whole = withoutClasses(readFileSync(join(folder, before.script), "utf8"));
const renamed = shrunk(join(folder, before.wasm), used(whole));
const wasm = readFileSync(join(folder, before.wasm));
const script = joined(whole, renamed);
check(wasm, script);

const hash = createHash("sha256").update(wasm).update(script).digest("hex").slice(0, 16);
const after = { wasm: `geode-planner-${hash}_bg.wasm`, script: `geode-planner-${hash}.js` };
const addressed = (text) => text.replaceAll(before.wasm, after.wasm).replaceAll(before.script, after.script);
renameSync(join(folder, before.wasm), join(folder, after.wasm));
renameSync(join(folder, before.script), join(folder, after.script));
writeFileSync(join(folder, after.script), addressed(script));
writeFileSync(join(folder, "index.html"), addressed(readFileSync(join(folder, "index.html"), "utf8")));
