//! Latency per user group, and against the number of regions.

use super::variants::Headline;
use super::{Source, ordinal, strokes};
use crate::chart::{Arrange, Axis, BarSeries, Body, ChartSpec, Mark, Marker, Series, Stroke};
use crate::engine::figures;
use crate::quantity::format::{self, Digits, Format};
use crate::scenario::problem::Design;

/// Regions beyond which nobody asks.
const MOST_REGIONS: usize = 8;
/// Smallest change of a latency that a person may notice, ms.
const NOTICEABLE_MS: f64 = 1.0;

fn ms(value: f64) -> String {
    format::milliseconds(value, Digits::Few)
}

/// Latency per user group and option, the largest group first.
pub(super) fn by_group(source: &Source) -> Option<ChartSpec> {
    let mut groups: Vec<usize> = (0..source.problem.groups.len()).collect();
    let share = |group: &usize| source.problem.groups.get(*group).map_or(0.0, |group| group.share);
    crate::sorted::by(&mut groups, |a, b| share(b).total_cmp(&share(a)).then(a.cmp(b)));
    let latencies: Vec<Vec<Option<f64>>> = groups.iter().map(|group| source.latencies_of_group(*group)).collect();
    let at = |row: usize, option: usize| latencies.get(row).and_then(|row| row.get(option).copied().flatten());
    let bars = |option: usize| {
        // An option that serves nobody of a group has no bar there; 0 would be a lie, but no number may be NaN.
        let values = (0..groups.len()).map(|row| at(row, option).unwrap_or(f64::INFINITY)).collect();
        BarSeries::new(source.name(option), option, values).hues(vec![source.hue(option)])
    };
    Some(ChartSpec {
        title: gains(source, &groups, at),
        x: Axis::new("Mean latency", "", Format::Millis),
        y: Axis::new("User group", "", Format::Plain),
        body: Body::Bars {
            categories: groups.iter().map(|group| source.group(*group).to_owned()).collect(),
            series: source.options().map(bars).collect(),
            arrange: Arrange::Grouped,
            notes: Vec::new(),
        },
    })
}

/// "Active-active, 3 regions brings Asia from 200 ms to 60 ms; North America feels no difference."
fn gains(source: &Source, groups: &[usize], at: impl Fn(usize, usize) -> Option<f64>) -> String {
    let baseline = source.problem.baseline;
    let figures = source.headlines();
    let mean = |option: usize| figures.get(option).and_then(|f| f.mean_latency_ms).unwrap_or(f64::INFINITY);
    let fastest = source.others().min_by(|a, b| mean(*a).total_cmp(&mean(*b)));
    let is_faster = |option: &usize| mean(baseline) - mean(*option) >= NOTICEABLE_MS;
    let fastest = source.named().filter(is_faster).or(fastest);
    let Some(fastest) = fastest.filter(is_faster) else {
        return format!("No option is noticeably faster than {}.", source.name(baseline));
    };
    let gain = |row: usize| Some((at(row, baseline)? - at(row, fastest)?, row));
    let mut gained: Vec<(f64, usize)> = (0..groups.len()).filter_map(gain).collect();
    crate::sorted::by(&mut gained, |a, b| b.0.total_cmp(&a.0));
    let group = |row: usize| groups.get(row).map_or("", |group| source.group(*group));
    let Some((_, best)) = gained.first().copied() else { return String::new() };
    let (before, after) = (at(best, baseline).unwrap_or(0.0), at(best, fastest).unwrap_or(0.0));
    let most = format!("{} brings {} from {} to {}", source.name(fastest), group(best), ms(before), ms(after));
    match gained.last() {
        Some((gain, row)) if *row != best && *gain <= -NOTICEABLE_MS => {
            format!("{most}; {} gets {} slower.", group(*row), ms(-gain))
        }
        Some((gain, row)) if *row != best && *gain < NOTICEABLE_MS => {
            format!("{most}; {} feels no difference.", group(*row))
        }
        _ => format!("{most}, the most of all groups."),
    }
}

