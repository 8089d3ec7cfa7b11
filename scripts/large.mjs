// Scenarios as large as hardly anybody has, for benchmarks and tests.

/** So many users, regions and options as hardly anybody has. */
export const LARGE = { groups: 256, regions: 64, options: 16, each: 3 };
/** The most that a scenario may hold: every option in as many regions as it can have. */
export const LARGEST = { ...LARGE, each: 16 };
/** The largest table of round trips between regions. */
export const WIDE = { groups: 64, regions: 256, options: 4, each: 3 };
/** Every set of 15 lost regions counts: a link of it held the page for 14 s a key. */
export const SURVIVE = { groups: 256, regions: 16, options: 15, each: 16, losses: 15 };
/** Two regions in each of 8 failure domains, half of the time down, half of that together: a link of it held the page for 10 s. */
export const DOMAINS = { groups: 1, regions: 16, options: 1, each: 16, domain: 2, half: 0.5 };

/** Put into the page: `large(counts)` makes a scenario from the worked example, as text. */
export function defineLarge() {
  globalThis.large = ({ groups, regions, options, each, losses, domain, half, years = 1 }) => {
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
    if (losses) scenario.capacity = { ...scenario.capacity, sizing: { kind: "survive", losses } };
    if (domain) {
      scenario.regions.forEach((region, i) => Object.assign(region, { availability: half, failure_domain: `d${Math.floor(i / domain)}` }));
      scenario.common_mode = { ...scenario.common_mode, beta: half };
    }
    return JSON.stringify(Object.assign(scenario, { baseline: "o0", notes: {}, simulation_years: years }));
  };
}
