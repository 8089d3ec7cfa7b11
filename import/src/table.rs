//! Tables: CSV, TSV and what is pasted from a sheet, a row at a time.

mod header;

pub(crate) use header::{Header, key, tag_of};

use crate::cell;
use crate::columnar::Columnar;
use crate::input::{Guarded, Lines, MAX_COLUMNS, TOO_LONG, decoded, reader, skip_lines, unreadable, with_lines};
use crate::names::in_currency;
use crate::numbers::Numbers;
use crate::refused::{Preview, Refused};
use crate::report::Report;
use csv::ByteRecord;
use std::cell::Cell;
use std::io::{Cursor, Read};
use std::rc::Rc;

/// How far into a file its header may stand.
const HEADER_WITHIN: usize = 40;
/// The longest row. A quote that is never closed makes the rest of the file one row.
const MAX_ROW: u64 = 8 << 20;
/// The most lines of a row of that many bytes, which are counted.
const MAX_LINES: usize = 1000;
const LONG: usize = 1 << 14;
const NEVER_CLOSED: &str = "a shorter one; is a quote never closed?";

/// Rows, columns and letters of a cell that are shown of a table that is not known.
const PREVIEWED: usize = 5;
const MAX_PREVIEW: usize = 40;
const MAX_SHOWN: usize = 40;

/// A table that is being read.
pub(crate) struct Table<'a> {
    rows: Rows<'a>,
    /// The header, as the file writes it.
    pub(crate) header: Header,
    /// What stands on the lines that begin with `#`.
    pub(crate) comments: Vec<String>,
    before: u64,
    /// The first line that is not in UTF-8.
    pub(crate) foreign: Rc<Cell<Option<u64>>>,
    /// How its numbers are written.
    pub(crate) numbers: Numbers,
}

/// Where rows come from.
enum Rows<'a> {
    Text {
        reader: csv::Reader<Guarded<'a>>,
        left: Rc<Cell<u64>>,
    },
    /// And how many have been read.
    Columnar(Box<dyn Columnar + 'a>, u64),
}

