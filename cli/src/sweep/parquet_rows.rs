//! Rows of a Parquet file: flat columns of numbers and texts. A null is an empty cell.

use crate::columns;
use crate::input::Source;
use crate::stop::Stop;
use geode_core::exchange::rows::text::digits;
use geode_core::exchange::rows::{Chunk, Content, Named, Role};
use parquet::basic::{ConvertedType, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::ColumnDescPtr;
use std::fs::File;

/// Rows that are read at once.
const BATCH: usize = 1_024;

/// Most bytes of text in so many rows: a text of a page can stand in each of them for a few bytes.
const MOST_TEXT: usize = 32 << 20;

/// Rows of a Parquet file.
pub struct ParquetRows<'a> {
    source: &'a Source,
    file: SerializedFileReader<File>,
    columns: Vec<Column>,
    /// The next group of rows, and how many rows the one at hand still has.
    next_group: usize,
    left: usize,
    read: u64,
}

struct Column {
    descr: ColumnDescPtr,
    is_input: bool,
    reader: Option<ColumnReader>,
}

impl<'a> ParquetRows<'a> {
    /// Opens a file and returns the names of its columns.
    pub fn open(source: &'a Source) -> Result<(Self, Vec<String>), Stop> {
        let Source::File(path) = source else {
            return Err(Stop::refused(&source.name(), columns::piped()));
        };
        let file = File::open(path).map_err(|error| source.unreadable(&error))?;
        let file = whole(source, || SerializedFileReader::new(file))?;
        let schema = file.metadata().file_metadata().schema_descr();
        let columns: Vec<Column> = schema
            .columns()
            .iter()
            .map(|descr| Column { descr: descr.clone(), is_input: false, reader: None })
            .collect();
        if let Some(column) = columns.iter().find(|column| !is_readable(&column.descr)) {
            let wrong = format!("has a column {} of a type that rows cannot have", column.descr.path().string());
            return Err(Stop::bad(&source.name(), &wrong, "columns of numbers, texts, dates and times"));
        }
        let names = columns.iter().map(|column| column.descr.name().to_owned()).collect();
        Ok((ParquetRows { source, file, columns, next_group: 0, left: 0, read: 0 }, names))
    }

    /// Number of rows.
    pub fn count(&self) -> u64 {
        u64::try_from(self.file.metadata().file_metadata().num_rows()).unwrap_or(0)
    }

    /// What the columns are.
    pub fn set_columns(&mut self, columns: &[Named]) {
        for (column, named) in self.columns.iter_mut().zip(columns) {
            column.is_input = matches!(named.role, Role::Input(_));
        }
    }

    /// Fills a chunk with the next rows. Says whether there may be more.
    pub fn fill(&mut self, chunk: &mut Chunk) -> Result<bool, Stop> {
        let source = self.source;
        whole(source, || self.next(chunk))
    }

    fn next(&mut self, chunk: &mut Chunk) -> Result<bool, ParquetError> {
        while self.left == 0 {
            if self.next_group >= self.file.num_row_groups() {
                return Ok(false);
            }
            let group = self.file.get_row_group(self.next_group)?;
            self.left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
            for (i, column) in self.columns.iter_mut().enumerate() {
                column.reader = Some(group.get_column_reader(i)?);
            }
            self.next_group += 1;
        }
        let count = self.left.min(BATCH);
        let mut columns = Vec::with_capacity(self.columns.len());
        for column in &mut self.columns {
            let cells = column.read(count, chunk)?;
            if cells.len() != count {
                return Err(ParquetError::EOF("a column ends before the others".into()));
            }
            columns.push(cells.into_iter());
        }
        for _ in 0..count {
            let cells = columns.iter_mut().map(|column| column.next().unwrap_or(Content::Absent));
            let mut is_text = true;
            for cell in cells {
                if let Content::Text(text) = &cell {
                    is_text &= std::str::from_utf8(chunk.bytes(text)).is_ok();
                }
                chunk.cell(cell);
            }
            chunk.end_row((!is_text).then(|| "row: is not UTF-8 text, expected text in UTF-8".into()));
        }
        self.left -= count;
        self.read += count as u64;
        chunk.read = self.read;
        Ok(true)
    }
}

