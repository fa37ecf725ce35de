//! Users as CSV (RFC 4180, in UTF-8): a header, then one user a record. An empty cell says nothing; lists are separated by `;`.

use super::blocks::RowEnd;
use super::fields::unknown_field;
use super::findings::{Finding, Findings};
use super::holding::{LevelRef, RoleAssignment, RoleRef};
use super::node::{Field, Kind, Node, Span, duplicate_key};
use super::words::quote;
use crate::model::{Draft, Names};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

const COLUMNS: [&str; 8] = ["id", "name", "email", "active", "employee", "roles", "teams", "accessLevels"];
const LISTS: [&str; 3] = ["roles", "teams", "accessLevels"];

/// What the cells of each column say; `None`: nothing that is known.
pub(super) type Header = Vec<Option<&'static str>>;

/// Finds the ends of records, and the cells of those with a quote in them.
pub(crate) struct Records {
    reader: Reader,
    /// What stands between two cells.
    delimiter: char,
    /// How much of the record the reader was given: nothing, as long as no quote stands in it.
    fed: usize,
    text: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    cells: usize,
}

impl RowEnd for Records {
    fn find(&mut self, row: &[u8], seen: usize, last: bool) -> Option<usize> {
        if seen == 0 {
            self.fed = 0;
        }
        if self.fed == 0 {
            let at = seen + memchr::memchr3(b'\n', b'\r', b'"', row.get(seen..)?)?;
            if row.get(at) != Some(&b'"') {
                return Some(at + 1);
            }
            self.begin();
        }
        loop {
            let rest = row.get(self.fed..).unwrap_or_default();
            // An empty rest says that the text has ended, which a rest that is yet to come must not.
            if rest.is_empty() && !last {
                return None;
            }
            let (text, ends) = (self.text.get_mut(self.written..), self.ends.get_mut(self.cells..));
            let (result, read, written, cells) =
                self.reader.read_record(rest, text.unwrap_or_default(), ends.unwrap_or_default());
            self.fed += read;
            self.written += written;
            self.cells += cells;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.text.resize((self.text.len() * 2).max(256), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize((self.ends.len() * 2).max(16), 0),
                ReadRecordResult::Record | ReadRecordResult::End => return Some(self.fed),
            }
        }
    }
}

impl Records {
    /// Records whose cells this stands between, which is one byte.
    pub fn new(delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        let delimiter = char::from(delimiter);
        Self { reader, delimiter, fed: 0, text: Vec::new(), ends: Vec::new(), written: 0, cells: 0 }
    }

    /// Makes the reader ready for a record. What it reads first it takes for the beginning of a file, where a byte order mark
    /// means nothing.
    fn begin(&mut self) {
        self.reader.reset();
        self.reader.read_record(b"\n", &mut [0], &mut [0]);
        (self.written, self.cells) = (0, 0);
    }

    /// The record that was found last.
    pub fn record<'r>(&'r self, raw: &'r str, start: usize) -> Record<'r> {
        let text = || std::str::from_utf8(self.text.get(..self.written)?).ok();
        let quoted =
            (self.fed > 0).then(|| (text().unwrap_or_default(), self.ends.get(..self.cells).unwrap_or_default()));
        Record { raw, start, quoted, delimiter: self.delimiter }
    }
}

/// A record: its text without the line's end, and what its cells say.
#[derive(Clone, Copy)]
pub(crate) struct Record<'r> {
    pub raw: &'r str,
    /// Where in the file it begins.
    start: usize,
    delimiter: char,
    /// The cells one after the other, and where each ends, of a record with a quote in it.
    quoted: Option<(&'r str, &'r [usize])>,
}

