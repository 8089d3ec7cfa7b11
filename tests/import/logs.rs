//! Which rows of a log are outages, from when to when.

use crate::{asked, left, read, refused};
use geode_import::Asked;
use geode_import::report::{Outages, Report};

fn outages(report: &Report) -> &Outages {
    report.outages.as_ref().unwrap()
}

/// An incident that was resolved and never marked as mitigated was open, and its two hours counted nowhere: one column was
/// that of ends. The first lasted from 10:00 until it was mitigated at 10:30.
#[test]
fn an_end_that_is_empty_is_that_of_the_next_column() {
    let rootly = read(
        "ID,Severity,Started At,Mitigated At,Resolved At,Closed At\n\
         a,SEV0,2026-05-01T10:00:00Z,2026-05-01T10:30:00Z,2026-05-01T12:00:00Z,2026-05-03T00:00:00Z\n\
         b,SEV0,2026-05-02T10:00:00Z,,2026-05-02T12:00:00Z,2026-05-04T00:00:00Z\n",
    );
    assert_eq!((outages(&rootly).count, outages(&rootly).open, outages(&rootly).hours), (2, 0, 2.5));
    // The same of starts; and a yes is no time.
    let other = read(
        "severity,started_at,created_at,resolved_at,resolved\nP1,,2026-05-01T10:00:00Z,2026-05-01T11:00:00Z,yes\n\
         P1,2026-05-02T10:00:00Z,2026-05-02T10:05:00Z,,no\n",
    );
    assert_eq!((outages(&other).hours, left(&other, "open").0), (1.0, 1));
    // A column that somebody has named is the end, and no other stands in.
    let said = Asked { columns: vec![("end".into(), "resolved_at".into())], ..Asked::default() };
    let named =
        asked("start,mitigated_at,resolved_at\n2026-05-01,2026-05-02,2026-05-03\n2026-05-04,2026-05-05,\n", &said);
    let named = named.unwrap();
    assert_eq!((outages(&named).hours, outages(&named).open), (48.0, 1));
}

/// "Every date could be day or month first" was said of a log with an end on 13/04: only starts were looked at. From the third
/// to the thirteenth of April, and an hour.
#[test]
fn ends_tell_days_from_months_too() {
    let days = read("start,end\n03/04/2026 10:00,13/04/2026 11:00\n");
    assert_eq!(outages(&days).hours, 241.0);
    let months = read("created_at,started_at,resolved_at\n04/25/2026 10:00,04/25/2026 10:00,04/25/2026 12:00\n");
    assert_eq!(outages(&months).hours, 2.0);
    let mixed = refused("start,end\n25/04/2026 10:00,04/25/2026 11:00\n");
    assert_eq!((mixed.row, mixed.wrong.as_str()), (Some(2), "days stand first in some dates, months in others"));
}

/// The gravest were left out: P0 of five hours, "S1", "Sev 1 - Critical". One hour remained of eight.
#[test]
fn the_gravest_are_outages() {
    let of = |severity: &str| {
        let log = format!("start,end,severity\n2026-01-01T00:00:00Z,2026-01-01T05:00:00Z,{severity}\n");
        outages(&read(log)).hours
    };
    for grave in [
        "P0",
        "p1",
        "P2 - High",
        "P-1",
        "S0",
        "S1",
        "SEV0",
        "Sev 1 - Critical",
        "SEV-1 (major)",
        "Severity 1",
        "1 - Critical",
        "Priority 2",
        "Highest",
        "major_outage",
        "Urgent",
        "Critical: SEV3",
    ] {
        assert_eq!(of(grave), 5.0, "{grave}");
    }
    for mild in [
        "P3",
        "S2",
        "SEV-2",
        "Sev 3 - Major",
        "Minor",
        "non-critical",
        "Not critical",
        "Partial outage",
        "3",
        "Low",
        "none",
    ] {
        assert_eq!(of(mild), 0.0, "{mild}");
    }
}

/// What was declined, merged into another, called off, a test or scheduled was an outage of its own: five hours of one.
#[test]
fn what_was_no_incident_is_none() {
    let log = read(
        "title,started_at,resolved_at,severity,status,kind,cancelled_at\n\
         a,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,SEV1,Declined,normal,\n\
         b,2026-01-02T00:00:00Z,2026-01-02T01:00:00Z,SEV1,Merged,normal,\n\
         c,2026-01-03T00:00:00Z,2026-01-03T01:00:00Z,SEV1,Resolved,normal,2026-01-03T00:10:00Z\n\
         d,2026-01-04T00:00:00Z,2026-01-04T01:00:00Z,SEV1,Resolved,normal,\n\
         e,2026-01-05T00:00:00Z,2026-01-05T01:00:00Z,SEV1,resolved,test_sub,\n\
         f,2026-01-06T00:00:00Z,2026-01-06T01:00:00Z,SEV1,completed,scheduled,\n",
    );
    assert_eq!((outages(&log).hours, log.rows.used), (1.0, 1));
    for why in ["status Declined", "status Merged", "status cancelled", "kind test_sub", "maintenance"] {
        assert_eq!(left(&log, why).0, 1, "{why}: {:?}", log.rows);
    }
}

/// incident.io's `retrospective`, one that was written down afterwards, was none: it is as real, whenever it was written down.
#[test]
fn what_was_written_down_afterwards_counts() {
    let log = read(
        "name,mode,created_at,started_at,resolved_at,severity\n\
         a,retrospective,2026-02-09T09:00:00Z,2026-02-04T10:00:00Z,2026-02-04T10:30:00Z,Critical\n\
         b,standard,2026-02-09T09:00:00Z,2026-02-05T10:00:00Z,2026-02-05T10:30:00Z,Critical\n",
    );
    assert_eq!((outages(&log).count, outages(&log).hours), (1, 0.5));
    assert_eq!(left(&log, "starts more than a day from when it was written down").0, 1);
}

/// "With n incidents in none of T years, at most 3 ÷ T" was said, in letters, of a time that is known: 73 days are a fifth of a year.
#[test]
fn what_no_outage_says_is_a_number() {
    let log = "start,end,impact\n2026-01-01T00:00Z,2026-01-01T01:00Z,minor\n";
    let period = Some(Asked::read_period("2026-01-01/2026-03-15").unwrap());
    let report = asked(log, &Asked { period, ..Asked::default() }).unwrap();
    assert_eq!(report.warnings, ["no outage in 73 days: with 95 % certainty at most 15.0 a year"]);
    assert_eq!(read(log).warnings, ["no outage"]);
}
