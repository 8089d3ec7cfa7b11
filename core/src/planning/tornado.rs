//! What matters most: each uncertain input alone at its 10th and at its 90th percentile, the others as they are today.

use super::drawn::write;
use super::{Drawn, Job};
use crate::engine::figures::{Figure, PAYBACK_MONTHS};
use crate::engine::{Depth, Figures, Scratch, evaluate};
use crate::quantity::Unit;
use crate::scenario::problem::Problem;
use serde::{Deserialize, Serialize};

/// What is asked: the uncertain inputs, and how much to compute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// The uncertain inputs.
    pub inputs: Vec<Drawn>,
    /// [`Depth::Full`] where a figure is to be read that needs it.
    pub depth: Depth,
}

/// Every input at its ends: a piece each, and one for today.
#[derive(Debug, Clone)]
pub struct Tornado {
    base: Problem,
    ask: Ask,
    work: Problem,
    scratch: Scratch,
}

/// Figures with one input at either end; none where that makes no scenario.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Ends {
    /// The input at its 10th percentile.
    pub p10: Option<Figures>,
    /// At its 90th.
    pub p90: Option<Figures>,
}

/// Figures of all options, from which the bars of any figure follow.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Swings {
    /// With every input as it is.
    pub today: Figures,
    /// Of each input, in order.
    pub inputs: Vec<Ends>,
}

/// One bar: what a figure becomes as one input goes from end to end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The input, by its index.
    pub input: usize,
    /// The figure as it is today; none where it is not defined, infinite where it is a payback that never comes.
    pub today: Option<f64>,
    /// The figure with the input at its 10th percentile.
    pub p10: Option<f64>,
    /// At its 90th.
    pub p90: Option<f64>,
}

impl Bar {
    /// How far the figure goes: from end to end; infinitely far where only some of both ends and today are infinite. None
    /// where an end has none.
    pub fn swing(&self) -> Option<f64> {
        let ends = [self.p10?, self.p90?];
        let infinite = || ends.iter().chain(&self.today).map(|value| value.is_infinite());
        Some(match (infinite().any(|is| is), infinite().all(|is| is)) {
            (false, _) => (self.p90? - self.p10?).abs(),
            (true, false) => f64::INFINITY,
            (true, true) => 0.0,
        })
    }

    /// How far from today the farther of its finite ends is.
    fn reach(&self) -> f64 {
        let Some(today) = self.today else { return 0.0 };
        let ends = self.p10.into_iter().chain(self.p90).filter(|end| end.is_finite());
        ends.map(|end| (end - today).abs()).fold(0.0, f64::max)
    }
}

impl Swings {
    /// The bars of a figure of an option, the largest swing first; those without one last. A payback that never comes is
    /// infinite; of several that go so far the one first whose other end is the farther from today.
    ///
    /// ```
    /// use geode_core::engine::{Depth, figures};
    /// use geode_core::scenario::problem::Problem;
    /// use geode_core::planning::{Drawn, Job, Tornado, in_one_go, tornado::Ask};
    /// use geode_core::scenario::{model::{Distribution, DistributionKind, Uncertain}, presets};
    /// let mut example = presets::worked_example();
    /// let distribution =
    ///     Distribution { kind: DistributionKind::Uniform, low: Some(5e6), high: Some(15e6), p05: None, mode: None, p95: None };
    /// example.uncertainty = vec![Uncertain { input: "/revenue/monthly".into(), distribution }];
    /// let ask = Ask { inputs: Drawn::all(&example), depth: Depth::Headline };
    /// let swings = in_one_go(Tornado::new(Problem::compile(&example), ask));
    /// let bar = swings.bars(3, figures::of_path("/textbook/extra_monthly_revenue").unwrap())[0];
    /// // 1 % of revenues of 6 and 14 million.
    /// assert_eq!((bar.p10, bar.p90), (Some(60_000.0), Some(140_000.0)));
    /// ```
    pub fn bars(&self, option: usize, figure: &Figure) -> Vec<Bar> {
        let never = (figure.path == PAYBACK_MONTHS).then_some(f64::INFINITY);
        let of = |figures: &Figures| figure.get(figures.options.get(option)?).or(never);
        let today = of(&self.today);
        let end = |figures: &Option<Figures>| of(figures.as_ref()?);
        let bar = |(input, ends): (usize, &Ends)| Bar { input, today, p10: end(&ends.p10), p90: end(&ends.p90) };
        let mut bars: Vec<Bar> = self.inputs.iter().enumerate().map(bar).collect();
        let key = |bar: &Bar| bar.swing().unwrap_or(f64::NEG_INFINITY);
        let reach = |bar: &Bar| if key(bar).is_finite() { 0.0 } else { bar.reach() };
        crate::sorted::by(&mut bars, |a, b| key(b).total_cmp(&key(a)).then(reach(b).total_cmp(&reach(a))));
        bars
    }
}

