//! Answers as a Parquet file: inputs and figures are doubles, what is carried and the error are texts.

use crate::stop::Stop;
use geode_core::exchange::rows::text::text_of;
use geode_core::exchange::rows::{Answer, Chunk, Content, Named, Plan, Role};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{ColumnPath, Type, TypePtr};
use std::io::{self, Write};
use std::sync::Arc;

/// Rows of a group.
const GROUP: usize = 65_536;

/// Values of a column, where there are any.
#[derive(Debug)]
pub struct Values<T> {
    values: Vec<T>,
    /// 1 where a row has a value, else 0.
    levels: Vec<i16>,
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Values { values: Vec::new(), levels: Vec::new() }
    }
}

impl<T> Values<T> {
    fn push(&mut self, value: Option<T>) {
        self.levels.push(i16::from(value.is_some()));
        self.values.extend(value);
    }

    fn append(&mut self, other: &mut Self) {
        self.values.append(&mut other.values);
        self.levels.append(&mut other.levels);
    }

    /// The first rows.
    fn take(&mut self, rows: usize) -> Self {
        let levels: Vec<i16> = self.levels.drain(..rows.min(self.levels.len())).collect();
        let count = levels.iter().filter(|level| **level > 0).count();
        Values { values: self.values.drain(..count.min(self.values.len())).collect(), levels }
    }

    fn write<D: DataType<T = T>>(&self, group: &mut SerializedRowGroupWriter<impl Write + Send>) -> Written {
        if let Some(mut column) = group.next_column()? {
            column.typed::<D>().write_batch(&self.values, Some(&self.levels), None)?;
            column.close()?;
        }
        Ok(())
    }
}

type Written = Result<(), ParquetError>;

/// A column of the file.
#[derive(Debug)]
pub enum Column {
    Numbers(Values<f64>),
    Count(Values<i64>),
    Texts(Values<ByteArray>),
}

impl Column {
    fn of(column: &Named) -> Column {
        match column.role {
            Role::Input(_) => Column::Numbers(Values::default()),
            Role::Carried | Role::Wrong(_) => Column::Texts(Values::default()),
        }
    }

    fn append(&mut self, other: &mut Column) {
        match (self, other) {
            (Column::Numbers(own), Column::Numbers(other)) => own.append(other),
            (Column::Count(own), Column::Count(other)) => own.append(other),
            (Column::Texts(own), Column::Texts(other)) => own.append(other),
            // All tables of a job have the same columns.
            _ => {}
        }
    }

    fn write(&mut self, rows: usize, group: &mut SerializedRowGroupWriter<impl Write + Send>) -> Written {
        match self {
            Column::Numbers(values) => values.take(rows).write::<DoubleType>(group),
            Column::Count(values) => values.take(rows).write::<Int64Type>(group),
            Column::Texts(values) => values.take(rows).write::<ByteArrayType>(group),
        }
    }
}

/// Some rows, by columns.
#[derive(Debug)]
pub struct Table {
    columns: Vec<Column>,
    rows: usize,
}

impl Table {
    /// Without rows.
    pub fn new(plan: &Plan) -> Table {
        let figures = plan.sweep.asked().iter().map(|_| Column::Numbers(Values::default()));
        let last = [Column::Count(Values::default()), Column::Texts(Values::default())];
        Table { columns: plan.columns.iter().map(Column::of).chain(figures).chain(last).collect(), rows: 0 }
    }

    /// Adds a row.
    pub fn row(&mut self, plan: &Plan, chunk: &Chunk, cells: &[Content], answer: &Answer) {
        let given = plan.columns.len();
        for (i, column) in self.columns.iter_mut().enumerate() {
            let cell = cells.get(i).filter(|_| i < given).unwrap_or(&Content::Absent);
            match column {
                Column::Numbers(values) if i < given => values.push(number(chunk, cell)),
                Column::Numbers(values) => values.push(answer.figure(i - given)),
                Column::Count(values) => values.push(i64::try_from(answer.repairs.len()).ok()),
                Column::Texts(values) if i < given => values.push(text(chunk, cell)),
                Column::Texts(values) => values.push(answer.error.map(ByteArray::from)),
            }
        }
        self.rows += 1;
    }
}

fn number(chunk: &Chunk, cell: &Content) -> Option<f64> {
    match cell {
        Content::Absent => None,
        Content::Number(number) => Some(*number),
        Content::Text(text) | Content::Json(text) => {
            let text = std::str::from_utf8(chunk.bytes(text)).ok()?;
            text.trim().parse().ok().filter(|number: &f64| number.is_finite())
        }
    }
}

fn text(chunk: &Chunk, cell: &Content) -> Option<ByteArray> {
    match cell {
        Content::Absent | Content::Number(_) => None,
        Content::Text(text) => Some(String::from_utf8_lossy(chunk.bytes(text)).as_ref().into()),
        Content::Json(json) => text_of(chunk.bytes(json)).map(|text| text.as_ref().into()),
    }
}

/// A Parquet file that is being written, into a pipe if need be.
pub struct ParquetFile<W: Write + Send> {
    file: SerializedFileWriter<W>,
    /// Rows that do not fill a group yet.
    pending: Table,
}

impl<W: Write + Send> ParquetFile<W> {
    /// Begins a file.
    pub fn new(plan: &Plan, to: W) -> Result<Self, Stop> {
        let pending = Table::new(plan);
        let names = plan.columns.iter().map(|column| column.name.as_str()).chain(plan.outputs());
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_created_by(concat!("geode ", env!("CARGO_PKG_VERSION")).into());
        let mut fields: Vec<TypePtr> = Vec::new();
        for (name, column) in names.zip(&pending.columns) {
            // Numbers that are all different make a large dictionary.
            let path = ColumnPath::from(vec![name.to_owned()]);
            properties = properties.set_column_dictionary_enabled(path, matches!(column, Column::Texts(_)));
            let (physical, logical) = match column {
                Column::Numbers(_) => (Physical::DOUBLE, None),
                Column::Count(_) => (Physical::INT64, None),
                Column::Texts(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            };
            let field = Type::primitive_type_builder(name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(logical)
                .build()
                .map_err(stop)?;
            fields.push(Arc::new(field));
        }
        let schema = Type::group_type_builder("rows").with_fields(fields).build().map_err(stop)?;
        let file = SerializedFileWriter::new(to, Arc::new(schema), Arc::new(properties.build())).map_err(stop)?;
        Ok(ParquetFile { file, pending })
    }

    /// Adds rows.
    pub fn write(&mut self, table: &mut Table) -> Result<(), Stop> {
        for (own, other) in self.pending.columns.iter_mut().zip(&mut table.columns) {
            own.append(other);
        }
        self.pending.rows += std::mem::take(&mut table.rows);
        while self.pending.rows >= GROUP {
            self.group(GROUP).map_err(stop)?;
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish(mut self) -> Result<(), Stop> {
        if self.pending.rows > 0 {
            self.group(self.pending.rows).map_err(stop)?;
        }
        self.file.finish().map_err(stop)?;
        Ok(self.file.inner_mut().flush()?)
    }

    fn group(&mut self, rows: usize) -> Written {
        let mut group = self.file.next_row_group()?;
        for column in &mut self.pending.columns {
            column.write(rows, &mut group)?;
        }
        group.close()?;
        self.pending.rows -= rows;
        Ok(())
    }
}

/// What stops the writing of a file.
fn stop(error: ParquetError) -> Stop {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(error) => (*error).into(),
            Err(cause) => io::Error::other(cause.to_string()).into(),
        },
        other => io::Error::other(other.to_string()).into(),
    }
}
