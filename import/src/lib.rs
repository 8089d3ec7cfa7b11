//! Reads the files that people already have into a [`Report`] of what they say: bills, visitors by country, incidents,
//! objectives, latencies. Nothing but sums leaves a file: no row of it, no name of a customer, no key.
//!
//! One file a format, one row in the list of formats (`TABLES`, `DOCUMENTS`). A format is found by the header or the
//! keys of a file, never by its name. What a file leaves open is a [`Question`](report::Question), never a guess.
//!
//! `inline(never)` stands on what every format calls: copied into each, it was kilobytes of a program that is downloaded.
//!
//! ```
//! use geode_core::catalogue::Catalogue;
//! use geode_import::{Asked, import};
//!
//! let catalogue = Catalogue::read(include_str!("../../public/catalogue.txt"))?;
//! let table = "region,cost\nus-east-1,1200.50\neu-west-1,300\nTotal,1500.50\n";
//! let report = import("costs.csv", table.as_bytes(), &Asked::default(), &catalogue)?;
//! assert_eq!(report.bill.and_then(|bill| bill.monthly_cost), Some(1500.5));
//! assert_eq!((report.rows.read, report.rows.used), (3, 2));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod apply;
mod asked;
mod bill;
mod cell;
mod columnar;
mod input;
mod latency;
mod moment;
mod names;
mod numbers;
mod objectives;
mod open;
mod outages;
mod refused;
pub mod report;
mod secrets;
mod session;
mod sum;
mod table;
mod tags;
pub mod together;
mod users;
#[cfg(target_arch = "wasm32")]
pub mod worker;

pub use apply::{Applied, Change, Choice, Left, apply};
pub use asked::Asked;
pub use columnar::Columnar;
pub use moment::written as rfc3339;
pub use refused::{Preview, Refused};
pub use report::Report;
pub use session::Session;

pub use geode_core::report::replay::Seen as Cause;

use geode_core::catalogue::Catalogue;
use moment::Slashes;
use open::Content;
use refused::{MAX_MESSAGE, clipped};
use serde_json::Value;
use std::io::Read;
use table::{Header, Table};

