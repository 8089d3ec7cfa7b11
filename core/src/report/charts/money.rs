//! Cost by option, and net benefit against revenue or the cost of an hour down.

use super::{Source, strokes};
use crate::chart::{Arrange, Axis, BarSeries, Body, ChartSpec, Mark, Series, Stroke};
use crate::engine::figures;
use crate::quantity::format::{self, Digits, Format, money_compact};
use crate::report::comparison::has_more_than_net;
use crate::report::verdict::Method;
use crate::scenario::model::Revenue;
use crate::text::decapital;

/// Points of a line whose slope changes nowhere but at its ends; they make the rows of its table.
pub(super) const POINTS: usize = 11;
/// Break-evens beyond so many times today's value are left outside the picture.
const FAR: f64 = 20.0;

/// Parts take the colours that few options reach, so that they are not taken for options.
const FIRST_PART: usize = 4;

/// Where the parts of the cost stand, by method: name, figure, and a figure to take off it.
fn parts(method: Method) -> &'static [(&'static str, &'static str, Option<&'static str>)] {
    match method {
        Method::Textbook => &[
            ("Regions", figures::TEXTBOOK_MONTHLY_COST_BEFORE_TRANSFER, None),
            ("Transfer", figures::TEXTBOOK_MONTHLY_COST, Some(figures::TEXTBOOK_MONTHLY_COST_BEFORE_TRANSFER)),
        ],
        Method::Rigorous => &[
            ("Compute", figures::MONTHLY_COST_COMPUTE, None),
            ("Fixed", figures::MONTHLY_COST_FIXED, None),
            ("Storage", figures::MONTHLY_COST_STORAGE, None),
            ("Transfer", figures::MONTHLY_COST_TRANSFER, None),
            ("Operations", figures::MONTHLY_COST_OPERATIONS, None),
            ("Edge", figures::MONTHLY_COST_EDGE, None),
        ],
    }
}

/// A figure of an option.
pub(super) fn value(source: &Source, option: usize, path: &str) -> Option<f64> {
    figures::of_path(path)?.get(source.evaluation.options.get(option)?)
}

/// Monthly cost by option and part.
pub(super) fn cost(source: &Source) -> Option<ChartSpec> {
    let values = |path: &str| -> Option<Vec<f64>> {
        let figure = figures::of_path(path)?;
        source.evaluation.options.iter().map(|option| figure.get(option)).collect()
    };
    let part = |(i, (label, path, less)): (usize, &(&str, &str, Option<&str>))| {
        let mut amounts = values(path)?;
        if let Some(less) = less {
            amounts.iter_mut().zip(values(less)?).for_each(|(amount, less)| *amount -= less);
        }
        // What nobody pays needs no place in the legend.
        amounts.iter().any(|amount| *amount != 0.0).then(|| BarSeries::new(label, FIRST_PART + i, amounts))
    };
    let series: Vec<BarSeries> = parts(source.method).iter().enumerate().filter_map(part).collect();
    if series.is_empty() {
        return None;
    }
    let totals: Vec<f64> =
        source.options().map(|option| series.iter().filter_map(|part| part.values.get(option)).sum()).collect();
    Some(ChartSpec {
        title: costs(source, &totals),
        x: Axis::new("Cost", "per month", source.money()),
        y: Axis::new("Option", "", Format::Plain),
        body: Body::Bars {
            categories: source.options().map(|option| source.name(option).to_owned()).collect(),
            series,
            arrange: Arrange::Stacked,
            notes: Vec::new(),
        },
    })
}

/// "Active-active, 3 regions costs 3.5× as much as Single region: $350k against $100k a month."
fn costs(source: &Source, totals: &[f64]) -> String {
    let total = |option: usize| totals.get(option).copied().unwrap_or(0.0);
    let base = total(source.problem.baseline);
    let amount = |value: f64| money_compact(value, source.currency());
    let dearest = || source.others().max_by(|a, b| total(*a).total_cmp(&total(*b)));
    match source.named().or_else(dearest) {
        Some(option) if base > 0.0 && (total(option) > base || source.named().is_some()) => format!(
            "{} costs {} as much as {}: {} against {} a month.",
            source.name(option),
            format::factor(total(option) / base, Digits::Few),
            source.name(source.problem.baseline),
            amount(total(option)),
            amount(base)
        ),
        Some(option) if total(option) > base => format!(
            "{} costs {} a month, {} {}.",
            source.name(option),
            amount(total(option)),
            source.name(source.problem.baseline),
            amount(base)
        ),
        _ => format!("No option costs more than {}: {} a month.", source.name(source.problem.baseline), amount(base)),
    }
}

