//! The worked example of the geode pattern, figure by figure, in the library.
//!
//! Origin of the values: the architecture guide on geodes, recomputed by an independent program (the oracles'
//! "worked_example"). The command's output is held against the same values in `command/`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use geode_core::engine::figures;
use geode_core::report;
use geode_core::scenario::presets;
use support::{WORKED_EXAMPLE, close};

#[test]
fn every_figure_of_the_guide_is_reproduced() {
    let evaluation = report::evaluate(&presets::worked_example(), &[]);
    for (option, figure, expected) in WORKED_EXAMPLE {
        let found = evaluation.options.iter().find(|o| o.id == *option).unwrap();
        let found = figures::of_path(&format!("/textbook/{figure}")).unwrap().get(found).unwrap();
        assert!(close(found, *expected), "{option} {figure}: {found}, not {expected}");
    }
}

/// The verdict, by the engineering estimate. Three regions cost 3 × $100 000 + 2 × 50 000 GB × $0.02,
/// gain 51 ms of $10 M × 1 % a 100 ms, and avoid 4.27 of 4.38 hours down.
#[test]
fn the_verdict_is_by_the_engineering_estimate() {
    let scenario = presets::worked_example();
    let evaluation = report::evaluate(&scenario, &[]);
    assert_eq!(
        evaluation.verdict.sentence,
        "No, not on these numbers. Active-active, 3 regions costs $202,000 more a month than Single region and returns \
         $55,900 ($51,000 from latency, $4,880 from avoided downtime). It would pay above $36.2 M monthly revenue."
    );
    assert_eq!(evaluation.verdict.method, report::verdict::Method::Rigorous);
}

/// The guide prices a gain of 100 ms, but its own latencies gain 51 ms. Priced at what is gained, it breaks even later.
#[test]
fn priced_at_the_latency_really_gained_it_breaks_even_at_49_million() {
    let mut scenario = presets::worked_example();
    scenario.revenue.nominal_reduction_ms = 51.0;
    let evaluation = report::evaluate(&scenario, &[]);
    let geode = &evaluation.options.iter().find(|o| o.id == "geode-3").unwrap().textbook;
    assert!(close(geode.break_even_monthly_revenue.unwrap(), 49_019_607.843_137_26));
    assert!(close(geode.break_even_gain_per_100_ms.unwrap(), 0.049_019_607_843_137_254));
}

/// Transfer of 10 to 20 % makes $330 000 to $360 000 of the $300 000.
#[test]
fn transfer_of_ten_to_twenty_percent_spans_the_range_of_the_guide() {
    for (overhead, expected) in [(0.1, 330_000.0), (0.2, 360_000.0)] {
        let mut scenario = presets::worked_example();
        scenario.cost.transfer_overhead = overhead;
        assert!(close(report::evaluate(&scenario, &[]).options[3].textbook.monthly_cost, expected));
    }
}
