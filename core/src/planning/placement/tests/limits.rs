//! Units, ties, what cannot be served or is unknown, and where the steps run out.

use super::instances::{any, below, graph, of, plane, small};
use super::*;
use crate::engine::random::Random;

/// The regions of the best set.
fn regions(candidates: &Candidates, ask: Ask) -> Option<Vec<usize>> {
    place(candidates, ask).best.map(|best| best.regions)
}

/// Costs in thousandths of a nanosecond or in centuries: the same places.
#[test]
fn the_unit_of_costs_changes_no_placement() {
    let objectives = [Objective::Mean, Objective::P95, Objective::Cost, Objective::Carbon];
    let mut compared = 0;
    for seed in 0..24 {
        let random = &mut Random::of(seed);
        let candidates = match seed % 3 {
            0 => small(random),
            1 => plane(random, 40, 20),
            _ => graph(random, 30, 60),
        };
        let size = 1 + below(random, 4);
        let mean = place(&candidates, Ask::mean(size.min(candidates.regions()))).best.unwrap().mean_latency_ms.unwrap();
        let objective = objectives[below(random, 4)];
        let candidates = match objective {
            Objective::Carbon => Candidates { carbon: candidates.price.clone(), ..candidates },
            _ => candidates,
        };
        let limit = (objective != Objective::Mean).then_some(1.2 * mean);
        let ask = Ask { objective, max_mean_ms: limit, ..Ask::mean(size.min(candidates.regions())) };
        let expected = regions(&candidates, ask.clone());
        for k in [1e-12, 1e-7, 0.1, 3.0, 7e5, 1e12] {
            let times = |values: &[Option<f64>]| values.iter().map(|value| value.map(|value| value * k)).collect();
            let scaled = Candidates {
                latency_ms: candidates.latency_ms.iter().map(|ms| ms * k).collect(),
                price: times(&candidates.price),
                carbon: times(&candidates.carbon),
                ..candidates.clone()
            };
            let ask = Ask { max_mean_ms: limit.map(|limit| limit * k), ..ask.clone() };
            assert_eq!(regions(&scaled, ask), expected, "{seed} {objective:?} times {k}");
            compared += 1;
        }
    }
    assert_eq!(compared, 144);
}

#[test]
fn of_equal_sets_the_first_is_taken() {
    let alike = of(vec![1.0, 2.0], vec![5.0; 2 * 40]);
    assert_eq!(regions(&alike, Ask::mean(5)).unwrap(), [0, 1, 2, 3, 4]);
    // Each of five groups has a region of its own, far behind; three more change nothing.
    let latency = (0..5 * 60).map(|at| if at % 60 == 50 + at / 60 { 0.0 } else { 100.0 }).collect();
    let own = of(vec![0.1, 0.2, 0.3, 0.2, 0.2], latency);
    assert_eq!(regions(&own, Ask::mean(8)).unwrap(), [0, 1, 2, 50, 51, 52, 53, 54]);
    // 0.1 + 0.2 is not 0.3 in binary; it is here.
    let sums = of(vec![0.1, 0.2, 0.3], vec![0.0, 1.0, 0.0, 1.0, 1.0, 0.0]);
    assert_eq!(regions(&sums, Ask::mean(1)).unwrap(), [0]);
    let turned = of(vec![0.3, 0.1, 0.2], vec![0.0, 1.0, 1.0, 0.0, 1.0, 0.0]);
    assert_eq!(regions(&turned, Ask::mean(1)).unwrap(), [0]);
    // Equally cheap: the nearer.
    let priced = of(vec![1.0], vec![30.0, 20.0, 10.0]);
    let priced = Candidates { price: vec![Some(1.0), Some(1.0), Some(2.0)], ..priced };
    assert_eq!(regions(&priced, Ask { objective: Objective::Cost, ..Ask::mean(3) }).unwrap(), [1]);
}

#[test]
fn where_the_steps_run_out_it_says_so() {
    let candidates = any(&mut Random::of(3), 60, 50);
    let ask = Ask { steps: 300, ..Ask::mean(6) };
    let short = place(&candidates, ask.clone());
    assert_eq!(short, place(&candidates, ask), "the same steps find the same");
    let (value, bound) = (short.best.unwrap().mean_latency_ms.unwrap(), short.gap.lower_bound.unwrap());
    assert!(!short.gap.proven && bound < value);
    assert!((short.gap.gap.unwrap() - (value - bound) / value).abs() < 1e-12);
    // More steps prove what is between the two.
    let long = place(&candidates, Ask { steps: 1_000_000, ..Ask::mean(6) });
    assert_eq!((long.gap.proven, long.gap.gap), (true, Some(0.0)));
    let best = long.gap.lower_bound.unwrap();
    assert!(bound <= best && best <= value, "{bound} {best} {value}");
    // Without any step there is greedy, and no bound but 0.
    let none = place(&candidates, Ask { steps: 0, ..Ask::mean(6) });
    assert!(!none.gap.proven && none.gap.lower_bound.is_none_or(|bound| bound <= best));
}

