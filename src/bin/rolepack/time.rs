//! Times as people write them. In the program they are milliseconds since 1970-01-01T00:00Z.

use rolepack::source::{format_time, parse_time};
use std::time::{SystemTime, UNIX_EPOCH};

/// Now.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Reads a time as it is typed.
pub fn parse(text: &str) -> Result<i64, String> {
    parse_time(text).ok_or_else(|| "not a time, write it as 2026-11-22T06:00:00Z or 2026-11-22".to_owned())
}

/// A time in RFC 3339, in UTC.
pub fn shown(milliseconds: i64) -> String {
    format_time(milliseconds).unwrap_or_else(|| format!("{milliseconds} ms since 1970"))
}
