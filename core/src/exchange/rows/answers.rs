//! Evaluates rows, one after the other.

use super::{Chunk, Content, Plan, Role};
use crate::planning::sweep::{Cell, Row};
use crate::scenario::restore::Repair;

/// The answer to a row.
#[derive(Debug)]
pub struct Answer<'a> {
    figures: &'a [Option<f64>],
    /// What was repaired, in the order of the evaluation file.
    pub repairs: Vec<&'a Repair>,
    /// What is wrong with the row; then it has no figures.
    pub error: Option<&'a str>,
}

impl Answer<'_> {
    /// A figure that was asked for; none where it is not defined.
    pub fn figure(&self, index: usize) -> Option<f64> {
        self.figures.get(index).copied().flatten().filter(|value| value.is_finite())
    }
}

/// Evaluates rows of a plan in memory of its own: one for each thread.
#[derive(Debug)]
pub struct Answers<'a> {
    plan: &'a Plan,
    row: Row<'a>,
}

impl<'a> Answers<'a> {
    /// For the rows of a plan.
    pub fn new(plan: &'a Plan) -> Self {
        Answers { plan, row: plan.sweep.row() }
    }

    /// Evaluates the rows of a chunk and hands each over with its answer. Returns how many have an error.
    pub fn each(&mut self, chunk: &Chunk, take: &mut dyn FnMut(&[Content], &Answer)) -> u64 {
        let mut errors = 0;
        let mut cells = Vec::new();
        for (given, fault) in chunk.rows() {
            let error = match fault {
                Some(fault) => Some(fault.to_owned()),
                None => {
                    inputs(self.plan, chunk, given, &mut cells);
                    self.row.evaluate(&cells).err()
                }
            };
            errors += u64::from(error.is_some());
            let answer = match &error {
                Some(error) => Answer { figures: &[], repairs: Vec::new(), error: Some(error) },
                None => Answer { figures: self.row.figures(), repairs: self.row.repairs().collect(), error: None },
            };
            take(given, &answer);
        }
        errors
    }
}

/// What a row says of each input.
fn inputs<'a>(plan: &Plan, chunk: &'a Chunk, given: &'a [Content], cells: &mut Vec<Cell<'a>>) {
    cells.clear();
    cells.resize(plan.sweep.columns().len(), Cell::Base);
    for (column, content) in plan.columns.iter().zip(given) {
        let Role::Input(index) = column.role else { continue };
        let text = |range| std::str::from_utf8(chunk.bytes(range)).unwrap_or_default().trim();
        let cell = match content {
            Content::Absent => Cell::Base,
            Content::Number(number) => Cell::Number(*number),
            Content::Json(json) => match text(json) {
                "null" => Cell::Null,
                json => Cell::Json(json),
            },
            Content::Text(range) => match text(range) {
                "" => Cell::Base,
                "null" => Cell::Null,
                text => Cell::Text(text),
            },
        };
        if let Some(place) = cells.get_mut(index) {
            *place = cell;
        }
    }
}