/// What a title on the net benefit of a month adds, since the verdict's flip points count more and name other amounts.
pub(super) fn of_net(source: &Source) -> &'static str {
    match has_more_than_net(&source.evaluation.scenario) {
        true => " Growth and migration are not in it.",
        false => "",
    }
}

/// What a net benefit is drawn against.
struct Worth {
    today: f64,
    label: &'static str,
    /// From where on, and up to where, an option pays, with `$` for the amount.
    from: &'static str,
    up_to: &'static str,
    break_even: &'static str,
    set: fn(&mut Revenue, f64),
}

/// Monthly revenue; the cost of an hour down where that is all that is counted. The textbook knows only revenue.
fn worth(source: &Source) -> Worth {
    let revenue = &source.problem.revenue;
    match revenue.downtime_cost_per_hour {
        Some(today) if source.method == Method::Rigorous && revenue.counts_hours() => Worth {
            today,
            label: "Cost of an hour down",
            from: "once an hour down costs $",
            up_to: "as long as an hour down costs less than $",
            break_even: figures::BREAK_EVEN_DOWNTIME_COST_PER_HOUR,
            set: |revenue, value| revenue.downtime_cost_per_hour = Some(value),
        },
        _ => Worth {
            today: revenue.monthly,
            label: "Monthly revenue",
            from: "from $ monthly revenue on",
            up_to: "up to $ monthly revenue",
            break_even: (source.method)
                .pick(figures::TEXTBOOK_BREAK_EVEN_MONTHLY_REVENUE, figures::BREAK_EVEN_MONTHLY_REVENUE),
            set: |revenue, value| revenue.monthly = value,
        },
    }
}

/// Net benefit against what it grows with, with the break-even points.
pub(super) fn by_worth(source: &Source) -> Option<ChartSpec> {
    let worth = worth(source);
    let today = worth.today;
    let earning: Vec<usize> = source.others().filter(|option| grows(source, *option, &worth)).collect();
    let earning = || earning.iter().copied();
    let pays_at = |option: usize| value(source, option, worth.break_even);
    let near = |value: &f64| today <= 0.0 || *value <= FAR * today;
    let saving: Vec<(usize, f64)> = source.others().filter_map(|i| Some((i, pays_up_to(source, i, &worth)?))).collect();
    let ends = saving.iter().map(|(_, end)| *end);
    let farthest = earning().filter_map(pays_at).chain(ends).filter(near).fold(today, f64::max);
    if farthest <= 0.0 {
        return None;
    }
    let series = ranging(source, lines(source, farthest * 1.25, worth.set), &worth);
    let amount = |value: f64| money_compact(value, source.currency());
    let is_counted = today > 0.0;
    let mut marks = Vec::new();
    marks.extend(is_counted.then(|| Mark::Vertical { x: today, label: format!("Today {}", amount(today)) }));
    let begins = earning().filter_map(|option| Some((option, pays_at(option)?, "pays at")));
    let ends = saving.into_iter().map(|(option, x)| (option, x, "pays up to"));
    marks.extend(crossings(source, begins.chain(ends).filter(|(_, x, _)| near(x)), amount));
    let today = if is_counted { format!("today it is {}", amount(today)) } else { "none is counted today".into() };
    Some(ChartSpec {
        title: pays(source, &worth, &today) + of_net(source) + &strokes(source, &series),
        x: Axis::new(worth.label, "", source.money()),
        y: Axis::new("Net benefit", "per month", source.money()),
        body: Body::Lines { series, marks },
    })
}

/// The lines with where samples of the net benefit lie, at today's worth, whatever worth they drew; then each has a point
/// there, so that the table has one row for it.
fn ranging(source: &Source, lines: Vec<Series>, worth: &Worth) -> Vec<Series> {
    let spans = source.others().map(|option| source.span(option, figures::NET_MONTHLY_BENEFIT));
    let spans: Vec<Option<(f64, f64)>> = spans.collect();
    if spans.iter().all(Option::is_none) {
        return lines;
    }
    let (today, rows) = (worth.today, source.benefits(&[worth.today], worth.set));
    let now = |option: usize| rows.first().and_then(|row| row.get(option).copied()).unwrap_or(0.0);
    let with = |((mut line, option), span): ((Series, usize), Option<(f64, f64)>)| {
        let at = line.points.partition_point(|(x, _)| *x < today);
        if line.points.get(at).is_none_or(|(x, _)| *x != today) {
            line.points.insert(at, (today, now(option)));
        }
        line.spans(span.into_iter().map(|(low, high)| (today, low, high)).collect())
    };
    lines.into_iter().zip(source.others()).zip(spans).map(with).collect()
}

