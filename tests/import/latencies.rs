//! Round trips from tables and from cloudping.

use crate::{CATALOGUE, asked, assert_close, left, read, refused};
use geode_core::scenario::model::{Location, NoteStatus};
use geode_core::scenario::presets;
use geode_import::report::{Latency, Report};
use geode_import::{Asked, Choice, apply};

fn pair(from: &str, to: &str, ms: f64, measurements: u64) -> Latency {
    Latency { from: from.into(), to: to.into(), ms, measurements }
}

#[test]
fn both_directions_are_one_round_trip() {
    let report = read(
        r#"{"metadata": {"percentile": "p_50", "timeframe": "1Y", "unit": "milliseconds"}, "data": {
            "us-east-1": {"us-east-1": 5.1, "eu-west-1": 70.0}, "eu-west-1": {"us-east-1": 72.0, "eu-west-1": 4.0}}}"#,
    );
    assert_eq!(report.kind, "cloudping");
    assert_eq!(report.latency_ms.as_deref(), Some(&[pair("eu-west-1", "us-east-1", 71.0, 2)][..]));
    assert_eq!((report.rows.read, left(&report, "from a region to itself").0), (4, 2));
}

#[test]
fn tables_may_be_long_or_square() {
    let long = read("from,to,rtt_ms\na,b,10\nb,a,14\na,c,30\n");
    assert_eq!(long.latency_ms.as_deref(), Some(&[pair("a", "b", 12.0, 2), pair("a", "c", 30.0, 1)][..]));
    assert_eq!(long.questions, []);
    let square = read("\ta\tb\tc\na\t0\t10\t30\nb\t14\t0\t\n");
    assert_eq!(square.latency_ms.as_deref(), Some(&[pair("a", "b", 12.0, 2), pair("a", "c", 30.0, 1)][..]));
    assert_eq!((square.rows.read, left(&square, "no measurement").0), (6, 1));
    assert_eq!(square.questions.first().unwrap().value, "round trips or one way?");
}

fn with(file: &str, answer: &str) -> Report {
    let answers = [(0, answer.to_owned())].into();
    asked(file, &Asked { answers, ..Asked::default() }).unwrap()
}

fn of(report: &Report) -> f64 {
    report.latency_ms.as_ref().unwrap()[0].ms
}

/// What was asked was not heard: of a table of one way half of each round trip went into the scenario.
#[test]
fn one_way_and_seconds_are_heard() {
    let long = "from,to,latency_ms\nus-east-1,eu-west-1,36\n";
    assert_eq!((of(&with(long, "one way")), of(&with(long, "round trips"))), (72.0, 36.0));
    let applied = apply(&with(long, "one way"), &presets::worked_example(), &Choice::default(), &CATALOGUE).unwrap();
    assert_eq!(applied.scenario.region_rtt_ms["us-east"]["eu-west"], 72.0);
    // In seconds, which neither header nor numbers let pass for milliseconds.
    let matrix = "\tus-east-1\teu-west-1\nus-east-1\t\t0.036\neu-west-1\t0.036\t\n";
    let question = read(matrix).questions.remove(0);
    assert_eq!((question.row, question.choices.len()), (0, 4));
    assert_eq!(question.choices[3], "one way in seconds");
    assert_close(of(&with(matrix, "one way in seconds")), 72.0);
    assert_close(of(&with(matrix, "round trips in milliseconds")), 0.036);
    assert_eq!(with(matrix, "one way in seconds").questions, []);
    // What is answered can be answered anew; half an answer is none.
    assert_eq!(
        (with(matrix, "one way in seconds").review.asked.len(), with(matrix, "one way").questions.len()),
        (1, 1)
    );
    let seconds = read("from,to,rtt_s\na,b,0.1\n");
    assert_eq!((of(&seconds), seconds.questions), (100.0, vec![]));
}

/// Light needs 55 ms through a straight fibre from Virginia to Ireland and back, by way of 5 500 km.
#[test]
fn what_is_faster_than_light_is_said() {
    let slow = with("from,to,ms\nus-east-1,eu-west-1,36\nmars,eu-west-1,1\n", "round trips");
    let said = slow.warnings.iter().find(|warning| warning.contains("light needs")).unwrap();
    assert!(said.starts_with("eu-west-1 to us-east-1 in 36 ms, where light needs 5"), "{said}");
    let ways = with("from,to,ms\nus-east-1,eu-west-1,36\n", "one way");
    assert_eq!(ways.warnings, [""; 0]);
}

