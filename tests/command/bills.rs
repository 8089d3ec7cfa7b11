//! Bills as Parquet: what `geode import` says of the CSV of the same rows.

use crate::run::{Run, geode, geode_with, scratch};
use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray};
use parquet::data_type::{FixedLenByteArrayType, Int64Type, Int96, Int96Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::{Map, Value};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// How a column is stored.
#[derive(Clone, Copy)]
enum Stored {
    Text,
    Double,
    /// Sixteen bytes, with so many digits behind the point.
    Decimal(u32),
    /// A whole number of so many a second.
    Time(&'static str, i64),
    Int96,
    Map,
    Group(&'static [&'static str]),
}
use Stored::{Decimal, Double, Group, Int96 as Old, Text, Time};

impl Stored {
    fn schema(self, name: &str) -> String {
        match self {
            Text => format!("optional binary {name} (UTF8);"),
            Double => format!("optional double {name};"),
            Decimal(scale) => format!("optional fixed_len_byte_array(16) {name} (DECIMAL(38,{scale}));"),
            Time(unit, _) => format!("required int64 {name} (TIMESTAMP({unit},true));"),
            Old => format!("optional int96 {name};"),
            Stored::Map => format!(
                "optional group {name} (MAP) {{ repeated group key_value {{ required binary key (UTF8); \
                 optional binary value (UTF8); }} }}"
            ),
            Group(keys) => {
                let fields: String = keys.iter().map(|key| format!("optional binary {key} (UTF8); ")).collect();
                format!("optional group {name} {{ {fields} }}")
            }
        }
    }

    fn write(self, cells: &[&str], group: &mut SerializedRowGroupWriter<File>) {
        let texts = |cells: &[Option<String>], most: i16, group: &mut SerializedRowGroupWriter<File>| {
            let levels: Vec<i16> = cells.iter().map(|cell| if cell.is_some() { most } else { 0 }).collect();
            let values: Vec<ByteArray> = cells.iter().flatten().map(|cell| cell.as_str().into()).collect();
            column::<ByteArrayType>(group, &values, Some(&levels), None);
        };
        let given = || cells.iter().filter(|cell| !cell.is_empty());
        let levels: Vec<i16> = cells.iter().map(|cell| i16::from(!cell.is_empty())).collect();
        match self {
            Text => texts(&cells.iter().map(|cell| some(cell)).collect::<Vec<_>>(), 1, group),
            Double => {
                let values: Vec<f64> = given().map(|cell| cell.parse().unwrap()).collect();
                column::<DoubleType>(group, &values, Some(&levels), None);
            }
            Decimal(scale) => {
                let values: Vec<FixedLenByteArray> =
                    given().map(|cell| decimal(cell, scale).to_be_bytes().to_vec().into()).collect();
                column::<FixedLenByteArrayType>(group, &values, Some(&levels), None);
            }
            Time(_, a_second) => {
                let values: Vec<i64> = given().map(|cell| seconds(cell) * a_second).collect();
                column::<Int64Type>(group, &values, None, None);
            }
            Old => {
                let values: Vec<Int96> = given().map(|cell| int96(seconds(cell))).collect();
                column::<Int96Type>(group, &values, Some(&levels), None);
            }
            Group(keys) => {
                for key in keys {
                    let of = |cell: &&str| tags(cell).get(*key).map(|value| value.as_str().unwrap().to_owned());
                    texts(&cells.iter().map(of).collect::<Vec<_>>(), 2, group);
                }
            }
            Stored::Map => {
                let (mut keys, mut values, mut repeats) = (Vec::new(), Vec::new(), Vec::new());
                for cell in cells {
                    let entries: Vec<_> = tags(cell).into_iter().collect();
                    keys.extend(entries.iter().map(|(key, _)| Some(key.clone())));
                    values.extend(entries.iter().map(|(_, value)| value.as_str().map(str::to_owned)));
                    repeats.extend((0..entries.len().max(1)).map(|i| i16::from(i > 0)));
                    if entries.is_empty() {
                        keys.push(None);
                        values.push(None);
                    }
                }
                // 0 no map, 2 a key, 3 a value; a key without a value is a tag without one.
                let levels: Vec<i16> = keys.iter().map(|key| if key.is_some() { 2 } else { 0 }).collect();
                let texts: Vec<ByteArray> = keys.iter().flatten().map(|key| key.as_str().into()).collect();
                column::<ByteArrayType>(group, &texts, Some(&levels), Some(&repeats));
                let deeper = keys.iter().zip(&values);
                let levels: Vec<i16> =
                    deeper.map(|(key, value)| if key.is_none() { 0 } else { 2 + i16::from(value.is_some()) }).collect();
                let texts: Vec<ByteArray> = values.iter().flatten().map(|value| value.as_str().into()).collect();
                column::<ByteArrayType>(group, &texts, Some(&levels), Some(&repeats));
            }
        }
    }
}

pub fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<File>,
    values: &[T::T],
    levels: Option<&[i16]>,
    repeats: Option<&[i16]>,
) {
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<T>().write_batch(values, levels, repeats).unwrap();
    column.close().unwrap();
}