/// Lines of net benefit from 0 to `end` of an input, one for each option but the baseline, which is the zero line.
pub(super) fn lines(source: &Source, end: f64, change: impl Fn(&mut Revenue, f64)) -> Vec<Series> {
    let xs: Vec<f64> = (0..POINTS).map(|i| end * i as f64 / (POINTS - 1) as f64).collect();
    let benefits = source.benefits(&xs, change);
    let line = |option: usize| {
        let y = |row: &Vec<f64>| row.get(option).copied().unwrap_or(0.0);
        let points = xs.iter().zip(&benefits).map(|(x, row)| (*x, y(row))).collect();
        Series::new(source.name(option), option, points).stroke(Stroke::Line)
    };
    source.others().map(line).collect()
}

/// Marks where the net benefit of an option is 0, from the right: above and before the first of them no line runs, so
/// that its label finds a place when all others have theirs.
pub(super) fn crossings(
    source: &Source,
    found: impl Iterator<Item = (usize, f64, &'static str)>,
    shown: impl Fn(f64) -> String,
) -> Vec<Mark> {
    let mut found: Vec<_> = found.collect();
    crate::sorted::by(&mut found, |a, b| b.1.total_cmp(&a.1));
    let mark = |(option, x, word): (usize, f64, &str)| {
        let (label, hue) = (format!("{word} {}", shown(x)), Some(source.hue(option)));
        Mark::Point { x, y: 0.0, label, hue }
    };
    found.into_iter().map(mark).collect()
}

fn pays(source: &Source, worth: &Worth, today: &str) -> String {
    let put = |words: &str, value: f64| words.replacen('$', &money_compact(value, source.currency()), 1);
    let (from, up_to) = (|value| put(worth.from, value), |value| put(worth.up_to, value));
    let net: Vec<f64> = source.headlines().iter().map(|figures| figures.net_monthly_benefit).collect();
    let net = |option: usize| net.get(option).copied().unwrap_or(0.0);
    let best = source.others().max_by(|a, b| net(*a).total_cmp(&net(*b)));
    let best = source.named().filter(|option| net(*option) > 0.0).or(best);
    let amount = |value: f64| money_compact(value, source.currency());
    if let Some(best) = best.filter(|option| net(*option) > 0.0) {
        let from = match value(source, best, worth.break_even) {
            Some(least) => format!("; it pays {}", from(least)),
            None => match pays_up_to(source, best, worth) {
                Some(most) => format!("; it pays {}", up_to(most)),
                None => String::new(),
            },
        };
        let (name, today) = (source.name(best), source.name(source.problem.baseline));
        let extra = source.method.pick(figures::TEXTBOOK_EXTRA_MONTHLY_COST, figures::EXTRA_MONTHLY_COST);
        return match value(source, best, extra).is_some_and(|extra| extra > 0.0) {
            true => format!("{name} returns {} a month more than it costs{from}.", amount(net(best))),
            // It costs less, so there is no cost to earn back.
            false => format!("{name} leaves {} a month more than {today}{from}.", amount(net(best))),
        };
    }
    let pays_at = |option: usize| Some((value(source, option, worth.break_even)?, option));
    let earning = source.others().filter(|option| grows(source, *option, worth)).filter_map(pays_at);
    match earning.min_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((least, option)) => format!("{} pays {}; {today}.", source.name(option), from(least)),
        None => {
            let saving = source.others().filter_map(|option| Some((pays_up_to(source, option, worth)?, option)));
            match saving.max_by(|a, b| a.0.total_cmp(&b.0)) {
                Some((most, option)) => {
                    format!("{} pays {}; {today}.", source.name(option), up_to(most))
                }
                None if source.others().next().is_none() => "There is no other option to compare with.".into(),
                None => format!("No option pays at any {}.", decapital(worth.label)),
            }
        }
    }
}

/// The worth beyond which an option that costs less than today's loses more than it saves.
fn pays_up_to(source: &Source, option: usize, worth: &Worth) -> Option<f64> {
    let scale = worth.today.max(1.0);
    let rows = source.benefits(&[0.0, scale], worth.set);
    let at = |row: usize| rows.get(row).and_then(|row| row.get(option).copied());
    // Net benefit is a line over it.
    let (saved, fall) = (at(0)?, at(0)? - at(1)?);
    (saved > 0.0 && fall > 0.0).then_some(saved / fall * scale).filter(|end| end.is_finite())
}

/// Whether an option makes more of more worth: one that saves no time has a break-even on paper only.
pub(super) fn earns(source: &Source, option: usize) -> bool {
    grows(source, option, &worth(source))
}

fn grows(source: &Source, option: usize, worth: &Worth) -> bool {
    let today = worth.today.max(1.0);
    let rows = source.benefits(&[today, today * 2.0], worth.set);
    let at = |row: usize| rows.get(row).and_then(|row| row.get(option).copied()).unwrap_or(0.0);
    at(1) > at(0)
}
