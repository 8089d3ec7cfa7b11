//! Tiny unavailabilities keep their digits.

use super::*;

#[test]
fn an_unavailability_of_a_tenth_of_a_millionth_of_a_millionth_keeps_its_digits() {
    // q = 2^-14 and T/M = 2^-30 are exact in binary. With K = 2^30 + 1: p_D = q/K, p_R = q 2^30/K, and
    // U = p_D + p_R p_D + p_R² p_D + p_R³ = (2^28 K² + 2^44 K + 2^60 + 2^90) / (2^42 K³), in integers.
    let mut problem = problem(3, 4);
    problem.regions.iter_mut().for_each(|r| r.unavailability = 2f64.powi(-14));
    detect_in_seconds(&mut problem, 3_600.0 * 2f64.powi(-30));
    let k: u128 = (1 << 30) + 1;
    let numerator = (1u128 << 28) * k * k + (1 << 44) * k + (1 << 60) + (1 << 90);
    let exact = numerator as f64 / (k * k * k) as f64 / 2f64.powi(42);
    assert!((1e-13..1e-12).contains(&exact));
    let ours = figures(&problem, geode(&problem, Writes::Eventual));
    assert_close(ours.unavailability, exact, 1e-13);
    assert_close(ours.reads.unavailability, exact, 1e-13);
}

#[test]
fn a_pair_of_very_reliable_regions_keeps_its_digits() {
    // Instant failover in all but name: U = q² + λA²/(δ+μ+λ), q = 2^-22, δ = 2^30 μ, so λA² = q A μ.
    // U = q² + q(1 − q)/(2^30 + 1 + q/(1 − q)); the last term in δ+μ+λ is 2^-52 of it.
    let mut problem = problem(2, 1);
    problem.regions.iter_mut().for_each(|r| r.unavailability = 2f64.powi(-22));
    problem.failover.active_passive_minutes = 60.0 * 2f64.powi(-30);
    problem.failover.coverage = 1.0;
    // (2^-44 (K + 2^22 − 1)) / K with K = 2^30 + 1, in integers; what is dropped is 2^-52 of the second term.
    let k: u128 = (1 << 30) + 1;
    let exact = (k + (1 << 22) - 1) as f64 / k as f64 * 2f64.powi(-44);
    assert!((1e-14..1e-12).contains(&exact));
    assert_close(figures(&problem, pair()).unavailability, exact, 1e-13);
}
