//! Charts of varied inputs: the worked example, and what has no chart.

use super::*;
use crate::engine::figures::of_path;
use crate::planning::vary::{Vary, Varying, spaced, suggested};
use crate::planning::{Running, answer_of};
use crate::scenario::model::{CreditStep, Phase};
use crate::scenario::{edit, inputs, presets};
use std::collections::BTreeSet;

/// What the job finds.
fn found(scenario: &Scenario, pointer: &str, values: &[f64], path: &str) -> Vec<Point> {
    let varying = Varying { pointer: pointer.into(), values: values.to_vec(), figure: path[1..].into() };
    let mut vary = Vary::new(&scenario.to_json(), varying).unwrap();
    while vary.step() {}
    answer_of::<Vary>(&vary.answer()).unwrap()
}

fn varied<T>(
    scenario: &Scenario,
    pointer: &str,
    (values, spacing): (&[f64], Spacing),
    path: &str,
    look: impl Fn(&Varied) -> T,
) -> T {
    let points = found(scenario, pointer, values, path);
    look(&Varied { scenario, pointer, values, spacing, figure: of_path(path).unwrap(), points: &points })
}

fn sentence(pointer: &str, values: &[f64], path: &str) -> String {
    varied(&presets::worked_example(), pointer, (values, Spacing::Even), path, |varied| varied.chart().unwrap().title)
}

/// Origin: the flip point of the worked example at $36.15 M monthly revenue, from one region to three; both below it and
/// above it are told by the nearest value that was looked at.
#[test]
fn the_sentence_says_who_is_best_where() {
    let values: Vec<f64> = (1..=6).map(|i| f64::from(i) * 1e7).collect();
    assert_eq!(
        sentence("/revenue/monthly", &values, "/rigorous/net_monthly_benefit"),
        "Single region has the highest net monthly benefit with revenue of at most $30 M, \
         Active-active, 3 regions from $40 M on."
    );
    assert_eq!(
        sentence("/revenue/monthly", &values, "/rigorous/monthly_cost/total"),
        "No option\u{2019}s monthly cost changes with revenue from $10 M to $60 M."
    );
    assert_eq!(
        sentence("/regions/us-east/mttr_hours", &[0.5, 1.0, 2.0], "/textbook/mean_latency_ms"),
        "No option\u{2019}s mean latency changes with mean time to repair (US East) from 0.5 h to 2 h."
    );
    let cost = sentence("/cost/single_region_monthly", &[1e5, 2e5], "/rigorous/monthly_cost/total");
    assert_eq!(
        cost,
        "Single region has the lowest monthly cost over the whole range of full copy of the system in one region, $100k to $200k."
            .replace("full copy of the system in one region", &{
                let input = inputs::of_path("/cost/single_region_monthly").unwrap();
                crate::text::decapital(input.label)
            })
    );
}

/// One line an option in its colours, the baseline grey; today's value where it lies within the range.
#[test]
fn the_chart_has_a_line_an_option_and_marks_today() {
    let example = presets::worked_example();
    let values = [5e6, 1e7, 4e7];
    varied(&example, "/revenue/monthly", (&values, Spacing::Factors), "/rigorous/net_monthly_benefit", |varied| {
        let chart = varied.chart().unwrap();
        let Body::Lines { series, marks } = &chart.body else { panic!("lines") };
        let labels: Vec<&str> = series.iter().map(|series| series.label.as_str()).collect();
        let names: Vec<&str> = example.options.iter().map(|option| option.name.as_str()).collect();
        assert_eq!(labels, names);
        use crate::chart::{Hue, Scale};
        assert_eq!([series[0].hue, series[3].hue], [Hue::Baseline, Hue::Option(3)]);
        // 202 123 $ more a month than one region; 0.0055878 $ for each $ of revenue (docs/model.md, worked example).
        assert!((series[3].points[1].1 / -146_122.011_897_68 - 1.0).abs() < 1e-12, "{:?}", series[3].points);
        assert_eq!(*marks, [Mark::Vertical { x: 1e7, label: "Today $10 M".into() }]);
        assert_eq!(
            (chart.x.scale, chart.y.scale, chart.x.caption()),
            (Scale::Log10, Scale::Linear, "Revenue, per month".into())
        );
    });
    varied(&example, "/revenue/monthly", (&[2e7, 3e7], Spacing::Even), "/rigorous/npv", |varied| {
        let Body::Lines { marks, .. } = varied.chart().unwrap().body else { panic!("lines") };
        assert_eq!(marks, []);
    });
}

