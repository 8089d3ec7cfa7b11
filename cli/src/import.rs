//! `geode import`: what files that people already have say.

mod counted;
mod leaf;
mod parquet;
mod value;

use self::parquet::Parquet;
use crate::catalogue;
use crate::columns::{self, MAGIC};
use crate::input::Source;
use crate::replay::{meaning, one_of, opened, period};
use crate::stop::{Stop, note, print, print_scenario, say};
use geode_core::catalogue::Catalogue;
use geode_core::scenario::{presets, restore};
use geode_import::{Asked, Choice, Refused, Report, together};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

/// The most files that are read as one: each of them is held against each other one.
const MOST_JOINED: usize = 1_000;

/// Read bills, visitors, incidents, objectives or latencies of a file (JSON).
///
/// Kinds: FOCUS, AWS Cost and Usage Report, AWS Cost Explorer, Azure cost details, Infracost; Google Analytics 4,
/// Plausible, Matomo, Umami, Cloudflare; Statuspage, Google Cloud's status, UptimeRobot, Upptime, incident logs; OpenSLO,
/// Sloth, Pyrra; cloudping, tables of latencies; pasted tables. Also packed by gzip; bills also as Parquet.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// The files; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Take the file for this kind, instead of finding it out.
    #[arg(long = "as", value_name = "KIND")]
    kind: Option<String>,
    /// The time that an incident log covers, such as 2026-01-01/2026-07-01.
    #[arg(long, value_name = "START/END")]
    period: Option<String>,
    /// The currency to take of several, such as USD.
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Only rows with this value in this column; may stand several times, several values of a column mean any of them.
    /// tag:KEY is a key of the tags, an empty value stands for none.
    #[arg(long = "where", value_name = "COLUMN=VALUE")]
    wheres: Vec<String>,
    /// What a column means that is not known, such as cost=Betrag: region, cost, country, users, start, end, from, to, ms.
    #[arg(long = "column", value_name = "MEANING=COLUMN")]
    columns: Vec<String>,
    /// What counts as an outage, such as major,critical.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    impact: Option<Vec<String>>,
    /// The answer to the question of a row, such as 12=KR; may stand several times.
    #[arg(long = "answer", value_name = "ROW=CHOICE")]
    answers: Vec<String>,
    /// Read all bills among the files, of which there are 1000 at most, as one: months, numbered parts of one export, or
    /// bills of different accounts.
    #[arg(long)]
    join: bool,
    /// Print this scenario with what the files say applied; what no question stands on.
    #[arg(long, value_name = "SCENARIO")]
    into: Option<PathBuf>,
    /// With --into: the region that an incident log is about; or the region that a name in it means, such as
    /// us-east-1=us-east, or none. May stand several times.
    #[arg(long = "region", value_name = "[NAME=]ID", requires = "into")]
    regions: Vec<String>,
    /// With --into: the objective to take, by its name in the report.
    #[arg(long, value_name = "NAME", requires = "into")]
    target: Option<String>,
}

impl Import {
    /// Prints the report of each file: one by itself, several as a list.
    pub fn run(self) -> Result<(), Stop> {
        if self.join && self.files.len() > MOST_JOINED {
            let wrong = format!("has {} files", self.files.len());
            return Err(Stop::bad("--join", &wrong, &format!("at most {MOST_JOINED}")));
        }
        let asked = self.asked()?;
        let catalogue = catalogue::read()?;
        let mut reports: Vec<Report> = self
            .files
            .iter()
            .map(|file| {
                let report = match file.as_str() {
                    "-" => piped(&asked, catalogue),
                    path => of_file(path, opened(path)?, &asked, catalogue),
                };
                report.map_err(|why| Stop::refused(file, why))
            })
            .collect::<Result<_, _>>()?;
        // What nothing asks would be dropped without a word.
        let rows: BTreeSet<u64> = reports.iter().flat_map(Report::asked_rows).collect();
        if let Some(row) = asked.answers.keys().find(|row| !rows.contains(row)) {
            let wrong = format!("is for row {row}, of which nothing is asked");
            return Err(Stop::bad("--answer", &wrong, &one_of("a row that is asked about", &rows)));
        }
        if self.join {
            reports = joined(reports)?;
        } else {
            together::warn(&mut reports);
        }
        if let Some(into) = &self.into {
            return self.put(reports, into, catalogue);
        }
        let text = match &reports[..] {
            [one] => serde_json::to_string_pretty(one)?,
            all => serde_json::to_string_pretty(all)?,
        };
        print(&format!("{text}\n"))
    }

