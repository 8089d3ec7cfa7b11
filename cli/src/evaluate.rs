//! `geode evaluate`: scenarios in, evaluations out.

use crate::input::{Input, Line, Lines, Source};
use crate::simulate::threads;
use crate::stop::{Stop, output};
use geode_core::report;
use geode_core::scenario::restore;
use serde::Serialize;
use std::io::Write;

/// Evaluate a scenario, or one a line (JSON).
#[derive(Debug, clap::Args)]
pub struct Evaluate {
    /// Take a scenario a line and answer each by a line, in order.
    ///
    /// A bad line, or one above 1 MiB, is answered by {"error": ..., "line": n}.
    #[arg(long)]
    jsonl: bool,
    /// With --jsonl: add the figures of simulated years, which take most of the time.
    #[arg(long)]
    yearly: bool,
    /// With --jsonl: look for the values of inputs at which another option would be the best.
    ///
    /// That takes a thousand times as long as the figures without simulated years.
    #[arg(long)]
    flips: bool,
    #[command(flatten)]
    input: Input,
}

impl Evaluate {
    /// Prints the evaluation of the scenario, or of each.
    pub fn run(self) -> Result<(), Stop> {
        match self.jsonl {
            true => lines(&self.input.file, self.yearly, self.flips),
            false => one(&self.input.file),
        }
    }
}

/// One scenario in, one evaluation out.
fn one(from: &Source) -> Result<(), Stop> {
    let mut evaluation = report::evaluate_restored_on(&restore::from_bytes(&from.read()?)?, threads());
    report::simulate_on(&mut evaluation, threads());
    report::find_flips_on(&mut evaluation, threads());
    let mut out = output();
    writeln!(out, "{}", evaluation.to_json())?;
    Ok(out.flush()?)
}

/// The answer to a line that holds no scenario.
#[derive(Serialize)]
struct BadLine {
    error: String,
    line: u64,
}

/// A scenario a line in, an evaluation a line out, in order. Bad lines are answered, so they are no failure.
///
/// The figures of simulated years and flip points take a thousand times as long as all others, so they come only when
/// asked for.
fn lines(from: &Source, yearly: bool, flips: bool) -> Result<(), Stop> {
    let mut out = output();
    let mut lines = Lines::of(from)?;
    let mut number = 0;
    while let Some(line) = lines.next(|| Ok(out.flush()?))? {
        number += 1;
        let restored = match line {
            Line::Whole(bytes) => restore::from_bytes(bytes),
            Line::TooLong => Err(restore::too_long()),
        };
        match restored {
            Ok(restored) => {
                let mut evaluation = report::evaluate_restored(&restored);
                if yearly {
                    report::simulate(&mut evaluation);
                }
                if flips {
                    report::find_flips(&mut evaluation);
                }
                out.write_all(evaluation.to_line().as_bytes())?;
            }
            Err(refused) => serde_json::to_writer(&mut out, &BadLine { error: refused.to_string(), line: number })?,
        }
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}