/// An availability by factors: of what is missing to 1, on an axis that grows with that.
#[test]
fn an_availability_is_drawn_by_what_is_missing() {
    let example = presets::worked_example();
    let pointer = "/regions/us-east/availability";
    let input = inputs::of_path("/regions/{region}/availability").unwrap();
    let values = spaced(input, (0.99, 0.9999), 3, Spacing::Factors);
    assert!((values[1] / 0.999 - 1.0).abs() < 1e-15, "{values:?}");
    varied(&example, pointer, (&values, Spacing::Factors), "/rigorous/downtime_seconds_per_year", |varied| {
        let chart = varied.chart().unwrap();
        let Body::Lines { series, .. } = &chart.body else { panic!("lines") };
        let xs: Vec<f64> = series[0].points.iter().map(|(x, _)| *x).collect();
        assert!(xs.iter().zip([1e-4, 1e-3, 1e-2]).all(|(x, y)| (x / y - 1.0).abs() < 1e-9), "{xs:?}");
        // One region is down as long as its availability says: 8 760 h × what is missing.
        assert!(series[0].points.iter().all(|(x, y)| (y / (x * 31_536_000.0) - 1.0).abs() < 1e-9), "{series:?}");
        assert_eq!(chart.x.caption(), "100% − Availability, US East");
        assert_eq!(varied.table().rows[0].names[0], "99%");
    });
}

/// Values that make no scenario are gaps, and the table says why.
#[test]
fn values_without_a_scenario_are_told() {
    let mut example = presets::worked_example();
    example.region_rtt_ms.clear();
    let pointer = "/traffic/sync_cross_region_calls";
    varied(&example, pointer, (&[0.0, 1.0, 2.0], Spacing::Even), "/rigorous/mean_latency_ms", |varied| {
        let Body::Lines { series, .. } = varied.chart().unwrap().body else { panic!("lines") };
        assert!(series[3].points[0].1.is_finite() && series[3].points[1].1.is_nan());
        let table = varied.table();
        assert_eq!((table.rows[1].cells[0].value, table.rows[1].cells[0].text.as_str()), (None, "–"));
        let said = &table.notes[0];
        assert!(said.starts_with("There are no figures at 1, nor at 1 more of these values: /region_rtt_ms"), "{said}");
    });
    // Where no value makes one there is no chart.
    varied(&example, pointer, (&[1.0, 2.0], Spacing::Even), "/rigorous/mean_latency_ms", |varied| {
        assert_eq!(varied.chart(), None);
    });
}

#[test]
fn tables_have_every_figure() {
    let example = presets::worked_example();
    varied(&example, "/revenue/monthly", (&[1e7, 5e7], Spacing::Even), "/rigorous/net_monthly_benefit", |varied| {
        let table = varied.table();
        assert_eq!(table.head[..2], ["Revenue", "Single region, a month"]);
        let row = &table.rows[1];
        assert_eq!(
            (row.names[0].as_str(), row.cells[3].figure.as_deref().unwrap()),
            ("$50,000,000", "geode-3/rigorous/net_monthly_benefit")
        );
        assert_eq!(row.cells[3].text, "$77,389.941");
    });
}