#[test]
fn impossible_latencies_are_named() {
    let refused = refused("from,to,ms\na,b,10\na,c,-1\n");
    assert_eq!(refused.row, Some(3));
    assert!(refused.wrong.contains("from a to c is -1"));
}

/// icmplib 3.0.4 (PyPI) gives 0.0 ms as the mean of a host that never answered: in a table of such means the region that
/// is down would be nearest to everybody (findings/icmplib-the-region-that-is-down-is-the-fastest.sh).
#[test]
fn a_region_that_never_answered_is_not_the_fastest() {
    let refused = refused("from,to,ms\na,b,20\na,c,0.0\n");
    assert_eq!(refused.row, Some(3));
    assert!(refused.wrong.contains("from a to c is 0"), "{}", refused.wrong);
    assert!(refused.expected.contains("above 0"), "{}", refused.expected);
}

/// A region of the scenario is known by its own id, its name, or the region of the catalogue that stands for it.
#[test]
fn round_trips_between_regions_of_the_scenario_are_taken() {
    let file = "from,to,ms\nEU West,us-east,71.5\nus-east-1,ap-northeast-1,151\nmars,us-east,9000\n";
    let waits = apply(&read(file), &presets::worked_example(), &Choice::default(), &CATALOGUE).unwrap();
    assert_eq!((waits.applied.len(), waits.left[0].why.as_str()), (0, "round trips or one way?"));
    let report = with(file, "round trips");
    let applied = apply(&report, &presets::worked_example(), &Choice::default(), &CATALOGUE).unwrap();
    let trips = &applied.scenario.region_rtt_ms["us-east"];
    assert_eq!((trips["eu-west"], trips["asia-east"], trips["us-west"]), (71.5, 151.0, 65.0));
    assert_eq!(applied.applied[0].becomes, "2 measured");
    assert!(applied.scenario.notes.contains_key("/region_rtt_ms/us-east/eu-west"));
}

/// A region that says which of the catalogue it is was taken for another, or for none, by its name.
#[test]
fn a_region_is_what_it_says() {
    let mut scenario = presets::worked_example();
    scenario.regions[0].catalogue_id = Some("aws/us-west-2".into());
    let report = with("from,to,ms\nus-west-2,eu-west-1,130\n", "round trips");
    let applied = apply(&report, &scenario, &Choice::default(), &CATALOGUE).unwrap();
    assert_eq!(applied.scenario.region_rtt_ms["us-east"]["eu-west"], 130.0);
}

/// People have how far their users are from regions, as a table of countries: it was refused without the right word in its
/// corner, and with it, or as `from,to,ms`, nothing of it was taken, for "none is between two regions".
#[test]
fn latencies_of_users_are_taken() {
    let mut scenario = presets::worked_example();
    for (group, place) in [(0, "US-west"), (1, "DE"), (2, "SG")] {
        scenario.user_groups[group].location = Some(Location::Country(place.into()));
    }
    let ids: Vec<String> = scenario.user_groups.iter().map(|group| group.id.clone()).collect();
    let files = [
        "country,us-east-1,EU West\nUnited States,40,95\nGermany,100,20\nSingapore,220,\nAtlantis,1,2\n",
        ",AWS us-east-1,eu-west\nus,40,95\nDEU,100,20\nSG,220,\nAtlantis,1,2\n",
        "from,to,ms\nUnited States,us-east-1,40\neu-west-1,us,95\nGermany,us-east,100\nGermany,eu-west,20\n\
         us-east-1,Singapore,220\nAtlantis,eu-west,2\n",
        &format!("Group,us-east,eu-west\n{},40,95\n{},100,20\n{},220,\nAtlantis,1,2\n", ids[0], ids[1], ids[2]),
    ];
    for file in files {
        let applied = apply(&with(file, "round trips"), &scenario, &Choice::default(), &CATALOGUE).unwrap();
        let of = |group: usize, region: &str| applied.scenario.user_latency_ms[&ids[group]][region];
        let read = [of(0, "us-east"), of(0, "eu-west"), of(1, "us-east"), of(1, "eu-west"), of(2, "us-east")];
        assert_eq!(read, [40.0, 95.0, 100.0, 20.0, 220.0], "{file}");
        assert_eq!(of(2, "eu-west"), scenario.user_latency_ms[&ids[2]]["eu-west"], "an empty cell says nothing");
        assert_eq!(applied.scenario.region_rtt_ms, scenario.region_rtt_ms);
        assert_eq!((applied.applied.len(), applied.applied[0].what), (1, "user_latencies"));
        assert_eq!(applied.applied[0].becomes, "5 measured, from 3 of 4 groups");
        assert_eq!(applied.left[0].why, "no group or region of the scenario is called Atlantis");
        let note = applied.scenario.notes.get(&format!("/user_latency_ms/{}/us-east", ids[1])).unwrap();
        assert_eq!(note.status, NoteStatus::Measured);
    }
    // Left as it is where that is chosen, and asked about like any other table.
    let without = Choice { without: ["user_latencies".to_owned()].into(), ..Choice::default() };
    let left = apply(&with(files[0], "round trips"), &scenario, &without, &CATALOGUE).unwrap();
    assert_eq!((left.applied.len(), left.scenario), (0, scenario.clone()));
    assert_eq!(apply(&read(files[0]), &scenario, &Choice::default(), &CATALOGUE).unwrap().applied, []);
    // A table of countries whose columns are no regions is still asked about.
    assert!(refused("country,q1,q2\nGermany,1,2\n").preview.is_some());
}

