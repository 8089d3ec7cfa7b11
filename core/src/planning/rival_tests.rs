//! The rival in closed form: what the least change is, and when there is none.

use super::*;
use crate::planning::in_one_go;
use crate::scenario::{Scenario, presets};

fn found(scenario: &Scenario) -> Found {
    in_one_go(FindRival::new(Problem::compile(scenario), ()))
}

fn example(availability: f64) -> Scenario {
    let mut example = presets::worked_example();
    example.target.availability = Some(availability);
    example
}

/// One region of 99.95 % misses 99.989 %. A pair of equal regions whose failover always works fails
/// q² + λ A² ÷ (δ + μ + λ) of the time (model.md §3), with μ = 1 and λ = μ q ÷ A: 1.0019e-4 with a warm standby, which
/// is enough, and 1.15e-4 where only 92 % of its failovers work. Everything is a write, which no network takes.
#[test]
fn the_cheapest_change_that_is_enough_is_named() {
    let mut example = example(0.999_89);
    example.traffic.write_fraction = 1.0;
    let Found::Rival(rival) = found(&example) else { panic!("none found") };
    assert_eq!(rival.changes, [Change::Standby { region: 1, tier: 2 }, Change::TestedStandby]);
    let (q, delta) = (5e-4, 4.0);
    let lambda = q / (1.0 - q);
    let exact = q * q + lambda * (1.0 - q) * (1.0 - q) / (delta + 1.0 + lambda);
    let figures = &rival.figures.rigorous;
    assert!((figures.unavailability / exact - 1.0).abs() < 1e-9, "{}, not {exact}", figures.unavailability);
    // Compute and fixed cost of the standby × 0.44, its storage whole, and one copy of the data sent there.
    let cost = 100e3 * (1.0 + 0.44 * 0.9 + 0.1) + 50e3 * 0.02;
    assert!((figures.monthly_cost.total - cost).abs() < 1e-6, "{}, not {cost}", figures.monthly_cost.total);
    assert!((figures.value.extra_monthly_cost - (cost - 100e3)).abs() < 1e-6);
}

#[test]
fn what_meets_the_targets_needs_no_rival_and_what_nothing_reaches_has_none() {
    assert_eq!(found(&example(0.999)), Found::TodayMeets);
    assert_eq!(found(&example(0.999_999_999)), Found::Nothing);
}

/// "No small change meets the targets" was said after hundreds of them, none of which can move data; and without a target
/// nothing at all was said.
#[test]
fn small_changes_move_no_data() {
    let mut abroad = presets::worked_example();
    abroad.user_groups[0].permitted_jurisdictions = vec!["EU".into()];
    assert!(is_asked(&Problem::compile(&abroad)));
    let job = FindRival::new(Problem::compile(&abroad), ());
    assert_eq!((job.pieces(), in_one_go(job)), (1, Found::DataElsewhere));
    abroad.regions.iter_mut().for_each(|region| region.jurisdiction = Some("DE".into()));
    assert_eq!(found(&abroad), Found::TodayMeets);
}

/// A shared dependency of 99.9 % caps everything; two of them fail together 1e-6 of the time.
#[test]
fn a_dependency_in_duplicate_is_found() {
    let mut capped = example(0.9994);
    let dependency = crate::scenario::model::Dependency {
        id: "login".into(),
        name: "Login".into(),
        availability: 0.999,
        ..Default::default()
    };
    capped.common_mode.dependencies = vec![dependency];
    let Found::Rival(rival) = found(&capped) else { panic!("none found") };
    assert_eq!(rival.changes, [Change::Redundant { dependency: 0 }]);
    let exact = 1e-6 + (1.0 - 1e-6) * 5e-4;
    assert!((rival.figures.rigorous.unavailability / exact - 1.0).abs() < 1e-9);
    assert_eq!(rival.figures.rigorous.value.extra_monthly_cost, 0.0);
}

/// 105 ms of a single region become 0.2 × 105 + 0.8 × 20 for reads behind a network that takes 80 % of them.
#[test]
fn a_network_in_front_is_found_for_latency() {
    let mut slow = presets::worked_example();
    slow.target.p95_latency_ms = Some(199.0);
    slow.traffic.write_fraction = 0.0;
    let Found::Rival(rival) = found(&slow) else { panic!("none found") };
    assert_eq!(rival.changes, [Change::Edge { of: None }]);
    let mean = rival.figures.rigorous.mean_latency_ms.unwrap();
    assert!((mean - (0.2 * 105.0 + 0.8 * 20.0)).abs() < 1e-9, "{mean}");
    // What it costs is not known: what it saves is not counted as a gain.
    assert_eq!(rival.figures.rigorous.value.extra_monthly_cost, 0.0);
}

/// "No small change meets the targets" was said where the network of the second option that has one does.
#[test]
fn the_network_of_any_option_is_tried() {
    let mut slow = presets::worked_example();
    slow.target.p95_latency_ms = Some(199.0);
    slow.traffic.write_fraction = 0.0;
    let edge =
        |offload_share, monthly_cost| Some(Edge { offload_share, latency_ms: 20.0, monthly_cost, ..Edge::default() });
    // Asia is a fifth of the users, 200 ms away: behind the first 18 % stay that far, behind the second 4 %.
    (slow.options[1].edge, slow.options[2].edge, slow.options[3].edge) =
        (edge(0.1, 1e3), edge(0.1, 1e3), edge(0.8, 5e3));
    let Found::Rival(rival) = found(&slow) else { panic!("none found") };
    assert_eq!(rival.changes, [Change::Edge { of: Some(3) }]);
    assert_eq!(rival.figures.rigorous.monthly_cost.edge, 5e3);
    assert!((rival.figures.rigorous.mean_latency_ms.unwrap() - 37.0).abs() < 1e-9);
}

/// A dependency that only several regions need was never doubled, because today's option is a single one: the standby
/// brings it in. With q and δ as above, and 0.001² for the two of them.
#[test]
fn what_only_a_standby_needs_is_doubled_with_it() {
    let mut example = example(0.999_89);
    example.traffic.write_fraction = 1.0;
    example.common_mode.dependencies = vec![crate::scenario::model::Dependency {
        id: "switch".into(),
        name: "Global load balancer".into(),
        availability: 0.999,
        applies_to: crate::scenario::model::AppliesTo::MultiRegion,
        ..Default::default()
    }];
    let Found::Rival(rival) = found(&example) else { panic!("none found") };
    let expected = [Change::Standby { region: 1, tier: 2 }, Change::Redundant { dependency: 0 }, Change::TestedStandby];
    assert_eq!(rival.changes, expected);
    let (q, lambda) = (5e-4, 5e-4 / (1.0 - 5e-4));
    let pair = q * q + lambda * (1.0 - q) * (1.0 - q) / (5.0 + lambda);
    let exact = 1e-6 + (1.0 - 1e-6) * pair;
    let found = rival.figures.rigorous.unavailability;
    assert!((found / exact - 1.0).abs() < 1e-9, "{found}, not {exact}");
}
