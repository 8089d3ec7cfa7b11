// Makes the page work offline after the first visit. Registered by crash.js once the app runs.
//   the page          from the network, from the cache when that fails or takes longer than PATIENCE_MS
//   hashed files      from the cache: their name changes with every bit of them (scripts/name.mjs)
//   other own files   from the network, from the cache when that fails
// The page and the files it names are kept together, so that what opens offline is always one whole build; those that it
// names for later are kept from their first use on.
// Nothing of another origin is touched. A new CACHE name drops everything that older workers kept.
const PREFIX = "geode-planner-";
const CACHE = PREFIX + "1";
const PATIENCE_MS = 3000;
const PAGE = new URL("./", location.href).href;
const LATER = /<link rel="later"[^>]*>/g;
const HASHED = /-[0-9a-f]{8,}(_bg)?\.\w+$/;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(fetch(PAGE, { cache: "no-cache" }).then(keepBuild));
});

addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
      }
      await clients.claim();
    })(),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.href.startsWith(PAGE)) return;
  if (request.mode === "navigate") {
    const path = url.origin + url.pathname;
    if (path === PAGE || path === PAGE + "index.html") event.respondWith(page(event));
  } else if (HASHED.test(url.pathname)) {
    event.respondWith(cacheFirst(request));
  } else if (!url.pathname.endsWith("/sw.js")) {
    event.respondWith(networkFirst(request));
  }
});

const usable = (response) => response.ok && response.type === "basic" && !response.redirected;

/** Files of the page's own folder that `html` names. */
function named(html) {
  const found = new Set();
  for (const [, address] of html.matchAll(/\b(?:href|src)=["']?([^"'#\s>][^"'\s>]*)/g)) {
    const url = new URL(address, PAGE);
    if (url.href.startsWith(PAGE) && url.href !== PAGE) found.add(url.href);
  }
  return found;
}

/** Keeps a fetched page with all files it names, then drops the hashed files of builds before the last two. */
async function keepBuild(response) {
  if (!usable(response)) return;
  const html = await response.clone().text();
  const cache = await caches.open(CACHE);
  const before = await cache.match(PAGE);
  const old = before ? await before.text() : "";
  if (html === old) return;
  const files = named(html.replace(LATER, ""));
  const later = named(html.match(LATER)?.join("") ?? "");
  // Who has used them has those of the new build too.
  for (const file of named(old.match(LATER)?.join("") ?? "")) {
    if (await cache.match(file)) for (const next of later) files.add(next);
  }
  // All or nothing: a build whose files cannot all be had does not replace one that works.
  await Promise.all(
    [...files].map(async (file) => {
      if (HASHED.test(file) && (await cache.match(file))) return;
      await cache.add(file);
    }),
  );
  await cache.put(PAGE, response);
  // An open tab may still ask for files of the build before.
  const kept = new Set([PAGE, ...files, ...later, ...named(old)]);
  for (const { url } of await cache.keys()) {
    if (HASHED.test(url) && !kept.has(url)) await cache.delete(url);
  }
}

async function page(event) {
  const cached = await caches.match(PAGE, { cacheName: CACHE });
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then((response) => keepBuild(response.clone())).catch(() => {}));
  if (!cached) return fresh;
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS, cached));
  // An error of the host is no page either.
  return Promise.race([fresh.then((response) => (response.status < 500 ? response : cached)), late]).catch(() => cached);
}

async function cacheFirst(request) {
  const cache = await caches.open(CACHE);
  const cached = await cache.match(request.url);
  if (cached) return cached;
  const response = await fetch(request);
  if (usable(response)) await cache.put(request.url, response.clone());
  return response;
}

async function networkFirst(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (usable(response)) await cache.put(request.url, response.clone());
    return response;
  } catch (error) {
    const cached = await cache.match(request.url);
    if (cached) return cached;
    throw error;
  }
}
