//! What kind of file it is, by its first bytes: never by its name.

use crate::input::{decoded, skip, unreadable};
use crate::refused::Refused;
use crate::secrets;
use crate::table::Table;
use flate2::read::MultiGzDecoder;
use geode_core::scenario::restore;
use std::io::{Cursor, Read};

/// How much of a file is looked at before it is read.
const HEAD: usize = 1 << 18;
/// Files that are read whole.
const MAX_WHOLE: u64 = 64 << 20;

/// What a file holds.
pub(crate) enum Content<'a> {
    Json(serde_json::Value),
    Yaml(String),
    Table(Box<Table<'a>>),
}

/// Opens a file: unpacks, decodes and sniffs it.
pub(crate) fn open<'a>(input: impl Read + 'a) -> Result<Content<'a>, Refused> {
    let (head, input) = peek(Box::new(input))?;
    let (head, input) =
        if head.starts_with(&[0x1f, 0x8b]) { peek(Box::new(MultiGzDecoder::new(input)))? } else { (head, input) };
    refuse_foreign(&head)?;
    let (head, mut input) = match head.get(..2) {
        Some([0xff, 0xfe]) => peek(Box::new(Utf16::new(input, u16::from_le_bytes)))?,
        Some([0xfe, 0xff]) => peek(Box::new(Utf16::new(input, u16::from_be_bytes)))?,
        _ => (head, input),
    };
    let (head, input): (Vec<u8>, Box<dyn Read + 'a>) = match head.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => {
            skip(&mut *input, 3)?;
            (rest.to_vec(), input)
        }
        None => (head, input),
    };
    if head.contains(&0) {
        return Err(Refused::file("is no text", "CSV, JSON or YAML, also packed by gzip"));
    }
    let text = decoded(&head);
    secrets::refuse_text(&text)?;
    match text.trim_start().as_bytes().first() {
        None => Err(Refused::file("is empty", "a file with rows")),
        Some(b'{' | b'[') => json(input),
        _ if text.lines().any(is_yaml) => whole(input).map(Content::Yaml),
        _ => Table::open(&text, input).map(|table| Content::Table(Box::new(table))),
    }
}

/// Whether a line is the top of an objective's document.
fn is_yaml(line: &str) -> bool {
    ["apiVersion:", "version: \"prometheus/", "version: prometheus/", "version: 'prometheus/"]
        .iter()
        .any(|start| line.starts_with(start))
}

fn refuse_foreign(head: &[u8]) -> Result<(), Refused> {
    let kinds: [(&[u8], &str, &str); 5] = [
        (b"PK", "is a ZIP archive or a workbook", "one of the files in it: unpack it, or paste the sheet"),
        (b"PAR1", "is a Parquet file", "CSV, which a query of DuckDB writes: COPY (FROM 'file') TO 'file.csv'"),
        (b"\x1f\x8b", "is packed twice", "a file packed once"),
        (b"%PDF", "is a PDF document", "the CSV, JSON or YAML export beside it"),
        (b"-----BEGIN", "holds a key or a certificate, of which nothing was kept", "a bill, a log or a table"),
    ];
    match kinds.iter().find(|(start, ..)| head.starts_with(start)) {
        Some((_, wrong, expected)) => Err(Refused::file(*wrong, *expected)),
        None => Ok(()),
    }
}

fn json<'a>(input: Box<dyn Read + 'a>) -> Result<Content<'a>, Refused> {
    let text = whole(input)?;
    let (json, repeated) = restore::read_json(&text)
        .map_err(|error| Refused::at(error.line() as u64, format!("is no JSON ({error})"), "JSON"))?;
    match repeated.first() {
        Some(fault) => Err(Refused::file(format!("{} {}", fault.path, fault.wrong), fault.expected.clone())),
        None => Ok(Content::Json(json)),
    }
}

fn whole<'a>(input: Box<dyn Read + 'a>) -> Result<String, Refused> {
    let mut bytes = Vec::new();
    input.take(MAX_WHOLE + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_WHOLE {
        return Err(Refused::file("is longer than 64 MB", "a shorter file of this kind"));
    }
    String::from_utf8(bytes).map_err(|_| Refused::file("is not in UTF-8", "UTF-8, or UTF-16 with a byte order mark"))
}

type Peeked<'a> = (Vec<u8>, Box<dyn Read + 'a>);

/// The first bytes of a file, and the whole of it.
fn peek<'a>(mut input: Box<dyn Read + 'a>) -> Result<Peeked<'a>, Refused> {
    let mut head = Vec::new();
    input.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(|error| unreadable(&error))?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(input))))
}

/// UTF-8 of a stream of UTF-16, without its mark; what is no text becomes U+FFFD.
struct Utf16<R> {
    input: R,
    unit: fn([u8; 2]) -> u16,
    raw: Vec<u8>,
    decoded: Cursor<Vec<u8>>,
}

impl<R: Read> Utf16<R> {
    fn new(input: R, unit: fn([u8; 2]) -> u16) -> Self {
        Utf16 { input, unit, raw: Vec::new(), decoded: Cursor::default() }
    }

    /// Decodes the next piece; half a character stays for the one after it.
    fn refill(&mut self) -> std::io::Result<()> {
        let read = self.input.by_ref().take(HEAD as u64).read_to_end(&mut self.raw)?;
        let mut units: Vec<u16> = self.raw.chunks_exact(2).map(|pair| (self.unit)([pair[0], pair[1]])).collect();
        let opens = |unit: &u16| (0xd800..0xdc00).contains(unit);
        let half = read == HEAD && units.last().is_some_and(opens);
        if half {
            units.pop();
        }
        self.raw.drain(..units.len() * 2);
        if read < HEAD {
            self.raw.clear();
        }
        let text: String = char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .filter(|c| *c != '\u{feff}')
            .collect();
        self.decoded = Cursor::new(text.into_bytes());
        Ok(())
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.decoded.position() == self.decoded.get_ref().len() as u64 {
            self.refill()?;
        }
        self.decoded.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_of_both_orders_is_read_across_pieces() {
        // Characters of two units stand across the end of a piece.
        let text = format!("x{}", "🦀é".repeat(60_000));
        for (mark, bytes) in [(0xff, u16::to_le_bytes as fn(u16) -> [u8; 2]), (0xfe, u16::to_be_bytes)] {
            let mut file = if mark == 0xff { vec![0xff, 0xfe] } else { vec![0xfe, 0xff] };
            file.extend(text.encode_utf16().flat_map(bytes));
            let unit = if mark == 0xff { u16::from_le_bytes } else { u16::from_be_bytes };
            let mut read = String::new();
            assert!(Utf16::new(file.as_slice(), unit).read_to_string(&mut read).is_ok());
            assert_eq!(read, text);
        }
    }
}
