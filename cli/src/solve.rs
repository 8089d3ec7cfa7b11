//! `geode solve`: what must an input be so that a figure reaches a value?

use crate::figure::OptionFigure;
use crate::input::Input;
use crate::stop::{Stop, note, print};
use geode_core::engine::constants::ROUNDING;
use geode_core::engine::rollout::{Rollout, rollout};
use geode_core::engine::{Depth, Figures};
use geode_core::planning::{self, Status, Varied};
use geode_core::report::written::no_say;
use geode_core::scenario::problem::Problem;
use geode_core::scenario::{Scenario, inputs};
use serde_json::json;

/// Find the values of an input at which a condition begins or ceases to hold (JSON).
#[derive(Debug, clap::Args)]
pub struct Solve {
    /// The input, such as /revenue/monthly.
    #[arg(long, value_name = "POINTER")]
    input: String,
    /// The condition, such as 'geode-3/rigorous/net_monthly_benefit >= 0'; also <=, and 'rollout/npv >= 0' of the phases.
    #[arg(long, value_name = "CONDITION", allow_hyphen_values = true)]
    until: String,
    #[command(flatten)]
    file: Input,
}

/// A figure of all phases of the rollout.
type OfRollout = fn(&Rollout) -> Option<f64>;

/// A figure that a condition is on.
#[derive(Clone, Copy)]
enum Asked {
    Option(OptionFigure),
    /// Of all phases of the rollout.
    Rollout(OfRollout),
}

/// A condition on a figure.
struct Condition {
    figure: Asked,
    /// 1 for at least, −1 for at most.
    sign: f64,
    limit: f64,
}

impl Solve {
    /// Prints the crossings.
    pub fn run(self) -> Result<(), Stop> {
        let scenario = self.file.scenario()?.scenario;
        let condition = Condition::read(&self.until, &scenario)?;
        let unknown = || {
            Stop::bad("--input", &format!("is {:?}", self.input), "the pointer of a number that figures follow from")
        };
        let (input, at) = inputs::find(&scenario, &self.input).ok_or_else(unknown)?;
        let problem = Problem::compile(&scenario);
        let mut varied = Varied::new(&problem, input, at, condition.depth()).ok_or_else(unknown)?;
        let solved = planning::solve(&mut varied, &|problem, figures| condition.margin(problem, figures));
        let pointer = inputs::canonical(&scenario, &self.input).unwrap_or(self.input);
        if let Some(why) = no_say(&scenario, &pointer) {
            note(why);
        }
        if input.path == inputs::REGIONS_AVAILABILITY && !input.is_in_use(&scenario, at) {
            note(&format!("{pointer}: to put an answer in, leave the region's unavailability out, which replaces it"));
        }
        let status = match solved.status {
            Status::At => "at",
            Status::Always => "always",
            Status::Never => "never",
        };
        let answer = json!({
            "input": pointer,
            "today": varied.today(),
            "crossings": solved.crossings,
            "status": status,
            "holds_today": solved.holds_today,
        });
        print(&format!("{answer:#}\n"))
    }
}

/// The figures of the rollout by their names in the evaluation file.
const OF_ROLLOUT: [(&str, OfRollout); 3] = [
    ("npv", |rollout| Some(rollout.months.last()?.npv)),
    ("payback_months", |rollout| rollout.payback_months),
    ("downtime_hours", |rollout| Some(rollout.downtime_hours)),
];

/// What a condition is, in words.
fn expected() -> String {
    let [names @ .., last] = OF_ROLLOUT.map(|(name, _)| format!("'rollout/{name}'"));
    let names = names.join(", ");
    format!("'OPTION/PATH >= VALUE' or <=, such as 'geode-3/rigorous/npv >= 0'; of phases {names} or {last}")
}

impl Condition {
    fn read(text: &str, scenario: &Scenario) -> Result<Condition, Stop> {
        let wrong = || Stop::bad("--until", &format!("is {text:?}"), &expected());
        let (sign, (place, limit)) = match text.split_once(">=") {
            Some(parts) => (1.0, parts),
            None => (-1.0, text.split_once("<=").ok_or_else(wrong)?),
        };
        let limit: f64 = limit.trim().parse().ok().filter(|limit: &f64| limit.is_finite()).ok_or_else(wrong)?;
        let named = place.trim().strip_prefix("rollout/");
        // An option may be called so where there are no phases.
        let figure = match named.filter(|_| !scenario.rollout.is_empty() || scenario.option("rollout").is_none()) {
            Some(_) if scenario.rollout.is_empty() => {
                let wrong = format!("is {text:?}, but the scenario has no phases");
                return Err(Stop::bad("--until", &wrong, "'OPTION/PATH >= VALUE' or <=, or a scenario with a rollout"));
            }
            Some(name) => {
                let figure = OF_ROLLOUT.into_iter().find(|(known, _)| *known == name.trim());
                Asked::Rollout(figure.ok_or_else(wrong)?.1)
            }
            None => Asked::Option(OptionFigure::read("--until", place, scenario, &expected())?),
        };
        Ok(Condition { figure, sign, limit })
    }

    fn depth(&self) -> Depth {
        match self.figure {
            Asked::Option(figure) => figure.depth(),
            Asked::Rollout(_) => Depth::Headline,
        }
    }

    /// At least 0 where it holds; not a number where the figure is not defined.
    fn margin(&self, problem: &Problem, figures: &Figures) -> f64 {
        let value = match self.figure {
            Asked::Option(figure) => figure.get(figures),
            Asked::Rollout(of) => rollout(problem, &figures.options).as_ref().and_then(of),
        };
        let value = value.unwrap_or(f64::NAN);
        let apart = self.sign * (value - self.limit);
        // What differs by rounding alone is the same.
        if apart.abs() <= ROUNDING * self.limit.abs() { 0.0 } else { apart }
    }
}
