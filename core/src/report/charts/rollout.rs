//! A rollout over time against staying put: money, cost, latency, downtime.

use crate::chart::{Axis, Body, ChartSpec, Mark, Series, Stroke};
use crate::quantity::format::{self, Digits, Format, money_compact};
use crate::report::evaluation::Evaluation;
use crate::report::rollout::{MonthReport, RolloutReport};
use crate::text::decapital;

/// A chart of the phases.
#[derive(Debug)]
pub struct RolloutChart {
    /// Unique id, also the name of its file.
    pub id: &'static str,
    /// What it is called where it is chosen.
    pub name: &'static str,
    make: fn(&Evaluation, &RolloutReport) -> Option<ChartSpec>,
}

/// Every chart of the phases, the first in view.
pub const ROLLOUT: &[RolloutChart] = &[
    RolloutChart { id: "rollout", name: "Cash and worth", make: money },
    RolloutChart { id: "rollout-cost", name: "Cost", make: cost },
    RolloutChart { id: "rollout-latency", name: "Latency", make: latency },
    RolloutChart { id: "rollout-downtime", name: "Downtime", make: downtime },
];

impl RolloutChart {
    /// The chart of an evaluation; none without phases.
    ///
    /// ```
    /// use geode_core::report::{self, charts::ROLLOUT};
    /// use geode_core::scenario::{model::Phase, presets};
    /// let mut example = presets::worked_example();
    /// assert!(ROLLOUT.iter().all(|chart| chart.spec(&report::evaluate(&example, &[])).is_none()));
    /// example.rollout = vec![Phase { start_month: 12, option: "geode-3".into(), ..Phase::default() }];
    /// let title = ROLLOUT[2].spec(&report::evaluate(&example, &[])).unwrap().title.replace('\u{a0}', " ");
    /// assert_eq!(title, "Mean latency goes from 105 ms to 54 ms in month 36.");
    /// ```
    pub fn spec(&self, evaluation: &Evaluation) -> Option<ChartSpec> {
        (self.make)(evaluation, evaluation.rollout.as_ref()?)
    }
}

/// Cash so far and what it is worth, with the beginning of each phase.
fn money(evaluation: &Evaluation, rollout: &RolloutReport) -> Option<ChartSpec> {
    let line = |label: &str, hue: usize, value: fn(&MonthReport) -> f64| {
        let points = rollout.months.iter().map(|month| (f64::from(month.month), value(month))).collect();
        Series::new(label, hue, points).stroke(Stroke::Line)
    };
    let lowest = rollout.months.iter().min_by(|a, b| a.cash.total_cmp(&b.cash))?;
    let amount = |value: f64| format::signed(value, |value| money_compact(value, &evaluation.scenario.currency));
    let last = rollout.months.last()?;
    let title = match lowest.cash < 0.0 {
        true => format!(
            "At the lowest point, month {}, the rollout is {} against staying put; after {} months {}.",
            lowest.month,
            amount(lowest.cash),
            last.month,
            amount(last.cash)
        ),
        false => format!(
            "The rollout never costs more than it has brought; after {} months {}.",
            last.month,
            amount(last.cash)
        ),
    };
    let y = Axis::new("Against staying put", "", Format::Money(evaluation.scenario.currency.clone()));
    let series = vec![line("Cash so far", 0, |month| month.cash), line("Worth today", 1, |month| month.npv)];
    Some(over_time(evaluation, rollout, title, y, series))
}

/// What runs costs, with growth.
fn cost(evaluation: &Evaluation, rollout: &RolloutReport) -> Option<ChartSpec> {
    let currency = &evaluation.scenario.currency;
    let y = Axis::new("Cost", "per month", Format::Money(currency.into()));
    steps(evaluation, rollout, y, |month| Some(month.cost), |cost| money_compact(cost, currency) + " a month")
}

fn latency(evaluation: &Evaluation, rollout: &RolloutReport) -> Option<ChartSpec> {
    let y = Axis::new("Mean latency", "", Format::Millis);
    steps(evaluation, rollout, y, |month| month.mean_latency_ms, |ms| format::milliseconds(ms, Digits::Few))
}

fn downtime(evaluation: &Evaluation, rollout: &RolloutReport) -> Option<ChartSpec> {
    let y = Axis::new("Downtime", "per year", Format::Downtime);
    let words = |seconds: f64| format::duration(seconds, Digits::Few) + " a year";
    steps(evaluation, rollout, y, |month| Some(month.downtime_seconds_per_year), words)
}

/// A figure of what runs, month by month, beside that of what runs today.
fn steps(
    evaluation: &Evaluation,
    rollout: &RolloutReport,
    y: Axis,
    value: impl Fn(&MonthReport) -> Option<f64>,
    words: impl Fn(f64) -> String,
) -> Option<ChartSpec> {
    let (now, last) = (rollout.months.first()?, rollout.months.last()?);
    let end = f64::from(last.month);
    let at = |month: &MonthReport| value(month).unwrap_or(f64::NAN);
    // A month begins where the one before it ends.
    let run = rollout.months.iter().skip(1).map(|month| (f64::from(month.month) - 1.0, at(month)));
    let run = run.chain([(end, at(last))]).collect();
    let label = y.label.clone();
    let title = match (value(now).map(&words), value(last).map(&words)) {
        (Some(before), Some(after)) if before == after => format!("{label} is {after}, now and in month {end}."),
        (Some(before), Some(after)) => format!("{label} goes from {before} to {after} in month {end}."),
        _ => format!("Where nobody is served there is no {}.", decapital(&label)),
    };
    let staying = Series::new("Staying put", 0, vec![(0.0, at(now)), (end, at(now))]).stroke(Stroke::Line).baseline();
    let series = vec![staying, Series::new("Rollout", 0, run).stroke(Stroke::Step)];
    Some(over_time(evaluation, rollout, title, y, series))
}

/// A chart over the months, with where each phase begins.
fn over_time(
    evaluation: &Evaluation,
    rollout: &RolloutReport,
    title: String,
    y: Axis,
    series: Vec<Series>,
) -> ChartSpec {
    let name = |id: &str| evaluation.scenario.option(id).map_or_else(String::new, |option| option.name.clone());
    let begins = rollout.phases.iter().skip(1).filter(|phase| phase.end_month > phase.start_month);
    let marks = begins.map(|phase| Mark::Vertical { x: f64::from(phase.start_month), label: name(&phase.option) });
    ChartSpec {
        title,
        x: Axis::new("Month", "", Format::Count),
        y,
        body: Body::Lines { series, marks: marks.collect() },
    }
}
