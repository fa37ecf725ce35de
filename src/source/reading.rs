//! Files into one document: which file holds which entries, what was wrong on the way, and what is missing because of it.

use super::decode::{List, organization};
use super::document::Document;
use super::fields::{unknown_field, wrong_type};
use super::findings::{At, Finding, Findings, Path};
use super::node::{Kind, Node, Piece, Span};
use super::suggest::closest;
use super::text::Text;
use super::words::quote;
use super::{json, users, yaml};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read as _};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Yaml,
    /// One user a line, as JSON.
    JsonLines,
    /// One user a line, under a header.
    Csv,
}

impl Format {
    /// Whether each row is a user, of which there may be many.
    pub fn is_rows(self) -> bool {
        matches!(self, Self::JsonLines | Self::Csv)
    }
}

/// One file of a source.
#[derive(Debug)]
pub(crate) struct File {
    /// As messages name it.
    pub name: String,
    pub format: Format,
    pub text: Text,
    pub role: Role,
}

impl File {
    /// Reads the text piece by piece. False: some of it could not be read.
    pub fn walk(&self, findings: &mut Findings, on: &mut dyn FnMut(&mut Findings, Piece)) -> bool {
        match self.format {
            Format::Json => json::walk(self.text.held(), findings, on),
            Format::Yaml => yaml::walk(self.text.held(), findings, on),
            Format::JsonLines | Format::Csv => {
                users::walk(self, findings, on);
                true
            }
        }
    }

    /// Says that the file's text is no UTF-8 from a byte on.
    pub fn not_utf8(&self, utf16: bool, valid: usize) -> Finding {
        let finding = if utf16 {
            Finding::new("not-utf-8", "the text is UTF-16, where UTF-8 is read")
        } else {
            let before = self.text.open().map(|text| BufReader::new(text.take(valid as u64)).bytes());
            let line = 1 + before.into_iter().flatten().filter(|byte| matches!(byte, Ok(b'\n'))).count();
            let message = format!("no UTF-8 text: byte {valid} of the file, on line {line}, begins no character");
            Finding::new("not-utf-8", message)
        };
        finding.at(At::Named(self.name.clone())).help("save the file as UTF-8")
    }
}

/// Entries of one list that stand one after another in one file, known by the list and the first one's place in the
/// document's list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    pub file: usize,
    /// The first entry's place in the file's list.
    pub local: usize,
}

pub(crate) type Parts = BTreeMap<(List, usize), Part>;

/// What could not be read, so that references into it cannot be judged.
#[derive(Debug, Default)]
pub(crate) struct Gaps {
    lists: BTreeSet<List>,
    organization: bool,
}

/// Files being read.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub document: Document,
    pub files: Vec<File>,
    pub parts: Parts,
    pub findings: Findings,
    pub gaps: Gaps,
    /// The file that holds `organization`.
    pub organization: Option<(usize, Span)>,
    /// How many of the catalogues that the document names are joined in.
    pub catalogues: usize,
}

/// Whether the bytes begin as UTF-16 does.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}

/// What a file is to the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    Catalogue,
}

impl Gaps {
    pub fn has(&self, list: List) -> bool {
        self.lists.contains(&list)
    }

    /// Whether an organisation is there that could not be read.
    pub fn organization(&self) -> bool {
        self.organization
    }

    fn add(&mut self, list: List) {
        self.lists.insert(list);
    }

    pub fn everything(&mut self) {
        self.lists.extend(List::ALL);
        self.organization = true;
    }
}

/// The names of a document's fields.
const FIELDS: [&str; 9] = [
    "organization",
    "catalogues",
    "dimensions",
    "permissions",
    "roles",
    "teams",
    "users",
    "groupMappings",
    "accessLevels",
];

/// The lists that a catalogue may hold.
const OF_A_CATALOGUE: [List; 2] = [List::Permissions, List::Roles];

impl Reading {
    /// Reads one file into the document; a file of users waits until the rest is known.
    pub fn add(&mut self, file: File) {
        if file.format.is_rows() {
            self.files.push(file);
            return;
        }
        let role = file.role;
        let number = self.files.len();
        let mark = self.findings.kept.len();
        let mut findings = std::mem::take(&mut self.findings);
        let mut current: Option<List> = None;
        let mut local = 0;
        let mut broken = false;
        let mut on = |findings: &mut Findings, piece: Piece| match piece {
            Piece::Field { key, at, value } => {
                local = 0;
                broken = true;
                current = List::ALL.into_iter().find(|list| list.name() == key);
                self.field(number, role, (&key, at), value, current, findings);
                if role == Role::Catalogue && current.is_some_and(|list| !OF_A_CATALOGUE.contains(&list)) {
                    current = None;
                }
            }
            Piece::Entry { node } => {
                let Some(list) = current else { return };
                if broken {
                    self.parts.insert((list, list.len(&self.document)), Part { file: number, local });
                }
                broken = !list.add(node, &mut self.document, findings);
                local += 1;
            }
        };
        let whole = file.walk(&mut findings, &mut on);
        if !whole {
            self.gaps.everything();
        }
        findings.settle(mark, number);
        self.findings = findings;
        self.files.push(file);
    }

    fn field(
        &mut self,
        file: usize,
        role: Role,
        (key, at): (&str, Span),
        value: Option<Node>,
        list: Option<List>,
        findings: &mut Findings,
    ) {
        if role == Role::Catalogue
            && (FIELDS.contains(&key))
            && !list.is_some_and(|list| OF_A_CATALOGUE.contains(&list))
        {
            findings.push(
                Finding::new("unknown-field", format!("a catalogue holds no {}", quote(key)))
                    .at(at)
                    .help("its fields are `permissions` and `roles`"),
            );
            return;
        }
        match (list, value) {
            (Some(_), None) => {}
            (Some(list), Some(node)) => {
                self.gaps.add(list);
                wrong_type(&format!("`{key}` is a list"), &node.kind, node.span, findings);
            }
            (None, node) if key == "organization" => self.organization(file, at, node, findings),
            (None, _) => {
                let known: &[&'static str] = if role == Role::Catalogue { &["permissions", "roles"] } else { &FIELDS };
                // What was meant to be a list is missing from the document.
                let meant = closest(key, known.iter().copied());
                self.gaps.lists.extend(List::ALL.into_iter().filter(|list| Some(list.name()) == meant));
                self.gaps.organization |= meant == Some("organization");
                findings.push(unknown_field(format!("a source document has no field {}", quote(key)), key, at, known));
            }
        }
    }

    fn organization(&mut self, file: usize, at: Span, node: Option<Node>, findings: &mut Findings) {
        if let Some((first, span)) = self.organization {
            let finding =
                Finding::new("second-organization", "a second `organization`; exactly one file of a source holds it")
                    .at(at);
            findings.push(finding.also(At::File(first, span)));
            return;
        }
        self.organization = Some((file, at));
        let node = node.unwrap_or(Node { span: at, kind: Kind::Array(Vec::new()) });
        self.document.organization = organization(node, findings);
        self.gaps.organization |= self.document.organization.is_none();
    }

    /// Where in its file an entry of the document stands: the file, and its place in the file's list.
    pub fn locate(parts: &Parts, path: &Path) -> Option<(usize, List, usize)> {
        use super::node::Step;
        let (Some(Step::Field(name)), Some(Step::Index(index))) = (path.0.first(), path.0.get(1)) else { return None };
        let list = List::ALL.into_iter().find(|list| list.name() == *name)?;
        let ((_, first), part) = parts.range((list, 0)..=(list, *index)).next_back()?;
        Some((part.file, list, part.local + (index - first)))
    }
}
