// Sets the chosen theme before the first paint: data-theme="light" or "dark" on <html>, nothing for the system's.
// The choice lives in localStorage under geode-planner/theme. To change it the app stores the choice (or removes it)
// and sets or removes data-theme; the browser's own colours follow here, and other tabs follow too.
(() => {
  const KEY = "geode-planner/theme";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage is blocked: the system's theme
    }
  };
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  const paint = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = dark ? "#1a1e22" : "#f6f7f8";
  };

  apply(chosen());
  paint();
  root.dataset.js = ""; // the skeleton is for those who will see it filled
  new MutationObserver(paint).observe(root, { attributeFilter: ["data-theme"] });
  system.addEventListener("change", paint);
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) apply(chosen());
  });
})();
