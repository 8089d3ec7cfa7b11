//! Order, pipes and full disks.

use super::{NPV, answers, base, sweep};
use crate::run::{GEODE, scratch, unread};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

/// Rows of which every 97th is bad.
fn rows(count: usize) -> String {
    let row = |i: usize| match i % 97 {
        5 => format!("{i},much\n"),
        _ => format!("{i},{}\n", 1_000 * i),
    };
    "n,/revenue/monthly\n".to_owned() + &(0..count).map(row).collect::<String>()
}

/// The output of a run whose input comes in small pieces.
fn in_pieces(arguments: &[&str], text: &str) -> Vec<u8> {
    let mut child = Command::new(GEODE);
    child.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    let text = text.to_owned();
    // A command that reads a file closes the pipe, which is its right.
    let writer = std::thread::spawn(move || text.as_bytes().chunks(1_013).all(|piece| to.write_all(piece).is_ok()));
    let run = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!(String::from_utf8(run.stderr).unwrap(), "note: 52 of 5000 rows have an error\n");
    run.stdout
}

/// Neither threads nor how the input comes in pieces change a byte.
#[test]
fn threads_and_pieces_change_nothing() {
    let (base, rows) = (base(), rows(5_000));
    let file = scratch("sweep-many.csv", &rows);
    for format in ["csv", "jsonl", "parquet"] {
        let run =
            |more: &[&str]| in_pieces(&[&["sweep", base, "--figures", NPV, "--format", format], more].concat(), &rows);
        let one = run(&["--rows", &file, "--threads", "1"]);
        for more in [
            &["--rows", &file, "--threads", "2"][..],
            &["--rows", &file, "--threads", "7"],
            &["--rows", "-", "--threads", "3"],
            &["--rows", "-", "--threads", "1"],
            &["--rows", &file],
        ] {
            assert!(run(more) == one, "{format} {more:?}");
        }
        if format == "csv" {
            let text = String::from_utf8(one).unwrap();
            let numbers = text.lines().skip(1).map(|line| line.split(',').next().unwrap().parse::<usize>().unwrap());
            assert!(numbers.eq(0..5_000), "the order");
        }
    }
}

/// A caller that sends a row and waits for its answer must not wait for ever.
#[test]
fn an_answer_comes_before_the_next_row_is_asked_for() {
    let base = base();
    for (threads, header, lines) in [
        ("1", "/revenue/monthly\n", ["1e6\n", "2e6\n"]),
        ("3", "/revenue/monthly\n", ["1e6\n", "2e6\n"]),
        ("2", "", ["{\"/revenue/monthly\":1e6}\n", "{\"/revenue/monthly\":2e6}\n"]),
    ] {
        let arguments = ["sweep", base, "--rows", "-", "--figures", NPV, "--threads", threads];
        let mut child = Command::new(GEODE);
        let mut child = child.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut to = child.stdin.take().unwrap();
        let mut from = BufReader::new(child.stdout.take().unwrap());
        let line = |from: &mut BufReader<_>| {
            let mut text = String::new();
            from.read_line(&mut text).unwrap();
            text
        };
        to.write_all(header.as_bytes()).unwrap();
        for (i, row) in lines.iter().enumerate() {
            to.write_all(row.as_bytes()).unwrap();
            if i == 0 && !header.is_empty() {
                assert!(line(&mut from).starts_with("/revenue/monthly,"));
            }
            let answer = line(&mut from);
            assert!(answer.contains(["1e6", "2e6"][i]), "{answer}");
        }
        drop(to);
        let mut rest = String::new();
        from.read_to_string(&mut rest).unwrap();
        assert!(rest.is_empty() && child.wait().unwrap().success(), "{rest}");
    }
}

/// `geode sweep … | head -1`
#[test]
fn a_reader_that_goes_ends_it_quietly() {
    let base = base();
    for format in ["csv", "jsonl", "parquet"] {
        for threads in ["1", "2"] {
            let arguments = ["sweep", base, "--rows", "-", "--figures", NPV, "--format", format, "--threads", threads];
            let run = unread(&arguments, rows(3_000));
            assert_eq!((run.code, run.errors.as_str()), (0, ""), "{format} {threads}");
        }
    }
}

/// Where there is no room the place is named.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let base = base();
    let rows = scratch("sweep-full.csv", &rows(3_000));
    for format in ["csv", "jsonl", "parquet"] {
        for threads in ["1", "2"] {
            let mut child = Command::new(GEODE);
            child.args(["sweep", base, "--rows", &rows, "--figures", NPV, "--format", format, "--threads", threads]);
            let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
            let run = child.stdout(full).output().unwrap();
            let errors = String::from_utf8(run.stderr).unwrap();
            assert_eq!(run.status.code(), Some(2), "{format} {errors}");
            assert!(errors.starts_with("error: standard output: cannot be written (No space left"), "{errors}");
        }
    }
}

/// A file that ends in the middle of a row looks whole to whoever reads it.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow_ends_with_a_whole_row() {
    let base = base();
    // A carried cell of two lines: the end of a line is not yet the end of a row.
    let row = |i: usize| format!("\"{i}\nth\",{i}\n");
    let text = "n,/revenue/monthly\n".to_owned() + &(0..2_000).map(row).collect::<String>();
    let rows = scratch("sweep-cut.csv", &text);
    for threads in ["1", "2"] {
        let file = scratch(&format!("sweep-cut-{threads}.out"), "");
        // At most eight blocks; the write beyond fails instead of ending the process.
        let script = format!("trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\" > '{file}'");
        let arguments = ["sweep", base, "--rows", &rows, "--figures", "rigorous/npv", "--threads", threads];
        let run = Command::new("bash").args(["-c", &script, GEODE]).args(arguments).output().unwrap();
        let errors = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{errors}");
        assert!(errors.starts_with("error: standard output: cannot be written (File too large"), "{errors}");
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.len() > 4_000 && text.ends_with(",0,\n"), "{} bytes, {:?}", text.len(), text.lines().last());
        assert_eq!(text.matches('"').count() % 2, 0);
    }
}

/// Nothing but answers and errors, where no terminal is.
#[test]
fn there_is_no_bar_in_a_pipe() {
    let run = sweep(NPV, rows(4), &[]);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
}

#[test]
fn a_table_without_rows_is_a_header() {
    let header = "/revenue/monthly,geode-3/rigorous/npv,repairs,error\n";
    assert_eq!(answers(NPV, "/revenue/monthly", &[]), header);
    assert_eq!(answers(NPV, "/revenue/monthly\r\n\r\n", &["--format", "jsonl"]), "");
    // A mark that some editors put before the text is no part of a name.
    let marked = answers(NPV, "\u{feff}/revenue/monthly\r\n1e7\r\n", &[]);
    assert!(marked.starts_with(&format!("{header}1e7,-")), "{marked}");
    let lines = answers(NPV, " {}\n", &[]);
    assert!(lines.starts_with("{\"geode-3/rigorous/npv\":-"), "{lines}");
    // An empty partition of Spark stopped the whole job: the command wanted a header.
    assert_eq!(answers(NPV, "", &["--format", "jsonl"]), "");
}
