//! The decision as Markdown, for a ticket or a decision record: verdict, table, link.

use super::assumed;
use super::comparison::uncounted;
use super::evaluation::Evaluation;
use super::figures::{self, Figure, Quantity};
use super::table::{method, shown};
use super::targets::standing;
use super::verdict::Method;
use crate::scenario::model::Target;
use crate::text::capital;

/// The figures that a decision rests on, in this order; each method has its own of them.
const HEADLINE: [&str; 12] = [
    "availability",
    "downtime_seconds_per_year",
    "mean_latency_ms",
    "reads/p95_latency_ms",
    "monthly_cost",
    "monthly_cost/total",
    "extra_monthly_cost",
    "extra_monthly_revenue",
    "latency_revenue",
    "avoided_downtime_revenue",
    "net_monthly_benefit",
    "break_even_monthly_revenue",
];

/// Verdict, table of headline figures and the link that opens to exactly this.
///
/// ```
/// use geode_core::{report::{self, markdown}, scenario::presets};
/// let text = markdown::of(&report::evaluate(&presets::worked_example(), &[]), Some("https://example.org/#s=1.x.y"));
/// assert!(text.starts_with("## Worked example\n"));
/// ```
pub fn of(evaluation: &Evaluation, link: Option<&str>) -> String {
    let scenario = &evaluation.scenario;
    let figures = headline(evaluation.verdict.method);
    let named = figures.first().map_or("", |figure| method(figure));
    let mut out = format!("## {}\n\n{}\n\n", escaped(&scenario.name), escaped(&evaluation.verdict.sentence));
    let names = scenario.options.iter().zip(&evaluation.options).map(|(option, figures)| {
        let today = if option.id == scenario.baseline { " (today)" } else { "" };
        let residency = if figures.breaks_residency() { " (breaks data residency)" } else { "" };
        format!("{}{today}{residency}", escaped(&option.name))
    });
    push_row(&mut out, std::iter::once(format!("By {named}")).chain(names));
    push_row(&mut out, std::iter::once("---".into()).chain(scenario.options.iter().map(|_| "---:".into())));
    if scenario.target != Target::default() && evaluation.verdict.method == Method::Rigorous {
        let targets = evaluation.options.iter().map(|option| standing(option, scenario).1);
        push_row(&mut out, std::iter::once("Meets your targets".into()).chain(targets));
    }
    for figure in figures {
        let value = |option| match uncounted(figure, option, scenario) {
            Some(words) => words.into(),
            None => shown(figure, option, &scenario.currency),
        };
        let values = evaluation.options.iter().map(value);
        let per = if figure.quantity == Quantity::MoneyPerMonth { ", a month" } else { "" };
        push_row(&mut out, std::iter::once(format!("{}{per}", label(figure))).chain(values));
    }
    out.push_str(&format!("\n{}\n\n", assumed::rests_on(scenario)));
    match link {
        Some(link) => out.push_str(&format!("[Open in Geode Planner]({link})\n")),
        None => out.push_str("The scenario is too large for a link: ask for its file.\n"),
    }
    out
}

fn headline(method: Method) -> Vec<&'static Figure> {
    let room = match method {
        Method::Textbook => "textbook",
        Method::Rigorous => "rigorous",
    };
    HEADLINE.iter().filter_map(|name| figures::of_path(&format!("/{room}/{name}"))).collect()
}

/// The label without the word that the unit behind it repeats.
fn label(figure: &Figure) -> String {
    let plain = figure.label.replace("Monthly ", "").replace("monthly ", "");
    capital(&plain)
}

fn push_row(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        out.push_str(&cell);
        out.push_str(" |");
    }
    out.push('\n');
}

/// A foreign text that cannot end its cell, start another block, or become a link, an image or HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '!' | '~' | '@' => out.extend(['\\', letter]),
            // Not `\&`: some readers show the stroke.
            '&' => out.push_str("&amp;"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report;
    use crate::scenario::presets;

    /// A ticket compared the winner with options that nobody may choose, without a word of that.
    #[test]
    fn what_breaks_data_residency_is_marked() {
        let mut scenario = presets::worked_example();
        scenario.regions[0].jurisdiction = Some("US".into());
        scenario.user_groups[1].permitted_jurisdictions = vec!["EU".into()];
        let text = of(&report::evaluate(&scenario, &[]), None);
        assert!(text.contains("| Single region (today) (breaks data residency) | "), "{text}");
        assert!(text.contains(" | Active-active, 3 regions |\n"), "{text}");
    }

    #[test]
    fn the_worked_example_reads_as_a_ticket() {
        let text = of(&report::evaluate(&presets::worked_example(), &[]), Some("https://example.org/#s=1.x.y"));
        assert!(text.contains("\n\nNo, not on these numbers"), "{text}");
        assert!(text.contains("| Availability | 99.95 % |"), "{text}");
        assert!(text.contains("| Cost, a month | $100,000 |"), "{text}");
        assert!(text.ends_with("\n\n[Open in Geode Planner](https://example.org/#s=1.x.y)\n"), "{text}");
        let columns = |line: &str| line.matches('|').count();
        let table: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
        assert!(table.len() > 8 && table.iter().all(|line| columns(line) == columns(table[0])), "{text}");
    }

    #[test]
    fn names_stay_in_their_cells() {
        let mut scenario = presets::worked_example();
        scenario.name = "a|b\n# c".into();
        scenario.options[0].name = "![x](http://e)<b>".into();
        let text = of(&report::evaluate(&scenario, &[]), None);
        assert!(text.starts_with("## a\\|b \\# c\n"), "{text}");
        assert!(text.contains("| \\!\\[x\\](http://e)\\<b\\> (today) |"), "{text}");
        assert!(text.ends_with("ask for its file.\n"));
    }
}
