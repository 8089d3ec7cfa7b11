//! `geode place`: which regions? The best N of a scenario's regions, with a proof.

mod named;

use crate::input::Input;
use crate::simulate::threads;
use crate::stop::{Stop, note, print};
use clap::{ValueEnum, value_parser};
use geode_core::planning::placement::{Ask, Fault, MOST_REGIONS, Named, Objective, Wanted};
use geode_core::planning::{Job as _, Place as Job, on_threads};
use geode_core::report::placed::file::{file, reason};
use geode_core::report::placed::{notes, one_provider};
use geode_core::scenario::problem::Problem;
use geode_core::scenario::restore::Refused;

/// Find the best N of the scenario's regions, with a proof (JSON). Its options are ignored.
#[derive(Debug, clap::Args)]
pub struct Place {
    /// How many regions, 1 to 16.
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = value_parser!(u32).range(1..=MOST_REGIONS as i64))]
    regions: u32,
    /// What is to be least: the mean round trip, its 95th percentile, the sum of price indices (of at most N regions), or the
    /// mean carbon intensity of the grids. Of equal ones the least mean, then the first in the file.
    #[arg(long, value_enum, default_value_t = Least::Mean)]
    objective: Least,
    /// Most mean round trip, ms.
    #[arg(long, value_name = "MS", allow_negative_numbers = true)]
    max_mean_ms: Option<f64>,
    /// Most 95th percentile of the round trip, ms.
    #[arg(long, value_name = "MS", allow_negative_numbers = true)]
    max_p95_ms: Option<f64>,
    /// Most sum of price indices.
    #[arg(long, value_name = "COST", allow_negative_numbers = true)]
    max_cost: Option<f64>,
    /// A region that must be among them; may be given several times.
    #[arg(long, value_name = "ID")]
    must: Vec<String>,
    /// A region that must not; may be given several times.
    #[arg(long, value_name = "ID")]
    never: Vec<String>,
    /// Also the front: for each number of regions the cheapest set under ten bounds of the mean.
    #[arg(long)]
    front: bool,
    /// Where candidates come from.
    #[arg(long, value_enum, default_value_t = From::File)]
    from: From,
    /// The provider whose regions are candidates: aws, azure or gcp.
    #[arg(long, value_name = "NAME")]
    provider: Option<String>,
    /// A jurisdiction whose regions are candidates, such as EU, EEA or CH; may be given several times.
    #[arg(long, value_name = "CODE")]
    jurisdiction: Vec<String>,
    /// With `--from catalogue` also the regions that not everyone can have, and those that are announced.
    #[arg(long)]
    any_status: bool,
    #[command(flatten)]
    input: Input,
}

/// Words for the objectives.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Least {
    Mean,
    P95,
    Cost,
    Carbon,
}

/// Words for where candidates come from.
#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
enum From {
    /// The regions of the file.
    File,
    /// All regions of the catalogue.
    Catalogue,
}

impl Place {
    /// Prints the placement.
    pub fn run(self) -> Result<(), Stop> {
        let scenario = self.input.scenario()?.scenario;
        let problem = Problem::compile(&scenario);
        let wanted = Wanted {
            provider: self.provider.as_deref().map(named::provider).transpose()?,
            jurisdictions: self.jurisdiction,
            any_status: self.any_status,
        };
        let all = match self.from {
            From::File => Named::of_scenario(&scenario, &problem),
            From::Catalogue => {
                let of_cost = self.front || self.max_cost.is_some() || matches!(self.objective, Least::Cost);
                if of_cost && wanted.provider.is_none() {
                    let expected = "one, such as --provider aws: price indices compare regions of one provider";
                    return Err(Stop::bad("--provider", "is missing", expected));
                }
                note("round trips to regions of the catalogue are modelled, with the last mile of each group");
                let anywhere = Wanted { any_status: wanted.any_status, ..Wanted::default() };
                let catalogue = crate::catalogue::read()?;
                Named::of_catalogue(&scenario, catalogue, &anywhere).map_err(|fault| Refused(vec![fault]))?
            }
        };
        let named = named::among(&all, &wanted)?;
        let objective = match self.objective {
            Least::Mean => Objective::Mean,
            Least::P95 => Objective::P95,
            Least::Cost => Objective::Cost,
            Least::Carbon => Objective::Carbon,
        };
        let ask = Ask {
            regions: self.regions as usize,
            objective,
            max_mean_ms: limit("--max-mean-ms", self.max_mean_ms)?,
            max_p95_ms: limit("--max-p95-ms", self.max_p95_ms)?,
            max_cost: limit("--max-cost", self.max_cost)?,
            must: named::places(&named, "--must", &self.must)?,
            never: named::never(&named, &all, &self.never)?,
            front: self.front,
            candidates: Some(named.candidates.clone()),
            ..Ask::mean(1)
        };
        ask.check(&named.candidates).map_err(|fault| refused(fault, &named))?;
        let found = on_threads(Job::new(problem, ask), threads());
        if found.best.is_none() {
            note(match found.gap.proven {
                true => "no set of regions is within the limits",
                false => "no set of regions within the limits was found before the search gave up",
            });
        }
        notes(&found, objective, &named).iter().for_each(|text| note(text.trim_end_matches('.')));
        print(&format!("{:#}\n", file(&found, objective, &named, self.front)))
    }
}

/// A limit that is a number.
fn limit(name: &str, value: Option<f64>) -> Result<Option<f64>, Stop> {
    match value {
        Some(value) if !value.is_finite() || value < 0.0 => {
            Err(Stop::bad(name, &format!("is {value}"), "a number of at least 0"))
        }
        value => Ok(value),
    }
}

fn refused(fault: Fault, named: &Named) -> Stop {
    match fault {
        Fault::Regions(most) => Stop::bad("--regions", "is more than there are candidates", &format!("at most {most}")),
        Fault::Must => Stop::bad("--must", "names more regions than there are to be", "at most as many as --regions"),
        Fault::Excluded(region, why) => {
            let wrong = format!("names the region {:?}: {}", named.region(region), reason(why, named));
            Stop::bad("--must", &wrong, "a candidate")
        }
        Fault::Providers(two) => {
            Stop::bad("--provider", "is missing", &format!("one such as aws: {}", one_provider(two)))
        }
        Fault::Nobody(first) => {
            let why = first.map(|(region, why)| format!(", {}: {}", named.region(region), reason(why, named)));
            let wrong = format!("has no candidate to choose from{}", why.unwrap_or_default());
            Stop::bad("--regions", &wrong, "a region that may serve somebody")
        }
        Fault::Candidates => Stop::bad("/regions", "cannot be placed", "known round trips and prices"),
    }
}
