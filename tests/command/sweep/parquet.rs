//! Rows and answers as Parquet.

use super::{NPV, base, sweep};
use crate::EXAMPLE;
use crate::run::{GEODE, geode_with, scratch};
use parquet::basic::{Compression, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::{Field, Row};
use parquet::schema::parser::parse_message_type;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Answers to rows as Parquet, in a file of their own.
fn swept(name: &str, base: &str, rows: &str, figures: &str) -> String {
    let (base, out) = (scratch(&format!("{name}.json"), base), scratch(name, ""));
    let input = scratch(&format!("{name}.rows"), rows);
    let mut child = Command::new(GEODE);
    child.args(["sweep", &base, "--rows", &input, "--figures", figures, "--format", "parquet"]);
    let status = child.stdout(File::create(&out).unwrap()).stderr(Stdio::null()).status().unwrap();
    assert!(status.success());
    out
}

fn open(file: &str) -> SerializedFileReader<File> {
    SerializedFileReader::new(File::open(file).unwrap()).unwrap()
}

fn cell<'a>(row: &'a Row, name: &str) -> &'a Field {
    row.get_column_iter().find(|(other, _)| *other == name).unwrap().1
}

/// Every cell of a table has its type, and the figures are those of CSV to the last bit.
#[test]
fn answers_are_typed_columns() {
    let rows = "case,/revenue/monthly\na,1e7\n,\nc,much\nd,2.5e7\n";
    let reader = open(&swept("sweep-typed.parquet", EXAMPLE, rows, NPV));
    let schema = reader.metadata().file_metadata().schema_descr();
    let columns: Vec<_> = schema.columns().iter().map(|c| (c.name().to_owned(), c.physical_type())).collect();
    let expected = [
        ("case", Physical::BYTE_ARRAY),
        ("/revenue/monthly", Physical::DOUBLE),
        (NPV, Physical::DOUBLE),
        ("repairs", Physical::INT64),
        ("error", Physical::BYTE_ARRAY),
    ];
    assert_eq!(columns, expected.map(|(name, physical)| (name.to_owned(), physical)));
    let csv = sweep(NPV, rows, &[]).output;
    let npv: Vec<Option<f64>> = csv.lines().skip(1).map(|line| line.split(',').nth(2).unwrap().parse().ok()).collect();
    assert_eq!((npv[0].is_some(), npv[2]), (true, None));
    let found: Vec<Row> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    let column = |name: &str| found.iter().map(|row| cell(row, name).clone()).collect::<Vec<_>>();
    assert_eq!(column(NPV), npv.iter().map(|npv| npv.map_or(Field::Null, Field::Double)).collect::<Vec<_>>());
    assert_eq!(column("case"), ["a", "", "c", "d"].map(|case| Field::Str(case.into())));
    assert_eq!(column("/revenue/monthly"), [Field::Double(1e7), Field::Null, Field::Null, Field::Double(2.5e7)]);
    let error = Field::Str("/revenue/monthly: is \"much\", expected a number from 0 to 1e13".into());
    assert_eq!(column("error"), [Field::Null, Field::Null, error, Field::Null]);
}

/// A group has 65 536 rows, whatever the chunks.
#[test]
fn groups_are_as_large_as_promised() {
    let small = serde_json::json!({
        "schema": "geode-planner/scenario", "version": 1, "user_groups": [{ "id": "all", "share": 1 }],
        "regions": [{ "id": "home", "availability": 0.999 }], "user_latency_ms": { "all": { "home": 20 } },
        "options": [{ "id": "single", "kind": "single_region", "region": "home" }]
    });
    let rows: String = (0..70_000).map(|i| format!("{i}\n")).collect();
    let rows = format!("/revenue/monthly\n{rows}");
    let reader = open(&swept("sweep-groups.parquet", &small.to_string(), &rows, "textbook/mean_latency_ms"));
    let groups: Vec<i64> = reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
    assert_eq!(groups, [65_536, 70_000 - 65_536]);
    let revenues = reader.get_row_iter(None).unwrap().map(|row| cell(&row.unwrap(), "/revenue/monthly").clone());
    assert!(revenues.eq((0..70_000).map(|i| Field::Double(f64::from(i)))));
}

