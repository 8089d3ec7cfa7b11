//! One input over a range: a figure of every option at each of its values.

use super::grid;
use super::job::{NotStarted, Progress, Row, Running, Task, bytes_of, read};
use super::sweep::{Asked, Base, Cell, Sweep};
use crate::quantity::{Unit, complement};
use crate::scenario::inputs::Input;
use crate::scenario::restore::Refused;
use serde::{Deserialize, Serialize};

/// Fewest values.
pub const LEAST: usize = 2;
/// Most values.
pub const MOST: usize = 200;
/// Widest range of an input that is suggested as a whole.
const NARROW: f64 = 100.0;

/// How the values of a range follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// By equal differences.
    Even,
    /// By equal factors; of an availability, of what is missing to 1.
    Factors,
}

/// So many values from one to another, both included, ascending and each once: of a whole number the nearest ones.
///
/// By equal factors vᵢ = a (b ÷ a)^(i ÷ (n − 1)), where a and b are above 0; else by equal differences.
///
/// ```
/// use geode_core::planning::vary::{Spacing, spaced};
/// use geode_core::scenario::inputs;
/// let revenue = inputs::of_path("/revenue/monthly").unwrap();
/// assert_eq!(spaced(revenue, (0.0, 100.0), 5, Spacing::Even), [0.0, 25.0, 50.0, 75.0, 100.0]);
/// assert_eq!(spaced(revenue, (1.0, 16.0), 3, Spacing::Factors), [1.0, 4.0, 16.0]);
/// let calls = inputs::of_path("/traffic/sync_cross_region_calls").unwrap();
/// assert_eq!(spaced(calls, (0.0, 2.0), 9, Spacing::Even), [0.0, 1.0, 2.0]);
/// ```
pub fn spaced(input: &Input, (from, to): (f64, f64), count: usize, spacing: Spacing) -> Vec<f64> {
    let count = count.clamp(LEAST, MOST);
    let is_missing = input.unit == Unit::Availability;
    let (a, b) = if is_missing { (complement(from), complement(to)) } else { (from, to) };
    let by_factors = spacing == Spacing::Factors && a > 0.0 && b > 0.0;
    let value = |step: usize| {
        let part = step as f64 / (count - 1) as f64;
        match step {
            0 => from,
            _ if step + 1 == count => to,
            _ if !by_factors => from + (to - from) * part,
            _ if is_missing => complement(a * libm::pow(b / a, part)),
            _ => a * libm::pow(b / a, part),
        }
    };
    let mut values: Vec<f64> = (0..count).map(|step| grid::allowed(input, value(step))).collect();
    crate::sorted::ascending(&mut values);
    values.dedup();
    values
}

/// A range to begin with: around today's value, or where there is none, or 0, from the least.
pub fn suggested(input: &Input, today: Option<f64>) -> (f64, f64) {
    let (low, high) = match today {
        Some(today) if input.unit == Unit::Availability && today < 1.0 => {
            let missing = complement(today);
            (complement((missing * 10.0).min((1.0 + missing) / 2.0)), complement(missing / 10.0))
        }
        Some(today) if today > 0.0 && input.unit != Unit::Availability => (today / 4.0, today * 4.0),
        // From one nine to five.
        _ if input.unit == Unit::Availability => (0.9, 0.999_99),
        _ if input.max - input.min <= NARROW => (input.min, input.max),
        _ => (input.min, input.min.max(0.0) + NARROW),
    };
    // The least that is above 0 is no number that anybody means.
    let low = match grid::allowed(input, low) {
        least if least > 0.0 && least < f64::MIN_POSITIVE => high / NARROW,
        low => low,
    };
    (grid::allowed(input, low), grid::allowed(input, high))
}

/// What is asked: an input, its values, and the path of a figure such as `rigorous/npv`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Varying {
    /// Pointer of the input.
    pub pointer: String,
    /// Its values, at most [`MOST`].
    pub values: Vec<f64>,
    /// Path of the figure.
    pub figure: String,
}

/// At a value the figure of each option, none where it is not defined; or why the value makes no scenario.
pub type Point = Result<Vec<Option<f64>>, String>;

/// A figure of every option at each value of an input: a sweep of one input, so that a point is what the engine says of
/// the scenario with that value in it, to the last bit.
#[derive(Debug)]
pub struct Vary {
    sweep: Sweep,
    values: Vec<f64>,
    points: Vec<Point>,
}

impl Vary {
    /// Its row in the list of jobs.
    pub(super) const ROW: Row = Row {
        name: Self::NAME,
        start: |scenario, parameters| {
            let varying = read(parameters).ok_or(NotStarted::Parameters)?;
            Ok(Box::new(Vary::new(scenario, varying)?))
        },
    };

    /// On the text of a scenario.
    ///
    /// # Errors
    /// A text that is no scenario, a pointer that names no number of it, a path that names no figure, too many values.
    pub fn new(scenario: &str, varying: Varying) -> Result<Vary, NotStarted> {
        let Varying { pointer, values, figure } = varying;
        if values.len() > MOST {
            return Err(NotStarted::Parameters);
        }
        let base = Base::read(scenario.as_bytes()).map_err(NotStarted::Scenario)?;
        let column = base.column(&pointer).map_err(|fault| NotStarted::Scenario(Refused(vec![fault])))?;
        let asked = Asked::parse(&figure, &base).map_err(NotStarted::Scenario)?;
        Ok(Vary { sweep: Sweep::new(base, vec![column], asked), points: Vec::with_capacity(values.len()), values })
    }

    fn point(&self, value: f64) -> Point {
        let mut row = self.sweep.row();
        row.evaluate(&[Cell::Number(value)])?;
        Ok(row.figures().iter().map(|figure| figure.filter(|value| value.is_finite())).collect())
    }
}

impl Task for Vary {
    const NAME: &'static str = "vary";
    type Parameters = Varying;
    type Answer = Vec<Point>;
}

impl Running for Vary {
    fn step(&mut self) -> bool {
        if let Some(value) = self.values.get(self.points.len()) {
            self.points.push(self.point(*value));
        }
        self.points.len() < self.values.len()
    }

    fn progress(&self) -> Progress {
        Progress { done: self.points.len(), of: self.values.len() }
    }

    fn answer(&mut self) -> Vec<u8> {
        bytes_of(&self.points)
    }
}
