//! Links and files in and out, with every limit on foreign bytes.

pub mod csv;
pub mod link;
pub mod scenario;
