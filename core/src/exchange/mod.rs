//! Links and files in and out, with every limit on foreign bytes.

pub mod csv;
pub mod file_name;
mod found;
pub mod kept;
pub mod link;
pub mod openslo;
pub mod rows;
pub mod scenario;
