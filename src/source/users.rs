//! Files of users, a user a row: read block by block while the model is made, when all that users refer to is known.

use super::blocks::{self, Blocks, Row, RowEnd};
use super::decode::{List, user};
use super::document::{Document, User};
use super::findings::{At, Finding, Findings, KEPT};
use super::node::{Node, Piece, Span};
use super::reading::{File, Format, Part, Parts, is_utf16};
use super::table::{self, Header, Records};
use super::{drafting, json};
use crate::model::{Draft, Names};
use std::io;

/// How far the reading of files of users has come.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// let mut last = rolepack::source::Progress::default();
/// source.into_model(&mut |progress| last = progress)?;
/// assert_eq!(last.bytes, last.of);   // all of the files of users has been read
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Progress {
    /// Users read.
    pub users: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Bytes that there are to read in all; files that grow meanwhile may make the reading pass it.
    pub of: u64,
}

/// The files of users of a source.
pub(crate) struct UserFiles<'s> {
    files: std::iter::Enumerate<std::slice::Iter<'s, File>>,
    parts: &'s mut Parts,
    watch: &'s mut dyn FnMut(Progress),
    progress: Progress,
    open: Option<Open<'s>>,
}

/// The file being read.
struct Open<'s> {
    number: usize,
    rows: Rows<'s>,
    /// The next user's place among those of the file.
    local: usize,
    /// Whether the next user begins a part: the one before it is not in the document.
    broken: bool,
    /// Bytes of the files before.
    before: u64,
}

/// A user who was read.
pub(crate) enum Read {
    /// Into the draft: all is in order.
    Drafted,
    /// As written.
    Written(Box<User>),
}

/// How many users are read before the progress is told again.
const OFTEN: usize = 4096;

impl<'s> UserFiles<'s> {
    pub fn new(files: &'s [File], parts: &'s mut Parts, watch: &'s mut dyn FnMut(Progress)) -> Self {
        let of = files.iter().filter(|file| file.format.is_rows()).map(|file| file.text.size()).sum();
        let progress = Progress { of, ..Progress::default() };
        Self { files: files.iter().enumerate(), parts, watch, progress, open: None }
    }

    /// The next user, who will be the `index`th of the model's, into the draft if there is one and all is in order; `None` where
    /// there is none left.
    pub fn next(
        &mut self,
        index: usize,
        names: &Names<'_>,
        mut draft: Option<&mut Draft>,
        findings: &mut Findings,
    ) -> Option<Read> {
        if index.is_multiple_of(OFTEN) {
            self.tell(index);
        }
        loop {
            let Some(open) = &mut self.open else {
                let Some((number, file)) = self.files.find(|(_, file)| file.format.is_rows()) else {
                    self.tell(index);
                    return None;
                };
                let rows = Rows::of(file, findings);
                self.open = rows.map(|rows| Open { number, rows, local: 0, broken: true, before: self.progress.bytes });
                continue;
            };
            let mark = findings.kept.len();
            let read = match open.rows.next(draft.as_deref_mut().map(|draft| (names, draft)), findings) {
                Some(Entry::Drafted) => Some(Read::Drafted),
                Some(Entry::Written(node)) => user(node, findings).map(|mut user| {
                    if open.rows.file.format == Format::Csv {
                        table::split_roles(&mut user.roles, names);
                    }
                    Read::Written(Box::new(user))
                }),
                None => {
                    findings.settle(mark, open.number);
                    self.progress.bytes = open.before + open.rows.blocks.given() as u64;
                    self.open = None;
                    continue;
                }
            };
            findings.settle(mark, open.number);
            open.local += 1;
            if read.is_none() {
                open.broken = true;
                continue;
            }
            // Where nothing more is kept, nothing more is located.
            if std::mem::replace(&mut open.broken, false) && findings.kept.len() < KEPT {
                let part = Part { file: open.number, local: open.local - 1 };
                self.parts.insert((List::Users, index), part);
            }
            return read;
        }
    }

    fn tell(&mut self, users: usize) {
        self.progress.users = users as u64;
        if let Some(open) = &self.open {
            self.progress.bytes = open.before + open.rows.blocks.given() as u64;
        }
        (self.watch)(self.progress);
    }
}

/// Reads all users of the files as they are written, who may refer to what the document holds.
pub(super) fn read_all(document: &Document, mut files: UserFiles<'_>) -> (Vec<User>, Findings) {
    let mut findings = Findings::default();
    let names = Names::of(document, &mut Findings::default());
    let mut users = Vec::new();
    while let Some(read) = files.next(document.users.len() + users.len(), &names, None, &mut findings) {
        if let Read::Written(user) = read {
            users.push(*user);
        }
    }
    (users, findings)
}

