//! What is wrong with a source, as people and programs read it.

use serde::Serialize;
use std::collections::BTreeMap;

/// Everything that was found wrong with a source, in the order of its files. Never empty.
///
/// `Display` shows the first twenty whole, each with the line it stands on, and counts the rest by kind, without colour and
/// with nothing in it that a terminal would act on.
///
/// ```
/// # let problems = rolepack::source::parse("acme.yaml", "organization: { id: acme, nane: Acme }").unwrap_err();
/// assert_eq!(problems.problems[0].code, "unknown-field");
/// assert!(problems.to_string().contains("acme.yaml:1:27"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problems {
    /// At most 10,000.
    pub problems: Vec<Problem>,
    /// How many more there are, by code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub more: BTreeMap<&'static str, usize>,
}

/// One thing that is wrong.
///
/// ```
/// # let problems = rolepack::source::parse("acme.yaml", "organization: { id: acme, nane: Acme }").unwrap_err();
/// let problem = &problems.problems[0];
/// assert_eq!(problem.message, "an organization has no field `nane`");
/// assert_eq!(problem.help.as_deref(), Some("did you mean `name`?"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What kind of problem it is, in kebab-case; stable.
    pub code: &'static str,
    /// What is wrong, on one line.
    pub message: String,
    /// How to mend it, on one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where. A document made by hand has no files, and a file that cannot be read no lines.
    #[serde(flatten)]
    pub place: Place,
    /// Where else to look, such as at the first of two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also: Option<Place>,
}

/// Where something stands.
///
/// ```
/// # let problems = rolepack::source::parse("acme.yaml", "organization: { id: acme, nane: Acme }").unwrap_err();
/// let place = &problems.problems[0].place;
/// assert_eq!(place.file.as_deref(), Some("acme.yaml"));   // a document without files has the `path` instead
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The file, by the name it was given or relative to the directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The way into the document, such as `users[3].roles[1]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The lines and columns in the file.
    #[serde(flatten)]
    pub range: Option<Range>,
    /// The line itself; of the first twenty problems only.
    #[serde(skip)]
    pub(crate) excerpt: Option<Excerpt>,
}

/// From a character up to another. Lines and columns count from 1; a column is a Unicode character.
///
/// ```
/// # let problems = rolepack::source::parse("acme.yaml", "organization: { id: acme, nane: Acme }").unwrap_err();
/// let range = problems.problems[0].place.range.unwrap();
/// assert_eq!((range.line, range.column, range.end_column), (1, 27, 31));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Range {
    /// The line of the first character.
    pub line: usize,
    /// The first character.
    pub column: usize,
    /// The line of the last character.
    pub end_line: usize,
    /// One past the last character.
    pub end_column: usize,
}

/// A line, or the part of a long one that matters, and what in it to point at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    pub line: String,
    /// Characters before what is pointed at.
    pub before: usize,
    /// Characters pointed at; at least one.
    pub length: usize,
}

impl Problems {
    /// How many there are.
    ///
    /// ```
    /// # let problems = rolepack::source::parse("acme.yaml", "organization: { id: acme, nane: Acme }").unwrap_err();
    /// assert_eq!(problems.count(), 1);
    /// ```
    #[must_use]
    pub fn count(&self) -> usize {
        self.problems.len() + self.more.values().sum::<usize>()
    }
}

impl std::error::Error for Problems {}