impl<'a> Table<'a> {
    /// Opens a table whose first bytes are `head`.
    pub(crate) fn open(head: &str, input: Box<dyn Read + 'a>) -> Result<Self, Refused> {
        let head = &*with_lines(head);
        let mut input: Box<dyn Read + 'a> = Box::new(Lines::new(input));
        // Exports of analytics begin with comments. A line below that starts like one is a row of its table.
        let is_led = head.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with('#'));
        let lines = head.lines().filter(|_| is_led);
        let comments: Vec<String> =
            lines.filter_map(|line| line.strip_prefix('#')).map(|line| line.trim().to_owned()).collect();
        let found = header(head, is_led);
        skip_lines(&mut *input, found.line)?;
        let rest = head.get(found.offset..).unwrap_or_default();
        let length = block_length(rest.as_bytes());
        let is_one_of_several = (is_led || found.is_titled) && rest.get(length..).is_some_and(begins_another);
        let input: Box<dyn Read + 'a> = if is_one_of_several { block(input)? } else { input };
        let beginning = if is_one_of_several { rest.get(..length).unwrap_or_default() } else { rest };
        let left = Rc::new(Cell::new(MAX_ROW));
        let mut rows = reader(input, found.delimiter, Rc::clone(&left));
        let mut record = ByteRecord::new();
        rows.read_byte_record(&mut record).map_err(|error| wrong(&error, found.line))?;
        if record.len() > MAX_COLUMNS {
            return Err(Refused::at(found.line + 1, format!("has {} columns", record.len()), "at most 2048"));
        }
        let foreign = Rc::new(Cell::new(None));
        decode(&mut record, &foreign, found.line + 1);
        let names = record.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        let header = Header::new(names, found.line + 1);
        let rows = Rows::Text { reader: rows, left };
        let numbers = Numbers::of(beginning, found.delimiter);
        Ok(Table { rows, header, comments, before: found.line, foreign, numbers })
    }

    /// A table that is stored by column. Its rows are numbered as the lines of its CSV would be.
    pub(crate) fn columnar(rows: Box<dyn Columnar + 'a>) -> Result<Self, Refused> {
        let names = rows.names();
        if names.len() > MAX_COLUMNS {
            return Err(Refused::file(format!("has {} columns", names.len()), "at most 2048"));
        }
        let (header, numbers) = (Header::new(names, 1), Numbers::of_programs());
        let rows = Rows::Columnar(rows, 0);
        Ok(Table { rows, header, comments: Vec::new(), before: 0, foreign: Rc::default(), numbers })
    }

    /// Reads the next row; false behind the last.
    pub(crate) fn next(&mut self, row: &mut ByteRecord) -> Result<bool, Refused> {
        match &mut self.rows {
            Rows::Text { reader, left } => {
                left.set(MAX_ROW);
                let from = reader.position().line();
                let is_read = reader.read_byte_record(row).map_err(|error| wrong(&error, from + self.before))?;
                let blank = blank_lines(row, from, reader.position().line());
                let at = from + blank + self.before;
                let bytes = row.as_slice();
                if bytes.len() > LONG && bytes.iter().filter(|byte| **byte == b'\n').count() > MAX_LINES {
                    return Err(Refused::at(at, "the row goes on for more than 1000 lines", NEVER_CLOSED));
                }
                if blank > 0 {
                    let mut place = row.position().cloned().unwrap_or_else(csv::Position::new);
                    place.set_line(from + blank);
                    row.set_position(Some(place));
                }
                decode(row, &self.foreign, at);
                Ok(is_read)
            }
            Rows::Columnar(rows, read) => {
                row.clear();
                *read += 1;
                let mut at = csv::Position::new();
                at.set_line(self.header.line + *read);
                row.set_position(Some(at));
                rows.next(&self.header.needed.borrow(), &mut |cell| row.push_field(cell))
            }
        }
    }

    /// The names of the columns and the first rows, as a person looks at them.
    pub(crate) fn preview(&mut self) -> Preview {
        let clipped = |cell: &str| cell.chars().take(MAX_SHOWN).collect::<String>();
        let columns = self.header.names.iter().take(MAX_PREVIEW).map(|name| clipped(name)).collect();
        let (mut rows, mut record) = (Vec::new(), ByteRecord::new());
        while rows.len() < PREVIEWED && self.next(&mut record).unwrap_or(false) {
            let cells = record.iter().take(MAX_PREVIEW).map(|cell| clipped(&String::from_utf8_lossy(cell)));
            rows.push(cells.collect());
        }
        Preview { columns, rows, asked: None }
    }

    /// The line of a row, from 1.
    pub(crate) fn line(&self, row: &ByteRecord) -> u64 {
        row.position().map_or(0, csv::Position::line) + self.before
    }

    /// The number in a cell. Where it could be two its column decides, else what was said, else custom: then there is a
    /// doubt, which `ask` asks about.
    pub(crate) fn number(&self, row: &ByteRecord, column: usize) -> Result<Option<f64>, Refused> {
        self.read(row, column, false)
    }

    /// The number in a cell that counts something: of two that it could be, the whole one.
    pub(crate) fn count(&self, row: &ByteRecord, column: usize) -> Result<Option<f64>, Refused> {
        self.read(row, column, true)
    }

    #[inline(never)]
    fn read(&self, row: &ByteRecord, column: usize, counts: bool) -> Result<Option<f64>, Refused> {
        let line = || self.line(row);
        self.numbers.read(row.get(column).unwrap_or_default(), column, counts, line).map_err(|(written, expected)| {
            Refused::at(self.line(row), format!("{} is {written:?}", self.header.name(column)), expected)
        })
    }

    /// Asks how numbers are written, where that is in doubt. What was answered can be answered anew.
    pub(crate) fn ask(&self, report: &mut Report) {
        let Some((question, is_open)) = self.numbers.question(self.header.line) else { return };
        report.ask(question, is_open);
    }
}

/// How many of the lines that were read for a row are blank ones above it, which the reader passes over: all but its last and
/// those that end within its quotes.
fn blank_lines(row: &ByteRecord, from: u64, to: u64) -> u64 {
    let above = (to - from).saturating_sub(1);
    if above == 0 {
        return 0;
    }
    above.saturating_sub(row.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64)
}

/// Makes UTF-8 of the cells of a row, and keeps the first line that was not.
fn decode(row: &mut ByteRecord, foreign: &Cell<Option<u64>>, line: u64) {
    if row.as_slice().is_ascii() || row.iter().all(|cell| std::str::from_utf8(cell).is_ok()) {
        return;
    }
    foreign.set(foreign.get().or(Some(line)));
    let at = row.position().cloned();
    *row = row.iter().map(decoded).collect::<Vec<String>>().into();
    row.set_position(at);
}

/// The text of a cell; `None` where the row has no such column or nothing stands there.
#[inline(never)]
pub(crate) fn text(row: &ByteRecord, column: Option<usize>) -> Option<&str> {
    cell::text(row.get(column?)?)
}

