//! Every preset is a valid scenario as it is, and shows what its paragraph says.
//!
//! The expected figures are worked out here by hand, from the numbers of the file.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test

use geode_core::engine::targets::Demand;
use geode_core::exchange::scenario::to_fragment;
use geode_core::report::verdict::VerdictKind;
use geode_core::report::{self, Evaluation, OptionEvaluation};
use geode_core::scenario::presets::{LIST, Preset};
use geode_core::scenario::{inputs, restore};
use std::collections::BTreeSet;

fn preset(id: &str) -> &'static Preset {
    LIST.iter().find(|preset| preset.id == id).unwrap()
}

fn evaluation(id: &str) -> Evaluation {
    report::evaluate(&preset(id).scenario(), &[])
}

fn option<'a>(evaluation: &'a Evaluation, id: &str) -> &'a OptionEvaluation {
    evaluation.options.iter().find(|option| option.id == id).unwrap()
}

fn agree(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{found} is not {expected}");
}

/// Mean latency of reads and of writes, ms.
fn latencies(evaluation: &Evaluation, id: &str) -> [f64; 2] {
    let figures = &option(evaluation, id).rigorous;
    [&figures.reads, &figures.writes].map(|requests| requests.mean_latency_ms.unwrap())
}

fn assert_changes_to(evaluation: &Evaluation, id: &str) {
    let verdict = &evaluation.verdict;
    assert_eq!((verdict.kind, verdict.option.as_str()), (VerdictKind::Change, id), "{}", verdict.sentence);
}

#[test]
fn every_preset_is_whole() {
    let distinct = |part: fn(&Preset) -> &str| LIST.iter().map(part).collect::<BTreeSet<_>>().len();
    assert_eq!((distinct(|p| p.id), distinct(|p| p.name), distinct(|p| p.about)), (LIST.len(), LIST.len(), LIST.len()));
    for preset in LIST {
        let scenario = preset.scenario();
        let restored = restore::from_value(&scenario.to_value()).unwrap();
        assert_eq!((restored.repairs, &restored.scenario), (Vec::new(), &scenario), "{}", preset.id);
        assert_eq!(scenario.name, preset.name);
        assert!((150..420).contains(&preset.about.chars().count()), "{} is no paragraph", preset.id);
        to_fragment(&scenario).unwrap();
        for option in report::evaluate(&scenario, &[]).options {
            assert!(option.rigorous.unavailability > 0.0 && option.rigorous.monthly_cost.total > 0.0);
        }
    }
}

