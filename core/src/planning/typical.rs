//! Typical uncertainty: how far people's numbers are usually off, each with its source, for one click.

use super::ranges::{fitting, percentiles, uniform, usual_kind};
use crate::quantity::{Unit, complement, to_digits};
use crate::scenario::Scenario;
use crate::scenario::edit;
use crate::scenario::inputs::{self, Input};
use crate::scenario::model::{Distribution, DistributionKind, Kind};

/// How far a number is off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spans {
    /// Between so many times today's value; of an availability times what is missing.
    Times(f64, f64),
    /// Between two values, whatever today's is.
    Between(f64, f64),
    /// The same of values that lie a decade and more apart: their logarithm is normal.
    Decades(f64, f64),
}

/// A typical spread, 5th to 95th percentile.
#[derive(Debug, Clone, Copy)]
pub struct Typical {
    /// Path of the input.
    pub path: &'static str,
    /// How far it goes.
    pub spans: Spans,
    /// Where that comes from; what nobody has measured says that it is an assumption.
    pub source: &'static str,
}

/// The list.
pub const TYPICAL: &[Typical] = &[
    Typical {
        path: inputs::REGIONS_AVAILABILITY,
        spans: Spans::Times(1.0 / 3.0, 3.0),
        source: "assumption: downtime within a factor of 3, since major outages are too rare to average out over a few years",
    },
    Typical {
        path: inputs::REGIONS_MTTR_HOURS,
        spans: Spans::Times(0.5, 4.0),
        source: "assumption on the width; that lengths of incidents have a long tail: Verica, VOID report 2021",
    },
    Typical {
        path: inputs::FAILOVER_COVERAGE,
        spans: Spans::Between(0.8, 0.99),
        source: "assumption: failovers that are seldom exercised fail in 1 to 20 of 100 cases",
    },
    Typical {
        path: inputs::COMMON_MODE_BETA,
        spans: Spans::Between(0.01, 0.1),
        source: "typical factors of shared failures of 1 to 10 %: IEC 61508-6, NUREG/CR-5485",
    },
    Typical {
        path: inputs::COST_SINGLE_REGION_MONTHLY,
        spans: Spans::Times(0.9, 1.15),
        source: "assumption: bills are known well, and grow rather than shrink",
    },
    Typical {
        path: inputs::COST_REPLICATED_GB_PER_MONTH,
        spans: Spans::Times(0.5, 2.0),
        source: "assumption: replicated data is seldom measured before it is paid for",
    },
    Typical {
        path: inputs::REVENUE_MONTHLY,
        spans: Spans::Times(0.85, 1.2),
        source: "assumption: a forecast for the months ahead",
    },
    Typical {
        path: inputs::REVENUE_GAIN_PER_100_MS,
        // Its median, 1.3 %, stays near the published 1 % that the verdict goes by; a beta's would be 2.2 %.
        spans: Spans::Decades(0.002, 0.084),
        source: "published gains: 1 % (a slide of 2006) within 0.2 to 8.4 % (37 brands, 2020, page speed, observational)",
    },
    Typical {
        path: inputs::REVENUE_DOWNTIME_COST_PER_HOUR,
        spans: Spans::Times(0.5, 2.0),
        source: "assumption: the cost of an hour down is an estimate within a factor of 2",
    },
];

/// Nobody knows an assumption to more digits.
fn rounded(value: f64) -> f64 {
    to_digits(value, 3)
}

impl Typical {
    /// The spread of an input with this value today; none where it has none.
    fn usual(&self, input: &Input, today: Option<f64>) -> Option<Distribution> {
        let (low, high) = match self.spans {
            Spans::Between(low, high) => (low, high),
            Spans::Decades(low, high) => return Some(percentiles(DistributionKind::Lognormal, low, high)),
            Spans::Times(low, high) if input.unit == Unit::Availability => {
                let missing = complement(today?);
                (complement(rounded((missing * high).min(0.5))), complement(rounded(missing * low)))
            }
            Spans::Times(low, high) => (rounded(today? * low), rounded(today? * high)),
        };
        Some(percentiles(usual_kind(input, low), low, high))
    }

