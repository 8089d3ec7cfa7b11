//! The number of a row is its line in the file, as an editor shows it.

use crate::{asked, read, refused};
use geode_import::Asked;
use proptest::prelude::*;

/// The rows that a file asks about.
fn rows(file: impl AsRef<[u8]>) -> Vec<u64> {
    read(file).questions.iter().map(|question| question.row).collect()
}

/// A row was numbered before the rest of CRLF and the blank lines above it were passed over: Korea on line 4 was asked about
/// as row 3, and `--answer 4=KR` did nothing. The lines are counted by eye.
#[test]
fn a_question_names_the_line_of_its_row() {
    for (file, line) in [
        ("country,visitors\nGermany,5\nGeorgia,7\nKorea,9\n", 4),
        ("country,visitors\r\nGermany,5\r\nGeorgia,7\r\nKorea,9\r\n", 4),
        ("country,visitors\rGermany,5\rGeorgia,7\rKorea,9\r", 4),
        ("country,visitors\r\nKorea,9\r\n", 2),
        ("country,visitors\r\nKorea,9", 2),
        ("country,visitors\nGermany,5\n\n\nKorea,9\n", 5),
        ("country,visitors\nGermany,5\n\n\nKorea,9", 5),
        ("country,visitors\r\n\r\nGermany,5\r\n\r\n\r\nKorea,9\r\n\r\n", 6),
        ("\n\ncountry,visitors\n\nKorea,9\n", 5),
        ("\r\n\r\ncountry,visitors\r\n\r\nKorea,9\r\n", 5),
        ("country,visitors,note\r\nGermany,5,\"two\r\nlines\"\r\nKorea,9,\r\n", 4),
        ("country,visitors,note\nGermany,5,\"two\n\nlines\"\n\nKorea,9,\"and\n\nmore\"\n", 6),
        ("country,visitors,note\rGermany,5,\"two\rlines\"\rKorea,9,\r", 4),
    ] {
        assert_eq!(rows(file).last(), Some(&line), "{file:?}");
        let answered = Asked { answers: [(line, "KR".to_owned())].into(), ..Asked::default() };
        let visitors = asked(file, &answered).unwrap().visitors.unwrap();
        assert!(visitors.users_by_country.iter().any(|one| one.country == "KR" && one.users == 9.0), "{file:?}");
    }
}

/// What was wrong in a file with CRLF stood on the line above, and so did the incidents of its log.
#[test]
fn faults_and_incidents_name_their_lines() {
    let table = "region,cost\r\nus-east-1,5\r\neu-west-1,abc\r\n";
    assert_eq!(refused(table).row, Some(3));
    assert_eq!(refused(table.replace("\r\n", "\n\n")).row, Some(5));
    let log = "id,started_at,ended_at\r\n1,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z\r\n\r\n2,2026-02-01T00:00:00Z,2026-02-01T01:00:00Z\r\n";
    let found: Vec<u64> = read(log).review.log.iter().map(|one| one.row).collect();
    assert_eq!(found, [2, 4]);
    // The second row is not in UTF-8.
    let foreign = read(b"region,cost,name\r\nus-east-1,5,a\r\neu-west-1,6,caf\xe9\r\n");
    assert!(foreign.warnings.iter().any(|text| text.starts_with("line 3 is not in UTF-8")), "{:?}", foreign.warnings);
}

proptest! {
    /// A table is built line by line, and the line of each row is counted while it is.
    #[test]
    fn any_mix_of_ends_counts_alike(
        all in proptest::collection::vec((0_usize..3, 0_usize..3, 0_u64..3), 1..40),
        start in 0_usize..3,
        cut in any::<bool>(),
    ) {
        let ends = ["\n", "\r\n", "\r"];
        let (mut file, mut line, mut expected) = (format!("start,end,note{}", ends[start]), 2, Vec::new());
        for (end, blanks, quoted) in &all {
            // A blank line behind a lone CR must not make CRLF of the two.
            for _ in 0..*blanks {
                file.push_str("\n".repeat(usize::from(!file.ends_with('\r'))).as_str());
                file.push_str("\r".repeat(usize::from(file.ends_with('\r'))).as_str());
                line += 1;
            }
            expected.push(line);
            let more: Vec<&str> = (0..*quoted).map(|_| "x").collect();
            let times = "2026-01-01T00:00:00Z,2026-01-01T01:00:00Z";
            file.push_str(&format!("{times},\"a{}b\"{}", more.join("\n"), ends[*end]));
            line += 1 + quoted.saturating_sub(1);
        }
        let file = if cut { file.trim_end_matches(['\r', '\n']) } else { &file };
        let found: Vec<u64> = read(file).review.log.iter().map(|one| one.row).collect();
        prop_assert_eq!(found, expected, "{:?}", file);
    }
}
