//! What stands under a verdict: the nearest values of inputs at which another option would be the best, as a job.

use super::flips::{Flip, flips, nearest};
use super::{Job, work};
use crate::scenario::Scenario;
use crate::scenario::inputs::{self, At, Input};
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize};

/// About how many evaluations of an input are looked at: its grid, and halvings.
const LOOKS: u64 = 200;
/// Most [work] of a piece, which is one input: a worker hears what the page says between two pieces.
const MOST_A_PIECE: u64 = 3_000_000;
/// Most work in all, some seconds.
const MOST: u64 = 600_000_000;

/// A place of an input: its row in the list, and the positions of the list items in its path.
pub type Asked = (u16, At);

/// A flip, numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// Where the input stands.
    pub asked: Asked,
    /// Its value today; none where none is given.
    pub today: Option<f64>,
    /// The nearest value at which another option is the best.
    pub flips_at: f64,
    /// That option, by its index; none where all options miss something there.
    pub to: Option<usize>,
    /// Whether it is the best from there upwards, and not downwards.
    pub upwards: bool,
    /// The last value on that side at which it is, where the next change is known.
    pub until: Option<f64>,
}

impl Turn {
    /// Its input.
    pub fn input(&self) -> Option<&'static Input> {
        inputs::LIST.get(usize::from(self.asked.0))
    }

    /// The pointer of its input in a scenario.
    pub fn pointer(&self, scenario: &Scenario) -> Option<String> {
        Some(inputs::pointer(scenario, self.input()?, self.asked.1))
    }

    fn of(asked: Asked, flip: &Flip) -> Turn {
        Turn {
            asked,
            today: flip.today,
            flips_at: flip.flips_at,
            to: flip.to,
            upwards: flip.upwards,
            until: flip.until,
        }
    }

    fn flip(&self) -> Option<Flip> {
        let input = self.input()?;
        let Turn { asked: (_, at), today, flips_at, to, upwards, until } = *self;
        Some(Flip { input, at, today, flips_at, to, upwards, until })
    }
}

/// Which inputs are asked about: all of them; without the cells of tables where that would take long; none where a
/// single one would. Says whether some are left out.
///
/// ```
/// use geode_core::{scenario::problem::Problem, planning::{Job, Turning, asked_for, in_one_go}};
/// use geode_core::scenario::presets;
/// let example = presets::worked_example();
/// let problem = Problem::compile(&example);
/// let (asked, is_cut) = asked_for(&example, &problem);
/// assert!(!is_cut);
/// let nearest = in_one_go(Turning::new(problem, asked));
/// assert_eq!(nearest.iter().filter_map(|turn| turn.pointer(&example)).collect::<Vec<_>>(),
///     ["/user_latency_ms/asia/us-east", "/user_latency_ms/europe/us-east", "/revenue/monthly"]);
/// ```
pub fn asked_for(scenario: &Scenario, problem: &Problem) -> (Vec<Asked>, bool) {
    let a_piece = work(problem).saturating_mul(LOOKS);
    if a_piece > MOST_A_PIECE {
        return (Vec::new(), true);
    }
    let fits = |count: usize| a_piece.saturating_mul(count as u64) <= MOST;
    let places = |of: &dyn Fn(&Input) -> bool| {
        let rows = (0_u16..).zip(inputs::LIST).filter(|(_, input)| of(input));
        rows.flat_map(|(row, input)| inputs::places(scenario, input).into_iter().map(move |(_, at)| (row, at)))
            .filter(|(row, at)| {
                let input = inputs::LIST.get(usize::from(*row));
                input.is_some_and(|input| input.exists(scenario, *at) && input.is_in_use(scenario, *at))
            })
            .collect::<Vec<Asked>>()
    };
    let is_cell = |input: &Input| matches!(input.path, inputs::USER_LATENCY | inputs::ROUND_TRIP);
    let cells = scenario.user_groups.len().saturating_mul(scenario.regions.len());
    if fits(cells) {
        let all = places(&|_| true);
        if fits(all.len()) {
            return (all, false);
        }
    }
    let rest = places(&|input| !is_cell(input));
    if fits(rest.len()) { (rest, true) } else { (places(&|input| !input.path.contains('{')), true) }
}

/// The nearest flips of a problem; a piece is an input. The parameter: which inputs.
#[derive(Debug, Clone)]
pub struct Turning {
    problem: Problem,
    asked: Vec<Asked>,
}

impl Job for Turning {
    const NAME: &'static str = "flip points";
    type Parameters = Vec<Asked>;
    type Partial = Vec<Turn>;
    type Answer = Vec<Turn>;

    fn new(problem: Problem, asked: Vec<Asked>) -> Turning {
        Turning { problem, asked }
    }

    fn pieces(&self) -> usize {
        self.asked.len()
    }

    fn piece(&mut self, number: usize) -> Vec<Turn> {
        let Some(asked) = self.asked.get(number) else { return Vec::new() };
        let Some(input) = inputs::LIST.get(usize::from(asked.0)) else { return Vec::new() };
        flips(&self.problem, input, asked.1).iter().map(|flip| Turn::of(*asked, flip)).collect()
    }

    fn merge(&self, partials: Vec<Vec<Turn>>) -> Vec<Turn> {
        let all: Vec<Turn> = partials.into_iter().flatten().collect();
        let kept = nearest(all.iter().filter_map(Turn::flip));
        let is_of = |turn: &&Turn, flip: &Flip| {
            turn.input().is_some_and(|input| input.path == flip.input.path)
                && (turn.asked.1, turn.flips_at, turn.to) == (flip.at, flip.flips_at, flip.to)
        };
        kept.iter().filter_map(|flip| all.iter().find(|turn| is_of(turn, flip)).copied()).collect()
    }
}