#[test]
fn as_few_as_can_be_are_left_unserved() {
    // Two groups that permit one region each, and one that nobody may serve.
    let mut candidates = of(vec![0.3, 0.5, 0.2], vec![10.0, 50.0, 20.0, 80.0, 30.0, 30.0]);
    candidates.permitted = vec![true, false, false, true, false, false];
    let one = place(&candidates, Ask::mean(1));
    let best = one.best.unwrap();
    assert_eq!((best.regions, best.unserved_groups, best.mean_latency_ms), (vec![1], vec![0, 2], Some(80.0)));
    assert_eq!((one.gap.lower_bound, one.gap.proven), (None, true));
    let two = place(&candidates, Ask::mean(2));
    let best = two.best.unwrap();
    assert_eq!((best.regions, best.unserved_groups), (vec![0, 1], vec![2]));
    assert!((best.mean_latency_ms.unwrap() - (0.3 * 10.0 + 0.5 * 80.0) / 0.8).abs() < 1e-12);
    // One region would be cheaper, and leave more unserved.
    let cheap = place(&candidates, Ask { objective: Objective::Cost, ..Ask::mean(2) });
    assert_eq!(cheap.best.unwrap().regions, [0, 1]);
}

/// With a limit on cost the least cost, p95 or carbon was looked for among sets that serve as many as the best mean does,
/// which that limit does not allow: there was said to be no set, and another limit made it appear.
#[test]
fn as_few_as_can_be_within_the_limits_are_left_unserved() {
    // Seven of ten may go anywhere, three only to the dear region: one region that costs at most 1.2 is the cheap one.
    let mut candidates = of(vec![0.7, 0.3], vec![50.0, 80.0, 90.0, 20.0]);
    candidates.permitted = vec![true, true, false, true];
    candidates.price = vec![Some(1.0), Some(1.5)];
    candidates.carbon = vec![Some(400.0), Some(30.0)];
    for objective in [Objective::Mean, Objective::Cost, Objective::Carbon] {
        let asked = place(&candidates, Ask { objective, max_cost: Some(1.2), ..Ask::mean(1) });
        let best = asked.best.unwrap();
        assert_eq!((best.regions, best.unserved_groups, asked.gap.proven), (vec![0], vec![1], true), "{objective:?}");
        let neither = place(&candidates, Ask { objective, max_cost: Some(0.9), ..Ask::mean(1) });
        assert_eq!((neither.best, neither.gap.proven), (None, true), "{objective:?}");
    }
    // Three of ten wait for ever: no percentile of 95 is known, and none is within a limit.
    let p95 = Ask { objective: Objective::P95, max_cost: Some(1.2), ..Ask::mean(1) };
    assert_eq!(place(&candidates, p95.clone()).best.unwrap().regions, [0]);
    assert_eq!(place(&candidates, Ask { max_p95_ms: Some(85.0), ..p95.clone() }).best, None);
    // Of two at most, the pair is beyond the limit too, and one region is not.
    let pair = Ask { objective: Objective::Cost, max_cost: Some(1.2), ..Ask::mean(2) };
    assert_eq!(place(&candidates, pair).best.unwrap().regions, [0]);
}

/// A grid without any carbon was found, and found again, until the questions ran out: it was not called proven.
#[test]
fn nothing_is_less_than_nothing() {
    let mut candidates = of(vec![1.0], vec![10.0, 20.0, 30.0]);
    candidates.permitted = vec![true, true, false];
    candidates.carbon = vec![Some(50.0), Some(0.0), Some(0.0)];
    let found = place(&candidates, Ask { objective: Objective::Carbon, ..Ask::mean(1) });
    assert_eq!((found.best.unwrap().regions, found.gap.lower_bound, found.gap.proven), (vec![1], Some(0.0), true));
}

