//! Downtime and nines against the number of regions.

use super::variants::Headline;
use super::{Source, ordinal, strokes};
use crate::chart::{Axis, Body, ChartSpec, Mark, Marker, Series, Stroke};
use crate::engine::figures;
use crate::engine::textbook::SECONDS_PER_YEAR;
use crate::quantity::complement;
use crate::quantity::format::{self, Digits, Format};
use crate::report::written;
use crate::scenario::problem::Design;

/// As many regions as anybody asks about.
const MOST_REGIONS: usize = 6;

/// Where the axis of the downtime ends; what is less stands there.
const LEAST_SECONDS: f64 = 1e-3;

/// The mark of a target, with all its nines.
fn target_label(availability: f64) -> String {
    written::unbroken(&format!("Target {}", format::availability(complement(availability), Digits::Few)))
}

/// Downtime on a log axis.
pub(super) fn downtime(source: &Source) -> Option<ChartSpec> {
    let curve = Curve::of(source);
    let target = source.evaluation.scenario.target.availability;
    let mark = |availability: f64| Mark::Horizontal {
        y: complement(availability) * SECONDS_PER_YEAR,
        label: target_label(availability),
    };
    let shown = |figures: &Headline| figures.downtime_seconds_per_year;
    let series = curve.series(source, shown, |seconds| seconds);
    Some(ChartSpec {
        title: curve.saving() + &curve.left_out + &strokes(source, &series),
        x: curve.regions(),
        y: curve.seconds(target.map(|target| complement(target) * SECONDS_PER_YEAR), &series),
        body: Body::Lines { series, marks: target.map(mark).into_iter().collect() },
    })
}

/// The same as nines.
pub(super) fn nines(source: &Source) -> Option<ChartSpec> {
    let curve = Curve::of(source);
    let target = source.evaluation.scenario.target.availability;
    let mark = |availability: f64| Mark::Horizontal {
        y: -libm::log10(complement(availability)),
        label: target_label(availability),
    };
    let nines = |unavailability: f64| -libm::log10(unavailability);
    // Nothing that never fails has a number of nines; such points are left out.
    let of_seconds = |seconds: f64| nines(seconds / SECONDS_PER_YEAR);
    let series = curve.series(source, |figures| nines(figures.unavailability), of_seconds);
    Some(ChartSpec {
        title: curve.nines() + &curve.left_out + &strokes(source, &series),
        x: curve.regions(),
        y: Axis::new("Availability", "nines", Format::Plain),
        body: Body::Lines { series, marks: target.filter(|target| *target < 1.0).map(mark).into_iter().collect() },
    })
}

/// Active-active against the number of regions, and the options of the scenario that do not stand on that line.
struct Curve {
    geodes: Vec<Headline>,
    /// Every pair, and what is not as the line says: by its regions, its writes, an edge.
    beside: Vec<Beside>,
    /// How many of the regions are in the scenario; the others are like today's.
    known: usize,
    /// How they write, see [`Source::writing`].
    writing: &'static str,
    /// The regions that it does not show, see [`Source::left_out`].
    left_out: String,
}

/// An option that has a point of its own.
struct Beside {
    option: usize,
    regions: usize,
    is_pair: bool,
    figures: Headline,
}

impl Curve {
    fn of(source: &Source) -> Curve {
        let mut regions = source.regions_by_gain(MOST_REGIONS);
        let (known, left_out) = (regions.len(), source.left_out(&regions));
        regions.resize(MOST_REGIONS, source.home());
        let geodes = source.geodes(&regions);
        let beside = |(option, figures): (usize, Headline)| {
            let choice = source.problem.options.get(option)?;
            let (regions, is_pair) = (choice.region_count(), matches!(choice.design, Design::ActivePassive { .. }));
            let read = |figures: &Headline| (span(figures.downtime_seconds_per_year), words(figures.unavailability));
            let is_on_line = geodes.get(regions.wrapping_sub(1)).is_some_and(|line| read(line) == read(&figures));
            (is_pair || !is_on_line).then_some(Beside { option, regions, is_pair, figures })
        };
        let beside = source.options().zip(source.headlines()).filter_map(beside).collect();
        Curve { geodes, beside, known, writing: source.writing(), left_out }
    }

    /// The line and the points beside it, with where samples of downtime lie.
    fn series(
        &self,
        source: &Source,
        shown: impl Fn(&Headline) -> f64,
        of_seconds: impl Fn(f64) -> f64,
    ) -> Vec<Series> {
        let span = |option: usize, regions: usize| {
            let (low, high) = source.span(option, figures::DOWNTIME_SECONDS_PER_YEAR)?;
            let (low, high) = (of_seconds(low), of_seconds(high));
            Some((regions as f64, low.min(high), low.max(high)))
        };
        let is_beside = |option: usize| self.beside.iter().any(|beside| beside.option == option);
        let on_line = source.options().filter(|option| !is_beside(*option));
        let on_line = on_line.filter_map(|option| span(option, source.problem.options.get(option)?.region_count()));
        let point = |(i, figures): (usize, &Headline)| ((i + 1) as f64, shown(figures));
        // Points without a place on the axis would be gaps; left out, nothing that is no number gets any further.
        let drawable = |point: &(f64, f64)| point.1.is_finite();
        let points = self.geodes.iter().enumerate().map(point).filter(drawable).collect();
        let (hue, label) = (source.hue_of_largest(), format!("Active-active{}", self.writing));
        let line = Series::new(&label, 0, points).spans(on_line.collect());
        let mut all = vec![Series { hue, marker: Marker::Circle, ..line }];
        for Beside { option, regions, figures, .. } in &self.beside {
            let points = [(*regions as f64, shown(figures))].into_iter().filter(drawable).collect();
            let hue = source.hue(*option);
            let series = Series::new(source.name(*option), *option, points).stroke(Stroke::Markers);
            let series = series.spans(span(*option, *regions).into_iter().collect());
            all.push(Series { hue, marker: hue.marker(), ..series });
        }
        all
    }

