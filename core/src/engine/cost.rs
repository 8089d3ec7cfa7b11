//! Cost per month by part (model.md §7).

use super::capacity::Loads;
use super::plan::Plan;
use super::problem::{Choice, Design, Problem};
use serde::Serialize;

/// Cost per month by part, in the scenario's currency.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
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

/// Σ price index × base × (compute share × capacity + fixed share + storage share) + replicated GB × (replicas − 1)
/// × price + operations × (N − 1) + edge; a standby's own parts × its cost fraction.
pub(crate) fn monthly(problem: &Problem, option: &Choice, plan: &Plan, loads: &Loads) -> MonthlyCost {
    let terms = &problem.cost;
    let mut cost = MonthlyCost::default();
    for (local, region) in plan.regions.iter().enumerate() {
        let fraction = match &option.design {
            Design::ActivePassive { standby_cost_fraction, .. } if local == 1 => *standby_cost_fraction,
            _ => 1.0,
        };
        let base = fraction * problem.regions[*region].price_index * terms.single_region_monthly;
        cost.compute += base * terms.compute_share * loads.provisioned[local];
        cost.fixed += base * terms.fixed_share;
        cost.storage += base * terms.storage_share;
    }
    let extra = plan.len().saturating_sub(1) as f64;
    let copies = match &option.design {
        Design::Geode { replicas: Some(replicas), .. } => f64::from(replicas.saturating_sub(1)),
        _ => extra,
    };
    cost.transfer = terms.replicated_gb_per_month * copies * terms.transfer_price_per_gb;
    cost.operations = terms.operations_monthly_per_extra_region * extra;
    cost.edge = option.edge.map_or(0.0, |e| e.monthly_cost);
    cost.total = cost.compute + cost.fixed + cost.storage + cost.transfer + cost.operations + cost.edge;
    cost
}