impl Job for Tornado {
    const NAME: &'static str = "tornado";
    type Parameters = Ask;
    type Partial = Ends;
    type Answer = Swings;

    fn new(problem: Problem, ask: Ask) -> Tornado {
        Tornado { work: problem.clone(), base: problem, ask, scratch: Scratch::default() }
    }

    /// The inputs, and today behind them.
    fn pieces(&self) -> usize {
        self.ask.inputs.len() + 1
    }

    fn piece(&mut self, number: usize) -> Ends {
        let Some(drawn) = self.ask.inputs.get(number).copied() else {
            return Ends { p10: self.with(None), p90: None };
        };
        let [p10, p90] = ends(&drawn);
        Ends { p10: self.with(Some((&drawn, p10))), p90: self.with(Some((&drawn, p90))) }
    }

    fn merge(&self, mut partials: Vec<Ends>) -> Swings {
        let today = partials.pop().and_then(|ends| ends.p10).unwrap_or_default();
        Swings { today, inputs: partials }
    }
}

impl Tornado {
    fn with(&mut self, value: Option<(&Drawn, f64)>) -> Option<Figures> {
        let mut figures = Figures::default();
        write(&mut self.work, &self.base, value.into_iter()).then(|| {
            evaluate(&self.work, &mut self.scratch, &mut figures, self.ask.depth);
            figures
        })
    }
}

