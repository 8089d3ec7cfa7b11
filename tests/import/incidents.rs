//! Incidents: the union of their times, never the sum of their lengths.

use crate::{CATALOGUE, asked, assert_close, left, read, refused};
use geode_core::scenario::model::Uncertain;
use geode_core::scenario::presets;
use geode_import::report::{Outages, Report};
use geode_import::{Asked, Cause, Choice, apply};

fn outages(report: &Report) -> &Outages {
    report.outages.as_ref().unwrap()
}

fn with(period: &str) -> Asked {
    Asked { period: Some(Asked::read_period(period).unwrap()), ..Asked::default() }
}

/// The start of a maintenance is when it was announced: 69 hours for a window of three.
#[test]
fn a_status_page_counts_outages_and_no_maintenance() {
    let file = r#"{"page": {"id": "p"}, "incidents": [
        {"impact": "critical", "created_at": "2026-08-20T14:43:00Z", "started_at": "2026-08-20T14:43:00Z", "resolved_at": null},
        {"impact": "major", "created_at": "2026-08-18T09:00:00Z", "resolved_at": "2026-08-18T06:30:00-04:00"},
        {"impact": "critical", "started_at": "2026-08-18T10:00:00Z", "created_at": "2026-08-18T10:00:00Z", "resolved_at": "2026-08-18T12:00:00Z"},
        {"impact": "minor", "created_at": "2026-08-01T00:00:00Z", "resolved_at": "2026-08-05T00:00:00Z"}],
        "scheduled_maintenances": [{"impact": "maintenance", "scheduled_for": "2026-03-28T12:00:00Z",
            "created_at": "2026-03-25T17:35:00Z", "started_at": "2026-03-25T17:35:00Z", "resolved_at": "2026-03-28T15:02:00Z"}]}"#;
    let report = asked(file, &with("2026-08-01/2026-08-31")).unwrap();
    assert_eq!((report.kind.as_str(), report.rows.read, report.rows.used), ("statuspage", 5, 2));
    // 09:00 to 10:30 and 10:00 to 12:00.
    let found = outages(&report);
    assert_eq!((found.count, found.open, found.hours, found.mttr_hours), (2, 1, 3.0, Some(3.0)));
    assert_close(found.availability.unwrap(), 1.0 - 3.0 / 720.0);
    assert_eq!((left(&report, "maintenance").0, left(&report, "impact minor").0), (1, 1));
    let minor = asked(file, &Asked { impacts: Some(vec!["minor".into()]), ..Asked::default() }).unwrap();
    assert_eq!((outages(&minor).hours, outages(&minor).availability), (96.0, None));
    assert!(minor.questions.first().unwrap().value.starts_with("which period"));
}

#[test]
fn google_lists_bugs_of_weeks_beside_outages() {
    let report = read(
        r#"[{"begin": "2022-06-01T00:00:00+00:00", "end": "2022-06-01T02:00:00+00:00", "status_impact": "SERVICE_OUTAGE"},
            {"begin": "2022-05-01T00:00:00+00:00", "end": "2022-06-28T00:00:00+00:00", "status_impact": "SERVICE_DISRUPTION"},
            {"begin": "2022-07-01T00:00:00+00:00", "status_impact": "SERVICE_OUTAGE"}]"#,
    );
    assert_eq!((report.kind.as_str(), outages(&report).hours, outages(&report).open), ("gcp-status", 2.0, 1));
}

/// With a period all of Google's incidents came to "US East 98.67 % up", ticked.
#[test]
fn incidents_of_a_provider_are_no_availability_of_a_region() {
    let file = r#"[{"begin": "2022-06-01T00:00:00+00:00", "end": "2022-06-01T02:00:00+00:00", "status_impact": "SERVICE_OUTAGE"}]"#;
    let report = asked(file, &with("2022-06-01/2022-07-01")).unwrap();
    assert_eq!((outages(&report).hours, outages(&report).availability), (2.0, None));
    let example = presets::worked_example();
    let choice = Choice { region: Some("us-east".into()), ..Choice::default() };
    let applied = apply(&report, &example, &choice, &CATALOGUE).unwrap();
    assert_eq!(applied.scenario.regions, example.regions);
    assert!(
        applied.left.iter().any(|left| left.why.contains("no availability of a region of yours")),
        "{:?}",
        applied.left
    );
}

