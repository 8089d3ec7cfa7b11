//! Tables whose cells stand by column and not in lines: what a reader of such a file brings.

use crate::refused::Refused;

/// A table of a file that is stored by column, such as Parquet. The same rules read it as text: its cells are those of
/// the CSV of the same rows, numbers and times as programs write them.
pub trait Columnar {
    /// The names of all columns.
    fn names(&self) -> Vec<String>;

    /// Brings the next row: a cell for each column in their order, empty where there is no value or where the column is
    /// not needed. False behind the last row. `needed` is the same for all rows.
    ///
    /// # Errors
    /// Where a column that is needed holds no cells, or the file is damaged.
    fn next(&mut self, needed: &[bool], cell: &mut dyn FnMut(&[u8])) -> Result<bool, Refused>;
}
