//! Where a figure comes from: its formula, the formula with the numbers in it, source and assumptions.

use super::absent::{self, Absent};
use super::evaluation::Evaluation;
use super::option::OptionEvaluation;
use super::{comparison, substituted, written};
use crate::engine::figures::{self, Figure, Quantity};
use crate::quantity::format::{self, Digits, NONE};

/// A figure of an option, explained.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Name of the figure.
    pub label: &'static str,
    /// Name of the option.
    pub option: String,
    /// The value with all digits.
    pub value: String,
    /// The bare number; none where there is none.
    pub number: Option<f64>,
    /// Whose it is and its path: `geode-3/rigorous/availability`.
    pub figure: String,
    /// The formula in words and symbols.
    pub formula: &'static str,
    /// The formula with this option's numbers in it.
    pub substituted: Option<String>,
    /// Where the formula comes from.
    pub source: &'static str,
    /// What it takes for granted.
    pub assumptions: &'static [&'static str],
}

/// Explains a figure of an option; none if either is unknown.
///
/// ```
/// use geode_core::{report::{self, explain::explain}, scenario::presets};
/// let evaluation = report::evaluate(&presets::worked_example(), &[]);
/// let explained = explain(&evaluation, "geode-3", "/textbook/net_monthly_benefit").unwrap();
/// assert_eq!(explained.substituted.as_deref(), Some("$100,000 − $250,000 = −$150,000"));
/// ```
pub fn explain(evaluation: &Evaluation, option: &str, path: &str) -> Option<Explanation> {
    let figure = figures::of_path(path)?;
    let index = evaluation.options.iter().position(|o| o.id == option)?;
    let found = evaluation.options.get(index)?;
    Some(Explanation {
        label: figure.label,
        option: evaluation.scenario.options.get(index)?.name.clone(),
        value: absent::of(evaluation, figure, found)
            .map(Absent::long)
            .or_else(|| comparison::uncounted(figure, found, &evaluation.scenario))
            .map_or_else(|| in_full(figure, found, &evaluation.scenario.currency), str::to_owned),
        number: figure.get(found),
        figure: format!("{option}{path}"),
        formula: figure.formula,
        substituted: substituted::of(evaluation, index, path),
        source: figure.source,
        assumptions: assumptions(path),
    })
}

fn in_full(figure: &Figure, option: &OptionEvaluation, currency: &str) -> String {
    let text = written::figure(figure, option, currency, Digits::All);
    let per = written::per(figure.quantity);
    let nines = written::unavailability(figure, option).map(format::nines).filter(|nines| nines != NONE);
    // Seconds say little about hours.
    let few = (figure.quantity == Quantity::SecondsPerYear
        && figure.get(option).is_some_and(|seconds| seconds >= 60.0))
    .then(|| written::figure(figure, option, currency, Digits::Few));
    match (nines.or(few), per) {
        (Some(nines), _) => format!("{text}, {nines}"),
        (None, "") => text,
        (None, _) if text == NONE => text,
        (None, per) => format!("{text} {per}"),
    }
}

const SPECULATIVE: &str = "The part that comes from latency is speculative.";

const NO_INCIDENTS: &str = "Outages of a shared dependency, and of users whom no region may serve, are no incidents here; the downtime has them.";

/// What the engineering estimate takes for granted.
fn of_estimate(figure: &str) -> &'static [&'static str] {
    match figure.split('/').next().unwrap_or(figure) {
        "unavailability"
        | "availability"
        | "nines"
        | "downtime_seconds_per_year"
        | "downtime_breakdown_seconds_per_year" => &[
            "Regions fail independently of each other, but for shared failures; each is repaired in its mean time.",
            "What a region's failure does to its users follows from routing, failover, the way of writing and capacity.",
        ],
        "incidents_per_year" => &[NO_INCIDENTS],
        "mean_incident_minutes" => &[
            "Weighted by users: where a region that serves a third of them is down for 90 s, that counts as 30 s. So it may be shorter than the recovery time, which is that of the users who are hit.",
            NO_INCIDENTS,
        ],
        "expected_lost_writes_per_year" => &[
            "Every failure comes at peak load, and takes with it what the region had not yet copied.",
            "Where several regions take writes and the last write wins, what that discards while everything is up is not counted; nor is it where nothing says how conflicts are settled.",
        ],
        "reads" | "writes" | "mean_latency_ms" if figure.ends_with("latency_ms") => &[
            "All regions are up, and each user is served from where routing leads.",
            "Latencies spread lognormally around their means.",
        ],
        "latency_revenue" | "break_even_gain_per_100_ms" => {
            &["What 100 ms are worth is thinly evidenced: studies range from 0.2 to 8.4 %."]
        }
        "avoided_downtime_revenue" | "break_even_downtime_cost_per_hour" => {
            &["Every hour down costs as much as any other, whenever it comes."]
        }
        "payback_months" => &[
            "Counted from the first month, undiscounted: the months until it is live, growth and the horizon's end count.",
            SPECULATIVE,
        ],
        "rto_seconds" => &[
            "The longest wait: the last user of the last region to recover. The downtime counts the mean one.",
            "A repair time is a mean: 37 % of outages last longer. A failover is one that works.",
        ],
        "rpo_seconds" => &[
            "What last write wins discards while everything is up is not counted.",
            "Backups lose nothing in an outage after which the region comes back; a loss for good loses the time since the last one.",
        ],
        "mirr_annual" => &[
            "Spreadsheets have two other conventions: their NPV function discounts the first flow too, and a rate of r ÷ 12 a month is more than the twelfth root of a year's.",
            SPECULATIVE,
        ],
        "npv" | "irr_annual" => &[
            "Returns and costs stay as they are now, but for the growth that is entered; a migration whose cost is not entered is not counted.",
            SPECULATIVE,
        ],
        "net_monthly_benefit" | "break_even_monthly_revenue" => &[SPECULATIVE],
        "monthly_cost" | "extra_monthly_cost" => {
            &["A region costs its price index times one full copy's parts; what is not entered is not counted."]
        }
        _ => &[],
    }
}

