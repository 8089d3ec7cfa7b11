//! What an incident was by its own log, as seen from the region that the log is about.

use crate::{CATALOGUE, asked, assert_close};
use geode_core::scenario::presets;
use geode_import::{Applied, Asked, Cause, Choice, apply};

/// Outages of 2 h and 5 min of US East by its id, 1 h by its name, 1 h of two regions, half an hour each of a supplier and an own
/// change, and an hour each of what is no region of the scenario and of US West.
const LOG: &str = "title,start,end,severity,region
a,2026-01-01T00:00:00Z,2026-01-01T02:00:00Z,SEV1,us-east
b,2026-01-02T00:00:00Z,2026-01-02T01:00:00Z,SEV1,us-east; eu-west
c,2026-01-03T00:00:00Z,2026-01-03T00:30:00Z,SEV1,supplier
d,2026-01-04T00:00:00Z,2026-01-04T00:30:00Z,SEV1,change
e,2026-01-05T00:00:00Z,2026-01-05T00:05:00Z,SEV1,us-east
f,2026-01-06T00:00:00Z,2026-01-06T01:00:00Z,SEV1,US East
g,2026-01-07T00:00:00Z,2026-01-07T01:00:00Z,SEV1,us-central
h,2026-01-08T00:00:00Z,2026-01-08T01:00:00Z,SEV1,us-west
";
/// From the first of January to the second of April: 91 days.
const HOURS: f64 = 91.0 * 24.0;

fn applied(file: &str, choice: Choice) -> Applied {
    let period = Some(Asked::read_period("2026-01-01/2026-04-02").unwrap());
    let report = asked(file, &Asked { period, ..Asked::default() }).unwrap();
    let choice = Choice { region: Some("us-east".into()), ..choice };
    apply(&report, &presets::worked_example(), &choice, &CATALOGUE).unwrap()
}

/// All eight rows were taken for outages of US East, whatever they name: 7.08 h of it, no supplier and no own change, while the
/// replay of the same log had US West, a supplier and an own change.
#[test]
fn a_log_says_what_its_incidents_were() {
    let applied = applied(LOG, Choice::default());
    let region = &applied.scenario.regions[0];
    // a, b, e and f: four outages.
    let lost = 4.0 + 5.0 / 60.0;
    assert_close(region.unavailability.unwrap(), lost / HOURS);
    assert_close(region.mttr_hours, lost / 4.0);
    let common = &applied.scenario.common_mode;
    assert_close(common.beta, 1.0 / lost);
    let [supplier, own] = &common.dependencies[..] else { panic!("{:?}", common.dependencies) };
    assert_eq!((supplier.name.as_str(), own.name.as_str()), ("A supplier", "Our own changes, everywhere"));
    for dependency in [supplier, own] {
        assert_close(dependency.availability, 1.0 - 0.5 / HOURS);
        assert_close(dependency.mttr_hours, 0.5);
    }
    let elsewhere = Cause::Elsewhere;
    assert_eq!(
        applied.causes,
        [(3, Cause::Shared), (4, Cause::Supplier), (5, Cause::Own), (8, elsewhere), (9, elsewhere)]
    );
    assert_eq!(applied.names, ["us-central"]);
    let why: Vec<_> = applied.left.iter().map(|left| (left.why.as_str(), left.flag)).collect();
    let unknown = "not counted: 1 that name us-central, which is no region of the scenario";
    assert_eq!(why, [(unknown, "--region NAME=ID"), ("not counted: 1 in other regions", "")]);
}

/// A name that no region has is what somebody says that it is; what is said of a row goes before what that names.
#[test]
fn what_is_said_goes_before_what_is_logged() {
    let names = vec![("US-Central".to_owned(), "us-east".to_owned())];
    let told = applied(LOG, Choice { names, ..Choice::default() });
    assert_close(told.scenario.regions[0].unavailability.unwrap(), (5.0 + 5.0 / 60.0) / HOURS);
    assert!(told.names.is_empty() && told.left.len() == 1, "{:?}", told.left);
    let names = vec![("us-central".to_owned(), String::new())];
    let none = applied(LOG, Choice { names, ..Choice::default() });
    assert_eq!((none.names.len(), none.left[0].why.as_str()), (0, "not counted: 2 in other regions"));
    // The supplier's row was in this region, and the first in another.
    let causes = [(4, Cause::Region), (2, Cause::Elsewhere)].into();
    let said = applied(LOG, Choice { causes, ..Choice::default() });
    assert_close(said.scenario.regions[0].unavailability.unwrap(), (4.0 + 5.0 / 60.0 - 2.0 + 0.5) / HOURS);
}

/// Of a log with both, the cause alone was read, and the region beside it was not.
#[test]
fn a_cause_that_is_no_word_leaves_the_region() {
    let log = "start,end,cause,region\n2026-01-01T00:00:00Z,2026-01-01T02:00:00Z,disk full,us-west\n\
        2026-01-02T00:00:00Z,2026-01-02T01:00:00Z,disk full,us-east\n2026-01-03T00:00:00Z,2026-01-03T04:00:00Z,third party,us-east\n";
    let applied = applied(log, Choice::default());
    assert_close(applied.scenario.regions[0].unavailability.unwrap(), 1.0 / HOURS);
    assert_close(applied.scenario.common_mode.dependencies[0].availability, 1.0 - 4.0 / HOURS);
    // What names no region is of the one that its log is about.
    let services = "start,end,services\n2026-01-01T00:00:00Z,2026-01-01T02:00:00Z,API\n";
    let applied = self::applied(services, Choice::default());
    assert_close(applied.scenario.regions[0].unavailability.unwrap(), 2.0 / HOURS);
}

/// An outage that began before the period was of its whole length to its cause, and to the region of the part within.
#[test]
fn causes_count_what_lies_in_the_period() {
    let log = "start,end,region\n2025-12-31T00:00:00Z,2026-01-01T03:00:00Z,supplier\n";
    let applied = applied(log, Choice::default());
    assert_close(applied.scenario.common_mode.dependencies[0].availability, 1.0 - 3.0 / HOURS);
    assert_eq!(applied.left[0].why, "none was in that region, which is no proof of an availability of 1");
}

/// A region of a cloud that the scenario does not have was charged to the log's region where the column is called `cause`, and
/// asked about where it is called `region`. What is no region stays free text.
#[test]
fn a_cause_that_is_a_cloud_region_is_asked_about() {
    let log = |column: &str| {
        format!(
            "start,end,{column}\n2026-01-01T00:00:00Z,2026-01-01T02:00:00Z,us-west-2\n\
             2026-01-02T00:00:00Z,2026-01-02T01:00:00Z,config push\n"
        )
    };
    let of_cause = applied(&log("cause"), Choice::default());
    assert_eq!(of_cause.names, ["us-west-2"]);
    assert_close(of_cause.scenario.regions[0].unavailability.unwrap(), 1.0 / HOURS);
    let told = Choice { names: vec![("us-west-2".into(), "us-east".into())], ..Choice::default() };
    assert_close(applied(&log("cause"), told).scenario.regions[0].unavailability.unwrap(), 3.0 / HOURS);
    assert_eq!(applied(&log("region"), Choice::default()).names, ["us-west-2", "config push"]);
}
