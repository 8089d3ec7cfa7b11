//! Jobs: however one runs, in one go, in slices, in any order, on threads, or asked and answered in bytes, no bit of its
//! answer is another one.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use geode_core::engine::simulation::{self, Simulation};
use geode_core::engine::{Depth, Figures, Scratch, evaluate};
use geode_core::planning::placement::{Ask, Objective};
use geode_core::planning::{
    Drawn, Evaluate, FindRival, Job, LIST, NotStarted, Place, Progress, Run, Simulate, Tornado, Turning, Uncertainty,
    Variants, answer_of, bytes_of, flips, in_one_go, nearest, on_threads, start, tornado, uncertainty,
};
use geode_core::report;
use geode_core::scenario::model::{Distribution, DistributionKind};
use geode_core::scenario::problem::Problem;
use geode_core::scenario::{Scenario, inputs, presets};
use std::sync::Arc;
use support::every_field;
use support::generator::fixed;

/// Few enough that a debug build simulates them soon, enough for several pieces where much fails.
const YEARS: u32 = 400;

/// The worked example, one with every field, one that fails so often that years come in many pieces, and arbitrary ones.
fn scenarios() -> Vec<Scenario> {
    let mut busy = every_field();
    busy.regions.iter_mut().for_each(|region| region.mttr_hours = 0.05);
    let mut all = vec![presets::worked_example(), every_field(), busy];
    all.extend(fixed(12));
    all.iter_mut().for_each(|scenario| scenario.simulation_years = scenario.simulation_years.min(YEARS));
    all
}

/// Holds all ways of running a job against the first, bit by bit: equal numbers have equal bytes.
fn hold<J>(scenario: &Scenario, parameters: &J::Parameters)
where
    J: Job + Clone + Send,
    J::Parameters: Clone,
{
    let job = || J::new(Problem::compile(scenario), parameters.clone());
    let expected = bytes_of(&in_one_go(job()));
    let pieces = job().pieces();

    let mut run = Run::new(job());
    assert_eq!(run.answer().is_some(), pieces == 0, "no answer before the last piece");
    for done in 1..=pieces {
        assert_eq!(run.step(), done < pieces);
        assert_eq!(run.progress(), Progress { done, of: pieces });
    }
    assert_eq!(bytes_of(&run.answer().unwrap()), expected, "{} in slices", J::NAME);

    for threads in [1, 2, 3, 7] {
        assert_eq!(bytes_of(&on_threads(job(), threads)), expected, "{} on {threads} threads", J::NAME);
    }

    // The last piece first, and what it results in written and read again before it is merged.
    let mut backwards = job();
    let partials = (0..pieces).rev().map(|number| bytes_of(&backwards.piece(number))).collect::<Vec<_>>();
    let partials = partials.iter().rev().map(|bytes| postcard::from_bytes(bytes).unwrap()).collect();
    assert_eq!(bytes_of(&backwards.merge(partials)), expected, "{} backwards", J::NAME);

    let mut asked = start(J::NAME, &bytes_of(parameters), &scenario.to_json()).unwrap();
    while asked.step() {}
    let answer = asked.answer();
    assert_eq!(answer, expected, "{} in bytes", J::NAME);
    assert_eq!(bytes_of(&answer_of::<J>(&answer).unwrap()), expected);
}

#[test]
fn no_way_of_running_a_job_changes_a_bit() {
    for scenario in &scenarios() {
        hold::<Evaluate>(scenario, &false);
        hold::<Evaluate>(scenario, &true);
        hold::<Simulate>(scenario, &());
        hold::<FindRival>(scenario, &());
        hold::<Tornado>(scenario, &tornado::Ask { inputs: Drawn::all(scenario), depth: Depth::Full });
        let regions = scenario.regions.len().min(3);
        hold::<Place>(scenario, &Ask { front: true, ..Ask::mean(regions) });
        hold::<Place>(scenario, &Ask { objective: Objective::P95, ..Ask::mean(regions) });
    }
}

/// Few inputs: a debug build is slow, and a piece is as long for each of them.
#[test]
fn flip_points_and_samples_are_the_same_however_they_run() {
    for scenario in scenarios().iter().take(2) {
        let money = inputs::LIST.iter().position(|input| input.path == "/revenue/monthly").unwrap();
        let gain = inputs::LIST.iter().position(|input| input.path == "/revenue/gain_per_100_ms").unwrap();
        hold::<Turning>(scenario, &[money, gain].map(|row| (row as u16, (0, 0))).to_vec());
        let distribution = Distribution {
            kind: DistributionKind::Lognormal,
            p05: Some(1e6),
            p95: Some(1e8),
            low: None,
            mode: None,
            high: None,
        };
        let drawn = Drawn::new(scenario, "/revenue/monthly", &distribution).unwrap();
        hold::<Uncertainty>(scenario, &uncertainty::Ask { inputs: vec![drawn], samples: 1_100, seed: 3 });
    }
}

