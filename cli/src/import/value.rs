//! Values of Parquet as cells of a table: numbers and times as programs write them.

use geode_core::exchange::rows::text::digits;
use parquet::basic::{ConvertedType as C, LogicalType as L, TimeUnit, Type as Physical};
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescriptor;
use std::io::Write;

/// The most digits of a decimal.
const MAX_DIGITS: i32 = 38;
const DAY: i64 = 24 * 3600;

/// How the values of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Numbers, truths and old times: as their type says.
    Plain,
    /// Whole numbers without a sign.
    Unsigned,
    /// Whole numbers with so many digits behind the point.
    Decimal(usize),
    /// Days since 1970.
    Days,
    /// Times since 1970, so many a second.
    Times(i64),
    /// Text, JSON too.
    Text,
}

impl Kind {
    /// Of a column; none where its values have no text.
    pub fn of(column: &ColumnDescriptor) -> Option<Kind> {
        let decimal = |scale: i32| usize::try_from(scale).ok().filter(|_| scale <= MAX_DIGITS).map(Kind::Decimal);
        let (logical, converted) = (column.logical_type_ref(), column.converted_type());
        match (column.physical_type(), logical, converted) {
            (Physical::BOOLEAN | Physical::FLOAT | Physical::DOUBLE | Physical::INT96, ..) => Some(Kind::Plain),
            (_, Some(L::Decimal(decimals)), _) => decimal(decimals.scale),
            (_, None, C::DECIMAL) => decimal(column.type_scale()),
            (Physical::INT32, Some(L::Date), _) | (Physical::INT32, None, C::DATE) => Some(Kind::Days),
            (Physical::INT64, Some(L::Timestamp(time)), _) => Some(Kind::Times(match time.unit {
                TimeUnit::MILLIS => 1_000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            })),
            (Physical::INT64, None, C::TIMESTAMP_MILLIS) => Some(Kind::Times(1_000)),
            (Physical::INT64, None, C::TIMESTAMP_MICROS) => Some(Kind::Times(1_000_000)),
            (Physical::INT32 | Physical::INT64, Some(L::Integer(whole)), _) => {
                Some(if whole.is_signed { Kind::Plain } else { Kind::Unsigned })
            }
            (Physical::INT32 | Physical::INT64, None, converted) => match converted {
                C::NONE | C::INT_8 | C::INT_16 | C::INT_32 | C::INT_64 => Some(Kind::Plain),
                C::UINT_8 | C::UINT_16 | C::UINT_32 | C::UINT_64 => Some(Kind::Unsigned),
                _ => None,
            },
            (Physical::BYTE_ARRAY, Some(L::String | L::Enum | L::Json), _)
            | (Physical::BYTE_ARRAY, None, C::NONE | C::UTF8 | C::ENUM | C::JSON) => Some(Kind::Text),
            _ => None,
        }
    }

    /// Writes a whole number; `unsigned` is the same bits without a sign.
    pub fn whole(self, value: i64, unsigned: u64, to: &mut Vec<u8>) {
        match self {
            Kind::Decimal(scale) => decimal(i128::from(value), scale, to),
            Kind::Days => time(value.saturating_mul(DAY), to),
            // Of a time before 1970 too the second that it is in.
            Kind::Times(a_second) => time(value.div_euclid(a_second), to),
            Kind::Unsigned => text(unsigned, to),
            Kind::Plain | Kind::Text => text(value, to),
        }
    }

    /// Writes bytes: text, or a decimal, its highest byte first.
    pub fn bytes(self, value: &[u8], to: &mut Vec<u8>) -> Result<(), ParquetError> {
        let Kind::Decimal(scale) = self else {
            to.extend_from_slice(value);
            return Ok(());
        };
        if value.len() > size_of::<i128>() {
            return Err(ParquetError::General(format!("a decimal of {} bytes", value.len())));
        }
        let sign = if value.first().is_some_and(|first| *first >= 0x80) { -1 } else { 0 };
        let number = value.iter().fold(sign, |number: i128, byte| number << 8 | i128::from(*byte));
        decimal(number, scale, to);
        Ok(())
    }
}

/// The shortest digits that read back the same; not a number is no value.
pub fn number(value: f64, to: &mut Vec<u8>) {
    match value {
        _ if value.is_nan() => {}
        _ if value.is_infinite() => text(value, to),
        _ => digits(to, value, true),
    }
}

/// Its own digits, not those of the double next to it; not a number is no value.
pub fn float(value: f32, to: &mut Vec<u8>) {
    if !value.is_nan() {
        text(value, to);
    }
}

/// A moment in seconds since 1970.
pub fn time(at: i64, to: &mut Vec<u8>) {
    to.extend_from_slice(geode_import::rfc3339(at).as_bytes());
}

/// What shows itself as text.
pub fn text(value: impl std::fmt::Display, to: &mut Vec<u8>) {
    // Memory takes all.
    let _ = write!(to, "{value}");
}

fn decimal(value: i128, scale: usize, to: &mut Vec<u8>) {
    let (sign, digits) = (if value < 0 { "-" } else { "" }, format!("{:0>1$}", value.unsigned_abs(), scale + 1));
    match digits.split_at_checked(digits.len() - scale) {
        Some((whole, fraction)) if scale > 0 => text(format_args!("{sign}{whole}.{fraction}"), to),
        _ => text(format_args!("{sign}{digits}"), to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_all_digits() {
        let written = |value: &[u8], scale| {
            let mut text = Vec::new();
            Kind::Decimal(scale).bytes(value, &mut text).map(|()| String::from_utf8_lossy(&text).into_owned()).ok()
        };
        assert_eq!(written(&[0x30, 0x39], 2).as_deref(), Some("123.45"));
        assert_eq!(written(&[0xff], 3).as_deref(), Some("-0.001"));
        assert_eq!(written(&[], 0).as_deref(), Some("0"));
        let most = i128::MAX.to_be_bytes();
        assert_eq!(written(&most, 38).as_deref(), Some("1.70141183460469231731687303715884105727"));
        assert_eq!(written(&i128::MIN.to_be_bytes(), 0).as_deref(), Some("-170141183460469231731687303715884105728"));
        assert_eq!(written(&[0; 17], 2), None);
    }

    #[test]
    fn times_of_all_units_are_utc() {
        let written = |kind: Kind, value: i64| {
            let mut text = Vec::new();
            kind.whole(value, 0, &mut text);
            String::from_utf8_lossy(&text).into_owned()
        };
        let (may, at) = ("2026-05-01T00:00:00Z", 1_777_593_600);
        for (kind, value) in [
            (Kind::Times(1_000), at * 1_000 + 999),
            (Kind::Times(1_000_000), at * 1_000_000),
            (Kind::Times(1_000_000_000), at * 1_000_000_000 + 1),
            (Kind::Days, at / DAY),
        ] {
            assert_eq!(written(kind, value), may);
        }
        assert_eq!(written(Kind::Times(1_000), -1), "1969-12-31T23:59:59Z");
        assert_eq!(written(Kind::Days, i64::MAX), "", "outside the calendar");
    }
}