/// A format of tables: its kind, how its header is known, how it is read. The first that fits is taken.
type TableRow = (&'static str, fn(&Header) -> bool, fn(Table, &Asked, &Catalogue) -> Result<Report, Refused>);

/// A format of JSON documents.
type DocumentRow = (&'static str, fn(&Value) -> bool, fn(Value, &Asked, &Catalogue) -> Result<Report, Refused>);

static TABLES: [TableRow; 11] = [
    ("commitments", bill::focus::is_commitments, bill::focus::refuse_commitments),
    ("focus", bill::focus::fits, bill::focus::read),
    ("aws-cur", bill::cur::fits, bill::cur::read),
    ("aws-cost-explorer", bill::explorer::fits, bill::explorer::read),
    ("azure-cost", bill::azure::fits, bill::azure::read),
    ("uptimerobot", outages::uptimerobot::fits, outages::uptimerobot::read),
    ("incidents-csv", outages::rows::fits, outages::rows::read),
    ("latency-table", latency::fits, latency::read),
    ("users", users::fits, users::read),
    ("costs", bill::costs::fits, bill::costs::read),
    ("matrix", latency::is_matrix, latency::read_matrix),
];

static DOCUMENTS: [DocumentRow; 7] = [
    ("terraform", is_plan, refuse_plan),
    ("infracost", bill::infracost::fits, bill::infracost::read),
    ("statuspage", outages::statuspage::fits, outages::statuspage::read),
    ("gcp-status", outages::gcp::fits, outages::gcp::read),
    ("upptime", outages::upptime::fits, outages::upptime::read),
    ("cloudflare", users::cloudflare::fits, users::cloudflare::read),
    ("cloudping", latency::is_cloudping, latency::read_cloudping),
];

/// Tools whose tables of people are read alike, and formats of objectives.
const TOOLS: [&str; 4] = ["ga4", "plausible", "matomo", "umami"];
const OBJECTIVES: [&str; 3] = ["openslo", "sloth", "pyrra"];
/// What is known so that it can be refused.
const NO_KINDS: [&str; 2] = ["commitments", "terraform"];

/// The kinds that somebody can say a file is of; of FOCUS with its version too.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    let formats = TABLES.iter().map(|row| row.0).chain(DOCUMENTS.iter().map(|row| row.0));
    formats.filter(|kind| !NO_KINDS.contains(kind)).chain(TOOLS).chain(OBJECTIVES)
}

/// Whether there is such a kind.
pub fn is_kind(kind: &str) -> bool {
    kind.starts_with("focus-1.") || kinds().any(|known| known == kind)
}

/// Reads a file.
///
/// # Errors
/// [`Refused`] where nothing of it can be taken: what was wrong, on which line, and what was expected.
pub fn import(name: &str, input: impl Read, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    let content = open::open(input)?;
    refuse_kind(&content, asked)?;
    let report = match content {
        Content::Yaml(text) => objectives::read(&text, asked, catalogue),
        Content::Json(json) => document(json, asked, catalogue),
        Content::Table(table) => of_table(*table, asked, catalogue),
    }?;
    Ok(named(report, name, asked))
}

/// # Errors
/// Where the file cannot be of the kind that it shall be taken for: read as that it would be an empty report.
fn refuse_kind(content: &Content, asked: &Asked) -> Result<(), Refused> {
    let Some(kind) = asked.kind.as_deref() else { return Ok(()) };
    if !is_kind(kind) {
        let known: Vec<&str> = kinds().collect();
        return Err(Refused::file(format!("--as is {kind:?}"), known.join(", ")));
    }
    let is_document = DOCUMENTS.iter().any(|row| row.0 == kind);
    let (is_one, what) = match content {
        Content::Yaml(_) => (OBJECTIVES.contains(&kind), "YAML"),
        Content::Json(_) => (is_document, "JSON"),
        Content::Table(_) => (!is_document && !OBJECTIVES.contains(&kind), "a table"),
    };
    if is_one { Ok(()) } else { Err(no_such(what, kind)) }
}

fn no_such(what: &str, kind: &str) -> Refused {
    Refused::file(format!("is {what} and not {kind}"), "a file of the kind that --as says")
}

/// Reads a table that is stored by column; of its columns only those that the reader of its kind needs. Lines are those
/// of its CSV: the first row stands on line 2.
///
/// # Errors
/// [`Refused`] where nothing of it can be taken.
pub fn import_columnar(
    name: &str,
    rows: Box<dyn Columnar + '_>,
    asked: &Asked,
    catalogue: &Catalogue,
) -> Result<Report, Refused> {
    let report = of_table(Table::columnar(rows)?, asked, catalogue)?;
    Ok(named(report, name, asked))
}

fn named(mut report: Report, name: &str, asked: &Asked) -> Report {
    if Slashes::said(&asked.answers) != Slashes::Unsaid {
        report.ask(moment::question(), false);
    }
    for text in report.warnings.iter_mut().chain(report.questions.iter_mut().map(|asked| &mut asked.value)) {
        *text = clipped(std::mem::take(text), MAX_MESSAGE);
    }
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    Report { file, part: asked.part(), ..report }
}

fn document(json: Value, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    if !is_plan(&json) {
        secrets::refuse_json(&json)?;
    }
    let row = match asked.kind.as_deref() {
        Some(kind) => DOCUMENTS.iter().find(|row| row.0 == kind),
        None => DOCUMENTS.iter().find(|row| row.1(&json)),
    };
    match row {
        Some(row) => {
            refuse_part(asked)?;
            let is_one = row.1(&json);
            let report = row.2(json, asked, catalogue)?;
            if is_one || report.rows.read > 0 { Ok(report) } else { Err(no_such("JSON", row.0)) }
        }
        None => {
            Err(Refused::file("is JSON of no kind that is known", "a status page, Infracost, cloudping or Upptime"))
        }
    }
}

/// # Errors
/// Where a part is asked for of a file that has no columns to tell it by: all of it would pass for that part.
fn refuse_part(asked: &Asked) -> Result<(), Refused> {
    match asked.wheres.first() {
        None => Ok(()),
        Some((name, value)) => Err(Refused::file(
            format!("has no column {name:?}, by which {value:?} could be told"),
            "no --where, or a file with a row for each charge or incident",
        )),
    }
}

fn of_table(mut table: Table, asked: &Asked, catalogue: &Catalogue) -> Result<Report, Refused> {
    for (meaning, column) in &asked.columns {
        table.header.rename(column, meaning)?;
    }
    table.numbers.hear(&asked.answers, table.header.line);
    let (twice, foreign) = (table.header.twice(), std::rc::Rc::clone(&table.foreign));
    let is = |row: &&TableRow, kind: &str| kind == row.0 || (row.0 == "focus" && kind.starts_with("focus-"));
    let row = match asked.kind.as_deref() {
        Some(kind) if TOOLS.contains(&kind) => TABLES.iter().find(|row| row.0 == "users"),
        Some(kind) => TABLES.iter().find(|row| is(row, kind)),
        None => {
            let of_users = || latency::is_of_users(&table.header, catalogue);
            let names_places = || latency::names_places(&table.header, table.numbers.beginning(), catalogue);
            let row = TABLES.iter().find(|row| row.1(&table.header) || row.0 == "matrix" && of_users());
            row.filter(|row| row.0 != "matrix" || of_users() || names_places())
        }
    };
    let read = match row {
        Some(row) if row.0 == "aws-cost-explorer" => refuse_part(asked).and_then(|()| row.2(table, asked, catalogue)),
        Some(row) => row.2(table, asked, catalogue),
        None => {
            let names: Vec<&str> = table.header.names().iter().take(12).map(String::as_str).collect();
            let wrong = format!("has the columns {}, which no table that is known has together", names.join(", "));
            let expected = "a region and a cost, a country and users, a start and an end, or from, to and ms";
            Err(Refused { preview: Some(Box::new(table.preview())), ..Refused::at(table.header.line, wrong, expected) })
        }
    };
    read.map(|mut report| {
        if !twice.is_empty() {
            report
                .warnings
                .push(format!("stands twice in the header: {}; the first column of a name is read", twice.join(", ")));
        }
        if let Some(line) = foreign.get() {
            report
                .warnings
                .push(format!("line {line} is not in UTF-8: such lines are read as Windows-1252, as Excel saves CSV"));
        }
        if report.rows.read == 0 {
            report.warnings.push("no row stands below the header".into());
        }
        report
    })
}

fn is_plan(json: &Value) -> bool {
    ["planned_values", "resource_changes", "terraform_version"].iter().any(|key| json.get(key).is_some())
}

fn refuse_plan(_: Value, _: &Asked, _: &Catalogue) -> Result<Report, Refused> {
    let wrong = "is a Terraform plan or state, in which keys stand in clear text: nothing of it was kept";
    Err(Refused::file(wrong, "a bill, an incident log or a table"))
}
