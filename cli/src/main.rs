//! The command `geode`.
fn main() {}
