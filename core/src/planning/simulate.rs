//! Simulated years of every option: the job.

use super::Job;
use crate::engine::simulation::{Effort, Simulation, Yearly, Years, affordable};
use crate::scenario::problem::Problem;

/// Work of a piece, about 3 ms: what listens between two pieces answers soon, and a frame that has to wait for one is not
/// missed by much.
const WORK_A_PIECE: f64 = 3e6;

/// Simulates as many years of every option as the scenario asks for, or as are
/// [affordable](crate::engine::simulation::affordable); none where failures are too frequent to simulate.
#[derive(Debug, Clone)]
pub struct Simulate {
    problem: Problem,
    pieces: Vec<Piece>,
    /// The option simulated last, ready for its next piece.
    ready: Option<(usize, Simulation)>,
}

/// Some years of an option.
#[derive(Debug, Clone, Copy)]
struct Piece {
    option: usize,
    first: u32,
    count: u32,
}

impl Job for Simulate {
    const NAME: &'static str = "simulate";
    type Parameters = ();
    type Partial = Years;
    type Answer = Vec<Option<Yearly>>;

    fn new(problem: Problem, _: ()) -> Simulate {
        let mut pieces = Vec::new();
        let efforts: Vec<_> = (0..problem.options.len()).map(|option| Effort::of(&problem, option)).collect();
        let years = affordable(problem.simulation_years, &efforts);
        for (option, (effort, years)) in efforts.into_iter().zip(years).enumerate() {
            let Some(effort) = effort else { continue };
            let count = ((WORK_A_PIECE / effort.work_per_year) as u32).max(1);
            let from = (0..years).step_by(count as usize);
            pieces.extend(from.map(|first| Piece { option, first, count: count.min(years - first) }));
        }
        Simulate { problem, pieces, ready: None }
    }

    fn pieces(&self) -> usize {
        self.pieces.len()
    }

    fn piece(&mut self, number: usize) -> Years {
        let Some(Piece { option, first, count }) = self.pieces.get(number).copied() else { return Years::default() };
        self.ready = self.ready.take().filter(|(ready, _)| *ready == option);
        if self.ready.is_none() {
            self.ready = Simulation::new(&self.problem, option).map(|simulation| (option, simulation));
        }
        self.ready.as_mut().map_or_else(Years::default, |(_, simulation)| simulation.years_from(first, count))
    }

    fn merge(&self, partials: Vec<Years>) -> Vec<Option<Yearly>> {
        let mut of: Vec<Option<Years>> = vec![None; self.problem.options.len()];
        for (piece, years) in self.pieces.iter().zip(partials) {
            if let Some(all) = of.get_mut(piece.option) {
                all.get_or_insert_default().append(years);
            }
        }
        let budget = self.problem.allowed_unavailability;
        of.into_iter().map(|years| years.map(|years| years.figures(budget))).collect()
    }
}