    /// Prints the scenario with all reports applied, in order.
    fn put(&self, reports: Vec<Report>, into: &Path, catalogue: &Catalogue) -> Result<(), Stop> {
        let restored = restore::from_bytes(&Source::File(into.to_owned()).read()?)?;
        say(&restored.repairs);
        let mut scenario = restored.scenario;
        let (named, about): (Vec<&String>, Vec<&String>) = self.regions.iter().partition(|text| text.contains('='));
        let choice = Choice {
            region: about.last().map(|id| (*id).clone()),
            names: named.into_iter().map(|text| meaning(text, &scenario)).collect::<Result<_, _>>()?,
            target: self.target.clone(),
            takes_currency: presets::has_no_own_money(&scenario),
            ..Choice::default()
        };
        let reports = together::join(reports);
        let bills: Vec<&str> = reports.iter().filter(|one| one.bill.is_some()).map(|one| one.file.as_str()).collect();
        if let [.., last] = bills[..]
            && bills.len() > 1
        {
            note(&format!(
                "{} bills, of which nothing is added: of each number the last bill that has it counts; {last} comes last",
                bills.len()
            ));
        }
        for report in &reports {
            let applied = geode_import::apply(report, &scenario, &choice, catalogue)?;
            say(&applied.repairs);
            for change in &applied.applied {
                note(&format!("{}: applied {}: {}", report.file, change.label, change.becomes));
            }
            for left in &applied.left {
                let hint = if left.flag.is_empty() { String::new() } else { format!(" ({})", left.flag) };
                note(&format!("{}: not applied: {}: {}{hint}", report.file, left.what, left.why));
            }
            scenario = applied.scenario;
        }
        print_scenario(&scenario)
    }

    fn asked(&self) -> Result<Asked, Stop> {
        let pair = |flag: &str, text: &str, expected: &str| match text.split_once('=') {
            Some((left, right)) => Ok((left.trim().to_owned(), right.trim().to_owned())),
            None => Err(Stop::bad(flag, &format!("is {text:?}"), expected)),
        };
        let wheres = self.wheres.iter().map(|text| pair("--where", text, "COLUMN=VALUE")).collect::<Result<_, _>>()?;
        let answer = |text: &String| {
            let (row, choice) = pair("--answer", text, "ROW=CHOICE")?;
            let row =
                row.parse().map_err(|_| Stop::bad("--answer", &format!("is {text:?}"), "a line number before ="))?;
            Ok((row, choice))
        };
        if let Some(kind) = self.kind.as_deref().filter(|kind| !geode_import::is_kind(kind)) {
            return Err(Stop::unknown("--as", &format!("is {kind:?}"), geode_import::kinds()));
        }
        Ok(Asked {
            kind: self.kind.clone(),
            period: period(&self.period)?,
            currency: self.currency.clone(),
            wheres,
            columns: self
                .columns
                .iter()
                .map(|text| pair("--column", text, "MEANING=COLUMN"))
                .collect::<Result<_, _>>()?,
            impacts: self.impact.clone(),
            answers: self.answers.iter().map(answer).collect::<Result<BTreeMap<u64, String>, Stop>>()?,
            ..Asked::default()
        })
    }
}

/// All bills as one, in the place of the first.
fn joined(reports: Vec<Report>) -> Result<Vec<Report>, Stop> {
    let at = reports.iter().take_while(|one| one.bill.is_none()).count();
    let (bills, mut others): (Vec<Report>, Vec<Report>) = reports.into_iter().partition(|one| one.bill.is_some());
    if let [_, _, ..] = bills[..] {
        let one = together::one(&bills).map_err(|why| Stop::refused("--join", why))?;
        others.insert(at, one);
    } else {
        bills.into_iter().for_each(|one| others.insert(at, one));
    }
    Ok(others)
}

/// Reads standard input.
fn piped(asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let mut input = std::io::stdin().lock();
    let (head, is_parquet) = begins_as_parquet(&mut input);
    if is_parquet {
        return Err(columns::piped());
    }
    geode_import::import("-", head.chain(input), asked, catalogue)
}

/// Reads a file: Parquet by its columns, anything else from its beginning.
fn of_file(path: &str, mut file: File, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let (head, is_parquet) = begins_as_parquet(&mut file);
    if is_parquet {
        return geode_import::import_columnar(path, Box::new(Parquet::open(file)?), asked, catalogue);
    }
    let is_named_so = Path::new(path).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet"));
    geode_import::import(path, head.chain(file), asked, catalogue).map_err(|refused| match is_named_so {
        true => Refused { wrong: format!("is not Parquet, though named so, and {}", refused.wrong), ..refused },
        false => refused,
    })
}

/// The first bytes, and whether they are those of Parquet. What cannot be read is reported by whoever reads on.
fn begins_as_parquet(input: &mut impl Read) -> (Cursor<Vec<u8>>, bool) {
    let mut head = Vec::new();
    let _ = input.take(MAGIC.len() as u64).read_to_end(&mut head);
    let is_parquet = head == MAGIC;
    (Cursor::new(head), is_parquet)
}
