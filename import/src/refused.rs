//! Why a file is not read.

use std::fmt;

/// Why nothing of a file is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The line in the file, from 1; `None` where it is about the whole file.
    pub row: Option<u64>,
    /// What is wrong.
    pub wrong: String,
    /// What was expected.
    pub expected: String,
}

impl Refused {
    pub(crate) fn file(wrong: impl Into<String>, expected: impl Into<String>) -> Self {
        Refused { row: None, wrong: wrong.into(), expected: expected.into() }
    }

    pub(crate) fn at(row: u64, wrong: impl Into<String>, expected: impl Into<String>) -> Self {
        Refused { row: Some(row), wrong: wrong.into(), expected: expected.into() }
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
