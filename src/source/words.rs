//! The user's words as messages show them: in backticks, on one line, harmless to a terminal, and not endless.

use std::fmt::Write;

/// Longest part of a name that a message repeats, in characters.
const LONGEST: usize = 80;

/// The text in backticks. What could move a terminal's cursor or turn its text about is written as `\u{…}`.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted = String::from("`");
    for (count, letter) in text.chars().enumerate() {
        if count == LONGEST {
            quoted.push('…');
            break;
        }
        if is_hidden(letter) {
            // Writing to a string cannot fail.
            let _ = write!(quoted, "\\u{{{:x}}}", u32::from(letter));
        } else {
            quoted.push(letter);
        }
    }
    quoted.push('`');
    quoted
}

/// Whether a terminal might act on the character rather than show it: controls, line separators, direction marks.
pub(crate) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// `a`, `a and b`, `a, b and c`; of many the first ten.
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [_, _, _, _, _, _, _, _, _, _, _, _, ..] => {
            let first: Vec<&str> = items.iter().take(10).map(String::as_str).collect();
            format!("{} and {} more", first.join(", "), items.len() - 10)
        }
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
