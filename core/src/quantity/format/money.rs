//! Amounts of money.

use super::{AT_A_GLANCE, Decimal, with_decimal, with_minus};

/// Amounts of more digits before the point are in billions and trillions: nobody counts that many.
const WRITTEN_OUT: i32 = 9;
/// From so many digits before the point on a short amount has a letter for its thousands: $9,500 and $10k.
pub(super) const LEAST_SHORT: i32 = 5;

/// An amount to the unit, below 1 000 to the hundredth, from a billion on in short: `$350,000`, `$12.50`, `$2.5 bn`.
///
/// ```
/// use geode_core::quantity::format::money;
/// assert_eq!(money(350_000.0, "USD"), "$350,000");
/// assert_eq!(money(-1234.5, "CHF"), "−CHF 1,235");
/// ```
pub fn money(amount: f64, currency: &str) -> String {
    with_decimal(amount, |exact| {
        if exact.point() > WRITTEN_OUT {
            return money_compact(amount, currency);
        }
        if exact.point() > 3 {
            return in_currency(&exact.rounded_to_places(0), currency, "");
        }
        // Prices per gigabyte are parts of a cent; they keep their digits.
        let rounded = if exact.point() < 0 { exact.rounded(AT_A_GLANCE) } else { exact.rounded_to_places(2) };
        in_currency(&rounded, currency, cent(&rounded))
    })
}

/// What an amount of tenths ends with: $12.50 and not $12.5.
fn cent(amount: &Decimal) -> &'static str {
    if !amount.is_whole() && amount.clone().shifted(1).is_whole() { "0" } else { "" }
}

/// An amount with all its digits.
///
/// ```
/// assert_eq!(geode_core::quantity::format::money_all(1234.5678, "EUR"), "€1,234.5678");
/// ```
pub fn money_all(amount: f64, currency: &str) -> String {
    with_decimal(amount, |exact| in_currency(exact, currency, ""))
}

/// An amount in the digits that people read and a calculator needs: to the cent, or to eight significant digits where
/// those are more.
///
/// ```
/// use geode_core::quantity::format::money_in_full;
/// assert_eq!(money_in_full(148_076.923_076_9, "USD"), "$148,076.92");
/// assert_eq!(money_in_full(12.345_678_901, "USD"), "$12.345679");
/// ```
pub fn money_in_full(amount: f64, currency: &str) -> String {
    with_decimal(amount, |exact| {
        let digits = usize::try_from(exact.point() + 2).unwrap_or(0).max(8);
        let rounded = exact.rounded(digits);
        in_currency(&rounded, currency, cent(&rounded))
    })
}

/// An amount to three significant digits, written out below a billion: `$202,000`.
///
/// ```
/// assert_eq!(geode_core::quantity::format::money_rounded(202_345.0, "USD"), "$202,000");
/// assert_eq!(geode_core::quantity::format::money_rounded(7.1, "USD"), "$7.10");
/// ```
pub fn money_rounded(amount: f64, currency: &str) -> String {
    with_decimal(amount, |exact| match exact.point() > WRITTEN_OUT {
        true => money_compact(amount, currency),
        false => {
            let rounded = exact.rounded(AT_A_GLANCE);
            in_currency(&rounded, currency, cent(&rounded))
        }
    })
}

/// An amount as short as it gets: to three significant digits from ten thousand on, `$350k`, `$36.2 M`, `$1.5 bn`,
/// `$2 tn`, below as [`money`].
///
/// ```
/// use geode_core::quantity::format::money_compact;
/// assert_eq!(money_compact(350_000.0, "USD"), "$350k");
/// assert_eq!(money_compact(36_234_000.0, "USD"), "$36.2 M");
/// ```
pub fn money_compact(amount: f64, currency: &str) -> String {
    with_decimal(amount, |exact| {
        // Rounded first: 999 960 is a million.
        let rounded = exact.rounded(AT_A_GLANCE);
        if rounded.point() < LEAST_SHORT { money(amount, currency) } else { short(&rounded, currency) }
    })
}

/// With the letters of thousands, millions, billions or trillions.
pub(super) fn short(amount: &Decimal, currency: &str) -> String {
    let (places, suffix) = match amount.point() {
        ..=3 => (0, ""),
        4..=6 => (3, "k"),
        7..=9 => (6, " M"),
        10..=12 => (9, " bn"),
        _ => (12, " tn"),
    };
    in_currency(&amount.clone().shifted(-places), currency, suffix)
}

/// The sign of a currency, or its code with a blank.
pub fn currency_sign(code: &str) -> String {
    let sign = match code {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "CNY" => "CN¥",
        "KRW" => "₩",
        "CAD" => "CA$",
        "AUD" => "A$",
        "NZD" => "NZ$",
        "BRL" => "R$",
        "ILS" => "₪",
        "" => "",
        _ => return format!("{code} "),
    };
    sign.to_string()
}

fn in_currency(amount: &Decimal, currency: &str, suffix: &str) -> String {
    with_minus(amount, |size| currency_sign(currency) + &size.text(true) + suffix)
}