/// Mean latency against the number of regions, and where the options of the scenario stand.
pub(super) fn by_regions(source: &Source) -> Option<ChartSpec> {
    let regions = source.regions_by_gain(MOST_REGIONS);
    let geodes = source.geodes(&regions);
    // A mean of those who are served says nothing where others are not.
    let whole = |figures: &Headline| figures.mean_latency_ms.filter(|_| !figures.leaves_unserved);
    let means: Vec<Option<f64>> = geodes.iter().map(whole).collect();
    let line = means.iter().enumerate().filter_map(|(i, mean)| Some(((i + 1) as f64, (*mean)?))).collect();
    let figures = source.headlines();
    let point = |option: usize| {
        let choice = source.problem.options.get(option)?;
        // A single region or a pair serves also those whose data may not be there: no mean to compare with.
        let breaks = source.evaluation.options.get(option)?.rigorous.breaks_residency;
        let is_shown = matches!(choice.design, Design::Geode { .. }) || (option == source.problem.baseline && !breaks);
        let mean = whole(figures.get(option).filter(|_| is_shown)?)?;
        let (label, hue) = (format!("{} {}", source.name(option), ms(mean)), Some(source.hue(option)));
        Some(Mark::Point { x: choice.region_count() as f64, y: mean, label, hue })
    };
    let line = Series::new(&format!("Best next region (greedy){}", source.writing()), 0, line);
    // In the colour of what it leads to: grey is the baseline's.
    let line = Series { hue: source.hue_of_largest(), marker: Marker::Circle, ..line };
    let ranges = source.options().filter_map(|option| ranging(source, option, point(option)?));
    let series: Vec<Series> = std::iter::once(line).chain(ranges).collect();
    let takeaway = match means.iter().position(Option::is_some) {
        Some(0) => steps(source, &regions, &means.into_iter().flatten().collect::<Vec<_>>()),
        found => needed(source, &regions, found.and_then(|at| Some((at, means.get(at).copied()??)))),
    };
    Some(ChartSpec {
        title: takeaway + &source.left_out(&regions) + &strokes(source, &series),
        // One region at a time, which need not end at the best set.
        x: Axis::new("Regions", "each time the best next one (greedy)", Format::Count),
        y: Axis::new("Mean latency", "", Format::Millis),
        body: Body::Lines { series, marks: source.options().filter_map(point).collect() },
    })
}

/// An option that stands at its mark, with where samples of its mean lie; none where nothing changes it.
fn ranging(source: &Source, option: usize, mark: Mark) -> Option<Series> {
    let Mark::Point { x, y, .. } = mark else { return None };
    let (low, high) = source.span(option, figures::MEAN_LATENCY_MS)?;
    let series = Series::new(source.name(option), option, vec![(x, y)]).stroke(Stroke::Markers);
    let hue = source.hue(option);
    Some(Series { hue, marker: hue.marker(), ..series.spans(vec![(x, low, high)]) })
}

/// Where one region may not serve all users: which ones may, together with it.
fn needed(source: &Source, regions: &[usize], found: Option<(usize, f64)>) -> String {
    let name = |region: &usize| source.region(*region).to_owned();
    let home = regions.first().map_or_else(String::new, name);
    match found {
        Some((at, mean)) => {
            let added: Vec<String> = regions.iter().skip(1).take(at).map(name).collect();
            let (added, mean) = (added.join(" and "), ms(mean));
            format!("{home} may not serve all users; with {added} added it is {mean} on average{}.", source.writing())
        }
        None => "None of these regions may serve all users: the data of some may not be kept there.".into(),
    }
}

/// "Added to US East, Asia East takes the mean from 105 ms to 75 ms, EU West to 54 ms; a fourth region saves nothing more."
fn steps(source: &Source, regions: &[usize], means: &[f64]) -> String {
    let name = |i: usize| regions.get(i).map_or("", |region| source.region(*region));
    let Some(first) = means.first() else { return "Nobody is served.".into() };
    let helps = |pair: &[f64]| matches!(pair, [before, after] if before - after >= NOTICEABLE_MS);
    let useful = means.windows(2).take_while(|pair| helps(pair)).count();
    if means.len() < 2 {
        let only = if source.problem.regions.len() < 2 { "the only region" } else { "the only known region" };
        return format!("{} is {only} of this scenario: {} on average.", name(0), ms(*first));
    }
    let mut text = match useful {
        0 => format!("No further region of this scenario brings the mean below the {} of {}", ms(*first), name(0)),
        _ => format!("Added to {}, {} takes the mean from {}", name(0), name(1), ms(*first)),
    };
    for (i, mean) in means.iter().enumerate().skip(1).take(useful.min(3)) {
        text += &if i == 1 { format!(" to {}", ms(*mean)) } else { format!(", {} to {}", name(i), ms(*mean)) };
    }
    if let Some(last) = means.get(useful).filter(|_| useful > 3) {
        text += &format!(", {} in all to {}", useful + 1, ms(*last));
    }
    if let Some([before, after]) = means.get(useful..useful + 2).filter(|_| useful > 0) {
        let much = if before - after > 0.0 { "little" } else { "nothing" };
        text += &format!("; a {} region saves {much} more", ordinal(useful + 2));
    }
    text + source.writing() + "."
}
