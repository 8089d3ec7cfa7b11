//! Where samples lie, on the charts; and a rollout over time.

use super::*;
use crate::chart::Series;
use crate::planning::uncertainty::{Ask, Spreads};
use crate::planning::{Drawn, Job, Uncertainty, in_one_go, percentiles};
use crate::report::evaluation::Evaluation;
use crate::scenario::edit;
use crate::scenario::model::{DistributionKind, Phase};
use crate::scenario::problem::Problem;

fn sampled(input: &str, p05: f64, p95: f64, kind: DistributionKind) -> (Evaluation, Spreads) {
    let mut example = presets::worked_example();
    assert!(edit::set_range(&mut example, input, Some(percentiles(kind, p05, p95))));
    let ask = Ask { inputs: Drawn::all(&example), samples: 2_000, seed: 1 };
    let spreads = in_one_go(Uncertainty::new(Problem::compile(&example), ask));
    (report::evaluate(&example, &[]), spreads)
}

fn with_samples(id: &str, evaluation: &Evaluation, spreads: &Spreads, method: Method) -> (ChartSpec, Vec<Series>) {
    let chart = LIST.iter().find(|chart| chart.id == id).unwrap();
    let spec = chart.spec_with(evaluation, method, &Pick::default(), Some(spreads)).unwrap();
    let Body::Lines { series, .. } = spec.body.clone() else { panic!("{id} has lines") };
    (spec, series)
}

/// Charts drew today's figures as if nothing were uncertain, whatever samples said.
#[test]
fn the_cash_has_a_fan_about_its_line() {
    let (evaluation, spreads) = sampled("/revenue/monthly", 5e6, 20e6, DistributionKind::Lognormal);
    let (spec, series) = with_samples("cumulative-cash", &evaluation, &spreads, Method::Rigorous);
    assert!(spec.title.replace('\u{a0}', " ").ends_with(" Shaded: 9 of 10 of 2,000 samples."), "{}", spec.title);
    let geode = series.iter().find(|series| series.label == "Active-active, 3 regions").unwrap();
    assert_eq!(geode.spans.len(), 13);
    for ((x, low, high), (month, cash)) in geode.spans.iter().zip(geode.points.iter().step_by(3)) {
        assert!(x == month && low <= cash && cash <= high, "month {x}: {cash} not within {low} to {high}");
    }
    assert!(crate::chart::svg(&spec, 800, 400, crate::chart::Theme::Light).unwrap().contains("opacity=\"0.16\""));
    // Those who see no picture read the same numbers.
    let head = spec.table().head.join(" | ");
    assert!(
        head.contains("Active-active, 3 regions, 1 in 20 below | Active-active, 3 regions, 1 in 20 above"),
        "{head}"
    );
    assert_eq!(csv(&spec).matches("\"Active-active, 3 regions, 1 in 20 below\"").count(), 13);
}

/// Downtime that no range changes has no stroke; that of a region whose availability is uncertain has that of its range:
/// 99.9 to 99.99 % are 8.76 h to 0.876 h of the 8760 of a year.
#[test]
fn downtime_has_strokes_where_it_is_uncertain() {
    let lognormal = DistributionKind::Lognormal;
    let (evaluation, spreads) = sampled("/regions/us-east/availability", 0.999, 0.9999, lognormal);
    let (spec, series) = with_samples("downtime-by-regions", &evaluation, &spreads, Method::Rigorous);
    assert!(
        spec.title.replace('\u{a0}', " ").ends_with(" Upright strokes: 9 of 10 of 2,000 samples."),
        "{}",
        spec.title
    );
    let (_, low, high) = series.iter().flat_map(|series| &series.spans).find(|(regions, ..)| *regions == 1.0).unwrap();
    assert!((low / (0.876 * 3600.0) - 1.0).abs() < 0.1 && (high / (8.76 * 3600.0) - 1.0).abs() < 0.1, "{low}, {high}");
    let (_, nines) = with_samples("nines-by-regions", &evaluation, &spreads, Method::Rigorous);
    let (_, low, high) = nines.iter().flat_map(|series| &series.spans).find(|(regions, ..)| *regions == 1.0).unwrap();
    assert!((low - 3.0).abs() < 0.05 && (high - 4.0).abs() < 0.05, "{low}, {high}");
    // The textbook is not sampled, and revenue changes no downtime.
    let (_, textbook) = with_samples("downtime-by-regions", &evaluation, &spreads, Method::Textbook);
    assert!(textbook.iter().all(|series| series.spans.is_empty()));
    let (evaluation, spreads) = sampled("/revenue/monthly", 5e6, 20e6, DistributionKind::Lognormal);
    let (spec, series) = with_samples("downtime-by-regions", &evaluation, &spreads, Method::Rigorous);
    assert!(series.iter().all(|series| series.spans.is_empty()) && !spec.title.contains("samples"));
}