/// A page of one minute that nobody answered was an outage.
#[test]
fn what_resolves_itself_within_minutes_is_an_alert() {
    let report = read(
        "id,created_at,urgency,auto_resolved,seconds_to_resolve\n1,2026-01-01T00:00:00Z,high,true,60\n\
         2,2026-01-02T00:00:00Z,high,true,3600\n3,2026-01-03T00:00:00Z,high,false,60\n",
    );
    assert_eq!((outages(&report).count, left(&report, "resolved itself within minutes").0), (2, 1));
}

#[test]
fn logs_set_aside_what_cannot_be() {
    let report = read(
        "id,started_at,resolved_at,created_at,severity\n\
         1,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,2026-01-01T00:05:00Z,SEV1\n\
         2,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,2026-01-01T00:09:00Z,SEV1\n\
         3,2026-01-02T00:00:00Z,2026-01-02T00:00:00Z,2026-01-02T00:00:00Z,SEV1\n\
         4,2026-01-03T00:00:00Z,,2026-01-03T00:00:00Z,critical\n\
         5,2026-01-01T00:00:00Z,2026-02-11T00:00:00Z,2026-01-01T00:00:00Z,P1\n\
         6,2025-06-01T00:00:00Z,2025-06-01T01:00:00Z,2026-01-01T00:00:00Z,P1\n\
         7,2026-01-05T00:00:00Z,2026-01-05T09:00:00Z,2026-01-05T00:00:00Z,none\n",
    );
    let found = outages(&report);
    assert_eq!((found.count, found.hours, found.open, found.without_length), (1, 1.0, 1, 1));
    for why in ["same window as another", "without length", "open", "longer than 30 days", "impact none"] {
        assert_eq!(left(&report, why).0, 1, "{why}");
    }
    assert_eq!(left(&report, "starts more than a day from when it was written down").0, 1);
    assert!(report.warnings.iter().any(|warning| warning.contains("longer than 30 days (rows 6)")));
}

#[test]
fn a_length_serves_where_the_end_is_missing() {
    let report = read("created_at,seconds_to_resolve,urgency\n2026-01-01 10:00,5400,high\n2026-01-02 10:00,60,low\n");
    assert_eq!((outages(&report).count, outages(&report).hours), (1, 1.5));
    // Without any label every row is an outage.
    let report = read("start,end\n2026-01-01 10:00,2026-01-01 11:00\n");
    assert_eq!(outages(&report).hours, 1.0);
    assert!(report.warnings.iter().any(|warning| warning.contains("UTC")));
}

#[test]
fn days_and_months_are_told_apart_or_refused() {
    let days = read("start,end\n03/04/2026 10:00,03/04/2026 11:00\n25/04/2026 10:00,25/04/2026 12:00\n");
    assert_eq!(outages(&days).hours, 3.0);
    let months = read("start,end\n04/03/2026 10:00,04/03/2026 11:00\n04/25/2026 10:00,04/25/2026 12:00\n");
    assert_eq!(outages(&months).hours, 3.0);
    for file in [
        "start,end\n03/04/2026 10:00,03/04/2026 11:00\n",
        "start,end\n25/04/2026 10:00,25/04/2026 11:00\n04/25/2026 10:00,04/25/2026 11:00\n",
    ] {
        let refused = refused(file);
        assert_eq!(refused.row, Some(2));
        assert!(refused.expected.starts_with("dates as 2026-04-03"));
    }
    // UptimeRobot's were taken for months first.
    let robot = "Event,Monitor,Monitor URL,Date-Time,Reason,Duration (in mins.)\nDown,shop,x,03/04/2026 10:00,t,30\n";
    assert_eq!(refused(robot).row, Some(2));
    let said = Asked { answers: [(0, "day first".into())].into(), ..with("2026-04-03/2026-04-04") };
    assert_eq!(outages(&asked(robot, &said).unwrap()).hours, 0.5);
    assert_eq!(outages(&asked("start,end\n03/04/2026 10:00,03/04/2026 11:00\n", &said).unwrap()).hours, 1.0);
    let dotted = read("start,end\n05.01.2026 10:00,05.01.2026 11:00\n");
    assert!(dotted.questions[0].value.contains("from 2026-01-05T10:00:00Z"), "{:?}", dotted.questions);
}

