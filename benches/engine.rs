//! Speed of the engine: `cargo bench`. Aims on a desktop: headline of 3 regions and 4 groups 2 µs, of 8 regions
//! 150 µs, 10 000 simulated years of 3 regions 50 ms.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use criterion::{Criterion, criterion_group};
    use geode_core::engine::problem::{Choice, Design, Problem, Writes};
    use geode_core::engine::simulation::Simulation;
    use geode_core::engine::{Depth, Figures, Scratch, evaluate};
    use geode_core::scenario::presets;
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
        let design = Design::Geode { regions: (0..regions).collect(), writes, replicas: None, specialised: Vec::new() };
        problem.options = vec![Choice { design, edge: None }];
        problem.baseline = 0;
        problem
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
        bench("headline, 3 regions, 4 groups", &geode(3, Writes::Eventual), Depth::Headline);
        bench("headline, 3 regions, 4 groups, quorum", &geode(3, Writes::Quorum), Depth::Headline);
        bench("headline, 8 regions, 4 groups", &geode(8, Writes::Eventual), Depth::Headline);
        bench("headline, 8 regions, 4 groups, quorum", &geode(8, Writes::Quorum), Depth::Headline);
        bench("headline, 16 regions, 4 groups", &geode(16, Writes::Eventual), Depth::Headline);
        let worked = Problem::compile(&presets::worked_example());
        bench("full, worked example, 4 options", &worked, Depth::Full);
        bench("headline, worked example, 4 options", &worked, Depth::Headline);
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
            .warm_up_time(std::time::Duration::from_millis(500))
            .measurement_time(std::time::Duration::from_secs(2));
        targets = evaluations, years
    }

    pub fn main() {
        engine();
        Criterion::default().configure_from_args().final_summary();
    }
}