/// Whatever can be chosen can be varied over the range that is suggested, and drawn.
#[test]
fn every_choice_has_a_range_and_a_chart() {
    let example = presets::worked_example();
    let text = example.to_json();
    let mut count = 0;
    for (pointer, _) in inputs(&example).into_iter().flat_map(|(_, inputs)| inputs) {
        let (input, at) = inputs::find(&example, &pointer).unwrap();
        let (from, to) = suggested(input, input.get(&example, at));
        assert!(from < to && input.allows(from) && input.allows(to), "{pointer}: {from} to {to}");
        // "From 5e-324 h": the least that is above 0, where nothing stands today.
        assert!(from == 0.0 || from.abs() >= 1e-9 * to.abs(), "{pointer}: {from} to {to}");
        if pointer == "/target/availability" {
            assert_eq!((from, to), (0.9, 0.999_99), "from one nine to five");
        }
        let values = spaced(input, (from, to), 5, Spacing::Even);
        assert!(values.len() >= 2 && values.iter().all(|value| input.allows(*value)), "{pointer}: {values:?}");
        let points = found(&example, &pointer, &values, "/rigorous/unavailability");
        let varied = Varied {
            scenario: &example,
            pointer: &pointer,
            values: &values,
            spacing: Spacing::Even,
            figure: of_path("/rigorous/unavailability").unwrap(),
            points: &points,
        };
        let title = varied.chart().unwrap_or_else(|| panic!("{pointer}: {:?}", varied.refused())).title;
        assert!(!title.contains("  ") && title.ends_with('.'), "{title}");
        count += 1;
    }
    assert!(count > 60, "{count} inputs of {} bytes", text.len());
}

/// Each figure is told apart by its name, within its method.
#[test]
fn figures_have_names_of_their_own() {
    for (method, figures) in figures() {
        let mut names: Vec<String> = figures.iter().map(|figure| name(figure)).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "{method}: {names:?}");
    }
}

/// The numbers of a phase stood among those of finance, and whoever asked for one was led to a section without it.
#[test]
fn the_numbers_of_a_phase_stand_in_the_section_of_the_rollout() {
    let mut example = presets::worked_example();
    crate::scenario::edit::add_phase(&mut example);
    let all = choices::inputs(&example);
    let of = |section: &str| all.iter().find(|(title, _)| *title == section).map_or(&[][..], |(_, inputs)| inputs);
    let of = |section: &str| of(section).iter().map(|(pointer, _)| pointer.as_str()).collect::<Vec<_>>();
    assert_eq!(of("Rollout"), ["/rollout/0/start_month", "/rollout/0/migration_cost"]);
    assert!(!of("Finance").is_empty() && of("Finance").iter().all(|pointer| pointer.starts_with("/finance/")));
}

/// "Begins after, Begins after" stood in the list of inputs for two phases, and "Availability" for each dependency; a group
/// with the id of a region went by that region's name.
#[test]
fn every_input_that_can_be_varied_has_a_name_of_its_own() {
    let mut scenario = presets::worked_example();
    let phase = |start_month, option: &str| Phase { start_month, option: option.into(), migration_cost: 1e5 };
    scenario.rollout = vec![phase(0, "active-passive"), phase(12, "geode-3")];
    scenario.sla_credits.steps =
        [(0.999, 0.1), (0.99, 0.25)].map(|(below, credit_share)| CreditStep { below, credit_share }).into();
    for name in ["DNS", "Payments"] {
        edit::add_dependency(&mut scenario, name, 0.999);
    }
    scenario.user_groups[0].id = "us-west".into();
    let all: Vec<choices::Choice> = choices::inputs(&scenario).into_iter().flat_map(|(_, inputs)| inputs).collect();
    let name = |pointer: &str| all.iter().find(|(other, _)| other == pointer).unwrap().1.as_str();
    assert_eq!(name("/rollout/1/start_month"), "Begins after, phase 2");
    assert_eq!(name("/user_groups/us-west/share"), "Share of requests, North America");
    let names: BTreeSet<&String> = all.iter().map(|(_, name)| name).collect();
    assert_eq!(names.len(), all.len(), "{all:#?}");
}