struct Found {
    offset: usize,
    /// Lines before the header.
    line: u64,
    delimiter: u8,
    /// Whether a line above it says that it is of countries: of the tables of a report it is that one.
    is_titled: bool,
}

/// Where the header stands: the first line with a name that some format knows, else the first with several cells.
fn header(head: &str, has_comments: bool) -> Found {
    let (mut first, mut title) = (None, false);
    let (mut offset, mut line, mut looked) = (0, 0, 0);
    let has_titles = head.lines().any(is_title);
    for text in head.split_inclusive('\n') {
        let bare = text.trim();
        if !(bare.is_empty() || bare.starts_with('#')) {
            let delimiter = delimiter(bare);
            let named = |cell: &str| key(in_currency(cell).map_or(cell, |(bare, _)| bare));
            let cells = || bare.split(char::from(delimiter)).map(|cell| named(cell.trim_matches('"')));
            let found = Found { offset, line, delimiter, is_titled: title };
            // Analytics exports hold several tables: that of countries is the one that is looked for.
            let known =
                if has_comments { cells().any(|cell| is_country(&cell)) } else { cells().any(|cell| is_known(&cell)) };
            if known && (title || !has_titles) {
                return found;
            }
            title = is_title(bare);
            if first.is_none() && cells().count() > 1 {
                first = Some(found);
            }
            looked += 1;
            if looked >= HEADER_WITHIN && !has_comments && !has_titles {
                break;
            }
        }
        offset += text.len();
        line += 1;
    }
    first.unwrap_or(Found { offset: 0, line: 0, delimiter: b',', is_titled: false })
}

/// Whether a line is the title of a table of countries, as Matomo's scheduled reports have it: "Country", "Land", "Pays".
fn is_title(line: &str) -> bool {
    const NO_TITLES: [&str; 3] = ["name", "label", "x"];
    let key = key(line);
    is_country(&key) && !NO_TITLES.contains(&key.as_str())
}

fn is_country(key: &str) -> bool {
    crate::names::COUNTRY.iter().any(|name| self::key(name) == key)
}

fn is_known(key: &str) -> bool {
    crate::names::ALL.iter().flat_map(|names| names.iter()).any(|name| self::key(name) == key)
}

/// The mark that stands most often in a line, outside quotes.
fn delimiter(line: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(0, b','), (0, b';'), (0, b'\t')];
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        if let Some(count) = counts.iter_mut().find(|(_, mark)| !quoted && *mark == byte) {
            count.0 += 1;
        }
    }
    // The comma wins a tie.
    counts.iter().rev().max_by_key(|(count, _)| *count).map_or(b',', |(_, mark)| *mark)
}

/// The lines up to the next blank line or comment: one table of several.
fn block<'a>(input: Box<dyn Read + 'a>) -> Result<Box<dyn Read + 'a>, Refused> {
    const MAX_BLOCK: u64 = 32 << 20;
    let mut bytes = Vec::new();
    input.take(MAX_BLOCK).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    bytes.truncate(block_length(&bytes));
    Ok(Box::new(Cursor::new(bytes)))
}

fn block_length(bytes: &[u8]) -> usize {
    let goes_on = |line: &&[u8]| !(line.trim_ascii().is_empty() || line.starts_with(b"#"));
    bytes.split_inclusive(|byte| *byte == b'\n').take_while(goes_on).map(<[u8]>::len).sum()
}

/// Whether another table stands below: a line of cells of which none is a number.
fn begins_another(below: &str) -> bool {
    let is_number =
        |cell: &str| cell.bytes().any(|b| b.is_ascii_digit()) && !cell.bytes().any(|b| b.is_ascii_alphabetic());
    let cells = |line: &'_ str| line.split(char::from(delimiter(line))).map(str::to_owned).collect::<Vec<String>>();
    let mut lines = below.lines().filter(|line| !(line.trim().is_empty() || line.starts_with('#'))).map(cells);
    // A title may stand above it.
    let next = lines.next().map(|first| if first.len() == 1 { lines.next().unwrap_or_default() } else { first });
    next.is_some_and(|cells| cells.len() > 1 && !cells.iter().any(|cell| is_number(cell)))
}

fn wrong(error: &csv::Error, line: u64) -> Refused {
    match error.kind() {
        csv::ErrorKind::Io(error)
            if error.kind() == std::io::ErrorKind::InvalidData && error.to_string() == TOO_LONG =>
        {
            Refused::at(line, "the row is longer than 8 MB", NEVER_CLOSED)
        }
        csv::ErrorKind::Io(error) => Refused { row: Some(line), ..unreadable(error) },
        _ => Refused::at(line, error.to_string(), "a row of the table"),
    }
}
