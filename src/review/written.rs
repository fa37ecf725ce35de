//! A review as CSV, safe to open in a spreadsheet.

use super::Review;
use super::stamp::Stamp;
use serde::Deserialize;

/// The columns. People fill in `decision`, `reviewer` and `comment`.
pub(super) const COLUMNS: [&str; 14] = [
    "by", "user", "name", "active", "role", "roleName", "team", "within", "from", "until", "decision", "reviewer",
    "comment", "snapshot",
];

/// What was decided about a row, so far.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// use rolepack::review::{By, Filled, Review, apply};
///
/// let review = Review::of_source(&source, 0, By::Team)?;
/// let keep = Filled { decision: "keep".into(), reviewer: "ines".into(), comment: "=fine".into() };
/// let table = review.to_csv_with(&vec![keep; review.rows.len()]);
/// let decided = apply(("review.csv", &table), &source, 0, None).unwrap().evidence.decisions;
/// assert_eq!(decided[0].comment.as_deref(), Some("=fine"));
/// # Ok::<(), rolepack::review::ReviewError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Filled {
    /// `keep` or `revoke`; empty: not decided yet.
    pub decision: String,
    /// Who decided it.
    pub reviewer: String,
    /// What they said to it.
    pub comment: String,
}

impl Review {
    /// The review as CSV (RFC 4180): a header, then a row for each role held. No cell is one that a spreadsheet calculates.
    ///
    /// ```
    /// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
    /// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
    /// use rolepack::review::{By, Review};
    ///
    /// let table = Review::of_source(&source, 0, By::Team)?.to_csv();
    /// assert!(table.starts_with("by,user,name,active,role,"));
    /// # Ok::<(), rolepack::review::ReviewError>(())
    /// ```
    #[must_use]
    pub fn to_csv(&self) -> String {
        self.to_csv_with(&[])
    }

    /// The same with what was decided so far, by row.
    ///
    /// ```
    /// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
    /// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
    /// use rolepack::review::{By, Filled, Review};
    ///
    /// let review = Review::of_source(&source, 0, By::Team)?;
    /// let first = Filled { decision: "keep".into(), ..Filled::default() };
    /// assert!(review.to_csv_with(&[first]).contains(",keep,,,checksum:"));
    /// # Ok::<(), rolepack::review::ReviewError>(())
    /// ```
    #[must_use]
    pub fn to_csv_with(&self, filled: &[Filled]) -> String {
        let stamp = Stamp::of_rows(&self.snapshot, self.of, &self.rows).to_string();
        let mut text = COLUMNS.join(",");
        text.push_str("\r\n");
        let none = Filled::default();
        for (at, row) in self.rows.iter().enumerate() {
            let Filled { decision, reviewer, comment } = filled.get(at).unwrap_or(&none);
            let active = if row.active { "true" } else { "false" };
            let cells: [&str; 14] = [
                &row.by,
                &row.user,
                &row.name,
                active,
                &row.role,
                &row.role_name,
                &row.team,
                &row.within,
                &row.from,
                &row.until,
                decision,
                reviewer,
                comment,
                &stamp,
            ];
            text.push_str(&cells.map(cell).join(","));
            text.push_str("\r\n");
        }
        text
    }
}

/// What a guarded text begins with.
const GUARDED: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'];

/// A cell that says what the text does. One that a spreadsheet would take for a formula gets an apostrophe before it, and so
/// does one that begins with an apostrophe, so that both can be read back.
fn cell(text: &str) -> String {
    let guarded = text.starts_with(GUARDED);
    let text = if guarded { format!("'{text}") } else { text.to_owned() };
    if guarded || text.contains([',', ';', '"', '\r', '\n', '\t']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// What a cell says, guarded or not.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(GUARDED)).unwrap_or(cell)
}
