//! Text that a terminal may show: whatever an id or a name holds, it moves no cursor and turns no line around.

use anstyle::{AnsiColor, Style};
use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write};

pub const ALLOWED: Style = AnsiColor::Green.on_default().bold();
pub const DENIED: Style = AnsiColor::Red.on_default().bold();
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub const HELP: Style = AnsiColor::Cyan.on_default().bold();
pub const HEADING: Style = Style::new().bold();
pub const FAINT: Style = Style::new().dimmed();

/// A string made safe to show: control characters and those that change the direction of text become `\u{…}`.
#[derive(Debug, Clone, Copy)]
pub struct Safe<'a>(pub &'a str);

impl Display for Safe<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if misleads(character) {
                write!(formatter, "{}", character.escape_unicode())?;
            } else {
                formatter.write_char(character)?;
            }
        }
        Ok(())
    }
}

/// A user's word: safe, in backticks.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a>(pub &'a str);

impl Display for Word<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}`", Safe(self.0))
    }
}

/// Several words in a row, the last after `before_last`: "`a`", "`a` and `b`", "`a`, `b` and `c`".
pub fn words<'a>(words: impl IntoIterator<Item = &'a str>, before_last: &str) -> String {
    let words: Vec<String> = words.into_iter().map(|word| Word(word).to_string()).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {before_last} {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// A count with its digits in threes: `12,345`.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// "1 user", "2 users".
pub fn counted(number: usize, thing: &str) -> String {
    format!("{} {thing}{}", count(number), if number == 1 { "" } else { "s" })
}

/// Everything that moves the cursor, ends the line, turns the direction of what follows, or cannot be seen.
fn misleads(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// JSON text that is the same value and as safe to show: what misleads stands in strings alone, but for line ends, and is written by its number.
pub fn safe_json(text: &str) -> Cow<'_, str> {
    let unsafe_in_json = |character| character != '\n' && misleads(character);
    if !text.contains(unsafe_in_json) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if unsafe_in_json(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a string does not fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_misleads_and_keeps_the_rest() {
        assert_eq!(Safe("zoë \u{1b}[31m\u{9b}x\u{202e}y").to_string(), "zoë \\u{1b}[31m\\u{9b}x\\u{202e}y");
        assert_eq!(Safe("").to_string(), "");
    }

    #[test]
    fn json_keeps_its_value() {
        let text = serde_json::to_string_pretty(&["\u{9b}2J\u{202e}\u{e0041}", "\n"]).unwrap();
        let safe = safe_json(&text);
        assert_eq!(safe, "[\n  \"\\u009b2J\\u202e\\udb40\\udc41\",\n  \"\\n\"\n]");
        assert_eq!(
            serde_json::from_str::<[String; 2]>(&safe).unwrap(),
            serde_json::from_str::<[String; 2]>(&text).unwrap()
        );
    }

    #[test]
    fn words_are_listed_as_people_do() {
        assert_eq!(words(["a"], "or"), "`a`");
        assert_eq!(words(["a", "b", "c"], "and"), "`a`, `b` and `c`");
    }

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(
            (count(0), count(999), count(1_000), count(1_234_567)),
            ("0".into(), "999".into(), "1,000".into(), "1,234,567".into())
        );
    }
}
