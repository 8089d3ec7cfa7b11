//! Formulas of the textbook method whose terms are inputs, with the numbers of an option in them.

use super::{milliseconds, money_all, number, percent};
use crate::engine::figures as list;
use crate::engine::textbook::Textbook;
use crate::report::evaluation::Evaluation;
use crate::scenario::model::{Kind, PlanOption, Region, UserGroup};
use crate::scenario::{Scenario, fill};

/// Terms of a sum that are written out; what is beyond is counted.
const TERMS: usize = 8;

/// What a formula is made of: the scenario, the option and its figures, and those of the baseline.
struct Parts<'a> {
    scenario: &'a Scenario,
    option: &'a PlanOption,
    figures: &'a Textbook,
    baseline: &'a Textbook,
}

/// The formula of a figure with the numbers of the option at `index`; none where it has no numbers.
pub(super) fn of(evaluation: &Evaluation, index: usize, figure: &str) -> Option<String> {
    let full = fill::full(&evaluation.scenario);
    let scenario = full.as_ref();
    let parts = Parts {
        scenario,
        option: scenario.options.get(index)?,
        figures: &evaluation.options.get(index)?.textbook,
        baseline: &evaluation.baseline()?.textbook,
    };
    put_in(&parts, figure)
}

fn put_in(parts: &Parts, figure: &str) -> Option<String> {
    let Parts { figures, baseline, .. } = parts;
    let amount = |value: f64| super::bracketed(money_all(value, &parts.scenario.currency));
    let revenue = &parts.scenario.revenue;
    let nominal = format!("{} ÷ 100 ms", milliseconds(revenue.nominal_reduction_ms));
    Some(match figure {
        list::TEXTBOOK_UNAVAILABILITY => parts.unavailability()?,
        list::TEXTBOOK_MEAN_LATENCY_MS => parts.mean_latency()?,
        list::TEXTBOOK_MONTHLY_COST_BEFORE_TRANSFER => parts.copies(),
        list::TEXTBOOK_MONTHLY_COST => parts.with_transfer(),
        list::TEXTBOOK_EXTRA_MONTHLY_REVENUE if figures.mean_latency_ms < baseline.mean_latency_ms => {
            format!("{} × {} × {nominal}", amount(revenue.monthly), percent(revenue.gain_per_100_ms))
        }
        list::TEXTBOOK_EXTRA_MONTHLY_REVENUE => {
            let (own, other) = (milliseconds(figures.mean_latency_ms), milliseconds(baseline.mean_latency_ms));
            let before = format!("{} × {}", amount(revenue.monthly), percent(revenue.gain_per_100_ms));
            format!("{before} × 0, as {own} is not below {other},")
        }
        list::TEXTBOOK_BREAK_EVEN_GAIN_PER_100_MS if figures.break_even_gain_per_100_ms.is_some() => {
            format!("{} ÷ ({} × {nominal})", amount(figures.extra_monthly_cost), amount(revenue.monthly))
        }
        list::TEXTBOOK_BREAK_EVEN_MONTHLY_REVENUE if figures.break_even_monthly_revenue.is_some() => {
            format!("{} ÷ ({} × {nominal})", amount(figures.extra_monthly_cost), percent(revenue.gain_per_100_ms))
        }
        _ => return None,
    })
}

