//! Objectives: 0.999, 99.9 and "99.9" are one number in three formats.

use crate::{CATALOGUE, asked, read, refused};
use geode_core::scenario::presets;
use geode_import::report::{Report, Target};
use geode_import::{Asked, Choice, apply};

fn target(availability: Option<f64>, kind: &'static str, name: &str, window: Option<&str>, document: u64) -> Target {
    let objective = availability.unwrap_or(0.999);
    Target {
        document,
        name: name.into(),
        kind,
        objective,
        availability,
        p95_latency_ms: None,
        window: window.map(str::to_owned),
    }
}

const FILE: &str = r#"# a comment alone is no document
---
apiVersion: openslo/v1
kind: SLO
metadata: { name: search }
spec:
  timeWindow: [{ duration: 4w, isRolling: true }]
  budgetingMethod: Occurrences
  indicator: { spec: { ratioMetric: {} } }
  objectives: [{ target: 0.999 }]
---
version: "prometheus/v1"
service: shop
slos:
  - { name: availability, objective: 99.9 }
---
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: dns }
spec: { target: "99.9", window: 2w, indicator: { ratio: { errors: {}, total: {} } } }
---
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: fast }
spec:
  target: "95"
  window: 4w
  indicator:
    latency: { success: { metric: 'http_duration_seconds_bucket{le="0.25"}' } }
---
apiVersion: openslo/v1
metadata: { name: internet }
spec:
  timeWindow: [{ duration: 1m }]
  budgetingMethod: Timeslices
  objectives:
    - { displayName: inside, target: 0.999 }
    - { displayName: contract, targetPercent: 99.9 }
