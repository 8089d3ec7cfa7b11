// What stands when the app does not: the crash dialog, the guard against crash loops, and the offline worker's start.
//
// The dialog (#crash in index.html) opens when
//   - the app's panic hook dispatches `geode:crash` on window or document, detail = message;
//   - an error that passed through the wasm reaches nobody: a trap, as without memory, has no panic before it;
//   - boot.js says that the app could not be loaded (`geode-load-failed`), or its script is missing;
//   - everything has arrived, but `window.geode.ready` has not come within PATIENCE_MS.
// It never opens for a slow line: then #slow-note in the skeleton says so.
//
// Storage, shared with the app:
//   both storages  geode-planner/scenario     the scenario's text, written by the app before it computes; this tab's own
//                                             in the sessionStorage
//   localStorage   geode-planner/rescued      what was open in the crash, written here: text, or the link
//                                             (moved into the list of earlier work, geode-planner/kept/…, by the app)
//   sessionStorage geode-planner/safe-start   "1": the app opens the worked example, ignores hash and saved scenario,
//                                             removes the flag and offers what was rescued
//   sessionStorage geode-planner/crashes      crashes in a row, each within LOOP_MS of its start; two make the next a safe start
(() => {
  const PATIENCE_MS = 15_000;
  const LOOP_MS = 30_000;
  const NAME = "geode-planner/";
  const $ = (id) => document.getElementById(id);

  // Blocked or full storage never breaks anything: reads give null, writes give false.
  const read = (area, key) => {
    try {
      return globalThis[area].getItem(NAME + key);
    } catch {
      return null;
    }
  };
  const write = (area, key, value) => {
    try {
      if (value === null) globalThis[area].removeItem(NAME + key);
      else globalThis[area].setItem(NAME + key, value);
      return true;
    } catch {
      return false;
    }
  };

  /** What was saved: this tab's own before that of whichever tab saved last. */
  const saved = () => read("sessionStorage", "scenario") || read("localStorage", "scenario");

  /** The scenario as text, or the link that holds it, or null. */
  const scenario = () =>
    saved() || (location.hash.length > 1 ? location.href : null) || read("localStorage", "rescued");

  const rescue = () => {
    const text = scenario();
    if (text) write("localStorage", "rescued", text);
    write("sessionStorage", "safe-start", "1");
  };

  let state = "starting"; // starting | ready | crashed
  let late = false; // crashed, but only because it took too long
  let leaving = false;
  addEventListener("pagehide", () => (leaving = true));
  addEventListener("pageshow", () => (leaving = false));

  // Dialog -----------------------------------------------------------------------------------------------------------

  const TEXT = {
    crash: ["Geode Planner has stopped", "An error inside the planner ended it. The figures on the page behind this message may be out of date."],
    load: ["Geode Planner could not start", "Part of the page did not load, or this browser cannot run it. A current browser with WebAssembly is needed."],
    late: ["Geode Planner does not start", "Everything has been loaded, but the planner does not answer."],
  };

  function open(kind, message) {
    if (state === "crashed" || leaving) return;
    state = "crashed";
    late = kind === "late";
    if (!late) clearInterval(watch);

    let loop = false;
    // What did not load is not the scenario's fault: opening another would not help.
    if (kind !== "load" && performance.now() < LOOP_MS) {
      const crashes = Number(read("sessionStorage", "crashes")) + 1;
      loop = crashes >= 2;
      write("sessionStorage", "crashes", loop ? null : String(crashes));
      if (loop) rescue();
    }

    const [title, what] = TEXT[kind];
    $("crash-title").textContent = title;
    $("crash-what").textContent = what;
    const kept = saved() || (location.hash.length < 2 && scenario())
      ? "Your scenario is kept in this browser."
      : location.hash.length > 1
        ? "Your scenario is in this page's address: keep the link."
        : "No scenario of yours was saved in this browser yet.";
    $("crash-kept").textContent = loop ? `${kept} This happened twice in a row, so the next start opens the worked example.` : kept;
    $("crash-copy").hidden = !scenario();
    $("crash-message").textContent = message || "no message";
    const dialog = $("crash");
    if (!dialog.open) dialog.showModal();
    $("crash-reload").focus();
  }

  const crash = (event) => open("crash", String(event.detail ?? ""));

  function wire() {
    const dialog = $("crash");
    // Behind it nothing works any more: Escape must not leave a dead page that looks alive.
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => state === "crashed" && dialog.showModal());
    $("crash-reload").addEventListener("click", () => location.reload());
    $("crash-copy").addEventListener("click", async () => {
      const text = scenario() ?? "";
      try {
        await navigator.clipboard.writeText(text);
        $("crash-status").textContent = "Copied. Keep it in a file; Open reads it again.";
      } catch {
        const box = $("crash-text");
        box.value = text;
        box.hidden = false;
        box.focus();
        box.select();
        $("crash-status").textContent = "This browser does not let the page copy: the text is selected, copy it by hand.";
      }
    });
    $("crash-example").addEventListener("click", () => {
      rescue();
      write("sessionStorage", "crashes", null);
      history.replaceState(null, "", location.pathname + location.search);
      location.reload();
    });
  }

  // What can go wrong --------------------------------------------------------------------------------------------------

  // Where an error has passed through the wasm, what was half done there stays half done.
  const fatal = (error) =>
    (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) || /wasm-function/.test(error?.stack ?? "");

  addEventListener("geode:crash", crash); // dispatched on window, or bubbling up from document
  document.addEventListener("geode:crash", (event) => !event.bubbles && crash(event));
  addEventListener("geode-load-failed", (event) => open(fatal(event.detail) ? "crash" : "load", String(event.detail ?? "")));
  addEventListener(
    "error",
    (event) => {
      if (event.target instanceof HTMLScriptElement) open("load", `${event.target.src} did not load`);
      else if (fatal(event.error)) open("crash", String(event.error));
    },
    true,
  );
  addEventListener("unhandledrejection", (event) => fatal(event.reason) && open("crash", String(event.reason)));

  // Ready, late, or slow -----------------------------------------------------------------------------------------------

  function alive() {
    if (state === "crashed" && !late) return;
    state = "ready";
    if (late) {
      // The alarm was false.
      write("sessionStorage", "safe-start", null);
      write("sessionStorage", "crashes", null);
      $("crash").close();
    }
    const note = $("slow-note");
    if (note) note.hidden = true;
    setTimeout(() => state === "ready" && write("sessionStorage", "crashes", null), Math.max(0, LOOP_MS - performance.now()));
    startOffline();
  }

  // Asks again while the page is seen; a tab in the background is throttled and proves nothing.
  let waited = 0;
  let asked = false;
  const STEP_MS = 250;
  const watch = setInterval(() => {
    const ready = globalThis.geode?.ready;
    if (ready && !asked) {
      asked = true;
      clearInterval(watch);
      Promise.resolve(ready).then(alive, (error) => open("crash", String(error)));
      return;
    }
    if (state !== "starting" || document.readyState !== "complete" || document.visibilityState !== "visible") return;
    waited += STEP_MS;
    if (waited < PATIENCE_MS) return;
    const arrived = performance.getEntriesByType("resource").some((entry) => entry.name.includes(".wasm") && entry.responseEnd > 0);
    const note = $("slow-note");
    if (!arrived) {
      if (note) note.hidden = false;
      return;
    }
    // From here on it has had the time to start, not only to arrive.
    if (note && !note.hidden) {
      note.hidden = true;
      waited = 0;
      return;
    }
    open("late", "no window.geode.ready");
  }, STEP_MS);

  // Offline ------------------------------------------------------------------------------------------------------------

  function startOffline() {
    const local = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
    if (!("serviceWorker" in navigator) || !(location.protocol === "https:" || local)) return;
    // After the app runs, so that a first visit loads nothing twice. Without it the app works just as well.
    navigator.serviceWorker.register("sw.js", { updateViaCache: "none" }).catch(() => {});
  }

  wire();
})();
