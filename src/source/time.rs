//! Times as sources and the command line write them: RFC 3339, or a date, which is 00:00 UTC (rule 12).

use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime, UtcOffset};

/// Milliseconds since 1970-01-01T00:00Z; `None` where the text is no time. What is finer than a millisecond is cut off.
///
/// ```
/// use rolepack::source::parse_time;
///
/// assert_eq!(parse_time("2026-01-01"), Some(1_767_225_600_000));
/// assert_eq!(parse_time("2026-01-01T01:00:00+01:00"), parse_time("2026-01-01"));
/// assert_eq!(parse_time("tomorrow"), None);
/// ```
#[must_use]
pub fn parse_time(text: &str) -> Option<i64> {
    let time = match date(text) {
        Some(date) => date.midnight().assume_utc(),
        // The parser takes anything between date and time.
        None if matches!(text.as_bytes().get(10), Some(b'T' | b't')) => OffsetDateTime::parse(text, &Rfc3339).ok()?,
        None => return None,
    };
    i64::try_from(time.unix_timestamp_nanos().div_euclid(1_000_000)).ok()
}

/// The time in RFC 3339, in UTC, with milliseconds only where there are some; `None` outside the years 0 to 9999.
///
/// ```
/// assert_eq!(rolepack::source::format_time(1_767_225_600_000).as_deref(), Some("2026-01-01T00:00:00Z"));
/// ```
#[must_use]
pub fn format_time(milliseconds: i64) -> Option<String> {
    let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000).ok()?;
    time.to_offset(UtcOffset::UTC).format(&Rfc3339).ok()
}

/// `2027-01-31`, every digit written.
fn date(text: &str) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let number = |digits: &[&u8]| {
        digits
            .iter()
            .try_fold(0_u16, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u16::from(**digit - b'0')))
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()
}
