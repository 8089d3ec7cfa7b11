//! The rules, each a function of one case.

use super::{Advice, Severity};
use crate::engine::problem::{Design, Problem, Writes};
use crate::engine::simulation::Simulation;
use crate::engine::{self, Depth, Figures, OptionFigures, Scratch};
use crate::report::format::{self, Digits};
use crate::report::targets::enumerated;
use crate::scenario::Scenario;
use crate::scenario::edit::regions_of;
use crate::scenario::model::{Conflicts, Kind, PlanOption, Sizing, UserGroup};
use crate::sort::sort_few;

/// Replication lag above which lost writes are a risk that people notice, seconds.
const LONG_LAG_SECONDS: f64 = 5.0;
/// Most regions before their operation outgrows what they add.
const MANY_REGIONS: usize = 5;
/// A saving or a part that is worth a word.
const NOTABLE_SAVING: f64 = 0.02;
const DOMINANT: f64 = 0.5;
/// A part that shows in three digits.
const VISIBLE: f64 = 1e-3;
/// Least that a further region should bring: seconds of downtime a year, or milliseconds.
const LITTLE_DOWNTIME_SECONDS: f64 = 60.0;
const LITTLE_LATENCY_MS: f64 = 5.0;

/// The rule that users are served from where their data may be.
pub const RESIDENCY_VIOLATED: &str = "residency-violated";

/// The rule that something fails too often for years to be simulated.
pub const NOT_SIMULATED: &str = "not-simulated";

/// What a rule looks at.
struct Case<'a> {
    scenario: &'a Scenario,
    problem: &'a Problem,
    index: usize,
    option: &'a PlanOption,
    figures: &'a OptionFigures,
    found: Vec<Advice>,
}

impl Case<'_> {
    fn say(&mut self, code: &'static str, severity: Severity, message: String) {
        self.found.push(Advice { code, severity, message });
    }

    /// The same option in a changed problem, where it is the only one: the others would cost time for each.
    fn variant(&self, change: impl FnOnce(&mut Problem)) -> Option<OptionFigures> {
        let mut problem = self.problem.clone();
        problem.options = vec![problem.options.into_iter().nth(self.index)?];
        problem.baseline = 0;
        change(&mut problem);
        let mut figures = Figures::default();
        engine::evaluate(&problem, &mut Scratch::default(), &mut figures, Depth::Headline);
        figures.options.into_iter().next()
    }

    fn money(&self, amount: f64) -> String {
        format::money_rounded(amount, &self.scenario.currency)
    }
}

/// Advice on one option, most severe first.
pub fn of(scenario: &Scenario, problem: &Problem, index: usize, figures: &OptionFigures) -> Vec<Advice> {
    let Some(option) = scenario.options.get(index) else { return Vec::new() };
    let mut case = Case { scenario, problem, index, option, figures, found: Vec::new() };
    residency(&mut case);
    out_of_reach(&mut case);
    after_a_loss(&mut case);
    writes(&mut case);
    replication_lag(&mut case);
    synchronous_calls(&mut case);
    failover(&mut case);
    dominant_cause(&mut case);
    full_copies(&mut case);
    last_region(&mut case);
    unsimulated(&mut case);
    left_out(&mut case);
    shares_of_nothing(&mut case);
    rate_of_return(&mut case);
    sort_few(&mut case.found, |a, b| (a.severity, a.code).cmp(&(b.severity, b.code)));
    case.found
}

fn percent(share: f64) -> String {
    format::percent(share, Digits::Few)
}

fn downtime(seconds: f64) -> String {
    format::downtime(seconds, Digits::Few)
}

fn milliseconds(ms: f64) -> String {
    format::milliseconds(ms, Digits::Few)
}

fn residency(case: &mut Case) {
    homeless(case);
    if !case.figures.rigorous.breaks_residency {
        return;
    }
    let regions = regions_of(&case.option.kind);
    let is_abroad = |g: &&UserGroup| {
        let allowed =
            |id: &&str| case.scenario.region(id).is_some_and(|region| g.permits(region.jurisdiction.as_deref()));
        g.share > 0.0 && !regions.iter().all(allowed)
    };
    let groups: Vec<&str> = case.scenario.user_groups.iter().filter(is_abroad).map(|g| g.name.as_str()).collect();
    let message = format!(
        "Data of {} is or passes where its permitted jurisdictions do not reach. Write to home regions, or keep the option's regions within them.",
        groups.join(", ")
    );
    case.say(RESIDENCY_VIOLATED, Severity::Critical, message);
}