#[test]
fn what_is_unknown_is_no_candidate_and_is_named() {
    let mut candidates = of(vec![1.0], vec![f64::INFINITY, 20.0, 30.0, 40.0, 50.0]);
    candidates.price = vec![Some(1.0), None, Some(1.5), Some(1.2), Some(2.0)];
    candidates.carbon = vec![Some(1.0), Some(2.0), Some(30.0), None, Some(20.0)];
    let excluded = |ask: Ask| place(&candidates, ask).excluded;
    let latency = (0, Why::LatencyUnknown(0));
    assert_eq!(excluded(Ask::mean(1)), [latency]);
    let cost = Ask { objective: Objective::Cost, ..Ask::mean(1) };
    assert_eq!(excluded(cost.clone()), [latency, (1, Why::PriceUnknown)]);
    assert_eq!(regions(&candidates, cost).unwrap(), [3]);
    let carbon = Ask { objective: Objective::Carbon, never: vec![1], ..Ask::mean(1) };
    assert_eq!(excluded(carbon.clone()), [latency, (1, Why::Never), (3, Why::CarbonUnknown)]);
    let found = place(&candidates, carbon.clone());
    assert_eq!((found.best.unwrap().regions, found.gap.lower_bound), (vec![4], Some(20.0)));
    assert_eq!(regions(&candidates, Ask { max_mean_ms: Some(35.0), ..carbon }).unwrap(), [2]);
    // A price that is not asked for is unknown, not 0.
    assert_eq!(place(&candidates, Ask::mean(1)).best.unwrap().additive_cost, None);
}

#[test]
fn faults_are_found_before_anything_is_searched() {
    let candidates = of(vec![1.0], vec![10.0, 20.0, 30.0]);
    let fault = |ask: Ask| ask.check(&candidates).unwrap_err();
    assert_eq!(fault(Ask::mean(0)), Fault::Regions(3));
    assert_eq!(fault(Ask { never: vec![1], ..Ask::mean(3) }), Fault::Regions(2));
    assert_eq!(fault(Ask { never: vec![0, 1, 2], ..Ask::mean(1) }), Fault::Nobody(Some((0, Why::Never))));
    assert_eq!(fault(Ask { must: vec![0, 1], ..Ask::mean(1) }), Fault::Must);
    assert_eq!(fault(Ask { must: vec![9], ..Ask::mean(1) }), Fault::Candidates);
    assert_eq!(fault(Ask { must: vec![0], never: vec![0], ..Ask::mean(1) }), Fault::Excluded(0, Why::Never));
    for broken in [
        Candidates { permitted: vec![true], ..candidates.clone() },
        Candidates { weights: vec![f64::NAN], ..candidates.clone() },
        Candidates { latency_ms: vec![-1.0, 2.0, 3.0], ..candidates.clone() },
        Candidates { sigma: -1.0, ..candidates.clone() },
    ] {
        assert_eq!(Ask::mean(1).check(&broken), Err(Fault::Candidates), "{broken:?}");
        // A job on it, as a worker would run what a link asks, has nothing to do and says nothing.
        let ask = Ask { candidates: Some(broken), ..Ask::mean(1) };
        let found = in_one_go(Place::new(Problem::compile(&presets::worked_example()), ask));
        assert_eq!((found.best, found.by_count), (None, Vec::new()));
    }
}

/// For each number of regions from its best mean towards that of a single one: ever cheaper.
#[test]
fn the_front_falls_from_the_best_mean() {
    let mut candidates = plane(&mut Random::of(11), 40, 12);
    candidates.price = (0..12).map(|region| Some(1.0 + 0.07 * f64::from(region * 5 % 12))).collect();
    let found = place(&candidates, Ask { front: true, ..Ask::mean(3) });
    assert_eq!(found.front.len(), 30);
    let single = found.by_count[0].placed.mean_latency_ms.unwrap();
    for (points, counted) in found.front.chunks(10).zip(&found.by_count) {
        let best = counted.placed.mean_latency_ms.unwrap();
        for (bound, point) in points.iter().enumerate() {
            let expected = best + (single - best) * bound as f64 / 10.0;
            assert!(point.proven && point.n == counted.n && (point.max_mean_ms - expected).abs() < 1e-9);
            assert!(point.placed.mean_latency_ms.unwrap() <= expected * (1.0 + 1e-9));
        }
        let costs: Vec<f64> = points.iter().map(|point| point.placed.additive_cost.unwrap()).collect();
        assert!(costs.is_sorted_by(|a, b| a >= b), "{costs:?}");
        assert_eq!(points[0].placed.regions, counted.placed.regions, "only the best has its mean");
    }
}
