use super::*;
#[test]
#[ignore]
fn front_time() {
    use super::instances::*;
    use crate::engine::random::Random;
    for (g, r, spread) in [(40, 12, 0.0), (120, 38, 0.0), (120, 38, 0.3), (150, 60, 0.0)] {
        let random = &mut Random::of(5);
        let mut candidates = plane(random, g, r);
        candidates.price = (0..r).map(|_| Some(1.0 + 0.01 * below(random, 80) as f64)).collect();
        candidates.carbon = (0..r).map(|_| Some(1.0 + below(random, 600) as f64)).collect();
        candidates.sigma = spread;
        let time = |name: &str, ask: Ask| {
            let start = std::time::Instant::now();
            let found = place(&candidates, ask);
            println!("{g}x{r} {name}: {:.1} ms {:?} {:?}", start.elapsed().as_secs_f64() * 1e3, found.gap, found.front.iter().filter(|p| !p.proven).count());
            found
        };
        let best = time("mean", Ask::mean(5)).best.unwrap();
        let (mean, p95) = (best.mean_latency_ms.unwrap(), best.p95_latency_ms.unwrap());
        time("p95", Ask { objective: Objective::P95, ..Ask::mean(5) });
        for part in [1.02, 1.1, 1.3, 1.7] {
            time("cost", Ask { objective: Objective::Cost, max_mean_ms: Some(mean * part), ..Ask::mean(6) });
            time("cost p95", Ask { objective: Objective::Cost, max_p95_ms: Some(p95 * part), ..Ask::mean(6) });
            time("carbon", Ask { objective: Objective::Carbon, max_mean_ms: Some(mean * part), max_cost: Some(7.5), ..Ask::mean(5) });
            time("mean p95", Ask { max_p95_ms: Some(p95 / part), ..Ask::mean(6) });
            time("mean cost", Ask { max_cost: Some(8.5 / part), ..Ask::mean(6) });
        }
        time("front", Ask { front: true, ..Ask::mean(4) });
        time("front", Ask { front: true, ..Ask::mean(8) });
    }
}
