//! Numbers as people in many countries write them: read as meant, asked about or refused, never misread.

use crate::{CATALOGUE, asked, assert_close, left, read, refused};
use geode_core::scenario::presets;
use geode_import::report::Report;
use geode_import::{Asked, Choice, apply};
use proptest::prelude::*;

/// Half of the people are no 12.5: "12,5 %" in quotes, in a table parted by commas, was refused.
#[test]
fn percent_with_a_decimal_comma_between_commas() {
    let report = read("country,share\nGermany,\"12,5 %\"\nFrance,\"37,5\u{202f}%\"\nIndia,50 %\n");
    let shares: Vec<(&str, f64)> = report
        .visitors
        .as_ref()
        .unwrap()
        .users_by_country
        .iter()
        .map(|one| (one.country.as_str(), one.share))
        .collect();
    assert_eq!(shares, [("IN", 0.5), ("FR", 0.375), ("DE", 0.125)]);
    assert_eq!(report.questions, []);
}

fn cost(report: &Report) -> f64 {
    report.bill.as_ref().unwrap().monthly_cost.unwrap()
}

/// A sheet of Berlin, pasted: "1.234" beside "12,50" was read as a little more than one.
#[test]
fn cells_that_are_clear_tell_of_those_that_are_not() {
    let report = read("region\tcost\nus-east-1\t1.234\neu-west-1\t12,50\n");
    assert_eq!((cost(&report), report.review.asked.len()), (1246.5, 0));
    let report = read("region;cost\nus-east-1;1.234\neu-west-1;12.50\n");
    assert_eq!((cost(&report), report.review.asked.len()), (13.734, 0));
    let both = refused("region\tcost\nus-east-1\t1.234\neu-west-1\t12,50\nus-west-2\t12.50\n");
    assert_eq!((both.row, both.wrong.as_str()), (Some(2), "cost is \"1.234\""));
    assert!(both.expected.starts_with("one decimal mark in the column"));
}

#[test]
fn what_could_be_two_numbers_is_asked_and_not_applied_before() {
    for (file, by_custom, other) in
        [("region\tcost\nus-east-1\t90.000\n", 90.0, 90_000.0), ("region;cost\nus-east-1;90.000\n", 90_000.0, 90.0)]
    {
        let usd = Asked { currency: Some("USD".into()), ..Asked::default() };
        let report = asked(file, &usd).unwrap();
        let question = report.questions.first().unwrap();
        assert_eq!((question.row, cost(&report)), (1, by_custom));
        assert_eq!(question.value, "90.000 on line 2 could be two numbers: how does the file write them?");
        assert_eq!(question.choices, ["1,234.50", "1.234,50"]);
        let scenario = presets::worked_example();
        let applied = apply(&report, &scenario, &Choice::default(), &CATALOGUE).unwrap();
        assert_eq!((&applied.scenario, applied.applied.len(), applied.left[0].what), (&scenario, 0, "figures"));
        for (answer, expected) in [("1,234.50", 90.0), ("1.234,50", 90_000.0)] {
            let answers = [(1, answer.to_owned())].into();
            let report = asked(file, &Asked { answers, ..usd.clone() }).unwrap();
            assert_eq!((cost(&report), report.questions.len()), (expected, 0));
            assert!([by_custom, other].contains(&expected));
        }
        let answers = [(1, "1.234,50".to_owned())].into();
        let report = asked(file, &Asked { answers, ..usd }).unwrap();
        let applied = apply(&report, &scenario, &Choice::default(), &CATALOGUE).unwrap();
        assert_eq!(applied.applied[0].becomes, "$90,000");
    }
}

/// People are counted in whole numbers: nobody is asked.
#[test]
fn people_are_whole() {
    for file in ["country\tusers\nDE\t1.234\nFR\t2.468\n", "country\tusers\nDE\t1,234\nFR\t2,468\n"] {
        let report = read(file);
        assert_eq!((report.visitors.as_ref().unwrap().users, report.questions.len()), (3702.0, 0));
    }
}

