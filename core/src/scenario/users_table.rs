//! A table of users by country as people paste it: names or codes, numbers or shares, with or without a header.

mod cells;
mod columns;

use crate::catalogue::{Catalogue, Country, CountryMatch};
use cells::{Line, number, number_like};

/// Longer tables are not read to their end, and that is said.
const MOST_LINES: usize = 2_000;
/// More users than the world has.
const ABSURD: f64 = 2e10;
/// Larger numbers are named by their power of ten: all their digits would fill the page.
const LONG: f64 = 1e15;
/// More remarks are only counted.
const MOST_SAID: usize = 12;

/// What a pasted table says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UsersTable {
    /// Countries by code with their users or shares, in the order of the table; what stands twice is added up.
    pub users: Vec<(String, f64)>,
    /// Names that several countries answer to: the name, their codes, the users.
    pub asked: Vec<(String, Vec<String>, f64)>,
    /// What was left out or taken otherwise than written, a sentence each.
    pub remarks: Vec<String>,
}

/// Reads a table: a country and its users in each line, other cells aside. Where it is not sure which number is the users,
/// nothing is taken, and a remark says why.
///
/// ```
/// # let text = include_str!("../../../public/catalogue.txt");
/// use geode_core::{catalogue::Catalogue, scenario::users_table};
/// let catalogue = Catalogue::read(text)?;
/// let table = users_table::read("Country\tUsers\nGermany\t1,200\nJPN\t30\nKorea\t5\nGermany\t-1", &catalogue);
/// assert_eq!(table.users, [("DE".to_owned(), 1200.0), ("JP".to_owned(), 30.0)]);
/// assert_eq!(table.asked[0].1.len(), 2);
/// assert_eq!(table.remarks, ["Line 5: −1 users of Germany are left out."]);
/// # Ok::<(), geode_core::catalogue::CatalogueFault>(())
/// ```
pub fn read(text: &str, known: &Catalogue) -> UsersTable {
    read_named(text, known, &|_| None)
}

/// The code of the country that is called so where no English name fits.
pub type CodeOf<'n> = &'n dyn Fn(&str) -> Option<String>;

/// As [`read`], where countries may have names of other languages too.
pub fn read_named(text: &str, known: &Catalogue, code_of: CodeOf<'_>) -> UsersTable {
    let mut table = UsersTable::default();
    let mut said = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !cells::is_comment(line));
    let mut lines: Vec<Line> = said.by_ref().take(MOST_LINES).map(|(at, line)| Line::read(at + 1, line)).collect();
    let header = take_header(&mut lines);
    cells::join_thousands(header.as_ref(), &mut lines);
    match columns::choose(header.as_ref(), &lines, known) {
        Ok(chosen) => {
            table.remarks.extend(chosen.remark.clone());
            for line in &lines {
                match chosen.width {
                    // Where a cell too many stands is not known, and so neither is which is the users.
                    Some(width) if line.cells.len() > width => table.remarks.push(format!(
                        "Line {} has {} cells, the header {width}: it is left out.",
                        line.at,
                        line.cells.len()
                    )),
                    _ => table.take(line, chosen.cell(line).and_then(|cell| number(cell)), (known, code_of)),
                }
            }
        }
        Err(why) => table.remarks.push(why),
    }
    if said.next().is_some() {
        table.remarks.push(format!("Only the first {MOST_LINES} lines are read."));
    }
    table
}

/// Takes the line out that names the columns, and a title above it.
fn take_header(lines: &mut Vec<Line>) -> Option<Line> {
    let is_title = |line: &Line| line.numbers().next().is_none() && line.cells.len() == 1;
    let is_header = |line: &Line| line.numbers().next().is_none() && line.cells.len() > 1;
    if lines.first().is_some_and(is_title) {
        lines.remove(0);
    }
    lines.first().is_some_and(is_header).then(|| lines.remove(0))
}

impl UsersTable {
    /// What the page says of it: how many countries are taken, and the first remarks.
    pub fn said(&self) -> Vec<String> {
        let taken = match self.users.len() {
            0 => None,
            1 => Some("1 country is taken from the table.".to_owned()),
            count => Some(format!("{count} countries are taken from the table.")),
        };
        let more = match self.remarks.len().saturating_sub(MOST_SAID) {
            0 => None,
            1 => Some("and 1 more line".to_owned()),
            more => Some(format!("and {more} more lines")),
        };
        taken.into_iter().chain(self.remarks.iter().take(MOST_SAID).cloned()).chain(more).collect()
    }

    fn take(&mut self, line: &Line, number: Option<f64>, (known, code_of): (&Catalogue, CodeOf<'_>)) {
        let at = line.at;
        let names: Vec<&String> =
            line.cells.iter().filter(|cell| number_like(cell).is_none() && !cell.is_empty()).collect();
        let exact = |name: &&String| {
            let found = match known.country_named(name) {
                found @ (CountryMatch::Exact(_) | CountryMatch::Ask(_)) => found,
                unsure @ (CountryMatch::Similar(_) | CountryMatch::Unknown) => {
                    code_of(name).and_then(|code| known.country(&code)).map_or(unsure, CountryMatch::Exact)
                }
            };
            (found != CountryMatch::Unknown).then(|| ((*name).clone(), found))
        };
        match (names.iter().find_map(exact), number, names.first()) {
            (Some((name, _)), None, _) => self.remarks.push(format!("Line {at}: {name} has no number.")),
            (Some((name, _)), Some(users), _) if !(0.0..=ABSURD).contains(&users) => {
                let shown = shown(users);
                self.remarks.push(format!("Line {at}: {shown} users of {name} are left out."));
            }
            (Some((name, found)), Some(users), _) => self.add(at, &name, found, users),
            (None, _, Some(name)) => {
                self.remarks.push(format!("Line {at}: “{}” is no country that is known.", short(name)))
            }
            (None, _, None) => self.remarks.push(format!("Line {at}: names no country.")),
        }
    }

    fn add(&mut self, at: usize, name: &str, found: CountryMatch<'_>, users: f64) {
        match found {
            CountryMatch::Exact(country) => self.put(at, country, users),
            CountryMatch::Similar(country) => {
                self.remarks.push(format!("Line {at}: “{}” is taken as {}.", short(name), country.name));
                self.put(at, country, users);
            }
            CountryMatch::Ask(several) => {
                let codes = several.into_iter().map(|country| country.code.clone()).collect();
                self.asked.push((name.to_owned(), codes, users));
            }
            CountryMatch::Unknown => {}
        }
    }

    fn put(&mut self, at: usize, country: &Country, users: f64) {
        match self.users.iter_mut().find(|(code, _)| *code == country.code) {
            Some((_, sum)) => {
                *sum += users;
                self.remarks.push(format!("Line {at}: {} stands twice; the numbers are added up.", country.name));
            }
            None => self.users.push((country.code.clone(), users)),
        }
    }
}

fn shown(users: f64) -> String {
    let digits = if users.abs() < LONG { users.to_string() } else { format!("{users:.2e}").replace(".00e", "e") };
    digits.replace('-', "−")
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
#[path = "users_table_tests.rs"]
mod tests;
