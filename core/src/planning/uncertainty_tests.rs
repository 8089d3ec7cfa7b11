//! Samples against what is known of them without samples.

use super::*;
use crate::planning::in_one_go;
use crate::scenario::model::{Distribution, DistributionKind, Uncertain};
use crate::scenario::{Scenario, presets};

fn uncertain(inputs: &[(&str, DistributionKind, f64, f64)]) -> Scenario {
    let mut example = presets::worked_example();
    example.uncertainty = inputs
        .iter()
        .map(|(input, kind, p05, p95)| Uncertain {
            input: (*input).to_owned(),
            distribution: Distribution {
                kind: *kind,
                p05: Some(*p05),
                p95: Some(*p95),
                low: None,
                mode: None,
                high: None,
            },
        })
        .collect();
    example
}

fn spreads(scenario: &Scenario, samples: u32) -> Spreads {
    let ask = Ask { inputs: Drawn::all(scenario), samples, seed: 1 };
    in_one_go(Uncertainty::new(Problem::compile(scenario), ask))
}

fn of<'a>(spreads: &'a Spreads, option: usize, path: &str) -> &'a Spreading {
    let place = HEADLINES.iter().position(|headline| *headline == path).unwrap();
    spreads.options[option].figures[place].as_ref().unwrap()
}

#[test]
fn every_headline_is_a_figure() {
    assert!(HEADLINES.iter().all(|path| figures::of_path(path).is_some()));
}

/// Latency revenue is revenue × gain × …: with both lognormal it is lognormal, with the product of their medians and
/// the sum of the squares of their σ.
#[test]
fn a_product_of_lognormals_is_lognormal() {
    let example = uncertain(&[
        ("/revenue/monthly", DistributionKind::Lognormal, 5e6, 20e6),
        ("/revenue/gross_margin", DistributionKind::Lognormal, 0.2, 0.5),
    ]);
    let found = spreads(&example, 40_000);
    let base = spreads(&presets::worked_example(), 1);
    let certain = of(&base, 3, "/rigorous/latency_revenue").mean.unwrap();
    let margin = presets::worked_example().revenue.gross_margin;
    let sigma = |ratio: f64| ratio.ln() / (2.0 * 1.644_853_626_951_472_2);
    let median = certain / 10e6 / margin * 10e6 * (0.2f64 * 0.5).sqrt();
    let squares = sigma(4.0).powi(2) + sigma(2.5).powi(2);
    let mean = median * (squares / 2.0).exp();
    let spread = of(&found, 3, "/rigorous/latency_revenue");
    let (found_mean, error) = (spread.mean.unwrap(), spread.standard_error.unwrap());
    assert!((found_mean - mean).abs() < 3.0 * error, "{found_mean} ± {error}, not {mean}");
    // The standard error of a quantile q_p is √(p (1 − p) ÷ n) ÷ density there; of a lognormal φ(z) ÷ (σ q).
    let p95 = median * (1.644_853_626_951_472_2 * squares.sqrt()).exp();
    let density = 0.103_135_640_375_371_4 / (squares.sqrt() * p95);
    let error = (0.05_f64 * 0.95 / 40_000.0).sqrt() / density;
    assert!((spread.p95.unwrap() - p95).abs() < 3.0 * error, "{spread:?}, not {p95} ± {error}");
}

/// Extra cost is a sum where two prices are uncertain: that of three regions is 2 × (compute + …) × bill + 2 × GB × price.
/// Bill B and price P are independent lognormals, so mean and variance of aB + bP are a·E B + b·E P and a²·Var B + b²·Var P.
#[test]
fn a_sum_of_lognormals_has_the_sum_of_their_means_and_variances() {
    let example = uncertain(&[
        ("/cost/single_region_monthly", DistributionKind::Lognormal, 80e3, 125e3),
        ("/cost/transfer_price_per_gb", DistributionKind::Lognormal, 0.2, 1.6),
    ]);
    let found = spreads(&example, 40_000);
    let moments = |low: f64, high: f64| {
        let (median, sigma) = ((low * high).sqrt(), (high / low).ln() / (2.0 * 1.644_853_626_951_472_2));
        let mean = median * (sigma * sigma / 2.0).exp();
        (mean, mean * mean * (sigma * sigma).exp_m1())
    };
    let ((bill, bill_variance), (price, price_variance)) = (moments(80e3, 125e3), moments(0.2, 1.6));
    let mean = 2.0 * bill + 100_000.0 * price;
    let sd = (4.0 * bill_variance + 1e10 * price_variance).sqrt();
    let spread = of(&found, 3, figures::EXTRA_MONTHLY_COST);
    let (found_mean, error) = (spread.mean.unwrap(), spread.standard_error.unwrap());
    assert!((found_mean - mean).abs() < 3.0 * sd / 200.0, "{found_mean}, not {mean} ± {}", sd / 200.0);
    // √40,000 = 200; the standard error is known to a few per cent, for the fourth moment of a lognormal is large.
    assert!((error * 200.0 / sd - 1.0).abs() < 0.05, "{error}, not {}", sd / 200.0);
}

