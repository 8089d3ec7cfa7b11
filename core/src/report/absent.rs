//! Why a figure has no value, in words: a dash alone would not say whether something always pays or never does.

use super::evaluation::Evaluation;
use super::option::OptionEvaluation;
use crate::engine::figures::{self, Figure, Needs};
use crate::engine::rigorous::BreakEven;

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absent {
    /// The others are compared with it.
    Baseline,
    /// It costs no more than the baseline.
    NoExtraCost,
    /// It pays whatever the number is.
    Always,
    /// It pays at no number.
    Never,
    /// What is paid never comes back.
    NeverPaidBack,
    /// All there is has one copy.
    OneCopy,
    /// Nobody has said what contracts promise.
    NotCounted,
    /// Its years were not simulated.
    Unknown,
}

/// Why a figure of an option has no value; none where it has one, or a dash says all there is to say.
pub(super) fn of(evaluation: &Evaluation, figure: &Figure, option: &OptionEvaluation) -> Option<Absent> {
    if figure.get(option).is_some() {
        return None;
    }
    let is_baseline = option.id == evaluation.scenario.baseline;
    match figure.path {
        figures::RPO_SECONDS | figures::EXPECTED_LOST_WRITES_PER_YEAR => Some(Absent::OneCopy),
        _ if figure.needs == Needs::Credits => match option.figures.credits {
            _ if evaluation.scenario.sla_credits.is_none() => Some(Absent::NotCounted),
            None => Some(Absent::Unknown),
            Some(_) => (!is_baseline).then_some(Absent::NeverPaidBack),
        },
        figures::PAYBACK_MONTHS if !is_baseline => Some(Absent::NeverPaidBack),
        path => break_even(path, option).map(|why| if is_baseline { Absent::Baseline } else { why }),
    }
}

/// Whether an option pays always or never, where it costs more and no number says when.
fn break_even(path: &str, option: &OptionEvaluation) -> Option<Absent> {
    let (r, textbook) = (&option.rigorous, &option.textbook);
    let pays_without = |others: f64| if others >= r.value.extra_monthly_cost { Absent::Always } else { Absent::Never };
    let (extra, otherwise) = match path {
        figures::BREAK_EVEN_MONTHLY_REVENUE => (
            r.value.extra_monthly_cost,
            match r.value.break_even_status {
                BreakEven::Always => Absent::Always,
                BreakEven::At | BreakEven::Never => Absent::Never,
            },
        ),
        figures::BREAK_EVEN_GAIN_PER_100_MS => {
            (r.value.extra_monthly_cost, pays_without(r.value.avoided_downtime_revenue))
        }
        figures::BREAK_EVEN_DOWNTIME_COST_PER_HOUR => {
            (r.value.extra_monthly_cost, pays_without(r.value.latency_revenue))
        }
        figures::TEXTBOOK_BREAK_EVEN_MONTHLY_REVENUE | figures::TEXTBOOK_BREAK_EVEN_GAIN_PER_100_MS => {
            (textbook.extra_monthly_cost, Absent::Never)
        }
        _ => return None,
    };
    Some(if extra <= 0.0 { Absent::NoExtraCost } else { otherwise })
}

impl Absent {
    /// In a cell of a table.
    pub(super) fn short(self) -> Option<&'static str> {
        match self {
            Absent::Baseline => None,
            Absent::NoExtraCost => Some("no extra cost"),
            Absent::Always => Some("always pays"),
            Absent::Never => Some("never pays"),
            Absent::NeverPaidBack => Some("never"),
            Absent::OneCopy => Some("no second copy"),
            Absent::NotCounted => Some("not counted"),
            Absent::Unknown => Some("unknown"),
        }
    }

    /// In an explanation.
    pub(super) fn long(self) -> &'static str {
        match self {
            Absent::Baseline => "none: the others are compared with it",
            Absent::NoExtraCost => "none: it costs no more than what it is compared with",
            Absent::Always => "none: it pays at any value",
            Absent::Never => "none: it pays at no value above 0",
            Absent::NeverPaidBack => "none: what is paid does not come back within 600 months",
            Absent::NotCounted => "not counted: nobody has said what credits contracts promise",
            Absent::Unknown => "unknown: no years have been simulated",
            Absent::OneCopy => "none: all there is has one copy, so that a loss for good loses everything",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::report::{self, comparison, verdict::Method};
    use crate::scenario::{Scenario, presets};

    fn cell(scenario: &Scenario, path: &str, option: usize) -> String {
        let evaluation = report::evaluate(scenario, &[]);
        let lines = comparison::headline(&evaluation, Method::Rigorous).into_iter();
        let mut lines = lines.chain(comparison::rest(&evaluation, Method::Rigorous));
        lines.find(|line| line.path == path).unwrap().cells.remove(option).text
    }

    #[test]
    fn the_months_that_are_looked_at_are_named() {
        let months = format!(" {} months", crate::engine::constants::MAX_PAYBACK_MONTHS);
        assert!(super::Absent::NeverPaidBack.long().ends_with(&months));
    }

    /// "–" stood for a gain at which an option always pays, and for one at which it never does.
    #[test]
    fn a_break_even_that_is_none_says_why() {
        let gain = "/rigorous/break_even_gain_per_100_ms";
        let mut scenario = presets::worked_example();
        assert_eq!(cell(&scenario, gain, 0), "–", "the others are compared with it");
        assert_eq!(cell(&scenario, gain, 1), "never pays", "a standby makes nobody faster");
        scenario.revenue.downtime_cost_per_hour = Some(1e9);
        assert_eq!(cell(&scenario, gain, 3), "always pays");
        let hour = "/rigorous/break_even_downtime_cost_per_hour";
        assert!(cell(&scenario, hour, 1).starts_with('$'));
        scenario.baseline = "geode-3".into();
        assert_eq!(cell(&scenario, gain, 0), "no extra cost");
        scenario.baseline = "single".into();
        scenario.revenue.gain_per_100_ms = 1.0;
        assert_eq!(cell(&scenario, hour, 3), "always pays", "faster users alone pay for it");
    }

    /// The recovery point of a single region was "best 0 s".
    #[test]
    fn one_copy_is_no_best_recovery_point() {
        let mut scenario = presets::worked_example();
        scenario.target.rpo_seconds = Some(60.0);
        let evaluation = report::evaluate(&scenario, &[]);
        let lines = comparison::headline(&evaluation, Method::Rigorous);
        let rpo = lines.iter().find(|line| line.path == "/rigorous/rpo_seconds").unwrap();
        assert_eq!((rpo.cells[0].text.as_str(), rpo.cells[0].is_best), ("no second copy", false));
        assert_eq!(
            (rpo.cells[3].text.as_str(), rpo.cells[3].is_best),
            ("1 s", false),
            "all that have a copy lag alike"
        );
    }
}
