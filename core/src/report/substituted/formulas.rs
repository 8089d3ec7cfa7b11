//! Formulas whose terms are other figures, with the numbers of an option in them.

use super::{downtime, money_all, percent};
use crate::engine::figures::{self, Figure, Quantity};
use crate::quantity::format::Digits;
use crate::report::evaluation::Evaluation;
use crate::report::option::OptionEvaluation;
use crate::report::written;

/// Formulas by the path of their figure. In braces stand paths of figures: `base:` those of the baseline, `input:`
/// numbers of the scenario.
const FORMULAS: &[(&str, &str)] = &[
    (figures::TEXTBOOK_AVAILABILITY, "1 − {/textbook/unavailability}"),
    (figures::TEXTBOOK_DOWNTIME_SECONDS_PER_YEAR, "{/textbook/unavailability} × 31,536,000 s"),
    (figures::TEXTBOOK_LATENCY_REDUCTION_MS, "{base:/textbook/mean_latency_ms} − {/textbook/mean_latency_ms}"),
    (figures::TEXTBOOK_LATENCY_REDUCTION_SHARE, "{/textbook/latency_reduction_ms} ÷ {base:/textbook/mean_latency_ms}"),
    (figures::TEXTBOOK_COST_OVERHEAD_SHARE, "{/textbook/extra_monthly_cost} ÷ {base:/textbook/monthly_cost}"),
    (figures::TEXTBOOK_EXTRA_MONTHLY_COST, "{/textbook/monthly_cost} − {base:/textbook/monthly_cost}"),
    (figures::TEXTBOOK_NET_MONTHLY_BENEFIT, "{/textbook/extra_monthly_revenue} − {/textbook/extra_monthly_cost}"),
    (figures::AVAILABILITY, "1 − {/rigorous/unavailability}"),
    (figures::NINES, "−log10 {/rigorous/unavailability}"),
    (figures::DOWNTIME_SECONDS_PER_YEAR, "{/rigorous/unavailability} × 31,536,000 s"),
    (
        figures::MEAN_LATENCY_MS,
        "{input:reads} × {/rigorous/reads/mean_latency_ms} + {input:writes} × {/rigorous/writes/mean_latency_ms}",
    ),
    (figures::EXTRA_MONTHLY_COST, "{/rigorous/monthly_cost/total} − {base:/rigorous/monthly_cost/total}"),
    (
        figures::AVOIDED_DOWNTIME_REVENUE,
        "({base:/rigorous/unavailability} − {/rigorous/unavailability}) × 730 h × {input:hour}",
    ),
    (
        figures::NET_MONTHLY_BENEFIT,
        "{/rigorous/latency_revenue} + {/rigorous/avoided_downtime_revenue} − {/rigorous/extra_monthly_cost}",
    ),
    (
        figures::NET_MONTHLY_BENEFIT_WITHOUT_LATENCY,
        "{/rigorous/avoided_downtime_revenue} − {/rigorous/extra_monthly_cost}",
    ),
    (
        figures::BREAK_EVEN_DOWNTIME_COST_PER_HOUR,
        "({/rigorous/extra_monthly_cost} − {/rigorous/latency_revenue})\n\
         ÷ (({base:/rigorous/unavailability} − {/rigorous/unavailability}) × 730 h)",
    ),
];

/// Sums by the path of their figure: where the paths of the terms start, and what is done with the sum.
const SUMS: &[(&str, &str, &str)] = &[
    (figures::UNAVAILABILITY, "/rigorous/downtime_breakdown_seconds_per_year/", "÷ 31,536,000 s/yr"),
    (figures::MONTHLY_COST_TOTAL, "/rigorous/monthly_cost/", ""),
];