/// What the arithmetic behind a figure takes for granted.
fn assumptions(path: &str) -> &'static [&'static str] {
    if let Some(figure) = path.strip_prefix("/rigorous/") {
        return of_estimate(figure);
    }
    let Some(figure) = path.strip_prefix("/textbook/") else { return &[] };
    match figure {
        "unavailability" | "availability" | "downtime_seconds_per_year" => &[
            "Regions fail independently of each other; nothing is shared.",
            "Active-passive: hours of downtime × hours per failover, which is right only if a mean outage lasts one hour, and failover always works.",
            "Active-active: only the time when all regions are down together counts, not the time until users are routed away from a failed one.",
        ],
        "mean_latency_ms" | "latency_reduction_ms" | "latency_reduction_share" => &[
            "All regions are up, and each user is served by the nearest region of the option; of a pair, by the primary.",
            "Residency, the way of writing and calls between regions are ignored.",
        ],
        "extra_monthly_revenue" | "net_monthly_benefit" => &[
            "The nominal reduction is priced, not the one that this option brings, and avoided downtime earns nothing.",
            "The gain per 100 ms is thinly evidenced: studies range from 0.2 to 8.4 %.",
        ],
        "break_even_gain_per_100_ms" | "break_even_monthly_revenue" => &[
            "The nominal reduction is priced, not the one that this option brings, and avoided downtime earns nothing.",
            "There is none without extra cost.",
        ],
        "monthly_cost_before_transfer" | "monthly_cost" | "cost_overhead_share" | "extra_monthly_cost" => &[
            "Every region is a full copy of the first, at the same price.",
            "Transfer between regions is a fixed part of the cost.",
        ],
        // The test below fails for a figure that nothing is said of.
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report;
    use crate::scenario::presets;

    #[test]
    fn every_figure_of_the_worked_example_is_explained() {
        let evaluation = report::evaluate(&presets::worked_example(), &[]);
        for option in &evaluation.options {
            for figure in figures::LIST {
                let explained = explain(&evaluation, &option.id, figure.path).unwrap();
                assert!(!explained.assumptions.is_empty() || !figure.path.starts_with("/textbook/"), "{}", figure.path);
                assert!(!explained.value.contains("unknown"), "{}", explained.value);
            }
        }
    }

    #[test]
    fn values_in_full() {
        let evaluation = report::evaluate(&presets::worked_example(), &[]);
        let value = |option: &str, path: &str| explain(&evaluation, option, path).unwrap().value;
        assert_eq!(value("geode-3", "/textbook/availability"), "99.9999999875 %, 9.9 nines");
        assert_eq!(value("geode-3", "/textbook/downtime_seconds_per_year"), "0.003942 s/yr");
        assert_eq!(value("geode-3", "/textbook/monthly_cost"), "$350,000 a month");
        assert_eq!(value("single", "/textbook/break_even_monthly_revenue"), "none: the others are compared with it");
    }

    #[test]
    fn a_dash_says_whether_it_always_or_never_pays() {
        let mut scenario = presets::worked_example();
        scenario.revenue.gain_per_100_ms = 0.0;
        scenario.revenue.lost_share_during_downtime = 0.0;
        let value = |scenario: &_, option: &str| {
            explain(&report::evaluate(scenario, &[]), option, "/rigorous/break_even_monthly_revenue").unwrap().value
        };
        assert_eq!(value(&scenario, "single"), "none: the others are compared with it");
        assert_eq!(value(&scenario, "geode-3"), "none: it pays at no value above 0");
        scenario.revenue.downtime_cost_per_hour = Some(1e9);
        assert_eq!(value(&scenario, "geode-3"), "none: it pays at any value");
        assert!(value(&presets::worked_example(), "geode-3").starts_with('$'));
        // It "paid at any revenue" today and "at no revenue above 0" at a hundred times that.
        let mut cheaper = presets::worked_example();
        cheaper.baseline = "geode-3".into();
        for revenue in [1e7, 1e9] {
            cheaper.revenue.monthly = revenue;
            assert_eq!(value(&cheaper, "single"), "none: it costs no more than what it is compared with");
        }
    }

    /// A mean incident of 29 s beside a recovery time of 90 s read like a contradiction: it is weighted by users.
    #[test]
    fn what_a_mean_leaves_out_is_said() {
        let evaluation = report::evaluate(&presets::worked_example(), &[]);
        let said = |path: &str| {
            let explained = explain(&evaluation, "geode-3", path).unwrap();
            (explained.label, explained.assumptions.join(" "))
        };
        let (label, mean) = said("/rigorous/mean_incident_minutes");
        assert!(label.ends_with("weighted by users") && mean.starts_with("Weighted by users: "), "{label}: {mean}");
        let (_, lost) = said("/rigorous/expected_lost_writes_per_year");
        assert!(
            lost.contains("the last write wins, what that discards while everything is up is not counted"),
            "{lost}"
        );
    }

    #[test]
    fn what_is_unknown_is_not_explained() {
        let evaluation = report::evaluate(&presets::worked_example(), &[]);
        assert_eq!(explain(&evaluation, "nobody", "/textbook/availability"), None);
        assert_eq!(explain(&evaluation, "single", "/textbook/nothing"), None);
    }
}
