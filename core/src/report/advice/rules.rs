//! The rules, each a function of one case.

use super::case::{Case, downtime, percent};
use super::{Advice, Severity, border, money, residency};
use crate::engine::{self, OptionFigures};
use crate::planning::Aside;
use crate::quantity::format::{self, Digits};
use crate::report::written::reaching;
use crate::scenario::Scenario;
use crate::scenario::model::{Conflicts, Kind};
use crate::scenario::problem::{Choice, Design, Problem, Writes};

/// Replication lag above which lost writes are a risk that people notice, seconds.
const LONG_LAG_SECONDS: f64 = 5.0;
/// Most regions before their operation outgrows what they add.
const MANY_REGIONS: usize = 5;
/// A part that dominates.
const DOMINANT: f64 = 0.5;
/// A part that shows in three digits.
const VISIBLE: f64 = 1e-3;

/// The rule that something fails too often for years to be simulated.
pub const NOT_SIMULATED: &str = "not-simulated";

/// The rule that fewer years are simulated than the scenario asks for.
pub const FEWER_YEARS: &str = "fewer-years";

/// Advice on one option, most severe first.
pub fn of(scenario: &Scenario, problem: &Problem, index: usize, figures: &OptionFigures, aside: &Aside) -> Vec<Advice> {
    let Some(option) = scenario.options.get(index) else { return Vec::new() };
    let mut case = Case { scenario, problem, index, option, figures, aside, found: Vec::new() };
    residency::violated(&mut case);
    border::crossed(&mut case);
    out_of_reach(&mut case);
    after_a_loss(&mut case);
    writes(&mut case);
    replication_lag(&mut case);
    synchronous_calls(&mut case);
    failover(&mut case);
    dominant_cause(&mut case);
    money::full_copies(&mut case);
    money::last_region(&mut case);
    unsimulated(&mut case);
    left_out(&mut case);
    money::shares_of_nothing(&mut case);
    money::rate_of_return(&mut case);
    money::large_gain(&mut case);
    money::growth(&mut case);
    crate::sorted::by(&mut case.found, |a, b| (a.severity, a.code).cmp(&(b.severity, b.code)));
    case.found
}

/// What helps against shared failures, where further regions do not.
const RARER: &str =
    "Further regions of the same failure domains hardly help: make them rarer, or spread the regions over more domains";

fn out_of_reach(case: &mut Case) {
    let Some(target) = case.scenario.target.availability else { return };
    let budget = crate::quantity::complement(target) * engine::textbook::SECONDS_PER_YEAR;
    let causes = &case.figures.rigorous.downtime_breakdown_seconds_per_year;
    let together = causes.dependencies + causes.common_cause;
    if together > budget {
        let (what, lost, better) = match causes.dependencies {
            alone if alone > budget => (
                "Shared dependencies",
                alone,
                "No further region helps: make the dependencies better or do without them",
            ),
            0.0 => ("Shared failures", together, RARER),
            _ => ("Shared dependencies and shared failures", together, RARER),
        };
        let message =
            format!("{what} alone are down {}; the target allows {}. {better}.", downtime(lost), downtime(budget));
        case.say("target-out-of-reach", Severity::Critical, message);
    }
}

fn after_a_loss(case: &mut Case) {
    let Kind::Geode { regions, .. } = &case.option.kind else { return };
    if regions.len() < 2 {
        return;
    }
    let worst = case
        .figures
        .rigorous
        .after_losing
        .iter()
        .filter(|loss| loss.shed_share > 1e-9)
        .max_by(|a, b| a.shed_share.total_cmp(&b.shed_share));
    if let Some(loss) = worst {
        let name = |region: usize| case.scenario.regions.get(region).map_or("", |r| r.name.as_str());
        let busiest = loss.worst_region.map_or(String::new(), |r| {
            format!(
                " {} then gets {} of all requests{}.",
                name(r),
                percent(loss.worst_load_share),
                reaching(case.option)
            )
        });
        let message = format!(
            "After losing {}, {} of requests find no capacity.{busiest} Size for surviving one loss, or move users more evenly.",
            name(loss.region),
            percent(loss.shed_share)
        );
        case.say("overload-after-loss", Severity::Warning, message);
    }
}

fn writes(case: &mut Case) {
    let Kind::Geode { regions, writes, .. } = &case.option.kind else { return };
    let (traffic, count) = (&case.scenario.traffic, writes.voting(regions).len());
    if traffic.write_fraction == 0.0 || regions.len() < 2 {
        return;
    }
    let design = case.problem.options.get(case.index).map(|o| &o.design);
    let mode = if let Some(Design::Geode { writes, .. }) = design { Some(*writes) } else { None };
    let conflicts = writes.conflicts;
    if mode == Some(Writes::Quorum) && count.is_multiple_of(2) {
        let message = match count {
            2 => "A quorum in 2 regions needs both, so losing either stops all writes. Use three regions.".into(),
            _ => format!(
                "A quorum in {count} regions needs {}, so it survives the loss of no more regions than one in {} does, and is down more often. Use an odd number of regions.",
                count / 2 + 1,
                count - 1
            ),
        };
        case.say("quorum-even", Severity::Warning, message);
    }
    if mode == Some(Writes::Eventual) && conflicts == Conflicts::Unspecified {
        let serving = case.figures.rigorous.regions.iter().filter(|region| region.load_share > 0.0).count();
        let message = format!(
            "{} of requests write {}, and nobody has said what happens to two writes to one record (split brain). Choose last write wins, merging, or another write mode.",
            percent(traffic.write_fraction),
            if serving > 1 { "in several regions at once" } else { "in one region, and in another while it is down" },
        );
        case.say("conflicts-unspecified", Severity::Info, message);
    }
}