---
{ broken: [
---
kind: Service
apiVersion: openslo/v1
metadata: { name: no objective }
"#;

#[test]
fn formats_decide_what_a_number_means() {
    let report = read(FILE);
    let targets = report.targets.unwrap();
    let fast =
        Target { p95_latency_ms: Some(250.0), objective: 0.95, ..target(None, "latency", "fast", Some("4w"), 4) };
    assert_eq!(
        targets,
        [
            target(Some(0.999), "ratio", "search", Some("4w"), 1),
            target(Some(0.999), "ratio", "shop: availability", None, 2),
            target(Some(0.999), "ratio", "dns", Some("2w"), 3),
            fast,
            target(None, "timeslices", "internet: inside", Some("1m"), 5),
            target(None, "timeslices", "internet: contract", Some("1m"), 5),
        ]
    );
    // One broken document does not hide the others; a minute is asked about.
    assert_eq!((report.rows.read, report.rows.used), (7, 5));
    assert!(report.warnings.first().unwrap().starts_with("document 6 (line 40) is no YAML"), "{:?}", report.warnings);
    // Once for both objectives of its document.
    assert_eq!(report.questions.iter().map(|question| question.row).collect::<Vec<_>>(), [34]);
    assert!(report.questions.first().unwrap().choices.contains(&"1M".to_owned()));
}

#[test]
fn a_threshold_without_unit_is_asked_about() {
    let report = read(
        "apiVersion: openslo/v1\nmetadata: {name: slow}\nspec:\n  indicator: {spec: {thresholdMetric: {}}}\n  objectives: [{op: lt, value: 500, target: 0.95}]\n",
    );
    let target = report.targets.unwrap().remove(0);
    assert_eq!((target.kind, target.p95_latency_ms, target.availability), ("threshold", None, None));
    assert!(report.questions.first().unwrap().value.contains("what does 500 measure"));
}

fn with(file: &str, answers: &[(u64, &str)]) -> Report {
    let answers = answers.iter().map(|(row, answer)| (*row, (*answer).to_owned())).collect();
    asked(file, &Asked { answers, ..Asked::default() }).unwrap()
}

/// What a threshold measures, and whether a minute was a month, was asked, and no answer heard.
#[test]
fn answers_about_objectives_are_heard() {
    let file = "apiVersion: openslo/v1\nmetadata: {name: slow}\nspec:\n  timeWindow:\n  - duration: 1m\n  \
        indicator: {spec: {thresholdMetric: {}}}\n  objectives: [{op: lt, value: 0.5, target: 0.95}]\n";
    let report = read(file);
    assert_eq!(report.questions.iter().map(|question| question.row).collect::<Vec<_>>(), [1, 4]);
    let report = with(file, &[(1, "seconds"), (4, "1M")]);
    let target = &report.targets.as_ref().unwrap()[0];
    assert_eq!((target.p95_latency_ms, target.window.as_deref(), report.questions.len()), (Some(500.0), Some("1M"), 0));
    assert_eq!(report.review.asked.len(), 2, "another answer can be given");
    let choice = Choice { target: Some("slow".into()), ..Choice::default() };
    let applied = apply(&report, &presets::worked_example(), &choice, &CATALOGUE).unwrap();
    assert_eq!(applied.scenario.target.p95_latency_ms, Some(500.0));
    let other = with(&file.replace("0.95", "0.99"), &[(1, "seconds")]);
    assert_eq!(other.targets.unwrap()[0].p95_latency_ms, None);
    assert_eq!(other.warnings, ["slow: 0.99 within 0.5 is no 95th percentile, and no target here"]);
}

/// An objective that refers to its indicator was an availability, whatever that measures.
#[test]
fn indicators_are_looked_up_by_name() {
    let slo = |name: &str| {
        format!(
            "apiVersion: openslo/v1\nkind: SLO\nmetadata: {{name: {name}}}\nspec: {{indicatorRef: {name}-sli, objectives: [{{target: 0.95, value: 300}}]}}\n---\n"
        )
    };
    let sli = |name: &str, metric: &str| {
        format!("apiVersion: openslo/v1\nkind: SLI\nmetadata: {{name: {name}-sli}}\nspec: {{{metric}: {{}}}}\n---\n")
    };
    let file = slo("up") + &slo("slow") + &slo("lost") + &sli("slow", "thresholdMetric") + &sli("up", "ratioMetric");
    let report = read(&file);
    let found: Vec<_> =
        report.targets.iter().flatten().map(|one| (one.name.as_str(), one.kind, one.availability)).collect();
    assert_eq!(found, [("up", "ratio", Some(0.95)), ("slow", "threshold", None), ("lost", "ratio", None)]);
    assert_eq!((report.rows.read, report.rows.used), (5, 3));
    let question = report.questions.iter().find(|question| question.row == 11).unwrap();
    assert!(question.value.starts_with("lost: its indicator lost-sli is not in this file"), "{question:?}");
    assert_eq!(with(&file, &[(11, "yes")]).targets.unwrap()[2].availability, Some(0.95));
}

/// Norway's service was `false`, and one that is called 404 had no name.
#[test]
fn words_stay_words() {
    let file =
        "version: prometheus/v1\nservice: NO\nslos:\n- {name: on, objective: 99.9}\n- {name: 404, objective: 99}\n";
    let names: Vec<_> = read(file).targets.unwrap().into_iter().map(|target| target.name).collect();
    assert_eq!(names, ["NO: on", "NO: 404"]);
}

/// What is wrong was said in the words of a library, in which rows began with the document.
#[test]
fn what_is_no_yaml_is_said_in_our_words() {
    let good = "version: prometheus/v1\nservice: a\nslos: [{name: b, objective: 99}]\n---\n";
    for (document, said) in [
        ("apiVersion: openslo/v1\na: 1\na: 2\n", "a stands twice in one place on line 7, expected each name once"),
        ("apiVersion: openslo/v1\nspec: {{ .Values.x }}\n  b\n", "there is a template"),
        ("apiVersion: openslo/v1\nspec: *gone\n", "an alias (*) stands for nothing on line 6"),
        ("apiVersion: openslo/v1\nspec: [1, 2\n", "expected"),
    ] {
        let report = read(format!("{good}{document}"));
        let warning = &report.warnings[0];
        assert!(warning.starts_with("document 2 (line 5) is no YAML: ") && warning.contains(said), "{warning}");
    }
}

#[test]
fn aliases_that_multiply_are_bounded() {
    let mut file = "apiVersion: openslo/v1\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let before = format!("*a{}", level - 1);
        file += &format!("a{level}: &a{level} [{}]\n", [before.as_str(); 9].join(", "));
    }
    let refused = refused(file);
    assert!(refused.wrong.contains("is no YAML"), "{refused}");
    assert!(refused.wrong.contains("a document without aliases that multiply"), "{refused}");
}

/// An objective with a decimal comma vanished without a word, and one that is written as a share became 0.999 %.
#[test]
fn a_percentage_that_is_none_is_named() {
    let of = |objective: &str| {
        format!("version: prometheus/v1\nservice: shop\nslos:\n- {{name: up, objective: {objective}}}\n")
    };
    for (objective, said) in [("\"99,9\"", "\"99,9\""), ("120", "120"), ("100", "100"), ("0", "0"), ("no", "\"no\"")] {
        let wrong = refused(of(objective)).wrong;
        let said = format!(
            "document 1 (line 1): the objective of shop: up is {said}, expected a percentage below 100 such as 99.9: left out"
        );
        assert_eq!(wrong, said);
    }
    let share = read(of("0.999"));
    let said = "document 1 (line 1): the objective of shop: up is 0.999 %, for here stand percentages; is it a share?";
    assert_eq!((share.targets.unwrap()[0].objective, share.warnings), (0.00999, vec![said.to_owned()]));
    assert!(read(of("99.99")).warnings.is_empty());
}

/// Of two objectives of one name the first was taken, whichever was meant.
#[test]
fn objectives_of_one_name_are_not_taken_by_it() {
    let file = |other: &str| {
        let one = |target: &str| format!("{{target: {target}, indicator: {{spec: {{ratioMetric: {{}}}}}}}}");
        format!(
            "apiVersion: openslo/v1\nmetadata: {{name: a}}\nspec: {{objectives: [{}, {}]}}\n",
            one("0.99"),
            one(other)
        )
    };
    let choice = Choice { target: Some("a".into()), ..Choice::default() };
    let put = |other| apply(&read(file(other)), &presets::worked_example(), &choice, &CATALOGUE).unwrap();
    let two = put("0.95");
    assert_eq!((two.scenario.target.availability, two.applied.len()), (None, 0));
    assert!(two.left[0].why.contains("several that differ are called a"), "{:?}", two.left);
    assert_eq!(put("0.99").scenario.target.availability, Some(0.99));
}

/// 99.9 as a share became an availability of 9,990 %, and objectives of latency availabilities.
#[test]
fn what_is_no_availability_becomes_none() {
    let report = read(
        "apiVersion: openslo/v1\nmetadata: {name: both}\nspec:\n  objectives:\n  - {target: 99.9}\n  - {target: 0.99}\n  \
         - {target: 0.95, value: 500, indicator: {spec: {thresholdMetric: {}}}}\n",
    );
    let targets = report.targets.unwrap();
    let found: Vec<_> = targets.iter().map(|target| (target.kind, target.availability)).collect();
    assert_eq!(found, [("ratio", Some(0.99)), ("threshold", None)]);
    let said = "document 1 (line 1): the target of both is 99.9, expected a share below 1";
    assert!(report.warnings.iter().any(|warning| warning.starts_with(said)), "{:?}", report.warnings);
    let report = read(
        "version: prometheus/v1\nservice: shop\nslos:\n- {name: fast, objective: 95, sli: {events: {error_query: 'sum(rate(x_count[5m])) - \
         sum(rate(x_bucket{le=\"0.3\"}[5m]))', total_query: x}}}\n- {name: up, objective: 99.9, sli: {events: {error_query: e, total_query: x}}}\n",
    );
    let targets = report.targets.unwrap();
    let found: Vec<_> = targets.iter().map(|target| (target.kind, target.availability)).collect();
    assert_eq!(found, [("latency", None), ("ratio", Some(0.999))]);
}
