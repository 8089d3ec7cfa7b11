//! The rigorous method against reference values by an independent program (`data/README.md`).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geode_core::engine::problem::Problem;
use geode_core::engine::rigorous::{Percentiles, RequestFigures, Rigorous};
use geode_core::engine::{Depth, Figures, Scratch, evaluate};
use geode_core::scenario::restore;
use serde_json::Value;

const FIGURE: f64 = 1e-9;
const QUANTILE: f64 = 1e-6;

/// A figure still to be compared; none: its parts have been.
type Pending = Option<Option<f64>>;

/// Compares figures and remembers what differs, so that one run shows every difference.
#[derive(Default)]
struct Check {
    compared: usize,
    wrong: Vec<String>,
}

impl Check {
    fn number(&mut self, at: &str, ours: Option<f64>, expected: &Value, relative: f64, absolute: f64) {
        self.compared += 1;
        let agrees = match (ours, expected.as_f64()) {
            (Some(a), Some(b)) => (a - b).abs() <= relative * b.abs() + absolute,
            (None, None) => expected.is_null(),
            _ => false,
        };
        if !agrees {
            self.wrong.push(format!("{at}: {ours:?}, expected {expected}"));
        }
    }

    fn requests(&mut self, at: &str, ours: &RequestFigures, expected: &Value) -> Pending {
        let Percentiles { p50_ms, p90_ms, p95_ms, p99_ms } = ours.percentiles.unwrap_or_default();
        for (name, value) in expected.as_object().unwrap() {
            let at = format!("{at}/{name}");
            match name.as_str() {
                "unavailability" => self.number(&at, Some(ours.unavailability), value, FIGURE, 0.0),
                "mean_latency_ms" => self.number(&at, ours.mean_latency_ms, value, FIGURE, 0.0),
                "p50_latency_ms" => self.number(&at, Some(p50_ms), value, QUANTILE, 0.0),
                "p90_latency_ms" => self.number(&at, Some(p90_ms), value, QUANTILE, 0.0),
                "p95_latency_ms" => self.number(&at, Some(p95_ms), value, QUANTILE, 0.0),
                "p99_latency_ms" => self.number(&at, Some(p99_ms), value, QUANTILE, 0.0),
                other => panic!("{other} is not compared"),
            }
        }
        None
    }

    fn option(&mut self, at: &str, ours: &Rigorous, expected: &Value) {
        for (name, value) in expected.as_object().unwrap() {
            let at = format!("{at}/{name}");
            let figure: Pending = match name.as_str() {
                "reads" => self.requests(&at, &ours.reads, value),
                "writes" => self.requests(&at, &ours.writes, value),
                "downtime_breakdown_seconds_per_year" => self.parts(&at, breakdown(ours), value, 1e-6),
                "monthly_cost" => self.parts(&at, cost(ours), value, 0.0),
                "load_share" => self.list(&at, ours.regions.iter().map(|r| r.load_share), value),
                "provisioned_share" => self.list(&at, ours.regions.iter().map(|r| r.provisioned_share), value),
                "unavailability" => Some(Some(ours.unavailability)),
                "mean_latency_ms" => Some(ours.mean_latency_ms),
                "expected_latency_ms" => Some(ours.expected_latency_ms),
                "extra_monthly_cost" => Some(Some(ours.value.extra_monthly_cost)),
                "latency_revenue" => Some(Some(ours.value.latency_revenue)),
                "avoided_downtime_revenue" => Some(Some(ours.value.avoided_downtime_revenue)),
                "net_monthly_benefit" => Some(Some(ours.value.net_monthly_benefit)),
                "break_even_monthly_revenue" => Some(ours.value.break_even_monthly_revenue),
                "npv" => Some(Some(ours.value.npv)),
                other => panic!("{other} is not compared"),
            };
            if let Some(figure) = figure {
                // Money that is a difference of equal sums is 0 to within a billionth of a cent.
                self.number(&at, figure, value, FIGURE, 1e-9);
            }
        }
    }

    fn parts(&mut self, at: &str, ours: Vec<(&str, f64)>, expected: &Value, absolute: f64) -> Pending {
        assert_eq!(ours.len(), expected.as_object().unwrap().len(), "{at}");
        for (name, value) in ours {
            self.number(&format!("{at}/{name}"), Some(value), &expected[name], FIGURE, absolute);
        }
        None
    }

    fn list(&mut self, at: &str, ours: impl ExactSizeIterator<Item = f64>, expected: &Value) -> Pending {
        assert_eq!(ours.len(), expected.as_array().unwrap().len(), "{at}");
        for (i, value) in ours.enumerate() {
            self.number(&format!("{at}/{i}"), Some(value), &expected[i], FIGURE, 0.0);
        }
        None
    }
}

fn breakdown(ours: &Rigorous) -> Vec<(&'static str, f64)> {
    let b = &ours.downtime_breakdown_seconds_per_year;
    vec![
        ("dependencies", b.dependencies),
        ("operations", b.operations),
        ("no_permitted_region", b.no_permitted_region),
        ("common_cause", b.common_cause),
        ("failover", b.failover),
        ("uncovered_failover", b.uncovered_failover),
        ("regions_down", b.regions_down),
        ("specialised_region", b.specialised_region),
        ("consistency", b.consistency),
        ("capacity", b.capacity),
    ]
}

fn cost(ours: &Rigorous) -> Vec<(&'static str, f64)> {
    let c = &ours.monthly_cost;
    vec![
        ("compute", c.compute),
        ("fixed", c.fixed),
        ("storage", c.storage),
        ("transfer", c.transfer),
        ("operations", c.operations),
        ("edge", c.edge),
        ("total", c.total),
    ]
}

#[test]
fn every_figure_of_every_option_agrees_with_the_independent_program() {
    let reference: Value = serde_json::from_str(include_str!("data/rigorous.json")).unwrap();
    let (mut check, mut scratch, mut figures) = (Check::default(), Scratch::default(), Figures::default());
    for case in reference["cases"].as_array().unwrap() {
        let scenario = restore::from_value(&case["scenario"]).unwrap().scenario;
        let expected = case["rigorous"].as_object().unwrap();
        assert_eq!(scenario.options.len(), expected.len());
        evaluate(&Problem::compile(&scenario), &mut scratch, &mut figures, Depth::Full);
        for (option, ours) in scenario.options.iter().zip(&figures.options) {
            let at = format!("{}: {}", scenario.name, option.id);
            check.option(&at, &ours.rigorous, &expected[&option.id]);
            let last = ours.bridge.last().unwrap().downtime_seconds_per_year;
            assert_eq!(last, ours.rigorous.downtime_seconds_per_year, "{at}: the bridge ends at the rigorous figure");
        }
    }
    assert!(check.wrong.is_empty(), "{} of {}:\n{}", check.wrong.len(), check.compared, check.wrong.join("\n"));
    assert!(check.compared > 500, "{}", check.compared);
}