fn homeless(case: &mut Case) {
    let unserved: Vec<(&str, f64)> = case
        .scenario
        .user_groups
        .iter()
        .zip(&case.figures.rigorous.user_groups)
        .filter(|(g, f)| g.share > 0.0 && f.serving_region.is_none())
        .map(|(g, _)| (g.name.as_str(), g.share))
        .collect();
    if !unserved.is_empty() {
        let names: Vec<&str> = unserved.iter().map(|(name, _)| *name).collect();
        let share: f64 = unserved.iter().map(|(_, share)| share).sum();
        let message = format!(
            "No region of this option may serve {} ({} of requests). Add a region in a permitted jurisdiction.",
            names.join(", "),
            percent(share)
        );
        case.say("no-permitted-region", Severity::Critical, message);
    }
}

/// What helps against shared failures, where further regions do not.
const RARER: &str =
    "Further regions of the same failure domains hardly help: make them rarer, or spread the regions over more domains";

fn out_of_reach(case: &mut Case) {
    let Some(target) = case.scenario.target.availability else { return };
    let budget = crate::scenario::units::complement(target) * engine::textbook::SECONDS_PER_YEAR;
    let causes = &case.figures.rigorous.downtime_breakdown_seconds_per_year;
    let together = causes.dependencies + causes.common_cause;
    if together > budget {
        let (what, lost, better) = match causes.dependencies {
            alone if alone > budget => (
                "Shared dependencies",
                alone,
                "No number of regions reaches it: make the dependencies better or do without them",
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
            format!(" {} then gets {} of all requests.", name(r), percent(loss.worst_load_share))
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
    let (traffic, count) = (&case.scenario.traffic, regions.len());
    if traffic.write_fraction == 0.0 || count < 2 {
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
        let message = format!(
            "Replicas lag {}: a failed region loses that span, up to {} writes a year. Replicate faster, or write by quorum in an active-active option.",
            format::duration(lag, Digits::Few),
            format::number(lost, Digits::Few)
        );
        case.say("replication-lag", Severity::Warning, message);
    }
}

fn synchronous_calls(case: &mut Case) {
    let Kind::Geode { regions, .. } = &case.option.kind else { return };
    let (calls, count) = (case.scenario.traffic.sync_cross_region_calls, regions.len());
    if calls > 0 && count > 1 {
        let plural = if calls == 1 { "one call" } else { &format!("{calls} calls") };
        let message = format!(
            "Every request waits for {plural} to another region: it is slower by that round trip and fails with the other region. Make the calls asynchronous or keep the data local."
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
    if matches!(case.option.kind, Kind::ActivePassive { .. }) && coverage < 1.0 {
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
    let regions = case.problem.options.get(case.index).map_or(1, engine::problem::Choice::region_count);
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

fn full_copies(case: &mut Case) {
    let Kind::Geode { regions, .. } = &case.option.kind else { return };
    // A request that fails with its synchronous call is no load: what is sized without it survives nothing.
    let has_calls = case.scenario.traffic.sync_cross_region_calls > 0;
    if case.scenario.capacity.sizing != Sizing::FullCopy || regions.len() < 2 || has_calls {
        return;
    }
    let lean = case.variant(|problem| problem.capacity.sizing = Sizing::Survive { losses: 1 });
    let total = case.figures.rigorous.monthly_cost.total;
    let saved = lean.map_or(0.0, |lean| total - lean.rigorous.monthly_cost.total);
    if saved > NOTABLE_SAVING * total {
        let message = format!(
            "Every region carries a full copy. Sized to survive one loss, this option costs {} less a month.",
            case.money(saved)
        );
        case.say("full-copies", Severity::Info, message);
    }
}

/// The region that serves least, of equal ones the last, unless writes or special tasks go there.
fn least_used(case: &Case) -> Option<usize> {
    let Design::Geode { writes, specialised, .. } = &case.problem.options.get(case.index)?.design else { return None };
    let is_needed = |at: usize| {
        matches!(writes, Writes::SingleWriter { writer, .. } if *writer == at)
            || specialised.iter().any(|(special, _)| *special == at)
    };
    let loads = case.figures.rigorous.regions.iter().map(|region| region.load_share).enumerate();
    let least = loads.filter(|(at, _)| !is_needed(*at)).reduce(|a, b| if b.1 <= a.1 { b } else { a });
    least.filter(|_| case.figures.rigorous.regions.len() > 2).map(|(at, _)| at)
}

/// A figure with and without a region.
fn both(with: String, without: String) -> String {
    if with == without { format!("{with} with or without it") } else { format!("{with} with it, {without} without") }
}

/// A region that brings little for what it costs.
fn last_region(case: &mut Case) {
    let (Some(at), Kind::Geode { regions, .. }) = (least_used(case), &case.option.kind) else { return };
    let name = regions.get(at).map_or_else(String::new, |id| case.scenario.region_name(id));
    let without = case.variant(|problem| {
        if let Some(Design::Geode { regions, writes, replicas, voters, specialised }) =
            problem.options.first_mut().map(|o| &mut o.design)
        {
            let follow = |other: &mut usize| *other -= usize::from(*other > at);
            regions.remove(at);
            *replicas = replicas.filter(|count| *count as usize <= regions.len());
            *voters = voters.take().map(|voters| voters.into_iter().filter(|voter| *voter != at).collect());
            voters.iter_mut().flatten().for_each(follow);
            *voters = voters.take().filter(|voters| !voters.is_empty());
            specialised.iter_mut().for_each(|(other, _)| follow(other));
            if let Writes::SingleWriter { writer, .. } = writes {
                follow(writer);
            }
        }
    });
    let Some(without) = without else { return };
    let now = &case.figures.rigorous;
    let time = without.rigorous.downtime_seconds_per_year - now.downtime_seconds_per_year;
    let Some((latency_without, latency_now)) = without.rigorous.mean_latency_ms.zip(now.mean_latency_ms) else {
        return;
    };
    let cost = now.monthly_cost.total - without.rigorous.monthly_cost.total;
    // Where regions that carry less each cost less together, it earns its place.
    if time < LITTLE_DOWNTIME_SECONDS && latency_without - latency_now < LITTLE_LATENCY_MS && cost > 0.0 {
        let message = format!(
            "{name} serves {} of requests and costs {} a month. Downtime is {}; latency {}.",
            percent(now.regions.get(at).map_or(0.0, |region| region.load_share)),
            case.money(cost),
            both(downtime(now.downtime_seconds_per_year), downtime(without.rigorous.downtime_seconds_per_year)),
            both(milliseconds(latency_now), milliseconds(latency_without))
        );
        case.say("last-region", Severity::Info, message);
    }
}

fn unsimulated(case: &mut Case) {
    if Simulation::new(case.problem, case.index).is_none() {
        let message = "Something fails every few minutes: too often to simulate years, so the yearly figures are unknown. Check the mean times to repair.".into();
        case.say(NOT_SIMULATED, Severity::Info, message);
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

/// What is null because it would be a share of 0.
fn shares_of_nothing(case: &mut Case) {
    if case.option.id == case.scenario.baseline {
        return;
    }
    let values = &case.figures.textbook;
    let missing = match (values.cost_overhead_share, values.latency_reduction_share) {
        (Some(_), Some(_)) => return,
        (None, Some(_)) => "costs nothing, so the extra cost is",
        (Some(_), None) => "has a latency of 0, so the gain in latency is",
        (None, None) => "costs nothing and has a latency of 0, so extra cost and gain in latency are",
    };
    let message = format!("Today's option {missing} not told as a share of it.");
    case.say("share-of-nothing", Severity::Info, message);
}

fn rate_of_return(case: &mut Case) {
    if case.option.id == case.scenario.baseline {
        return;
    }
    let found = &case.figures.rigorous.irr_annual;
    let message = match found.all.as_slice() {
        // Nobody looks for the return on a migration that costs nothing.
        [] if case.scenario.cost.migration_one_off == 0.0 => return,
        [] if case.figures.rigorous.value.npv > 0.0 => {
            "No internal rate of return: the migration is paid back too soon for a yearly rate to say anything.".into()
        }
        [] => "No internal rate of return: what comes after the migration does not make up for it.".into(),
        [_] if found.starts_with_payment => return,
        [rate] => format!(
            "No internal rate of return: gains come first, so nothing is invested. At {} a year it is worth nothing. Rely on the net present value.",
            percent(*rate)
        ),
        several => format!(
            "No single internal rate of return: what comes in and goes out changes sign more than once, and is worth nothing at {} a year. Rely on the net present value.",
            enumerated(&several.iter().map(|rate| percent(*rate)).collect::<Vec<_>>())
        ),
    };
    case.say("irr-unclear", Severity::Info, message);
}
