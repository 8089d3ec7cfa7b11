//! Cost per month by part (model.md §7).

use super::capacity::Loads;
use super::data::{copies, holders};
use super::plan::{Plan, Shape, WriteRule};
use crate::scenario::problem::{Choice, Problem};
use serde::{Deserialize, Serialize};

/// Cost per month by part, in the scenario's currency.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct MonthlyCost {
    /// Grows with the capacity built.
    pub compute: f64,
    /// Every region pays it whole.
    pub fixed: f64,
    /// Stored data.
    pub storage: f64,
    /// Replication between regions.
    pub transfer: f64,
    /// People and tools for every region after the first.
    pub operations: f64,
    /// Content delivery network.
    pub edge: f64,
    /// All parts.
    pub total: f64,
}

/// What a region of an option takes part in, whatever things cost.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Factors {
    /// Index in `Problem::regions`.
    pub region: usize,
    /// Capacity that is paid, in full copies.
    pub provisioned: f64,
    /// Part of the fixed cost: less than 1 for a standby.
    pub stands: f64,
    /// Copies of the data that it stores.
    pub stored: f64,
    /// Copies that it sends of each GB written anywhere.
    pub sent: f64,
}

/// Those of each region of an option, in its order.
pub(crate) fn factors(option: &Choice, plan: &Plan, loads: &Loads) -> impl Iterator<Item = Factors> {
    let holders = holders(plan);
    // Where nothing says which regions hold the data, each holds its part of the copies.
    let stored = f64::from(copies(option, plan)) / f64::from(holders.count_ones().max(1));
    let sent = sent(option, plan, loads);
    plan.regions.iter().enumerate().map(move |(local, region)| Factors {
        region: *region,
        provisioned: loads.provisioned[local],
        stands: option.design.stands(local),
        stored: if holders & (1 << local) != 0 { stored } else { 0.0 },
        sent: sent(local),
    })
}

/// Σ price index × base × (compute share × capacity + fixed share + storage share), transfer, operations × (N − 1) and the
/// edge, each of the first four parts less its discount. A standby pays its fraction of the fixed part; storage is paid
/// where data is held.
pub(crate) fn monthly(problem: &Problem, option: &Choice, plan: &Plan, loads: &Loads) -> MonthlyCost {
    let terms = &problem.cost;
    let mut cost = MonthlyCost::default();
    let mut per_gb = 0.0;
    for factors in factors(option, plan, loads) {
        let region = &problem.regions[factors.region];
        let base = region.price_index * terms.single_region_monthly;
        cost.compute += base * terms.compute_share * factors.provisioned;
        cost.fixed += base * terms.fixed_share * factors.stands;
        cost.storage += base * terms.storage_share * factors.stored;
        per_gb += factors.sent * region.transfer_price_per_gb.unwrap_or(terms.transfer_price_per_gb);
    }
    cost.compute *= 1.0 - terms.compute_discount;
    cost.fixed *= 1.0 - terms.fixed_discount;
    cost.storage *= 1.0 - terms.storage_discount;
    cost.transfer = terms.replicated_gb_per_month * per_gb * (1.0 - terms.transfer_discount);
    let extra = plan.len().saturating_sub(1) as f64;
    cost.operations = (terms.operations_monthly_per_extra_region + terms.people_monthly_per_extra_region()) * extra;
    cost.edge = option.edge.map_or(0.0, |e| e.monthly_cost);
    cost.total = cost.compute + cost.fixed + cost.storage + cost.transfer + cost.operations + cost.edge;
    cost
}

/// The share of the writes that a region takes × the copies sent from there: holders − 1 copies, but all of them from a
/// region that takes writes of a quorum and does not vote. The cost of transfer is replicated GB × Σ this × the price of a
/// GB from there.
///
/// A pair takes all writes in its primary, a single writer in the writer, else each region those of its load.
fn sent(option: &Choice, plan: &Plan, loads: &Loads) -> impl Fn(usize) -> f64 {
    let (shape, writes, all_up) = (plan.shape, plan.writes, loads.all_up);
    let taken = move |local: usize| match (shape, writes) {
        (Shape::Pair, _) => f64::from(u8::from(local == 0)),
        (_, WriteRule::Writer { region }) => f64::from(u8::from(local == region)),
        (Shape::Single | Shape::Geode, WriteRule::Serving | WriteRule::Quorum { .. }) => all_up[local],
    };
    let (copies, regions) = (f64::from(copies(option, plan)), plan.len());
    let sent = move |local: usize| match writes {
        WriteRule::Quorum { voters, .. } if voters & (1 << local) == 0 => copies,
        WriteRule::Serving | WriteRule::Quorum { .. } | WriteRule::Writer { .. } => copies - 1.0,
    };
    let all: f64 = (0..regions).map(taken).sum();
    // Where nobody is served, each region counts alike.
    let weight = move |local: usize| if all > 0.0 { taken(local) / all } else { 1.0 / regions as f64 };
    move |local| weight(local) * sent(local)
}
