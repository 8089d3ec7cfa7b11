//! Objectives: 0.999, 99.9 and "99.9" are one number in three formats.

use crate::{read, refused};
use geode_import::report::Target;

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
    assert_eq!(report.questions.len(), 2);
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

#[test]
fn aliases_that_multiply_are_bounded() {
    let mut file = "apiVersion: openslo/v1\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let before = format!("*a{}", level - 1);
        file += &format!("a{level}: &a{level} [{}]\n", [before.as_str(); 9].join(", "));
    }
    let refused = refused(file);
    assert!(refused.wrong.contains("is no YAML"), "{refused}");
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