fn some(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

fn tags(cell: &str) -> Map<String, Value> {
    if cell.is_empty() { Map::new() } else { serde_json::from_str(cell).unwrap() }
}

/// Of times such as 2026-05-07T03:00:00Z.
fn seconds(cell: &str) -> i64 {
    let number = |from: usize, to: usize| cell[from..to].parse::<i64>().unwrap();
    let month = match &cell[..8] {
        "2026-05-" => 1_777_593_600,
        "2026-06-" => 1_777_593_600 + 31 * 86_400,
        other => panic!("{other}"),
    };
    month + (number(8, 10) - 1) * 86_400 + number(11, 13) * 3_600
}

fn int96(at: i64) -> Int96 {
    let (day, nanos) = (2_440_588 + at / 86_400, (at % 86_400) as u64 * 1_000_000_000);
    let mut value = Int96::new();
    value.set_data(nanos as u32, (nanos >> 32) as u32, day as u32);
    value
}

fn decimal(cell: &str, scale: u32) -> i128 {
    let (whole, fraction) = cell.split_once('.').unwrap_or((cell, ""));
    let scale = scale as usize;
    format!("{whole}{fraction:0<scale$}").parse().unwrap()
}

/// Rows as cells, and how each column is stored.
struct Bill {
    columns: Vec<(&'static str, Stored)>,
    rows: Vec<Vec<String>>,
}

impl Bill {
    fn csv(&self, name: &str) -> String {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |cells: Vec<String>| cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
        let header = line(self.columns.iter().map(|(name, _)| (*name).to_owned()).collect());
        scratch(name, &self.rows.iter().map(|row| line(row.clone())).fold(header, |text, line| text + &line))
    }

    /// Three groups of rows, pages of seven rows; and a list that nobody needs.
    fn parquet(&self, name: &str, compression: Compression) -> String {
        let properties = WriterProperties::builder()
            .set_compression(compression)
            .set_data_page_row_count_limit(7)
            .set_write_batch_size(3)
            .build();
        let columns: String = self.columns.iter().map(|(name, stored)| stored.schema(name)).collect();
        let schema = format!("message bill {{ {columns} repeated double x_list; }}");
        let schema = Arc::new(parse_message_type(&schema).unwrap());
        let path = scratch(name, "");
        let mut file = SerializedFileWriter::new(File::create(&path).unwrap(), schema, Arc::new(properties)).unwrap();
        for rows in self.rows.chunks(self.rows.len().div_ceil(3)) {
            let mut group = file.next_row_group().unwrap();
            for (at, (_, stored)) in self.columns.iter().enumerate() {
                let cells: Vec<&str> = rows.iter().map(|row| row[at].as_str()).collect();
                stored.write(&cells, &mut group);
            }
            column::<DoubleType>(&mut group, &[], Some(&vec![0; rows.len()]), Some(&vec![0; rows.len()]));
            group.close().unwrap();
        }
        file.close().unwrap();
        path
    }
}

/// A row a day and region for May, with tags; one tax row, one row in no region.
fn focus(amount: Stored, time: Stored, tags: Stored) -> Bill {
    let columns = vec![
        ("InvoiceId", Text),
        ("BilledCost", amount),
        ("EffectiveCost", amount),
        ("BillingCurrency", Text),
        ("ChargeCategory", Text),
        ("ChargePeriodStart", time),
        ("ChargePeriodEnd", time),
        ("RegionId", Text),
        ("ServiceCategory", Text),
        ("SubAccountName", Text),
        ("Tags", tags),
    ];
    let (mut rows, regions) = (Vec::new(), ["us-east-1", "eu-west-1", ""]);
    for day in 1..=31 {
        let end = if day == 31 { "2026-06-01T00:00:00Z".into() } else { format!("2026-05-{:02}T00:00:00Z", day + 1) };
        for (i, region) in regions.iter().enumerate() {
            let tags = match (day % 4, i) {
                (0, _) => "",
                (1, 0) => r#"{"team":"shop","env":"live"}"#,
                (2, _) => r#"{"env":"te\"st"}"#,
                _ => r#"{"team":"search"}"#,
            };
            let cost = format!("{}.{:02}5", 100 * (i + 1), day);
            let cells = [
                "inv",
                &cost,
                &cost,
                "USD",
                "Usage",
                &format!("2026-05-{day:02}T00:00:00Z"),
                &end,
                region,
                "Compute",
                "prod",
                tags,
            ];
            rows.push(cells.map(str::to_owned).to_vec());
        }
    }
    let tax = ["inv", "77.5", "77.5", "USD", "Tax", "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z", "", "", "prod", ""];
    rows.push(tax.map(str::to_owned).to_vec());
    Bill { columns, rows }
}

fn cur() -> Bill {
    let columns = vec![
        ("line_item_usage_account_id", Text),
        ("line_item_line_item_type", Text),
        ("line_item_usage_start_date", Time("MILLIS", 1_000)),
        ("line_item_usage_end_date", Time("MILLIS", 1_000)),
        ("line_item_product_code", Text),
        ("line_item_currency_code", Text),
        ("line_item_unblended_cost", Double),
        ("product", Stored::Map),
        ("product_region_code", Text),
        ("product_product_family", Text),
        ("resource_tags", Stored::Map),
        ("reservation_effective_cost", Double),
        ("savings_plan_savings_plan_effective_cost", Double),
    ];
    let (start, end) = ("2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z");
    let row = |kind: &str, product: &str, cost: &str, region: &str, tags: &str, reserved: &str, planned: &str| {
        let cells = ["1", kind, start, end, product, "USD", cost, r#"{"a":"b"}"#, region, "", tags, reserved, planned];
        cells.map(str::to_owned).to_vec()
    };
    let rows = vec![
        row("Usage", "AmazonEC2", "100.25", "us-east-1", r#"{"user_team":"shop"}"#, "", ""),
        row("Usage", "AmazonS3", "20.5", "us-east-1", "", "", ""),
        row("SavingsPlanCoveredUsage", "AmazonEC2", "30", "eu-west-1", r#"{"user_team":"search"}"#, "", "18.125"),
        row("SavingsPlanNegation", "AmazonEC2", "-30", "", "", "", ""),
        row("DiscountedUsage", "AmazonRDS", "0", "eu-west-1", "", "7.5", ""),
        row("Tax", "AmazonEC2", "24.75", "", "", "", ""),
    ];
    Bill { columns, rows }
}

fn said(run: &Run) -> Value {
    assert_eq!((run.code, run.errors.as_str()), (0, ""));
    let mut report: Value = serde_json::from_str(&run.output).unwrap();
    report.as_object_mut().unwrap().remove("file");
    report
}

/// The figures are added here by hand: 31 days of 100.015, 200.015 … 100.315 and so on.
#[test]
fn focus_as_parquet_is_focus_as_csv() {
    let micros = Time("MICROS", 1_000_000);
    for (name, bill, compression) in [
        ("decimals", focus(Decimal(15), micros, Stored::Map), Compression::SNAPPY),
        ("doubles", focus(Double, Old, Text), Compression::GZIP(GzipLevel::default())),
        (
            "groups",
            focus(Decimal(4), Time("NANOS", 1_000_000_000), Group(&["team", "env"])),
            Compression::ZSTD(ZstdLevel::default()),
        ),
        ("texts", focus(Text, Text, Text), Compression::UNCOMPRESSED),
    ] {
        let (csv, file) =
            (bill.csv(&format!("bill-{name}.csv")), bill.parquet(&format!("bill-{name}.parquet"), compression));
        let report = said(&geode(&["import", &file]));
        assert_eq!(report, said(&geode(&["import", &csv])), "{name}");
        let days: f64 = (1..=31).map(|day| f64::from(day) / 100.0 + 0.005).sum();
        let used = 31.0 * 600.0 + 3.0 * days;
        assert_eq!(
            (&report["kind"], &report["rows"]["read"], &report["rows"]["used"]),
            (&"focus-1.2".into(), &94.into(), &93.into())
        );
        assert!((report["rows"]["used_sum"].as_f64().unwrap() - used).abs() < 1e-9, "{report}");
        assert!((report["monthly_cost"].as_f64().unwrap() - used * 730.0 / 744.0).abs() < 1e-9);
        for (tag, rows) in [("tag:team=shop", 8), ("tag:env=te\"st", 24), ("tag:team=", 45)] {
            let part = said(&geode(&["import", &file, "--where", tag]));
            assert_eq!(part, said(&geode(&["import", &csv, "--where", tag])), "{name} {tag}");
            assert_eq!(part["rows"]["used"], rows, "{name} {tag}");
        }
    }
}

#[test]
fn cur_2_as_parquet_is_cur_2_as_csv() {
    let bill = cur();
    let (csv, file) = (bill.csv("cur-2.csv"), bill.parquet("cur-2.parquet", Compression::SNAPPY));
    let report = said(&geode(&["import", &file]));
    assert_eq!(report, said(&geode(&["import", &csv])));
    assert_eq!(report["rows"]["used_sum"], 100.25 + 20.5 + 18.125 + 7.5);
    assert_eq!(
        (&report["kind"], &report["monthly_cost_by_region"][1]["region"]),
        (&"aws-cur".into(), &"eu-west-1".into())
    );
    let part = said(&geode(&["import", &file, "--where", "tag:user_team=shop"]));
    assert_eq!(part["rows"]["used_sum"], 100.25);
}

fn refusal(arguments: &[&str]) -> String {
    let run = geode(arguments);
    assert_eq!((run.code, run.output.as_str()), (2, ""), "{}", run.errors);
    run.errors
}

/// A column that is needed and holds no cells is named, and what was expected.
#[test]
fn what_cannot_be_read_is_named() {
    let bill = focus(Double, Old, Text);
    let whole = std::fs::read(bill.parquet("bill-whole.parquet", Compression::SNAPPY)).unwrap();
    let cut = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bill-cut.parquet");
    let cut = cut.to_str().unwrap();
    for length in [4, 8, whole.len() / 2, whole.len() - 1] {
        std::fs::write(cut, &whole[..length]).unwrap();
        let errors = refusal(&["import", cut]);
        assert!(
            errors.contains("bill-cut.parquet: cannot be read (") && errors.contains("a whole Parquet file"),
            "{errors}"
        );
    }
    std::fs::write(cut, [0, 1, 2, 3, 4]).unwrap();
    assert!(refusal(&["import", cut]).contains("is not Parquet, though named so, and is no text"));
    let unknown =
        Bill { columns: vec![("Ort", Text), ("Betrag", Double)], rows: vec![vec!["here".into(), "1".into()]] };
    let errors = refusal(&["import", &unknown.parquet("bill-unknown.parquet", Compression::SNAPPY)]);
    assert!(
        errors.contains("has the columns Ort, Betrag, x_list, which no table that is known has together"),
        "{errors}"
    );
    let much = focus(Text, Old, Text);
    let rows = much.rows.into_iter().map(|mut row| {
        row[1] = "much".into();
        row
    });
    let much = Bill { rows: rows.collect(), ..much };
    let errors = refusal(&["import", &much.parquet("bill-much.parquet", Compression::SNAPPY)]);
    assert!(
        errors.contains("line 2: BilledCost is \"much\" (94 of 94 rows could not be read), expected a number"),
        "{errors}"
    );
    let piped = geode_with(&["import", "-"], &whole);
    let message = "error: -: is Parquet, which is read from its end, expected a file by its name\n";
    assert_eq!((piped.code, piped.errors.as_str()), (2, message));
}

#[test]
fn nested_columns_are_named() {
    for (region, what) in [
        ("repeated binary RegionId (UTF8);", "a list"),
        ("optional group RegionId (LIST) { repeated group list { optional binary element (UTF8); } }", "a list"),
        ("optional group RegionId { optional group a { optional binary b (UTF8); } }", "a group of groups"),
        (
            "optional group RegionId (MAP) { repeated group key_value { required binary key (UTF8); optional group value { optional int32 a; } } }",
            "a map of more than texts",
        ),
        ("optional fixed_len_byte_array(16) RegionId (UUID);", "of a type that has no text"),
    ] {
        let schema = format!(
            "message bill {{ optional double BilledCost; optional binary ChargeCategory (UTF8); {region} \
             optional int64 ChargePeriodStart (TIMESTAMP(MILLIS,true)); }}"
        );
        let path = scratch("bill-nested.parquet", "");
        let schema = Arc::new(parse_message_type(&schema).unwrap());
        SerializedFileWriter::new(File::create(&path).unwrap(), schema, Default::default()).unwrap().close().unwrap();
        let errors = refusal(&["import", &path]);
        let message =
            format!("the column RegionId is {what}, expected text, JSON, a number, a time, a map of texts, or a group");
        assert!(errors.contains(&message), "{errors}");
    }
}

/// Files in which a bit has turned are named or read; none brings the command down.
#[test]
fn damaged_bills_are_named() {
    let whole =
        std::fs::read(focus(Decimal(15), Old, Stored::Map).parquet("bill-damaged-0.parquet", Compression::SNAPPY))
            .unwrap();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bill-damaged.parquet");
    let mut state = 1_u64;
    for _ in 0..200 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let mut bytes = whole.clone();
        let place = 4 + (state >> 33) as usize % (whole.len() - 4);
        bytes[place] ^= 1 << (state >> 30 & 7);
        std::fs::write(&path, &bytes).unwrap();
        let run = geode(&["import", path.to_str().unwrap()]);
        assert!(matches!(run.code, 0 | 2) && !run.errors.contains("panicked"), "{place}: {}", run.errors);
    }
}
