//! `geode sweep`: rows of changed inputs in, chosen figures out.
//!
//! Rows are read in chunks ([`rows`]), evaluated in some threads ([`work`]) and written in their order ([`sink`]).

mod csv;
mod feed;
mod json_lines;
mod parquet_file;
mod parquet_rows;
mod progress;
mod rows;
mod sink;
mod work;

use crate::input::Source;
use crate::simulate::threads;
use crate::stop::{Stop, note, say};
use clap::ValueHint;
use geode_core::exchange::rows::Plan;
use geode_core::planning::sweep::{Asked, Base};
use progress::Progress;
use rows::Rows;

/// Evaluate many variants of a scenario: rows of changed inputs in, chosen figures out.
///
/// Rows are CSV whose columns are pointers of inputs (/revenue/monthly), JSON lines with them as keys, or Parquet; other
/// columns are carried through. An empty cell keeps the value of BASE, null means the default. Each row is answered in its
/// place, a bad one by its error; how many are bad goes to standard error.
#[derive(Debug, clap::Args)]
pub struct Sweep {
    /// The scenario that the rows change, or an evaluation, whose scenario is taken; - is standard input.
    #[arg(value_name = "BASE", value_hint = ValueHint::FilePath)]
    base: Source,
    /// The rows, as CSV, JSON lines or Parquet; - is standard input.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    rows: Source,
    /// The figures: rigorous/npv of every option, OPTION/rigorous/npv of one, separated by commas.
    #[arg(long, value_name = "LIST")]
    figures: String,
    /// Format of the answers; else that of the rows.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Threads that evaluate; else as many as there are cores.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

/// How rows and answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A table with a header.
    Csv,
    /// A JSON object a line.
    Jsonl,
    /// A Parquet file.
    Parquet,
}

/// What is asked of every row, and how the answers are written.
struct Job {
    plan: Plan,
    format: Format,
}

impl Sweep {
    /// Answers every row.
    pub fn run(self) -> Result<(), Stop> {
        if let (Source::Standard, Source::Standard) = (&self.base, &self.rows) {
            return Err(Stop::bad("--rows", "is standard input, as BASE is", "a file for one of them"));
        }
        let base = Base::read(&self.base.read()?)?;
        say(base.repairs());
        let asked = Asked::parse(&self.figures, &base)?;
        let (mut rows, names) = Rows::open(&self.rows, self.format)?;
        let plan = Plan::new(base, asked, names, rows.format() != Format::Jsonl)?;
        rows.set_columns(&plan.columns);
        for column in plan.sweep.columns().iter().filter(|column| plan.sweep.base().is_replaced(column)) {
            note(&format!(
                "{}: has no effect where the region's unavailability is given, as it is in BASE",
                column.pointer
            ));
        }
        let format = self.format.unwrap_or(rows.format());
        let job = Job { plan, format };
        let progress = Progress::new(rows.total());
        let (rows, errors) = work::run(&job, rows, self.threads(), progress)?;
        if errors > 0 {
            note(&format!("{errors} of {rows} rows have an error"));
        }
        Ok(())
    }

    fn threads(&self) -> usize {
        self.threads.map_or_else(threads, usize::from)
    }
}
