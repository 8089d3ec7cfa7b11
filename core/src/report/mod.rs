//! Numbers in words.

pub mod format;
