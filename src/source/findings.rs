//! Problems while they are being gathered: what is wrong, and where as far as the finder knows.

use super::node::{Span, Step};
use std::collections::BTreeMap;
use std::fmt;

/// How many problems of a run are kept whole; the rest are counted by kind.
pub(crate) const KEPT: usize = 10_000;

/// A way into the document, written `users[3].roles[1]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Path(pub Vec<Step>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum At {
    /// In the file that is being read.
    Here(Span),
    /// In a file, by its number among those of the source.
    File(usize, Span),
    Path(Path),
    /// A file, or the directory, as such.
    Named(String),
    Nowhere,
}

#[derive(Debug)]
pub(crate) struct Finding {
    pub code: &'static str,
    pub message: String,
    pub help: Option<String>,
    pub at: At,
    /// Where else to look, such as at the first of two.
    pub also: Option<At>,
}

/// All that was found so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub kept: Vec<Finding>,
    pub more: BTreeMap<&'static str, usize>,
    /// Entries of inner lists that could not be read and are not in the document: the file, once it is known, and where in
    /// it they begin. Places count past them.
    pub dropped: Vec<(Option<usize>, usize)>,
}

impl Finding {
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None, at: At::Nowhere, also: None }
    }

    pub fn at(mut self, at: impl Into<At>) -> Self {
        self.at = at.into();
        self
    }

    pub fn also(mut self, at: impl Into<At>) -> Self {
        self.also = Some(at.into());
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }
}

impl Findings {
    pub fn push(&mut self, finding: Finding) {
        if self.kept.len() < KEPT {
            self.kept.push(finding);
        } else {
            *self.more.entry(finding.code).or_default() += 1;
        }
    }

    /// Whether there is nothing wrong.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Says of all that was found since `mark` in "this" file which file that is.
    pub fn settle(&mut self, mark: usize, file: usize) {
        for finding in self.kept.iter_mut().skip(mark) {
            for at in [Some(&mut finding.at), finding.also.as_mut()].into_iter().flatten() {
                if let At::Here(span) = at {
                    *at = At::File(file, *span);
                }
            }
        }
        for (unsettled, _) in self.dropped.iter_mut().rev().take_while(|(settled, _)| settled.is_none()) {
            *unsettled = Some(file);
        }
    }

    pub fn extend(&mut self, other: Self) {
        for finding in other.kept {
            self.push(finding);
        }
        self.dropped.extend(other.dropped);
        for (code, count) in other.more {
            *self.more.entry(code).or_default() += count;
        }
    }
}

impl Path {
    pub fn of(field: &'static str) -> Self {
        Self(vec![Step::Field(field)])
    }

    pub fn field(mut self, name: &'static str) -> Self {
        self.0.push(Step::Field(name));
        self
    }

    pub fn key(mut self, name: &str) -> Self {
        self.0.push(Step::Key(name.to_owned()));
        self
    }

    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Step::Index(index));
        self
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, step) in self.0.iter().enumerate() {
            let dot = if count == 0 { "" } else { "." };
            match step {
                Step::Field(name) => write!(f, "{dot}{name}")?,
                Step::Key(name) => write!(f, "{dot}{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

impl From<Span> for At {
    fn from(span: Span) -> Self {
        Self::Here(span)
    }
}

impl From<Path> for At {
    fn from(path: Path) -> Self {
        Self::Path(path)
    }
}
