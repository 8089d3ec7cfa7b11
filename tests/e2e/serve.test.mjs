// The local server answers as static hosts do; the other tests trust it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { test } from "node:test";
import { parseHeaders, serve } from "../../scripts/serve.mjs";
import { DIST } from "./harness.mjs";

/** A request whose path is sent as it is, which `fetch` would tidy up first. */
function get(url, path, method = "GET") {
  return new Promise((done, failed) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path, method }, (response) => {
      response.resume();
      done({ status: response.statusCode, headers: response.headers });
    })
      .on("error", failed)
      .end();
  });
}

test("types, headers, and nothing outside the folder", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "geode-serve-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "index.html"), "page");
  await writeFile(join(folder, "app.wasm"), "code");
  await writeFile(join(folder, "_headers"), "# all\n/*\n  X-Frame-Options: DENY\n/app.wasm\n  Cache-Control: immutable\n");
  const server = await serve(folder);
  t.after(() => server.close());

  const page = await get(server.url, "/?query");
  assert.equal(page.status, 200);
  assert.equal(page.headers["content-type"], "text/html; charset=utf-8");
  assert.equal(page.headers["cache-control"], "no-cache");
  assert.equal(page.headers["x-frame-options"], "DENY");
  const wasm = await get(server.url, "/app.wasm", "HEAD");
  assert.equal(wasm.headers["content-type"], "application/wasm");
  assert.equal(wasm.headers["cache-control"], "immutable");
  assert.equal((await get(server.url, "/index.html", "POST")).status, 405);
  for (const path of ["/missing", "/%2e%2e%2f", "/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd"]) {
    assert.equal((await get(server.url, path)).status, 404, path);
  }
  assert.equal((await get(server.url, "/%")).status, 400);

  const first = await serve(folder, 18080);
  t.after(() => first.close());
  const second = await serve(folder, Number(new URL(first.url).port));
  t.after(() => second.close());
  assert.notEqual(first.url, second.url);
});

// A browser never asks again for such a file: another content under the same name would never arrive.
test("what is kept for good is named by what is in it", async () => {
  const rules = parseHeaders(await readFile(join(DIST, "_headers"), "utf8"));
  const isForGood = ({ headers }) => headers.some(([name, value]) => name === "cache-control" && value.includes("immutable"));
  const prefixes = rules.filter(isForGood).map(({ path }) => path.replace(/\*$/, ""));
  const files = (await readdir(DIST, { recursive: true })).filter((path) => /\.\w+$/.test(path));
  const kept = files.filter((path) => prefixes.some((prefix) => `/${path.split(sep).join("/")}`.startsWith(prefix)));
  assert.ok(kept.length >= 5, kept.join());
  for (const path of kept) {
    const hash = createHash("sha256").update(await readFile(join(DIST, path))).digest("hex");
    assert.equal(/-([0-9a-f]{16})(_bg)?\.\w+$/.exec(path)?.[1], hash.slice(0, 16), path);
  }
});