impl<'r> Record<'r> {
    /// What the cells say.
    pub fn cells(self) -> impl Iterator<Item = &'r str> {
        let (text, ends) = self.quoted.unwrap_or_default();
        let mut start = 0;
        let quoted =
            ends.iter().map(move |end| text.get(std::mem::replace(&mut start, *end)..*end).unwrap_or_default());
        quoted.chain(self.quoted.is_none().then(|| self.raw.split(self.delimiter)).into_iter().flatten())
    }

    pub fn span(self) -> Span {
        Span { start: self.start, end: self.start + self.raw.len() }
    }

    /// Where each cell stands; the place of a quote that is out of place. The two ways of reading must agree on what a cell is.
    fn spans(self) -> Result<Vec<Span>, usize> {
        match cells(self.raw, self.delimiter) {
            Ok(cells) if cells.len() == self.cells().count() => Ok(cells
                .into_iter()
                .map(|cell| Span { start: self.start + cell.start, end: self.start + cell.end })
                .collect()),
            unclear => Err(self.start + unclear.err().unwrap_or_default()),
        }
    }

    /// Reads the header; `None`, and a report, where it is none.
    pub fn header(self, findings: &mut Findings) -> Option<Header> {
        let spans = self.spans_or_report(findings)?;
        let mut columns = Header::new();
        for (name, at) in self.cells().zip(spans) {
            let column = COLUMNS.into_iter().find(|column| *column == name);
            match column {
                None => {
                    let message = format!("users in CSV have no column {}", quote(name));
                    findings.push(unknown_field(message, name, at, &COLUMNS));
                }
                Some(_) if columns.contains(&column) => findings.push(duplicate_key(name, at)),
                Some(_) => {}
            }
            columns.push(column.filter(|_| !columns.contains(&column)));
        }
        Some(columns)
    }

    /// Reads a user of whom all is in order into the draft. False: something may be wrong, or is not known.
    pub fn draft(self, header: &Header, names: &Names<'_>, draft: &mut Draft) -> bool {
        if self.quoted.is_some() && self.spans().is_err() {
            return false;
        }
        draft.clear();
        let mut cells = self.cells();
        for column in header {
            let Some(cell) = cells.next() else { return false };
            let mut entries = cell.split(';');
            let taken = match *column {
                _ if cell.is_empty() => true,
                None => true,
                Some("id") => draft.id.say(cell),
                Some("name") => draft.name.say(cell),
                Some("email") => draft.email.say(cell),
                Some("employee") => draft.employee.say(cell),
                Some("active") => cell.parse().map(|active| draft.active = active).is_ok(),
                Some("roles") => entries.all(|role| match split_role(role, names) {
                    Some((role, level)) => {
                        let level = names.only_level(level);
                        level.is_some() && draft.hold(names.role(role), level, None, None)
                    }
                    None => draft.hold(names.role(role), None, None, None),
                }),
                Some("teams") => entries.all(|team| draft.join(names.team(team))),
                Some(_) => entries.all(|level| draft.have(names.only_level(level))),
            };
            if !taken {
                return false;
            }
        }
        cells.next().is_none() && draft.is_sound()
    }

    /// Reads the user of a record; `None`, and a report, where the record is none.
    pub fn user(self, header: &Header, findings: &mut Findings) -> Option<Node> {
        let spans = self.spans_or_report(findings)?;
        if spans.len() != header.len() {
            findings.push(self.wrong_columns(spans.len(), header.len()));
            return None;
        }
        let mut fields = Vec::new();
        for ((column, cell), span) in header.iter().zip(self.cells()).zip(spans) {
            let Some(column) = *column else { continue };
            if cell.is_empty() && column != "id" {
                continue;
            }
            let kind = match (column, cell) {
                ("active", "true") => Kind::Bool(true),
                ("active", "false") => Kind::Bool(false),
                (column, cell) if LISTS.contains(&column) => Kind::Array(entries(cell, span)),
                (_, cell) => Kind::String(cell.to_owned()),
            };
            fields.push(Field { key: column.to_owned(), at: span, value: Node { span, kind } });
        }
        Some(Node { span: self.span(), kind: Kind::Object(fields) })
    }

    /// Says that the header has another number of cells.
    pub fn wrong_columns(self, cells: usize, of_header: usize) -> Finding {
        let message = format!("a record of {cells} cells under a header of {of_header}");
        let finding = Finding::new("wrong-columns", message).at(self.span());
        let separator = if self.delimiter == ',' { "a comma".to_owned() } else { quote(&self.delimiter.to_string()) };
        finding.help(format!("a cell with {separator} in it stands in quotes"))
    }

    /// Where each cell stands; `None`, and a report, where a quote is out of place.
    pub fn spans_or_report(self, findings: &mut Findings) -> Option<Vec<Span>> {
        let report = |start| {
            let finding = Finding::new("syntax", "not CSV: a quote out of place").at(Span { start, end: start + 1 });
            findings.push(finding.help("a cell with a quote in it stands in quotes, with the quote written twice"));
        };
        self.spans().map_err(report).ok()
    }
}