/// The job finds what is found input by input.
#[test]
fn flip_points_are_the_nearest_of_all_inputs() {
    let example = presets::worked_example();
    let problem = Problem::compile(&example);
    let rows =
        ["/revenue/monthly", "/revenue/gain_per_100_ms", "/cost/single_region_monthly", "/regions/{region}/mttr_hours"];
    let asked: Vec<_> =
        rows.iter().map(|path| (inputs::LIST.iter().position(|i| i.path == *path).unwrap() as u16, (0, 0))).collect();
    let each = asked.iter().flat_map(|(row, at)| flips(&problem, &inputs::LIST[usize::from(*row)], *at));
    let expected: Vec<f64> = nearest(each).iter().map(|flip| flip.flips_at).collect();
    let found: Vec<f64> = in_one_go(Turning::new(problem, asked)).iter().map(|turn| turn.flips_at).collect();
    assert!(!found.is_empty());
    assert_eq!(found, expected);
}

/// What the jobs answer is what the engine says where it is asked directly.
#[test]
fn jobs_answer_what_the_engine_says() {
    for scenario in &scenarios() {
        let problem = Problem::compile(scenario);
        let mut figures = Figures::default();
        evaluate(&problem, &mut Scratch::default(), &mut figures, Depth::Full);
        let findings = in_one_go(Evaluate::new(problem.clone(), true));
        assert_eq!(findings.figures, figures);
        assert_eq!(findings.variants, Some(Variants::of(&problem)));
        let asked = simulation::years(&problem);
        for (option, (years, asked)) in in_one_go(Simulate::new(problem.clone(), ())).into_iter().zip(asked).enumerate()
        {
            let mut simulation = Simulation::new(&problem, option);
            assert_eq!(years.is_some(), simulation.is_some());
            let Some(simulation) = &mut simulation else { continue };
            // In slices of other lengths than those of the job.
            while simulation.years() < asked {
                simulation.run((asked - simulation.years()).min(7));
            }
            assert_eq!(years, Some(simulation.result()));
        }
    }
}

/// A report over answers that came in bytes has every byte of one that was computed here.
#[test]
fn a_report_over_an_answer_is_the_same_file() {
    for scenario in &scenarios() {
        let ask = |name: &str, parameters: &[u8]| {
            let mut job = start(name, parameters, &scenario.to_json()).unwrap();
            while job.step() {}
            job.answer()
        };
        let findings = answer_of::<Evaluate>(&ask("evaluate", &bytes_of(&true))).unwrap();
        let years = answer_of::<Simulate>(&ask("simulate", &bytes_of(&()))).unwrap();
        let mut found = report::of_findings(scenario, &[], Arc::new(Problem::compile(scenario)), findings);
        let mut here = report::evaluate(scenario, &[]);
        let charts = |evaluation: &report::Evaluation| {
            let methods = report::verdict::Method::ALL;
            let specs =
                report::charts::LIST.iter().flat_map(|chart| methods.map(|method| chart.spec(evaluation, method)));
            specs.map(|spec| spec.map(|spec| report::charts::csv_file(&spec))).collect::<Vec<_>>()
        };
        assert_eq!(charts(&found), charts(&here));
        assert_eq!(found.to_json(), here.to_json());
        found.set_years(&years);
        report::simulate(&mut here);
        assert_eq!(found.to_json(), here.to_json());
        let mut threaded = report::evaluate(scenario, &[]);
        report::simulate_on(&mut threaded, 3);
        assert_eq!(threaded.to_json(), here.to_json());
    }
}

/// Merged in another order than that of the numbers this would be another word.
#[derive(Clone)]
struct Spell(&'static str);

impl Job for Spell {
    const NAME: &'static str = "spell";
    type Parameters = ();
    type Partial = char;
    type Answer = String;

    fn new(_: Problem, (): ()) -> Spell {
        Spell("a word that has more letters than there are threads")
    }

    fn pieces(&self) -> usize {
        self.0.len()
    }

    fn piece(&mut self, number: usize) -> char {
        self.0.chars().nth(number).unwrap()
    }

    fn merge(&self, partials: Vec<char>) -> String {
        partials.into_iter().collect()
    }
}

#[test]
fn threads_run_each_piece_once_and_merge_in_order() {
    let job = Spell::new(Problem::compile(&presets::worked_example()), ());
    for threads in [0, 1, 2, 64, 1_000] {
        assert_eq!(on_threads(job.clone(), threads), job.0);
    }
}

#[test]
fn what_is_no_job_is_not_started() {
    let example = presets::worked_example().to_json();
    let refused = |name: &str, parameters: &[u8], text: &str| start(name, parameters, text).err().unwrap();
    assert_eq!(refused("divine", &[], &example), NotStarted::Unknown("divine".into()));
    assert_eq!(refused("evaluate", &[], &example), NotStarted::Parameters);
    assert_eq!(refused("evaluate", &[7], &example), NotStarted::Parameters);
    let NotStarted::Scenario(faults) = refused("evaluate", &[1], "{}") else { panic!("started on nothing") };
    assert!(!faults.0.is_empty());
    assert_eq!(answer_of::<Evaluate>(&[1]), None);
    let names: Vec<&str> = LIST.iter().map(|row| row.name).collect();
    assert_eq!(
        names,
        ["evaluate", "simulate", "sobol", "solve", "tornado", "flip points", "uncertainty", "place", "rival", "vary"]
    );
}
