//! What a file says before anybody knows what it means: a small tree whose every value knows where it stands.

use super::findings::{Finding, Findings};
use serde_json::{Map, Number, Value};
use std::collections::HashSet;

/// How deep lists and objects may stand within one another in a file. What a source means needs six.
pub(crate) const DEEPEST: usize = 64;

/// Bytes of a file, from `start` up to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
}

#[derive(Debug)]
pub(crate) struct Node {
    pub span: Span,
    pub kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Node>),
    Object(Vec<Field>),
    /// Reported already; whoever meets it says no more.
    Broken,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub key: String,
    pub at: Span,
    pub value: Node,
}

/// One step on the way from the document to a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Field(&'static str),
    Key(String),
    Index(usize),
}

/// What a file is read as: one by one, so that a file of a million users never stands in memory as a tree.
pub(crate) enum Piece {
    /// A top-level field, and its value unless that is a list, whose entries then follow.
    Field { key: String, at: Span, value: Option<Node> },
    /// The next entry of the list that the last `Field` began.
    Entry { node: Node },
}

impl Kind {
    /// What it is, in the words of a message.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "a list",
            Self::Object(_) => "an object",
            Self::Broken => "unreadable",
        }
    }
}

impl Node {
    /// Makes the node fit for [`Node::find`]: takes out the entries of lists that begin where `dropped` says, which are not
    /// in the document, and sorts the fields of objects.
    pub fn prepare(&mut self, dropped: &HashSet<usize>) {
        match &mut self.kind {
            Kind::Array(entries) => {
                entries.retain(|entry| !dropped.contains(&entry.span.start));
                entries.iter_mut().for_each(|entry| entry.prepare(dropped));
            }
            Kind::Object(fields) => {
                fields.sort_unstable_by(|a, b| a.key.cmp(&b.key));
                fields.iter_mut().for_each(|field| field.value.prepare(dropped));
            }
            _ => {}
        }
    }

    /// The span of what the steps lead to, or of the last thing on the way that there is, in a prepared node. A key that is
    /// the last step is pointed at itself.
    pub fn find(&self, steps: &[Step]) -> Span {
        let Some((step, rest)) = steps.split_first() else { return self.span };
        let field = |fields: &[Field], name: &str| fields.binary_search_by(|field| field.key.as_str().cmp(name)).ok();
        let next = match (&self.kind, step) {
            (Kind::Array(entries), Step::Index(index)) => entries.get(*index),
            (Kind::Object(fields), Step::Field(name)) => {
                field(fields, name).and_then(|at| fields.get(at)).map(|field| &field.value)
            }
            (Kind::Object(fields), Step::Key(name)) => match field(fields, name).and_then(|at| fields.get(at)) {
                Some(field) if rest.is_empty() => return field.at,
                field => field.map(|field| &field.value),
            },
            _ => None,
        };
        next.map_or(self.span, |node| node.find(rest))
    }

    /// The same as free JSON; what is broken was reported and is null here.
    pub fn into_value(self) -> Value {
        match self.kind {
            Kind::Null | Kind::Broken => Value::Null,
            Kind::Bool(value) => Value::Bool(value),
            Kind::Number(number) => Value::Number(number),
            Kind::String(text) => Value::String(text),
            Kind::Array(entries) => Value::Array(entries.into_iter().map(Self::into_value).collect()),
            Kind::Object(fields) => Value::Object(into_map(fields)),
        }
    }
}

pub(crate) fn into_map(fields: Vec<Field>) -> Map<String, Value> {
    fields.into_iter().map(|field| (field.key, field.value.into_value())).collect()
}

/// Keeps the first of the fields that bear one name and reports the others. Linear in the number of fields.
pub(crate) fn refuse_duplicates(fields: &mut Vec<Field>, findings: &mut Findings) {
    let mut seen = HashSet::with_capacity(fields.len());
    let repeated: Vec<bool> = fields.iter().map(|field| !seen.insert(field.key.as_str())).collect();
    if !repeated.contains(&true) {
        return;
    }
    let mut repeated = repeated.into_iter();
    fields.retain(|field| {
        let again = repeated.next().unwrap_or(false);
        if again {
            findings.push(duplicate_key(&field.key, field.at));
        }
        !again
    });
}

pub(crate) fn duplicate_key(key: &str, at: Span) -> Finding {
    Finding::new("duplicate-key", format!("the key {} stands twice in one object", super::words::quote(key)))
        .at(at)
        .help("keep one of the two; which of them was meant cannot be known")
}

pub(crate) fn too_deep(at: Span) -> Finding {
    Finding::new("too-deep", format!("lists and objects stand more than {DEEPEST} deep in one another")).at(at)
}
