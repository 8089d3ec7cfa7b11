//! Which column of a pasted table has the users. A table of visits has rates and times too, and one of latencies looks the
//! same but for its header: what is not sure to be users is refused with what was found, for a wrong column taken as users
//! gives a plan that looks right.

use super::cells::{Line, number};
use super::short;
use crate::catalogue::Catalogue;

/// Names of columns of users, the best first.
const EXACT: [&str; 11] = [
    "active users",
    "total users",
    "users",
    "visitors",
    "unique visitors",
    "sessions",
    "visits",
    "requests",
    "share of users",
    "internet users",
    "page views",
];
/// Words of other names of such columns.
const USERS: [&str; 12] = [
    "users",
    "visitors",
    "visits",
    "sessions",
    "requests",
    "pageviews",
    "views",
    "share",
    "weight",
    "weights",
    "count",
    "counts",
];
/// Words of what is measured of users, and is not how many there are.
const OTHER: [&str; 9] = ["rate", "bounce", "bounces", "engagement", "duration", "time", "revenue", "average", "avg"];
/// Words of some of the users, taken where nobody counts them all.
const SOME: [&str; 2] = ["new", "returning"];
/// Words of a table of latencies.
const LATENCIES: [&str; 5] = ["ms", "latency", "latencies", "rtt", "milliseconds"];
/// More names of columns than this are not listed.
const MOST_NAMES: usize = 6;

/// Where the users of a line stand.
pub(super) struct Chosen {
    /// The column; none where each line has one number at most.
    at: Option<usize>,
    /// How many columns the header has.
    pub width: Option<usize>,
    /// Which column was taken, where there were others.
    pub remark: Option<String>,
}

impl Chosen {
    /// The cell of users in a line, if that is a number.
    pub fn cell<'a>(&self, line: &'a Line) -> Option<&'a String> {
        let mut numbers = line.numbers();
        let found = match self.at {
            Some(column) => numbers.find(|(at, _)| *at == column),
            None => numbers.next(),
        };
        found.map(|(_, cell)| cell)
    }
}

/// The column of users, or why none can be taken.
pub(super) fn choose(header: Option<&Line>, lines: &[Line], known: &Catalogue) -> Result<Chosen, String> {
    let chosen = match header {
        Some(header) => by_name(header, lines, known)?,
        None => by_numbers(lines)?,
    };
    unmixed(&chosen, lines)?;
    Ok(chosen)
}

fn by_name(header: &Line, lines: &[Line], known: &Catalogue) -> Result<Chosen, String> {
    let columns: Vec<(usize, &String)> =
        header.cells.iter().enumerate().filter(|(at, _)| has_numbers(*at, lines)).collect();
    let best = columns.iter().filter_map(|(at, name)| Some((fitness(&plain(name))?, *at, *name))).min();
    let named: Vec<&String> = header.cells.iter().skip(1).collect();
    let says_latency = best.is_none() && named.iter().any(|name| is_latency(&plain(name)));
    if says_latency || named.iter().any(|name| is_region(name, known)) {
        return Err(format!(
            "This is a table of latencies, not of users: its columns are {}. Nothing is taken: use these \
             users and regions first, then choose it under “Open”, “From a file of yours…”, or drop it on the page.",
            listed(&named)
        ));
    }
    let width = Some(header.cells.len());
    match (best, &columns[..]) {
        (Some((_, at, _)), [_]) => Ok(Chosen { at: Some(at), width, remark: None }),
        (Some((_, at, name)), _) => {
            let remark = format!("The column “{}” is read as the users.", short(name));
            Ok(Chosen { at: Some(at), width, remark: Some(remark) })
        }
        (None, [(at, name)]) if !is_other(&plain(name)) => Ok(Chosen { at: Some(*at), width, remark: None }),
        // Each line says that it has no number.
        (None, []) => Ok(Chosen { at: None, width, remark: None }),
        (None, _) => Err(format!(
            "No column says users, visitors, visits, sessions, requests or a share; those with numbers are {}. Nothing is \
             taken: paste the country and the users only.",
            listed(&columns.iter().map(|(_, name)| *name).collect::<Vec<_>>())
        )),
    }
}

