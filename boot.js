// Starts the app. It stands in a file because the page's policy forbids inline scripts.
// The two links are written by Trunk with the hashed names of the build (pattern_script in Trunk.toml).
const address = (id) => document.getElementById(id).href;

/**
 * A worker of the page (src/state/jobs/client.rs) runs this file too, and then the page's own program, which the page hands
 * over as it has compiled it: they cannot be of two builds, and nothing is loaded twice.
 */
function serve() {
  const start = async ({ data: [script, module] }) => {
    let app;
    try {
      app = await import(script);
    } catch {
      return postMessage(["gone"]);
    }
    await app.default({ module_or_path: module });
  };
  addEventListener("message", start, { once: true });
  postMessage(["boot"]);
}

async function start() {
  try {
    const app = await import(address("app-js"));
    await app.default({ module_or_path: address("app-wasm") });
    // The app's main has run; whoever drives the page from outside may now look for window.geode.
    document.documentElement.dataset.started = "";
  } catch (error) {
    // The page shows its own dialog: a browser without WebAssembly or a half-loaded site must not stay blank.
    dispatchEvent(new CustomEvent("geode-load-failed", { detail: error }));
    document.getElementById("load-failed")?.removeAttribute("hidden");
    throw error;
  }
}

if (typeof document === "undefined") serve();
else await start();
