//! What contracts promise, beside the money that the verdict counts.

use super::{Candidate, Said};
use crate::engine::constants::ROUNDING;
use crate::planning::{self, Worth};

/// The least part of the net benefit that credits must be to matter to the money.
const MATTERS: f64 = 0.05;

impl Said<'_> {
    /// What credits do to all that was said of an option before, where contracts promise any: contractual, estimated and
    /// speculative parts are told apart (model.md §8). With a space before it.
    pub(super) fn credits(&self, option: &Candidate) -> String {
        if self.scenario.sla_credits.is_none() {
            return String::new();
        }
        let Some(avoided) = option.avoided_credits else {
            return " Credits that contracts promise are not counted: there are no simulated years of both to count them in.".into();
        };
        let amount = |value: f64| {
            let sign = if value < 0.0 { "\u{2212}" } else { "" };
            format!("{sign}{}", self.amount(value))
        };
        if avoided.abs() <= MATTERS * option.net().abs() {
            return " Credits that contracts promise change its net benefit by less than 5 %.".into();
        }
        let more_or_less = if avoided > 0.0 { "less" } else { "more" };
        let parts = format!(
            "{} contractual, {} estimated, {} speculative",
            amount(avoided),
            amount(option.from_downtime),
            amount(option.from_latency)
        );
        let with = option.net() + avoided;
        let gains = if with < 0.0 { "loses" } else { "gains" };
        // The decision is by net present value: where that counts more than the months, these may say the opposite.
        let comes_to = match self.beyond_a_month() {
            Some(_) => {
                let (worth, horizon) = (self.worth(option.npv_with_credits), self.horizon());
                format!("{worth} over {horizon} (net present value; a month {parts})")
            }
            None => format!("it {gains} {} a month ({parts})", self.amount(with)),
        };
        format!(
            " {} also owes {} {more_or_less} a month in credits, not counted above: with them {comes_to}.",
            option.name,
            self.amount(avoided)
        )
    }

    /// That another option than without credits is ahead with them, of those that miss nothing: by what they are worth over
    /// the horizon, as the verdict. It stands in the answer, which would be half the truth without it.
    pub(super) fn ahead_with_credits(&self) -> String {
        // Of those that are worth the same the baseline comes first, as in the verdict.
        let others = self.candidates.iter().filter(|c| c.id != self.baseline.id);
        let able = std::iter::once(self.baseline).chain(others).filter(|c| c.missed.is_empty());
        let best = |worth: fn(&Candidate) -> f64| {
            planning::greatest(able.clone(), |c| Worth { monthly: worth(c), cost: c.monthly_cost })
        };
        let with: fn(&Candidate) -> f64 = |c| c.worth_with_credits;
        let (Some(now), Some(then)) = (best(|c| c.worth), best(with)) else { return String::new() };
        let ahead = with(then) - with(now);
        match then.id != now.id && ahead > ROUNDING * then.monthly_cost {
            true => format!(
                " With the credits that contracts promise {} is ahead, by {} a month.",
                then.name,
                self.amount(ahead)
            ),
            false => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::report::verdict::VerdictKind;
    use crate::scenario::presets;

    /// The worked example with a contract, and what was found in simulated years: the credit of a mean period of today's option,
    /// and of all others.
    fn contracted(today: f64, others: f64) -> crate::report::Evaluation {
        use crate::engine::simulation::Yearly;
        use crate::scenario::model::CreditStep;
        let mut scenario = presets::worked_example();
        scenario.sla_credits.steps = vec![CreditStep { below: 0.999, credit_share: 0.1, ..CreditStep::default() }];
        scenario.sla_credits.fees_share = 1.0;
        let mut evaluation = crate::report::evaluate(&scenario, &[]);
        crate::report::find_flips(&mut evaluation);
        let years = |credited_share| Some(Yearly { credited_share: Some(credited_share), ..Yearly::default() });
        evaluation.set_years(&[years(today), years(others), years(others), years(others)]);
        evaluation
    }

    /// A team that owed its customers $200,000 a month in credits read of latency and downtime alone. Of 10 M of revenue 2 % is
    /// 200,000; the net benefits of the worked example are −146,122 for three regions and −73,124 for two.
    #[test]
    fn credits_are_told_beside_what_the_verdict_counts() {
        let verdict = contracted(0.02, 0.0).verdict;
        assert!(
            verdict.reasons.contains(
                "above $36.2 M monthly revenue. Active-active, 3 regions also owes $200,000 less a month in credits, not \
                 counted above: with them it gains $53,900 a month ($200,000 contractual, $4,880 estimated, $51,000 speculative)."
            ),
            "{}",
            verdict.reasons
        );
        // The headline said "No" alone, and that contracts turn it stood at the end of the reasons.
        assert_eq!(verdict.kind, VerdictKind::Stay);
        assert_eq!(
            verdict.answer,
            "No, not on these numbers. With the credits that contracts promise Active-active, 2 regions is ahead, by $127,000 a month."
        );
        assert_eq!(verdict.sentence, format!("{} {}", verdict.answer, verdict.reasons));
        assert_eq!(verdict.flip_points.map(|flips| flips.len()), Some(3), "they were found before the years");
        let more = contracted(0.0, 0.02).verdict.reasons;
        assert!(
            more.ends_with(
                "also owes $200,000 more a month in credits, not counted above: with them it loses $346,000 a month \
                 (\u{2212}$200,000 contractual, $4,880 estimated, $51,000 speculative)."
            ),
            "{more}"
        );
    }

    /// With an hour down that costs nothing and two options of the same cost, "Too close to call: … is worth as much as …" stood
    /// alone, though contracts are worth $200,000 a month to one of them: it was looked for what is ahead of the last of those
    /// that are worth the same, and the verdict names the first.
    #[test]
    fn credits_are_told_where_nothing_else_tells_apart() {
        use crate::engine::simulation::Yearly;
        let mut scenario = contracted(0.02, 0.0).scenario;
        scenario.options.truncate(1);
        let mut other = scenario.options[0].clone();
        (other.id, other.name) = ("other".into(), "Other region".into());
        scenario.options.push(other);
        let mut evaluation = crate::report::evaluate(&scenario, &[]);
        let years = |credited_share| Some(Yearly { credited_share: Some(credited_share), ..Yearly::default() });
        evaluation.set_years(&[years(0.02), years(0.0)]);
        let answer = &evaluation.verdict.answer;
        assert!(
            answer.ends_with(" With the credits that contracts promise Other region is ahead, by $200,000 a month."),
            "{answer}"
        );
    }

    /// The B2B example read "it loses $684k (net present value, with the migration)" and then "with them it gains $356 a month",
    /// while it still lost $48,900. A migration of 3 M: −3 M − 146,122 × what 1 a month is worth, and 200,000 × the same.
    #[test]
    fn credits_are_told_by_what_the_decision_is_made_of() {
        let mut scenario = contracted(0.02, 0.0).scenario;
        scenario.cost.migration_one_off = 3e6;
        let mut evaluation = crate::report::evaluate(&scenario, &[]);
        let years = |credited_share| {
            use crate::engine::simulation::Yearly;
            Some(Yearly { credited_share: Some(credited_share), ..Yearly::default() })
        };
        evaluation.set_years(&[years(0.02), years(0.0), years(0.0), years(0.0)]);
        let monthly = 1.1_f64.powf(1.0 / 12.0);
        let annuity: f64 = (1..=36).map(|month| monthly.powi(-month)).sum();
        let npv = 53_878.0 * annuity - 3e6;
        let said = format!(
            "with them it loses ${:.2} M over 36 months (net present value; a month $200,000 contractual",
            -npv / 1e6
        );
        let reasons = evaluation.verdict.reasons;
        assert!(reasons.contains(&said) && !reasons.contains("it gains"), "{said}: {reasons}");
    }

    #[test]
    fn credits_that_are_small_unknown_or_not_promised_take_few_words() {
        // 5,000 of 146,122 is 3.4 %.
        let small = contracted(0.0005, 0.0).verdict.reasons;
        assert!(
            small.ends_with("revenue. Credits that contracts promise change its net benefit by less than 5 %."),
            "{small}"
        );
        let before = contracted(0.02, 0.0).scenario;
        let unknown = crate::report::evaluate(&before, &[]).verdict.reasons;
        assert!(unknown.ends_with("not counted: there are no simulated years of both to count them in."), "{unknown}");
        let none = crate::report::evaluate(&presets::worked_example(), &[]).verdict.reasons;
        assert!(!none.to_lowercase().contains("credit"), "{none}");
    }
}
