//! Arbitrary valid scenarios, from a tape of numbers: every tape gives one, an empty tape the plainest, so that a
//! failing case shrinks by itself. Ranges come from the list of inputs.

use geode_core::quantity::complement;
use geode_core::scenario::inputs::{self, At, Input, Section};
use geode_core::scenario::model::*;
use proptest::prelude::*;
use std::collections::BTreeSet;
use tape::Tape;

// By its path: the command's tests take this file by its own.
#[path = "tape.rs"]
mod tape;

/// Arbitrary valid scenarios.
pub fn scenarios() -> impl Strategy<Value = Scenario> {
    prop::collection::vec(any::<u64>(), 0..400).prop_map(scenario)
}

/// A fixed row of scenarios, for tests that need many kinds of them but no chance.
pub fn fixed(count: u64) -> impl Iterator<Item = Scenario> {
    let mut state = 1_u64;
    let mut next = move || {
        // splitmix64
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    (0..count).map(move |_| scenario((0..400).map(|_| next()).collect()))
}

/// The scenario of a tape.
pub fn scenario(tape: Vec<u64>) -> Scenario {
    let mut tape = Tape::new(tape);
    let t = &mut tape;
    let regions: Vec<Region> = (0..=t.pick(5)).map(|i| region(i, t)).collect();
    let ids: Vec<String> = regions.iter().map(|r| r.id.clone()).collect();
    let mut groups: Vec<UserGroup> = (0..=t.pick(5)).map(|i| group(i, &ids, t)).collect();
    let shares = summing_to_one(groups.iter().map(|g| g.share).collect());
    groups.iter_mut().zip(shares).for_each(|(group, share)| group.share = share);
    fit_revenue_shares(&mut groups);
    let options: Vec<PlanOption> = (0..=t.pick(4)).map(|i| option(i, &ids, t)).collect();
    let baseline = options[t.pick(options.len())].id.clone();
    let mut scenario = Scenario {
        schema: SchemaName,
        version: SchemaVersion,
        name: t.text(),
        catalogue: None,
        currency: t.one(&["USD", "EUR", "JPY"]).into(),
        user_latency_ms: latencies(&groups, &ids, t),
        region_rtt_ms: round_trips(&ids, t),
        user_groups: groups,
        regions,
        options,
        baseline,
        failover: failover(t),
        common_mode: common_mode(t),
        traffic: Traffic::default(),
        capacity: Capacity { sizing: sizing(t), ..Capacity::default() },
        cost: Cost::default(),
        revenue: Revenue { compounding: t.now_and_then(), ..Revenue::default() },
        finance: Finance::default(),
        target: Target::default(),
        sla_credits: SlaCredits::default(),
        rollout: Vec::new(),
        notes: Map::new(),
        uncertainty: Vec::new(),
        random_seed: 0,
        simulation_years: 0,
    };
    numbers(&mut scenario, t);
    uncertainty(&mut scenario, t);
    notes(&mut scenario, t);
    // Last, so that what was drawn before stays as it was.
    contracts(&mut scenario, t);
    rest(&mut scenario, t);
    scenario
}

/// Shares that sum to 1 but for rounding; all zero becomes all in the first.
fn summing_to_one(mut shares: Vec<f64>) -> Vec<f64> {
    if shares.iter().sum::<f64>() <= 1e-9 {
        shares.fill(0.0);
        shares[0] = 1.0;
    }
    let sum: f64 = shares.iter().sum();
    shares.iter().map(|share| share / sum).collect()
}

/// Given shares of revenue leave something for the other groups that have users, or sum to 1.
fn fit_revenue_shares(groups: &mut [UserGroup]) {
    let sum: f64 = groups.iter().filter_map(|group| group.revenue_share).sum();
    let leaves_rest = groups.iter().any(|group| group.revenue_share.is_none() && group.share > 0.0);
    let factor = match leaves_rest {
        true if sum <= 1.0 => 1.0,
        true => 0.5 / sum,
        false => 1.0 / sum,
    };
    for group in groups {
        group.revenue_share = group.revenue_share.map(|share| share * factor).filter(|share| share.is_finite());
    }
}

fn location(t: &mut Tape, of: &str) -> Option<Location> {
    match t.pick(3) {
        0 => None,
        1 => Some(Location::Country(t.one(&["DE", "JP"]).into())),
        _ => Some(Location::Point {
            lat: t.number(&format!("{of}/location/lat")),
            lon: t.number(&format!("{of}/location/lon")),
        }),
    }
}

fn region(index: usize, t: &mut Tape) -> Region {
    let unavailability = t.maybe("/regions/{region}/unavailability");
    let availability = t.number("/regions/{region}/availability");
    Region {
        id: t.id(index),
        name: t.text(),
        availability: unavailability.map_or(availability, complement),
        mttr_hours: t.number("/regions/{region}/mttr_hours"),
        unavailability,
        price_index: Some(t.number("/regions/{region}/price_index")),
        transfer_price_per_gb: t.maybe("/regions/{region}/transfer_price_per_gb"),
        jurisdiction: [None, Some("EU".into()), Some(t.text())][t.pick(3)].clone(),
        failure_domain: t.one(&["default", "east", "west"]).into(),
        capacity_factor: t.number("/regions/{region}/capacity_factor"),
        catalogue_id: if t.now_and_then() { Some("aws/us-east-1".into()) } else { None },
        location: location(t, "/regions/{region}"),
        ..Region::default()
    }
}

fn group(index: usize, regions: &[String], t: &mut Tape) -> UserGroup {
    let jurisdictions = ["EU", "US"];
    UserGroup {
        id: t.id(index),
        name: t.text(),
        share: t.number("/user_groups/{group}/share"),
        revenue_share: t.maybe("/user_groups/{group}/revenue_share"),
        permitted_jurisdictions: jurisdictions.iter().take(t.pick(3)).map(|j| (*j).to_owned()).collect(),
        home_region: if t.now_and_then() { Some(regions[t.pick(regions.len())].clone()) } else { None },
        location: location(t, "/user_groups/{group}"),
        last_mile_ms: t.maybe("/user_groups/{group}/last_mile_ms"),
        ..UserGroup::default()
    }
}

fn option(index: usize, ids: &[String], t: &mut Tape) -> PlanOption {
    let region = |t: &mut Tape| ids[t.pick(ids.len())].clone();
    let kind = match t.pick(4) {
        0 => Kind::SingleRegion {
            region: region(t),
            backup_interval_hours: t.maybe("/options/{option}/backup_interval_hours"),
        },
        1 if ids.len() > 1 => {
            let primary = t.pick(ids.len());
            Kind::ActivePassive {
                primary: ids[primary].clone(),
                standby: ids[(primary + 1) % ids.len()].clone(),
                standby_cost_fraction: t.number("/options/{option}/standby_cost_fraction"),
                recovery_point_seconds: t.maybe("/options/{option}/recovery_point_seconds"),
            }
        }
        _ => geode(ids, t),
    };
    let edge = t.now_and_then().then(|| Edge {
        offload_share: t.number("/options/{option}/edge/offload_share"),
        latency_ms: t.number("/options/{option}/edge/latency_ms"),
        monthly_cost: t.number("/options/{option}/edge/monthly_cost"),
        ..Edge::default()
    });
    PlanOption { id: t.id(index), name: t.text(), edge, ..PlanOption::new(kind) }
}

fn geode(ids: &[String], t: &mut Tape) -> Kind {
    let count = 1 + t.pick(ids.len());
    let start = t.pick(ids.len());
    let regions: Vec<String> = ids.iter().cycle().skip(start).take(count).cloned().collect();
    let mode = match t.pick(4) {
        0 => WriteMode::Eventual,
        1 => WriteMode::Quorum,
        2 => WriteMode::HomeRegion,
        _ => WriteMode::SingleWriter {
            writer: regions[t.pick(count)].clone(),
            writer_failover_minutes: t.number("/options/{option}/writes/writer_failover_minutes"),
        },
    };
    // Voters take the place of a number of replicas, in a quorum alone.
    let start = t.pick(count);
    let some = regions.iter().cycle().skip(start).take(1 + t.pick(count)).cloned().collect();
    let voters = Some(some).filter(|_| t.now_and_then() && matches!(mode, WriteMode::Quorum));
    t.draws("/options/{option}/writes/replicas");
    let replicas = (voters.is_none() && t.now_and_then()).then(|| 1 + t.pick(count) as u32);
    let conflicts = [Conflicts::Unspecified, Conflicts::LastWriteWins, Conflicts::Merge][t.pick(3)];
    let few = t.pick(3);
    let specialised = (0..few)
        .map(|i| Specialised {
            id: format!("task-{i}"),
            name: t.text(),
            region: regions[t.pick(count)].clone(),
            request_share: t.number("/options/{option}/specialised/{specialised}/request_share") / few as f64,
            ..Specialised::default()
        })
        .collect();
    let writes = Writes { mode, replicas, voters, conflicts, ..Writes::default() };
    Kind::Geode { regions, writes, specialised }
}

fn latencies(groups: &[UserGroup], ids: &[String], t: &mut Tape) -> Matrix {
    let mut row = || ids.iter().map(|id| (id.clone(), t.number("/user_latency_ms/{group}/{region}"))).collect();
    groups.iter().map(|group| (group.id.clone(), row())).collect()
}

/// Every pair, in the direction that restore keeps.
fn round_trips(ids: &[String], t: &mut Tape) -> Matrix {
    let mut table = Matrix::new();
    for (i, a) in ids.iter().enumerate() {
        for b in ids.iter().skip(i + 1) {
            let value = t.number("/region_rtt_ms/{region}/{region}");
            table.entry(a.clone()).or_default().insert(b.clone(), value);
        }
    }
    table
}

fn failover(t: &mut Tape) -> Failover {
    let active_passive_minutes = t.number("/failover/active_passive_minutes");
    Failover {
        active_passive_minutes,
        coverage: t.number("/failover/coverage"),
        // By hand takes at least as long.
        manual_recovery_minutes: t.number("/failover/manual_recovery_minutes").max(active_passive_minutes),
        health_check_interval_seconds: t.number("/failover/health_check_interval_seconds"),
        failures_to_trip: t.number("/failover/failures_to_trip") as u32,
        routing: match t.pick(2) {
            0 => Routing::Dns { ttl_seconds: t.number("/failover/routing/ttl_seconds") },
            _ => Routing::Anycast { convergence_seconds: t.number("/failover/routing/convergence_seconds") },
        },
    }
}

fn common_mode(t: &mut Tape) -> CommonMode {
    let dependency = |i: usize, t: &mut Tape| Dependency {
        id: format!("{i}-service"),
        name: t.text(),
        availability: t.number("/common_mode/dependencies/{dependency}/availability"),
        applies_to: [AppliesTo::All, AppliesTo::MultiRegion][t.pick(2)],
        mttr_hours: t.number("/common_mode/dependencies/{dependency}/mttr_hours"),
        ..Dependency::default()
    };
    CommonMode {
        beta: t.number("/common_mode/beta"),
        dependencies: (0..t.pick(3)).map(|i| dependency(i, t)).collect(),
        unavailability_per_extra_region: t.number("/common_mode/unavailability_per_extra_region"),
    }
}

fn sizing(t: &mut Tape) -> Sizing {
    match t.pick(2) {
        0 => Sizing::FullCopy,
        _ => Sizing::Survive { losses: 0 },
    }
}

/// The numbers of the sections that are little else, as the list of inputs has them.
fn numbers(scenario: &mut Scenario, t: &mut Tape) {
    use Section::{Capacity, Cost, Finance, Revenue, Simulation, Target, Traffic};
    let is_here = |section| [Traffic, Capacity, Cost, Revenue, Finance, Target, Simulation].contains(&section);
    for input in inputs::LIST.iter().filter(|input| is_here(input.section) && !input.path.contains('{')) {
        draw(scenario, input, (0, 0), t);
    }
    let cost = &mut scenario.cost;
    let shares = summing_to_one(vec![cost.compute_share, cost.fixed_share, cost.storage_share]);
    (cost.compute_share, cost.fixed_share, cost.storage_share) = (shares[0], shares[1], shares[2]);
}

/// What has not been drawn above, as the list of inputs has it: a number that is added needs no line here unless it has to
/// fit others.
fn rest(scenario: &mut Scenario, t: &mut Tape) {
    let is_left = |input: &&Input| !t.has_drawn(input.path) && !input.path.starts_with("/uncertainty/");
    let left: Vec<&Input> = inputs::LIST.iter().filter(is_left).collect();
    for input in left {
        for (_, at) in inputs::places(scenario, input) {
            draw(scenario, input, at, t);
        }
    }
}

/// Draws an input where the scenario has it.
fn draw(scenario: &mut Scenario, input: &Input, at: At, t: &mut Tape) {
    if input.exists(scenario, at) {
        let value = if input.may_be_empty() { t.maybe(input.path) } else { Some(t.number(input.path)) };
        assert!(input.set(scenario, at, value), "{}", input.path);
    }
}

/// Pointers of some inputs that have a number, each once.
fn some_inputs(scenario: &Scenario, t: &mut Tape) -> BTreeSet<String> {
    let all = inputs::all(scenario);
    (0..t.pick(4)).map(|_| all[t.pick(all.len())].0.clone()).filter(|pointer| pointer != "/random_seed").collect()
}

fn uncertainty(scenario: &mut Scenario, t: &mut Tape) {
    for input in some_inputs(scenario, t) {
        let (kind, ends) = match t.pick(6) {
            0 => (DistributionKind::Normal, false),
            1 => (DistributionKind::Lognormal, false),
            2 => (DistributionKind::Beta, false),
            3 => (DistributionKind::Uniform, true),
            4 => (DistributionKind::Triangular, true),
            _ => (DistributionKind::Pert, true),
        };
        // Inside 0 to 1, where every family has its place.
        let low = 0.01 + 0.4 * t.fraction();
        let high = low + 0.01 + 0.4 * t.fraction();
        let only = |wanted: bool, value: f64| wanted.then_some(value);
        let distribution = Distribution {
            kind,
            p05: only(!ends, low),
            p95: only(!ends, high),
            low: only(ends, low),
            mode: only(ends && kind != DistributionKind::Uniform, low),
            high: only(ends, high),
        };
        // A range that lies outside its field, as of whole numbers from 1 on, is refused.
        let (field, _) = inputs::find(scenario, &input).unwrap();
        if high >= field.min && low <= field.max {
            scenario.uncertainty.push(Uncertain { input, distribution });
        }
    }
}

fn notes(scenario: &mut Scenario, t: &mut Tape) {
    for pointer in some_inputs(scenario, t) {
        let status = [NoteStatus::Default, NoteStatus::Assumed, NoteStatus::Quoted, NoteStatus::Measured][t.pick(4)];
        scenario.notes.insert(pointer, Note { status, source: t.text() });
    }
}

fn contracts(scenario: &mut Scenario, t: &mut Tape) {
    if t.now_and_then() {
        let step = |t: &mut Tape| CreditStep {
            below: t.number("/sla_credits/steps/{step}/below"),
            credit_share: t.number("/sla_credits/steps/{step}/credit_share"),
            ..CreditStep::default()
        };
        scenario.sla_credits = SlaCredits {
            period: [CreditPeriod::Month, CreditPeriod::Quarter, CreditPeriod::Year][t.pick(3)],
            fees_share: t.number("/sla_credits/fees_share"),
            steps: (0..=t.pick(3)).map(|_| step(t)).collect(),
        };
    }
    if t.now_and_then() {
        let phase = |t: &mut Tape| Phase {
            start_month: t.number("/rollout/{phase}/start_month") as u32,
            option: scenario.options[t.pick(scenario.options.len())].id.clone(),
            migration_cost: t.number("/rollout/{phase}/migration_cost"),
            ..Phase::default()
        };
        scenario.rollout = (0..=t.pick(4)).map(|_| phase(t)).collect();
    }
}
