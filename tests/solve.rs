//! Solve-for and flip points: the answer put back into the scenario gives the change.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // helpers of tests

mod support;

use geode_core::engine::{self, Depth, Figures, Scratch};
use geode_core::planning::solving::{self, Condition};
use geode_core::planning::{
    Drawn, Flip, Job as _, Solving, Status, Tornado, Varied, asked_for, best, flips, in_one_go, nearest, percentiles,
    solve, tornado,
};
use geode_core::report;
use geode_core::report::verdict::VerdictKind;
use geode_core::scenario::edit::{set_outages, set_range};
use geode_core::scenario::inputs::{self, Input};
use geode_core::scenario::model::{DistributionKind, Target};
use geode_core::scenario::problem::Problem;
use geode_core::scenario::{Scenario, presets, restore};
use proptest::prelude::*;
use support::generator;

fn figures_of(scenario: &Scenario) -> (Problem, Figures) {
    let problem = Problem::compile(scenario);
    let mut figures = Figures::default();
    engine::evaluate(&problem, &mut Scratch::default(), &mut figures, Depth::Headline);
    (problem, figures)
}

/// The figures of the scenario with another value, by the way of a file.
fn with_value(scenario: &Scenario, input: &Input, at: inputs::At, value: f64) -> Option<(Problem, Figures)> {
    let mut edited = scenario.clone();
    // As the page puts it in: an availability takes the place of an unavailability that was given.
    assert!(input.write(&mut edited, at, &input.exactly(Some(value), None)));
    let restored = restore::from_text(&edited.to_json()).ok()?;
    Some(figures_of(&restored.scenario))
}

fn all_flips(scenario: &Scenario) -> Vec<Flip> {
    let problem = Problem::compile(scenario);
    inputs::all(scenario).into_iter().flat_map(|(_, input, at)| flips(&problem, input, at)).collect()
}

/// Known from the design: latency of Asia to US East 200 → 585.6 ms (1.07), of Europe 100 → 343.7 ms (1.23), revenue
/// 36,150,192 (1.285).
#[test]
fn the_worked_example_flips_where_it_is_known_to() {
    let example = presets::worked_example();
    let near = nearest(all_flips(&example));
    let told: Vec<(f64, f64, Option<usize>)> = near
        .iter()
        .map(|flip| {
            ((flip.flips_at * 10.0).round() / 10.0, (flip.distance().unwrap() * 100.0).round() / 100.0, flip.to)
        })
        .collect();
    assert_eq!(told[..2], [(585.6, 1.07, Some(2)), (343.7, 1.23, Some(2))]);
    assert_eq!((near[2].flips_at.round(), told[2].1, told[2].2), (36_150_192.0, 1.29, Some(3)));
}

/// Break-evens of the worked example that follow from its formulas: gain × revenue × margin = extra cost.
#[test]
fn a_break_even_is_solved_for() {
    let example = presets::worked_example();
    let problem = Problem::compile(&example);
    for pointer in ["/revenue/gain_per_100_ms", "/revenue/downtime_cost_per_hour"] {
        let (input, at) = inputs::find(&example, pointer).unwrap();
        let mut varied = Varied::new(&problem, input, at, Depth::Headline).unwrap();
        let solved = solve(&mut varied, &|_, figures| figures.options[3].rigorous.value.net_monthly_benefit);
        let (_, figures) = figures_of(&example);
        let value = &figures.options[3].rigorous.value;
        let closed = if pointer.contains("gain") {
            value.break_even_gain_per_100_ms
        } else {
            value.break_even_downtime_cost_per_hour
        };
        assert_eq!(solved.status, Status::At, "{pointer}");
        assert!((solved.crossings[0] / closed.unwrap() - 1.0).abs() < 1e-9, "{pointer}: {solved:?}, not {closed:?}");
    }
}

/// The margin of regional autonomy in ride dispatch, by the latency of Europe to US East.
fn by_latency(revenue: f64) -> (Varied, impl Fn(&Problem, &Figures) -> f64) {
    let preset = presets::LIST.iter().find(|preset| preset.id == "ride-dispatch").unwrap();
    let mut scenario = preset.scenario();
    scenario.revenue.monthly = revenue;
    scenario.target = Target::default();
    let (input, at) = inputs::find(&scenario, "/user_latency_ms/europe/us-east").unwrap();
    let varied = Varied::new(&Problem::compile(&scenario), input, at, Depth::Headline).unwrap();
    (varied, |_: &Problem, figures: &Figures| figures.options[2].rigorous.value.npv)
}