#[test]
fn uptime_monitors_have_pauses_and_percentages() {
    let robot = read(
        "Event,Monitor,Monitor URL,Date-Time,Reason,Duration (in mins.)\nDown,shop,https://x,2026-05-01 10:00:00,Timeout,30\n\
         Up,shop,https://x,2026-05-01 10:30:00,OK,900\nPaused,shop,https://x,2026-05-02 00:00:00,,60\nDown,shop,https://x,2026-05-03 00:00:00,,0\n",
    );
    let found = outages(&robot);
    assert_eq!((robot.kind.as_str(), found.count, found.hours, found.without_length), ("uptimerobot", 1, 0.5, 1));
    assert!(robot.warnings.iter().any(|warning| warning.contains("paused for 1 hours")), "{:?}", robot.warnings);
    let upptime =
        read(r#"[{"name": "shop", "uptime": "99.99%", "dailyMinutesDown": {"2024-03-01": 7, "2024-03-05": 11}}]"#);
    assert_eq!((upptime.kind.as_str(), outages(&upptime).count), ("upptime", 2));
    assert_close(outages(&upptime).hours, 0.3);
}

/// Time for which a monitor was paused counted as up: ten hours with one down and five paused were 90 %, not 80 %.
#[test]
fn paused_time_is_taken_off_the_period() {
    let log = "Event,Monitor,Monitor URL,Date-Time,Reason,Duration (in mins.)\n\
        Down,shop,https://x,2026-05-01 01:00:00,Timeout,60\nPaused,shop,https://x,2026-05-01 04:00:00,,300\n";
    let report = asked(log, &with("2026-05-01T00:00:00Z/2026-05-01T10:00:00Z")).unwrap();
    assert_eq!((report.period.as_ref().unwrap().hours, outages(&report).availability), (5.0, Some(0.8)));
    // A part of the pause lies in the period: of three watched hours one was down.
    let report = asked(log, &with("2026-05-01T01:00:00Z/2026-05-01T05:00:00Z")).unwrap();
    assert_eq!((report.period.as_ref().unwrap().hours, outages(&report).hours), (3.0, 1.0));
    // All of it: nothing is known.
    let report = asked(log, &with("2026-05-01T04:00:00Z/2026-05-01T05:00:00Z")).unwrap();
    assert_eq!(outages(&report).availability, None);
    // Another monitor looked meanwhile, but for an hour.
    let both =
        format!("{log}Up,api,https://y,2026-05-01 00:00:00,OK,480\nPaused,api,https://y,2026-05-01 08:00:00,,60\n");
    let report = asked(both, &with("2026-05-01T00:00:00Z/2026-05-01T10:00:00Z")).unwrap();
    assert_eq!(report.period.as_ref().unwrap().hours, 9.0);
}

/// A page lists its newest 50 incidents. A year was asked for, of which they covered 49 days, and months without a line
/// in the file counted as up.
#[test]
fn a_full_page_reaches_back_to_its_oldest_incident() {
    let incident = |day: u32| {
        let (month, day) = (if day > 30 { 7 } else { 6 }, if day > 30 { day - 30 } else { day });
        format!(
            r#"{{"impact": "major", "created_at": "2026-0{month}-{day:02}T00:00:00Z", "resolved_at": "2026-0{month}-{day:02}T01:00:00Z"}}"#
        )
    };
    let page = |days: u32| {
        let all: Vec<String> = (1..=days).rev().map(incident).collect();
        format!(r#"{{"page": {{}}, "incidents": [{}]}}"#, all.join(","))
    };
    let year = with("2026-01-01/2026-07-31");
    let report = asked(page(50), &year).unwrap();
    // From June 1 to July 31: 60 days.
    let period = report.period.as_ref().unwrap();
    assert_eq!((period.start.as_str(), period.hours), ("2026-06-01T00:00:00Z", 1440.0));
    assert_close(outages(&report).availability.unwrap(), 1.0 - 50.0 / 1440.0);
    assert!(report.warnings.iter().any(|warning| warning.contains("begins at 2026-06-01T00:00:00Z")));
    assert_eq!(asked(page(49), &year).unwrap().period.unwrap().start, "2026-01-01T00:00:00Z");
    let before = asked(page(50), &with("2026-01-01/2026-05-01")).unwrap_err();
    assert!(before.wrong.contains("from 2026-06-01T00:00:00Z on"), "{before}");
}

/// No outage was −0 hours, since a sum of no numbers is −0.
#[test]
fn nothing_is_no_less_than_nothing() {
    let report = asked("start,end,impact\n2026-01-01T00:00Z,2026-01-01T01:00Z,minor\n", &with("2026-01-01/2026-02-01"));
    let text = serde_json::to_string(&report.unwrap()).unwrap();
    assert!(text.contains("\"hours\":0.0") && !text.contains("-0.0"), "{text}");
}

/// People tick the list by hand: what they leave out is left out, and names stay in the review.
#[test]
fn incidents_are_ticked_one_by_one() {
    let file = "title,start,end,severity\nA,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,SEV1\n\
        B,2026-01-02T00:00:00Z,2026-01-02T04:00:00Z,SEV3\nC,2026-01-03T00:00:00Z,,SEV1\n";
    let reviewed = Asked { is_reviewed: true, ..with("2026-01-01/2026-01-11") };
    let first = asked(file, &reviewed).unwrap();
    let shown: Vec<_> = first.review.incidents.iter().map(|one| (one.row, one.name.as_str(), one.is_ticked)).collect();
    assert_eq!(shown, [(2, "A", true), (3, "B", false), (4, "C", false)]);
    assert_eq!(first.review.incidents[2].why.as_deref(), Some("open"));
    assert_eq!(first.outages.unwrap().hours, 1.0);
    let other = asked(file, &Asked { ticked: Some([3].into()), ..reviewed }).unwrap();
    assert_eq!((other.outages.unwrap().hours, other.rows.used), (4.0, 1));
    assert!(asked(file, &Asked::default()).unwrap().review.incidents.is_empty(), "nobody looks");
}

/// Ten days; four hours of the region alone, two of several at once, one of a supplier.
#[test]
fn causes_divide_the_lost_time() {
    let file = "start,end\n2026-01-01T00:00:00Z,2026-01-01T04:00:00Z\n2026-01-02T00:00:00Z,2026-01-02T02:00:00Z\n\
        2026-01-03T00:00:00Z,2026-01-03T01:00:00Z\n";
    let report = asked(file, &Asked { is_reviewed: true, ..with("2026-01-01/2026-01-11") }).unwrap();
    let choice = Choice {
        region: Some("us-east".into()),
        causes: [(3, Cause::Shared), (4, Cause::Supplier)].into(),
        ..Choice::default()
    };
    let applied = apply(&report, &presets::worked_example(), &choice, &CATALOGUE).unwrap();
    let region = &applied.scenario.regions[0];
    assert!((region.unavailability.unwrap() - 6.0 / 240.0).abs() < 1e-15);
    assert_eq!(region.mttr_hours, 3.0);
    assert!((applied.scenario.common_mode.beta - 2.0 / 6.0).abs() < 1e-15);
    let supplier = &applied.scenario.common_mode.dependencies[0];
    assert!((supplier.availability - (1.0 - 1.0 / 240.0)).abs() < 1e-15 && supplier.mttr_hours == 1.0);
    let what: Vec<_> = applied.applied.iter().map(|change| change.what).collect();
    assert_eq!(what, ["outages", "shared", "supplier", "ranges"]);
    // Of two outages of six hours the mean length: 6 ÷ the quantiles of Γ(2), half those of χ² with 4 degrees of freedom.
    let [up, mttr] = &applied.scenario.uncertainty[..] else { panic!("{:?}", applied.scenario.uncertainty) };
    assert_eq!(
        (up.input.as_str(), mttr.input.as_str()),
        ("/regions/us-east/availability", "/regions/us-east/mttr_hours")
    );
    let ends = |of: &Uncertain| (of.distribution.p05.unwrap(), of.distribution.p95.unwrap());
    let (short, long) = ends(mttr);
    assert!(
        (short / (12.0 / 9.488) - 1.0).abs() < 0.03 && (long / (12.0 / 0.711) - 1.0).abs() < 0.03,
        "{short} {long}"
    );
    let (low, high) = ends(up);
    assert!(low < 1.0 - 6.0 / 240.0 && high > 1.0 - 6.0 / 240.0 && high < 1.0, "{low} {high}");
    assert!(applied.scenario.notes["/regions/us-east/mttr_hours"].source.starts_with("incidents-csv, 2026-01-01"));
    let plain = Choice { without: ["ranges".into()].into(), ..choice.clone() };
    let plain = apply(&report, &presets::worked_example(), &plain, &CATALOGUE).unwrap();
    assert_eq!((plain.scenario.uncertainty.len(), plain.scenario.regions), (0, applied.scenario.regions));
    let without = Choice { without: ["outages".into(), "shared".into(), "supplier".into()].into(), ..choice };
    let untouched = apply(&report, &presets::worked_example(), &without, &CATALOGUE).unwrap();
    assert_eq!((untouched.scenario, untouched.applied.len()), (presets::worked_example(), 0));
}

/// Two outages of four days in ten: no range of what is missing stays below all of the time.
#[test]
fn a_range_beyond_what_can_be_is_not_offered() {
    let file = "start,end\n2026-01-01T00:00:00Z,2026-01-05T00:00:00Z\n2026-01-06T00:00:00Z,2026-01-10T00:00:00Z\n";
    let report = asked(file, &with("2026-01-01/2026-01-11")).unwrap();
    let choice = Choice { region: Some("us-east".into()), ..Choice::default() };
    let applied = apply(&report, &presets::worked_example(), &choice, &CATALOGUE).unwrap();
    assert_eq!((applied.applied.len(), applied.scenario.uncertainty.len()), (1, 0));
}

/// incident.io's `standard` incidents were left out, and what customers did not feel was downtime.
#[test]
fn only_what_was_real_and_felt_is_down() {
    let log = read(
        "name,mode,started_at,resolved_at\na,standard,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z\n\
         b,real,2026-01-02T00:00:00Z,2026-01-02T01:00:00Z\nc,retrospective,2026-01-03T00:00:00Z,2026-01-03T01:00:00Z\n\
         d,test,2026-01-04T00:00:00Z,2026-01-04T01:00:00Z\n",
    );
    assert_eq!((outages(&log).count, left(&log, "mode test").0), (3, 1));
    let hydrant = "title,customer_impact,started_at,resolved_at\na,yes,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z\n\
        b,No,2026-01-02T00:00:00Z,2026-01-02T02:00:00Z\n";
    let report = read(hydrant);
    assert_eq!((outages(&report).hours, left(&report, "no customer impact").0), (1.0, 1));
    // Datadog has times of the impact, and none where there was none; ticked it lasted as long as the incident.
    let dog = "title,created,customer_impact_start,customer_impact_end,resolved\n\
        a,2026-01-01T00:00:00Z,2026-01-01T00:30:00Z,2026-01-01T01:00:00Z,2026-01-01T04:00:00Z\n\
        b,2026-01-02T00:00:00Z,,,2026-01-02T02:00:00Z\n";
    assert_eq!((outages(&read(dog)).hours, left(&read(dog), "no customer impact").0), (0.5, 1));
    let ticked = asked(dog, &Asked { ticked: Some([3].into()), ..Asked::default() }).unwrap();
    assert_eq!(outages(&ticked).hours, 2.0);
}

/// Lengths of 1, 2 and 6 hours in half a year, and what they hit.
#[test]
fn how_often_and_how_long() {
    let log = "title,services,start,end\na,shop;api,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z\n\
        b,,2026-02-01T00:00:00Z,2026-02-01T02:00:00Z\nc,,2026-03-01T00:00:00Z,2026-03-01T06:00:00Z\n";
    let asking = Asked { is_reviewed: true, ..with("2026-01-01T00:00:00Z/2026-07-02T12:00:00Z") };
    let report = asked(log, &asking).unwrap();
    assert_eq!(report.period.as_ref().unwrap().hours, 4380.0);
    let found = outages(&report);
    assert_eq!((found.median_hours, found.mttr_hours, found.per_year), (Some(2.0), Some(3.0), Some(6.0)));
    // Tables of χ² with 6 and 7 degrees of freedom: 1.635, 12.592; 2.167, 14.067.
    let near = |found: Option<[f64; 2]>, expected: [f64; 2]| {
        found.unwrap().iter().zip(expected).all(|(found, expected)| (found / expected - 1.0).abs() < 0.02)
    };
    assert!(near(found.mttr_range_hours, [18.0 / 12.592, 18.0 / 1.635]), "{found:?}");
    assert!(near(found.per_year_range, [2.167, 14.067]), "{found:?}");
    assert_eq!(report.review.incidents[0].scope, "shop, api");
}

/// A duration beside start and end was never looked at.
#[test]
fn a_duration_that_contradicts_start_and_end_is_named() {
    let log = "started_at,resolved_at,duration_minutes\n2026-01-01T00:00Z,2026-01-01T01:00Z,60.5\n\
        2026-01-02T00:00Z,2026-01-02T01:00Z,30\n2026-01-03T00:00Z,2026-01-03T01:00Z,\n";
    let report = read(log);
    assert_eq!(outages(&report).hours, 3.0);
    let said = "of 1 rows the duration is not the time from start to end, which counts; the first stands on line 3";
    assert!(report.warnings.contains(&said.to_owned()), "{:?}", report.warnings);
    let agreeing = read("started_at,resolved_at,duration_minutes\n2026-01-01T00:00Z,2026-01-01T01:00Z,60\n");
    assert!(!agreeing.warnings.iter().any(|text| text.contains("duration")));
}

/// Two entries of Google Cloud that say to be merged with another were outages beside it.
#[test]
fn what_is_merged_with_another_is_no_outage() {
    let file = r#"[{"begin": "2022-05-06T11:00:00+00:00", "end": "2022-05-06T13:00:00+00:00", "status_impact": "SERVICE_OUTAGE",
        "external_desc": "This incident is being merged with an existing incident. All future updates will be provided there: https://x"},
        {"begin": "2022-05-06T10:00:00+00:00", "end": "2022-05-06T11:30:00+00:00", "status_impact": "SERVICE_OUTAGE",
        "external_desc": "Merged branches do not deploy"}]"#;
    let report = read(file);
    assert_eq!((outages(&report).count, outages(&report).hours), (1, 1.5));
    assert_eq!(left(&report, "merged with another"), (1, None));
}

/// The page called 164 of 819 incidents outages where the report has 163: two rows have the same times, and nothing said so of
/// the second.
#[test]
fn a_row_that_does_not_count_says_why() {
    let row = |at: &str| format!("{at}T00:00:00Z,{at}T01:00:00Z\n");
    let log = ["2026-01-01", "2026-02-01", "2026-02-01", "2025-01-01"].map(row).concat();
    let period = Some(Asked::read_period("2026-01-01/2026-07-01").unwrap());
    let beside = Asked { period, is_reviewed: true, ..Asked::default() };
    let report = asked(format!("start,end\n{log}"), &beside).unwrap();
    assert_eq!(outages(&report).count, 2);
    let why: Vec<Option<&str>> = report.review.incidents.iter().map(|one| one.why.as_deref()).collect();
    assert_eq!(why, [None, None, Some("same window as another"), Some("other period")]);
    // Another region may have been hit at the same time.
    assert_eq!(report.review.log.len(), 3);
}