    /// "A second active region cuts downtime from 4.38 h to 7.88 s a year, a third to less than a second."
    fn saving(&self) -> String {
        let downtime = |n: usize| self.geodes.get(n - 1).map_or(0.0, |figures| figures.downtime_seconds_per_year);
        if downtime(1) <= 0.0 {
            return "One region never fails on these numbers, so a second one saves no downtime.".into();
        }
        let [one, two, three] = [1, 2, 3].map(downtime);
        let mut text = match turn(one, two) {
            "leaves" => format!("A second active region{} leaves downtime at {} a year", self.writing, span(two)),
            verb => {
                let writing = self.writing;
                format!("A second active region{writing} {verb} downtime from {} to {} a year", span(one), span(two))
            }
        };
        text += &match turn(two, three) {
            "leaves" => ", a third leaves it so".into(),
            verb if verb == turn(one, two) => format!(", a third to {}", span(three)),
            verb => format!(", a third {verb} it to {}", span(three)),
        };
        if let Some(pair) = self.pair() {
            text += &match turn(one, pair.downtime_seconds_per_year) {
                "leaves" => "; a standby leaves it as it is".into(),
                verb => format!("; a standby {verb} it to {}", span(pair.downtime_seconds_per_year)),
            };
        }
        text + self.end()
    }

    fn nines(&self) -> String {
        let nines = |n: usize| self.geodes.get(n - 1).map_or(0.0, |figures| figures.unavailability);
        if nines(1) <= 0.0 {
            return self.saving();
        }
        let mut text = format!(
            "From {} in one region to {} in two and {} in three{}",
            words(nines(1)),
            words(nines(2)),
            words(nines(3)),
            self.writing
        );
        if let Some(pair) = self.pair() {
            text += &format!("; a standby reaches {}", words(pair.unavailability));
        }
        text + self.end()
    }

    /// The first pair.
    fn pair(&self) -> Option<&Headline> {
        self.beside.iter().find(|beside| beside.is_pair).map(|beside| &beside.figures)
    }

    /// Where the line does not speak for the options, that is said.
    fn end(&self) -> &'static str {
        match self.beside.iter().any(|beside| !beside.is_pair) {
            true => {
                ". Points off the line are options that differ from it: in regions, residency, writes, edge or specialised regions."
            }
            false => ".",
        }
    }

    /// The axis of the regions; it says which of them are not in the scenario.
    fn regions(&self) -> Axis {
        let assumed = match self.known + 1 {
            next if next > MOST_REGIONS => String::new(),
            MOST_REGIONS => format!("the {} assumed like today’s", ordinal(MOST_REGIONS)),
            next => format!("from the {} on assumed like today’s", ordinal(next)),
        };
        Axis::new("Regions", &assumed, Format::Count)
    }

    /// The axis of the downtime; nobody can tell a microsecond a year from nothing, unless it is the target.
    fn seconds(&self, target: Option<f64>, series: &[Series]) -> Axis {
        let axis = Axis::new("Downtime", "per year", Format::Downtime);
        let all = self.geodes.iter().chain(self.beside.iter().map(|beside| &beside.figures));
        let seconds = || all.clone().map(|figures| figures.downtime_seconds_per_year);
        let target = target.filter(|target| *target > 0.0);
        let floor = target.map_or(LEAST_SECONDS, |target| LEAST_SECONDS.min(decade_below(target)));
        match seconds().fold(f64::INFINITY, f64::min) < floor {
            true => {
                let spans = series.iter().flat_map(|series| &series.spans).map(|(_, _, high)| *high);
                axis.from_floor(floor, seconds().chain(target).chain(spans).fold(1.0, f64::max) * 2.0)
            }
            false => axis.log(),
        }
    }
}

/// The power of ten a decade or more below: a target has room under its line.
fn decade_below(seconds: f64) -> f64 {
    10_f64.powf(seconds.log10().floor() - 1.0)
}

/// What happens to a downtime, as far as people can read it.
fn turn(before: f64, after: f64) -> &'static str {
    match after {
        _ if span(before) == span(after) => "leaves",
        after if after < before => "cuts",
        _ => "raises",
    }
}

/// An availability in words.
fn words(unavailability: f64) -> String {
    match unavailability {
        0.0 => "no failure at all".into(),
        unavailability => format::nines(unavailability),
    }
}

/// A downtime in words; what is below a second is not worth its digits.
fn span(seconds: f64) -> String {
    match seconds {
        0.0 => "nothing".into(),
        ..1.0 => "less than a second".into(),
        seconds => format::duration(seconds, Digits::Few),
    }
}
