//! One input over a range: what becomes of a figure of every option, as a chart, a sentence and a table.

mod choices;
mod takeaway;
#[cfg(test)]
mod tests;

pub use choices::{Choice, figures, inputs, name, named};

use super::axes;
use super::cells::{Cell, Row};
use super::written;
use crate::chart::{Axis, Body, ChartSpec, Mark, Series, Stroke};
use crate::engine::figures::Figure;
use crate::planning::vary::{Point, Spacing};
use crate::quantity::format::{Digits, Format, NONE, currency_sign};
use crate::quantity::{Unit, complement};
use crate::scenario::Scenario;
use crate::scenario::inputs::{self as list, Input};

/// Values beyond which a line has no points of its own.
const FEW: usize = 30;
/// A figure whose values lie so many times apart is drawn on a logarithmic axis.
const APART: f64 = 100.0;

/// What was asked, and what was found.
#[derive(Debug, Clone, Copy)]
pub struct Varied<'a> {
    /// The scenario whose input was varied.
    pub scenario: &'a Scenario,
    /// Pointer of the input.
    pub pointer: &'a str,
    /// Its values, ascending.
    pub values: &'a [f64],
    /// How they follow each other.
    pub spacing: Spacing,
    /// The figure.
    pub figure: &'static Figure,
    /// What was found at each value.
    pub points: &'a [Point],
}

/// The table to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Names of the columns.
    pub head: Vec<String>,
    /// A row for each value.
    pub rows: Vec<Row>,
    /// What else there is to know.
    pub notes: Vec<String>,
}

impl Varied<'_> {
    /// The chart; none where the input is there no more, or no option has the figure at any value.
    pub fn chart(&self) -> Option<ChartSpec> {
        let (input, at) = list::find(self.scenario, self.pointer)?;
        let axis = XAxis::of(self, input);
        let (factor, y) = axes::of_figure(self.figure, &name(self.figure), &self.scenario.currency);
        let series: Vec<Series> =
            (0..self.scenario.options.len()).map(|option| self.line(option, &axis, factor)).collect();
        let ys = || series.iter().flat_map(|series| series.points.iter().map(|(_, y)| *y)).filter(|y| y.is_finite());
        let (low, high) = ys().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
        let is_factor = low > 0.0 && high / low >= APART && !matches!(y.format, Format::Money(_));
        let today = input.get(self.scenario, at).filter(|today| self.holds(*today));
        let mark = |today| Mark::Vertical { x: axis.place(today), label: format!("Today {}", self.shown(today)) };
        ys().next()?;
        let marks = today.map(mark).into_iter().collect();
        Some(ChartSpec {
            title: takeaway::sentence(self),
            x: axis.axis,
            y: if is_factor { y.log() } else { y },
            body: Body::Lines { series, marks },
        })
    }

    /// All that was found, in all digits that people use.
    pub fn table(&self) -> Table {
        let options = &self.scenario.options;
        let unit = written::head(self.figure.quantity);
        let head = |name: &String| if unit.is_empty() { name.clone() } else { format!("{name}, {unit}") };
        let input = written::input_name(self.scenario, self.pointer).unwrap_or_default();
        let cell = |point: &Point, option: usize| {
            let found = point.as_ref().ok().and_then(|figures| figures.get(option).copied().flatten());
            let id = options.get(option).map_or("", |option| &option.id);
            let figure = Some(format!("{id}{}", self.figure.path));
            Cell { figure, value: found, text: self.text(found, Digits::All) }
        };
        let row = |(value, point): (&f64, &Point)| Row {
            names: vec![self.shown_in_full(*value)],
            is_first: true,
            cells: (0..options.len()).map(|option| cell(point, option)).collect(),
        };
        Table {
            head: [input].into_iter().chain(options.iter().map(|option| head(&option.name))).collect(),
            rows: self.values.iter().zip(self.points).map(row).collect(),
            notes: self.refused().into_iter().collect(),
        }
    }

    /// The values that make no scenario, and why the first of them does not.
    pub fn refused(&self) -> Option<String> {
        let mut refused =
            self.values.iter().zip(self.points).filter_map(|(value, point)| Some((value, point.as_ref().err()?)));
        let (value, why) = refused.next()?;
        let more = match refused.count() {
            0 => String::new(),
            more => format!(", nor at {more} more of these values"),
        };
        let why = why.lines().next().unwrap_or_default();
        Some(format!("There are no figures at {}{more}: {why}.", self.shown(*value)))
    }

    /// Whether a value lies within the range.
    fn holds(&self, value: f64) -> bool {
        matches!((self.values.first(), self.values.last()), (Some(first), Some(last)) if (*first..=*last).contains(&value))
    }

    fn line(&self, option: usize, axis: &XAxis, factor: f64) -> Series {
        let figure = |point: &Point| point.as_ref().ok().and_then(|figures| figures.get(option).copied().flatten());
        let found = self.values.iter().zip(self.points);
        // What is not a number is a gap.
        let mut points: Vec<(f64, f64)> = found
            .map(|(value, point)| (axis.place(*value), figure(point).map_or(f64::NAN, |y| y * factor + 0.0)))
            .collect();
        crate::sorted::by(&mut points, |a, b| a.0.total_cmp(&b.0));
        let (name, id) = self.scenario.options.get(option).map_or(("", ""), |option| (&option.name, &option.id));
        let stroke = if points.len() > FEW { Stroke::Line } else { Stroke::LineMarkers };
        let series = Series::new(name, option, points).stroke(stroke);
        if *id == *self.scenario.baseline { series.baseline() } else { series }
    }

    /// A value of the input as people read it.
    fn shown(&self, value: f64) -> String {
        written::input_value(self.scenario, self.pointer, value)
    }

    fn shown_in_full(&self, value: f64) -> String {
        let Some((input, _)) = list::find(self.scenario, self.pointer) else { return self.shown(value) };
        let text = input.text_of(crate::quantity::to_digits(value, 6));
        match input.unit.is_money() {
            true => format!("{}{text}", currency_sign(&self.scenario.currency)),
            false => text,
        }
    }

    fn text(&self, figure: Option<f64>, digits: Digits) -> String {
        let figure = figure.map(|figure| if digits == Digits::All { written::without_noise(figure) } else { figure });
        figure.map_or_else(
            || NONE.into(),
            |figure| written::quantity(self.figure.quantity, figure, &self.scenario.currency, digits),
        )
    }
}

