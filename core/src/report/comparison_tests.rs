//! The comparison table as it is written.

use super::*;
use crate::report;
use crate::scenario::presets;

fn example() -> Evaluation {
    report::evaluate(&presets::worked_example(), &[])
}

#[test]
fn every_figure_stands_in_it_once() {
    let (headline, rest) = (headline(&example(), Method::Textbook), rest(&example(), Method::Textbook));
    let mut paths: Vec<&str> = headline.iter().chain(&rest).map(|line| line.path).collect();
    let mut all: Vec<&str> = LIST.iter().filter(|figure| figure.is_single()).map(|figure| figure.path).collect();
    paths.sort_unstable();
    all.sort_unstable();
    assert_eq!(paths, all);
}

#[test]
fn the_headline_of_the_worked_example() {
    let headline = headline(&example(), Method::Textbook);
    let texts = |path: &str| -> Vec<String> {
        let line = headline.iter().find(|line| line.path == path).unwrap();
        let cell = |cell: &Cell| {
            let best = if cell.is_best { "best " } else { "" };
            format!("{best}{} {}", cell.text, cell.difference.as_deref().unwrap_or_default())
        };
        line.cells.iter().map(cell).collect()
    };
    assert_eq!(
        texts("/textbook/availability"),
        ["99.95 % ", "99.9875 % +0.6 nines", "99.999975 % +3.3 nines", "best 99.9999999875 % +6.6 nines"]
    );
    assert_eq!(
        texts("/textbook/downtime_seconds_per_year"),
        ["4.38 h/yr ", "1.1 h/yr −3.29 h/yr", "7.88 s/yr −4.38 h/yr", "best < 1 s/yr −4.38 h/yr"]
    );
    assert_eq!(
        texts("/textbook/monthly_cost"),
        ["best $100,000 ", "$233,333 +133 %", "$233,333 +133 %", "$350,000 +250 %"]
    );
    assert_eq!(texts("/textbook/net_monthly_benefit"), ["best $0 ", "−$133,333 ", "−$33,333 ", "−$150,000 "]);
    assert_eq!(texts("/textbook/break_even_monthly_revenue")[3], "$25,000,000 ");
}

#[test]
fn targets_stand_first_once_there_are_any() {
    assert!(targets(&example()).is_empty());
    let mut scenario = presets::worked_example();
    scenario.target.availability = Some(0.9999);
    let standings = targets(&report::evaluate(&scenario, &[]));
    let states: Vec<&str> = standings.iter().map(|standing| standing.state.id()).collect();
    assert_eq!(states, ["missed", "missed", "met", "met"]);
    assert_eq!(standings[0].words, "misses availability");
    // 3,159.59 s of the 3,153.6 that the target leaves.
    assert_eq!(standings[1].words, "misses by little: downtime 0.19 % over");
}

/// One of two that read "< 1 s/yr" was called the best.
#[test]
fn what_reads_alike_is_alike() {
    let mut evaluation = example();
    let fastest = evaluation.options[3].figures.textbook.downtime_seconds_per_year;
    let bests = |evaluation: &Evaluation| {
        let lines = headline(evaluation, Method::Textbook);
        let line = lines.into_iter().find(|line| line.path == "/textbook/downtime_seconds_per_year").unwrap();
        line.cells.iter().map(|cell| cell.is_best).collect::<Vec<_>>()
    };
    std::sync::Arc::make_mut(&mut evaluation.options[2].figures).textbook.downtime_seconds_per_year = fastest * 2.0;
    assert_eq!(bests(&evaluation), [false, false, true, true]);
    evaluation
        .options
        .iter_mut()
        .for_each(|option| std::sync::Arc::make_mut(&mut option.figures).textbook.downtime_seconds_per_year = 0.5);
    std::sync::Arc::make_mut(&mut evaluation.options[0].figures).textbook.downtime_seconds_per_year = 0.6;
    assert_eq!(bests(&evaluation), [false; 4]);
}

