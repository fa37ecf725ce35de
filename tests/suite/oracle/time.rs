//! RFC 3339, read naively.

/// Milliseconds since 1970-01-01T00:00Z of a date or a time, such as `2027-01-31` or `2027-01-31T08:30:00.250+01:00`.
pub fn milliseconds(text: &str) -> i64 {
    let number = |range: std::ops::Range<usize>| -> i64 { text[range].parse().expect("a number") };
    let days = days(number(0..4), number(5..7), number(8..10));
    if text.len() == 10 {
        return days * 86_400_000;
    }
    let seconds = number(11..13) * 3_600 + number(14..16) * 60 + number(17..19);
    let rest = &text[19..];
    let zone = rest.find(['Z', 'z', '+', '-']).expect("an offset");
    let fraction = rest[..zone].trim_start_matches('.');
    let thousandths: i64 = format!("{fraction:0<3}")[..3].parse().expect("a fraction");
    let offset = match rest.as_bytes()[zone] {
        b'Z' | b'z' => 0,
        sign => {
            let minutes = rest[zone + 1..zone + 3].parse::<i64>().expect("hours") * 60
                + rest[zone + 4..].parse::<i64>().expect("minutes");
            if sign == b'+' { minutes } else { -minutes }
        }
    };
    (days * 86_400 + seconds - offset * 60) * 1_000 + thousandths
}

/// Days since 1970-01-01, counted year by year and month by month.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let in_year = |year: i64| if is_leap(year) { 366 } else { 365 };
    let in_month = |month: i64| match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let before_year: i64 =
        if year >= 1970 { (1970..year).map(in_year).sum() } else { -(year..1970).map(in_year).sum::<i64>() };
    before_year + (1..month).map(in_month).sum::<i64>() + day - 1
}

#[test]
fn known_times() {
    assert_eq!(milliseconds("1970-01-01"), 0);
    assert_eq!(milliseconds("2000-03-01"), 951_868_800_000);
    assert_eq!(milliseconds("2027-01-31T08:30:00.250+01:00"), 1_801_380_600_250);
    assert_eq!(milliseconds("1969-12-31T23:59:59Z"), -1_000);
}