/// What is read of a file.
fn whole<T>(source: &Source, read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, Stop> {
    columns::whole(read).map_err(|why| Stop::refused(&source.name(), why))
}

/// Whether the values of a column can be read: one a row, of a type that has a text.
fn is_readable(descr: &ColumnDescPtr) -> bool {
    use ConvertedType as C;
    let is_flat = descr.max_rep_level() == 0 && descr.max_def_level() <= 1 && descr.path().parts().len() == 1;
    let converted = descr.converted_type();
    is_flat
        && match descr.physical_type() {
            Physical::BOOLEAN | Physical::FLOAT | Physical::DOUBLE | Physical::INT96 => true,
            Physical::INT32 => matches!(
                converted,
                C::NONE
                    | C::INT_8
                    | C::INT_16
                    | C::INT_32
                    | C::UINT_8
                    | C::UINT_16
                    | C::UINT_32
                    | C::DATE
                    | C::TIME_MILLIS
                    | C::DECIMAL
            ),
            Physical::INT64 => matches!(
                converted,
                C::NONE
                    | C::INT_64
                    | C::UINT_64
                    | C::TIME_MICROS
                    | C::TIMESTAMP_MILLIS
                    | C::TIMESTAMP_MICROS
                    | C::DECIMAL
            ),
            Physical::BYTE_ARRAY => matches!(converted, C::NONE | C::UTF8 | C::ENUM | C::JSON | C::DECIMAL),
            Physical::FIXED_LEN_BYTE_ARRAY => converted == C::DECIMAL,
        }
}

impl Column {
    /// The next cells.
    fn read(&mut self, count: usize, chunk: &mut Chunk) -> Result<Vec<Content>, ParquetError> {
        let Column { descr, is_input, reader } = self;
        let (descr, is_input) = (&*descr, *is_input);
        let mut field = |field: Field| content(field, is_input, chunk);
        match reader {
            None => Ok(Vec::new()),
            Some(ColumnReader::BoolColumnReader(r)) => cells(r, count, descr, |v| Ok(field(Field::Bool(v)))),
            Some(ColumnReader::Int32ColumnReader(r)) => {
                cells(r, count, descr, |v| Ok(field(Field::convert_int32(descr, v))))
            }
            Some(ColumnReader::Int64ColumnReader(r)) => {
                cells(r, count, descr, |v| Ok(field(Field::convert_int64(descr, v))))
            }
            Some(ColumnReader::Int96ColumnReader(r)) => {
                cells(r, count, descr, |v| Ok(field(Field::convert_int96(descr, v))))
            }
            Some(ColumnReader::FloatColumnReader(r)) => cells(r, count, descr, |v| Ok(field(Field::Float(v)))),
            Some(ColumnReader::DoubleColumnReader(r)) => cells(r, count, descr, |v| Ok(field(Field::Double(v)))),
            Some(ColumnReader::ByteArrayColumnReader(r)) => {
                cells(r, count, descr, |v| bytes(descr, v, is_input, chunk))
            }
            Some(ColumnReader::FixedLenByteArrayColumnReader(r)) => {
                cells(r, count, descr, |v| bytes(descr, ByteArray::from(v.data().to_vec()), is_input, chunk))
            }
        }
    }
}

/// The next cells of a column; where there is no value they are absent.
fn cells<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    count: usize,
    descr: &ColumnDescPtr,
    mut content: impl FnMut(T::T) -> Result<Content, ParquetError>,
) -> Result<Vec<Content>, ParquetError> {
    let (mut values, mut levels) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let is_nullable = descr.max_def_level() > 0;
    let read = columns::read(reader, count, (&mut levels, &mut Vec::new()), &mut values)?;
    let mut values = values.into_iter();
    let mut cell = |is_there: bool| match values.next_if(is_there) {
        Some(value) => content(value),
        None => Ok(Content::Absent),
    };
    match is_nullable {
        true => levels.into_iter().map(|level| cell(level > 0)).collect(),
        false => (0..read).map(|_| cell(true)).collect(),
    }
}

/// The next of an iterator, if it is wanted.
trait NextIf: Iterator {
    fn next_if(&mut self, is_wanted: bool) -> Option<Self::Item> {
        if is_wanted { self.next() } else { None }
    }
}

impl<I: Iterator> NextIf for I {}

fn bytes(descr: &ColumnDescPtr, value: ByteArray, is_input: bool, chunk: &mut Chunk) -> Result<Content, ParquetError> {
    match descr.converted_type() {
        ConvertedType::DECIMAL => Ok(content(Field::convert_byte_array(descr, value)?, is_input, chunk)),
        _ => match chunk.keep(value.data()) {
            text if text.end <= MOST_TEXT => Ok(Content::Text(text)),
            _ => {
                let wrong = format!("more than 32 MB of text in {BATCH} rows, with the columns before it");
                Err(columns::too_much(descr, &wrong, "shorter cells"))
            }
        },
    }
}

fn content(field: Field, is_input: bool, chunk: &mut Chunk) -> Content {
    let number = match field {
        Field::Byte(value) => Some(value.into()),
        Field::Short(value) => Some(value.into()),
        Field::Int(value) => Some(value.into()),
        Field::UByte(value) => Some(value.into()),
        Field::UShort(value) => Some(value.into()),
        Field::UInt(value) => Some(value.into()),
        Field::Float(value) => Some(value.into()),
        Field::Double(value) => Some(value),
        // Whole numbers that a double may not keep stay text.
        _ => None,
    };
    match number {
        Some(number) if is_input => Content::Number(number),
        Some(number) if number.is_finite() => {
            let mut text = Vec::new();
            digits(&mut text, number, true);
            Content::Text(chunk.keep(&text))
        }
        _ => Content::Text(chunk.keep(field.to_string().as_bytes())),
    }
}
