//! Times as files write them, in seconds since 1970 in UTC.

use crate::refused::{Preview, Refused};
use crate::report::{Period, Question};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan as _};
use std::collections::BTreeMap;

/// Seconds since 1970, UTC.
pub(crate) type Seconds = i64;

/// The length of a month, as money is counted: 365 days of 24 hours by 12.
pub(crate) const HOURS_PER_MONTH: f64 = 730.0;

const HOUR: f64 = 3600.0;

/// Which number stands first in `03/04/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slashes {
    /// The month, as Azure writes.
    MonthFirst,
    /// The day.
    DayFirst,
    /// Nobody has said it: what could be either is no moment.
    Unsaid,
}

/// The row of questions about the whole file.
const WHOLE: u64 = 0;
/// What may be answered to which stands first.
const ORDERS: [(&str, Slashes); 2] = [("day first", Slashes::DayFirst), ("month first", Slashes::MonthFirst)];
/// What is expected in place of a date that could be two.
const ONE_DATE: &str = "dates as 2026-04-03, or --answer '0=day first' or '0=month first'";

impl Slashes {
    /// As the user says.
    pub(crate) fn said(answers: &BTreeMap<u64, String>) -> Slashes {
        let answer = answers.get(&WHOLE);
        ORDERS
            .iter()
            .find(|(words, _)| answer.is_some_and(|answer| answer == words))
            .map_or(Slashes::Unsaid, |one| one.1)
    }
}

/// Why a text is no moment: where it could be two, with the question which.
pub(crate) fn refused(row: u64, text: &str, wrong: String, otherwise: impl Into<String>) -> Refused {
    match slashed(text) {
        Some((first, second)) if first != second && first <= 12 && second <= 12 => {
            let preview = Preview { asked: Some(question()), ..Preview::default() };
            Refused { preview: Some(Box::new(preview)), ..Refused::at(row, wrong, ONE_DATE) }
        }
        _ => Refused::at(row, wrong, otherwise),
    }
}

/// What is asked about dates.
pub(crate) fn question() -> Question {
    let choices = ORDERS.map(|(words, _)| words.to_owned()).into();
    Question { row: WHOLE, value: "which stands first in dates such as 03/04/2026?".into(), choices }
}

/// A moment; whether it named its offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) at: Seconds,
    pub(crate) has_offset: bool,
}

/// Reads `2026-08-01T00:00:00Z`, `2026-08-01 00:00:00`, `2026-08-01`, `20260801`, `08/01/2026 …`; without an offset the
/// time is taken for UTC.
#[inline(never)]
pub(crate) fn moment(text: &str, slashes: Slashes) -> Option<Moment> {
    let text = text.trim();
    if let Ok(stamp) = text.parse::<Timestamp>() {
        return Some(Moment { at: stamp.as_second(), has_offset: true });
    }
    let text = text.strip_suffix(" UTC").unwrap_or(text);
    let civil = text.parse::<DateTime>().ok().or_else(|| of_people(text, slashes))?;
    Some(Moment { at: utc(civil)?, has_offset: false })
}

/// The two numbers before the year of `03/04/2026`.
pub(crate) fn slashed(text: &str) -> Option<(i8, i8)> {
    let date = text.trim().split([' ', 'T']).next()?;
    let mut parts = date.split('/');
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    year.parse::<i16>().ok()?;
    Some((first.parse().ok()?, second.parse().ok()?))
}

/// A day, also with slashes or dots, and a time of it, also of twelve hours: `1/15/2026 9:30 PM`.
fn of_people(text: &str, slashes: Slashes) -> Option<DateTime> {
    let (date, time) = text.split_once(' ').unwrap_or((text, "00:00"));
    let date = date.parse::<Date>().ok().or_else(|| with_slashes(date, slashes))?;
    Some(date.to_datetime(clock(time)?))
}

fn with_slashes(date: &str, slashes: Slashes) -> Option<Date> {
    let mut parts = date.split('.');
    let dotted = (parts.next()?.parse().ok(), parts.next().and_then(|part| part.parse().ok()));
    // `05.01.2026` is the fifth of January wherever dates are written so.
    let (first, second, slashes) = match dotted {
        (Some(day), Some(month)) => (day, month, Slashes::DayFirst),
        _ => slashed(date).map(|(first, second)| (first, second, slashes))?,
    };
    let year: i16 = date.rsplit(['/', '.']).next().filter(|year| year.len() == 4)?.parse().ok()?;
    let (month, day) = match slashes {
        Slashes::MonthFirst => (first, second),
        Slashes::DayFirst => (second, first),
        Slashes::Unsaid if first == second || second > 12 => (first, second),
        Slashes::Unsaid if first > 12 => (second, first),
        Slashes::Unsaid => return None,
    };
    Date::new(year, month, day).ok()
}

