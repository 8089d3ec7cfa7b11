//! The values of one column of Parquet, some rows at a time.

use super::counted::Counted;
use super::value::{Kind, float, number, text, time};
use crate::columns::{self, too_much};
use geode_import::Refused;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::ColumnDescPtr;

/// Rows that are in memory at once.
pub const BATCH: usize = 256;
/// The most text of a column in that many rows, in bytes.
const MAX_TEXT: usize = 8 << 20;

/// A column of values, and the rows of it that are in memory.
pub struct Leaf {
    /// Its place among all columns of values.
    place: usize,
    descr: ColumnDescPtr,
    kind: Kind,
    reader: Option<ColumnReader>,
    /// The texts of the values, one behind the other, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
    /// How much of its path each entry has, and whether it goes on with a row.
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
    next_entry: usize,
    next_value: usize,
}

impl Leaf {
    /// None where its values have no text.
    pub fn of(place: usize, descr: ColumnDescPtr) -> Option<Leaf> {
        let kind = Kind::of(&descr)?;
        Some(Leaf {
            place,
            descr,
            kind,
            reader: None,
            text: Vec::new(),
            ends: Vec::new(),
            definitions: Vec::new(),
            repetitions: Vec::new(),
            next_entry: 0,
            next_value: 0,
        })
    }

    /// Its own name.
    pub fn name(&self) -> &str {
        self.descr.name()
    }

    /// Goes to a group of rows.
    pub fn enter(&mut self, group: &dyn RowGroupReader) -> Result<(), ParquetError> {
        let pages = group.get_column_page_reader(self.place)?;
        self.reader = Some(match self.descr.max_rep_level() {
            0 => get_column_reader(self.descr.clone(), pages),
            _ => get_column_reader(self.descr.clone(), Box::new(Counted::new(pages, self.descr.clone()))),
        });
        Ok(())
    }

    /// Reads the next rows.
    pub fn read(&mut self, rows: usize) -> Result<(), ParquetError> {
        let Leaf { descr, kind, reader, text: to, ends, definitions, repetitions, .. } = self;
        (self.next_entry, self.next_value) = (0, 0);
        to.clear();
        ends.clear();
        definitions.clear();
        repetitions.clear();
        let end = |to: &[u8]| {
            ends.push(to.len());
            match to.len() > MAX_TEXT {
                true => Err(too_much(descr, &format!("more than 8 MB of text in {BATCH} rows"), "shorter cells")),
                false => Ok(()),
            }
        };
        let result = match reader {
            None => Ok(()),
            Some(reader) => texts(reader, rows, (definitions, repetitions), *kind, to, end),
        };
        result.map_err(|error| match error {
            ParquetError::External(error) if error.is::<Refused>() => ParquetError::External(error),
            error => ParquetError::General(format!("{}: {error}", descr.path().string())),
        })
    }

    /// The next entry's text; none where it has no value.
    pub fn next(&mut self) -> Option<&[u8]> {
        let most = self.descr.max_def_level();
        let is_there = most == 0 || self.definitions.get(self.next_entry) == Some(&most);
        self.next_entry += 1;
        if !is_there {
            return None;
        }
        let end = *self.ends.get(self.next_value)?;
        let start = self.next_value.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end);
        self.next_value += 1;
        self.text.get(start..end)
    }

    /// Whether the next entry goes on with the row of the one before.
    pub fn goes_on(&self) -> bool {
        self.repetitions.get(self.next_entry).is_some_and(|level| *level > 0)
    }
}

/// Reads rows of a column as texts, one behind the other; `end` is called behind each.
fn texts(
    reader: &mut ColumnReader,
    rows: usize,
    levels: (&mut Vec<i16>, &mut Vec<i16>),
    kind: Kind,
    to: &mut Vec<u8>,
    mut end: impl FnMut(&[u8]) -> Result<(), ParquetError>,
) -> Result<(), ParquetError> {
    match reader {
        ColumnReader::BoolColumnReader(r) => values(r, rows, levels, |v| {
            text(v, to);
            end(to)
        }),
        ColumnReader::Int32ColumnReader(r) => values(r, rows, levels, |v| {
            kind.whole(i64::from(v), u64::from(v.cast_unsigned()), to);
            end(to)
        }),
        ColumnReader::Int64ColumnReader(r) => values(r, rows, levels, |v| {
            kind.whole(v, v.cast_unsigned(), to);
            end(to)
        }),
        ColumnReader::Int96ColumnReader(r) => values(r, rows, levels, |v| {
            time(v.to_seconds(), to);
            end(to)
        }),
        ColumnReader::FloatColumnReader(r) => values(r, rows, levels, |v| {
            float(v, to);
            end(to)
        }),
        ColumnReader::DoubleColumnReader(r) => values(r, rows, levels, |v| {
            number(v, to);
            end(to)
        }),
        ColumnReader::ByteArrayColumnReader(r) => {
            values(r, rows, levels, |v| kind.bytes(v.data(), to).and_then(|()| end(to)))
        }
        ColumnReader::FixedLenByteArrayColumnReader(r) => {
            values(r, rows, levels, |v| kind.bytes(v.data(), to).and_then(|()| end(to)))
        }
    }
}

/// Reads rows of a column, and hands out their values in order.
fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    levels: (&mut Vec<i16>, &mut Vec<i16>),
    each: impl FnMut(T::T) -> Result<(), ParquetError>,
) -> Result<(), ParquetError> {
    let mut values = Vec::new();
    if columns::read(reader, rows, levels, &mut values)? < rows {
        return Err(ParquetError::EOF("it ends before the others".into()));
    }
    values.into_iter().try_for_each(each)
}
