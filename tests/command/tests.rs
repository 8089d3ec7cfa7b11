//! The command as scripts meet it: what it prints where, with which exit code.
//!
//! A part of the tests of the package `geode-cli`, for only those know where the built command is.
#![allow(clippy::unwrap_used, clippy::panic)]

mod agreement;
mod bills;
mod documentation;
mod drill;
mod filled;
mod gate;
mod import;
mod many;
mod objectives;
mod place;
mod planning;
mod replay;
mod run;
mod stream;
mod sweep;
mod usage;

use geode_core::report;
use geode_core::scenario::{presets, restore};
use run::{geode, geode_with, scratch};
use serde_json::Value;

const EXAMPLE: &str = include_str!("../links/v1-worked-example.json");
const EXAMPLE_LINK: &str = include_str!("../links/v1-worked-example.txt");
const EVERY_FIELD: &str = include_str!("../links/v1-every-field.json");

#[test]
fn evaluate_prints_the_worked_example() {
    let run = geode_with(&["evaluate", "-"], EXAMPLE);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    let evaluation: Value = serde_json::from_str(&run.output).unwrap();
    assert_eq!(evaluation["schema"], "geode-planner/evaluation");
    let figure = |option: &str, name: &str| {
        let options = evaluation["options"].as_array().unwrap();
        options.iter().find(|o| o["id"] == option).unwrap()["textbook"][name].as_f64().unwrap()
    };
    // Origin: the architecture guide on geodes, recomputed by an independent program.
    for (option, name, expected) in [
        ("single", "downtime_seconds_per_year", 4.38 * 3600.0),
        ("active-passive", "downtime_seconds_per_year", 1.095 * 3600.0),
        ("active-passive", "availability", 0.999_875),
        ("geode-2", "unavailability", 2.5e-7),
        ("geode-2", "downtime_seconds_per_year", 7.884),
        ("geode-2", "monthly_cost_before_transfer", 200_000.0),
        ("geode-3", "unavailability", 1.25e-10),
        ("geode-3", "downtime_seconds_per_year", 0.003_942),
        ("single", "mean_latency_ms", 105.0),
        ("geode-3", "mean_latency_ms", 54.0),
        ("geode-3", "latency_reduction_ms", 51.0),
        ("geode-3", "latency_reduction_share", 0.485_714_285_714_285_7),
        ("geode-3", "monthly_cost_before_transfer", 300_000.0),
        ("geode-3", "monthly_cost", 350_000.0),
        ("geode-3", "extra_monthly_cost", 250_000.0),
        ("geode-3", "extra_monthly_revenue", 100_000.0),
        ("geode-3", "break_even_gain_per_100_ms", 0.025),
        ("geode-3", "break_even_monthly_revenue", 25_000_000.0),
    ] {
        let found = figure(option, name);
        assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{option} {name}: {found}, not {expected}");
    }
}

/// The page hands out the same text: both take it from the library.
#[test]
fn evaluate_prints_the_librarys_text() {
    let restored = restore::from_text(EVERY_FIELD).unwrap();
    let run = geode_with(&["evaluate", "-"], EVERY_FIELD);
    let mut evaluation = report::evaluate_restored(&restored);
    report::simulate(&mut evaluation);
    report::find_flips(&mut evaluation);
    assert!(run.output == evaluation.to_json() + "\n", "the texts differ");
    // An evaluation reproduces itself.
    assert!(geode_with(&["evaluate", "-"], &run.output).output == run.output, "not the same again");
}

#[test]
fn files_are_read_by_name() {
    let file = scratch("files_are_read_by_name.json", EXAMPLE);
    let run = geode(&["evaluate", &file]);
    assert_eq!(run.code, 0);
    assert_eq!(run.output, geode_with(&["evaluate", "-"], EXAMPLE).output);
    let missing = geode(&["evaluate", "no/such/file.json"]);
    let message =
        "error: no/such/file.json: cannot be read (No such file or directory (os error 2)), expected a file that can\n";
    assert_eq!((missing.code, missing.output.as_str(), missing.errors.as_str()), (2, "", message));
}

#[test]
fn bad_input_is_told_a_line_a_fault() {
    let bad = EXAMPLE.replace("0.9995", "2").replace("\"standby\": \"us-west\"", "\"standby\": \"mars\"");
    for command in ["evaluate", "link"] {
        let run = geode_with(&[command, "-"], &bad);
        assert_eq!((run.code, run.output.as_str()), (2, ""));
        assert_eq!(
            run.errors,
            "error: /regions/us-east/availability: is 2, expected a number above 0 and at most 1\n\
             error: /regions/us-west/availability: is 2, expected a number above 0 and at most 1\n\
             error: /regions/eu-west/availability: is 2, expected a number above 0 and at most 1\n\
             error: /regions/asia-east/availability: is 2, expected a number above 0 and at most 1\n\
             error: /options/active-passive/standby: \"mars\" is not a region, expected one of us-east, us-west, \
             eu-west, asia-east\n"
        );
    }
    let empty = geode_with(&["evaluate", "-"], "");
    assert_eq!((empty.code, empty.errors.as_str()), (2, "error: /: is empty, expected a scenario as JSON\n"));
    let long = geode_with(&["evaluate", "-"], " ".repeat((1 << 20) + 1));
    assert_eq!((long.code, long.errors.as_str()), (2, "error: /: is too long, expected at most 1048576 bytes\n"));
}

