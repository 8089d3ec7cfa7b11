// Scenarios as large as hardly anybody has, for benchmarks and tests.

/** Put into the page: `large(counts)` makes a scenario from the worked example, as text. */
export function defineLarge() {
  globalThis.large = ({ groups, regions, options, each }) => {
    const scenario = JSON.parse(geode.current());
    const many = (count, item) => Array.from({ length: count }, (_, i) => item(i));
    const ids = many(regions, (i) => `r${i}`);
    const [region, group, geo] = [scenario.regions[0], scenario.user_groups[0], scenario.options.find(({ kind }) => kind === "geode")];
    scenario.regions = ids.map((id, i) => ({ ...region, id, name: `Region ${i}` }));
    scenario.user_groups = many(groups, (i) => ({ ...group, id: `g${i}`, name: `Group ${i}`, share: 1 / groups }));
    scenario.user_latency_ms = Object.fromEntries(
      scenario.user_groups.map(({ id }, g) => [id, Object.fromEntries(ids.map((to, r) => [to, 20 + ((g * 37 + r * 61) % 181)]))]),
    );
    scenario.region_rtt_ms = Object.fromEntries(
      ids.slice(0, -1).map((from, i) => [from, Object.fromEntries(ids.slice(i + 1).map((to, j) => [to, 30 + ((i * 13 + j * 7) % 150)]))]),
    );
    // Different ones in each option; with three of 64 as far apart as can be.
    const step = each === 3 ? 21 : 1;
    scenario.options = many(options, (i) => ({ ...geo, id: `o${i}`, name: `Option ${i}`, regions: many(each, (k) => ids[(i * 4 + k * step) % regions]) }));
    return JSON.stringify(Object.assign(scenario, { baseline: "o0", notes: {}, simulation_years: 1 }));
  };
}