/// At 190 ms Singapore takes the place of US East as the second of Europe, and worth falls by 1.7 M at once. Between two
/// values that were looked at, 178 and 237 ms, it had risen above 0 before and rose again after: of three crossings one
/// was told. By brute force, in steps of a tenth of a millisecond, all three are there.
#[test]
fn an_answer_that_changes_and_jumps_back_is_told_as_often_as_it_changes() {
    for revenue in [192e6, 195e6] {
        let (mut varied, margin) = by_latency(revenue);
        let solved = solve(&mut varied, &margin);
        let mut holds =
            |ms: f64| varied.figures(Some(ms)).is_some_and(|(problem, figures)| margin(problem, figures) >= 0.0);
        let steps: Vec<f64> = (0..5_000).map(|step| f64::from(step) / 10.0).collect();
        let brute: Vec<f64> = steps.windows(2).filter(|two| holds(two[0]) != holds(two[1])).map(|two| two[0]).collect();
        let is_in = |(found, from): (&f64, &f64)| (from - 1e-9..=from + 0.1 + 1e-9).contains(found);
        let all_are = solved.crossings.len() == brute.len() && solved.crossings.iter().zip(&brute).all(is_in);
        assert!(brute.len() == 3 && all_are, "{revenue}: {solved:?}, not {brute:?}");
        assert_eq!(solved.begins, [true, false, true]);
    }
}

/// The worked example with the outages of US East entered by how many there are: 3 a year of 2 h. Ranges and solve-for on
/// its availability did nothing then, without a word, since they changed the availability and the engine read the
/// unavailability that had been entered: "there is no availability at which active-active pays" was false.
fn with_outages() -> Scenario {
    let mut example = presets::worked_example();
    set_outages(&mut example, "us-east", 6.0 / 8760.0, 2.0);
    assert!(example.regions[0].unavailability.is_some(), "decimals lose digits of it");
    example
}

const AVAILABILITY: &str = "/regions/us-east/availability";
const UNAVAILABILITY: &str = "/regions/us-east/unavailability";

fn pays_at(scenario: &Scenario, pointer: &str) -> f64 {
    let (input, at) = inputs::find(scenario, pointer).unwrap();
    let mut varied = Varied::new(&Problem::compile(scenario), input, at, Depth::Headline).unwrap();
    let solved = solve(&mut varied, &|_, figures| figures.options[3].rigorous.value.npv);
    assert_eq!(solved.crossings.len(), 1, "{pointer}: {solved:?}");
    solved.crossings[0]
}

#[test]
fn an_availability_is_solved_for_where_outages_were_entered() {
    let example = with_outages();
    let (up, down) = (pays_at(&example, AVAILABILITY), pays_at(&example, UNAVAILABILITY));
    assert!((down - 0.01518).abs() < 5e-6 && (up - (1.0 - down)).abs() < 1e-14, "{up} {down}");
    // Only the number of today is told: of the two the one that the scenario goes by.
    let (asked, _) = asked_for(&example, &Problem::compile(&example));
    let is_asked = |region: usize, path: &str| {
        asked.iter().any(|(row, at)| inputs::LIST[usize::from(*row)].path == path && at.0 == region)
    };
    let of = |region| [inputs::REGIONS_AVAILABILITY, inputs::REGIONS_UNAVAILABILITY].map(|path| is_asked(region, path));
    assert_eq!([of(0), of(1)], [[false, true], [true, false]]);
}

