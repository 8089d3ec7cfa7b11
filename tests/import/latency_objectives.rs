//! Objectives that count what was fast enough: no availability, and a 95th percentile where they say so with a unit.

use crate::read;

/// Kind, availability and limit of an objective.
type Found = (&'static str, Option<f64>, Option<f64>);

/// All objectives of a file, and what is said of them.
fn found(file: &str) -> (Vec<Found>, Vec<String>) {
    let report = read(file);
    let targets = report.targets.unwrap();
    (targets.iter().map(|one| (one.kind, one.availability, one.p95_latency_ms)).collect(), report.warnings)
}

fn sloth(objective: &str, sli: &str) -> String {
    format!("version: prometheus/v1\nservice: web\nslos:\n- {{name: fast, objective: {objective}, sli: {sli}}}\n")
}

/// Of Sloth only `error_query` with `le="` was looked at: the same objective as Kubernetes writes it, of a raw query, or with other
/// quotes was an availability of 95 %, and taken for the target.
#[test]
fn queries_of_buckets_are_no_availability() {
    let kubernetes = "apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\nmetadata: {name: s}\nspec:\n  service: web\n  slos:\n  \
        - {name: fast, objective: 95, sli: {events: {errorQuery: 'rate(http_bucket{le=\"0.5\"}[{{.window}}])', totalQuery: y}}}\n";
    let raw = sloth(
        "95",
        "{raw: {error_ratio_query: '1 - sum(rate(http_bucket{job=\"a\", le=\"0.5\"}[5m]))/sum(rate(http_count[5m]))'}}",
    );
    let single = sloth("95", "{events: {error_query: \"rate(http_bucket{le=~'0.5'}[5m])\", total_query: y}}");
    let native = sloth("95", "{raw: {error_ratio_query: '1 - histogram_fraction(0, 0.5, rate(http[5m]))'}}");
    let plugin = sloth("95", "{plugin: {id: sloth-common/istio/v1/latency, options: {bucket: 300}}}");
    for file in [kubernetes.to_owned(), raw, single, native, plugin] {
        let (targets, warnings) = found(&file);
        assert_eq!(targets, [("latency", None, None)], "{file}");
        let said = "web: fast: 0.95 within a limit of time is no availability, and no 95th percentile in seconds: no target here";
        assert_eq!(warnings, [said], "{file}");
    }
    // The last bucket has all requests, and labels that end alike are no bounds.
    for query in ["rate(http_bucket{le=\"+Inf\", code=\"500\"}[5m])", "rate(http{role=\"0.5\", handle=\"a\"}[5m])"] {
        let (targets, _) = found(&sloth("95", &format!("{{events: {{error_query: '{query}', total_query: y}}}}")));
        assert_eq!(targets, [("ratio", Some(0.95), None)], "{query}");
    }
}

/// A ratio of OpenSLO over a bucket was an availability of 0.9.
#[test]
fn a_ratio_over_a_bucket_is_no_availability() {
    let slo = |target: &str, unit: &str, method: &str| {
        format!(
            "apiVersion: openslo/v1\nkind: SLO\nmetadata: {{name: web}}\nspec:\n  budgetingMethod: {method}\n  indicator: {{spec: {{ratioMetric: \
             {{counter: true, good: {{metricSource: {{spec: {{query: 'sum(rate(duration_{unit}bucket{{le=\"0.3\"}}[5m]))'}}}}}}, total: {{}}}}}}}}\n  \
             objectives: [{{target: {target}}}]\n"
        )
    };
    assert_eq!(found(&slo("0.9", "seconds_", "Occurrences")).0, [("latency", None, None)]);
    assert_eq!(found(&slo("0.95", "seconds_", "Occurrences")), (vec![("latency", None, Some(300.0))], Vec::new()));
    assert_eq!(found(&slo("0.95", "", "Occurrences")).0, [("latency", None, None)]);
    assert_eq!(found(&slo("0.95", "seconds_", "Timeslices")).0, [("timeslices", None, None)]);
}

/// Pyrra's `latencyNative` of 95 % within a second gave no 95th percentile.
#[test]
fn a_native_histogram_has_its_limit_beside_it() {
    let slo = |target: &str, latency: &str| {
        found(&format!(
            "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {{name: web}}\nspec: {{target: \"{target}\", window: 4w, \
             indicator: {{latencyNative: {{latency: {latency}, total: {{metric: http}}}}}}}}\n"
        ))
    };
    for (written, ms) in
        [("1s", 1_000.0), ("250ms", 250.0), ("1m30s", 90_000.0), ("1.5s", 1_500.0), ("1s500ms", 1_500.0)]
    {
        assert_eq!(slo("95", written), (vec![("latency", None, Some(ms))], Vec::new()), "{written}");
    }
    for (target, written) in [("99", "1s"), ("95", "fast"), ("95", "1"), ("95", "1y"), ("95", "é")] {
        let (targets, warnings) = slo(target, written);
        assert_eq!((targets, warnings.len()), (vec![("latency", None, None)], 1), "{target} {written}");
    }
}
