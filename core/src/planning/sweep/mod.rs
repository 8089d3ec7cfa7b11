//! One scenario, many rows of changed inputs: chosen figures of each.
//!
//! A row is what `restore` and the engine make of the base's file with the row's values written into it, to the last
//! bit, with the same faults and repairs. A usual row takes a short way to that: its values go straight into the compiled
//! problem, where numbers are made to fit together by the rules of `restore`. A row with a value that may be refused or
//! repaired by itself goes the long way: the file is edited and read.

mod asked;
mod base;
mod edit;

pub use asked::Asked;
pub use base::{Base, Column};

use crate::engine::figures::Needs;
use crate::engine::simulation::{self, Simulation};
use crate::engine::value::credits;
use crate::engine::{self, Figures, Scratch};
use crate::scenario::problem::Problem;
use crate::scenario::restore::{Repair, Restored};

/// What a row says of one input.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing: the base's value stays.
    Base,
    /// Null: the default, or none.
    Null,
    /// A number.
    Number(f64),
    /// A bare text, as in a table: a number as JSON or a program writes it, else a text where a number should be.
    Text(&'a str),
    /// JSON.
    Json(&'a str),
}

impl Cell<'_> {
    /// The number that it holds; none if it holds none that is finite.
    fn number(&self) -> Option<f64> {
        match self {
            Cell::Number(number) => Some(*number),
            Cell::Text(text) | Cell::Json(text) => text.parse().ok(),
            Cell::Base | Cell::Null => None,
        }
        .filter(|number: &f64| number.is_finite())
    }
}

/// A base, the inputs that rows change and the figures that are asked for.
///
/// ```
/// use geode_core::planning::sweep::{Asked, Base, Cell, Sweep};
/// use geode_core::scenario::presets;
/// let base = Base::read(presets::worked_example().to_json().as_bytes()).unwrap();
/// let revenue = base.column("/revenue/monthly").unwrap();
/// let asked = Asked::parse("geode-3/rigorous/net_monthly_benefit", &base).unwrap();
/// let sweep = Sweep::new(base, vec![revenue], asked);
/// let mut row = sweep.row();
/// assert!(row.evaluate(&[Cell::Number(50e6)]).is_ok() && row.figures()[0] > Some(0.0));
/// let error = row.evaluate(&[Cell::Text("much")]).unwrap_err();
/// assert_eq!(error, "/revenue/monthly: is \"much\", expected a number from 0 to 1e13");
/// ```
#[derive(Debug)]
pub struct Sweep {
    base: Base,
    columns: Vec<Column>,
    asked: Vec<Asked>,
    needs: Needs,
}

impl Sweep {
    /// A sweep. The columns are inputs of the base, each once.
    pub fn new(base: Base, columns: Vec<Column>, asked: Vec<Asked>) -> Sweep {
        let needs = asked.iter().map(|asked| asked.figure.needs).max().unwrap_or(Needs::Headline);
        Sweep { base, columns, asked, needs }
    }

    /// The figures that are asked for, in order.
    pub fn asked(&self) -> &[Asked] {
        &self.asked
    }

    /// The inputs that rows change.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The scenario that rows change.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// How much must be computed for the figures.
    pub fn needs(&self) -> Needs {
        self.needs
    }

    /// Memory in which rows are evaluated one after the other: one for each thread.
    pub fn row(&self) -> Row<'_> {
        Row {
            sweep: self,
            problem: self.base.problem.clone(),
            is_fitted: false,
            memory: Memory { values: vec![None; self.asked.len()], ..Memory::default() },
            repairs: Vec::new(),
            all_repairs: false,
        }
    }
}

/// The row at hand, in memory that is reused from row to row.
#[derive(Debug)]
pub struct Row<'a> {
    sweep: &'a Sweep,
    problem: Problem,
    /// Whether numbers that no column has were changed too, to fit together.
    is_fitted: bool,
    memory: Memory,
    repairs: Vec<Repair>,
    /// Whether `repairs` are all there are, those of the base included.
    all_repairs: bool,
}

impl Row<'_> {
    /// Evaluates a row of as many cells as there are columns. Without an error [`Row::figures`] and [`Row::repairs`] are
    /// its own then.
    ///
    /// # Errors
    /// What is wrong with the scenario that the row makes, a line a fault, as for its file.
    pub fn evaluate(&mut self, cells: &[Cell]) -> Result<(), String> {
        self.repairs.clear();
        self.all_repairs = false;
        if self.is_short(cells) {
            return Ok(());
        }
        self.all_repairs = true;
        let Restored { scenario, repairs } = edit::restored(&self.sweep.base, &self.sweep.columns, cells)?;
        self.repairs = repairs;
        self.memory.evaluate(self.sweep, &Problem::compile(&scenario));
        Ok(())
    }

    /// The figures asked for, in order; none where one is not defined.
    pub fn figures(&self) -> &[Option<f64>] {
        &self.memory.values
    }

    /// What was repaired, in the order in which the evaluation file has it.
    pub fn repairs(&self) -> impl Iterator<Item = &Repair> {
        let Base { before, after, .. } = &self.sweep.base;
        let (before, after) = if self.all_repairs { (&[][..], &[][..]) } else { (&before[..], &after[..]) };
        before.iter().chain(&self.repairs).chain(after)
    }

    /// Goes the short way, if it leads to the same.
    fn is_short(&mut self, cells: &[Cell]) -> bool {
        let Sweep { base, columns, .. } = self.sweep;
        if base.is_long {
            return false;
        }
        if std::mem::take(&mut self.is_fitted) {
            base.unfit(&mut self.problem);
        }
        if !columns.iter().zip(cells).all(|(column, cell)| column.set(&mut self.problem, cell)) {
            return false;
        }
        // Also where it is refused half of it may have been done.
        self.is_fitted = true;
        let Ok(fitted) = self.problem.fit() else { return false };
        self.is_fitted = fitted.has_changed();
        let repair = |(path, message): (&str, String)| Repair { path: path.into(), message };
        self.repairs.extend(fitted.words().map(repair));
        self.problem.settle();
        self.memory.evaluate(self.sweep, &self.problem);
        true
    }
}

/// Memory of the engine, and what it was asked for.
#[derive(Debug, Default)]
struct Memory {
    scratch: Scratch,
    figures: Figures,
    values: Vec<Option<f64>>,
}

impl Memory {
    fn evaluate(&mut self, sweep: &Sweep, problem: &Problem) {
        let Sweep { needs, asked, .. } = sweep;
        engine::evaluate(problem, &mut self.scratch, &mut self.figures, needs.depth());
        if needs.is_of_years() {
            // What is avoided is avoided against the baseline.
            let needs_base = *needs == Needs::Credits;
            let needs_years = |i: usize| {
                needs_base && i == problem.baseline
                    || asked.iter().any(|asked| asked.option == i && asked.figure.needs.is_of_years())
            };
            for (i, (option, years)) in self.figures.options.iter_mut().zip(simulation::years(problem)).enumerate() {
                if needs_years(i) {
                    option.yearly = Simulation::new(problem, i).map(|mut simulation| {
                        simulation.run(years);
                        simulation.result()
                    });
                }
            }
            let base = self.figures.options.get(problem.baseline).and_then(|option| option.yearly);
            for (i, option) in self.figures.options.iter_mut().enumerate() {
                let own = (option.yearly.as_ref(), i == problem.baseline);
                option.credits = credits(problem, base.as_ref(), own, &option.rigorous.value);
            }
        }
        for (value, asked) in self.values.iter_mut().zip(asked) {
            *value = self.figures.options.get(asked.option).and_then(|option| asked.of(option));
        }
    }
}
