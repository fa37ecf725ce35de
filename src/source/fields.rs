//! An object's fields, taken one by one with the type that each must have. What is wrong is reported and the reading goes on.

use super::findings::{Finding, Findings};
use super::node::{Field, Kind, Node, Span, into_map};
use super::suggest::closest;
use super::words::quote;
use serde_json::{Map, Value};

pub(crate) struct Fields<'f> {
    /// What the object is, such as `a user`.
    what: &'static str,
    span: Span,
    /// Those that were not taken yet.
    left: Vec<Field>,
    /// The names asked for, which are all the names that there are.
    known: Vec<&'static str>,
    findings: &'f mut Findings,
}

impl<'f> Fields<'f> {
    /// The fields of an object; `None`, and a report, where it is something else.
    pub fn of(what: &'static str, node: Node, findings: &'f mut Findings) -> Option<Self> {
        match node.kind {
            Kind::Object(fields) => Some(Self { what, span: node.span, left: fields, known: Vec::new(), findings }),
            kind => {
                wrong_type(&format!("{what} is an object"), &kind, node.span, findings);
                None
            }
        }
    }

    /// Where the whole object stands.
    pub fn span(&self) -> Span {
        self.span
    }

    fn take(&mut self, name: &'static str) -> Option<Node> {
        self.known.push(name);
        let index = self.left.iter().position(|field| field.key == name)?;
        Some(self.left.swap_remove(index).value)
    }

    pub fn string(&mut self, name: &'static str) -> Option<String> {
        let node = self.take(name)?;
        text(&format!("`{name}` is a string"), node, self.findings)
    }

    /// A string that must be there; where it is not, that is reported.
    pub fn required(&mut self, name: &'static str) -> Option<String> {
        if !self.has(name) {
            self.missing(name, "a string");
        }
        self.string(name)
    }

    /// Whether the field is there and was not taken yet.
    pub fn has(&self, name: &str) -> bool {
        self.left.iter().any(|field| field.key == name)
    }

    /// Reports that a field is not there.
    pub fn missing(&mut self, name: &str, kind: &str) {
        self.findings.push(
            Finding::new("missing-field", format!("{} without `{name}`", self.what))
                .at(self.span)
                .help(format!("add `{name}`, {kind}")),
        );
    }

    pub fn boolean(&mut self, name: &'static str) -> Option<bool> {
        let node = self.take(name)?;
        if let Kind::Bool(value) = node.kind {
            return Some(value);
        }
        wrong_type(&format!("`{name}` is true or false"), &node.kind, node.span, self.findings);
        None
    }

    /// One of a few words.
    pub fn word<T: Copy>(&mut self, name: &'static str, words: &[(&str, T)]) -> Option<T> {
        let node = self.take(name)?;
        let span = node.span;
        let written = text(&format!("`{name}` is a string"), node, self.findings)?;
        let found = words.iter().find(|(word, _)| *word == written).map(|(_, value)| *value);
        if found.is_none() {
            let all: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            let help = closest(&written, words.iter().map(|(word, _)| *word)).map_or_else(
                || format!("`{name}` is one of {}", super::words::list(&all)),
                |word| format!("did you mean `{word}`?"),
            );
            self.findings
                .push(Finding::new("unknown-word", format!("{} is no `{name}`", quote(&written))).at(span).help(help));
        }
        found
    }

    /// A list, each entry read by `read`; those that it cannot read are left out.
    pub fn list<T>(&mut self, name: &'static str, read: impl FnMut(Node, &mut Findings) -> Option<T>) -> Vec<T> {
        let Some(node) = self.take(name) else { return Vec::new() };
        match node.kind {
            Kind::Array(entries) => list(entries, self.findings, read),
            kind => {
                wrong_type(&format!("`{name}` is a list"), &kind, node.span, self.findings);
                Vec::new()
            }
        }
    }

    pub fn strings(&mut self, name: &'static str) -> Vec<String> {
        self.list(name, |node, findings| text(&format!("an entry of `{name}` is a string"), node, findings))
    }

    /// An object's fields as they stand.
    pub fn object(&mut self, name: &'static str) -> Vec<Field> {
        let Some(node) = self.take(name) else { return Vec::new() };
        match node.kind {
            Kind::Object(fields) => fields,
            kind => {
                wrong_type(&format!("`{name}` is an object"), &kind, node.span, self.findings);
                Vec::new()
            }
        }
    }

    /// Free JSON.
    pub fn map(&mut self, name: &'static str) -> Map<String, Value> {
        into_map(self.object(name))
    }

    pub fn node(&mut self, name: &'static str) -> Option<Node> {
        self.take(name)
    }

    pub fn findings(&mut self) -> &mut Findings {
        self.findings
    }

    /// Those fields that nobody asked for and that are wanted all the same, as free JSON.
    pub fn keep(&mut self, wanted: impl Fn(&str) -> bool) -> Map<String, Value> {
        let left = std::mem::take(&mut self.left);
        let (kept, left) = left.into_iter().partition(|field| wanted(&field.key));
        self.left = left;
        into_map(kept)
    }

    /// Reports every field that nobody asked for.
    pub fn end(self) {
        for field in self.left {
            let message = format!("{} has no field {}", self.what, quote(&field.key));
            self.findings.push(unknown_field(message, &field.key, field.at, &self.known));
        }
    }
}

/// Reads the entries of a list; those that cannot be read are left out, and it is noted where they stood.
pub(crate) fn list<T>(
    entries: Vec<Node>,
    findings: &mut Findings,
    mut read: impl FnMut(Node, &mut Findings) -> Option<T>,
) -> Vec<T> {
    let mut list = Vec::with_capacity(entries.len());
    for entry in entries {
        let start = entry.span.start;
        match read(entry, findings) {
            Some(entry) => list.push(entry),
            None => findings.dropped.push((None, start)),
        }
    }
    list
}

pub(crate) fn unknown_field(message: String, name: &str, at: Span, known: &[&'static str]) -> Finding {
    let help = closest(name, known.iter().copied()).map_or_else(
        || {
            let all: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            format!("its fields are {}", super::words::list(&all))
        },
        |near| format!("did you mean `{near}`?"),
    );
    Finding::new("unknown-field", message).at(at).help(help)
}

/// The text of a string; `None`, and a report, where it is something else.
pub(crate) fn text(expected: &str, node: Node, findings: &mut Findings) -> Option<String> {
    match node.kind {
        Kind::String(text) => Some(text),
        kind => {
            wrong_type(expected, &kind, node.span, findings);
            None
        }
    }
}

pub(crate) fn wrong_type(expected: &str, found: &Kind, at: Span, findings: &mut Findings) {
    let finding = Finding::new("wrong-type", format!("{expected}, not {}", found.name())).at(at);
    let string = expected.ends_with("a string");
    findings.push(match found {
        Kind::Broken => return,
        Kind::Null => finding.help("leave the field out where there is nothing to say"),
        Kind::Number(_) | Kind::Bool(_) if string => finding.help("write it in quotes"),
        Kind::String(_) if expected.ends_with("a list") => finding.help("put it into brackets: a list of one"),
        Kind::String(word) if expected.ends_with("true or false") && matches!(word.as_str(), "true" | "false") => {
            finding.help("write it without quotes")
        }
        _ => finding,
    });
}
