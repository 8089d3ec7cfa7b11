//! `geode evaluate --jsonl`: one line in, one line out, in order, whatever the line holds.

use crate::EXAMPLE;
use crate::run::{GEODE, geode, geode_with, scratch, unread};
use geode_core::scenario::presets;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

const JSONL: [&str; 3] = ["evaluate", "--jsonl", "-"];

/// The worked example on one line, under a name of its own.
fn line(name: &str) -> String {
    let mut scenario = presets::worked_example();
    scenario.name = name.into();
    serde_json::to_string(&scenario).unwrap() + "\n"
}

fn answers(output: &str) -> Vec<Value> {
    output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn each_line_is_what_evaluate_would_say() {
    let run = geode_with(&["evaluate", "--jsonl", "--yearly", "--flips", "-"], line("first") + &line("second"));
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    let complete = answers(&run.output);
    assert_eq!(complete.len(), 2);
    for (answer, name) in complete.iter().zip(["first", "second"]) {
        let alone: Value = serde_json::from_str(&geode_with(&["evaluate", "-"], line(name)).output).unwrap();
        assert!(*answer == alone, "{name} differs");
    }
    // Without --yearly only the figures of simulated years are null.
    let quick = answers(&geode_with(&JSONL, line("first")).output);
    let figures = |answer: &Value, name: &str| answer["options"][3]["rigorous"][name].clone();
    assert_eq!(figures(&quick[0], "yearly_downtime_seconds"), Value::Null);
    assert_eq!(figures(&quick[0], "unavailability"), figures(&complete[0], "unavailability"));
}

/// A line with a name that stands twice was answered with the figures of the last one, in silence.
#[test]
fn a_line_with_a_name_twice_is_answered_with_it() {
    let twice = line("b").replacen("\"baseline\":", "\"baseline\":\"geode-3\",\"baseline\":", 1);
    let answers = answers(&geode_with(&JSONL, line("a") + &twice + &line("c")).output);
    let error = "/baseline: stands more than once, expected each name once in an object";
    assert_eq!(answers[1], json!({ "error": error, "line": 2 }));
    assert_eq!([&answers[0]["scenario"]["name"], &answers[2]["scenario"]["name"]], ["a", "c"]);
}

#[test]
fn bad_lines_are_answered_in_their_place() {
    let bad = line("b").replace("0.9995", "2");
    let mut input = [line("a"), bad, "\n".into(), "{\n".into()].concat().into_bytes();
    input.extend_from_slice(b"\xff\n");
    input.extend_from_slice(line("c").trim_end().as_bytes()); // the last line may lack its end
    let run = geode_with(&JSONL, input);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    let answers = answers(&run.output);
    assert_eq!(answers.len(), 6);
    assert_eq!(answers[0]["scenario"]["name"], "a");
    assert_eq!(answers[5]["scenario"]["name"], "c");
    let first = "/regions/us-east/availability: is 2, expected a number above 0 and at most 1\n/regions/us-west/";
    assert!(answers[1]["error"].as_str().unwrap().starts_with(first));
    assert_eq!(answers[2]["error"], "/: is empty, expected a scenario as JSON");
    let message = "/: is not JSON (EOF while parsing an object at line 1 column 1), expected a scenario as JSON";
    assert_eq!(answers[3]["error"], message);
    assert_eq!(answers[4]["error"], "/: is not UTF-8 text, expected a scenario as JSON");
    for (i, answer) in answers.iter().enumerate().take(5).skip(1) {
        assert_eq!(answer["line"], i + 1);
        assert_eq!(answer.as_object().unwrap().len(), 2);
    }
}

#[test]
fn a_line_above_the_limit_is_skipped_to_its_end() {
    let limit = 1 << 20;
    let padded =
        |length: usize| format!("{}{}\n", line("padded").trim_end(), " ".repeat(length - line("padded").len() + 1));
    // The end of a line is no part of it, however it is written.
    let dos = padded(limit).replace('\n', "\r\n");
    let input = [dos, padded(limit + 1), "x".repeat(5 * limit) + "\n", line("after")].concat();
    let run = geode_with(&JSONL, input);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    let answers = answers(&run.output);
    assert_eq!(answers.len(), 4);
    assert_eq!(answers[0]["scenario"]["name"], "padded");
    assert_eq!(answers[1]["error"], "/: is too long, expected at most 1048576 bytes");
    assert_eq!(answers[2]["error"], "/: is too long, expected at most 1048576 bytes");
    assert_eq!(answers[2]["line"], 3);
    assert_eq!(answers[3]["scenario"]["name"], "after");
}

#[test]
fn ten_thousand_lines_keep_their_order() {
    // The smallest scenario there is, for this is about order, and tests run unoptimised.
    let small = |i: usize| {
        let scenario = json!({
            "schema": "geode-planner/scenario", "version": 1, "name": format!("line {i}"),
            "user_groups": [{ "id": "all", "share": 1 }],
            "regions": [{ "id": "home", "availability": 0.999 }],
            "user_latency_ms": { "all": { "home": 20 } },
            "options": [{ "id": "single", "kind": "single_region", "region": "home" }]
        });
        scenario.to_string() + "\n"
    };
    let input: String = (0..10_000).map(small).collect();
    let run = geode_with(&JSONL, &input);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    assert_eq!(run.output.lines().count(), 10_000);
    for (i, answer) in run.output.lines().enumerate() {
        assert!(answer.contains(&format!("\"name\":\"line {i}\"")), "line {i}");
    }
}

#[test]
fn a_file_is_streamed_like_standard_input() {
    let input = line("a") + "{\n" + &line("b");
    let file = scratch("a_file_is_streamed.jsonl", &input);
    assert_eq!(geode(&["evaluate", "--jsonl", &file]).output, geode_with(&JSONL, &input).output);
}

#[test]
fn nothing_in_is_nothing_out() {
    let run = geode_with(&JSONL, "");
    assert_eq!((run.code, run.output.as_str(), run.errors.as_str()), (0, "", ""));
    let missing = geode(&["evaluate", "--jsonl", "no-such-file"]);
    assert_eq!(missing.code, 2);
    assert!(missing.errors.starts_with("error: no-such-file: cannot be read ("), "{}", missing.errors);
}

/// A caller that sends a line and waits for its answer must not wait for ever.
#[test]
fn an_answer_comes_before_the_next_line_is_asked_for() {
    let mut child = Command::new(GEODE).args(JSONL).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    let mut from = BufReader::new(child.stdout.take().unwrap());
    for name in ["ping", "pong"] {
        // In two pieces: half a line must not hold back the answers before it.
        let text = line(name);
        to.write_all(&text.as_bytes()[..100]).unwrap();
        to.write_all(&text.as_bytes()[100..]).unwrap();
        let mut answer = String::new();
        from.read_line(&mut answer).unwrap();
        assert!(answer.contains(name));
    }
    drop(to);
    let mut rest = String::new();
    from.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
    assert!(child.wait().unwrap().success());
}

/// `geode evaluate --jsonl - | head -1`
#[test]
fn a_reader_that_goes_ends_it_quietly() {
    for arguments in [&JSONL[..], &["evaluate", "-"], &["help"], &["completions", "zsh"], &["man"]] {
        let text = if arguments == JSONL { line("x").repeat(200) } else { EXAMPLE.to_owned() };
        let run = unread(arguments, text);
        assert_eq!((run.code, run.errors.as_str()), (0, ""), "{arguments:?}");
    }
}
