//! Why a file is not read.

use crate::report::Question;
use serde::Serialize;
use std::fmt;

/// The most letters of a message, and of a cell in one: of a quote that is never closed it is the rest of the file.
pub(crate) const MAX_MESSAGE: usize = 400;
pub(crate) const MAX_CELL: usize = 60;

/// The beginning of a text.
pub(crate) fn clipped(mut text: String, most: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(most) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Why nothing of a file is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The line in the file, from 1; `None` where it is about the whole file.
    pub row: Option<u64>,
    /// What is wrong.
    pub wrong: String,
    /// What was expected.
    pub expected: String,
    /// Of a table whose columns are not known: what a person says them by, with [`Asked::columns`](crate::Asked); or what is
    /// asked about its dates.
    pub preview: Option<Box<Preview>>,
}

/// The beginning of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its first rows.
    pub rows: Vec<Vec<String>>,
    /// What has to be answered before it can be read, in place of columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Question>,
}

impl Refused {
    pub(crate) fn file(wrong: impl Into<String>, expected: impl Into<String>) -> Self {
        Refused {
            row: None,
            wrong: clipped(wrong.into(), MAX_MESSAGE),
            expected: clipped(expected.into(), MAX_MESSAGE),
            preview: None,
        }
    }

    pub(crate) fn at(row: u64, wrong: impl Into<String>, expected: impl Into<String>) -> Self {
        Refused { row: Some(row), ..Refused::file(wrong, expected) }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "line {row}: {}, expected {}", self.wrong, self.expected),
            None => write!(f, "{}, expected {}", self.wrong, self.expected),
        }
    }
}

impl std::error::Error for Refused {}