/// Without a header: the one number of each line, or the one column that is not of percentages.
fn by_numbers(lines: &[Line]) -> Result<Chosen, String> {
    let Some(several) = lines.iter().find(|line| line.numbers().nth(1).is_some()) else {
        return Ok(Chosen { at: None, width: None, remark: None });
    };
    let widest = lines.iter().map(|line| line.cells.len()).max().unwrap_or_default();
    let is_share = |at: usize| lines.iter().any(|line| line.cells.get(at).is_some_and(|cell| cell.contains('%')));
    let counts: Vec<usize> = (0..widest).filter(|at| has_numbers(*at, lines) && !is_share(*at)).collect();
    match counts[..] {
        [at] => Ok(Chosen {
            at: Some(at),
            width: None,
            remark: Some("The numbers without % are read as the users.".into()),
        }),
        _ => Err(format!(
            "Line {} has several numbers: {}. Nothing is taken: paste the country and the users only, or name the columns \
             in the first line, such as Country and Users. Between commas, 1,200 is one number only in quotes.",
            several.at,
            listed(&several.numbers().map(|(_, cell)| cell).collect::<Vec<_>>())
        )),
    }
}

/// Refuses shares among numbers of users: 30 % is not 30 users. A zero is both.
fn unmixed(chosen: &Chosen, lines: &[Line]) -> Result<(), String> {
    let cells: Vec<(usize, &String)> = lines.iter().filter_map(|line| Some((line.at, chosen.cell(line)?))).collect();
    let share = cells.iter().find(|(_, cell)| cell.contains('%') && number(cell) != Some(0.0));
    let count = cells.iter().find(|(_, cell)| !cell.contains('%') && number(cell) != Some(0.0));
    match (share, count) {
        (Some((at, share)), Some((other, count))) => Err(format!(
            "Line {at} has a share, “{}”, and line {other} a number, “{}”. Nothing is taken: all lines must be shares in %, \
             or all be numbers.",
            short(share),
            short(count)
        )),
        _ => Ok(()),
    }
}

fn has_numbers(column: usize, lines: &[Line]) -> bool {
    lines.iter().any(|line| line.cells.get(column).is_some_and(|cell| number(cell).is_some()))
}

/// How well a name says users, the least best; none where it does not.
fn fitness(name: &str) -> Option<usize> {
    if let Some(at) = EXACT.iter().position(|exact| *exact == name) {
        return Some(at);
    }
    let says = |words: &[&str]| name.split(' ').any(|word| words.contains(&word));
    (says(&USERS) && !is_other(name)).then(|| EXACT.len() + usize::from(says(&SOME)))
}

/// Whether a name says something else of users, such as "Sessions per user". "Users per month" are users.
fn is_other(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let times = ["day", "week", "month", "quarter", "year", "hour", "minute", "second"];
    let per = words.iter().position(|word| *word == "per");
    let of_what = per.and_then(|at| words.get(at + 1));
    words.iter().any(|word| OTHER.contains(word)) || (per.is_some() && of_what.is_none_or(|word| !times.contains(word)))
}

fn is_latency(name: &str) -> bool {
    name.split(' ').any(|word| LATENCIES.contains(&word))
}

/// Whether a column is called as a region is: "us-east-1", "europe-west3", or known.
fn is_region(name: &str, known: &Catalogue) -> bool {
    let name = name.trim();
    let is_id = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let parts: Vec<&str> = name.split('-').collect();
    let is_like = is_id
        && parts.len() > 1
        && parts.iter().all(|part| !part.is_empty())
        && parts.first().is_some_and(|part| part.chars().all(|letter| letter.is_ascii_alphabetic()))
        && name.ends_with(|letter: char| letter.is_ascii_digit())
        && fitness(&plain(name)).is_none();
    // "Users-2026" and "Q-4" have no word of a place between.
    let is_placed =
        parts.len() > 2 || parts.last().is_some_and(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()));
    known.region(name).is_some() || (is_like && is_placed)
}

/// Small words: "Active_Users", "activeUsers" and "ACTIVE USERS" are the same.
fn plain(name: &str) -> String {
    let mut text = String::new();
    let mut was_small = false;
    for letter in name.chars() {
        if was_small && letter.is_uppercase() {
            text.push(' ');
        }
        was_small = letter.is_lowercase();
        if letter.is_alphanumeric() {
            text.extend(letter.to_lowercase());
        } else {
            text.push(' ');
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Texts in quotes, as many as are read.
fn listed(texts: &[&String]) -> String {
    let shown: Vec<String> = texts.iter().take(MOST_NAMES).map(|text| format!("“{}”", short(text))).collect();
    match texts.len().saturating_sub(MOST_NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
