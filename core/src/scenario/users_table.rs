//! A table of users by country as people paste it: names or codes, numbers or shares, with or without a header.

use crate::catalogue::{Catalogue, Country, CountryMatch};
use crate::quantity::{self, Unit};

/// Longer tables are not read to their end, and that is said.
const MOST_LINES: usize = 2_000;
/// More users than the world has.
const ABSURD: f64 = 2e10;

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

/// Reads a table: a country and a number in each line, other cells aside.
///
/// ```
/// # let text = include_str!("../../../public/catalogue.txt");
/// use geode_core::{catalogue::Catalogue, scenario::users_table};
/// let catalogue = Catalogue::read(text)?;
/// let table = users_table::read("Country\tUsers\nGermany\t1,200\nJPN\t30 %\nKorea\t5\nGermany\t-1", &catalogue);
/// assert_eq!(table.users, [("DE".to_owned(), 1200.0), ("JP".to_owned(), 30.0)]);
/// assert_eq!(table.asked[0].1.len(), 2);
/// assert_eq!(table.remarks, ["Line 5: −1 users of Germany are left out."]);
/// # Ok::<(), geode_core::catalogue::CatalogueFault>(())
/// ```
pub fn read(text: &str, known: &Catalogue) -> UsersTable {
    let mut table = UsersTable::default();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (count, (at, line)) in lines.enumerate() {
        if count == MOST_LINES {
            table.remarks.push(format!("Only the first {MOST_LINES} lines are read."));
            break;
        }
        table.take(at + 1, count == 0, line, known);
    }
    table
}

impl UsersTable {
    fn take(&mut self, at: usize, is_first: bool, line: &str, known: &Catalogue) {
        let cells = cells(line);
        let number = cells.iter().rev().find_map(|cell| number(cell));
        let names: Vec<&String> = cells.iter().filter(|cell| number_like(cell).is_none() && !cell.is_empty()).collect();
        let exact = |name: &&String| match known.country_named(name) {
            CountryMatch::Unknown => None,
            found => Some(((*name).clone(), found)),
        };
        match (names.iter().find_map(exact), number, names.first()) {
            (_, None, _) if is_first => {}
            (Some((name, _)), None, _) => self.remarks.push(format!("Line {at}: {name} has no number.")),
            (Some((name, _)), Some(users), _) if !(0.0..=ABSURD).contains(&users) => {
                let shown = users.to_string().replace('-', "−");
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

/// Cells between tabs, else semicolons, else commas outside quotes; else the number at the end of a line stands apart.
fn cells(line: &str) -> Vec<String> {
    let separator = ['\t', ';', ','].into_iter().find(|separator| line.contains(*separator));
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            letter if Some(letter) == separator && !quoted => cells.push(String::new()),
            letter => cells.last_mut().into_iter().for_each(|cell| cell.push(letter)),
        }
    }
    let cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
    match &cells[..] {
        [one] => match one.rsplit_once(char::is_whitespace) {
            Some((name, last)) if number_like(last).is_some() => vec![name.trim_end().into(), last.into()],
            _ => cells,
        },
        // "France, 1,234": thousands in a list by commas.
        [name, whole @ ..] if separator == Some(',') && whole.len() > 1 && number(&whole.join(",")).is_some() => {
            vec![name.clone(), whole.join(",")]
        }
        _ => cells,
    }
}

fn number_like(cell: &str) -> Option<f64> {
    number(cell).or_else(|| cell.starts_with(|c: char| c.is_ascii_digit()).then_some(f64::NAN))
}

/// A number as people type it into a field; a percent sign aside, for only the proportions of a table count.
fn number(cell: &str) -> Option<f64> {
    let plain = cell.trim().trim_end_matches('%').trim_end();
    let digits = plain.trim_start_matches(['-', '−', '+']).starts_with(|c: char| c.is_ascii_digit());
    quantity::parse_for(plain, Unit::Number, None, false).ok().map(|entry| entry.value).filter(|_| digits)
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> UsersTable {
        read(text, &Catalogue::read(include_str!("../../../public/catalogue.txt")).unwrap())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value) in [
            ("1,234", 1234.0),
            ("1.234.567", 1_234_567.0),
            ("1 234", 1234.0),
            ("12.5%", 12.5),
            ("12,5 %", 12.5),
            ("1’000", 1000.0),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("7", 7.0),
            ("−3", -3.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        assert_eq!(number("inf").or(number("DE")).or(number("")), None);
    }

    #[test]
    fn tables_of_tools_are_read() {
        let table = table(
            "\"Country\",\"Active users\"\n\"Myanmar (Burma)\",\"1,234\"\nBosnia & Herzegovina,5\nCôte d’Ivoire;6\nNiger 7\nFrance, 1,500\n",
        );
        let codes: Vec<(&str, f64)> = table.users.iter().map(|(code, users)| (code.as_str(), *users)).collect();
        assert_eq!(codes, [("MM", 1234.0), ("BA", 5.0), ("CI", 6.0), ("NE", 7.0), ("FR", 1500.0)]);
        assert!(table.remarks.is_empty(), "{:?}", table.remarks);
    }

    #[test]
    fn what_cannot_be_taken_is_named() {
        let table = table("Congo\t3\nAtlantis\t4\nDE\t1e300\nDE\t2\nDE\t3\nGermny\t1\nFrance\tmany\n");
        assert_eq!(table.users, [("DE".to_owned(), 6.0)]);
        assert_eq!(
            table.asked.iter().map(|(name, codes, _)| (name.as_str(), codes.len())).collect::<Vec<_>>(),
            [("Congo", 2)]
        );
        let said = table.remarks.join("\n");
        for words in [
            "Line 2: “Atlantis”",
            "Line 3:",
            "Line 5: Germany stands twice",
            "Line 6: “Germny” is taken as Germany",
            "Line 7: France has no number",
        ] {
            assert!(said.contains(words), "{words} in {said}");
        }
    }
}