/// Draws belong to inputs, not to places in a list.
#[test]
fn the_order_of_ranges_and_further_ones_change_no_bit() {
    let mut example = uncertain(&[
        ("/revenue/monthly", DistributionKind::Lognormal, 5e6, 20e6),
        ("/cost/single_region_monthly", DistributionKind::Lognormal, 80e3, 125e3),
        ("/regions/us-east/mttr_hours", DistributionKind::Lognormal, 1.0, 12.0),
    ]);
    let found = spreads(&example, 500);
    example.uncertainty.reverse();
    assert_eq!(spreads(&example, 500).options, found.options);
    // One that changes no figure of money: all else stays to the bit.
    let further = uncertain(&[("/target/p95_latency_ms", DistributionKind::Lognormal, 50.0, 150.0)]);
    example.uncertainty.extend(further.uncertainty);
    let benefit = |found: &Spreads| *of(found, 3, figures::NET_MONTHLY_BENEFIT);
    assert_eq!(benefit(&spreads(&example, 500)), benefit(&found));
}

#[test]
fn an_option_less_itself_is_nothing() {
    let example = uncertain(&[("/revenue/monthly", DistributionKind::Lognormal, 5e6, 20e6)]);
    let found = spreads(&example, 500);
    let spread = of(&found, 0, "/rigorous/net_monthly_benefit");
    assert_eq!([spread.mean, spread.p05, spread.p95, spread.standard_error], [Some(0.0); 4]);
}

/// Whether three regions pay is whether revenue is above 36.15 M: the chance follows from its distribution.
#[test]
fn the_chance_to_pay_is_that_of_the_revenue() {
    let example = uncertain(&[("/revenue/monthly", DistributionKind::Lognormal, 10e6, 100e6)]);
    let samples = 20_000;
    let found = spreads(&example, samples);
    let exact = 1.0 - Drawn::all(&example)[0].spread().cdf(36_150_192.0);
    let chance = found.options[3].pays_back.unwrap();
    assert!((chance.share - exact).abs() < 3.0 * chance.standard_error.unwrap(), "{chance:?}, not {exact}");
    assert_eq!(found.options[0].pays_back, None);
    let sum: f64 = found.options.iter().map(|option| option.best.share).sum();
    assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    // What never pays back has no mean.
    let payback = of(&found, 3, PAYBACK);
    assert_eq!((payback.mean, payback.p95), (None, None));
    assert!((payback.never - (1.0 - chance.share)).abs() < 1e-12);
}

/// With one group p95 is the mean latency L × exp(1.645 σ − σ² ÷ 2), so the chance to be below a limit is that of L to be
/// below limit ÷ that factor, and its median is that of L × it.
#[test]
fn the_chance_to_meet_the_targets_counts_p95_latency() {
    let latency = "/user_latency_ms/north-america/us-east";
    let mut example = uncertain(&[(latency, DistributionKind::Lognormal, 25.0, 100.0)]);
    example.user_groups.retain(|group| group.id == "north-america");
    example.user_groups[0].share = 1.0;
    example.traffic.latency_spread_sigma = 0.5;
    example.target.p95_latency_ms = Some(120.0);
    let factor = (1.644_853_626_951_472_2 * 0.5_f64 - 0.125).exp();
    let exact = Drawn::all(&example)[0].spread().cdf(120.0 / factor);
    assert!((0.6..0.9).contains(&exact), "{exact} tells little");
    let found = spreads(&example, 20_000);
    let chance = found.options[0].meets_targets;
    assert!((chance.share - exact).abs() < 3.0 * chance.standard_error.unwrap(), "{chance:?}, not {exact}");
    let median = of(&found, 0, figures::READS_P95_LATENCY_MS).p50.unwrap();
    assert!((median / (50.0 * factor) - 1.0).abs() < 0.02, "{median}, not {}", 50.0 * factor);
}

/// With revenue alone uncertain, nothing growing and nothing waited for, cash after n months is n × (a × revenue − extra) −
/// migration, so its percentiles are those of the revenue put in: at the 5th and the 95th, by two full evaluations.
#[test]
fn the_fan_of_the_cash_is_that_of_the_revenue() {
    let mut example = uncertain(&[("/revenue/monthly", DistributionKind::Lognormal, 5e6, 20e6)]);
    example.cost.migration_one_off = 250_000.0;
    let found = spreads(&example, 12_000);
    let net = |revenue: f64| {
        let mut scenario = example.clone();
        scenario.revenue.monthly = revenue;
        crate::report::evaluate(&scenario, &[]).options[3].rigorous.value.net_monthly_benefit
    };
    let months: Vec<u32> = cash_months(example.finance.horizon_months).collect();
    assert_eq!(found.options[3].cash.len(), months.len());
    for (month, (low, high)) in months.into_iter().zip(&found.options[3].cash) {
        for (cash, revenue) in [(low, 5e6), (high, 20e6)] {
            let exact = f64::from(month) * net(revenue) - 250_000.0;
            // Of 10,000 samples a percentile of this revenue is off by some 1 %, 3 at most.
            let tolerance = f64::from(month) * 0.03 * (net(revenue) - net(0.0)).abs();
            assert!((cash - exact).abs() <= tolerance + 1e-6, "month {month}: {cash}, not {exact}");
        }
    }
    assert!(found.options[0].cash.is_empty(), "the baseline is what the others are held against");
}

#[test]
fn what_is_cut_is_counted() {
    let found = spreads(&uncertain(&[("/failover/coverage", DistributionKind::Normal, -0.5, 1.5)]), 2_000);
    // Outside 0 to 1 lie two tails of 1 − Φ(0.5 × 2 × 1.645 ÷ 2) = 20.5 % each.
    let share = f64::from(found.cut[0]) / 2_000.0;
    assert!((share - 0.411).abs() < 0.04, "{share}");
}
