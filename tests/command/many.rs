//! Files of a few kilobytes that stand for more than memory holds.

use crate::bills::column;
use crate::run::{geode, scratch};
use geode_core::scenario::presets;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::Value;
use std::fs::{File, metadata};
use std::sync::Arc;

/// The first of May of 2026, in ms.
const MAY: i64 = 1_777_593_600_000;

/// A bill whose rows have so many tags, all of one key and one value; and a text that stands in each of them.
fn bill(version: WriterVersion, tags: &[usize], category: &str) -> String {
    let schema = "message bill { required double BilledCost; required binary BillingCurrency (UTF8); \
                  required binary ChargeCategory (UTF8); required int64 ChargePeriodStart (TIMESTAMP(MILLIS,true)); \
                  required binary RegionId (UTF8); required binary ServiceCategory (UTF8); \
                  required group Tags (MAP) { repeated group key_value { \
                  required binary key (UTF8); required binary value (UTF8); } } }";
    let path = scratch("many.parquet", "");
    let properties = WriterProperties::builder().set_writer_version(version).build();
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut file = SerializedFileWriter::new(File::create(&path).unwrap(), schema, Arc::new(properties)).unwrap();
    let mut group = file.next_row_group().unwrap();
    let texts = |text: &str, count: usize| -> Vec<ByteArray> { vec![text.into(); count] };
    let rows = tags.len();
    column::<DoubleType>(&mut group, &vec![1.0; rows], None, None);
    column::<ByteArrayType>(&mut group, &texts("USD", rows), None, None);
    column::<ByteArrayType>(&mut group, &texts("Usage", rows), None, None);
    column::<Int64Type>(&mut group, &vec![MAY; rows], None, None);
    column::<ByteArrayType>(&mut group, &texts("us-east-1", rows), None, None);
    column::<ByteArrayType>(&mut group, &texts(category, rows), None, None);
    let repeats: Vec<i16> = tags.iter().flat_map(|tags| (0..*tags).map(|tag| i16::from(tag > 0))).collect();
    for text in ["team", "shop"] {
        let levels = vec![1; repeats.len()];
        column::<ByteArrayType>(&mut group, &texts(text, repeats.len()), Some(&levels), Some(&repeats));
    }
    group.close().unwrap();
    file.close().unwrap();
    path
}

/// A file of 3 KB had one row of a hundred million tags, which pages say in a few bytes: to read it took 1.7 GB, and
/// nothing kept the next one from more than there is. A row of CSV is refused above 8 MB.
#[test]
fn a_row_of_a_million_tags_is_refused() {
    for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
        let read = |tags: &[usize]| geode(&["import", &bill(version, tags, "Compute"), "--where", "tag:team=shop"]);
        let run = read(&[1, 4_096, 2, 4_096]);
        let report: Value = serde_json::from_str(&run.output).unwrap();
        assert_eq!((run.code, &report["rows"]["used"]), (0, &4.into()), "{}", run.errors);
        for tags in [&[1, 4_097][..], &[1_000_000]] {
            let run = read(tags);
            assert_eq!((run.code, run.output.as_str()), (2, ""));
            let message = "many.parquet: the column Tags has a row of more than 4096 entries, expected at most 4096\n";
            assert!(run.errors.ends_with(message), "{}", run.errors);
        }
        let many = bill(version, &[1_000_000], "Compute");
        assert!(metadata(&many).unwrap().len() < 10_000);
        // Nobody asks for its tags.
        assert_eq!(geode(&["import", &many]).code, 0);
    }
}

/// One text of 10 MB, packed into 3 KB, stood in 256 rows: to read them took 2.5 GB.
#[test]
fn a_long_text_in_many_rows_is_refused() {
    let read = |letters: usize| geode(&["import", &bill(WriterVersion::PARQUET_1_0, &[1; 256], &"s".repeat(letters))]);
    let run = read(32_768);
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    let run = read(32_769);
    let message =
        "many.parquet: the column ServiceCategory has more than 8 MB of text in 256 rows, expected shorter cells\n";
    assert!(run.code == 2 && run.errors.ends_with(message), "{}", run.errors);
}

/// One text of 10 MB in 256 rows of a sweep took 5 GB and twenty seconds, from a file of one kilobyte.
#[test]
fn a_long_text_in_many_rows_of_a_sweep_is_refused() {
    let base = scratch("base.json", &presets::worked_example().to_json());
    let sweep = |rows: usize| {
        let path = scratch("rows.parquet", "");
        let schema = Arc::new(parse_message_type("message rows { required binary note (UTF8); }").unwrap());
        let mut file = SerializedFileWriter::new(File::create(&path).unwrap(), schema, Arc::default()).unwrap();
        let mut group = file.next_row_group().unwrap();
        let note: ByteArray = "s".repeat(1 << 20).as_str().into();
        column::<ByteArrayType>(&mut group, &vec![note; rows], None, None);
        group.close().unwrap();
        file.close().unwrap();
        geode(&["sweep", &base, "--rows", &path, "--figures", "rigorous/npv", "--format", "csv"])
    };
    let run = sweep(32);
    assert_eq!((run.code, run.output.lines().count()), (0, 33), "{}", run.errors);
    let run = sweep(33);
    let message = "rows.parquet: the column note has more than 32 MB of text in 1024 rows, with the columns before it, expected shorter cells\n";
    assert!(run.code == 2 && run.errors.ends_with(message), "{}", run.errors);
}