/// A region may be called as the country of a group is: between regions alone it is the region.
#[test]
fn a_place_that_is_region_and_country_is_what_the_others_are() {
    let mut scenario = presets::worked_example();
    scenario.regions[0].name = "Singapore".into();
    scenario.user_groups[0].location = Some(Location::Country("SG".into()));
    scenario.user_groups[1].location = Some(Location::Country("DE".into()));
    let [first, second] = [0, 1].map(|at| scenario.user_groups[at].id.clone());
    let applied = |file| apply(&with(file, "round trips"), &scenario, &Choice::default(), &CATALOGUE).unwrap().scenario;
    assert_eq!(applied("from,to,ms\nSingapore,eu-west,160\n").region_rtt_ms["us-east"]["eu-west"], 160.0);
    let of_users = applied("from,to,ms\nSingapore,eu-west,160\nGermany,eu-west,20\nGermany,Singapore,170\n");
    assert_eq!(of_users.region_rtt_ms, scenario.region_rtt_ms);
    assert_eq!(of_users.user_latency_ms[&first]["eu-west"], 160.0);
    assert_eq!(
        of_users.user_latency_ms[&second],
        [("us-east".to_owned(), 170.0), ("eu-west".to_owned(), 20.0)]
            .into_iter()
            .chain(
                scenario.user_latency_ms[&second]
                    .clone()
                    .into_iter()
                    .filter(|(id, _)| id != "us-east" && id != "eu-west")
            )
            .collect()
    );
}

/// A table of costs whose headers nobody knows was a matrix of latencies, from us-east-1 to Charges in 100 ms; with a word in
/// it, it was refused without its first rows.
#[test]
fn amounts_are_no_latencies() {
    for file in [
        "Region,Charges,Hours\nus-east-1,100,720\neu-west-1,200,720\n",
        "Region;Verbrauch;Betrag netto;Vormonat\nFrankfurt;720;1.234,50;1.100,00\nIrland;10;50,00;40\n",
        "\"Region\",\"Region total\",\"2026-06-01\",\"2026-07-01\"\n\"us-east-1\",\"300\",\"100\",\"200\"\n",
        "Region\tEC2\tRDS\nus-east-1\t100\t20\n",
        "Region;Betrag;Währung\nFrankfurt;1.234,50;EUR\n",
        "Region,Total,Service\nus-east-1,100,EC2\n",
    ] {
        let wrong = refused(file);
        assert!(wrong.wrong.contains("which no table that is known has together"), "{file}: {wrong}");
        assert_eq!(wrong.preview.unwrap().columns[0], "Region");
    }
    // The user says what it is.
    let columns = [("region", "Region"), ("cost", "Charges")].map(|(one, other)| (one.to_owned(), other.to_owned()));
    let said = Asked { columns: columns.into(), ..Asked::default() };
    let report = asked("Region,Charges,Hours\nus-east-1,100,720\neu-west-1,200,720\n", &said).unwrap();
    assert_eq!((report.kind.as_str(), report.rows.used_sum), ("table", Some(300.0)));
    // Of regions to offices, of offices to offices, with one that nobody knows.
    for file in [
        "Region,us-east-1,eu-west-1,moon-1\nBerlin office,90,30,2000\n",
        "from\tBerlin\tOslo\nBerlin\t\t20\nOslo\t20\t\n",
        "\"Region\";\"Berlin\";\"Oslo\"\n\"Berlin\";\"\";\"20\"\n\"Oslo\";\"20\";\"\"\n",
    ] {
        assert_eq!(read(file).kind, "latency-table", "{file}");
    }
}
