//! What went wrong, and what to do about it, on standard error.

use crate::output::Status;
use crate::program::typed;
use crate::render::{DENIED, FAINT, HEADING, HELP, Safe, WARNING, words};
use rolepack::LoadError;
use rolepack::source::{Problems, Style};
use std::fmt::{Display, Write as _};
use std::io::{self, Write as _};
use std::path::Path;

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// One thing went wrong.
    One { status: Status, message: String, help: Option<String> },
    /// A source is refused, for all of these.
    Source(Box<Problems>),
}

impl Failure {
    /// Something that the machine could not do.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::One { status: Status::Failed, message: message.into(), help: None }
    }

    /// Input or usage that means nothing.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::One { status: Status::Invalid, message: message.into(), help: None }
    }

    /// An error of the operating system, with what was being done.
    pub fn io(doing: impl Display, error: &io::Error) -> Self {
        Self::failed(format!("{doing}: {error}"))
    }

    /// A snapshot that is refused.
    pub fn load(path: &Path, error: &LoadError) -> Self {
        let help = if error.code() == "slice" { "pass `--slice` to ask one user's slice" } else { error.help() };
        Self::invalid(format!("{}: {error}", shown(path))).help(help)
    }

    /// Adds how to mend it.
    pub fn help(mut self, how: impl Into<String>) -> Self {
        if let Self::One { help, .. } = &mut self {
            *help = Some(how.into());
        }
        self
    }

    /// The same where status 1 has a meaning of its own: whatever kept the command from its answer ends it with 3.
    #[must_use]
    pub fn without_answer(mut self) -> Self {
        if let Self::One { status, .. } = &mut self {
            *status = Status::Invalid;
        }
        self
    }

    /// Tells it on standard error and gives the status to end with.
    pub fn report(&self) -> Status {
        match self {
            Self::One { status, message, help } => {
                let help =
                    help.as_ref().map(|help| format!("{HELP}help:{HELP:#} {}\n", typed(help))).unwrap_or_default();
                diagnose(&format!("{DENIED}error:{DENIED:#} {message}\n{help}"));
                *status
            }
            Self::Source(problems) => {
                let mut text = String::new();
                // Writing to a string does not fail.
                let _ =
                    problems.render(&mut |style, piece| write!(text, "{}{piece}{:#}", colour(style), colour(style)));
                diagnose(&text);
                Status::Invalid
            }
        }
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self::Source(Box::new(problems))
    }
}

/// How a piece of a problem is shown.
pub fn colour(style: Style) -> anstyle::Style {
    match style {
        Style::Plain => anstyle::Style::new(),
        Style::Error | Style::Caret => DENIED,
        Style::Warning => WARNING,
        Style::Message => HEADING,
        Style::Frame => FAINT,
        Style::Help => HELP,
    }
}

/// Adds a hint on standard error to an answer already given.
pub fn hint(text: &str) {
    diagnose(&format!("{HELP}help:{HELP:#} {}\n", typed(text)));
}

/// Adds a note on standard error.
pub fn note(text: &str) {
    diagnose(&format!("{HELP}note:{HELP:#} {text}\n"));
}

/// Writes to standard error, coloured where it is a terminal.
fn diagnose(text: &str) {
    // Where standard error cannot be written to there is nobody left to tell.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// The known names nearest to a mistyped one: equal but for case first, then by few edits. Looks at the first 200,000 at most.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let allowed = (typed.chars().count() / 3).clamp(1, 3);
    let lower = typed.to_lowercase();
    let mut near: Vec<(usize, &str)> = Vec::new();
    for name in known.into_iter().take(200_000) {
        if name.len().abs_diff(typed.len()) > allowed * 4 {
            continue;
        }
        let distance = if name.to_lowercase() == lower { 0 } else { strsim::osa_distance(typed, name) };
        if distance <= allowed {
            near.push((distance, name));
        }
    }
    near.sort_unstable();
    let best = near.first()?.0;
    let names = near.iter().take_while(|(distance, _)| *distance == best).take(3).map(|(_, name)| *name);
    Some(words(names, "or"))
}

/// A path as messages show it.
pub fn shown(path: &Path) -> String {
    format!("`{}`", Safe(&path.to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_names_are_offered() {
        let known = ["createRun", "createRunStep", "updateRun", "CreateIssue"];
        assert_eq!(did_you_mean("createRum", known).as_deref(), Some("`createRun`"));
        assert_eq!(did_you_mean("createissue", known).as_deref(), Some("`CreateIssue`"));
        assert_eq!(did_you_mean("deleteEverything", known), None);
    }

    #[test]
    fn several_as_near_are_all_offered() {
        assert_eq!(did_you_mean("line-3", ["line-1", "line-2", "dock"]).as_deref(), Some("`line-1` or `line-2`"));
    }
}
