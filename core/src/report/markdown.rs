//! The decision as Markdown, for a ticket or a decision record: verdict, table, link.

use super::assumed;
use super::comparison::{self, columns, headline};
use super::evaluation::Evaluation;
use super::rollout;
use super::uncounted;
use super::verdict::Method;
use crate::text::capital;

/// Verdict, table of headline figures and the link that opens to exactly this.
///
/// ```
/// use geode_core::{report::{self, markdown}, scenario::presets};
/// let text = markdown::of(&report::evaluate(&presets::worked_example(), &[]), Some("https://example.org/#s=1.x.y"));
/// assert!(text.starts_with("## Worked example\n"));
/// ```
pub fn of(evaluation: &Evaluation, link: Option<&str>) -> String {
    let scenario = &evaluation.scenario;
    let mut out = format!("## {}\n\n{}\n\n", escaped(&scenario.name), escaped(&evaluation.verdict.sentence));
    let names = columns(evaluation).into_iter().map(|column| {
        let today = if column.is_baseline { " (today)" } else { "" };
        let residency = if column.breaks_residency { " (breaks data residency)" } else { "" };
        format!("{}{today}{residency}", escaped(&column.name))
    });
    push_row(&mut out, "By engineering estimate".into(), names);
    push_row(&mut out, "---".into(), scenario.options.iter().map(|_| "---:".into()));
    let targets = comparison::targets(evaluation);
    if !targets.is_empty() {
        push_row(&mut out, "Meets your targets".into(), targets.into_iter().map(|standing| standing.words));
    }
    for line in headline(evaluation, Method::Rigorous) {
        // The label without the word that the unit behind it repeats.
        let label = capital(&line.label.replace("Monthly ", "").replace("monthly ", ""));
        let per = if label == line.label { line.unit } else { "a month" };
        let unit = if per.is_empty() { String::new() } else { format!(", {per}") };
        push_row(
            &mut out,
            label + &unit,
            line.cells.into_iter().map(|cell| match cell.note {
                Some(note) => format!("{} ({note})", cell.text),
                None => cell.text,
            }),
        );
    }
    out.push_str(&format!("\n{}\n\n", assumed::rests_on(scenario)));
    let rollout = evaluation.rollout.as_ref().map(|rollout| rollout::sentence(scenario, rollout));
    for said in uncounted::sentence(scenario).into_iter().chain(rollout) {
        out.push_str(&format!("{}\n\n", escaped(&said)));
    }
    match link {
        Some(link) => out.push_str(&format!("[Open in Geode Planner]({link})\n")),
        None => out.push_str("The scenario is too large for a link: ask for its file.\n"),
    }
    out
}

fn push_row(out: &mut String, head: String, cells: impl Iterator<Item = String>) {
    out.push('|');
    for cell in std::iter::once(head).chain(cells) {
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
    use crate::scenario::model::Phase;
    use crate::scenario::presets;

    /// A ticket compared the winner with options that nobody may choose, without a word of that.
    #[test]
    fn what_breaks_data_residency_is_marked() {
        let mut scenario = presets::worked_example();
        scenario.regions[0].jurisdiction = Some("US".into());
        scenario.user_groups[1].permitted_jurisdictions = vec!["EU".into()];
        // Data of Europe stays in Europe.
        crate::scenario::edit::change_writes(&mut scenario, "geode-3", |writes, _| {
            writes.mode = crate::scenario::model::WriteMode::HomeRegion;
        });
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
        assert!(
            text.contains("\n\nNot counted: the work to operate more regions, migration and credits to customers.\n\n"),
            "{text}"
        );
        assert!(text.ends_with("\n\n[Open in Geode Planner](https://example.org/#s=1.x.y)\n"), "{text}");
        let columns = |line: &str| line.matches('|').count();
        let table: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
        assert!(table.len() > 8 && table.iter().all(|line| columns(line) == columns(table[0])), "{text}");
    }

    /// A ticket said "Break-even revenue $52.5 M" beside a verdict that turns at $56.1 M: what the amount leaves out stood in
    /// the page's table only, and of a rollout not a word.
    #[test]
    fn what_amounts_leave_out_is_said() {
        let mut scenario = presets::worked_example();
        (scenario.revenue.monthly, scenario.cost.migration_one_off) = (6e7, 4.5e5);
        scenario.finance.annual_growth = 0.05;
        scenario.rollout = vec![Phase { start_month: 0, option: "geode-3".into(), migration_cost: 1e5 }];
        let evaluation = report::evaluate(&scenario, &[]);
        let text = of(&evaluation, None);
        let row = text.lines().find(|line| line.starts_with("| Break-even revenue")).unwrap();
        assert!(row.ends_with(" (without growth or migration) |"), "{row}");
        assert!(text.contains("\n\nOver 36 months the rollout is worth "), "{text}");
        let chart = report::charts::LIST.iter().find(|chart| chart.id == "benefit-by-revenue").unwrap();
        let title = chart.spec(&evaluation, report::verdict::Method::Rigorous).unwrap().title;
        assert!(title.ends_with(" Growth and migration are not in it."), "{title}");
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
