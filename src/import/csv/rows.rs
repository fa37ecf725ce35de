//! The rows of a table, each told to those whom it is about.

use super::Columns;
use super::people::{Cells, People};
use crate::source::blocks::{Blocks, Row};
use crate::source::findings::{Finding, Findings};
use crate::source::node::Span;
use crate::source::reading::{File, is_utf16};
use crate::source::suggest::closest;
use crate::source::table::{Record, Records};
use crate::source::users::{too_long, unreadable};
use crate::source::words::{list, quote};
use std::io;

/// Where in a row each thing stands.
struct Places {
    user: usize,
    role: Option<usize>,
    team: Option<usize>,
    level: Option<usize>,
    name: Option<usize>,
    email: Option<usize>,
    employee: Option<usize>,
    active: Option<usize>,
    /// How many cells a row has.
    width: usize,
}

/// Reads all rows; the columns that nobody asked for.
pub(super) fn read(file: &File, columns: &Columns, people: &mut People, findings: &mut Findings) -> Vec<String> {
    let mut unread = Vec::new();
    if let Err(error) = each(file, columns, people, &mut unread, findings) {
        findings.push(unreadable(file, &error));
    }
    unread
}

fn each(
    file: &File,
    columns: &Columns,
    people: &mut People,
    unread: &mut Vec<String>,
    findings: &mut Findings,
) -> io::Result<()> {
    let mut blocks = Blocks::new(Box::new(file.text.open()?));
    blocks.pass("\u{feff}".as_bytes())?;
    let mut records = Records::new(columns.delimiter.unwrap_or(b','));
    let mut places: Option<Places> = None;
    while let Some(row) = blocks.row(&mut records)? {
        let (row, start) = match row {
            Row::Whole(row, start) => (row, start),
            Row::TooLong(start) => {
                findings.push(too_long(start, true));
                if places.is_none() {
                    return Ok(());
                }
                continue;
            }
        };
        let text = match std::str::from_utf8(row) {
            Ok(text) => text.trim_end_matches(['\r', '\n']),
            Err(error) => {
                let utf16 = start == 0 && is_utf16(row);
                findings.push(file.not_utf8(utf16, start + error.valid_up_to()));
                return Ok(());
            }
        };
        if text.is_empty() {
            continue;
        }
        let record = records.record(text, start);
        match &places {
            Some(places) => tell(record, places, columns, people, findings),
            None => match header(record, columns, unread, findings) {
                Some(found) => places = Some(found),
                // What the columns mean is not known.
                None => return Ok(()),
            },
        }
    }
    if places.is_none() {
        let finding = Finding::new("missing-field", "a CSV file without a header").at(Span::default());
        findings.push(finding.help("its first line names the columns"));
    }
    Ok(())
}

fn header(record: Record<'_>, columns: &Columns, unread: &mut Vec<String>, findings: &mut Findings) -> Option<Places> {
    let spans = record.spans_or_report(findings)?;
    let names: Vec<&str> = record.cells().collect();
    let mut read = vec![false; names.len()];
    let mut missing = false;
    let mut place = |wanted: Option<&String>| {
        let wanted = wanted?;
        let mut places = names.iter().enumerate().filter(|(_, name)| *name == wanted).map(|(place, _)| place);
        let first = places.next();
        let Some(first) = first else {
            missing = true;
            findings.push(no_column(wanted, &names, &record));
            return None;
        };
        if let Some(at) = places.next().and_then(|again| spans.get(again)) {
            let message = format!("two columns are called {}", quote(wanted));
            findings.push(Finding::new("duplicate-key", message).at(*at));
            missing = true;
        }
        if let Some(read) = read.get_mut(first) {
            *read = true;
        }
        Some(first)
    };
    let user = place(Some(&columns.user));
    let [role, team, level, name, email, employee, active] = [
        &columns.role,
        &columns.team,
        &columns.level,
        &columns.name,
        &columns.email,
        &columns.employee,
        &columns.active,
    ]
    .map(|column| place(column.as_ref()));
    unread.extend(names.iter().zip(read).filter(|(_, read)| !read).map(|(name, _)| (*name).to_owned()));
    let user = user.filter(|_| !missing)?;
    Some(Places { user, role, team, level, name, email, employee, active, width: names.len() })
}

fn no_column(wanted: &str, names: &[&str], record: &Record<'_>) -> Finding {
    let finding = Finding::new("missing-column", format!("there is no column {}", quote(wanted))).at(record.span());
    // A table of one column is more often one of another separator.
    let other = [';', '\t', '|', ','].into_iter().find(|other| names.len() == 1 && record.raw.contains(*other));
    finding.help(match (closest(wanted, names.iter().copied()), other) {
        (Some(near), _) => format!("did you mean {}?", quote(near)),
        (None, Some(other)) => {
            format!(
                "the cells seem to be separated by {}",
                if other == '\t' { "tabs".to_owned() } else { quote(&other.to_string()) }
            )
        }
        (None, None) => {
            let names: Vec<String> = names.iter().map(|name| quote(name)).collect();
            format!("its columns are {}", list(&names))
        }
    })
}

fn tell(record: Record<'_>, places: &Places, columns: &Columns, people: &mut People, findings: &mut Findings) {
    let Some(spans) = record.spans_or_report(findings) else { return };
    if spans.len() != places.width {
        findings.push(record.wrong_columns(spans.len(), places.width));
        return;
    }
    let cells: Vec<&str> = record.cells().collect();
    // Spreadsheets leave rows of nothing but separators.
    if cells.iter().all(|cell| cell.is_empty()) {
        return;
    }
    let cell = |place: Option<usize>| {
        let place = place?;
        let text = cells.get(place).filter(|cell| !cell.is_empty())?;
        Some((*text, spans.get(place).copied().unwrap_or_default()))
    };
    let Some((user, at)) = cell(Some(places.user)) else {
        let finding = Finding::new("missing-field", format!("a row whose {} is empty", quote(&columns.user)));
        findings.push(finding.at(record.span()));
        return;
    };
    let active = cell(places.active).map(|(text, at)| {
        let active = truth(text);
        if active.is_none() {
            let finding = Finding::new("unknown-word", format!("{} says neither yes nor no", quote(text))).at(at);
            findings.push(finding.help("write `true` or `false`"));
        }
        (active, at)
    });
    let cells = Cells {
        role: cell(places.role),
        team: cell(places.team),
        level: cell(places.level),
        name: cell(places.name),
        email: cell(places.email),
        employee: cell(places.employee),
        active,
    };
    people.tell((user, at), &cells, columns.separator, findings);
}

fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "1" | "active" => Some(true),
        "false" | "no" | "0" | "inactive" => Some(false),
        _ => None,
    }
}
