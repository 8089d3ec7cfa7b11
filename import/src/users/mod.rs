//! People by country, as analytics tools export them: Google Analytics 4, Plausible, Matomo, Umami, any table.

pub(crate) mod cloudflare;

use crate::asked::Asked;
use crate::bill::costs::{is_total, tell_totals};
use crate::moment::{self, Slashes};
use crate::names;
use crate::refused::Refused;
use crate::report::{CountryUsers, LeftOut, Period, Question, Report, Visitors};
use crate::sum::Sum;
use crate::table::{Header, Table, key, text};
use csv::ByteRecord;
use geode_core::catalogue::{Catalogue, CountryMatch};
use geode_core::quantity::format::{self, Digits, percent};
use geode_core::sorted;
use std::collections::{BTreeMap, BTreeSet};

/// Below this share of engaged sessions, visitors are likely machines.
const LEAST_ENGAGEMENT: f64 = 0.05;
/// A row without a name that is this near to the sum of the others is their total: who was in two countries is in both.
const NEAR_TOTAL: f64 = 0.1;
const NOT_PLACED: &str = "not placed";
/// Countries of less than this share are not worth the hint.
const LEAST_SHARE: f64 = 0.01;
/// The most questions of a file.
const MAX_QUESTIONS: usize = 50;

/// What tools call the country of whom they do not know it.
const NOWHERE: [&str; 9] = ["", "(other)", "(not set)", "unknown", "xx", "t1", "zz", "elsewhere", "other"];

/// Whether a header is one of people by country.
pub(crate) fn fits(header: &Header) -> bool {
    header.column(names::COUNTRY).is_some()
        && (header.column(names::ACTIVE).is_some() || header.column(names::USERS).is_some())
}

/// One row of people.
pub(crate) struct Row<'r> {
    pub(crate) line: u64,
    pub(crate) country: &'r str,
    pub(crate) users: f64,
    pub(crate) revenue: Option<f64>,
}

/// People, by country and without.
#[derive(Debug, Default)]
pub(crate) struct Placed {
    by: BTreeMap<String, (Sum, Sum)>,
    used: Sum,
    unplaced: Sum,
    read: u64,
    placed_rows: u64,
    left: BTreeMap<&'static str, (u64, Sum)>,
    questions: Vec<Question>,
    has_revenue: bool,
    known: BTreeMap<String, Option<String>>,
    /// Whether a name was not known where no other language is.
    foreign: bool,
    /// The lines whose country somebody has said.
    answered: BTreeSet<u64>,
}

impl Placed {
    pub(crate) fn add(&mut self, row: Row, asked: &Asked, catalogue: &Catalogue) -> Result<(), Refused> {
        if row.users < 0.0 {
            return Err(Refused::at(row.line, format!("{} users are {}", row.country, row.users), "0 or more"));
        }
        self.read += 1;
        match self.country(&row, asked, catalogue) {
            Some(code) => {
                self.placed_rows += 1;
                self.used.add(row.users);
                let (users, revenue) = self.by.entry(code).or_default();
                users.add(row.users);
                if let Some(amount) = row.revenue {
                    revenue.add(amount);
                    self.has_revenue = true;
                }
            }
            None => {
                self.unplaced.add(row.users);
                self.leave(NOT_PLACED, row.users);
            }
        }
        Ok(())
    }

    fn leave(&mut self, why: &'static str, users: f64) {
        let entry = self.left.entry(why).or_default();
        entry.0 += 1;
        entry.1.add(users);
    }

    /// Takes a row without a name, which was not placed, for the totals of the others where it is about as much as they.
    fn find_totals(&mut self, unnamed: f64) {
        let others = self.used.value() + self.unplaced.value() - unnamed;
        if others > 0.0 && unnamed > 0.0 && (unnamed / others - 1.0).abs() < NEAR_TOTAL {
            self.unplaced.add(-unnamed);
            if let Some((rows, sum)) = self.left.get_mut(NOT_PLACED) {
                *rows -= 1;
                sum.add(-unnamed);
            }
            self.left.retain(|_, (rows, _)| *rows > 0);
            self.leave("totals row", unnamed);
        }
    }

    /// A row that repeats others.
    fn skip(&mut self, why: &'static str, users: f64) {
        self.read += 1;
        self.leave(why, users);
    }

