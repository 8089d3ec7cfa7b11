//! Rows and cells of the tables of figures: what people read, and the name and the bare number behind it.

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// What it is about: an option and what of it, a phase, a value of an input.
    pub names: Vec<String>,
    /// One a column after the names.
    pub cells: Vec<Cell>,
    /// Whether it is the first of what its first name says.
    pub is_first: bool,
}

/// A cell: a figure, or a word.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// As people read it.
    pub text: String,
    /// The figure: whose and its path, such as `geode-3/rigorous/regions/eu-west/load_share`; none for a word.
    pub figure: Option<String>,
    /// The number; none where there is none.
    pub value: Option<f64>,
}