/// "$100" and "€100" of one column were added up to 200.
#[test]
fn signs_of_two_currencies_are_not_added() {
    let file = "region\tcost\nus-east-1\t$100.00\neu-west-1\t€100.00\n";
    let both = refused(file);
    assert_eq!((both.row, both.wrong.as_str()), (Some(3), "cost is in EUR, that of rows before in $"));
    let dollars = asked(file, &Asked { currency: Some("USD".into()), ..Asked::default() }).unwrap();
    assert_eq!((cost(&dollars), crate::left(&dollars, "other currency")), (100.0, (1, Some(100.0))));
    // A sign that is of one currency is an answer; $ is of many.
    let euros = read("region\tcost\nus-east-1\t1,50\u{a0}€\n");
    assert_eq!((euros.currency.clone(), euros.questions.len(), cost(&euros)), (Some(Some("EUR".into())), 0, 1.5));
    assert_eq!(read("region\tcost\nus-east-1\t$1.50\n").currency, Some(None));
}

#[test]
fn a_square_table_is_of_one_kind() {
    let report = read("\tus-east-1\teu-west-1\nus-east-1\t0\t70,123\neu-west-1\t70,5\t0\n");
    let pair = &report.latency_ms.as_ref().unwrap()[0];
    assert_close(pair.ms, 70.3115);
    assert!(report.review.asked.iter().all(|asked| !asked.value.contains("could be two")));
}

/// How a country writes: the mark between thousands, that before decimals, whether lakhs are parted.
#[derive(Debug, Clone, Copy)]
struct Custom {
    group: &'static str,
    decimal: char,
    lakhs: bool,
    /// Thousands below ten thousand have no mark.
    from_ten_thousand: bool,
    minus: char,
}

const fn custom(group: &'static str, decimal: char) -> Custom {
    Custom { group, decimal, lakhs: false, from_ten_thousand: false, minus: '-' }
}

const CUSTOMS: [Custom; 9] = [
    custom(",", '.'),
    custom(".", ','),
    custom("\u{202f}", ','),
    custom("\u{a0}", ','),
    custom("’", '.'),
    custom("", '.'),
    Custom { lakhs: true, ..custom(",", '.') },
    Custom { from_ten_thousand: true, ..custom(".", ',') },
    Custom { minus: '−', ..custom("\u{a0}", ',') },
];

impl Custom {
    /// Writes `units` ÷ 10^`digits`.
    fn write(self, units: i64, digits: usize) -> String {
        let padded = format!("{:0width$}", units.unsigned_abs(), width = digits + 1);
        let (whole, fraction) = padded.split_at(padded.len() - digits);
        let mut written = String::new();
        for (at, digit) in whole.chars().enumerate() {
            let left = whole.len() - at;
            let is_border = if self.lakhs { left == 3 || (left > 3 && left % 2 == 1) } else { left % 3 == 0 };
            if at > 0 && is_border && !(self.from_ten_thousand && whole.len() < 5) {
                written.push_str(self.group);
            }
            written.push(digit);
        }
        let minus = if units < 0 { self.minus.to_string() } else { String::new() };
        let decimal = if digits > 0 { self.decimal.to_string() } else { String::new() };
        format!("{minus}{written}{decimal}{fraction}")
    }
}