/// Reads a file of users, telling `on` each as if it stood in a document's `users`.
pub(super) fn walk(file: &File, findings: &mut Findings, on: &mut dyn FnMut(&mut Findings, Piece)) {
    on(findings, Piece::Field { key: List::Users.name().to_owned(), at: Span::default(), value: None });
    let Some(mut rows) = Rows::of(file, findings) else { return };
    while let Some(entry) = rows.next(None, findings) {
        if let Entry::Written(node) = entry {
            on(findings, Piece::Entry { node });
        }
    }
}

/// A file of users, a user a row.
struct Rows<'s> {
    file: &'s File,
    blocks: Blocks<'s>,
    records: Records,
    header: Option<Header>,
    ended: bool,
}

enum Entry {
    Drafted,
    Written(Node),
}

/// Rows that end with their line.
struct Lines;

impl RowEnd for Lines {
    fn find(&mut self, row: &[u8], seen: usize, _last: bool) -> Option<usize> {
        Some(seen + memchr::memchr(b'\n', row.get(seen..)?)? + 1)
    }
}

impl<'s> Rows<'s> {
    fn of(file: &'s File, findings: &mut Findings) -> Option<Self> {
        let open = || {
            let mut blocks = Blocks::new(Box::new(file.text.open()?));
            blocks.pass("\u{feff}".as_bytes())?;
            Ok(Self { file, blocks, records: Records::new(b','), header: None, ended: false })
        };
        open().map_err(|error| findings.push(unreadable(file, &error))).ok()
    }

    /// The next user, into the draft if possible; `None` where none is left that can be read. What cannot be read is reported.
    fn next(&mut self, mut quick: Option<(&Names<'_>, &mut Draft)>, findings: &mut Findings) -> Option<Entry> {
        let is_csv = self.file.format == Format::Csv;
        while !self.ended {
            let row = if is_csv { self.blocks.row(&mut self.records) } else { self.blocks.row(&mut Lines) };
            let (row, start) = match row {
                Ok(Some(Row::Whole(row, start))) => (row, start),
                Ok(Some(Row::TooLong(start))) => {
                    findings.push(too_long(start, is_csv));
                    // What its columns mean is not known.
                    self.ended = is_csv && self.header.is_none();
                    continue;
                }
                Ok(None) => {
                    if is_csv && self.header.is_none() {
                        findings.push(table::no_header());
                    }
                    break;
                }
                Err(error) => {
                    findings.push(unreadable(self.file, &error));
                    break;
                }
            };
            let Ok(text) = std::str::from_utf8(row).map_err(|error| {
                let utf16 = start == 0 && is_utf16(row);
                findings.push(self.file.not_utf8(utf16, start + error.valid_up_to()));
            }) else {
                break;
            };
            if !is_csv {
                let line = text.strip_suffix('\n').unwrap_or(text);
                if line.trim_ascii().is_empty() {
                    continue;
                }
                if let Some((names, draft)) = &mut quick
                    && drafting::draft(line, names, draft)
                {
                    return Some(Entry::Drafted);
                }
                if let Some(node) = json::line(line, start, findings) {
                    return Some(Entry::Written(node));
                }
                continue;
            }
            let raw = text.trim_end_matches(['\r', '\n']);
            if raw.is_empty() {
                continue;
            }
            let record = self.records.record(raw, start);
            let Some(header) = &self.header else {
                self.header = record.header(findings);
                continue;
            };
            if let Some((names, draft)) = &mut quick
                && record.draft(header, names, draft)
            {
                return Some(Entry::Drafted);
            }
            if let Some(node) = record.user(header, findings) {
                return Some(Entry::Written(node));
            }
        }
        self.ended = true;
        None
    }
}

pub(crate) fn too_long(start: usize, is_csv: bool) -> Finding {
    let what = if is_csv { "a record" } else { "a line" };
    let message = format!("{what} of more than {} MiB", blocks::LONGEST >> 20);
    let finding = Finding::new("too-long", message).at(Span { start, end: start + 1 });
    if is_csv { finding.help("a quote in it may have no end") } else { finding.help("each user stands on one line") }
}

pub(crate) fn unreadable(file: &File, error: &io::Error) -> Finding {
    Finding::new("unreadable", format!("cannot be read: {error}")).at(At::Named(file.name.clone()))
}
