//! What `--as` may say of a file, and what it may not.

use crate::{asked, read};
use geode_import::{Asked, is_kind, kinds};

fn said(file: &str, kind: &str) -> Result<String, String> {
    let beside = Asked { kind: Some(kind.to_owned()), ..Asked::default() };
    asked(file, &beside).map(|report| report.kind).map_err(|refused| refused.to_string())
}

const VISITORS: &str = "country,visitors\nGermany,5\n";
const ANALYTICS: &str = "Country,Active users\nGermany,5\n";
const STATUS: &str = r#"{"page": {}, "incidents": [{"impact": "major", "started_at": "2026-01-01T00:00:00Z",
    "resolved_at": "2026-01-01T01:00:00Z"}]}"#;
const OBJECTIVE: &str = "version: prometheus/v1\nservice: shop\nslos: [{name: up, objective: 99.95}]\n";

/// A kind that there is not was passed over or gave a reason that did not name it, and a file of another kind was an empty
/// report or was silently read as what it is.
#[test]
fn a_file_is_not_taken_for_what_it_cannot_be() {
    for (file, kind, why) in [
        (VISITORS, "excel", "--as is \"excel\", expected focus, aws-cur"),
        (OBJECTIVE, "slo", "--as is \"slo\""),
        (VISITORS, "statuspage", "is a table and not statuspage"),
        (STATUS, "gcp-status", "is JSON and not gcp-status"),
        (STATUS, "focus", "is JSON and not focus"),
        (OBJECTIVE, "focus-1.0", "is YAML and not focus-1.0"),
        (OBJECTIVE, "openslo", "is sloth and not openslo"),
        (ANALYTICS, "umami", "line 1: has the columns of ga4 and not of umami"),
    ] {
        let refused = said(file, kind).unwrap_err();
        assert!(refused.contains(why) && refused.contains("--as"), "{kind}: {refused}");
    }
}

#[test]
fn a_file_is_taken_for_what_it_can_be() {
    for (file, kind) in
        [(VISITORS, "umami"), (ANALYTICS, "ga4"), (STATUS, "statuspage"), (OBJECTIVE, "sloth"), (VISITORS, "matomo")]
    {
        assert_eq!(said(file, kind).as_deref(), Ok(kind));
    }
    assert_eq!(said(VISITORS, "users").as_deref(), Ok("plausible"));
    // What a report is called can be said, but for a table, which is any.
    for file in [VISITORS, ANALYTICS, STATUS, OBJECTIVE] {
        assert!(is_kind(&read(file).kind));
    }
    assert!(is_kind("focus-1.3") && kinds().all(|kind| kind != "terraform" && is_kind(kind)));
}
