//! Rows of changed inputs and their answers, as `geode sweep` and the page read and write them.
//!
//! [`chunk`] holds some rows as they were read, [`columns`] says what their columns are, [`records`] reads them from CSV,
//! [`answers`] evaluates them, [`text`] writes the answers, [`table`] does all of it for a table in memory.

pub mod answers;
pub mod chunk;
pub mod columns;
pub mod records;
pub mod table;
pub mod text;

pub use answers::{Answer, Answers};
pub use chunk::{Chunk, Content};
pub use columns::{Named, Role};
pub use records::{Next, Records};
pub use table::Table;

use crate::planning::sweep::{Asked, Base, Sweep};
use crate::scenario::restore::Refused;

/// What is asked of every row.
#[derive(Debug)]
pub struct Plan {
    /// The base, its inputs that rows change, and the figures.
    pub sweep: Sweep,
    /// The columns of the rows.
    pub columns: Vec<Named>,
    /// Keys of JSON lines: columns and figures, each with its colon.
    keys: Vec<Vec<u8>>,
}

impl Plan {
    /// What is asked of rows with these columns. `is_header`: that they are those of a table; a key of JSON lines that
    /// names no input is an error of its rows alone.
    ///
    /// # Errors
    /// What is wrong with the columns.
    pub fn new(base: Base, asked: Vec<Asked>, names: Vec<String>, is_header: bool) -> Result<Plan, Refused> {
        let (columns, inputs) = columns::named(names, is_header, &base, &asked)?;
        let names = columns.iter().map(|column| &column.name).chain(asked.iter().map(|asked| &asked.name));
        let keys = names.map(|name| text::json_key(name)).collect();
        Ok(Plan { sweep: Sweep::new(base, inputs, asked), columns, keys })
    }

    /// What stands behind the columns of the rows: figures, number of repairs, error.
    pub fn outputs(&self) -> impl Iterator<Item = &str> {
        let asked = self.sweep.asked().iter().map(|asked| asked.name.as_str());
        asked.chain([columns::REPAIRS, columns::ERROR])
    }
}