    /// The same, where it fits.
    fn of(&self, input: &Input, today: Option<f64>, currency: &str) -> Option<Distribution> {
        self.usual(input, today).filter(|range| fitting(input, range, currency, today).is_ok())
    }
}

/// What "typical uncertainty" makes of a scenario: pointers and spreads of inputs that matter and are plain numbers yet.
fn missing(scenario: &Scenario) -> Vec<(String, Distribution)> {
    let has_standby = scenario.options.iter().any(|option| matches!(option.kind, Kind::ActivePassive { .. }));
    let rows = TYPICAL.iter().filter_map(|typical| Some((typical, inputs::of_path(typical.path)?)));
    rows.filter(|(typical, _)| has_standby || typical.path != inputs::FAILOVER_COVERAGE)
        .flat_map(|(typical, input)| {
            inputs::places(scenario, input).into_iter().filter_map(move |(pointer, at)| {
                let range = typical.of(input, input.get(scenario, at), &scenario.currency)?;
                let is_range = |pointer: &str| edit::range_of(scenario, pointer).is_some();
                let is_plain = !is_range(&pointer) && !inputs::twin(&pointer).is_some_and(|twin| is_range(&twin));
                is_plain.then_some((pointer, range))
            })
        })
        .collect()
}

/// Makes typical ranges of the inputs that are known to be uncertain; ranges that are there stay, and so do all values.
/// Says how many were added.
///
/// ```
/// use geode_core::planning::add_typical;
/// use geode_core::scenario::presets;
/// let mut example = presets::worked_example();
/// let before = example.revenue.clone();
/// // Two of each of four regions, and six that stand once.
/// assert_eq!(add_typical(&mut example), 14);
/// assert_eq!(example.revenue, before);
/// assert_eq!(add_typical(&mut example), 0);
/// ```
pub fn add_typical(scenario: &mut Scenario) -> usize {
    let found = missing(scenario);
    found.into_iter().filter(|(pointer, range)| edit::set_range(scenario, pointer, Some(*range))).count()
}

/// Where one who makes a range of a number starts: the typical one, else one around today's value; none where that tells
/// nothing of its size, as 0 does not.
///
/// ```
/// use geode_core::planning::first_range;
/// use geode_core::scenario::inputs;
/// let mttr = inputs::of_path("/failover/active_passive_minutes").unwrap();
/// let range = first_range(mttr, Some(15.0), "USD").unwrap();
/// assert_eq!((range.p05, range.p95), (Some(7.5), Some(30.0)));
/// ```
pub fn first_range(input: &Input, today: Option<f64>, currency: &str) -> Option<Distribution> {
    let fits = |range: &Distribution| fitting(input, range, currency, today).is_ok();
    let typical = TYPICAL.iter().find(|typical| typical.path == input.path);
    let typical = typical.and_then(|typical| typical.of(input, today, currency));
    typical.or_else(|| around(input, today.or(input.default)?).into_iter().find(fits))
}

/// Ranges around a value, of which one fits into most fields: half to double, and the same with nothing beyond its ends; of
/// all or nothing of a share the last or the first tenth.
fn around(input: &Input, today: f64) -> Vec<Distribution> {
    let (is_share, round) = (input.unit == Unit::Share, |value: f64| if input.whole { value.round() } else { value });
    if input.unit == Unit::Availability {
        let missing = complement(today).max(1e-4);
        let [low, high] = [missing * 2.0, missing / 2.0].map(|missing| complement(rounded(missing)));
        return vec![percentiles(DistributionKind::Lognormal, low, high)];
    }
    if today == 0.0 {
        let below = is_share.then(|| percentiles(DistributionKind::Normal, -0.05, 0.05));
        return below.into_iter().chain(is_share.then(|| uniform(0.0, 0.1))).collect();
    }
    if is_share && today >= input.max {
        return vec![uniform(rounded(0.9 * input.max), input.max)];
    }
    let most = if is_share && input.max == 1.0 { 0.5 * (1.0 + today) } else { input.max };
    let (low, high) = (round(rounded(0.5 * today)).max(input.min), round(rounded(2.0 * today)).min(rounded(most)));
    vec![percentiles(usual_kind(input, low), low, high), uniform(low, high)]
}

