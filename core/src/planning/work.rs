//! How long an evaluation takes, counted before it begins.

use crate::engine::constants::{
    MANY_COMPONENTS, MAX_GROUPS_TRAVELLING_APART, MAX_REGIONS, MAX_STATES, THRESHOLD_STEPS,
};
use crate::scenario::model::Sizing;
use crate::scenario::problem::{Choice, Design, Problem};

/// Most work of an evaluation that a page does between a key and the frame that shows it: about 10 ms.
pub const MAX_AT_ONCE: u64 = 150_000;

/// Most work of a piece of a job, about 100 ms: a worker hears what the page says between two pieces.
const MOST_A_PIECE: u64 = 1_500_000;

/// Most [work] that a page spends on samples, some seconds.
const MOST_WORK: u64 = 200_000_000;

/// What Newton's method takes for a part of a mixture, where it looks at each of them at each step.
const SOLVED_PART: u64 = 5;

/// How often the states are listed where there are too many of them.
const LISTINGS: u64 = THRESHOLD_STEPS as u64 + 1;

/// A count of what an evaluation of all options does: failure states and losses that are looked at × what is looked at in
/// each of them. It depends on the problem alone and not on the machine, is quickly had, and is no less than what is done.
///
/// ```
/// use geode_core::{planning::{MAX_AT_ONCE, work}, scenario::{presets, problem::Problem}};
/// assert!(work(&Problem::compile(&presets::worked_example())) < MAX_AT_ONCE / 100);
/// ```
pub fn work(problem: &Problem) -> u64 {
    let of = |option: &Choice| {
        let regions = option.region_count() as u64;
        let each = problem.groups.len() as u64 + 4 * regions;
        states(problem, option).saturating_add(losses(problem, option)).saturating_mul(each)
    };
    problem.options.iter().map(of).fold(0, u64::saturating_add)
}

/// How many samples a page can draw of a problem in some seconds: an evaluation each, and the 95th percentile of reads.
///
/// ```
/// use geode_core::{planning::samples_within_reach, scenario::{presets, problem::Problem}};
/// assert_eq!(samples_within_reach(&Problem::compile(&presets::worked_example())), 100_000);
/// ```
pub fn samples_within_reach(problem: &Problem) -> u32 {
    u32::try_from(MOST_WORK / a_sample(problem)).unwrap_or(u32::MAX).min(100_000)
}

/// Work of an evaluation of all options with the 95th percentile of reads.
fn a_sample(problem: &Problem) -> u64 {
    work(problem).saturating_add(percentiles(problem)).max(1)
}

/// How many make a piece of a job, of things that take so many evaluations each: at least one.
pub(super) fn a_piece(problem: &Problem, evaluations: usize, most: u32) -> u32 {
    let each = a_sample(problem).saturating_mul(evaluations as u64).max(1);
    u32::try_from(MOST_A_PIECE / each).unwrap_or(u32::MAX).clamp(1, most)
}

/// The same count for a percentile of each option: the parts of its mixture × what is done to each.
fn percentiles(problem: &Problem) -> u64 {
    let groups = problem.groups.len();
    let each = match problem.traffic.traveller_share > 0.0 {
        true if groups <= MAX_GROUPS_TRAVELLING_APART => groups,
        true => MAX_REGIONS,
        false => 1,
    };
    let parts = groups * each;
    let is_solved = problem.traffic.latency_spread_sigma > 0.0 && parts < MANY_COMPONENTS;
    (problem.options.len() * parts) as u64 * if is_solved { SOLVED_PART } else { 1 }
}

/// Failure states of an option that are listed: a region is routed away from or not, one with special tasks besides
/// up or down, a writer besides promoted; the regions that share a failure domain fail together in as many ways.
fn states(problem: &Problem, option: &Choice) -> u64 {
    let Design::Geode { regions, specialised, .. } = &option.design else { return 16 };
    let writer = option.design.writer().map(|(writer, _)| writer);
    let own = |at: usize| {
        2 + u64::from(specialised.iter().any(|special| special.region == at)) + u64::from(writer == Some(at))
    };
    let mut count = (0..regions.len()).map(own).fold(1, u64::saturating_mul);
    let mut domains: Vec<usize> =
        regions.iter().filter_map(|region| Some(problem.regions.get(*region)?.domain)).collect();
    crate::sorted::by(&mut domains, |a, b| a.cmp(b));
    let shared = domains.chunk_by(|a, b| a == b).filter(|members| members.len() > 1 && problem.beta > 0.0).count();
    for _ in 0..shared {
        count = count.saturating_mul(3 + u64::from(writer.is_some()));
    }
    // Beyond it the states are listed several times, to find out which of them to leave out.
    if count > MAX_STATES { MAX_STATES * LISTINGS } else { count }
}

