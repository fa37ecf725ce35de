//! Problems as text: linear in what is shown, and bounded whatever is wrong.

use super::locate::SHOWN;
use super::problem::{Place, Problem, Problems};
use super::words::{is_hidden, list};
use std::collections::BTreeMap;
use std::fmt::{self, Write};

/// What a piece of a shown problem is, for those who colour it.
///
/// ```
/// # let problems = rolepack::source::parse("acme.yaml", "organization: { id: acme, nane: Acme }").unwrap_err();
/// use rolepack::source::Style;
///
/// let mut text = String::new();
/// problems.render(&mut |style, piece| {
///     let bold = matches!(style, Style::Error | Style::Message);
///     text += &if bold { format!("<b>{piece}</b>") } else { piece.to_owned() };
///     Ok(())
/// })?;
/// assert!(text.starts_with("<b>error[unknown-field]</b>"));
/// # Ok::<(), std::fmt::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Places, and the lines of the source.
    Plain,
    /// The code of the problem.
    Error,
    /// The code of a finding that is no failure.
    Warning,
    /// What is wrong.
    Message,
    /// Line numbers and frames.
    Frame,
    /// What points at the place.
    Caret,
    /// How to mend it.
    Help,
}

/// What is shown of problems, piece by piece.
type Put<'p> = dyn FnMut(Style, &str) -> fmt::Result + 'p;

impl Problems {
    /// Gives the text that `Display` shows, piece by piece, each with its style.
    ///
    /// ```
    /// # let problems = rolepack::source::parse("acme.yaml", "organization: { id: acme, nane: Acme }").unwrap_err();
    /// let mut plain = String::new();
    /// problems.render(&mut |_, piece| {
    ///     plain += piece;
    ///     Ok(())
    /// })?;
    /// assert_eq!(plain, problems.to_string());
    /// # Ok::<(), std::fmt::Error>(())
    /// ```
    ///
    /// # Errors
    /// Only those of `put`.
    pub fn render(&self, put: &mut Put<'_>) -> fmt::Result {
        for problem in self.problems.iter().take(SHOWN) {
            problem.render(("error", Style::Error), put)?;
            put(Style::Plain, "\n")?;
        }
        let mut rest: BTreeMap<&str, usize> = self.more.iter().map(|(code, count)| (*code, *count)).collect();
        for problem in self.problems.iter().skip(SHOWN) {
            *rest.entry(problem.code).or_default() += 1;
        }
        let more: usize = rest.values().sum();
        if more > 0 {
            let kinds: Vec<String> = rest.iter().map(|(code, count)| format!("{} {code}", grouped(*count))).collect();
            put(Style::Message, &format!("… and {} more: {}\n\n", grouped(more), list(&kinds)))?;
        }
        let count = self.count();
        put(Style::Message, &format!("{} problem{}\n", grouped(count), if count == 1 { "" } else { "s" }))
    }
}

impl Problem {
    /// The problem whole, under a label.
    pub(crate) fn render(&self, (label, style): (&str, Style), put: &mut Put<'_>) -> fmt::Result {
        put(style, &format!("{label}[{}]", self.code))?;
        put(Style::Message, &format!(": {}\n", self.message))?;
        let line = self.place.range.map_or(String::new(), |range| range.line.to_string());
        let margin = " ".repeat(line.len());
        if let Some(place) = name(&self.place) {
            put(Style::Frame, &format!("{margin}--> "))?;
            put(Style::Plain, &format!("{place}\n"))?;
        }
        if let Some(excerpt) = &self.place.excerpt {
            put(Style::Frame, &format!("{margin} |\n{line} | "))?;
            put(Style::Plain, &format!("{}\n", excerpt.line.trim_end()))?;
            put(Style::Frame, &format!("{margin} | "))?;
            put(Style::Caret, &format!("{}{}\n", " ".repeat(excerpt.before), "^".repeat(excerpt.length)))?;
        }
        if let Some(also) = self.also.as_ref().and_then(name) {
            put(Style::Frame, &format!("{margin} = "))?;
            put(Style::Plain, &format!("the other is at {also}\n"))?;
        }
        if let Some(help) = &self.help {
            put(Style::Frame, &format!("{margin} = "))?;
            put(Style::Help, &format!("help: {help}\n"))?;
        }
        Ok(())
    }
}

fn name(place: &Place) -> Option<String> {
    let mut text: String = place
        .file
        .as_ref()
        .or(place.path.as_ref())?
        .chars()
        .map(|letter| if is_hidden(letter) { '\u{fffd}' } else { letter })
        .collect();
    if let Some(range) = place.range {
        // Writing to a string cannot fail.
        let _ = write!(text, ":{}:{}", range.line, range.column);
    }
    Some(text)
}

/// `9,980`.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.render(&mut |_, text| f.write_str(text))
    }
}