/// "$0" stood for returns that nobody had counted.
#[test]
fn what_is_not_counted_is_not_nothing() {
    let mut scenario = presets::worked_example();
    scenario.revenue.monthly = 0.0;
    let texts = |scenario: &Scenario, path: &str| {
        let lines = headline(&report::evaluate(scenario, &[]), Method::Rigorous);
        let line = lines.into_iter().find(|line| line.path == path).unwrap();
        line.cells.iter().map(|cell| (cell.value, cell.text.clone())).collect::<Vec<_>>()
    };
    let uncounted = vec![(Some(0.0), "not counted".to_owned()); 4];
    assert_eq!(texts(&scenario, "/rigorous/latency_revenue"), uncounted);
    assert_eq!(texts(&scenario, "/rigorous/avoided_downtime_revenue"), uncounted);
    scenario.revenue.downtime_cost_per_hour = Some(1_000.0);
    assert_eq!(texts(&scenario, "/rigorous/latency_revenue"), uncounted);
    assert_ne!(texts(&scenario, "/rigorous/avoided_downtime_revenue"), uncounted);
    // Its explanation said "$0" still.
    let evaluation = report::evaluate(&scenario, &[]);
    let explained = |path: &str| report::explain::explain(&evaluation, "geode-2", path).unwrap().value;
    assert_eq!(explained("/rigorous/monthly_cost/operations"), "not counted");
    assert_eq!(explained("/rigorous/monthly_cost/edge"), "$0 a month");
}

#[test]
fn all_alike_have_no_best() {
    let marked = |better: Better, values: &[Option<f64>]| {
        let cell = |value: &Option<f64>| Cell {
            value: *value,
            text: format!("{value:?}"),
            full: String::new(),
            difference: None,
            note: None,
            is_best: false,
        };
        let mut cells: Vec<Cell> = values.iter().map(cell).collect();
        mark_best(better, &mut cells, |_| true);
        cells.iter().map(|cell| cell.is_best).collect::<Vec<_>>()
    };
    assert_eq!(marked(Better::Lower, &[Some(1.0), Some(1.0), None]), [false; 3]);
    assert_eq!(marked(Better::Lower, &[Some(1.0), Some(2.0), None]), [true, false, false]);
    assert_eq!(marked(Better::Higher, &[Some(1.0), Some(2.0), Some(2.0)]), [false, true, true]);
    assert_eq!(marked(Better::Neither, &[Some(1.0), Some(2.0)]), [false; 2]);
    assert_eq!(marked(Better::Higher, &[]), [false; 0]);
}

#[test]
fn nothing_that_never_fails_breaks_the_nines() {
    assert_eq!(nines(0.0, 0.1), None);
    assert_eq!(nines(0.0, 0.0), None);
    assert_eq!(nines(0.1, 0.001).as_deref(), Some("−2 nines"));
}

/// "Misses recovery time" stood over a table without it, and when a migration pays was two clicks away.
#[test]
fn the_headline_has_what_was_asked() {
    let mut scenario = presets::worked_example();
    let paths = |scenario: &_| {
        let evaluation = report::evaluate(scenario, &[]);
        headline(&evaluation, Method::Rigorous).iter().map(|line| line.path).collect::<Vec<_>>()
    };
    let usual = paths(&scenario);
    assert!(usual.contains(&"/rigorous/break_even_monthly_revenue") && !usual.contains(&"/rigorous/npv"));
    scenario.target.rto_minutes = Some(5.0);
    scenario.target.rpo_seconds = Some(5.0);
    scenario.cost.migration_one_off = 1e5;
    scenario.revenue.monthly = 0.0;
    scenario.revenue.downtime_cost_per_hour = Some(5e3);
    let asked = paths(&scenario);
    let news: Vec<_> = asked.iter().filter(|path| !usual.contains(path)).copied().collect();
    let expected = ["rto_seconds", "rpo_seconds", "payback_months", "npv", "break_even_downtime_cost_per_hour"];
    assert_eq!(news, expected.map(|name| format!("/rigorous/{name}")));
    assert!(!asked.contains(&"/rigorous/break_even_monthly_revenue"));
    // Each figure stands once, in the headline or below it.
    let evaluation = report::evaluate(&scenario, &[]);
    let below = rest(&evaluation, Method::Rigorous);
    assert!(below.iter().all(|line| !asked.contains(&line.path)));
    assert_eq!(below.len() + asked.len(), LIST.iter().filter(|figure| figure.is_single()).count());
}

