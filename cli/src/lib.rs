//! The command `geode`: the engine of Geode Planner for scripts and pipelines. Arguments in, library call, text out.
//!
//! Each command has a file of its own: a struct of its arguments, whose comments are the help, and its `run`. A new one
//! is such a file, a variant of `Command` and an arm of its `run`; help, completions and the man page follow. Wrong
//! usage gets clap's words; what people write about their scenario (a limit, an option's id) is input, and is answered
//! by `Stop::bad`.

mod catalogue;
mod check;
mod columns;
mod completions;
mod drill;
mod evaluate;
mod figure;
mod guard;
mod import;
mod input;
mod link;
mod man;
mod objectives;
mod place;
mod replay;
mod rival;
mod sensitivity;
mod simulate;
mod solve;
mod stop;
mod sweep;
mod uncertainty;
mod unlink;
mod workbook;

use clap::{CommandFactory as _, Parser, Subcommand};
use std::io::Write as _;
use std::process::ExitCode;
use stop::Stop;

/// Should we go multi-region? Availability, latency, cost and return of geodes.
///
/// Errors go to standard error as `error: PATH: what is wrong, expected what`, a line each.
///
/// Exit code: 0 done, 1 a check failed, 2 bad input or wrong usage.
#[derive(Debug, Parser)]
#[command(name = "geode", version, args_override_self = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// What is to be done; the help of each stands in its file.
#[derive(Debug, Subcommand)]
enum Command {
    Evaluate(evaluate::Evaluate),
    Simulate(simulate::Simulate),
    Check(check::Check),
    Sweep(sweep::Sweep),
    Place(place::Place),
    Drill(drill::Drill),
    Solve(solve::Solve),
    Uncertainty(uncertainty::Uncertainty),
    Sensitivity(sensitivity::Sensitivity),
    Import(import::Import),
    Replay(replay::Replay),
    Rival(rival::Rival),
    Workbook(workbook::Workbook),
    Objectives(objectives::Objectives),
    Link(link::Link),
    Unlink(unlink::Unlink),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Command {
    fn run(self) -> Result<(), Stop> {
        match self {
            Command::Evaluate(evaluate) => evaluate.run(),
            Command::Simulate(simulate) => simulate.run(),
            Command::Check(check) => check.run(),
            Command::Sweep(sweep) => sweep.run(),
            Command::Place(place) => place.run(),
            Command::Drill(drill) => drill.run(),
            Command::Solve(solve) => solve.run(),
            Command::Uncertainty(uncertainty) => uncertainty.run(),
            Command::Sensitivity(sensitivity) => sensitivity.run(),
            Command::Import(import) => import.run(),
            Command::Replay(replay) => replay.run(),
            Command::Rival(rival) => rival.run(),
            Command::Workbook(workbook) => workbook.run(),
            Command::Objectives(objectives) => objectives.run(),
            Command::Link(link) => link.run(),
            Command::Unlink(unlink) => unlink.run(),
            Command::Completions(completions) => completions.run(Cli::command()),
            Command::Man(man) => man.run(Cli::command()),
        }
    }
}

/// Runs the command with the arguments of this process.
pub fn main() -> ExitCode {
    let lines = match run() {
        Ok(()) | Err(Stop::Closed) => return ExitCode::SUCCESS,
        Err(Stop::Failed) => return ExitCode::from(stop::FAILED),
        Err(Stop::Usage(text)) => text,
        Err(Stop::Bad(lines)) => lines.iter().map(|line| format!("error: {line}\n")).collect(),
    };
    // Where even the error stream is closed, the exit code still tells.
    let _ = std::io::stderr().lock().write_all(lines.as_bytes());
    ExitCode::from(stop::BAD_INPUT)
}

fn run() -> Result<(), Stop> {
    match Cli::try_parse() {
        Ok(cli) => {
            catalogue::provide();
            cli.command.run()
        }
        // To clap help and version are errors too, which go to standard output.
        Err(shown) if !shown.use_stderr() => stop::print(&shown.to_string()),
        Err(wrong) => Err(Stop::Usage(wrong.to_string())),
    }
}
