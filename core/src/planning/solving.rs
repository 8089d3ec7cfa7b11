//! What must an input be so that something holds? [`solve`](super::solve()) as a job, for the page.

use super::solve::{Search, Status, Stretch, Varied};
use super::{Asked, Job, Worth, best, end_beside, work};
use crate::engine::rollout::rollout;
use crate::engine::{Depth, Figures};
use crate::scenario::inputs::{self, Input};
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize};

/// About how many evaluations a stretch between two points of the grid takes at most: halvings, and the sections of a dip.
const LOOKS: u64 = 200;
/// Most [work] of them, about four seconds: a worker that has nothing to say for ten is taken for dead.
const MOST: u64 = 60_000_000;

/// Whether a page can look for the values: a worker hears what the page says between two stretches.
///
/// ```
/// use geode_core::{planning::solves_within_reach, scenario::{presets, problem::Problem}};
/// assert!(solves_within_reach(&Problem::compile(&presets::worked_example())));
/// ```
pub fn solves_within_reach(problem: &Problem) -> bool {
    work(problem).saturating_mul(LOOKS) <= MOST
}

/// What is to hold of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// Its net present value is at least 0.
    Pays,
    /// It misses nothing.
    MeetsTargets,
    /// It is worth at least as much as another one.
    Beats(usize),
    /// It is the one that the verdict would be for, closeness ignored.
    IsBest,
    /// Whatever the option: the phases of the rollout are worth at least 0 over the horizon.
    RolloutPays,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The input that may change.
    pub asked: Asked,
    /// The option, by its index.
    pub option: usize,
    /// What is to hold of it.
    pub condition: Condition,
}

/// Where it holds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Answer {
    /// The value of today; none where none is given.
    pub today: Option<f64>,
    /// The values at which it begins or ceases to hold, ascending, and whether it holds from there upwards.
    pub crossings: Vec<(f64, bool)>,
    /// Without crossings: whether it holds everywhere.
    pub always: bool,
    /// Whether it holds with the value of today.
    pub holds_today: bool,
}

/// Looks for the values; a piece is a stretch between two neighbours of the grid, and today behind them.
#[derive(Debug, Clone)]
pub struct Solving {
    ask: Ask,
    /// None where the engine does not know the input.
    search: Option<Search>,
    today: Option<f64>,
}

impl Job for Solving {
    const NAME: &'static str = "solve";
    type Parameters = Ask;
    type Partial = Stretch;
    /// None where the engine does not know the input.
    type Answer = Option<Answer>;

    fn new(problem: Problem, ask: Ask) -> Solving {
        let (row, at) = ask.asked;
        let input = inputs::LIST.get(usize::from(row));
        let varied = input.and_then(|input| Varied::new(&problem, input, at, Depth::Headline));
        Solving { ask, today: varied.as_ref().and_then(Varied::today), search: varied.map(Search::new) }
    }

    fn pieces(&self) -> usize {
        self.search.as_ref().map_or(0, |search| search.stretches() + 1)
    }

    fn piece(&mut self, number: usize) -> Stretch {
        let Ask { option, condition, .. } = self.ask;
        let Some(search) = &mut self.search else { return Stretch::default() };
        let margin = move |problem: &Problem, figures: &Figures| condition.margin(option, problem, figures);
        match number < search.stretches() {
            true => search.stretch(number, &margin),
            false => Stretch::of_today(search.holds_today(&margin)),
        }
    }

    fn merge(&self, mut partials: Vec<Stretch>) -> Option<Answer> {
        let search = self.search.as_ref()?;
        let holds_today = partials.pop()?.holds_at_once();
        let solved = search.solved(&partials, holds_today);
        Some(Answer {
            crossings: solved.crossings.into_iter().zip(solved.begins).collect(),
            always: solved.status == Status::Always,
            holds_today: solved.holds_today,
            today: self.today,
        })
    }
}

/// Whether two options are worth the same but for rounding.
fn is_as_much(figures: &Figures, a: usize, b: usize) -> bool {
    let worth = |option: usize| figures.options.get(option).map(|figures| Worth::of(&figures.rigorous));
    worth(a).zip(worth(b)).is_some_and(|(a, b)| a.beyond(b) == 0.0)
}

impl Answer {
    /// The crossings in digits that people read and type, each on the side on which it holds; with all its digits where
    /// fewer lead beyond that side.
    pub fn readable(&self, input: &Input) -> Vec<f64> {
        let one = |(at, (value, begins)): (usize, &(f64, bool))| {
            let near = input.readable(*value, *begins);
            let next = if *begins { Some(at + 1) } else { at.checked_sub(1) };
            let next = next.and_then(|at| self.crossings.get(at)).map(|(value, _)| *value);
            let is_beyond = next.is_some_and(|next| if *begins { near > next } else { near < next });
            if is_beyond || !input.allows(near) { *value } else { near }
        };
        self.crossings.iter().enumerate().map(one).collect()
    }