/// The formula of a figure with the numbers of an option; none where it has no numbers.
pub(super) fn of(evaluation: &Evaluation, option: &OptionEvaluation, path: &str) -> Option<String> {
    if let Some((_, start, then)) = SUMS.iter().find(|(of, ..)| *of == path) {
        return Some(sum(evaluation, option, path, start, then));
    }
    let (_, formula) = FORMULAS.iter().find(|(of, _)| *of == path)?;
    let mut pieces = formula.split(['{', '}']);
    let mut text = pieces.next()?.to_owned();
    while let (Some(place), Some(after)) = (pieces.next(), pieces.next()) {
        text += &value(evaluation, option, place)?;
        text += after;
    }
    Some(text)
}

/// What stands for a place of a formula.
pub(super) fn value(evaluation: &Evaluation, option: &OptionEvaluation, place: &str) -> Option<String> {
    let scenario = &evaluation.scenario;
    let currency = &scenario.currency;
    match place.split_once(':') {
        None => in_full(option, place, currency),
        Some(("base", path)) => in_full(evaluation.baseline()?, path, currency),
        Some(("input", "reads")) => Some(percent(1.0 - scenario.traffic.write_fraction)),
        Some(("input", "writes")) => Some(percent(scenario.traffic.write_fraction)),
        Some(("input", "hour")) => Some(hour(evaluation)),
        Some(_) => None,
    }
}

/// What an hour down costs: as given, or the profit on what is lost of an hour's revenue.
fn hour(evaluation: &Evaluation) -> String {
    let (revenue, currency) = (&evaluation.scenario.revenue, &evaluation.scenario.currency);
    match revenue.downtime_cost_per_hour {
        Some(cost) => money_all(cost, currency),
        None => format!(
            "{} × {} × {} ÷ 730 h",
            percent(revenue.gross_margin),
            percent(revenue.lost_share_during_downtime),
            money_all(revenue.monthly, currency)
        ),
    }
}

fn in_full(option: &OptionEvaluation, path: &str, currency: &str) -> Option<String> {
    let figure = figures::of_path(path)?;
    figure.get(option)?;
    Some(super::bracketed(written::figure(figure, option, currency, Digits::All)))
}

