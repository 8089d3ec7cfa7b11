// A static server for dist/, with no dependency. As a command: node scripts/serve.mjs [folder]
// (port 8080 or $PORT, the next free one if that is taken). As a module: `serve` for the tests.
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  // Anything else makes browsers compile only after the whole download.
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** The `_headers` file of static hosts: a path (`*` at its end matches anything), below it indented `Name: value`. */
export function parseHeaders(text) {
  const rules = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const indented = /^\s+([\w-]+):\s*(.*)$/.exec(line);
    if (!indented) rules.push({ path: line.trim(), headers: [] });
    else if (rules.length > 0) rules.at(-1).headers.push([indented[1].toLowerCase(), indented[2].trim()]);
  }
  return rules;
}

function matches(rule, path) {
  return rule.path.endsWith("*") ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path;
}

async function answer(root, rules, request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  let path;
  try {
    path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  } catch {
    response.writeHead(400).end();
    return;
  }
  if (path.endsWith("/")) path += "index.html";
  const file = normalize(join(root, path));
  const found = file.startsWith(root + sep) && !path.includes("\0") ? await stat(file).catch(() => null) : null;
  if (!found?.isFile()) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("not found\n");
    return;
  }
  const headers = {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-length": found.size,
    // Locally every build must show at once, unless _headers says otherwise.
    "cache-control": "no-cache",
  };
  for (const rule of rules) {
    if (matches(rule, path)) for (const [name, value] of rule.headers) headers[name] = value;
  }
  response.writeHead(200, headers);
  if (request.method === "HEAD") response.end();
  else createReadStream(file).on("error", () => response.destroy()).pipe(response);
}

/** Serves `folder` on 127.0.0.1; `port` 0 takes any free one, another the next free one from there. */
export async function serve(folder, port = 0) {
  const root = resolve(folder);
  const rules = parseHeaders(await readFile(join(root, "_headers"), "utf8").catch(() => ""));
  const server = createServer((request, response) => {
    answer(root, rules, request, response).catch(() => response.destroy());
  });
  const last = port === 0 ? 0 : Math.min(port + 99, 65535);
  for (let candidate = port; ; candidate += 1) {
    try {
      await new Promise((done, failed) => {
        server.once("error", failed);
        server.listen(candidate, "127.0.0.1", () => {
          server.off("error", failed);
          done();
        });
      });
      break;
    } catch (error) {
      if (error.code !== "EADDRINUSE" || candidate >= last) throw error;
    }
  }
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env.PORT ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error(`error: PORT must be a whole number from 0 to 65535, not '${process.env.PORT}'`);
    process.exit(1);
  }
  const { url } = await serve(process.argv[2] ?? "dist", port);
  console.log(`==> Geode Planner runs at ${url} (Ctrl+C stops it)`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
}