/// Of two objects `revenue` the last won in silence: each command refuses the file and names the field.
#[test]
fn a_name_that_stands_twice_is_refused() {
    let twice = EXAMPLE.replacen('{', "{ \"revenue\": { \"monthly\": 1 },", 1);
    let message = "error: /revenue: stands more than once, expected each name once in an object\n";
    let check = ["check", "-", "--option", "single", "--max-rto", "2h"];
    for arguments in [&["evaluate", "-"][..], &["simulate", "-", "--years", "1"], &["link", "-"], &check] {
        let run = geode_with(arguments, &twice);
        assert_eq!((run.code, run.output.as_str(), run.errors.as_str()), (2, "", message), "{arguments:?}");
    }
    let link = geode_core::exchange::link::encode(&twice).unwrap();
    assert_eq!(geode(&["unlink", &link]).errors, message);
    // In a result it is a name of the scenario in it, or of the result itself.
    let evaluation = geode_with(&["evaluate", "-"], EXAMPLE).output;
    let twice = evaluation.replacen("\"baseline\":", "\"baseline\": \"geode-3\", \"baseline\":", 1);
    assert_ne!(twice, evaluation);
    let run = geode_with(&["evaluate", "-"], &twice);
    assert_eq!(run.errors, message.replace("/revenue", "/scenario/baseline"));
}

#[test]
fn link_and_unlink_are_inverse() {
    let link = geode_with(&["link", "-"], EXAMPLE);
    assert_eq!((link.code, link.errors.as_str()), (0, ""));
    assert!(link.output.starts_with("#s=1.") && link.output.ends_with('\n'));
    for form in [link.output.trim(), EXAMPLE_LINK.trim()] {
        let back = geode(&["unlink", form]);
        assert_eq!((back.code, back.errors.as_str()), (0, ""));
        assert_eq!(restore::from_text(&back.output).unwrap().scenario, presets::worked_example());
        assert_eq!(geode_with(&["unlink", "-"], form).output, back.output);
    }
    let based = geode_with(&["link", "--base", "https://example.org/plan/", "-"], EXAMPLE);
    assert_eq!(based.output, format!("https://example.org/plan/{}", link.output));
    assert_eq!(geode_with(&["link", "-", "--base=https://example.org/plan/"], EXAMPLE).output, based.output);
    assert_eq!(geode(&["unlink", based.output.trim()]).code, 0);
}

/// What a mail had done to a link made it "broken".
#[test]
fn unlink_takes_a_link_as_mail_leaves_it() {
    let link = EXAMPLE_LINK.trim();
    let (head, tail) = link.split_at(300);
    let expected = geode(&["unlink", link]).output;
    let bare = &link[link.find("1.").unwrap()..];
    for text in [
        format!("<{link}>"),
        format!("{link}\u{2026}"),
        format!("{link}\""),
        format!("{link}\\"),
        format!("{link}%20"),
        bare.to_owned(),
        format!("Hello,\r\n> {head}\r\n> {tail}\r\n> Ada\r\n"),
    ] {
        let back = geode_with(&["unlink", "-"], &text);
        assert_eq!((back.code, back.errors.as_str(), &back.output), (0, "", &expected), "{text}");
        assert_eq!(geode(&["unlink", &text]).output, expected);
    }
}

#[test]
fn links_that_do_not_open() {
    let cut = &EXAMPLE_LINK.trim()[..200];
    for (link, message) in [
        (cut, "error: link: the link is cut off, expected its end too: copy the whole link again\n"),
        (
            "https://example.org/",
            "error: link: this is not a link to a scenario, expected an address that contains #s=1. and more\n",
        ),
        // {"name":"Shop"}: a whole link to something else.
        (
            "#s=1.eNqrVspLzE1VslIKzsgvUKoFACeaBPY.5c05a90e",
            "error: /schema: is missing, expected \"geode-planner/scenario\"\nerror: /version: is missing, expected 1\n",
        ),
    ] {
        let run = geode(&["unlink", link]);
        assert_eq!((run.code, run.output.as_str(), run.errors.as_str()), (2, "", message));
    }
}

/// A link or a scenario has no list of repairs, so that what was changed is told beside it.
#[test]
fn repairs_are_told() {
    let unknown = EXAMPLE.replacen('{', "{ \"colour\": \"blue\",", 1);
    let run = geode_with(&["link", "-"], &unknown);
    assert_eq!((run.code, run.errors.as_str()), (0, "repaired: /colour: unknown field, dropped\n"));
    let evaluation: Value = serde_json::from_str(&geode_with(&["evaluate", "-"], &unknown).output).unwrap();
    assert_eq!(evaluation["repairs"][0]["path"], "/colour");
}