/// Of a lognormal between 0.0002 and 0.0018 the median is 0.0006, and one in ten lies below 0.0006 ÷ 3^(1.2816 ÷ 1.6449).
#[test]
fn a_range_of_an_availability_is_drawn_where_outages_were_entered() {
    let factor = 3.0_f64.powf(1.281_551_565_544_6 / 1.644_853_626_951_47);
    let missing = |example: &mut Scenario, pointer: &str| {
        let range = if pointer == AVAILABILITY { (1.0 - 0.0018, 1.0 - 0.0002) } else { (0.0002, 0.0018) };
        assert!(set_range(example, pointer, Some(percentiles(DistributionKind::Lognormal, range.0, range.1))));
        let inputs = Drawn::all(example);
        let count = inputs.len();
        let ask = tornado::Ask { inputs, depth: Depth::Headline };
        let swings = in_one_go(Tornado::new(Problem::compile(example), ask));
        let figure = geode_core::engine::figures::of_path("/rigorous/downtime_seconds_per_year").unwrap();
        let bars = swings.bars(0, figure);
        (count, [bars[0].p10.unwrap(), bars[0].p90.unwrap()])
    };
    let hour = 3600.0;
    let expected = [0.0006 * 8760.0 * hour / factor, 0.0006 * 8760.0 * hour * factor];
    for pointer in [AVAILABILITY, UNAVAILABILITY] {
        let mut example = with_outages();
        let (count, mut found) = missing(&mut example, pointer);
        found.sort_by(f64::total_cmp);
        let is_near = |(a, b): (&f64, &f64)| (a / b - 1.0).abs() < 1e-6;
        assert!(count == 1 && found.iter().zip(&expected).all(is_near), "{pointer}: {found:?}, not {expected:?}");
    }
    // One number has one range: that of the other goes. A file may hold both; then it is said which is not drawn.
    let mut example = with_outages();
    missing(&mut example, UNAVAILABILITY);
    let other = example.uncertainty[0].clone();
    missing(&mut example, AVAILABILITY);
    assert_eq!(example.uncertainty.iter().map(|range| range.input.as_str()).collect::<Vec<_>>(), [AVAILABILITY]);
    example.uncertainty.push(other);
    let drawn = Drawn::all(&example);
    assert_eq!(drawn.iter().map(|drawn| drawn.pointer(&example)).collect::<Vec<_>>(), [UNAVAILABILITY]);
    let said = report::sure::not_drawn(&example, &drawn).unwrap();
    assert!(said.starts_with("“Availability (US East)” is not drawn: the region’s unavailability"), "{said}");
}

/// What is found and said of a condition, in the numbers of the sentence, "above" and "below" an end apart.
fn said_numbers(
    scenario: &Scenario,
    pointer: &str,
    option: usize,
    condition: Condition,
) -> Option<(String, Vec<f64>, Vec<f64>)> {
    let (input, at) = inputs::find(scenario, pointer)?;
    let row = inputs::LIST.iter().position(|row| row.path == input.path)? as u16;
    let ask = solving::Ask { asked: (row, at), option, condition };
    let answer = in_one_go(Solving::new(Problem::compile(scenario), ask))?;
    let said = report::solved::sentence(scenario, pointer, option, condition, &answer)?;
    let name = report::turns::named(scenario, pointer)?;
    let values = said.rsplit_once(" (today")?.0.rsplit_once(&format!(" if {name} is "))?.1.to_owned();
    let values = values.replace(", or ", "|").replace(" and ", "|").replace(" to ", "|");
    let is_number = |part: &&str| !part.starts_with("above") && !part.starts_with("below");
    let number = |part: &str| {
        let bare = ["at least ", "at most ", "from "].iter().fold(part, |part, word| part.trim_start_matches(word));
        input.understand(bare, &scenario.currency).unwrap().value.unwrap()
    };
    let numbers = values.split('|').filter(is_number).map(number).collect();
    Some((said, numbers, answer.offers(input)))
}

