//! Flip points in the evaluation file: the nearest values of inputs at which another option would be the best.

use super::Evaluation;
use crate::planning::{Job as _, Turn, Turning, asked_for, on_threads};
use crate::scenario::problem::Problem;
use serde::Serialize;

/// A value of an input at which another option would be the best.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlipPoint {
    /// Pointer of the input.
    pub input: String,
    /// Its value today; none where none is given.
    pub today: Option<f64>,
    /// The nearest value at which another option is the best.
    pub flips_at: f64,
    /// Id of that option; none where all options miss something there.
    pub to: Option<String>,
}

/// Looks for the flip points, which takes about a thousand times as long as an [evaluation](super::evaluate): the verdict
/// says that nobody looked, until somebody does.
///
/// ```
/// use geode_core::{report, scenario::presets};
/// let mut evaluation = report::evaluate(&presets::worked_example(), &[]);
/// assert_eq!(evaluation.verdict.flip_points, None);
/// report::find_flips(&mut evaluation);
/// let revenue = &evaluation.verdict.flip_points.unwrap()[2];
/// assert_eq!((revenue.input.as_str(), revenue.flips_at.round()), ("/revenue/monthly", 36_150_192.0));
/// ```
pub fn find_flips(evaluation: &mut Evaluation) {
    find_flips_on(evaluation, 1);
}

/// The same on threads: to the same bits.
pub fn find_flips_on(evaluation: &mut Evaluation, threads: usize) {
    let problem = &evaluation.problem;
    let (asked, is_cut) = asked_for(&evaluation.scenario, problem);
    let turns = on_threads(Turning::new(Problem::clone(problem), asked), threads);
    evaluation.set_flips(&turns, is_cut);
}

impl Evaluation {
    /// Fills in the flip points that have been found. Where only some inputs were looked at, to find nothing is not to
    /// know that there is nothing.
    pub fn set_flips(&mut self, turns: &[Turn], is_cut: bool) {
        let scenario = &self.scenario;
        let id = |option: usize| scenario.options.get(option).map(|option| option.id.clone());
        let point = |turn: &Turn| {
            let input = turn.pointer(scenario)?;
            Some(FlipPoint { input, today: turn.today, flips_at: turn.flips_at, to: turn.to.and_then(id) })
        };
        let found: Vec<FlipPoint> = turns.iter().filter_map(point).collect();
        self.verdict.flip_points = (!is_cut || !found.is_empty()).then_some(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{evaluate, find_flips};
    use crate::scenario::presets;
    use serde_json::json;

    /// Known from the design: 200 → 585.6 ms, 100 → 343.7 ms, 10 M → 36 150 192.
    #[test]
    fn the_worked_examples_three_nearest() {
        let mut evaluation = evaluate(&presets::worked_example(), &[]);
        find_flips(&mut evaluation);
        let found = evaluation.verdict.flip_points.unwrap();
        let rounded = |point: &FlipPoint| json!([point.input, point.today, (point.flips_at * 10.0).round(), point.to]);
        assert_eq!(
            found.iter().map(rounded).collect::<Vec<_>>(),
            [
                json!(["/user_latency_ms/asia/us-east", 200.0, 5_856.0, "geode-2"]),
                json!(["/user_latency_ms/europe/us-east", 100.0, 3_437.0, "geode-2"]),
                json!(["/revenue/monthly", 1e7, 361_501_920.0, "geode-3"]),
            ]
        );
    }

    /// An empty list says that no value of any input changes the verdict; where not all were looked at nobody knows.
    #[test]
    fn an_empty_list_says_none() {
        let mut evaluation = evaluate(&presets::worked_example(), &[]);
        evaluation.set_flips(&[], false);
        assert_eq!(evaluation.verdict.flip_points, Some(Vec::new()));
        evaluation.set_flips(&[], true);
        assert_eq!(evaluation.verdict.flip_points, None);
        let turn = Turn { asked: (0, (0, 0)), today: Some(0.4), flips_at: 0.5, to: None, upwards: true, until: None };
        evaluation.set_flips(&[turn], true);
        assert_eq!(evaluation.verdict.flip_points.unwrap()[0].to, None);
    }
}
