//! Speed of the engine: `cargo bench`. Aims on a desktop, in every write mode: headline of 3 regions and 4 groups
//! 2 µs, of 8 regions 150 µs; 10 000 simulated years of 3 regions 15 ms.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use criterion::{Criterion, criterion_group};
    use geode_core::engine::simulation::Simulation;
    use geode_core::engine::{Depth, Figures, Scratch, evaluate};
    use geode_core::scenario::presets;
    use geode_core::scenario::problem::{Choice, Design, Problem, Special, Writes};
    use std::hint::black_box;

    /// The worked example's groups, so many regions in one failure domain, a geode of all as the only option.
    fn geode(regions: usize, writes: Writes) -> Problem {
        let mut problem = Problem::compile(&presets::worked_example());
        let template = problem.regions[0].clone();
        problem.regions = vec![template; regions];
        let groups = problem.groups.len();
        problem.user_latency_ms = (0..groups * regions).map(|i| 20.0 + ((i * 37) % 101) as f64).collect();
        problem.region_rtt_ms =
            (0..regions * regions).map(|i| if i / regions == i % regions { 0.0 } else { 80.0 }).collect();
        problem.permitted = vec![true; groups * regions];
        problem.beta = 0.02;
        problem.options = vec![Choice::new(Design::geode((0..regions).collect(), writes))];
        problem.baseline = 0;
        problem
    }

    /// Everything that decides about a request otherwise than its own region.
    fn modes(regions: usize) -> Vec<(&'static str, Problem)> {
        let mut home = geode(regions, Writes::HomeRegion);
        home.traffic.traveller_share = 0.1;
        let mut calls = geode(regions, Writes::Eventual);
        calls.traffic.sync_cross_region_calls = 1;
        let mut special = geode(regions, Writes::Eventual);
        specialise(&mut special);
        let mut all = geode(regions, Writes::Quorum);
        all.traffic.sync_cross_region_calls = 1;
        specialise(&mut all);
        let writer = Writes::SingleWriter { writer: 1, failover_minutes: 10.0 };
        vec![
            ("eventual", geode(regions, Writes::Eventual)),
            ("home regions", home),
            ("quorum", geode(regions, Writes::Quorum)),
            ("single writer", geode(regions, writer)),
            ("synchronous calls", calls),
            ("specialised regions", special),
            ("quorum, calls and specialised", all),
        ]
    }

    /// Two specialised regions.
    fn specialise(problem: &mut Problem) {
        if let Design::Geode { specialised, .. } = &mut problem.options[0].design {
            specialised.extend([(0, 0.2), (2, 0.1)].map(|(region, request_share)| Special {
                region,
                request_share,
                ..Special::default()
            }));
        }
    }

    fn evaluations(criterion: &mut Criterion) {
        let mut bench = |name: &str, problem: &Problem, depth: Depth| {
            let (mut scratch, mut figures) = (Scratch::default(), Figures::default());
            criterion.bench_function(name, |bencher| {
                bencher.iter(|| {
                    evaluate(black_box(problem), &mut scratch, &mut figures, depth);
                    black_box(figures.options[0].rigorous.unavailability)
                });
            });
        };
        for regions in [3, 8, 16] {
            for (mode, problem) in modes(regions) {
                bench(&format!("headline, {regions} regions, 4 groups, {mode}"), &problem, Depth::Headline);
            }
        }
        let worked = Problem::compile(&presets::worked_example());
        bench("full, worked example, 4 options", &worked, Depth::Full);
        bench("headline, worked example, 4 options", &worked, Depth::Headline);
        for sigma in [0.0, 0.5] {
            let mut spread = worked.clone();
            spread.traffic.latency_spread_sigma = sigma;
            bench(&format!("with p95, worked example, σ {sigma}, 4 options"), &spread, Depth::P95);
            spread.traffic.traveller_share = 0.1;
            spread.groups = vec![spread.groups[0].clone(); 60];
            spread.user_latency_ms = (0..60 * spread.regions.len()).map(|i| 20.0 + ((i * 37) % 101) as f64).collect();
            spread.permitted = vec![true; 60 * spread.regions.len()];
            spread.settle();
            for (name, depth) in [("headline", Depth::Headline), ("with p95", Depth::P95)] {
                bench(&format!("{name}, 60 groups that travel, σ {sigma}, 4 options"), &spread, depth);
            }
        }
    }

    fn years(criterion: &mut Criterion) {
        let problem = geode(3, Writes::Eventual);
        criterion.bench_function("10 000 years, 3 regions", |bencher| {
            bencher.iter(|| {
                let mut simulation = Simulation::new(&problem, 0)?;
                simulation.run(10_000);
                Some(black_box(simulation.result()))
            });
        });
    }

    criterion_group! {
        name = engine;
        config = Criterion::default()
            .warm_up_time(std::time::Duration::from_millis(300))
            .measurement_time(std::time::Duration::from_secs(1));
        targets = evaluations, years
    }

    pub fn main() {
        engine();
        Criterion::default().configure_from_args().final_summary();
    }
}
