//! Money over time, and the kinds of benefit.

use super::Source;
use crate::chart::{Arrange, Axis, BarSeries, Body, ChartSpec, Hue, Mark, Series, Stroke};
use crate::engine::finance::flows;
use crate::planning::uncertainty::{CASH_SAMPLES, cash_months};
use crate::quantity::format::{self, Digits, Format, money_compact};

/// What has come in less what was paid, month by month, of each option against today's and of the rollout.
pub(super) fn cumulative(source: &Source) -> Option<ChartSpec> {
    let horizon = source.problem.finance.horizon_months;
    let payback = |option: usize| source.evaluation.options.get(option)?.rigorous.value.payback_months;
    let mut lines: Vec<Line> = source
        .others()
        .map(|option| Line {
            name: source.name(option).to_owned(),
            hue: option,
            points: cash(source, option),
            spans: spans(source, option),
            payback: payback(option).filter(|month| *month <= f64::from(horizon)),
        })
        .collect();
    if let Some(rollout) = &source.evaluation.rollout {
        lines.push(Line {
            name: "Rollout".into(),
            hue: source.options().len(),
            spans: Vec::new(),
            points: rollout.months.iter().map(|month| (f64::from(month.month), month.cash)).collect(),
            payback: rollout.payback_months,
        });
    }
    let title = paid_back(source, &lines)?;
    // What never is below 0 has nothing to pay back.
    let turn = |line: &Line| {
        let month = line.payback.filter(|month| *month > 0.0)?;
        let label = format!("paid back {}", format::months(month, Digits::Few));
        Some(Mark::Point { x: month, y: 0.0, label, hue: Some(Hue::Option(line.hue)) })
    };
    let marks = lines.iter().filter_map(turn).collect();
    let series = |line: Line| Series::new(&line.name, line.hue, line.points).stroke(Stroke::Line).spans(line.spans);
    let series: Vec<Series> = lines.into_iter().map(series).collect();
    Some(ChartSpec {
        title: title + &cash_said(source, &series),
        x: Axis::new("Month", "", Format::Count),
        y: Axis::new("Cumulative cash against today", "", source.money()),
        body: Body::Lines { series, marks },
    })
}

/// What has come in less what was paid for an option, month by month from the migration on.
fn cash(source: &Source, option: usize) -> Vec<(f64, f64)> {
    let value = source.evaluation.options.get(option).map(|option| option.rigorous.value).unwrap_or_default();
    let returns = value.latency_revenue + value.avoided_downtime_revenue;
    let (finance, migration) = (&source.problem.finance, source.problem.cost.migration_one_off);
    let after = flows(finance, returns, value.extra_monthly_cost, finance.horizon_months);
    let sum = |cash: &mut f64, flow: f64| {
        *cash += flow;
        Some(*cash)
    };
    let all = std::iter::once(-migration).chain(after.scan(-migration, sum));
    all.enumerate().map(|(month, cash)| (month as f64, cash)).collect()
}

/// Where 9 of 10 samples of the cash of an option lie, month by month; none where all are one line.
fn spans(source: &Source, option: usize) -> Vec<(f64, f64, f64)> {
    let cash = source.samples.and_then(|samples| samples.options.get(option)).map_or(&[][..], |of| &of.cash);
    let months = cash_months(source.problem.finance.horizon_months);
    let spans: Vec<_> = months.zip(cash).map(|(month, (low, high))| (f64::from(month), *low, *high)).collect();
    if spans.iter().any(|(_, low, high)| low < high) { spans } else { Vec::new() }
}

/// What the shades say.
fn cash_said(source: &Source, series: &[Series]) -> String {
    let samples = source.samples.map_or(0, |samples| samples.samples.min(CASH_SAMPLES));
    source.spans_said("Shaded", samples, series)
}

/// An option or the rollout.
struct Line {
    name: String,
    hue: usize,
    points: Vec<(f64, f64)>,
    spans: Vec<(f64, f64, f64)>,
    payback: Option<f64>,
}

/// Which pays back first, or what comes nearest to it.
fn paid_back(source: &Source, lines: &[Line]) -> Option<String> {
    let horizon = source.problem.finance.horizon_months;
    let amount = |value: f64| format::signed(value, |value| money_compact(value, source.currency()));
    let end = |line: &Line| line.points.last().map_or(0.0, |point| point.1);
    let named = lines.iter().find(|line| Some(line.hue) == source.named());
    // What the verdict names, unless another line comes where that one does not.
    let most = lines.iter().max_by(|a, b| end(a).total_cmp(&end(b)))?;
    let most = named.filter(|line| line.payback.is_some()).unwrap_or(most);
    Some(match most.payback {
        Some(0.0) => {
            let after = format::months(f64::from(horizon), Digits::Few);
            format!("{} is never in the red: {} after {after}.", most.name, amount(end(most)))
        }
        Some(month) => format!(
            "{} has paid back after {}: {} after {horizon}.",
            most.name,
            format::months(month, Digits::Few),
            amount(end(most))
        ),
        None => format!(
            "Nothing has paid back after {}; {} comes nearest, at {}.",
            format::months(f64::from(horizon), Digits::Few),
            most.name,
            amount(end(most))
        ),
    })
}

/// From the extra cost of an option to its net benefit: first what contracts give, then what is estimated, then what is
/// speculative.
pub(super) fn kinds(source: &Source) -> Option<ChartSpec> {
    let option = source.subject();
    let of = source.evaluation.options.get(option).filter(|_| option != source.problem.baseline)?;
    let value = &of.rigorous.value;
    let avoided = of.figures.credits.and_then(|credits| credits.avoided);
    let mut total = -value.extra_monthly_cost;
    let mut bars = vec![("extra cost".to_owned(), total)];
    if let Some(avoided) = avoided {
        total += avoided;
        bars.push(("avoided credits (contractual)".into(), total));
    }
    total += value.avoided_downtime_revenue;
    bars.push(("less downtime (estimated)".into(), total));
    let without = total;
    total += value.latency_revenue;
    bars.push(("faster pages (speculative)".into(), total));
    bars.push(("net benefit".into(), total));
    let amount = |value: f64| format::signed(value, |value| money_compact(value, source.currency()));
    let (categories, values): (Vec<String>, Vec<f64>) = bars.into_iter().unzip();
    let notes = match avoided {
        Some(_) => vec!["The verdict, payback and net present value do not count credits.".into()],
        None if source.problem.sla_credits.is_none() => vec!["Not counted: credits that contracts promise.".into()],
        None => vec!["Avoided credits are unknown until years have been simulated.".into()],
    };
    Some(ChartSpec {
        title: format!(
            "{}: {} a month without the speculative part, {} with it.",
            source.name(option),
            amount(without),
            amount(total)
        ),
        x: Axis::new("Net benefit", "per month", source.money()),
        y: Axis::new("Kinds of benefit, added up", "", Format::Plain),
        body: Body::Bars {
            categories,
            series: vec![BarSeries::new("", option, values).hues(vec![source.hue(option)])],
            arrange: Arrange::Bridge,
            notes,
        },
    })
}