fn dressed(number: &str, dress: u8) -> String {
    match dress {
        0 => number.to_owned(),
        1 => format!("{number}\u{a0}€"),
        2 => format!("€\u{a0}{number}"),
        3 => format!("EUR {number}"),
        _ => format!("{number} EUR"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn no_custom_is_misread(
        amounts in prop::collection::vec(prop_oneof![-9_999_i64..9_999, -9_999_999_i64..9_999_999, -9_999_999_999_i64..9_999_999_999], 1..6),
        digits in 0..4_usize,
        (custom, dress, delimiter) in (prop::sample::select(&CUSTOMS[..]), 0..5_u8, prop::sample::select(vec![',', ';', '\t'])),
    ) {
        let mut file = format!("region{delimiter}cost\n");
        for units in &amounts {
            file += &format!("us-east-1{delimiter}\"{}\"\n", dressed(&custom.write(*units, digits), dress));
        }
        let meant = amounts.iter().sum::<i64>() as f64 / 10_f64.powi(digits as i32);
        let is_clear = digits > 0 && digits != 3;
        match asked(&file, &Asked { currency: Some("EUR".into()), ..Asked::default() }) {
            Ok(report) if report.questions.is_empty() => {
                prop_assert!((cost(&report) - meant).abs() <= 1e-9 * meant.abs().max(1.0), "{file}: {}", cost(&report));
            }
            Ok(report) => prop_assert!(!is_clear, "{file}: asks {:?}", report.questions),
            Err(refused) => prop_assert!(false, "{file}: {refused}"),
        }
    }

    #[test]
    fn no_percentage_is_misread(
        shares in prop::collection::vec(0..=1000_i64, 2..6),
        custom in prop::sample::select(&CUSTOMS[..]),
        before in any::<bool>(),
        space in prop::sample::select(vec!["", " ", "\u{a0}", "\u{202f}"]),
    ) {
        let mut file = "country,share\n".to_owned();
        for (units, country) in shares.iter().zip(["DE", "FR", "IN", "CH", "US", "TR"]) {
            let number = custom.write(*units, 1);
            let cell = if before { format!("%{number}") } else { format!("{number}{space}%") };
            file += &format!("{country},\"{cell}\"\n");
        }
        let report = read(&file);
        let meant = shares.iter().sum::<i64>() as f64 / 1000.0;
        let users = report.visitors.as_ref().unwrap().users;
        prop_assert!((users - meant).abs() < 1e-9, "{file}: {users}");
        prop_assert!(report.questions.is_empty());
    }
}

/// "Cost (USD)" was a column that is not known, and of "EffectiveCost in EUR" the currency was asked for.
#[test]
fn the_currency_may_stand_in_the_name_of_a_column() {
    for (column, code) in [
        ("Cost (USD)", "USD"),
        ("Cost USD", "USD"),
        ("EffectiveCost in EUR", "EUR"),
        ("Kosten (€)", "EUR"),
        ("monthly_cost_gbp", "GBP"),
        ("Amount [CHF]", "CHF"),
    ] {
        let report = read(format!("Report of May 2026\nregion,{column}\nus-east-1,10\neu-west-1,5\n"));
        assert_eq!((report.rows.used_sum, report.currency), (Some(15.0), Some(Some(code.into()))), "{column}");
        assert_eq!(report.columns.unwrap().cost, column);
    }
    // Amounts of Azure's CostUSD were taken for the currency of the bill.
    let both = read("region,CostUSD,Currency\nus-east-1,10,EUR\n");
    assert_eq!(both.currency, Some(Some("USD".into())));
    let azure = read("UsageDate,ResourceLocation,CostUSD,Currency\n2026-05-31,westeurope,10,EUR\n");
    assert_eq!((azure.kind.as_str(), azure.currency), ("azure-cost", Some(Some("USD".into()))));
    assert_eq!(read("region,Cost ($)\nus-east-1,10\n").currency, Some(None), "many dollars");
}

/// A sheet in another language had twice the cost, since its totals were rows like others.
#[test]
fn totals_in_other_languages_are_left_out_and_named() {
    for total in ["Total", "Grand total:", "Summe", "GESAMT", "Insgesamt", "Somme", "Totale", "Suma", "Totaal", "合計"]
    {
        let report = read(format!("region,cost\nus-east-1,10\neu-west-1,5\n{total},15\n"));
        assert_eq!((report.rows.used_sum, left(&report, "totals row")), (Some(15.0), (1, Some(15.0))), "{total}");
        assert!(report.warnings.contains(&format!("left out as totals: {total}")), "{:?}", report.warnings);
        let users = read(format!("country,users\nDE,10\n{total},10\n"));
        assert_eq!(users.rows.used_sum, Some(10.0), "{total}");
    }
}

/// 1,234 without quotes is two cells: it was 1, and nobody said so. And a currency in small letters was another one.
#[test]
fn a_row_that_is_longer_than_the_header_is_named() {
    let small = read("region,cost,currency\nus-east-1,5,USD\nus-east-2,6,usd\n");
    assert_eq!((small.currency.flatten().as_deref(), small.rows.used_sum), (Some("USD"), Some(11.0)));
    let report = read("region,cost\nus-east-1,5\nus-east-2,6\neu-west-1,1,234\n");
    let said = "line 4 has more cells than the header: is a comma in a number not in quotes?";
    assert!(report.warnings.contains(&said.to_owned()), "{:?}", report.warnings);
    assert!(!read("region,cost,\nus-east-1,5,,\n").warnings.iter().any(|text| text.contains("more cells")));
}