    fn country(&mut self, row: &Row, asked: &Asked, catalogue: &Catalogue) -> Option<String> {
        if let Some(answer) = asked.answers.get(&row.line) {
            self.answered.insert(row.line);
            return catalogue.country(answer).map(|country| country.code.clone());
        }
        if let Some(known) = self.known.get(row.country) {
            return known.clone();
        }
        let foreign = asked.countries.get(&key(row.country)).cloned().flatten();
        let found = match catalogue.country_named(row.country) {
            _ if NOWHERE.iter().any(|name| row.country.trim().eq_ignore_ascii_case(name)) => None,
            CountryMatch::Exact(country) => Some(country.code.clone()),
            CountryMatch::Similar(_) | CountryMatch::Unknown if foreign.is_some() => foreign,
            CountryMatch::Similar(country) => self.ask(row, vec![country.code.clone()]),
            CountryMatch::Ask(countries) => {
                self.ask(row, countries.iter().map(|country| country.code.clone()).collect())
            }
            CountryMatch::Unknown => {
                self.foreign |= asked.countries.is_empty();
                self.ask(row, Vec::new())
            }
        };
        if self.known.len() < 4096 {
            self.known.insert(row.country.to_owned(), found.clone());
        }
        found
    }

    fn ask(&mut self, row: &Row, choices: Vec<String>) -> Option<String> {
        if self.questions.len() < MAX_QUESTIONS {
            self.questions.push(Question { row: row.line, value: row.country.to_owned(), choices });
        }
        None
    }

    pub(crate) fn report(self, kind: &str) -> Report {
        let mut report = Report::new(kind);
        let (users, unplaced) = (self.used.value(), self.unplaced.value());
        report.rows.read = self.read;
        report.rows.used = self.placed_rows;
        report.rows.used_sum = Some(users);
        report.rows.left_out = self
            .left
            .into_iter()
            .map(|(why, (rows, sum))| LeftOut { why: why.into(), rows, sum: Some(sum.value()) })
            .collect();
        let revenue: f64 = self.by.values().map(|(_, revenue)| revenue.value()).sum();
        let share = |part: f64, all: f64| if all > 0.0 { part / all } else { 0.0 };
        let mut by: Vec<CountryUsers> = self
            .by
            .into_iter()
            .map(|(country, (own, earned))| CountryUsers {
                country,
                users: own.value(),
                share: share(own.value(), users),
                revenue_share: (self.has_revenue && revenue > 0.0).then(|| earned.value() / revenue),
            })
            .collect();
        sorted::by(&mut by, |a, b| b.users.total_cmp(&a.users).then_with(|| a.country.cmp(&b.country)));
        if unplaced > 0.0 {
            let percent = 100.0 * share(unplaced, users + unplaced);
            report.warnings.push(format!("{percent:.1} % of users are not placed in a country"));
        }
        let unknown: Vec<&str> =
            self.questions.iter().filter(|one| one.choices.is_empty()).map(|one| one.value.as_str()).take(10).collect();
        if !unknown.is_empty() {
            let more = if self.foreign {
                " (names in other languages than English are not known here, ISO codes are)"
            } else {
                ""
            };
            report.warnings.push(format!("no countries that are known: {}{more}", unknown.join(", ")));
        }
        report.questions = self.questions;
        report.answered = self.answered;
        report.visitors = Some(Visitors { users, unplaced_users: unplaced, users_by_country: by });
        report
    }
}

/// Reads a table.
pub(crate) fn read(mut table: Table, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let missing =
        |what: &str| Refused::at(table.header.line, format!("has no column of {what}"), "a country and users");
    let country = table.header.column(names::COUNTRY).ok_or_else(|| missing("countries"))?;
    // Matomo names countries in the language of the account, and beside it by their codes.
    let is_said = asked.columns.iter().any(|(meaning, _)| meaning == "country");
    let code = table.header.column(&["metadata_code"]).filter(|_| !is_said);
    let (users, question) = users_column(&table, asked).ok_or_else(|| missing("users"))?;
    let revenue = table.header.column(REVENUE);
    let engagement = table.header.column(&["Engagement rate"]);
    let kind = told_kind(&table, users, asked)?;
    let is_share = ["share", "weight"].contains(&key(table.header.name(users)).as_str());
    let filter = asked.filter(&table.header)?;
    let (mut placed, mut record, mut machines) = (Placed::default(), ByteRecord::new(), Vec::new());
    let (mut totals, mut unnamed) = (BTreeSet::new(), 0.0_f64);
    while table.next(&mut record)? {
        let count = if is_share { table.number(&record, users)? } else { table.count(&record, users)? }.unwrap_or(0.0);
        let name = text(&record, Some(country)).unwrap_or_default();
        // The totals row of an exploration has one cell more than the header.
        let last = record.iter().next_back().map(String::from_utf8_lossy).unwrap_or_default();
        if is_total(name) || is_total(&last) {
            totals.insert(if is_total(name) { name.to_owned() } else { last.into_owned() });
            placed.skip("totals row", count);
            continue;
        }
        if !filter.keeps(&record) {
            placed.skip("not chosen", count);
            continue;
        }
        let earned = match revenue {
            Some(column) => table.number(&record, column)?,
            None => None,
        };
        if name.is_empty() {
            unnamed = count.max(unnamed);
        }
        if let Some(rate) = engagement.map(|column| table.number(&record, column)).transpose()?.flatten()
            && rate < LEAST_ENGAGEMENT
            && !name.is_empty()
            && !name.starts_with('(')
        {
            machines.push((name.to_owned(), rate, count));
        }
        let code = text(&record, code).filter(|code| NOWHERE.contains(code) || catalogue.country(code).is_some());
        let country = code.unwrap_or(name);
        placed.add(Row { line: table.line(&record), country, users: count, revenue: earned }, asked, catalogue)?;
    }
    placed.find_totals(unnamed);
    let mut report = placed.report(&kind);
    let all = report.visitors.as_ref().map_or(0.0, |visitors| visitors.users + visitors.unplaced_users);
    for (name, rate, count) in machines.into_iter().filter(|(_, _, count)| *count > LEAST_SHARE * all) {
        report.warnings.push({
            let (count, rate) = (format::count(count, Digits::All), percent(rate, Digits::Few));
            format!("{name}: {count} users, of whom {rate} engage: these may be machines")
        });
    }
    report.period = period(&table);
    tell_totals(&totals, &mut report);
    table.ask(&mut report);
    if let Some((question, is_open)) = question {
        report.ask(question, is_open);
    }
    if report.kind == "ga4" {
        report.warnings.push("Google Analytics counts those who consent, and hides small countries".into());
    }
    Ok(report)
}