impl Parts<'_> {
    fn unavailability(&self) -> Option<String> {
        let of = |id: &str| Some(number(self.scenario.region(id)?.unavailability()));
        Some(match &self.option.kind {
            Kind::SingleRegion { region, .. } => match self.scenario.region(region)? {
                r if r.unavailability.is_some() => format!("U of {}", r.name),
                r => format!("1 − {}", number(r.availability)),
            },
            Kind::ActivePassive { primary, .. } => {
                let minutes = number(self.scenario.failover.active_passive_minutes);
                // More than the primary is down for, the pair is not.
                let cap = if self.figures.unavailability < 1.0 { "" } else { ", at most 1," };
                format!("{} × {minutes} min ÷ 60 min{cap}", of(primary)?)
            }
            Kind::Geode { regions, .. } => regions.iter().map(|id| of(id)).collect::<Option<Vec<_>>>()?.join(" × "),
        })
    }

    fn mean_latency(&self) -> Option<String> {
        let groups = &self.scenario.user_groups;
        let term = |group: &UserGroup| {
            let (region, ms) = self.serving(group)?;
            let share = percent(group.share);
            Some(format!("{share} × {} ({} to {})", milliseconds(ms), group.name, region.name))
        };
        let mut terms = groups.iter().take(TERMS).map(term).collect::<Option<Vec<_>>>()?;
        if groups.len() > TERMS {
            terms.push(format!("{} more groups", groups.len() - TERMS));
        }
        Some(terms.join("\n+ "))
    }

    /// The region that serves a group, and its round trip.
    fn serving(&self, group: &UserGroup) -> Option<(&Region, f64)> {
        let row = self.scenario.user_latency_ms.get(&group.id)?;
        let at = |id: &str| Some((self.scenario.region(id)?, row.get(id).copied()?));
        match &self.option.kind {
            Kind::SingleRegion { region, .. } => at(region),
            Kind::ActivePassive { primary, .. } => at(primary),
            Kind::Geode { regions, .. } => regions.iter().filter_map(|id| at(id)).min_by(|a, b| a.1.total_cmp(&b.1)),
        }
    }

    fn copies(&self) -> String {
        let single = money_all(self.scenario.cost.single_region_monthly, &self.scenario.currency);
        match &self.option.kind {
            Kind::SingleRegion { .. } => format!("{single} × 1"),
            Kind::ActivePassive { standby_cost_fraction, .. } => {
                format!("{single} × (1 + {})", number(*standby_cost_fraction))
            }
            Kind::Geode { regions, .. } => format!("{single} × {}", regions.len()),
        }
    }

    fn with_transfer(&self) -> String {
        let before = money_all(self.figures.monthly_cost_before_transfer, &self.scenario.currency);
        let has_transfer = match &self.option.kind {
            Kind::SingleRegion { .. } => false,
            Kind::ActivePassive { .. } => true,
            Kind::Geode { regions, .. } => regions.len() > 1,
        };
        let overhead = if has_transfer { self.scenario.cost.transfer_overhead } else { 0.0 };
        format!("{before} × (1 + {})", percent(overhead))
    }
}

#[cfg(test)]
mod tests {
    use crate::report;
    use crate::scenario::presets;

    #[test]
    fn formulas_with_the_numbers_of_the_worked_example() {
        let evaluation = report::evaluate(&presets::worked_example(), &[]);
        let of = |index: usize, figure: &str| super::super::of(&evaluation, index, &format!("/textbook/{figure}"));
        let expected = [
            (0, "unavailability", "1 − 0.9995 = 0.0005"),
            (1, "unavailability", "0.0005 × 15 min ÷ 60 min = 0.000125"),
            (2, "unavailability", "0.0005 × 0.0005 = 2.5e-7"),
            (2, "downtime_seconds_per_year", "2.5e-7 × 31,536,000 s = 7.884 s/yr"),
            (3, "latency_reduction_ms", "105 ms − 54 ms = 51 ms"),
            (1, "monthly_cost_before_transfer", "$100,000 × (1 + 1) = $200,000"),
            (3, "monthly_cost", "$300,000 × (1 + 16.66666666667 %) = $350,000"),
            (3, "cost_overhead_share", "$250,000 ÷ $100,000 = 250 %"),
            (3, "extra_monthly_revenue", "$10,000,000 × 1 % × 100 ms ÷ 100 ms = $100,000"),
            (1, "extra_monthly_revenue", "$10,000,000 × 1 % × 0, as 105 ms is not below 105 ms, = $0"),
            (3, "break_even_gain_per_100_ms", "$250,000 ÷ ($10,000,000 × 100 ms ÷ 100 ms) = 2.5 %"),
            (3, "break_even_monthly_revenue", "$250,000 ÷ (1 % × 100 ms ÷ 100 ms) = $25,000,000"),
        ];
        for (index, figure, text) in expected {
            assert_eq!(of(index, figure).as_deref(), Some(text), "{figure}");
        }
        assert_eq!(of(0, "break_even_monthly_revenue"), None);
        assert!(of(3, "mean_latency_ms").unwrap().contains("30 % × 40 ms (Europe to EU West)"));
    }
}
