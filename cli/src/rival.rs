//! `geode rival`: the least change to today's option that meets the targets.

use crate::input::Input;
use crate::simulate::threads;
use crate::stop::{Stop, note, print, print_scenario};
use geode_core::engine::figures;
use geode_core::planning::applied;
use geode_core::planning::rival::{Change, FAST_FAILOVER_MINUTES, FindRival, Found};
use geode_core::planning::{Job as _, on_threads};
use geode_core::report::rival;
use geode_core::scenario::problem::Problem;
use geode_core::scenario::recovery::TIERS;
use geode_core::scenario::{Scenario, edit, restore};
use serde_json::{Map, Value, json};

/// Paths of the figures that are printed of it.
const FIGURES: [&str; 10] = [
    figures::UNAVAILABILITY,
    figures::DOWNTIME_SECONDS_PER_YEAR,
    figures::MEAN_LATENCY_MS,
    figures::READS_P95_LATENCY_MS,
    figures::RTO_SECONDS,
    figures::RPO_SECONDS,
    figures::MONTHLY_COST_TOTAL,
    figures::EXTRA_MONTHLY_COST,
    figures::AVOIDED_DOWNTIME_REVENUE,
    figures::LATENCY_REVENUE,
];

/// Find the cheapest small change to today's option that meets the targets (JSON).
///
/// Tried are a standby, a tested one, a failover in 5 minutes, a content delivery network in front, a second provider of
/// a dependency, and sets of them.
#[derive(Debug, clap::Args)]
pub struct Rival {
    #[command(flatten)]
    input: Input,
    /// Print the scenario with it instead: an option more, and what holds for every option. As it is where today's option
    /// meets the targets; exit code 1 where nothing does.
    #[arg(long)]
    apply: bool,
}

impl Rival {
    /// Prints what was found.
    pub fn run(self) -> Result<(), Stop> {
        let scenario = self.input.scenario()?.scenario;
        let found = on_threads(FindRival::new(Problem::compile(&scenario), ()), threads());
        if self.apply {
            return apply(scenario, &found);
        }
        let status = match found {
            Found::TodayMeets => "today_meets",
            Found::Nothing | Found::DataElsewhere => "none",
            Found::Rival(_) => "found",
        };
        let of = match &found {
            Found::Rival(rival) => Some(rival),
            Found::TodayMeets | Found::Nothing | Found::DataElsewhere => None,
        };
        let figure = |path: &&str| {
            let value = of.and_then(|rival| figures::of_path(path)?.get(rival.figures.as_ref()));
            (path.trim_start_matches('/').to_owned(), value.into())
        };
        let answer = json!({
            "option": scenario.baseline,
            "status": status,
            "changes": of.map(|rival| rival.changes.iter().map(|c| change(&scenario, *c)).collect::<Vec<Value>>()),
            "figures": of.map(|_| FIGURES.iter().map(figure).collect::<Map<String, Value>>()),
            "not_counted": of.map(|rival| rival::not_counted(rival, &scenario)),
            "sentence": rival::sentence(&scenario, &found),
        });
        print(&format!("{answer:#}\n"))
    }
}

/// Prints the scenario with what was found; what that changes besides is reported on standard error.
fn apply(mut scenario: Scenario, found: &Found) -> Result<(), Stop> {
    match found {
        Found::TodayMeets => note("today's option meets the targets"),
        Found::Nothing | Found::DataElsewhere => {
            note(&rival::sentence(&scenario, found).unwrap_or_default());
            return Err(Stop::Failed);
        }
        Found::Rival(rival) => {
            let text = rival::offer(&scenario, rival).text;
            let mut placed = Ok(());
            edit::keeping_names(&mut scenario, |scenario| placed = applied::apply(scenario, rival).map(drop));
            placed.map_err(|full| Stop::bad("/options", &full.to_string(), "fewer of them"))?;
            if !text.is_empty() {
                note(&text);
            }
        }
    }
    print_scenario(&restore::validate(scenario)?.scenario)
}

fn change(scenario: &Scenario, change: Change) -> Value {
    match change {
        Change::Standby { region, tier } => json!({
            "kind": "standby",
            "region": scenario.regions.get(region).map(|region| &region.id),
            "tier": TIERS.get(tier).map(|tier| tier.id),
        }),
        Change::FastFailover => json!({ "kind": "failover", "minutes": FAST_FAILOVER_MINUTES }),
        Change::TestedStandby => json!({ "kind": "tested_standby" }),
        Change::Edge { of } => {
            let option = of.and_then(|option| scenario.options.get(option)).map(|option| option.id.as_str());
            json!({ "kind": "edge", "assumed": of.is_none(), "of": option })
        }
        Change::Redundant { dependency } => json!({
            "kind": "second_provider",
            "dependency": scenario.common_mode.dependencies.get(dependency).map(|dependency| &dependency.id),
        }),
    }
}