/// What Google Analytics calls revenue.
const REVENUE: &[&str] = &[
    "Total revenue",
    "revenue",
    "purchase revenue",
    "Gesamtumsatz",
    "Revenu total",
    "Ingresos totales",
    "Entrate totali",
    "Receita total",
];

/// The column of people, and what to ask where a table of no known tool has several, and whether that is open.
fn users_column(table: &Table, asked: &Asked) -> Option<(usize, Option<(Question, bool)>)> {
    let header = &table.header;
    if let Some(active) = header.column(names::ACTIVE).filter(|_| asked.columns.iter().all(|(one, _)| one != "users")) {
        return Some((active, None));
    }
    let all = header.columns(names::USERS);
    let first = header.column(names::USERS)?;
    if all.len() < 2 || kind(table, first) != "table" {
        return Some((first, None));
    }
    let name = |at: &usize| header.name(*at).to_owned();
    let said = asked.answers.get(&0).and_then(|answer| all.iter().find(|at| name(at) == *answer));
    let value = "which column counts the people?".to_owned();
    let question = Question { row: 0, value, choices: all.iter().map(name).collect() };
    Some((said.copied().unwrap_or(first), Some((question, said.is_none()))))
}

/// The tool that wrote the table: as somebody says, unless its header is plainly that of another.
fn told_kind(table: &Table, users: usize, asked: &Asked) -> Result<String, Refused> {
    let found = kind(table, users);
    match asked.kind.as_deref().filter(|said| *said != found && *said != "users") {
        None => Ok(found.to_owned()),
        Some(said) if ["ga4", "matomo", "umami"].contains(&found) => {
            let wrong = format!("has the columns of {found} and not of {said}");
            Err(Refused::at(table.header.line, wrong, "a file of the kind that --as says"))
        }
        Some(said) => Ok(said.to_owned()),
    }
}

fn kind(table: &Table, users: usize) -> &'static str {
    let header = &table.header;
    let metric = key(header.name(users));
    match () {
        () if is_analytics(table) || names::ACTIVE.iter().any(|name| key(name) == metric) => "ga4",
        () if metric == "nbvisits" => "matomo",
        () if header.has(&["x", "y"]) => "umami",
        () if metric == "visitors"
            && (header.names().len() == 2 || header.has(&["pageviews"]) || header.has(&["bounces"])) =>
        {
            "plausible"
        }
        () => "table",
    }
}

/// Google Analytics begins with a rule, and names its account or the days that it is about.
fn is_analytics(table: &Table) -> bool {
    let is_rule = |line: &String| line.len() > 9 && line.bytes().all(|byte| byte == b'-');
    let names = ["Account:", "Property:", "Free form"];
    table.comments.iter().any(|line| is_rule(line) || names.iter().any(|name| line.starts_with(name)))
        || period(table).is_some()
}

/// `# Start date: 20261001` and `# End date: 20261031`, in any language, or `# 20260723-20260922`; both ends included.
fn period(table: &Table) -> Option<Period> {
    let is_day = |part: &str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit());
    let days = table.comments.iter().filter_map(|line| line.rsplit_once([':', '：']));
    let mut days = days.map(|(_, day)| day.trim()).filter(|day| is_day(day));
    let both = days.next().zip(days.next());
    let range = || table.comments.iter().find_map(|line| line.split_once('-').filter(|(a, b)| is_day(a) && is_day(b)));
    let (start, end) = both.or_else(range)?;
    let start = moment::moment(start, Slashes::MonthFirst)?.at;
    let end = moment::moment(end, Slashes::MonthFirst)?.at + 24 * 3600;
    Some(moment::period(start, end, moment::hours(start, end)))
}