/// Rows as other programs write them: doubles and whole numbers, with and without values, texts, small pages.
fn written(name: &str) -> String {
    let schema = "message rows { optional double /revenue/monthly; required int64 /finance/horizon_months; \
                  optional binary case (UTF8); }";
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_data_page_row_count_limit(3)
        .set_write_batch_size(2);
    let path = scratch(name, "");
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut file =
        SerializedFileWriter::new(File::create(&path).unwrap(), schema, Arc::new(properties.build())).unwrap();
    for start in [0_i64, 10] {
        // Every third has no value.
        let levels: Vec<i16> = (0..10).map(|i| i16::from(i % 3 != 2)).collect();
        let given = || (start..start + 10).filter(move |i| (i - start) % 3 != 2);
        let mut group = file.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let values: Vec<f64> = given().map(|i| 1e6 * i as f64).collect();
        column.typed::<DoubleType>().write_batch(&values, Some(&levels), None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let values: Vec<i64> = (start..start + 10).map(|i| 600 - i).collect();
        column.typed::<Int64Type>().write_batch(&values, None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let values: Vec<ByteArray> = given().map(|i| ByteArray::from(format!("case {i}").as_str())).collect();
        column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    file.close().unwrap();
    path
}

/// A null is an empty cell: the same answers as of the same rows in CSV.
#[test]
fn rows_of_parquet_are_rows_of_a_table() {
    let (base, file) = (base(), written("sweep-in.parquet"));
    let row = |i: i64| match i % 10 % 3 {
        2 => format!(",{},\n", 600 - i),
        _ => format!("{},{},case {i}\n", 1_000_000 * i, 600 - i),
    };
    let csv = "/revenue/monthly,/finance/horizon_months,case\n".to_owned() + &(0..20).map(row).collect::<String>();
    let arguments = ["sweep", base, "--rows", &file, "--figures", NPV, "--format", "csv"];
    for threads in ["1", "3"] {
        let run = geode_with(&[&arguments[..], &["--threads", threads]].concat(), "");
        assert_eq!((run.code, run.errors.as_str()), (0, ""));
        assert_eq!(run.output, sweep(NPV, &csv, &[]).output);
    }
    // The format of the rows is that of the answers.
    let again = Command::new(GEODE).args(&arguments[..6]).output().unwrap();
    assert!(again.stdout.starts_with(b"PAR1") && again.stdout.ends_with(b"PAR1"));
}

/// Files that are cut, or in which a bit has turned, are named or answered; none brings the command down.
#[test]
fn damaged_files_are_named() {
    let (base, file) = (base(), written("sweep-whole.parquet"));
    let whole = std::fs::read(file).unwrap();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sweep-damaged.parquet");
    let run = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        geode_with(&["sweep", base, "--rows", path.to_str().unwrap(), "--figures", NPV, "--format", "csv"], "")
    };
    for cut in (8..whole.len()).step_by(53) {
        let run = run(&whole[..cut]);
        assert_eq!((run.code, run.output.as_str()), (2, ""), "{cut}");
        let is_named =
            run.errors.contains("damaged.parquet: cannot be read (") && run.errors.contains("a whole Parquet");
        assert!(is_named, "{}", run.errors);
    }
    let mut state = 1_u64;
    for _ in 0..300 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let mut bytes = whole.clone();
        let place = 4 + (state >> 33) as usize % (whole.len() - 4);
        bytes[place] ^= 1 << (state >> 30 & 7);
        let run = run(&bytes);
        assert!(matches!(run.code, 0 | 2) && !run.errors.contains("panicked"), "{place}: {}", run.errors);
    }
    let run = geode_with(&["sweep", base, "--rows", "-", "--figures", NPV], &whole);
    let message = "error: standard input: is Parquet, which is read from its end, expected a file by its name\n";
    assert_eq!((run.code, run.errors.as_str()), (2, message));
}

/// What has no cell of a table: lists, and what stands in groups.
#[test]
fn columns_that_are_no_cells_are_refused() {
    let base = base();
    for (name, schema) in [
        ("nested", "message rows { optional group a { optional double b; } }"),
        ("repeated", "message rows { repeated double a; }"),
    ] {
        let path = scratch(&format!("sweep-{name}.parquet"), "");
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let file = SerializedFileWriter::new(File::create(&path).unwrap(), schema, Default::default()).unwrap();
        file.close().unwrap();
        let run = geode_with(&["sweep", base, "--rows", &path, "--figures", NPV], "");
        assert!(run.code == 2 && run.errors.contains("of a type that rows cannot have"), "{}", run.errors);
    }
}