fn replication_lag(case: &mut Case) {
    let (traffic, allowed) = (&case.scenario.traffic, case.scenario.target.rpo_seconds);
    let most = allowed.unwrap_or(LONG_LAG_SECONDS).min(LONG_LAG_SECONDS);
    let figures = &case.figures.rigorous;
    let Some((lag, lost)) = figures.rpo_seconds.zip(figures.expected_lost_writes_per_year) else { return };
    if traffic.write_fraction > 0.0 && lag > most && lost > 0.0 {
        let (span, lost) = (format::duration(lag, Digits::Few), format::number(lost, Digits::Few));
        // How old a copy may be is told of a pair, or of backups; of replicas it is their lag.
        let is_told = match case.option.kind {
            Kind::SingleRegion { .. } => true,
            Kind::ActivePassive { recovery_point_seconds, .. } => recovery_point_seconds.is_some(),
            Kind::Geode { .. } => false,
        };
        let message = match is_told {
            true => format!(
                "The copy elsewhere is up to {span} old: a lost region loses that span, up to {lost} writes a year. Copy more often, or write by quorum in an active-active option."
            ),
            false => format!(
                "Replicas lag {span}: a failed region loses that span, up to {lost} writes a year. Replicate faster, or write by quorum in an active-active option."
            ),
        };
        case.say("replication-lag", Severity::Warning, message);
    }
}

fn synchronous_calls(case: &mut Case) {
    let Kind::Geode { regions, .. } = &case.option.kind else { return };
    let (calls, count) = (case.scenario.traffic.sync_cross_region_calls, regions.len());
    if calls > 0 && count > 1 {
        let reaching = if reaching(case.option).is_empty() { "" } else { " that reaches a region" };
        let plural = if calls == 1 { "one call" } else { &format!("{calls} calls") };
        let message = format!(
            "Every request{reaching} waits for {plural} to another region: it is slower by that round trip and fails with the other region. Make the calls asynchronous or keep the data local."
        );
        case.say("synchronous-calls", Severity::Warning, message);
    }
    if count > MANY_REGIONS {
        let message = format!("{count} regions are many to operate: each needs deployments, tests and people on call.");
        case.say("many-regions", Severity::Info, message);
    }
}

fn failover(case: &mut Case) {
    let (coverage, breakdown) =
        (case.scenario.failover.coverage, &case.figures.rigorous.downtime_breakdown_seconds_per_year);
    if matches!(case.option.kind, Kind::ActivePassive { .. }) && coverage < 1.0 && breakdown.uncovered_failover > 0.0 {
        let message = format!(
            "Failover works {} of the time; the failed ones cost {}. Rehearse it until it always works.",
            percent(coverage),
            downtime(breakdown.uncovered_failover)
        );
        case.say("failover-untested", Severity::Warning, message);
    }
}

/// Causes that a further region does not prevent, where they are most of what is left.
fn dominant_cause(case: &mut Case) {
    let figures = &case.figures.rigorous;
    let (total, parts) = (figures.downtime_seconds_per_year, figures.downtime_breakdown_seconds_per_year);
    let regions = case.problem.options.get(case.index).map_or(1, Choice::region_count);
    if regions < 2 || total <= 0.0 {
        return;
    }
    let of_total = |part: f64| format!("{} of {}", downtime(part), downtime(total));
    if parts.dependencies > DOMINANT * total {
        let message = format!(
            "Shared dependencies cause {}. No further region prevents that; better dependencies do.",
            of_total(parts.dependencies)
        );
        case.say("dependency-caps", Severity::Warning, message);
    } else if parts.common_cause > DOMINANT * total {
        let message = format!(
            "Shared failures, your own changes among them, cause {}. Roll changes out region by region, and spread regions over failure domains.",
            of_total(parts.common_cause)
        );
        case.say("shared-failures-dominate", Severity::Warning, message);
    }
}

fn unsimulated(case: &mut Case) {
    let Some(affordable) = case.aside.affordable else {
        let message = "Something fails too often for years to be simulated, so the yearly figures are unknown. Check the mean times to repair.".into();
        return case.say(NOT_SIMULATED, Severity::Info, message);
    };
    let asked = case.problem.simulation_years;
    let simulated = affordable.years;
    if simulated < asked {
        let [simulated, asked] = [simulated, asked].map(|years| format::count(f64::from(years), Digits::Few));
        let changes = format::number(affordable.effort.events_per_year, Digits::Few);
        let message = format!(
            "{simulated} years are simulated, not the {asked} asked for: with {changes} failures, repairs and switches a year, more would take longer than about a second. The yearly figures are the less certain; check the mean times to repair."
        );
        case.say(FEWER_YEARS, Severity::Info, message);
    }
}

/// Where the failure states that are left out are a visible part of the downtime.
fn left_out(case: &mut Case) {
    let figures = &case.figures.rigorous;
    let (least, bound) = (figures.unavailability, figures.unavailability_bound);
    if bound > VISIBLE * least {
        let seconds = |unavailability: f64| downtime(unavailability * engine::textbook::SECONDS_PER_YEAR);
        let (from, to) = (seconds(least), seconds((least + bound).min(1.0)));
        if from == to {
            return;
        }
        let message = format!(
            "There are too many combinations of failures to count all of them: downtime is between {from} and {to}."
        );
        case.say("states-left-out", Severity::Warning, message);
    }
}
