//! Headline evaluations a second on one core, and the textbook model under five uncertain inputs: one line of JSON, which
//! `scripts/bench-uncertainty.mjs` holds against the same model in other libraries.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use geode_core::engine::textbook::Textbook;
    use geode_core::engine::{Depth, Figures, Scratch, evaluate, textbook};
    use geode_core::planning::Drawn;
    use geode_core::scenario::model::{Distribution, DistributionKind, Uncertain};
    use geode_core::scenario::problem::Problem;
    use geode_core::scenario::{Scenario, presets};
    use std::hint::black_box;
    use std::ops::Range;
    use std::time::Instant;

    /// Of the textbook model.
    const SAMPLES: u32 = 100_000;
    /// So many are drawn at once, as in a piece of the job.
    const A_PIECE: u32 = 200;
    /// Headline evaluations that are timed.
    const EVALUATIONS: u32 = 200_000;
    /// The least time of so many rounds counts.
    const ROUNDS: u32 = 5;
    /// The uncertain inputs with their 5th and 95th percentiles, all lognormal, and the names in the script.
    const INPUTS: [(&str, &str, f64, f64); 5] = [
        ("revenue", "/revenue/monthly", 5e6, 20e6),
        ("gain", "/revenue/gain_per_100_ms", 0.005, 0.02),
        ("cost", "/cost/single_region_monthly", 80e3, 125e3),
        ("overhead", "/cost/transfer_overhead", 0.1, 0.2),
        ("minutes", "/failover/active_passive_minutes", 10.0, 20.0),
    ];

    fn uncertain() -> Scenario {
        let mut example = presets::worked_example();
        let distribution = |p05, p95| Distribution {
            kind: DistributionKind::Lognormal,
            p05: Some(p05),
            p95: Some(p95),
            low: None,
            mode: None,
            high: None,
        };
        example.uncertainty = INPUTS
            .iter()
            .map(|(_, input, p05, p95)| Uncertain { input: (*input).into(), distribution: distribution(*p05, *p95) })
            .collect();
        example
    }

    /// Least seconds of a few rounds.
    fn least_seconds(mut round: impl FnMut()) -> f64 {
        let time = |_| {
            let start = Instant::now();
            round();
            start.elapsed().as_secs_f64()
        };
        (0..ROUNDS).map(time).fold(f64::INFINITY, f64::min)
    }

    /// One option of three regions; figures of it alone.
    fn headlines_per_second(example: &Scenario) -> f64 {
        let mut problem = Problem::compile(example);
        problem.options = problem.options.split_off(3);
        problem.baseline = 0;
        let (mut scratch, mut figures) = (Scratch::default(), Figures::default());
        let seconds = least_seconds(|| {
            for _ in 0..EVALUATIONS {
                evaluate(black_box(&problem), &mut scratch, &mut figures, Depth::Headline);
                black_box(figures.options[0].rigorous.unavailability);
            }
        });
        f64::from(EVALUATIONS) / seconds
    }

    /// Sums and sums of squares of what is checked: net benefit, net present value and break-even revenue of three regions,
    /// downtime of the pair.
    type Sums = [(f64, f64); 4];

    /// The textbook model of some samples, drawn by pieces.
    fn sums_of(example: &Scenario, inputs: &[Drawn], samples: Range<u32>) -> Sums {
        let mut problem = Problem::compile(example);
        let monthly = 1.1_f64.powf(1.0 / 12.0);
        let annuity: f64 = (1..=36).map(|month| monthly.powi(-month)).sum();
        // No input that is drawn moves the latencies: numbers in the script too.
        let latencies: Vec<f64> =
            problem.options.iter().map(|option| textbook::mean_latency_ms(&problem, option)).collect();
        let (mut all, mut sums) = ([Textbook::default(); 4], Sums::default());
        for first in samples.clone().step_by(A_PIECE as usize) {
            let piece = first..samples.end.min(first + A_PIECE);
            let drawn: Vec<Vec<f64>> =
                inputs.iter().map(|drawn| drawn.samples(1, piece.clone()).map(|drawn| drawn.value).collect()).collect();
            for sample in 0..piece.len() {
                for (input, values) in inputs.iter().zip(&drawn) {
                    input.input().map(|row| row.set_in(&mut problem, input.at(), Some(values[sample])));
                }
                problem.settle();
                textbook::evaluate_into(&problem, |option, _| latencies[option], all.iter_mut());
                black_box(&all);
                let geode = &all[3];
                let figures = [
                    geode.net_monthly_benefit,
                    annuity * geode.net_monthly_benefit,
                    geode.break_even_monthly_revenue.unwrap_or(f64::NAN),
                    all[1].downtime_seconds_per_year,
                ];
                add(&mut sums, figures.map(|figure| (figure, figure * figure)));
            }
        }
        sums
    }

    fn add(sums: &mut Sums, more: Sums) {
        for (sum, more) in sums.iter_mut().zip(more) {
            sum.0 += more.0;
            sum.1 += more.1;
        }
    }

    /// All samples, drawn on so many cores.
    fn sums_on(cores: u32, example: &Scenario, inputs: &[Drawn]) -> Sums {
        let part = |core: u32| SAMPLES * core / cores..SAMPLES * (core + 1) / cores;
        let mut parts = vec![Sums::default(); cores as usize];
        std::thread::scope(|scope| {
            for (core, sums) in (0..).zip(&mut parts) {
                scope.spawn(move || *sums = sums_of(example, inputs, part(core)));
            }
        });
        let mut all = Sums::default();
        parts.into_iter().for_each(|part| add(&mut all, part));
        all
    }

    /// Seconds on one core and on so many, as the command draws samples; means with their standard errors.
    fn textbook_model(example: &Scenario, cores: u32) -> ([f64; 2], Vec<(f64, f64)>) {
        let inputs = Drawn::all(example);
        assert_eq!(inputs.len(), INPUTS.len());
        let mut sums = Sums::default();
        let seconds = [1, cores].map(|cores| least_seconds(|| sums = sums_on(cores, example, &inputs)));
        let n = f64::from(SAMPLES);
        let estimate = |(sum, squares): (f64, f64)| {
            let mean = sum / n;
            (mean, ((squares / n - mean * mean) / n).sqrt())
        };
        (seconds, sums.map(estimate).to_vec())
    }

    pub fn main() {
        let example = uncertain();
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u32);
        let ([seconds, seconds_on_all], means) = textbook_model(&example, cores);
        let names = ["net", "npv", "break_even_revenue", "pair_downtime"];
        let means: serde_json::Map<String, serde_json::Value> = names
            .iter()
            .zip(means)
            .map(|(name, (mean, error))| ((*name).to_owned(), serde_json::json!([mean, error])))
            .collect();
        let answer = serde_json::json!({
            "headlines_per_second": headlines_per_second(&presets::worked_example()),
            "samples": SAMPLES,
            "inputs": INPUTS.map(|(name, _, p05, p95)| (name, p05, p95)),
            "seconds": seconds,
            "cores": cores,
            "seconds_on_all": seconds_on_all,
            "means": means,
        });
        println!("{answer}");
    }
}