/// "Writes lost, at most 0" stood under last write wins, which discards writes while everything is up.
#[test]
fn nothing_lost_says_what_it_does_not_count() {
    let text = |lag: f64, conflicts: Conflicts, write_fraction: f64| {
        let mut scenario = presets::worked_example();
        scenario.traffic.replication_lag_seconds = lag;
        scenario.traffic.write_fraction = write_fraction;
        if let Kind::Geode { writes, .. } = &mut scenario.options[3].kind {
            writes.conflicts = conflicts;
        }
        let lines = rest(&report::evaluate(&scenario, &[]), Method::Rigorous);
        let lost = lines.into_iter().find(|line| line.path.ends_with("/expected_lost_writes_per_year")).unwrap();
        assert_eq!(lost.label, "Writes lost by failures a year, at most");
        lost.cells[3].text.clone()
    };
    assert_eq!(text(0.0, Conflicts::LastWriteWins, 0.1), "0, conflicts not counted");
    assert_eq!(text(0.0, Conflicts::Merge, 0.1), "0 writes/yr");
    assert_eq!(text(0.0, Conflicts::LastWriteWins, 0.0), "0 writes/yr");
    // Three regions that fail 4.38 times a year and take all writes between them: 4.38 × 1,000 a second × 1 s.
    assert_eq!(text(1.0, Conflicts::LastWriteWins, 0.1), "4,380 writes/yr");
}

/// A single simulated year has no standard error, which read "< 1 s/yr".
#[test]
fn a_standard_error_of_one_year_is_a_dash() {
    let mut scenario = presets::worked_example();
    let text = |scenario: &_| {
        let mut evaluation = report::evaluate(scenario, &[]);
        report::simulate(&mut evaluation);
        let lines = rest(&evaluation, Method::Rigorous);
        let path = "/rigorous/yearly_downtime_seconds/standard_error";
        lines.into_iter().find(|line| line.path == path).unwrap().cells[0].text.clone()
    };
    scenario.simulation_years = 1;
    assert_eq!(text(&scenario), "–");
    scenario.simulation_years = 100;
    assert!(text(&scenario).ends_with("/yr"), "{}", text(&scenario));
}

/// Of paybacks of 318, 147 and 146 months the least was "best", with 36 months that count; and a break-even of today's month
/// stood beside a verdict that names another revenue, by the horizon, without a word.
#[test]
fn what_comes_after_the_horizon_is_not_best_and_what_is_of_a_month_says_so() {
    let mut scenario = presets::worked_example();
    (scenario.cost.migration_one_off, scenario.finance.annual_growth) = (3e5, 0.2);
    let evaluation = report::evaluate(&scenario, &[]);
    let lines = [headline(&evaluation, Method::Rigorous), rest(&evaluation, Method::Rigorous)].concat();
    let of = |path: &str| lines.iter().find(|line| line.path == path).unwrap();
    let payback = of(figures::PAYBACK_MONTHS);
    for cell in payback.cells.iter().filter(|cell| cell.value.is_some()) {
        assert!(cell.value.unwrap() > 36.0 && !cell.is_best, "{cell:?}");
        assert_eq!(cell.note.as_deref(), Some("after the horizon"));
    }
    assert!(payback.cells.iter().any(|cell| cell.value.is_some()));
    let break_even = of(figures::BREAK_EVEN_MONTHLY_REVENUE);
    assert_eq!(break_even.cells[3].note.as_deref(), Some("without growth or migration"));
    let plain = example();
    let lines = headline(&plain, Method::Rigorous);
    let line = lines.iter().find(|line| line.path == figures::BREAK_EVEN_MONTHLY_REVENUE).unwrap();
    assert!(line.cells.iter().all(|cell| cell.note.is_none()));
}

/// Three regions "missed p95 latency" under a row in which they were best: the target is held against writes where there are
/// no reads, and the row had the reads that nobody makes.
#[test]
fn p95_is_that_of_what_there_is() {
    let mut scenario = presets::worked_example();
    let shown = |scenario: &Scenario| -> Vec<&str> {
        let all = headline(&report::evaluate(scenario, &[]), Method::Rigorous);
        all.iter().map(|line| line.path).filter(|path| path.ends_with("/p95_latency_ms")).collect()
    };
    assert_eq!(shown(&scenario), ["/rigorous/reads/p95_latency_ms"]);
    scenario.traffic.write_fraction = 1.0;
    assert_eq!(shown(&scenario), ["/rigorous/writes/p95_latency_ms"]);
    let evaluation = report::evaluate(&scenario, &[]);
    let title = |id: &str| {
        let chart = report::charts::LIST.iter().find(|chart| chart.id == id).unwrap();
        chart.spec(&evaluation, Method::Rigorous).unwrap().title
    };
    assert!(
        title("latency-of-reads").contains(" 95 would be answered ")
            && title("latency-of-reads").ends_with("; there are no reads.")
    );
    assert!(title("latency-of-writes").contains(" 95 are answered "));
}