/// Losses that the capacity of an option is sized for: all sets of up to f of its regions.
fn losses(problem: &Problem, option: &Choice) -> u64 {
    let regions = option.region_count() as u64;
    let most = match problem.capacity.sizing {
        Sizing::FullCopy => 1,
        Sizing::Survive { losses } => u64::from(losses).max(1),
    };
    let (mut sets, mut all) = (1_u64, 1_u64);
    for size in 1..=most.min(regions.saturating_sub(1)) {
        sets = sets.saturating_mul(regions + 1 - size) / size;
        all = all.saturating_add(sets);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::work;
    use crate::scenario::model::Sizing;
    use crate::scenario::presets;
    use crate::scenario::problem::{Design, Problem, Special, Writes};

    fn geode(regions: usize) -> Problem {
        let mut problem = Problem::compile(&presets::worked_example());
        let mut option = problem.options[3].clone();
        if let Design::Geode { regions: of, .. } = &mut option.design {
            *of = vec![0; regions];
        }
        problem.options = vec![option];
        problem
    }

    /// Counted by hand: four groups, states and sets of lost regions.
    #[test]
    fn states_and_losses_are_counted() {
        // 2^3 states and 1 + 3 losses; 4 groups and 4 × 3.
        let mut three = geode(3);
        assert_eq!(work(&three), (8 + 4) * 16);
        three.capacity.sizing = Sizing::Survive { losses: 9 };
        // 1 + 3 + 3: all three are never lost.
        assert_eq!(work(&three), (8 + 7) * 16);
        three.beta = 0.1;
        assert_eq!(work(&three), (8 * 3 + 7) * 16);
        if let Design::Geode { writes, specialised, .. } = &mut three.options[0].design {
            *writes = Writes::SingleWriter { writer: 1, failover_minutes: 1.0 };
            *specialised = vec![Special { region: 0, request_share: 0.5, ..Special::default() }];
        }
        assert_eq!(work(&three), (3 * 3 * 2 * 4 + 7) * 16);
    }

    /// The percentile of 60 groups of travellers takes several times as long as all else.
    #[test]
    fn samples_of_many_travellers_are_fewer() {
        let mut many = geode(3);
        many.groups = vec![many.groups[0].clone(); 60];
        // (8 + 4) × (60 + 12), and 60 parts.
        assert_eq!(super::samples_within_reach(&many), 100_000);
        many.traffic.traveller_share = 0.1;
        assert_eq!(u64::from(super::samples_within_reach(&many)), super::MOST_WORK / (12 * 72 + 60 * 60));
        many.traffic.traveller_share = 0.0;
        many.traffic.latency_spread_sigma = 0.5;
        many.options = vec![many.options[0].clone(); 4];
        assert_eq!(u64::from(super::samples_within_reach(&many)), super::MOST_WORK / (4 * 12 * 72 + 4 * 60 * 5));
    }

    /// A piece of Sobol indices was 100 pairs of samples, whatever they took: of ten regions and 26 ranges eleven seconds, in
    /// which the worker said nothing, and the page took it for dead.
    #[test]
    fn a_piece_is_a_tenth_of_a_second() {
        let mut ten = geode(10);
        assert_eq!(super::a_piece(&geode(3), 28, 100), 100);
        // (2^10 + 1 + 10) × (4 + 40), and 4 parts.
        assert_eq!(u64::from(super::a_piece(&ten, 28, 100)), super::MOST_A_PIECE / (28 * (1_035 * 44 + 4)));
        ten.options = vec![ten.options[0].clone(); 16];
        assert_eq!(super::a_piece(&ten, 258, 100), 1);
    }

    /// The link that held the page 14 s a key: 15 geodes of 16 regions, 256 groups, sized for 15 losses.
    #[test]
    fn a_link_that_held_the_page_is_much_work() {
        let mut held = geode(16);
        held.groups = vec![held.groups[0].clone(); 256];
        held.capacity.sizing = Sizing::Survive { losses: 15 };
        held.options = vec![held.options[0].clone(); 15];
        assert!(work(&held) > 1_000 * super::MAX_AT_ONCE);
        held.options.clear();
        assert_eq!(work(&held), 0);
    }
}