/// The terms that are not 0, each with its name.
fn sum(evaluation: &Evaluation, option: &OptionEvaluation, path: &str, start: &str, then: &str) -> String {
    let is_term = |figure: &&Figure| figure.path.starts_with(start) && figure.path != path;
    let terms = figures::LIST.iter().filter(is_term).filter_map(|figure| {
        let value = figure.get(option).filter(|value| *value != 0.0)?;
        let text = match figure.quantity {
            Quantity::MoneyPerMonth => money_all(value, &evaluation.scenario.currency),
            _ => downtime(value),
        };
        Some(format!("{text} ({})", figure.label.to_ascii_lowercase()))
    });
    let terms: Vec<String> = terms.collect();
    match (terms.is_empty(), then) {
        (true, _) => "0".into(),
        (false, "") => terms.join("\n+ "),
        (false, then) => format!("({})\n{then}", terms.join("\n+ ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{FORMULAS, SUMS};
    use crate::engine::figures;
    use crate::report;
    use crate::scenario::{presets, restore};

    /// Logarithms and powers are no keys of this calculator.
    const NO_KEY: [&str; 2] = ["/rigorous/nines", "/rigorous/mirr_annual"];

    /// The value of a sum of products of the numbers in a text, their units and names left out: what a reader with a
    /// calculator gets.
    struct Calculator<'a>(std::iter::Peekable<std::str::Chars<'a>>);

    impl Calculator<'_> {
        fn sum(&mut self) -> f64 {
            let mut value = self.product();
            loop {
                match self.next_sign() {
                    Some('+') => value += self.product(),
                    Some('−') => value -= self.product(),
                    _ => return value,
                }
            }
        }

        fn next_sign(&mut self) -> Option<char> {
            while self.0.next_if(|c| !"+−×÷()".contains(*c) && !c.is_ascii_digit()).is_some() {}
            self.0.next_if(|c| "+−".contains(*c))
        }

        fn product(&mut self) -> f64 {
            let mut value = self.factor();
            loop {
                while self.0.next_if(|c| !"+−×÷()".contains(*c)).is_some() {}
                match self.0.peek() {
                    Some('×') => {
                        self.0.next();
                        value *= self.factor();
                    }
                    Some('÷') => {
                        self.0.next();
                        value /= self.factor();
                    }
                    _ => return value,
                }
            }
        }

        fn factor(&mut self) -> f64 {
            while self.0.next_if(|c| c.is_whitespace() || "$€".contains(*c) || c.is_alphabetic()).is_some() {}
            if self.0.next_if_eq(&'(').is_some() {
                let value = self.sum();
                self.0.next_if_eq(&')');
                return value;
            }
            if self.0.next_if_eq(&'−').is_some() {
                return -self.factor();
            }
            let mut digits = String::new();
            while let Some(c) = self.0.next_if(|c| c.is_ascii_digit() || ".,e-".contains(*c)) {
                digits.push(c);
            }
            let value: f64 = digits.replace(',', "").parse().unwrap();
            while self.0.next_if(|c| c.is_whitespace()).is_some() {}
            if self.0.next_if_eq(&'%').is_some() { value / 100.0 } else { value }
        }
    }

    /// Names of terms and remarks stand in brackets too, and hold no arithmetic.
    fn calculated(text: &str) -> f64 {
        let mut plain = text.to_owned();
        while let Some((start, end)) = named(&plain) {
            plain.replace_range(start..end, "");
        }
        Calculator(plain.chars().peekable()).sum()
    }

    fn named(text: &str) -> Option<(usize, usize)> {
        text.match_indices('(').find_map(|(start, _)| {
            let end = start + text[start..].find(')')? + 1;
            let inner = &text[start + 1..end - 1];
            let is_name = inner.starts_with(char::is_alphabetic) || inner.contains(" a month for ");
            (is_name && !inner.contains(['(', '×', '÷', '−'])).then_some((start, end))
        })
    }

    #[test]
    fn who_puts_it_into_a_calculator_gets_the_figure() {
        let file: serde_json::Value =
            serde_json::from_str(include_str!("../../../../tests/data/rigorous.json")).unwrap();
        let mut checked = std::collections::BTreeSet::new();
        let cases = file["cases"].as_array().unwrap().iter().map(|case| case["scenario"].to_string());
        let mut scenarios: Vec<_> = cases.map(|text| restore::from_text(&text).unwrap().scenario).collect();
        // One with money in every place, and one whose hours down have a price of their own.
        let mut priced = presets::worked_example();
        priced.revenue.monthly = 1e8;
        priced.cost.migration_one_off = 300_000.0;
        priced.cost.operations_monthly_per_extra_region = 7_500.0;
        priced.regions[2].price_index = Some(1.15);
        scenarios.push(priced.clone());
        priced.revenue.downtime_cost_per_hour = Some(20_000.0);
        (priced.cost.people_per_extra_region, priced.cost.loaded_annual_cost_per_person) = (0.5, 180_000.0);
        scenarios.push(priced.clone());
        (priced.cost.compute_discount, priced.cost.fixed_discount) = (0.3, 0.1);
        (priced.cost.storage_discount, priced.cost.transfer_discount) = (0.2, 0.5);
        scenarios.push(priced.clone());
        priced.finance.annual_growth = 0.2;
        priced.finance.months_until_live = 12;
        scenarios.push(priced);
        for scenario in scenarios {
            let evaluation = report::evaluate(&scenario, &[]);
            for (index, option) in evaluation.options.iter().enumerate() {
                for figure in figures::LIST.iter().filter(|f| !NO_KEY.contains(&f.path)) {
                    let Some(text) = super::super::of(&evaluation, index, figure.path) else { continue };
                    let (left, _) = text.rsplit_once('=').unwrap();
                    // Words behind a comma are remarks, and a U that is an input of its own has no arithmetic.
                    let left = left.split(", as ").next().unwrap();
                    if left.starts_with("U of") {
                        continue;
                    }
                    let (value, expected) = (calculated(left), figure.get(option).unwrap());
                    // Money is the difference of larger amounts.
                    let is_money = figure.quantity == figures::Quantity::MoneyPerMonth;
                    let scale = if is_money { scenario.cost.single_region_monthly } else { 0.0 };
                    // Amounts are written to the cent or to eight digits.
                    let digits = if text.contains(['$', '€']) { 3e-7 } else { 1e-9 };
                    let slack = digits * expected.abs().max(scale);
                    assert!((value - expected).abs() <= slack, "{}: {text}: {value}, not {expected}", figure.path);
                    if value != 0.0 {
                        checked.insert(figure.path);
                    }
                }
            }
        }
        let with_numbers = FORMULAS.iter().map(|(path, _)| *path).chain(SUMS.iter().map(|(path, ..)| *path));
        let of_terms = [
            "monthly_cost/compute",
            "monthly_cost/fixed",
            "monthly_cost/storage",
            "monthly_cost/transfer",
            "monthly_cost/operations",
            "latency_revenue",
            "break_even_monthly_revenue",
            "break_even_gain_per_100_ms",
            "npv",
            "payback_months",
            "rto_seconds",
            "rpo_seconds",
        ];
        let of_terms = of_terms.map(|name| format!("/rigorous/{name}"));
        // The textbook explanations were wrong as printed: $300,000 × (1 + 16.7 %) = $350,000.
        let of_textbook = figures::LIST.iter().map(|figure| figure.path).filter(|path| path.starts_with("/textbook/"));
        for path in of_textbook.filter(|path| *path != "/textbook/nines") {
            assert!(checked.contains(path), "{path}");
        }
        for path in with_numbers.chain(of_terms.iter().map(String::as_str)).filter(|path| *path != "/rigorous/nines") {
            assert!(checked.contains(path), "{path}");
        }
    }

    /// Amounts of thirteen digits stood in the explanations: $148,076.9230769.
    #[test]
    fn amounts_have_digits_that_can_be_read() {
        let mut scenario = presets::worked_example();
        scenario.regions.iter_mut().for_each(|region| region.price_index = Some(1.0 / 7.0));
        scenario.revenue.monthly = 1e8 / 7.0;
        let evaluation = report::evaluate(&scenario, &[]);
        let mut amounts = 0;
        for (index, option) in evaluation.options.iter().enumerate() {
            let paths = figures::LIST.iter().map(|figure| figure.path);
            for path in paths {
                let told = report::explain::explain(&evaluation, &option.id, path).unwrap();
                let texts = super::super::of(&evaluation, index, path).into_iter().chain([told.value]);
                for text in texts {
                    for amount in text.split('$').skip(1) {
                        let number = amount.split(|c: char| !c.is_ascii_digit() && !".,".contains(c)).next().unwrap();
                        let (whole, cents) = number.split_once('.').unwrap_or((number, ""));
                        let (whole, digits) = (whole.replace(',', ""), cents.trim_start_matches('0').len());
                        assert!(cents.len() <= 2 || whole.len() + digits <= 9, "{path}: ${number} in {text}");
                        amounts += 1;
                    }
                }
            }
        }
        assert!(amounts > 100, "{amounts}");
    }

    #[test]
    fn terms_have_names_and_zeros_are_left_out() {
        let evaluation = report::evaluate(&presets::worked_example(), &[]);
        let of = |index: usize, path: &str| super::super::of(&evaluation, index, path).unwrap();
        assert_eq!(of(0, "/rigorous/extra_monthly_cost"), "$100,000 − $100,000 = $0");
        let cost = of(2, "/rigorous/monthly_cost/total");
        assert!(cost.contains("(compute)\n+ ") && !cost.contains("(edge)"), "{cost}");
        assert!(of(2, "/rigorous/unavailability").contains("(failing over)"));
        assert!(of(2, "/rigorous/nines").starts_with("−log10 "));
    }
}
