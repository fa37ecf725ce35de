//! What every row of a review says of the review: what it is of, how many rows it has, and which. A row that is lost, or changed into
//! another, is known by that, whatever the source holds by then.

use super::decided::{cell, time};
use super::table::Line;
use super::{Of, Row};
use crate::snapshot::hash::Hash;
use crate::source::findings::{At, Finding, Findings};
use crate::source::words::{list, quote};
use std::fmt;

/// `checksum:0123456789abcdef of:source rows:6 keys:0123456789abcdef`: text, so that no spreadsheet rounds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    pub snapshot: String,
    pub of: Of,
    rows: usize,
    keys: u64,
}

impl Stamp {
    /// Of the rows as they are written.
    pub fn of_rows(snapshot: &str, of: Of, rows: &[Row]) -> Self {
        let key = |row: &Row| key([&row.user, &row.role, &row.team, &row.within], &row.from, &row.until);
        Self { snapshot: snapshot.to_owned(), of, rows: rows.len(), keys: digest(rows.iter().map(key)) }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let hex = |part: Option<&str>, name| {
            let digits = part?.strip_prefix(name)?;
            let is_hex = digits.len() == 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            u64::from_str_radix(digits, 16).ok().filter(|_| is_hex)
        };
        let snapshot = parts.next();
        hex(snapshot, "checksum:")?;
        let of = match parts.next()? {
            "of:source" => Of::Source,
            "of:snapshot" => Of::Snapshot,
            _ => return None,
        };
        let rows = parts.next()?.strip_prefix("rows:")?.parse().ok()?;
        let keys = hex(parts.next(), "keys:")?;
        let stamp = Self { snapshot: snapshot?.to_owned(), of, rows, keys };
        parts.next().is_none().then_some(stamp)
    }

    /// The one that all rows bear; `None`, and a report, where they bear none.
    pub fn read(lines: &[Line], findings: &mut Findings) -> Option<Self> {
        let said = |line: &Line| cell(line, "snapshot").trim().to_owned();
        let mut refuse = |line: &Line, finding: Finding| {
            let finding = finding.at(line.at).help("leave `snapshot` as it was written, or review again");
            findings.push(finding);
        };
        let empty = |line: &Line| Finding::new("unknown-review", format!("row {}: `snapshot` is empty", line.number));
        let found = lines.iter().find_map(|line| Some((line.number, said(line), Self::parse(&said(line))?)));
        let Some((number, whole, stamp)) = found else {
            let first = lines.first()?;
            let (row, said) = (first.number, said(first));
            let unknown = format!("row {row}: {} in `snapshot` names no review", quote(&said));
            refuse(first, if said.is_empty() { empty(first) } else { Finding::new("unknown-review", unknown) });
            return None;
        };
        for line in lines {
            let said = said(line);
            if said.is_empty() {
                refuse(line, empty(line));
            } else if said != whole {
                let message = format!("row {}: it is of another review than row {number}", line.number);
                refuse(line, Finding::new("conflict", message));
            }
        }
        Some(stamp)
    }

    /// Reports rows that are not there any more, or not as they were written. `without` is what is held and has no row.
    pub fn hold(&self, lines: &[Line], without: &[String], name: &str, findings: &mut Findings) {
        let key = |line: &Line| {
            key(
                ["user", "role", "team", "within"].map(|column| cell(line, column)),
                cell(line, "from"),
                cell(line, "until"),
            )
        };
        let lost = self.rows.saturating_sub(lines.len());
        let finding = if lost > 0 {
            let message = if without.len() == lost {
                format!("rows are missing from the review: {}", list(without))
            } else {
                let are = if lost == 1 { "is" } else { "are" };
                format!("{lost} of the {} rows of the review {are} missing", self.rows)
            };
            Finding::new("missing-row", message).help("every role that is held wants a decision: put the rows back")
        } else if self.rows != lines.len() || self.keys != digest(lines.iter().map(key)) {
            Finding::new("changed-row", "the rows are not those that were written").help(
                "put back what was changed in `user`, `role`, `team`, `within`, `from` and `until`, or review again",
            )
        } else {
            return;
        };
        findings.push(finding.at(At::Named(name.to_owned())));
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = match self.of {
            Of::Source => "source",
            Of::Snapshot => "snapshot",
        };
        write!(f, "{} of:{of} rows:{} keys:{:016x}", self.snapshot, self.rows, self.keys)
    }
}

/// What a row is about. No id holds a line's end.
fn key(ids: [&str; 4], from: &str, until: &str) -> String {
    format!("{}\n{}\n{}\n", ids.join("\n"), time(from), time(until))
}

/// Of the keys in whatever order: spreadsheets sort.
fn digest(keys: impl Iterator<Item = String>) -> u64 {
    let mut keys: Vec<String> = keys.collect();
    keys.sort_unstable();
    Hash::CHECKSUM.of(keys.concat().as_bytes())
}
