//! The values of one column of Parquet, some rows at a time.

use super::value::{Kind, number, text, time};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::ColumnDescPtr;

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
        self.reader = Some(group.get_column_reader(self.place)?);
        Ok(())
    }

    /// Reads the next rows.
    pub fn read(&mut self, rows: usize) -> Result<(), ParquetError> {
        let Leaf { descr, kind, reader, text: to, ends, definitions, repetitions, .. } = self;
        let kind = *kind;
        (self.next_entry, self.next_value) = (0, 0);
        to.clear();
        ends.clear();
        definitions.clear();
        repetitions.clear();
        let levels = (definitions, repetitions);
        let mut end = |to: &Vec<u8>| ends.push(to.len());
        match reader {
            None => Ok(()),
            Some(ColumnReader::BoolColumnReader(r)) => values(r, rows, levels, |v| {
                text(v, to);
                end(to);
                Ok(())
            }),
            Some(ColumnReader::Int32ColumnReader(r)) => values(r, rows, levels, |v| {
                kind.whole(i64::from(v), u64::from(v.cast_unsigned()), to);
                end(to);
                Ok(())
            }),
            Some(ColumnReader::Int64ColumnReader(r)) => values(r, rows, levels, |v| {
                kind.whole(v, v.cast_unsigned(), to);
                end(to);
                Ok(())
            }),
            Some(ColumnReader::Int96ColumnReader(r)) => values(r, rows, levels, |v| {
                time(v.to_seconds(), to);
                end(to);
                Ok(())
            }),
            Some(ColumnReader::FloatColumnReader(r)) => values(r, rows, levels, |v| {
                // Its own digits, not those of the double next to it.
                if !v.is_nan() {
                    text(v, to);
                }
                end(to);
                Ok(())
            }),
            Some(ColumnReader::DoubleColumnReader(r)) => values(r, rows, levels, |v| {
                number(v, to);
                end(to);
                Ok(())
            }),
            Some(ColumnReader::ByteArrayColumnReader(r)) => values(r, rows, levels, |v| {
                kind.bytes(v.data(), to)?;
                end(to);
                Ok(())
            }),
            Some(ColumnReader::FixedLenByteArrayColumnReader(r)) => values(r, rows, levels, |v| {
                kind.bytes(v.data(), to)?;
                end(to);
                Ok(())
            }),
        }
        .map_err(|error| ParquetError::General(format!("{}: {error}", descr.path().string())))
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

/// Reads rows of a column, and hands out their values in order.
fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    (definitions, repetitions): (&mut Vec<i16>, &mut Vec<i16>),
    each: impl FnMut(T::T) -> Result<(), ParquetError>,
) -> Result<(), ParquetError> {
    let (mut values, mut read) = (Vec::new(), 0);
    // A call ends at a page.
    while read < rows {
        let (more, ..) = reader.read_records(rows - read, Some(definitions), Some(repetitions), &mut values)?;
        if more == 0 {
            return Err(ParquetError::EOF("it ends before the others".into()));
        }
        read += more;
    }
    values.into_iter().try_for_each(each)
}
