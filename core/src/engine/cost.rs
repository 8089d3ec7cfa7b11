//! Cost per month by part (model.md §7).

use super::capacity::Loads;
use super::data::{copies, holders};
use super::plan::{Plan, Shape, WriteRule};
use super::problem::{Choice, Design, Problem};
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

/// Σ price index × base × (compute share × capacity + fixed share + storage share) + transfer + operations × (N − 1)
/// + edge, each of the first four parts less its discount. A standby pays its fraction of the fixed part; storage is paid where data is held.
pub(crate) fn monthly(problem: &Problem, option: &Choice, plan: &Plan, loads: &Loads) -> MonthlyCost {
    let terms = &problem.cost;
    let mut cost = MonthlyCost::default();
    let holders = holders(plan);
    // Where nothing says which regions hold the data, each holds its part of the copies.
    let stored = f64::from(copies(option, plan)) / f64::from(holders.count_ones().max(1));
    for (local, region) in plan.regions.iter().enumerate() {
        let stands = match &option.design {
            Design::ActivePassive { standby_cost_fraction, .. } if local == 1 => *standby_cost_fraction,
            Design::Single { .. } | Design::ActivePassive { .. } | Design::Geode { .. } => 1.0,
        };
        let base = problem.regions[*region].price_index * terms.single_region_monthly;
        cost.compute += base * terms.compute_share * loads.provisioned[local];
        cost.fixed += base * terms.fixed_share * stands;
        if holders & (1 << local) != 0 {
            cost.storage += base * terms.storage_share * stored;
        }
    }
    cost.compute *= 1.0 - terms.compute_discount;
    cost.fixed *= 1.0 - terms.fixed_discount;
    cost.storage *= 1.0 - terms.storage_discount;
    cost.transfer = transfer(problem, option, plan, loads) * (1.0 - terms.transfer_discount);
    let extra = plan.len().saturating_sub(1) as f64;
    cost.operations = (terms.operations_monthly_per_extra_region + terms.people_monthly_per_extra_region()) * extra;
    cost.edge = option.edge.map_or(0.0, |e| e.monthly_cost);
    cost.total = cost.compute + cost.fixed + cost.storage + cost.transfer + cost.operations + cost.edge;
    cost
}

/// Replicated GB × Σ the share of the writes that a region takes × the copies sent from there × the price of a GB from
/// there: holders − 1 copies, but all of them from a region that takes writes of a quorum and does not vote.
///
/// A pair takes all writes in its primary, a single writer in the writer, else each region those of its load.
fn transfer(problem: &Problem, option: &Choice, plan: &Plan, loads: &Loads) -> f64 {
    let taken = |local: usize| match (plan.shape, plan.writes) {
        (Shape::Pair, _) => f64::from(u8::from(local == 0)),
        (_, WriteRule::Writer { region }) => f64::from(u8::from(local == region)),
        (Shape::Single | Shape::Geode, WriteRule::Serving | WriteRule::Quorum { .. }) => loads.all_up[local],
    };
    let copies = f64::from(copies(option, plan));
    let sent = |local: usize| match plan.writes {
        WriteRule::Quorum { voters, .. } if voters & (1 << local) == 0 => copies,
        WriteRule::Serving | WriteRule::Quorum { .. } | WriteRule::Writer { .. } => copies - 1.0,
    };
    let price = |local: usize| {
        let region = &problem.regions[plan.regions[local]];
        region.transfer_price_per_gb.unwrap_or(problem.cost.transfer_price_per_gb)
    };
    let all: f64 = (0..plan.len()).map(taken).sum();
    // Where nobody is served, each region counts alike.
    let weight = |local: usize| if all > 0.0 { taken(local) / all } else { 1.0 / plan.len() as f64 };
    let per_gb: f64 = (0..plan.len()).map(|local| weight(local) * sent(local) * price(local)).sum();
    problem.cost.replicated_gb_per_month * per_gb
}
