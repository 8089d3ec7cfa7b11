//! Files that people have, as small as can be, with the oddities of the real ones; the figures are added by hand.
#![allow(clippy::unwrap_used, clippy::panic)]

mod bills;
mod causes;
mod cur;
mod incidents;
mod issuers;
mod kinds;
mod latencies;
mod latency_objectives;
mod lines;
mod logs;
mod mixed;
mod numbers;
mod objectives;
mod parts;
mod periods;
mod queries;
mod refused;
mod together;
mod visitors;

use geode_core::catalogue::Catalogue;
use geode_import::{Asked, Refused, Report, import};
use std::sync::LazyLock;

/// The catalogue of the product.
pub static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::read(include_str!("../../public/catalogue.txt")).unwrap());

/// Reads a file with nothing said beside it.
pub fn read(file: impl AsRef<[u8]>) -> Report {
    asked(file, &Asked::default()).unwrap_or_else(|refused| panic!("{refused}"))
}

/// Reads a file that is refused.
pub fn refused(file: impl AsRef<[u8]>) -> Refused {
    match asked(file, &Asked::default()) {
        Err(refused) => refused,
        Ok(report) => panic!("taken for {}", report.kind),
    }
}

/// Reads a file.
pub fn asked(file: impl AsRef<[u8]>, asked: &Asked) -> Result<Report, Refused> {
    let report = import("folder/file.csv", file.as_ref(), asked, &CATALOGUE)?;
    assert_eq!(report.file, "file.csv");
    let left: u64 = report.rows.left_out.iter().map(|left| left.rows).sum();
    assert_eq!(report.rows.used + left, report.rows.read, "every row is used or left out: {:?}", report.rows);
    Ok(report)
}

/// Rows left out for a reason, and their sum.
pub fn left(report: &Report, why: &str) -> (u64, Option<f64>) {
    report.rows.left_out.iter().find(|left| left.why == why).map_or((0, None), |left| (left.rows, left.sum))
}

/// Equal to the cent and far beyond.
#[track_caller]
pub fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-9), "{found}, not {expected}");
}
