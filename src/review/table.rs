//! A review as it comes back: whatever a spreadsheet made of the separators, the line ends and the columns.

use super::written::{COLUMNS, unguarded};
use crate::source::blocks::{Blocks, Row};
use crate::source::findings::{Finding, Findings};
use crate::source::node::Span;
use crate::source::reading::{File, is_utf16};
use crate::source::table::Records;
use crate::source::users::{too_long, unreadable};
use crate::source::words::{list, quote};
use std::io;

/// A row of the review: its number, as a spreadsheet counts, where it stands, and its cells in the order of `COLUMNS`.
pub(super) struct Line {
    pub number: usize,
    pub at: Span,
    pub cells: [String; COLUMNS.len()],
}

/// Columns that a review need not have: they say what is known.
const KNOWN: [&str; 4] = ["by", "name", "active", "roleName"];

/// How many rows a review may have: twice as many as spreadsheets open. A row takes 400 bytes of memory, however short it is.
const MOST: usize = 2 << 20;

/// Reads all rows that can be read, and reports the others.
pub(super) fn read(file: &File, findings: &mut Findings) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Err(error) = each(file, MOST, &mut lines, findings) {
        findings.push(unreadable(file, &error));
    }
    lines
}

fn each(file: &File, most: usize, lines: &mut Vec<Line>, findings: &mut Findings) -> io::Result<()> {
    let mut blocks = Blocks::new(Box::new(file.text.open()?));
    blocks.pass("\u{feff}".as_bytes())?;
    let mut records = Records::new(separator(file));
    let mut places: Option<([Option<usize>; COLUMNS.len()], usize)> = None;
    let (mut number, mut returned) = (0, false);
    while let Some(row) = blocks.row(&mut records)? {
        let (row, start) = match row {
            Row::Whole(row, start) => (row, start),
            Row::TooLong(start) => {
                findings.push(too_long(start, true));
                return Ok(());
            }
        };
        // Of a line's end in two characters the second is no row.
        number += usize::from(!(returned && row == b"\n"));
        returned = row.ends_with(b"\r");
        let Ok(text) = std::str::from_utf8(row) else {
            findings.push(file.not_utf8(start == 0 && is_utf16(row), start));
            return Ok(());
        };
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            continue;
        }
        let record = records.record(text, start);
        let Some(spans) = record.spans_or_report(findings) else { continue };
        let cells: Vec<&str> = record.cells().collect();
        let Some((places, width)) = &places else {
            match header(&cells, record.span(), findings) {
                Some(found) => places = Some((found, cells.len())),
                None => return Ok(()),
            }
            continue;
        };
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        if cells.len() > *width && cells.iter().skip(*width).any(|cell| !cell.is_empty()) {
            findings.push(record.wrong_columns(spans.len(), *width));
            continue;
        }
        if lines.len() == most {
            let finding = Finding::new("too-large", format!("a review of more than {most} rows")).at(record.span());
            findings.push(finding.help("apply the file that `review` wrote"));
            return Ok(());
        }
        let mut columns = COLUMNS.into_iter();
        let cells = places.map(|place| {
            let cell = place.and_then(|place| cells.get(place)).copied().unwrap_or_default();
            match columns.next() {
                // What is known need not be held.
                Some(column) if KNOWN.contains(&column) => String::new(),
                _ => unguarded(cell).to_owned(),
            }
        });
        lines.push(Line { number, at: record.span(), cells });
    }
    if places.is_none() && findings.is_empty() {
        findings.push(Finding::new("missing-column", "the review is empty").at(Span::default()));
    }
    Ok(())
}

/// What separates the cells of the header: spreadsheets choose by the country they are in.
fn separator(file: &File) -> u8 {
    let head = file.text.bytes(0, 4096);
    let head = head.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let count = |separator: u8| head.iter().filter(|byte| **byte == separator).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

/// Where each column stands; `None`, and a report, where one is missing or there twice.
fn header(cells: &[&str], at: Span, findings: &mut Findings) -> Option<[Option<usize>; COLUMNS.len()]> {
    let names: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
    let missing: Vec<String> = COLUMNS
        .iter()
        .filter(|column| !KNOWN.contains(column) && !names.contains(column))
        .map(|column| quote(column))
        .collect();
    if !missing.is_empty() {
        let message = format!("the review has no column {}", list(&missing));
        let finding = Finding::new("missing-column", message).at(at);
        findings.push(finding.help("its columns are those that `review` wrote, in any order"));
        return None;
    }
    if let Some(column) = COLUMNS.iter().find(|column| names.iter().filter(|name| name == column).count() > 1) {
        findings.push(Finding::new("duplicate-key", format!("two columns are called {}", quote(column))).at(at));
        return None;
    }
    Some(COLUMNS.map(|column| names.iter().position(|name| *name == column)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::reading::{Format, Role};

    #[test]
    fn rows_have_a_bound_however_short_they_are() {
        let text = format!("{}\n{}", COLUMNS.join(","), "x,,,,,,,,,,,,,\n".repeat(4));
        let file = File { name: "r.csv".into(), format: Format::Csv, text: text.into(), role: Role::Document };
        for (most, expected) in [(3, (3, vec!["too-large"])), (4, (4, Vec::new()))] {
            let (mut lines, mut findings) = (Vec::new(), Findings::default());
            each(&file, most, &mut lines, &mut findings).unwrap();
            let codes: Vec<&str> = findings.kept.iter().map(|finding| finding.code).collect();
            assert_eq!((lines.len(), codes), expected);
        }
    }
}
