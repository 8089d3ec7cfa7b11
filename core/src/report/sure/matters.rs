//! What matters most, in words: what each uncertain input does to a figure.

use super::Cell;
use crate::chart::{Arrange, Axis, BarSeries, Body, ChartSpec};
use crate::engine::figures;
use crate::planning::Drawn;
use crate::planning::indices::Shares;
use crate::planning::sobol::{Indices, LEAST_PAIRS};
use crate::planning::tornado::{Bar, Swings, ends};
use crate::quantity::format::{self, Digits, Format};
use crate::report::axes;
use crate::report::turns;
use crate::report::varied::named;
use crate::scenario::Scenario;
use crate::text::{capital, decapital};

/// Bars of a tornado: what is below hardly matters.
const MOST_BARS: usize = 12;
/// The least bar, as a part of the largest.
const LEAST_BAR: f64 = 0.01;
/// The least share of a variance that is reported.
const LEAST_SHARE: f64 = 0.001;

/// What matters most: a headline figure of an option with each uncertain input at its 10th and its 90th percentile, as
/// changes from today; the largest swing first. None where the figure or a change of it is not defined.
pub fn tornado(scenario: &Scenario, inputs: &[Drawn], swings: &Swings, path: &str, option: usize) -> Option<ChartSpec> {
    let figure = figures::of_path(path)?;
    let name = format!("Change of {}", named(figure));
    let (factor, axis) = axes::of_figure(figure, &name, &scenario.currency);
    let today = figure.get(swings.today.options.get(option)?)?;
    let bars = swings.bars(option, figure);
    let largest = bars.iter().filter_map(Bar::swing).find(|swing| swing.is_finite()).unwrap_or(0.0);
    let matters = |bar: &&Bar| bar.swing().is_some_and(|swing| swing > 0.0 && swing >= LEAST_BAR * largest);
    let moving: Vec<&Bar> = bars.iter().filter(matters).take(MOST_BARS).collect();
    let endless = moving.iter().filter(|bar| bar.swing() == Some(f64::INFINITY)).count();
    let name = |bar: &Bar| {
        let drawn = inputs.get(bar.input)?;
        let pointer = drawn.pointer(scenario);
        let [low, high] = ends(drawn).map(|end| turns::brief(scenario, &pointer, end, 3));
        Some((capital(&turns::named(scenario, &pointer)?), format!("{low} to {high}")))
    };
    let names: Vec<(String, String)> = moving.iter().filter_map(|bar| name(bar)).collect();
    let (first, _) = names.first()?;
    let values = |of: fn(&Bar) -> Option<f64>| {
        moving.iter().map(|bar| of(bar).map_or(f64::NAN, |value| (value - today) * factor)).collect()
    };
    // Not finite are paybacks alone.
    let series = |label, hue, values| BarSeries { missing: "never", ..BarSeries::new(label, hue, values) };
    let never = never_at_an_end(names.get(..endless).unwrap_or_default());
    let largest = if endless > 0 { "the largest of the others" } else { "the first" };
    let others = notes(bars.get(moving.len()..).unwrap_or_default(), largest, moving.len() == MOST_BARS);
    let option = &scenario.options.get(option)?.name;
    Some(ChartSpec {
        title: format!("What matters most for the {} of {option}: {}.", named(figure), decapital(first)),
        x: axis,
        y: Axis::new("Input", "", Format::Plain),
        body: Body::Bars {
            categories: names.into_iter().map(|(name, range)| format!("{name}: {range}")).collect(),
            series: vec![
                series("change at its 10th percentile", 5, values(|bar| bar.p10)),
                series("change at its 90th percentile", 1, values(|bar| bar.p90)),
            ],
            arrange: Arrange::Grouped,
            notes: never.into_iter().chain([others]).chain(super::no_say(scenario)).collect(),
        },
    })
}

/// Why there is no tornado of a figure of an option.
pub fn unmoved(scenario: &Scenario, swings: &Swings, path: &str, option: usize) -> Option<String> {
    let figure = figures::of_path(path)?;
    let (name, what) = (&scenario.options.get(option)?.name, named(figure));
    Some(match figure.get(swings.today.options.get(option)?) {
        None if path == figures::PAYBACK_MONTHS => {
            format!(
                "{name} is not paid back on today’s numbers, or has nothing to pay back: no change of its {what} can be told."
            )
        }
        None => format!("{name} has no {what} on today’s numbers, so no change of it can be told."),
        Some(_) => format!("None of these ranges alone changes the {what} of {name}."),
    })
}

