//! The bytes of a file on their way to its rows.

use crate::refused::Refused;
use std::borrow::Cow;
use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;

/// The most columns of a table.
pub(crate) const MAX_COLUMNS: usize = 2048;
/// What the error of a row says that is longer than it may be.
pub(crate) const TOO_LONG: &str = "a row that is too long";

/// Reads rows of any length up to what is `left`, which the caller sets for each.
pub(crate) fn reader(input: Box<dyn Read + '_>, delimiter: u8, left: Rc<Cell<u64>>) -> csv::Reader<Guarded<'_>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(Guarded { input, left })
}

/// A reader that ends with an error where a row is longer than it may be.
pub(crate) struct Guarded<'a> {
    input: Box<dyn Read + 'a>,
    left: Rc<Cell<u64>>,
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.input.read(buffer)?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, TOO_LONG)),
        }
        Ok(read)
    }
}

/// A table whose lines end with LF, whatever they ended with: the reader of rows counts no other ends of lines. The last
/// line ends too, so that each row is followed by one.
pub(crate) struct Lines<'a> {
    input: Box<dyn Read + 'a>,
    /// Whether a CR was the last byte: a LF behind it ends no other line.
    is_behind_cr: bool,
    is_ended: bool,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(input: Box<dyn Read + 'a>) -> Self {
        Lines { input, is_behind_cr: false, is_ended: true }
    }

    /// Makes LF of the ends of lines in some bytes; says how many bytes are left.
    fn unify(&mut self, bytes: &mut [u8]) -> usize {
        if !self.is_behind_cr && !bytes.contains(&b'\r') {
            return bytes.len();
        }
        let bytes = Cell::from_mut(bytes).as_slice_of_cells();
        let (mut to, mut kept) = (bytes.iter(), 0);
        for byte in bytes.iter().map(Cell::get) {
            let is_second = byte == b'\n' && self.is_behind_cr;
            self.is_behind_cr = byte == b'\r';
            // Never ahead of what is read.
            if let Some(place) = to.as_slice().first().filter(|_| !is_second) {
                place.set(if byte == b'\r' { b'\n' } else { byte });
                to.next();
                kept += 1;
            }
        }
        kept
    }
}

impl Read for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.input.read(buffer)?;
            let Some(bytes) = buffer.get_mut(..read).filter(|bytes| !bytes.is_empty()) else { break };
            let kept = self.unify(bytes);
            if let Some(last) = bytes.get(..kept).and_then(<[u8]>::last) {
                self.is_ended = *last == b'\n';
                return Ok(kept);
            }
        }
        match buffer.first_mut() {
            Some(place) if !self.is_ended => {
                *place = b'\n';
                self.is_ended = true;
                Ok(1)
            }
            _ => Ok(0),
        }
    }
}

/// The same of a text.
pub(crate) fn with_lines(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

/// Leaves out the next bytes.
pub(crate) fn skip(input: &mut (dyn Read + '_), bytes: u64) -> Result<(), Refused> {
    std::io::copy(&mut input.take(bytes), &mut std::io::sink()).map(|_| ()).map_err(|error| unreadable(&error))
}

/// Leaves out the next lines.
pub(crate) fn skip_lines(input: &mut (dyn Read + '_), mut lines: u64) -> Result<(), Refused> {
    let mut byte = [0];
    while lines > 0 && input.read(&mut byte).map_err(|error| unreadable(&error))? > 0 {
        lines -= u64::from(byte == *b"\n");
    }
    Ok(())
}

/// The text of bytes; those that are no UTF-8 are taken for Windows-1252, in which Excel saves CSV. By hand: encoding_rs
/// would bring the tables of all encodings into the importer.
pub(crate) fn decoded(bytes: &[u8]) -> String {
    const FROM_80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let letter = |byte: &u8| {
            let other = byte.checked_sub(0x80).and_then(|at| FROM_80.chars().nth(at.into()));
            other.unwrap_or(char::from(*byte))
        };
        text.extend(chunk.invalid().iter().map(letter));
    }
    text
}

/// Why a file is refused whose bytes do not come.
pub(crate) fn unreadable(error: &std::io::Error) -> Refused {
    Refused::file(format!("cannot be read to its end ({error})"), "a whole file")
}
