//! Texts of a service, read value by value, and what is found wrong with them on the way.

use super::{Imported, Options};
use crate::model;
use crate::source::decode::List;
use crate::source::fields::Fields;
use crate::source::findings::{At, Finding, Findings};
use crate::source::locate::locate;
use crate::source::node::{Kind, Node, Span, Step};
use crate::source::reading::{File, Format, Parts, Role};
use crate::source::{Document, Gaps, Organization, Problems, UserFiles, json};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// Where the entries of the document come from.
pub(super) type Origins = HashMap<(List, usize), At>;

pub(super) struct Gathering<'o> {
    pub options: &'o Options,
    pub findings: Findings,
    files: Vec<File>,
    /// Sentences for the notes, with what each is about.
    open: BTreeMap<&'static str, Vec<String>>,
}

impl<'o> Gathering<'o> {
    /// Reads all values of the texts, one after another, each as `on` does.
    pub fn read(
        texts: impl IntoIterator<Item = (String, String)>,
        options: &'o Options,
        mut on: impl FnMut(&mut Self, Node),
    ) -> Self {
        let mut gathering =
            Self { options, findings: Findings::default(), files: Vec::new(), open: BTreeMap::default() };
        for (name, text) in texts {
            let mark = gathering.findings.kept.len();
            let nodes = json::values(&text, &mut gathering.findings);
            let empty = nodes.is_empty() && gathering.findings.kept.len() == mark;
            gathering.files.push(File { name, format: Format::Json, text: text.into(), role: Role::Document });
            if empty {
                gathering.findings.push(Finding::new("missing-field", "the file is empty").at(Span::default()));
            }
            for node in nodes {
                on(&mut gathering, node);
            }
            gathering.findings.settle(mark, gathering.files.len() - 1);
        }
        gathering
    }

    /// A place in the file that is being read.
    pub fn here(&self, span: Span) -> At {
        At::File(self.files.len().saturating_sub(1), span)
    }

    /// The fields of an object. A field that is null is one that is not there, but for those that `decides` names.
    pub fn object(&mut self, what: &'static str, mut node: Node, decides: &[&str]) -> Option<Fields<'_>> {
        if let Kind::Object(fields) = &mut node.kind {
            fields.retain(|field| !matches!(field.value.kind, Kind::Null) || decides.contains(&field.key.as_str()));
        }
        Fields::of(what, node, &mut self.findings)
    }

    /// Notes that the answers do not say something of `whom`. The sentence tells of the first in place of `{}`.
    pub fn note(&mut self, sentence: &'static str, whom: &str) {
        self.open.entry(sentence).or_default().push(whom.to_owned());
    }

    /// The document, if nothing is wrong with it.
    pub fn finish(mut self, mut document: Document, origins: &Origins) -> Result<Imported, Problems> {
        document.organization =
            self.options.organization.as_ref().map(|id| Organization { id: id.clone(), ..Organization::default() });
        let mut gaps = Gaps::default();
        if !self.findings.is_empty() {
            gaps.everything();
        }
        self.findings.extend(checked(document.clone(), origins, &gaps));
        if !self.findings.is_empty() {
            return Err(locate(self.findings, &self.files, &Parts::new()));
        }
        let notes = self.open.iter().map(|(sentence, whom)| told(sentence, whom)).collect();
        Ok(Imported { document, notes })
    }
}

/// Holds a document to the access model: all that is wrong, and where in the answers it comes from.
pub(super) fn checked(mut document: Document, origins: &Origins, gaps: &Gaps) -> Findings {
    // A part of a source has none, and that alone is nothing wrong.
    let stand_in = || Organization { id: "organization".to_owned(), ..Organization::default() };
    document.organization.get_or_insert_with(stand_in);
    let (mut parts, mut watch) = (Parts::new(), |_| {});
    let users = UserFiles::new(&[], &mut parts, &mut watch);
    let mut findings = model::check(document, users, gaps).err().unwrap_or_default();
    for finding in &mut findings.kept {
        for at in [Some(&mut finding.at), finding.also.as_mut()].into_iter().flatten() {
            let At::Path(path) = &*at else { continue };
            let [Step::Field(name), Step::Index(index), ..] = path.0.as_slice() else { continue };
            let list = List::ALL.into_iter().find(|list| list.name() == *name);
            if let Some(origin) = list.and_then(|list| origins.get(&(list, *index))) {
                *at = origin.clone();
            }
        }
        // Of two, the one that is imported can be pointed at.
        if let (At::Path(_), Some(At::File(..))) = (&finding.at, &finding.also)
            && let Some(also) = &mut finding.also
        {
            std::mem::swap(&mut finding.at, also);
        }
    }
    findings
}

/// The sentence about all of whom it is true.
pub(super) fn told(sentence: &str, whom: &[String]) -> String {
    let first = whom.first().map(|first| crate::source::words::quote(first)).unwrap_or_default();
    match whom.len() {
        1 => sentence.replace("{}", &first),
        count => sentence.replace("{}", &format!("{first} and {} more", count - 1)),
    }
}

/// A key that a service writes as a number or as a string.
pub(super) fn key(fields: &mut Fields<'_>, name: &'static str) -> Option<String> {
    let node = fields.node(name)?;
    match node.kind {
        Kind::Number(number) => Some(number.to_string()),
        Kind::String(text) => Some(text),
        kind => {
            let expected = format!("`{name}` is a number or a string");
            crate::source::fields::wrong_type(&expected, &kind, node.span, fields.findings());
            None
        }
    }
}

/// The foreign keys as `external` holds them: those that there are, in one object for each system.
pub(super) fn external(entries: impl IntoIterator<Item = (&'static str, Option<Value>)>) -> Map<String, Value> {
    entries.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}