/// "Pays if the availability of US East is at most 98.47437%" was said, and there the net present value was −8.30: what it
/// takes was rounded to the nearest six digits, half of the time beyond where it holds. The same of "growth is at least
/// 15.0967%". Who types what is said has to get what is said.
#[test]
fn what_is_said_to_hold_holds_at_the_numbers_that_are_said() {
    let example = presets::worked_example();
    let mut growing = example.clone();
    growing.revenue.monthly = 4.5e7;
    growing.finance.annual_cost_growth = 0.3;
    growing.cost.migration_one_off = 3e5;
    let said = |scenario: &Scenario, pointer: &str| said_numbers(scenario, pointer, 3, Condition::Pays).unwrap().0;
    assert!(said(&example, "/regions/us-east/availability").contains(" is at most 98.47436% (today"));
    assert!(said(&growing, "/finance/annual_growth").contains(" is at least 15.0968% (today"));
    let npv = |figures: &Figures, option: usize| figures.options[option].rigorous.value.npv;
    let asked = [
        "/regions/us-east/availability",
        "/regions/us-east/mttr_hours",
        "/user_latency_ms/asia/us-east",
        "/revenue/monthly",
        "/revenue/gain_per_100_ms",
        "/revenue/gross_margin",
        "/finance/annual_growth",
        "/finance/annual_cost_growth",
        "/finance/annual_discount_rate",
        "/cost/single_region_monthly",
        "/cost/transfer_overhead",
        "/cost/migration_one_off",
    ];
    let mut checked = 0;
    for scenario in [example, growing] {
        for (pointer, condition) in
            asked.iter().flat_map(|pointer| [(pointer, Condition::Pays), (pointer, Condition::Beats(1))])
        {
            let Some((said, numbers, offers)) = said_numbers(&scenario, pointer, 3, condition) else { continue };
            let (input, at) = inputs::find(&scenario, pointer).unwrap();
            for number in &numbers {
                let (_, figures) = with_value(&scenario, input, at, *number).unwrap();
                // What differs by rounding alone is worth as much.
                let least = if condition == Condition::Pays { 0.0 } else { npv(&figures, 1) - 1e-5 };
                assert!(npv(&figures, 3) >= least, "{number}: {said}");
                checked += 1;
            }
            // A button puts in what is said.
            assert!(offers.iter().all(|offer| numbers.contains(offer)), "{offers:?}: {said}");
        }
    }
    assert!(checked > 20, "{checked}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The best option is that of the verdict, wherever one meets the targets.
    #[test]
    fn the_best_is_what_the_verdict_says(scenario in generator::scenarios()) {
        let (problem, figures) = figures_of(&scenario);
        let verdict = report::evaluate(&scenario, &[]).verdict;
        let found = best(&problem, &figures).map(|option| scenario.options[option].id.clone());
        prop_assert_eq!(found, (verdict.kind != VerdictKind::NoOptionMeetsTargets).then_some(verdict.option));
    }

    /// Whatever is found is so: put back, the other option is the best, and it is not at today's value.
    #[test]
    fn a_flip_point_put_back_flips(scenario in generator::scenarios(), pick: prop::sample::Index) {
        let all = inputs::all(&scenario);
        let (pointer, input, at) = &all[pick.index(all.len())];
        let (problem, figures) = figures_of(&scenario);
        let today = best(&problem, &figures);
        for flip in flips(&problem, input, *at) {
            let (changed, figures) = with_value(&scenario, input, *at, flip.flips_at).unwrap();
            prop_assert_eq!(best(&changed, &figures), flip.to, "{} at {}", pointer, flip.flips_at);
            prop_assert_ne!(flip.to, today, "{} at {}", pointer, flip.flips_at);
        }
    }

    /// Each crossing put back holds, and its neighbour on the other side does not.
    #[test]
    fn a_solution_put_back_holds(scenario in generator::scenarios(), pick: prop::sample::Index, share in 0.5..2.0) {
        let all = inputs::all(&scenario);
        let (pointer, input, at) = &all[pick.index(all.len())];
        let (problem, figures) = figures_of(&scenario);
        let limit = figures.options[0].rigorous.monthly_cost.total * share;
        let margin = |_: &Problem, figures: &Figures| limit - figures.options[0].rigorous.monthly_cost.total;
        let Some(mut varied) = Varied::new(&problem, input, *at, Depth::Headline) else { return Ok(()) };
        let solved = solve(&mut varied, &margin);
        prop_assert_eq!(solved.holds_today, limit >= figures.options[0].rigorous.monthly_cost.total);
        prop_assert_eq!(solved.status == Status::At, !solved.crossings.is_empty());
        for crossing in &solved.crossings {
            let (problem, figures) = with_value(&scenario, input, *at, *crossing).unwrap();
            prop_assert!(margin(&problem, &figures) >= 0.0, "{} at {crossing}", pointer);
        }
    }
}