/// Of inputs with which a payback never comes at one of their ends, first among all.
fn never_at_an_end(names: &[(String, String)]) -> Option<String> {
    let (last, before) = names.split_last()?;
    let before: Vec<String> = before.iter().map(|(name, _)| format!("“{name}”")).collect();
    Some(match before.is_empty() {
        true => format!("“{}” matters most: with it at one end it never pays back.", last.0),
        false => {
            format!("{} and “{}” matter most: with them at one end it never pays back.", before.join(", "), last.0)
        }
    })
}

/// How the bars are meant, and what is said of those that are left out; `largest`: what they are measured by.
fn notes(left_out: &[Bar], largest: &str, is_full: bool) -> String {
    let unknown = left_out.iter().filter(|bar| bar.swing().is_none()).count();
    let moves = |count: usize| match count {
        1 => " Another input moves it".to_owned(),
        count => format!(" {count} more inputs move it"),
    };
    let less = match (left_out.len() - unknown, is_full) {
        (0, _) => String::new(),
        (count, true) => format!("{} less.", moves(count)),
        (count, false) => format!("{} by less than a hundredth of {largest}, or not at all.", moves(count)),
    };
    let unknown = match unknown {
        0 => String::new(),
        1 => " With another input at an end it is not defined.".to_owned(),
        count => format!(" With {count} more inputs at an end it is not defined."),
    };
    format!("One input at a time; all others are as they are today.{less}{unknown}")
}

/// Why there are no Sobol indices; none where there are.
pub fn no_indices(shares: &Shares) -> Option<String> {
    let number = |n: usize| format::count(n as f64, Digits::All);
    let pairs = match shares.pairs {
        0 => "in no pair".to_owned(),
        1 => "in 1 pair".to_owned(),
        n => format!("in {} pairs", number(n as usize)),
    };
    match shares.indices {
        Some(_) => None,
        None if (shares.pairs as usize) < LEAST_PAIRS => Some(format!(
            "The figure is defined {pairs} of samples: shares of the variance are given from {} on.",
            number(LEAST_PAIRS)
        )),
        None => Some(format!("The figure does not vary {pairs} of samples.")),
    }
}

