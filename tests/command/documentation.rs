//! docs/command.md: every example in it runs, and prints what stands there.

use crate::EXAMPLE;
use crate::run::{GEODE, geode_with};
use std::path::Path;
use std::process::Command;

const TEXT: &str = include_str!("../../docs/command.md");

/// The lines of a block that begin with `$ `, each with the lines of output below it.
fn examples() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut examples: Vec<(&str, Vec<&str>)> = Vec::new();
    for block in TEXT.split("```").skip(1).step_by(2) {
        let first = examples.len();
        for line in block.lines() {
            match line.strip_prefix("$ ") {
                Some(command) => examples.push((command, Vec::new())),
                None if examples.len() > first => examples.last_mut().unwrap().1.push(line),
                None => {}
            }
        }
    }
    examples
}

/// Whether a line of output is the one in the text, where `…` stands for the rest.
fn is_shown(shown: &str, line: &str) -> bool {
    shown.strip_suffix('…').map_or(line == shown, |start| line.starts_with(start))
}

#[test]
fn every_example_of_the_manual_runs() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documentation");
    std::fs::create_dir_all(folder.join("tests/links")).unwrap();
    let compact = serde_json::from_str::<serde_json::Value>(EXAMPLE).unwrap().to_string();
    for (name, text) in [
        ("tests/links/v1-worked-example.json", EXAMPLE),
        ("scenario.json", EXAMPLE),
        ("targets.json", &EXAMPLE.replace("\"availability\": null", "\"availability\": 0.999")),
        ("uncertain.json", &crate::planning::uncertain()),
        (
            "rows.csv",
            "case,/revenue/monthly,/regions/us-east/mttr_hours\ntoday,,\nlarge,50000000,\nslow to repair,,4\n",
        ),
        ("bill.csv", "region,cost\nus-east-1,1200\neu-west-1,300\n"),
        ("incidents.csv", "start,end\n2026-03-01T00:00:00Z,2026-03-01T02:00:00Z\n"),
        ("slos.yaml", "version: prometheus/v1\nservice: shop\nslos: [{name: availability, objective: 99.9}]\n"),
        ("scenarios.jsonl", &format!("{compact}\n\n{compact}\n")),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let link = geode_with(&["link", "-"], EXAMPLE).output;
    let has_jq = Command::new("jq").arg("--version").output().is_ok();
    let path = format!("{}:{}", Path::new(GEODE).parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut compared = 0;
    for (command, shown) in examples() {
        let reads = if has_jq { command } else { command.split(" | jq ").next().unwrap() };
        // A link in the text is cut short; here it is whole.
        let whole = reads.replace("#s=1.eN…", link.trim());
        let mut shell = Command::new("bash");
        shell.args(["-o", "pipefail", "-c", &whole]).current_dir(&folder).env("HOME", &folder).env("PATH", &path);
        let run = shell.output().unwrap();
        let (output, errors) = (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap());
        let expected = i32::from(shown.iter().any(|line| line.starts_with("missed ")));
        assert_eq!((run.status.code(), errors.as_str()), (Some(expected), ""), "{command}");
        // How jq writes a number depends on its version.
        if !shown.is_empty() && !command.contains("| jq") {
            let lines: Vec<&str> = output.lines().collect();
            let is_same = lines.len() == shown.len() && shown.iter().zip(&lines).all(|(s, l)| is_shown(s, l));
            assert!(is_same, "{command}\n{output}");
            compared += 1;
        }
    }
    assert!(compared >= 3 && examples().len() > 10, "only {compared} examples show what they print");
}
