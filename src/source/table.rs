//! Users as CSV (RFC 4180, in UTF-8): a header, then one user a record. An empty cell says nothing; lists are separated by `;`.

use super::document::{Document, LevelRef, RoleAssignment, RoleRef};
use super::fields::unknown_field;
use super::findings::{Finding, Findings};
use super::node::{Field, Kind, Node, Piece, Span, duplicate_key};
use super::words::quote;
use csv::{ReaderBuilder, StringRecord};
use std::collections::HashSet;
use std::ops::Range;

const COLUMNS: [&str; 8] = ["id", "name", "email", "active", "employee", "roles", "teams", "accessLevels"];
const LISTS: [&str; 3] = ["roles", "teams", "accessLevels"];

/// Reads the users, telling `on` each as if it stood in a document's `users`. Linear in the text.
/// False: some of the text could not be read.
pub(crate) fn walk(text: &str, findings: &mut Findings, on: &mut dyn FnMut(&mut Findings, Piece)) -> bool {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - body.len();
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut record = StringRecord::new();
    let mut header: Option<Vec<Option<&'static str>>> = None;
    let mut whole = true;
    on(findings, Piece::Field { key: "users".to_owned(), at: Span::default(), value: None });
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                findings.push(Finding::new("syntax", format!("not CSV: {error}")).at(Span::default()));
                return false;
            }
        }
        let span = record_span(body, &record, &reader, offset);
        let raw = text.get(span.start..span.end).unwrap_or_default();
        let spans = match cells(raw) {
            Ok(cells) if cells.len() == record.len() => cells,
            // The two ways of reading must agree on what a cell is.
            unclear => {
                let start = span.start + unclear.err().unwrap_or_default();
                let finding =
                    Finding::new("syntax", "not CSV: a quote out of place").at(Span { start, end: start + 1 });
                findings.push(finding.help("a cell with a quote in it stands in quotes, with the quote written twice"));
                whole = false;
                continue;
            }
        };
        let spans: Vec<Span> =
            spans.into_iter().map(|cell| Span { start: span.start + cell.start, end: span.start + cell.end }).collect();
        match &header {
            None => header = Some(columns(&record, &spans, span, findings)),
            Some(columns) if columns.len() == record.len() => {
                let node = user(columns, &record, &spans, span);
                on(findings, Piece::Entry { node });
            }
            Some(columns) => {
                let message = format!("a record of {} cells under a header of {}", record.len(), columns.len());
                findings.push(
                    Finding::new("wrong-columns", message).at(span).help("a cell with a comma in it stands in quotes"),
                );
                whole = false;
            }
        }
    }
    if header.is_none() {
        findings.push(
            Finding::new("missing-field", "a CSV file without a header")
                .at(Span::default())
                .help(format!("begin with `{}`", COLUMNS.join(","))),
        );
        return false;
    }
    whole
}

/// Where the record stands, without the line's end. The reader counts the empty lines before it as its own.
fn record_span(body: &str, record: &StringRecord, reader: &csv::Reader<&[u8]>, offset: usize) -> Span {
    let place = |byte: u64| usize::try_from(byte).unwrap_or(body.len()).min(body.len());
    let (start, end) =
        (record.position().map_or(0, |position| place(position.byte())), place(reader.position().byte()));
    let raw = body.get(start..end).unwrap_or_default();
    let start = start + raw.len() - raw.trim_start_matches(['\r', '\n']).len();
    let end = start + raw.trim_matches(['\r', '\n']).len();
    Span { start: start + offset, end: end + offset }
}