/// Cost, latency and downtime of a rollout stood in no chart. A phase from month 12 on: month 12 still runs what ran
/// before; 100,000 and three copies with two of 50,000 GB at 2 cents a month, 105 and 54 ms, 4.38 h of a year.
#[test]
fn a_rollout_is_drawn_by_what_it_costs_and_how_it_feels() {
    let mut example = presets::worked_example();
    example.rollout = vec![Phase { start_month: 12, option: "geode-3".into(), ..Phase::default() }];
    let evaluation = report::evaluate(&example, &[]);
    let of = |id: &str| {
        let spec = ROLLOUT.iter().find(|chart| chart.id == id).unwrap().spec(&evaluation).unwrap();
        let Body::Lines { series, marks } = spec.body else { panic!("{id} has lines") };
        assert_eq!(marks.len(), 1);
        (spec.title.replace('\u{a0}', " "), series)
    };
    for (id, before, after) in [("rollout-cost", 100_000.0, 302_000.0), ("rollout-latency", 105.0, 54.0)] {
        let (_, series) = of(id);
        let at = |line: usize, month: f64| series[line].points.iter().find(|point| point.0 == month).unwrap().1;
        for (line, month, expected) in [
            (0, 0.0, before),
            (0, 36.0, before),
            (1, 0.0, before),
            (1, 11.0, before),
            (1, 12.0, after),
            (1, 36.0, after),
        ] {
            assert!((at(line, month) - expected).abs() < 1e-9, "{id}: line {line}, month {month}: {}", at(line, month));
        }
    }
    let (title, series) = of("rollout-downtime");
    assert!((series[0].points[0].1 - 5e-4 * 31_536_000.0).abs() < 1e-6, "{:?}", series[0].points);
    assert!(title.starts_with("Downtime goes from 4.38 h a year to ") && title.ends_with(" in month 36."), "{title}");
}

/// Latency and net benefit drew no range, while all other charts did. An option's latency is a share of users × a round trip:
/// of Asia's 20 % the 100 to 400 ms to US East in 9 cases of 10 make 0.2 × 300 ms of difference in a single region, none in three.
#[test]
fn latency_has_strokes_at_the_options() {
    let asia = "/user_latency_ms/asia/us-east";
    let (evaluation, spreads) = sampled(asia, 100.0, 400.0, DistributionKind::Lognormal);
    let (spec, series) = with_samples("latency-by-regions", &evaluation, &spreads, Method::Rigorous);
    assert!(
        spec.title.replace('\u{a0}', " ").ends_with(" Upright strokes: 9 of 10 of 2,000 samples."),
        "{}",
        spec.title
    );
    let single = series.iter().find(|series| series.label == "Single region").unwrap();
    let (regions, low, high) = single.spans[0];
    // 105 ms with Asia at 200.
    let (least, most) = (105.0 - 0.2 * 100.0, 105.0 + 0.2 * 200.0);
    assert!(regions == 1.0 && (low / least - 1.0).abs() < 0.03 && (high / most - 1.0).abs() < 0.05, "{low}, {high}");
    assert!(series.iter().all(|series| series.label != "Active-active, 3 regions"), "Asia is served in Asia");
    assert!(spec.table().head.join(" | ").contains("Single region, 1 in 20 above"));
    let (spec, series) = with_samples("latency-by-regions", &evaluation, &spreads, Method::Textbook);
    assert!(series.iter().all(|series| series.spans.is_empty()) && !spec.title.contains("samples"));
}

/// What three regions return is 51 ms × 1 % ÷ 100 ms of the revenue, and their cost stands: 5 and 20 million, at today's 10.
#[test]
fn net_benefit_has_strokes_at_todays_worth() {
    let (evaluation, spreads) = sampled("/revenue/monthly", 5e6, 20e6, DistributionKind::Lognormal);
    let (spec, series) = with_samples("benefit-by-revenue", &evaluation, &spreads, Method::Rigorous);
    assert!(
        spec.title.replace('\u{a0}', " ").ends_with(" Upright strokes: 9 of 10 of 2,000 samples."),
        "{}",
        spec.title
    );
    let geode = series.iter().find(|series| series.label == "Active-active, 3 regions").unwrap();
    let of = |path: &str| crate::engine::figures::of_path(path).unwrap().get(&evaluation.options[3]).unwrap();
    let extra = of(crate::engine::figures::EXTRA_MONTHLY_COST);
    let per_revenue = (of(crate::engine::figures::NET_MONTHLY_BENEFIT) + extra) / 10e6;
    for ((x, found), revenue) in
        [(geode.spans[0].0, geode.spans[0].1), (geode.spans[0].0, geode.spans[0].2)].into_iter().zip([5e6, 20e6])
    {
        let expected = per_revenue * revenue - extra;
        assert!(x == 10e6 && (found - expected).abs() < 0.03 * per_revenue * revenue, "{found}, not {expected}");
    }
    let table = spec.table();
    assert!(table.head.join(" | ").contains("Active-active, 3 regions, 1 in 20 below"), "{:?}", table.head);
    // The line itself has a point there: the figure of today.
    let now = geode.points.iter().find(|point| point.0 == 10e6).unwrap().1;
    assert!((now - of(crate::engine::figures::NET_MONTHLY_BENEFIT)).abs() < 1e-6, "{now}");
    assert_eq!(
        table.rows.iter().filter(|row| row.iter().all(|cell| !cell.text.is_empty())).count(),
        1,
        "{:?}",
        table.rows
    );
}