    /// The values that can be put in: at what lies beside an end of the range, and has to be told from it, nobody types.
    pub fn offers(&self, input: &Input) -> Vec<f64> {
        let is_typed = |value: f64| end_beside(input, self.today, value).is_none_or(|end| end == value);
        let all = self.crossings.iter().zip(self.readable(input));
        all.filter(|((value, _), _)| is_typed(*value)).map(|(_, near)| near).collect()
    }
}

impl Condition {
    /// At least 0 where it holds.
    fn margin(self, option: usize, problem: &Problem, figures: &Figures) -> f64 {
        let npv = |option: usize| figures.options.get(option).map_or(f64::NAN, |figures| figures.rigorous.value.npv);
        let sign = |holds: bool| if holds { 1.0 } else { -1.0 };
        match self {
            Condition::Pays => npv(option),
            // What differs by rounding alone is worth the same.
            Condition::Beats(other) if is_as_much(figures, option, other) => 0.0,
            Condition::Beats(other) => npv(option) - npv(other),
            Condition::MeetsTargets => {
                sign(figures.options.get(option).is_some_and(|figures| !figures.rigorous.misses_something()))
            }
            Condition::IsBest => sign(best(problem, figures) == Some(option)),
            Condition::RolloutPays => {
                let rollout = rollout(problem, &figures.options);
                rollout.and_then(|rollout| Some(rollout.months.last()?.npv)).unwrap_or(f64::NAN)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::in_one_go;
    use crate::scenario::presets;

    fn answer(path: &str, option: usize, condition: Condition, change: impl FnOnce(&mut Problem)) -> Answer {
        let row = inputs::LIST.iter().position(|input| input.path == path).unwrap() as u16;
        let mut problem = Problem::compile(&presets::worked_example());
        change(&mut problem);
        in_one_go(Solving::new(problem, Ask { asked: (row, (0, 0)), option, condition })).unwrap()
    }

    /// The search was one piece whatever an evaluation took: of eight options of twelve regions half a minute, in which the
    /// worker said nothing, and the page took it for dead and answered "the worker does not answer".
    #[test]
    fn a_page_looks_only_where_it_has_the_answer_in_seconds() {
        let problem = Problem::compile(&presets::worked_example());
        assert!(solves_within_reach(&problem));
        let (input, at) = inputs::find(&presets::worked_example(), "/revenue/monthly").unwrap();
        let mut search = Search::new(Varied::new(&problem, input, at, Depth::Headline).unwrap());
        let looks = std::cell::Cell::new(0);
        let margin = |problem: &Problem, figures: &Figures| {
            looks.set(looks.get() + 1);
            Condition::IsBest.margin(3, problem, figures)
        };
        let most = (0..search.stretches()).map(|number| {
            looks.set(0);
            search.stretch(number, &margin);
            looks.get()
        });
        assert!((20..=LOOKS).contains(&most.max().unwrap()));
        let mut twelve = problem;
        twelve.options = vec![twelve.options[3].clone(); 8];
        for option in &mut twelve.options {
            if let crate::scenario::problem::Design::Geode { regions, .. } = &mut option.design {
                *regions = vec![0; 12];
            }
        }
        assert!(!solves_within_reach(&twelve));
    }

    /// The break-even revenue of the worked example (docs/model.md): above it three regions pay.
    #[test]
    fn three_regions_pay_from_their_break_even_revenue_on() {
        let found = answer("/revenue/monthly", 3, Condition::Pays, |_| ());
        let [(at, upwards)] = found.crossings[..] else { panic!("{found:?}") };
        assert_eq!((at.round(), upwards, found.holds_today, found.today), (36_150_192.0, true, false, Some(1e7)));
        let best = answer("/revenue/monthly", 3, Condition::IsBest, |_| ());
        assert_eq!(best.crossings[0].0.round(), 36_150_192.0);
    }

    /// A budget of so much or more is kept to; the option costs what it costs whatever the revenue.
    #[test]
    fn a_target_is_met_from_what_it_takes_on() {
        let found = answer("/target/monthly_budget", 3, Condition::MeetsTargets, |_| ());
        let [(at, true)] = found.crossings[..] else { panic!("{found:?}") };
        assert!((301_000.0..303_000.0).contains(&at), "{at}");
        let always = answer("/revenue/monthly", 0, Condition::MeetsTargets, |_| ());
        assert_eq!((always.crossings.len(), always.always), (0, true));
        let never = answer("/finance/annual_discount_rate", 1, Condition::Pays, |_| ());
        assert_eq!((never.crossings.len(), never.always, never.holds_today), (0, false, false));
    }

    /// Inputs of phases changed no answer, and "never" was said of each. A phase at once of what earns n a month, paid
    /// for with M, is worth n × Σ (1 + i)^−t − M: as much as it returns may be paid.
    #[test]
    fn a_rollout_pays_up_to_what_it_returns() {
        let phases = |problem: &mut Problem| {
            problem.revenue.monthly = 1e8;
            problem.rollout = vec![crate::scenario::problem::Phase {
                start_month: 0,
                option: 3,
                migration_cost: 1e5,
                ..crate::scenario::problem::Phase::default()
            }];
        };
        let found = answer("/rollout/{phase}/migration_cost", 0, Condition::RolloutPays, phases);
        let mut problem = Problem::compile(&presets::worked_example());
        problem.revenue.monthly = 1e8;
        let mut figures = Figures::default();
        crate::engine::evaluate(&problem, &mut Default::default(), &mut figures, Depth::Headline);
        let net = figures.options[3].rigorous.value.net_monthly_benefit;
        let i = 1.1f64.powf(1.0 / 12.0) - 1.0;
        let returns = net * (1.0 - (1.0 + i).powi(-36)) / i;
        let [(at, false)] = found.crossings[..] else { panic!("{found:?}") };
        assert!((at / returns - 1.0).abs() < 1e-9 && found.holds_today, "{at}, not {returns}");
    }

    /// "If revenue is at most USD 2.67824e-9" was said of a pair and two active regions: they cost the same and earn as
    /// much where there is no revenue, and of any the two regions earn more. The other way round it is always so.
    #[test]
    fn a_crossing_that_rounding_makes_is_at_the_end_or_none() {
        let at_nothing = answer("/revenue/monthly", 1, Condition::Beats(2), |_| ());
        assert_eq!(at_nothing.crossings, [(0.0, false)]);
        let always = answer("/revenue/monthly", 2, Condition::Beats(1), |_| ());
        assert_eq!((always.crossings.len(), always.always), (0, true));
    }

    /// "At least 7.17465e-47%" was the chance of a failover from which on a pair missed no target: at 0 there is none, and
    /// the region is repaired in an hour; above, recovery takes the 15 minutes of a failover.
    #[test]
    fn what_holds_beside_an_end_alone_is_no_value_to_put_in() {
        let found = answer("/failover/coverage", 1, Condition::MeetsTargets, |problem| {
            problem.target.rto_minutes = Some(30.0);
        });
        let [(at, true)] = found.crossings[..] else { panic!("{found:?}") };
        let input = inputs::of_path("/failover/coverage").unwrap();
        assert!(at > 0.0 && at < 1e-9 && found.offers(input).is_empty(), "{at}");
    }

    /// Between 2.0000001 and 2.0000004 lies nothing of six digits: rounded, "from 2.00001 h to 2 h" would be said.
    #[test]
    fn a_narrow_stretch_keeps_its_digits() {
        let input = inputs::of_path("/regions/{region}/mttr_hours").unwrap();
        let readable =
            |crossings: &[(f64, bool)]| Answer { crossings: crossings.to_vec(), ..Answer::default() }.readable(input);
        let (low, high) = (2.000_000_123_45, 2.000_000_412_34);
        assert_eq!(readable(&[(low, true), (high, false)]), [low, high]);
        assert_eq!(readable(&[(low, false), (high, true)]), [2.0, 2.00001]);
        assert_eq!(readable(&[(low, true), (3.000_000_123_45, false)]), [2.00001, 3.0]);
    }

    /// What costs less than two regions at any price of the data beats it below.
    #[test]
    fn the_side_on_which_it_holds_is_told() {
        let found = answer("/cost/single_region_monthly", 3, Condition::Pays, |_| ());
        let [(at, false)] = found.crossings[..] else { panic!("{found:?}") };
        assert!(at < 100_000.0, "{at}");
    }

    /// "Whatever the target for lost writes (RPO) is" was said of one region without backups, which misses each and is right
    /// only as long as there is none.
    #[test]
    fn what_holds_only_without_a_value_holds_with_none() {
        let found = answer("/target/rpo_seconds", 0, Condition::MeetsTargets, |_| ());
        assert_eq!((found.today, found.crossings.len(), found.always, found.holds_today), (None, 0, false, true));
    }

    /// A modified return that is small enough only beside the growth of costs from which on there is none was "never" so
    /// small: between two values that are looked at, of which one has no return.
    #[test]
    fn a_stretch_that_ends_where_a_figure_is_no_longer_defined_is_found() {
        let input = inputs::of_path("/revenue/monthly").unwrap();
        let mut varied =
            Varied::new(&Problem::compile(&presets::worked_example()), input, (0, 0), Depth::Headline).unwrap();
        let margin = |problem: &Problem, _: &Figures| match problem.revenue.monthly {
            revenue if revenue > 1.1e7 => f64::NAN,
            revenue => revenue - 1.08e7,
        };
        let solved = crate::planning::solve(&mut varied, &margin);
        assert_eq!((solved.crossings, solved.status), (vec![1.08e7, 1.1e7], Status::At));
    }
}