/// `14:30`, `9:30`, `9:30:15 PM`; twelve at night is 12 AM.
fn clock(text: &str) -> Option<Time> {
    let text = text.trim().to_ascii_lowercase();
    let half = [("am", 0), ("pm", 12)].into_iter().find_map(|(mark, more)| Some((text.strip_suffix(mark)?, more)));
    let bare = half.map_or(text.as_str(), |(bare, _)| bare).trim();
    let time: Time = if bare.find(':') == Some(1) { format!("0{bare}").parse() } else { bare.parse() }.ok()?;
    match half {
        None => Some(time),
        Some((_, more)) if (1..=12).contains(&time.hour()) => time.with().hour(time.hour() % 12 + more).build().ok(),
        Some(_) => None,
    }
}

fn utc(civil: DateTime) -> Option<Seconds> {
    Offset::UTC.to_timestamp(civil).ok().map(Timestamp::as_second)
}

fn civil(at: Seconds) -> Option<DateTime> {
    Timestamp::from_second(at).ok().map(|stamp| Offset::UTC.to_datetime(stamp))
}

/// The first moment of the UTC month of `at`, and that of the next.
pub(crate) fn month(at: Seconds) -> Option<(Seconds, Seconds)> {
    let first = civil(at)?.date().first_of_month();
    let next = first.checked_add(1.month()).ok()?;
    Some((utc(first.to_datetime(Time::midnight()))?, utc(next.to_datetime(Time::midnight()))?))
}

pub(crate) fn hours(from: Seconds, to: Seconds) -> f64 {
    (to - from) as f64 / HOUR
}

/// A moment in seconds since 1970 as RFC 3339 in UTC; nothing where it is outside the calendar.
///
/// ```
/// assert_eq!(geode_import::rfc3339(0), "1970-01-01T00:00:00Z");
/// ```
pub fn written(at: Seconds) -> String {
    Timestamp::from_second(at).map(|stamp| stamp.to_string()).unwrap_or_default()
}

pub(crate) fn period(start: Seconds, end: Seconds, hours: f64) -> Period {
    Period { start: written(start), end: written(end), hours }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<String> {
        moment(text, Slashes::MonthFirst).map(|moment| written(moment.at))
    }

    #[test]
    fn times_of_all_files() {
        assert_eq!(at("2026-08-20T14:43:00.000Z").as_deref(), Some("2026-08-20T14:43:00Z"));
        assert_eq!(at("2026-08-20T10:43:00-04:00").as_deref(), Some("2026-08-20T14:43:00Z"));
        assert_eq!(at("2024-09-01 00:00:00").as_deref(), Some("2024-09-01T00:00:00Z"));
        assert_eq!(at("2024-09-01").as_deref(), Some("2024-09-01T00:00:00Z"));
        assert_eq!(at("09/22/2023").as_deref(), Some("2023-09-22T00:00:00Z"));
        assert_eq!(at("20261031").as_deref(), Some("2026-10-31T00:00:00Z"));
        assert_eq!(at("tomorrow"), None);
        assert_eq!(at("13/22/2023"), None);
    }

    /// 03/04/2026 of a bill was the fourth of March, whoever wrote it; 05.01.2026 was no date.
    #[test]
    fn what_could_be_two_dates_is_none() {
        let unsaid = |text| moment(text, Slashes::Unsaid).map(|moment| written(moment.at));
        assert_eq!(unsaid("03/04/2026"), None);
        assert_eq!(unsaid("03/03/2026").as_deref(), Some("2026-03-03T00:00:00Z"));
        assert_eq!(unsaid("25/04/2026").as_deref(), Some("2026-04-25T00:00:00Z"));
        assert_eq!(unsaid("04/25/2026").as_deref(), Some("2026-04-25T00:00:00Z"));
        assert_eq!(at("05.01.2026 10:30").as_deref(), Some("2026-01-05T10:30:00Z"));
        assert_eq!(at("13.13.2026"), None);
        assert_eq!((at("1.5"), at("1.5.2"), at("...")), (None, None, None));
    }

    /// Sheets of the United States write so, and were refused.
    #[test]
    fn clocks_of_twelve_hours_are_read() {
        assert_eq!(at("1/15/2026 10:00 PM").as_deref(), Some("2026-01-15T22:00:00Z"));
        assert_eq!(at("1/15/2026 9:05:30 am").as_deref(), Some("2026-01-15T09:05:30Z"));
        assert_eq!(at("2026-01-15 12:30 AM").as_deref(), Some("2026-01-15T00:30:00Z"));
        assert_eq!(at("2026-01-15 12:30PM").as_deref(), Some("2026-01-15T12:30:00Z"));
        assert_eq!(at("15.01.2026 9:30").as_deref(), Some("2026-01-15T09:30:00Z"));
        assert_eq!((at("1/15/2026 13:00 PM"), at("1/15/2026 0:30 AM"), at("1/15/2026 PM")), (None, None, None));
    }

    #[test]
    fn months_have_their_own_lengths() {
        let february = moment("2024-02-11", Slashes::MonthFirst).and_then(|moment| month(moment.at));
        assert_eq!(february.map(|(start, end)| hours(start, end)), Some(29.0 * 24.0));
    }
}