/// Sobol indices as rows: the input, its share of the variance alone, and with all that it does together with others, each
/// with its standard error.
pub fn indices(scenario: &Scenario, inputs: &[Drawn], indices: &[Indices]) -> Vec<(String, [Cell; 2])> {
    let cell = |name: &str, value: f64, error: f64| Cell {
        // Estimates of nothing may lie below it, and nobody needs to know how little it is.
        text: if value < LEAST_SHARE { "< 0.1 %".into() } else { format::percent(value, Digits::Few) },
        beside: if error < LEAST_SHARE { String::new() } else { format!("± {}", format::percent(error, Digits::Few)) },
        values: vec![(name.to_owned(), value), (format!("{name}_standard_error"), error)],
    };
    let row = |(drawn, of): (&Drawn, &Indices)| {
        let name = capital(&turns::named(scenario, &drawn.pointer(scenario))?);
        let cells = [("first", of.first, of.first_standard_error), ("total", of.total, of.total_standard_error)];
        Some((of.total, (name, cells.map(|(name, value, error)| cell(name, value, error)))))
    };
    let mut rows: Vec<_> = inputs.iter().zip(indices).filter_map(row).collect();
    crate::sorted::by(&mut rows, |a, b| b.0.total_cmp(&a.0));
    rows.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Depth;
    use crate::planning::tornado::Ask;
    use crate::planning::{Job, Tornado, in_one_go, percentiles};
    use crate::scenario::edit::set_range;
    use crate::scenario::model::DistributionKind;
    use crate::scenario::presets;
    use crate::scenario::problem::Problem;

    /// Only revenue is uncertain, and return from latency is in proportion to it: the bars are its ends over today's.
    #[test]
    fn a_tornado_has_the_changes_of_a_figure() {
        let mut example = presets::worked_example();
        let range = percentiles(DistributionKind::Lognormal, 10e6, 100e6);
        assert!(set_range(&mut example, "/revenue/monthly", Some(range)));
        let inputs = Drawn::all(&example);
        let ask = Ask { inputs: inputs.clone(), depth: Depth::P95 };
        let swings = in_one_go(Tornado::new(Problem::compile(&example), ask));
        let spec = tornado(&example, &inputs, &swings, "/rigorous/latency_revenue", 3).unwrap();
        let Body::Bars { categories, series, .. } = spec.body else { panic!() };
        assert_eq!(categories.len(), 1);
        assert!(categories[0].starts_with("Revenue: $1"), "{categories:?}");
        let [low, high] = [0.1, 0.9].map(|p| inputs[0].quantile(p).value);
        let per_revenue = 51_000.0 / 1e7;
        for (series, end) in series.iter().zip([low, high]) {
            assert!((series.values[0] / (per_revenue * (end - 1e7)) - 1.0).abs() < 1e-9, "{series:?}");
        }
        // An empty picture stood there without a word.
        let why = |path: &str| {
            assert_eq!(tornado(&example, &inputs, &swings, path, 3), None);
            unmoved(&example, &swings, path, 3).unwrap()
        };
        let (cost, payback) = (why("/rigorous/monthly_cost/total"), why("/rigorous/payback_months"));
        assert_eq!(cost, "None of these ranges alone changes the monthly cost of Active-active, 3 regions.");
        // "Changes the reads: p95 latency of" was half a sentence.
        let p95 = why("/rigorous/reads/p95_latency_ms");
        assert_eq!(p95, "None of these ranges alone changes the p95 latency (reads) of Active-active, 3 regions.");
        assert!(payback.starts_with("Active-active, 3 regions is not paid back on today’s numbers"), "{payback}");
    }

    /// What matters most for a payback was no bar, and counted among those that "move it by less than a hundredth of the
    /// first, or not at all": with a low gain it never comes. With a migration of M it comes M ÷ net benefit months after,
    /// and of the net benefit 0.51 % of revenue go with a gain of 1 %.
    #[test]
    fn what_never_pays_back_at_one_end_matters_most() {
        let mut example = presets::worked_example();
        (example.revenue.monthly, example.cost.migration_one_off) = (6e7, 1e6);
        for (pointer, low, high) in [
            ("/regions/us-east/availability", 0.999_499, 0.999_501),
            ("/revenue/monthly", 5.5e7, 6.5e7),
            ("/revenue/gain_per_100_ms", 0.0005, 0.03),
        ] {
            assert!(set_range(&mut example, pointer, Some(percentiles(DistributionKind::Lognormal, low, high))));
        }
        let inputs = Drawn::all(&example);
        let ask = Ask { inputs: inputs.clone(), depth: Depth::Headline };
        let swings = in_one_go(Tornado::new(Problem::compile(&example), ask));
        let spec = tornado(&example, &inputs, &swings, "/rigorous/payback_months", 3).unwrap();
        assert!(spec.title.ends_with(": gain per 100 ms."), "{}", spec.title);
        let Body::Bars { categories, series, notes, .. } = &spec.body else { panic!() };
        let net = swings.today.options[3].rigorous.value.net_monthly_benefit;
        let gain = inputs.iter().find(|drawn| drawn.pointer(&example).ends_with("ms")).unwrap().quantile(0.9).value;
        let months = 1e6 / (net + 0.51 * 6e7 * (gain - 0.01)) - 1e6 / net;
        assert_eq!(series[0].values[0], f64::INFINITY);
        assert!((series[1].values[0] / months - 1.0).abs() < 1e-9, "{series:?}, not {months}");
        assert_eq!(spec.table().rows[0][1].text, "never");
        assert_eq!(categories.len(), 2);
        assert_eq!(notes[0], "“Gain per 100 ms” matters most: with it at one end it never pays back.");
        assert!(notes[1].ends_with(
            " Another input moves it by less than a hundredth of the largest of the others, or not at all."
        ));
    }

    /// "No indices" had no reason that told few samples from a figure that stands still.
    #[test]
    fn without_indices_there_is_a_reason() {
        let said = |pairs| no_indices(&Shares { pairs, indices: None }).unwrap();
        assert_eq!(
            said(99),
            "The figure is defined in 99 pairs of samples: shares of the variance are given from 100 on."
        );
        assert!(said(0).starts_with("The figure is defined in no pair of samples:"));
        assert_eq!(said(100), "The figure does not vary in 100 pairs of samples.");
        assert_eq!(no_indices(&Shares { pairs: 100, indices: Some(Vec::new()) }), None);
    }

    /// Beside bars at its 10th and its 90th percentile stood "99.979% to 99.88%": the percentiles of what is missing.
    #[test]
    fn an_availability_goes_from_its_low_end_to_its_high_one() {
        let mut example = presets::worked_example();
        let range = percentiles(DistributionKind::Lognormal, 0.999, 0.9999);
        assert!(set_range(&mut example, "/regions/us-east/availability", Some(range)));
        let inputs = Drawn::all(&example);
        let ask = Ask { inputs: inputs.clone(), depth: Depth::Headline };
        let swings = in_one_go(Tornado::new(Problem::compile(&example), ask));
        let spec = tornado(&example, &inputs, &swings, "/rigorous/avoided_downtime_revenue", 3).unwrap();
        let Body::Bars { categories, .. } = spec.body else { panic!() };
        // Lognormal, 1e-4 to 1e-3 missing in 9 cases of 10: 10 % miss more than 7.75e-4, 10 % less than 1.29e-4.
        assert!(categories[0].contains(": 99.922% to 99.987%"), "{categories:?}");
    }
}
