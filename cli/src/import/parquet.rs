//! Bills as Parquet: of their columns only those that are read, some rows at a time. Maps and groups of values, as tags
//! are kept, become the JSON that CSV has in their place.

use super::leaf::{BATCH, Leaf};
use crate::columns::{refused, whole};
use geode_import::{Columnar, Refused};
use parquet::basic::{ConvertedType, LogicalType, Repetition};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::{SchemaDescriptor, Type, TypePtr};
use std::fs::File;

/// A table in a Parquet file.
pub struct Parquet {
    file: SerializedFileReader<File>,
    columns: Vec<Column>,
    next_group: usize,
    /// Rows of the group that have not been read, and those in memory that have not been handed out.
    in_group: usize,
    in_memory: usize,
}

struct Column {
    name: String,
    shape: Shape,
    /// The columns of values in it.
    leaves: Vec<Leaf>,
    is_needed: bool,
}

/// What a column holds.
#[derive(Clone, Copy)]
enum Shape {
    Values,
    /// Keys and values.
    Map,
    Group,
    /// What no cell can hold: in words.
    Foreign(&'static str),
}

impl Parquet {
    /// Opens a file; nothing but its footer is read.
    pub fn open(file: File) -> Result<Self, Refused> {
        let file = whole(|| SerializedFileReader::new(file))?;
        let columns = columns(file.metadata().file_metadata().schema_descr());
        Ok(Parquet { file, columns, next_group: 0, in_group: 0, in_memory: 0 })
    }

    /// Brings rows into memory; false behind the last.
    fn fill(&mut self) -> Result<bool, ParquetError> {
        while self.in_group == 0 {
            if self.next_group >= self.file.num_row_groups() {
                return Ok(false);
            }
            let group = self.file.get_row_group(self.next_group)?;
            self.in_group = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
            leaves(&mut self.columns).try_for_each(|leaf| leaf.enter(&*group))?;
            self.next_group += 1;
        }
        let rows = self.in_group.min(BATCH);
        leaves(&mut self.columns).try_for_each(|leaf| leaf.read(rows))?;
        self.in_group -= rows;
        self.in_memory = rows;
        Ok(true)
    }

    /// Says which columns are needed, before the first row.
    fn need(&mut self, needed: &[bool]) -> Result<(), Refused> {
        for (column, is_needed) in self.columns.iter_mut().zip(needed) {
            column.is_needed = *is_needed;
            if let (true, Shape::Foreign(what)) = (is_needed, column.shape) {
                let expected = "text, JSON, a number, a time, a map of texts, or a group of such values";
                return Err(refused(format!("the column {} is {what}", column.name), expected));
            }
        }
        Ok(())
    }
}

/// The columns of values that are needed.
fn leaves(columns: &mut [Column]) -> impl Iterator<Item = &mut Leaf> {
    columns.iter_mut().filter(|column| column.is_needed).flat_map(|column| &mut column.leaves)
}

impl Columnar for Parquet {
    fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    fn next(&mut self, needed: &[bool], cell: &mut dyn FnMut(&[u8])) -> Result<bool, Refused> {
        if self.in_memory == 0 {
            if self.next_group == 0 {
                self.need(needed)?;
            }
            if !whole(|| self.fill())? {
                return Ok(false);
            }
        }
        self.in_memory -= 1;
        for column in &mut self.columns {
            column.cell(cell);
        }
        Ok(true)
    }
}

impl Column {
    /// Hands out the cell of the next row.
    fn cell(&mut self, cell: &mut dyn FnMut(&[u8])) {
        if !self.is_needed {
            return cell(b"");
        }
        let mut json = Json(Vec::new());
        match (self.shape, self.leaves.as_mut_slice()) {
            (Shape::Values, [leaf]) => return cell(leaf.next().unwrap_or_default()),
            (Shape::Map, [key, value]) => loop {
                if let (Some(key), Some(value)) = (key.next(), value.next()) {
                    json.add(key, value);
                }
                if !key.goes_on() {
                    break;
                }
            },
            (_, leaves) => {
                for leaf in leaves {
                    let name = leaf.name().to_owned();
                    if let Some(value) = leaf.next() {
                        json.add(name.as_bytes(), value);
                    }
                }
            }
        }
        cell(&json.end());
    }
}

/// An object of texts, as it is written.
struct Json(Vec<u8>);

impl Json {
    fn add(&mut self, key: &[u8], value: &[u8]) {
        for (before, text) in [(if self.0.is_empty() { "{" } else { "," }, key), (":", value)] {
            self.0.extend_from_slice(before.as_bytes());
            // Memory takes all.
            let _ = serde_json::to_writer(&mut self.0, &String::from_utf8_lossy(text));
        }
    }

    fn end(mut self) -> Vec<u8> {
        if !self.0.is_empty() {
            self.0.push(b'}');
        }
        self.0
    }
}

fn columns(schema: &SchemaDescriptor) -> Vec<Column> {
    let mut leaves: Vec<Vec<Option<Leaf>>> = schema.root_schema().get_fields().iter().map(|_| Vec::new()).collect();
    for (place, descr) in schema.columns().iter().enumerate() {
        if let Some(of_root) = leaves.get_mut(schema.get_column_root_idx(place)) {
            of_root.push(Leaf::of(place, descr.clone()));
        }
    }
    let fields = schema.root_schema().get_fields().iter().zip(leaves);
    let column = |(field, leaves): (&TypePtr, Vec<Option<Leaf>>)| {
        let count = leaves.len();
        let leaves: Vec<Leaf> = leaves.into_iter().flatten().collect();
        let shape = if leaves.len() < count { Shape::Foreign("of a type that has no text") } else { shape(field) };
        Column { name: field.name().to_owned(), shape, leaves, is_needed: false }
    };
    fields.map(column).collect()
}

fn shape(field: &Type) -> Shape {
    let is_repeated = |field: &Type| {
        field.get_basic_info().has_repetition() && field.get_basic_info().repetition() == Repetition::REPEATED
    };
    let are_values = |field: &Type| field.get_fields().iter().all(|field| field.is_primitive() && !is_repeated(field));
    if is_repeated(field) {
        return Shape::Foreign("a list");
    }
    if field.is_primitive() {
        return Shape::Values;
    }
    let info = field.get_basic_info();
    let (logical, converted) = (info.logical_type_ref(), info.converted_type());
    let is_map = matches!(logical, Some(LogicalType::Map))
        || matches!(converted, ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE);
    match field.get_fields() {
        [entry] if is_map && !entry.is_primitive() && is_repeated(entry) => match entry.get_fields().len() {
            2 if are_values(entry) => Shape::Map,
            _ => Shape::Foreign("a map of more than texts"),
        },
        _ if is_map => Shape::Foreign("a map of more than texts"),
        _ if matches!(logical, Some(LogicalType::List)) || converted == ConvertedType::LIST => Shape::Foreign("a list"),
        _ if are_values(field) => Shape::Group,
        _ => Shape::Foreign("a group of groups"),
    }
}
