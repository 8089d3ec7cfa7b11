//! What both readers of Parquet need: that of files which people have, and that of the rows of a sweep.

use crate::guard::guarded;
use geode_import::Refused;
use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescriptor;

/// The first bytes of a file.
pub const MAGIC: &[u8; 4] = b"PAR1";

/// What is read of a file. Where it is damaged the library panics in places.
pub fn whole<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, Refused> {
    let wrong = match guarded(read) {
        Ok(Ok(read)) => return Ok(read),
        Ok(Err(ParquetError::External(error))) => match error.downcast::<Refused>() {
            Ok(refused) => return Err(*refused),
            Err(error) => ParquetError::External(error).to_string(),
        },
        Ok(Err(error)) => error.to_string(),
        Err(words) => words,
    };
    Err(refused(format!("cannot be read ({wrong})"), "a whole Parquet file, compressed by snappy, gzip, zstd or not"))
}

/// Reads so many rows of a column: how much of its path each entry has, whether it goes on with a row, and the values.
/// Returns how many rows there were.
pub fn read<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    (definitions, repetitions): (&mut Vec<i16>, &mut Vec<i16>),
    values: &mut Vec<T::T>,
) -> Result<usize, ParquetError> {
    let mut read = 0;
    // A call ends at a page.
    while read < rows {
        let (more, ..) = reader.read_records(rows - read, Some(definitions), Some(repetitions), values)?;
        if more == 0 {
            break;
        }
        read += more;
    }
    Ok(read)
}

/// Why nothing is taken of a file.
pub fn refused(wrong: impl Into<String>, expected: &str) -> Refused {
    Refused { row: None, wrong: wrong.into(), expected: expected.into(), preview: None }
}

/// Why nothing is taken of a pipe.
pub fn piped() -> Refused {
    refused("is Parquet, which is read from its end", "a file by its name")
}

/// Why nothing is taken of a column that has too much of something, as the library hands errors on.
pub fn too_much(column: &ColumnDescriptor, what: &str, expected: &str) -> ParquetError {
    let name = column.path().parts().first().map_or_else(String::new, Clone::clone);
    ParquetError::External(Box::new(refused(format!("the column {name} has {what}"), expected)))
}