/// Where the spread of an input comes from, if it is the typical one of its value today.
pub fn typical_source(scenario: &Scenario, pointer: &str, range: &Distribution) -> Option<&'static str> {
    let (input, at) = inputs::find(scenario, pointer)?;
    let typical = TYPICAL.iter().find(|typical| typical.path == input.path)?;
    let usual = typical.usual(input, input.get(scenario, at))?;
    (usual == *range).then_some(typical.source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::presets;
    use crate::scenario::restore;

    #[test]
    fn every_typical_spread_is_of_an_input_and_fits_it() {
        for typical in TYPICAL {
            let input = inputs::of_path(typical.path).unwrap();
            let today = input.default.filter(|value| *value > 0.0).unwrap_or(0.9995);
            assert!(typical.of(input, Some(today), "USD").is_some(), "{}", typical.path);
            assert!(typical.source.len() > 20);
        }
    }

    /// The verdict went by a gain of 1 %, and samples drew from a beta distribution of median 2.2 %: the two answered
    /// different questions. √(0.2 % × 8.4 %) = 1.296 %.
    #[test]
    fn the_typical_gain_lies_about_what_is_published() {
        let mut example = presets::worked_example();
        add_typical(&mut example);
        let range = edit::range_of(&example, "/revenue/gain_per_100_ms").unwrap();
        let median = super::super::Spread::of(&range).unwrap().quantile(0.5);
        assert!((median - 0.012_961_481_4).abs() < 1e-9, "{median}");
    }

    #[test]
    fn a_scenario_with_typical_uncertainty_is_valid_and_keeps_own_ranges() {
        let mut example = presets::worked_example();
        let own = percentiles(usual_kind(inputs::of_path("/revenue/monthly").unwrap(), 1e6), 1e6, 2e7);
        assert!(edit::set_range(&mut example, "/revenue/monthly", Some(own)));
        add_typical(&mut example);
        assert_eq!(edit::range_of(&example, "/revenue/monthly"), Some(own));
        assert_eq!(typical_source(&example, "/revenue/monthly", &own), None);
        let cost = edit::range_of(&example, "/cost/single_region_monthly").unwrap();
        assert!(typical_source(&example, "/cost/single_region_monthly", &cost).unwrap().starts_with("assumption"));
        let restored = restore::validate(example.clone()).unwrap();
        assert_eq!(restored.scenario.uncertainty, example.uncertainty);
        assert!(restored.repairs.is_empty());
    }

    /// Growth opened at -99% to 1.0000000000000009%, a failover that always works at 50 % to 100 %, which is refused: in 11
    /// of 52 fields the editor was in error before anybody had typed.
    #[test]
    fn the_editor_of_a_range_starts_with_one_that_fits() {
        let all = presets::LIST.iter().map(|preset| preset.scenario()).collect::<Vec<_>>();
        let (mut started, mut empty) = (0, std::collections::BTreeSet::new());
        for scenario in &all {
            for (pointer, input, at) in inputs::all(scenario) {
                let today = input.get(scenario, at);
                let Some(range) = first_range(input, today, "USD") else {
                    empty.insert(input.path);
                    assert!(today.or(input.default).is_none_or(|today| today == 0.0), "{pointer}");
                    continue;
                };
                assert!(fitting(input, &range, "USD", today).is_ok(), "{pointer}: {range:?}");
                let ends = [range.p05.or(range.low), range.p95.or(range.high)].map(Option::unwrap);
                // Of what is nearly all, what is missing is short.
                let is_short = |end: f64| [end, complement(end)].iter().any(|end| to_digits(*end, 3) == *end);
                assert!(ends.into_iter().all(is_short), "{pointer}: {ends:?}");
                started += 1;
            }
        }
        assert!(started > 300, "{started}");
        assert!(
            !empty.contains(inputs::FAILOVER_COVERAGE) && !empty.contains(inputs::FINANCE_ANNUAL_GROWTH),
            "{empty:?}"
        );
    }
}