/// Says that a file has not even a header.
pub(super) fn no_header() -> Finding {
    Finding::new("missing-field", "a CSV file without a header")
        .at(Span::default())
        .help(format!("begin with `{}`", COLUMNS.join(",")))
}

/// Where each cell stands; the place of a quote that is out of place.
fn cells(raw: &str, delimiter: char) -> Result<Vec<Span>, usize> {
    let mut cells = Vec::new();
    let mut start = 0;
    loop {
        let rest = raw.get(start..).unwrap_or_default();
        let length = if let Some(quoted) = rest.strip_prefix('"') {
            2 + quoted_length(quoted).ok_or(start)?
        } else {
            let length = rest.find(delimiter).unwrap_or(rest.len());
            if let Some(at) = rest.get(..length).and_then(|cell| cell.find('"')) {
                return Err(start + at);
            }
            length
        };
        cells.push(Span { start, end: start + length });
        start += length;
        match raw.get(start..).and_then(|rest| rest.chars().next()) {
            Some(next) if next == delimiter => start += 1,
            Some(_) => return Err(start),
            None => return Ok(cells),
        }
    }
}

/// How long a quoted cell is, without its quotes; `None` where it is not closed.
fn quoted_length(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((index, byte)) = bytes.next() {
        if byte == b'"' && bytes.next_if(|(_, next)| *next == b'"').is_none() {
            return Some(index);
        }
    }
    None
}

/// The entries of a list. Their spans are exact where nothing in the cell is escaped.
fn entries(cell: &str, span: Span) -> Vec<Node> {
    let quotes = (span.end - span.start).saturating_sub(cell.len());
    let mut start = span.start + quotes / 2;
    let exact = quotes == 0 || quotes == 2;
    let mut nodes = Vec::new();
    for entry in cell.split(';') {
        let at = if exact { Span { start, end: start + entry.len() } } else { span };
        nodes.push(Node { span: at, kind: Kind::String(entry.to_owned()) });
        start += entry.len() + 1;
    }
    nodes
}

/// Longest entry that can be a role within a level: three ids, `@` and `/`.
const LONGEST_ROLE: usize = 3 * 512 + 2;

/// Reads `role@COMPANY/KEY` among the roles of a user.
pub(super) fn split_roles(roles: &mut [RoleRef], names: &Names<'_>) {
    for role in roles {
        if let RoleRef::Id(id) = role
            && let Some((held, level)) = split_role(id, names)
        {
            let within = Some(LevelRef::Text(level.to_owned()));
            *role = RoleRef::Assignment(RoleAssignment { role: held.to_owned(), within, ..RoleAssignment::default() });
        }
    }
}

/// The role and the level's reference: at the first `@` that a reference follows, or where there is neither one nor such a
/// role, at the first that a role stands before, so that the level is what is told to be wrong.
fn split_role<'r>(text: &'r str, names: &Names<'_>) -> Option<(&'r str, &'r str)> {
    if text.len() > LONGEST_ROLE {
        return None;
    }
    let splits = || text.match_indices('@').filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)));
    splits().find(|(_, level)| names.is_level(level)).or_else(|| {
        let is_role = names.role(text).is_some();
        splits().find(|(role, _)| !is_role && names.role(role).is_some())
    })
}
