//! What the page and the programs in its workers share of the browser: how a program hears the page and speaks to it, and
//! the browser's own names of countries. The importer and the workbook are programs of their own, so it stands in neither.
//! Natively it is empty.
#![cfg(target_arch = "wasm32")]

pub mod countries;
pub mod worker;