/// The 10th and the 90th percentile of an input, cut to its range; of an availability, whose distribution is that of its
/// unavailability, those of the availability.
pub fn ends(drawn: &Drawn) -> [f64; 2] {
    let is_turned = drawn.input().is_some_and(|input| input.unit == Unit::Availability);
    let ends = if is_turned { [0.9, 0.1] } else { [0.1, 0.9] };
    ends.map(|p| drawn.quantile(p).value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::figures;
    use crate::planning::in_one_go;
    use crate::scenario::model::{Distribution, DistributionKind, Uncertain};
    use crate::scenario::{Scenario, presets};

    /// z of the 95th and of the 90th percentile of a standard normal variable.
    const Z: (f64, f64) = (1.644_853_626_951_472_2, 1.281_551_565_544_600_4);

    fn uncertain(inputs: &[(&str, DistributionKind, f64, f64)]) -> Scenario {
        let mut example = presets::worked_example();
        let percentiles =
            |kind, p05, p95| Distribution { kind, p05: Some(p05), p95: Some(p95), low: None, mode: None, high: None };
        let uncertain = |(input, kind, p05, p95): &(&str, DistributionKind, f64, f64)| Uncertain {
            input: (*input).to_owned(),
            distribution: percentiles(*kind, *p05, *p95),
        };
        example.uncertainty = inputs.iter().map(uncertain).collect();
        example
    }

    fn bars(scenario: &Scenario, option: usize, path: &str) -> Vec<Bar> {
        let ask = Ask { inputs: Drawn::all(scenario), depth: Depth::Full };
        let swings = in_one_go(Tornado::new(Problem::compile(scenario), ask));
        swings.bars(option, figures::of_path(path).unwrap())
    }

    /// Textbook cost of three regions is 3 × 7/6 of one, whatever else is uncertain; revenue does not bear on it. A
    /// lognormal's 10th and 90th percentile follow from its 5th and 95th by z10 ÷ z5.
    #[test]
    fn a_figure_linear_in_an_input_goes_by_its_percentiles() {
        let example = uncertain(&[
            ("/revenue/monthly", DistributionKind::Normal, 8e6, 12e6),
            ("/cost/single_region_monthly", DistributionKind::Lognormal, 50e3, 200e3),
        ]);
        let bars = bars(&example, 3, "/textbook/monthly_cost");
        assert_eq!((bars[0].input, bars[1].input), (1, 0), "the larger swing first: {bars:?}");
        let half = (200e3_f64 / 50e3).ln() / 2.0 * Z.1 / Z.0;
        for (found, exact) in [(bars[0].p10, (-half).exp()), (bars[0].p90, half.exp())] {
            let exact = 3.5 * 100e3 * exact;
            assert!((found.unwrap() / exact - 1.0).abs() < 1e-9, "{found:?}, not {exact}");
        }
        assert_eq!(bars[1].swing(), Some(0.0));
    }

    /// Of the availability, not of the unavailability that its distribution is about: at the 10th percentile more fails.
    #[test]
    fn an_availability_is_low_at_its_tenth_percentile() {
        let example = uncertain(&[("/regions/us-east/availability", DistributionKind::Lognormal, 0.999, 0.9999)]);
        let bar = bars(&example, 0, "/textbook/unavailability")[0];
        // ln q is normal: √(1e-3 × 1e-4) in the middle.
        let half = 10f64.ln() / 2.0 * Z.1 / Z.0;
        let middle = (1e-3_f64 * 1e-4).sqrt();
        for (found, exact) in [(bar.p10, middle * half.exp()), (bar.p90, middle * (-half).exp())] {
            assert!((found.unwrap() / exact - 1.0).abs() < 1e-9, "{found:?}, not {exact}");
        }
    }

    /// Three regions never pay back at today's revenue, and do at the high end: that swing is without limit, and what the
    /// migration costs moves a payback that never comes not at all.
    #[test]
    fn a_payback_that_comes_at_one_end_alone_swings_most() {
        let example = uncertain(&[
            ("/cost/migration_one_off", DistributionKind::Uniform, 0.0, 1e6),
            ("/revenue/monthly", DistributionKind::Lognormal, 10e6, 100e6),
        ]);
        let found = bars(&example, 3, "/rigorous/payback_months");
        let told: Vec<_> = found.iter().map(|bar| (bar.input, bar.p10, bar.p90, bar.swing())).collect();
        let never = Some(f64::INFINITY);
        assert_eq!(told, [(1, never, Some(0.0), never), (0, never, never, Some(0.0))]);
    }

    /// The largest swings were the last: a payback that never comes is infinite. The farther finite end is first, and
    /// what never comes at either end, though it does today, is before what comes at both.
    #[test]
    fn swings_to_never_are_in_order() {
        let never = f64::INFINITY;
        let bar = |p10, p90| Bar { input: 0, today: Some(10.0), p10: Some(p10), p90: Some(p90) };
        let swing = |p10, p90| bar(p10, p90).swing().unwrap();
        assert_eq!(
            [swing(never, 4.0), swing(2.0, never), swing(never, never), swing(40.0, 4.0)],
            [never, never, never, 36.0]
        );
        assert_eq!([bar(never, 4.0).reach(), bar(2.0, never).reach(), bar(never, never).reach()], [6.0, 8.0, 0.0]);
        assert_eq!(Bar { today: Some(never), ..bar(never, never) }.swing(), Some(0.0));
        assert_eq!(Bar { p10: None, ..bar(never, never) }.swing(), None);
    }
}