/// Where each cell stands; the place of a quote that is out of place.
fn cells(raw: &str) -> Result<Vec<Span>, usize> {
    let mut cells = Vec::new();
    let mut start = 0;
    loop {
        let rest = raw.get(start..).unwrap_or_default();
        let length = if let Some(quoted) = rest.strip_prefix('"') {
            2 + quoted_length(quoted).ok_or(start)?
        } else {
            let length = rest.find(',').unwrap_or(rest.len());
            if let Some(at) = rest.get(..length).and_then(|cell| cell.find('"')) {
                return Err(start + at);
            }
            length
        };
        cells.push(Span { start, end: start + length });
        start += length;
        match raw.as_bytes().get(start) {
            Some(b',') => start += 1,
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

fn columns(record: &StringRecord, spans: &[Span], whole: Span, findings: &mut Findings) -> Vec<Option<&'static str>> {
    let mut columns: Vec<Option<&'static str>> = Vec::new();
    for (index, name) in record.iter().enumerate() {
        let at = spans.get(index).copied().unwrap_or(whole);
        let column = COLUMNS.into_iter().find(|column| *column == name);
        match column {
            None => {
                findings.push(unknown_field(
                    format!("users in CSV have no column {}", quote(name)),
                    name,
                    at,
                    &COLUMNS,
                ));
            }
            Some(_) if columns.contains(&column) => findings.push(duplicate_key(name, at)),
            Some(_) => {}
        }
        columns.push(column.filter(|_| !columns.contains(&column)));
    }
    columns
}

fn user(columns: &[Option<&'static str>], record: &StringRecord, spans: &[Span], whole: Span) -> Node {
    let mut fields = Vec::new();
    for (index, (column, cell)) in columns.iter().zip(record).enumerate() {
        let Some(column) = column else { continue };
        if cell.is_empty() && *column != "id" {
            continue;
        }
        let span = spans.get(index).copied().unwrap_or(whole);
        let kind = match (*column, cell) {
            ("active", "true") => Kind::Bool(true),
            ("active", "false") => Kind::Bool(false),
            (column, cell) if LISTS.contains(&column) => Kind::Array(entries(cell, span)),
            (_, cell) => Kind::String(cell.to_owned()),
        };
        fields.push(Field { key: (*column).to_owned(), at: span, value: Node { span, kind } });
    }
    Node { span: whole, kind: Kind::Object(fields) }
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

/// Reads `role@COMPANY/KEY` among the roles of users that came as CSV. It takes the whole document to know a level's reference.
pub(crate) fn split_roles(document: &mut Document, came_as_csv: &[Range<usize>]) {
    let is_candidate = |role: &RoleRef| matches!(role, RoleRef::Id(id) if id.contains('@') && id.len() <= LONGEST_ROLE);
    let users = |range: &Range<usize>| document.users.get(range.clone()).unwrap_or_default();
    if !came_as_csv.iter().flat_map(users).any(|user| user.roles.iter().any(is_candidate)) {
        return;
    }
    let levels: HashSet<String> = document
        .access_levels
        .iter()
        .flat_map(|level| [level.key.clone(), format!("{}/{}", level.company, level.key)])
        .collect();
    let roles: HashSet<&str> = document.roles.iter().map(|role| role.id.as_str()).collect();
    for range in came_as_csv {
        for role in
            document.users.get_mut(range.clone()).unwrap_or_default().iter_mut().flat_map(|user| &mut user.roles)
        {
            if let RoleRef::Id(id) = role
                && is_candidate(&RoleRef::Id(id.clone()))
                && let Some((held, level)) = split_role(id, &levels, &roles)
            {
                let within = Some(LevelRef::Text(level.to_owned()));
                *role =
                    RoleRef::Assignment(RoleAssignment { role: held.to_owned(), within, ..RoleAssignment::default() });
            }
        }
    }
}

/// The role and the level's reference: at the first `@` that a reference follows, or where there is neither one nor such a
/// role, at the first that a role stands before, so that the level is what is told to be wrong.
fn split_role<'r>(text: &'r str, levels: &HashSet<String>, roles: &HashSet<&str>) -> Option<(&'r str, &'r str)> {
    let splits = || text.match_indices('@').filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)));
    splits()
        .find(|(_, level)| levels.contains(*level))
        .or_else(|| if roles.contains(text) { None } else { splits().find(|(role, _)| roles.contains(role)) })
}