/// What stands in the file itself is read without a repair, and says of each money, load and latency that it is made up.
#[test]
fn figures_of_the_file_are_marked_as_illustrative() {
    for preset in LIST.iter().skip(1) {
        let path = format!("{}/core/src/scenario/presets/{}.json", env!("CARGO_MANIFEST_DIR"), preset.id);
        let restored = restore::from_text(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(restored.repairs, [], "{}", preset.id);
        let scenario = restored.scenario;
        let is_of_a_company = |path: &str| {
            path.ends_with("/share")
                || path.contains("_ms/")
                || ["/cost/single_region_monthly", "/revenue/monthly", "/traffic/peak_requests_per_second"]
                    .contains(&path)
        };
        for (pointer, input, _) in inputs::all(&scenario).iter().filter(|(_, input, _)| is_of_a_company(input.path)) {
            let note = scenario.notes.get(pointer).unwrap_or_else(|| panic!("{}: {}", preset.id, input.path));
            assert!(note.source.starts_with("illustrative"), "{pointer}");
        }
    }
}

#[test]
fn the_worked_example_stays_where_it_is() {
    let found = evaluation("worked-example");
    assert_eq!((found.verdict.kind, found.verdict.option.as_str()), (VerdictKind::Stay, "single"));
    agree(option(&found, "geode-3").textbook.monthly_cost, 3.5 * 100_000.0);
    let pays_from = found.options.iter().skip(2).map(|o| o.rigorous.value.break_even_monthly_revenue.unwrap());
    assert!(pays_from.clone().all(|revenue| revenue > 1e7));
    assert!(option(&found, "geode-3").rigorous.value.break_even_monthly_revenue.unwrap() > 3.0 * 1e7);
}

#[test]
fn a_warm_standby_keeps_the_promise_of_a_subscription_for_less() {
    let found = evaluation("b2b-saas");
    assert_changes_to(&found, "warm-standby");
    let missed = |id: &str| option(&found, id).rigorous.targets_missed.clone();
    // 99.9 % against 99.95 %, 4 h against half an hour.
    assert_eq!(missed("single"), [Demand::Availability, Demand::RtoMinutes]);
    assert_eq!((missed("warm-standby"), missed("two-regions")), (vec![], vec![]));
    // Compute and fixed cost of 44 % of a copy, storage whole, and 20 000 GB at 2 cents.
    let cost = |id: &str| option(&found, id).rigorous.monthly_cost.total;
    agree(cost("warm-standby"), 40_000.0 * ((0.7 + 0.2) * 1.44 + 0.1 * 2.0) + 400.0);
    assert!(cost("two-regions") > cost("warm-standby"));
    // Europe stays where it is with a standby; a second active region brings it from 100 to 35 ms.
    let near = 0.6 * 45.0 + 0.4 * 35.0;
    let today = 0.6 * 45.0 + 0.4 * 100.0;
    agree(latencies(&found, "warm-standby")[0], today);
    agree(latencies(&found, "two-regions")[0], near);
    let returns = option(&found, "two-regions").rigorous.value;
    assert!(returns.latency_revenue + returns.avoided_downtime_revenue < 0.05 * returns.extra_monthly_cost);
    // "Paid for by the promise alone" was said of the second active region, which loses 15,400 a month with it.
    let mut simulated = found.clone();
    report::simulate(&mut simulated);
    let paid = |id: &str| {
        let option = option(&simulated, id);
        option.figures.credits.and_then(|credits| credits.avoided).unwrap() / option.rigorous.value.extra_monthly_cost
    };
    assert!((1.0..1.05).contains(&paid("warm-standby")), "{}", paid("warm-standby"));
    assert!((0.55..0.65).contains(&paid("two-regions")), "{}", paid("two-regions"));
}

#[test]
fn a_content_network_is_faster_than_four_regions_without_one() {
    let found = evaluation("global-streaming");
    assert_changes_to(&found, "single-edge");
    let today = 0.3 * 45.0 + 0.25 * 100.0 + 0.25 * 190.0 + 0.12 * 130.0 + 0.08 * 210.0;
    let nearest = 0.3 * 45.0 + 0.25 * 35.0 + 0.25 * 40.0 + 0.12 * 35.0 + 0.08 * 120.0;
    let behind = |mean: f64| 0.9 * 20.0 + 0.1 * mean;
    agree(latencies(&found, "single-edge")[0], behind(today));
    agree(latencies(&found, "single-edge")[1], today);
    agree(latencies(&found, "four-regions")[0], nearest);
    agree(latencies(&found, "four-regions-edge")[0], behind(nearest));
    assert!(behind(today) < nearest);
    let cost = |id: &str| option(&found, id).rigorous.monthly_cost.total;
    assert!(cost("single-edge") < cost("single") && cost("single") < cost("four-regions-edge"));
    let p99 = |id: &str| option(&found, id).rigorous.reads.p99_latency_ms.unwrap();
    assert!(p99("four-regions-edge") < p99("single-edge"));
}

#[test]
fn a_quorum_across_continents_waits_for_another_continent() {
    let found = evaluation("ride-dispatch");
    assert_changes_to(&found, "autonomy");
    let near = 0.4 * 45.0 + 0.35 * 35.0 + 0.25 * 80.0;
    let [reads, writes] = latencies(&found, "quorum");
    agree(reads, near);
    // To the nearest other region: US East and EU West 70 ms, Singapore 170 ms.
    agree(writes, near + 0.75 * 70.0 + 0.25 * 170.0);
    let [reads, writes] = latencies(&found, "autonomy");
    assert_eq!(reads, writes);
    // Travellers, 2 of 100, go home.
    assert!(near < writes && writes < near + 0.02 * 250.0, "{writes}");
    // North America, and no more: its travellers abroad are of it.
    assert!(option(&found, "autonomy").rigorous.worst_region_loss_user_share < 0.42);
}

#[test]
fn players_of_six_continents_need_eight_regions() {
    let found = evaluation("game-servers");
    assert_changes_to(&found, "eight-regions");
    let p95 = |id: &str| option(&found, id).rigorous.reads.p95_latency_ms.unwrap();
    // From US East: 45 ms for 30 of 100, 100 for 25, 130 for 10, 190 for 20, 210 for 5 and 220 for the last 10.
    // From the nearest of three: 120 to 140 ms for the 25 in Oceania, South America and South Asia.
    for (id, expected) in [("single", 220.0), ("three-regions", 140.0), ("eight-regions", 45.0)] {
        agree(p95(id), expected);
    }
    let cost = |id: &str| option(&found, id).rigorous.monthly_cost.total;
    assert!(cost("eight-regions") < 3.0 * cost("single"));
    assert_eq!(option(&found, "three-regions").rigorous.targets_missed, [Demand::P95LatencyMs]);
}

#[test]
fn only_a_quorum_loses_no_payment() {
    let found = evaluation("payments");
    assert_changes_to(&found, "quorum");
    let figures = |id: &str| &option(&found, id).rigorous;
    assert_eq!(figures("hot-standby").targets_missed, [Demand::RpoSeconds]);
    assert_eq!((figures("hot-standby").rpo_seconds, figures("hot-standby").rto.seconds), (Some(1.0), 180.0));
    assert_eq!((figures("quorum").rpo_seconds, figures("quorum").targets_missed.len()), (Some(0.0), 0));
    // Three failed checks of 5 s, and 5 s until routes have converged.
    assert_eq!(figures("quorum").rto.seconds, 20.0);
    // North America enters at US Central, Europe at US East; 30 ms between these two.
    agree(latencies(&found, "quorum")[1], 0.8 * (40.0 + 30.0) + 0.2 * (100.0 + 30.0));
}

#[test]
fn only_home_regions_keep_data_where_it_belongs() {
    let found = evaluation("office-suite");
    assert_changes_to(&found, "home-regions");
    let figures = |id: &str| &option(&found, id).rigorous;
    for id in ["single", "everywhere"] {
        assert_eq!(figures(id).targets_missed, [Demand::DataResidency], "{id}");
    }
    assert_eq!(figures("home-regions").targets_missed.len(), 0);
    agree(latencies(&found, "everywhere")[0], 0.5 * 45.0 + 0.35 * 30.0 + 0.15 * 40.0);
    assert!(latencies(&found, "everywhere")[0] < latencies(&found, "home-regions")[0]);
    // Japan has one region, which is repaired within 2 h; its data has one copy.
    assert_eq!((figures("home-regions").rto.seconds, figures("home-regions").rpo_seconds), (7200.0, None));
    let down = |group: usize| figures("home-regions").user_groups[group].unavailability;
    assert!(down(2) > 10.0 * down(1), "{} {}", down(2), down(1));
}

#[test]
fn a_shop_shows_its_pages_from_near_and_takes_orders_in_one_region() {
    let found = evaluation("central-checkout");
    assert_changes_to(&found, "central-checkout");
    let [today, near] = [0.5 * 45.0 + 0.35 * 100.0 + 0.15 * 190.0, 0.5 * 45.0 + 0.35 * 35.0 + 0.15 * 40.0];
    let [reads, writes] = latencies(&found, "central-checkout");
    agree(reads, near);
    assert!(today > 2.0 * reads);
    // Orders go on to US East: 70 ms from EU West, 150 ms from Tokyo, which is as far as from the users themselves.
    agree(writes, near + 0.35 * 70.0 + 0.15 * 150.0);
    assert!((writes / today - 1.0).abs() < 0.03, "{writes} {today}");
    // A margin of 30 % on 60 M, 1 % for 100 ms; 95 of 100 requests are pages.
    let saved = 0.95 * (today - near) + 0.05 * (today - writes);
    agree(option(&found, "central-checkout").rigorous.value.latency_revenue, 0.3 * 60e6 * 0.01 * saved / 100.0);
    assert_eq!(latencies(&found, "warm-standby"), [today; 2]);
}

/// The phases of a US company: none of the first three pays for itself, the last one for all.
#[test]
fn the_last_phase_of_a_rollout_pays_for_all() {
    let found = evaluation("us-rollout");
    assert_changes_to(&found, "third-region");
    let rollout = found.rollout.as_ref().unwrap();
    // 80 of 100 requests read. One region: 0.55 × 45 + 0.25 × 100 + 0.2 × 190 ms; reads from Europe: 35 ms for a quarter;
    // writes from there go on to the US, 35 + 70 ms, until they are taken there; Asia: 40 ms in the end.
    let today = 0.55 * 45.0 + 0.25 * 100.0 + 0.2 * 190.0;
    let (reads, writes) = (today - 0.25 * 65.0, today + 0.25 * 5.0);
    let third = reads - 0.2 * 150.0;
    let latencies = [today, today, 0.8 * reads + 0.2 * writes, reads, third];
    for (phase, expected) in rollout.phases.iter().zip(latencies) {
        agree(phase.mean_latency_ms.unwrap(), expected);
    }
    // Compute and fixed cost of a warm standby 44 %, all data; two full copies, Europe 6 % dearer; a third region lets each
    // carry half of the load, or what it carries when another one is lost.
    agree(rollout.phases[1].monthly_cost, 1e5 * (0.9 * 1.44 + 0.1 * 2.0) + 400.0);
    agree(rollout.phases[2].monthly_cost, 1e5 * 2.06 + 400.0);
    // A hundredth of the profit, 60 M a month, for each 100 ms; an hour down costs half of the profit of an hour.
    let net = |phase: usize| {
        let (of, base) = (&rollout.phases[phase], &rollout.phases[0]);
        let hours = (base.downtime_seconds_per_year - of.downtime_seconds_per_year) / 31_536_000.0 * 730.0;
        let faster = (base.mean_latency_ms.unwrap() - of.mean_latency_ms.unwrap()) / 100.0 * 0.01 * 6e7;
        faster + hours * 0.5 * 6e7 / 730.0 - (of.monthly_cost - base.monthly_cost)
    };
    let nets: Vec<f64> = (0..5).map(net).collect();
    rollout.phases.iter().zip(&nets).for_each(|(phase, net)| agree(phase.net_monthly_benefit + 1.0, net + 1.0));
    assert!(nets[1] < 0.0 && nets[2] < 0.0 && (0.0..10_000.0).contains(&nets[3]) && nets[4] > 100_000.0);
    // Six months of each of the first three phases, and 1.45 M paid by month 21; then the last one earns.
    let lowest = 6.0 * (nets[1] + nets[2] + nets[3]) - 1.45e6;
    agree(rollout.months[21].cash, lowest);
    let payback = 21.0 - lowest / nets[4];
    agree(rollout.payback_months.unwrap(), payback);
    assert!(payback < 36.0);
    agree(rollout.months[48].cash, lowest + 27.0 * nets[4]);
}