/// The axis of the input: an availability by factors is drawn by what is missing to 1.
struct XAxis {
    axis: Axis,
    by_what_is_missing: bool,
}

impl XAxis {
    fn of(varied: &Varied, input: &Input) -> XAxis {
        let is_positive = varied.values.first().is_some_and(|first| *first > 0.0);
        let by_what_is_missing = varied.spacing == Spacing::Factors && input.unit == Unit::Availability;
        let name = written::input_name(varied.scenario, varied.pointer).unwrap_or_default();
        let format = match input.unit {
            Unit::Availability if !by_what_is_missing => Format::Availability,
            Unit::Share | Unit::Availability => Format::Percent,
            unit if unit.is_money() => Format::Money(varied.scenario.currency.clone()),
            Unit::Milliseconds => Format::Millis,
            Unit::Count => Format::Count,
            _ => Format::Plain,
        };
        let name = if by_what_is_missing { format!("100% − {name}") } else { name };
        let axis = Axis::new(&name, counted_by(input), format);
        let axis = match varied.spacing {
            Spacing::Factors if by_what_is_missing || is_positive => axis.log(),
            Spacing::Factors | Spacing::Even => axis,
        };
        XAxis { axis, by_what_is_missing }
    }

    fn place(&self, value: f64) -> f64 {
        if self.by_what_is_missing { complement(value) } else { value }
    }
}

/// What an axis of an input is counted by, where neither its numbers nor its name say it.
pub(super) fn counted_by(input: &Input) -> &'static str {
    let unit = match input.unit {
        Unit::Share | Unit::Availability | Unit::Milliseconds => "",
        Unit::MoneyPerMonth => "per month",
        Unit::MoneyPerHour => "per hour",
        Unit::MoneyPerGb => "per GB",
        Unit::PerYear => "per year",
        unit => unit.symbol(),
    };
    written::unless_said(input.label, unit)
}
