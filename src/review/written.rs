//! A review as CSV, safe to open in a spreadsheet.

use super::Review;
use super::stamp::Stamp;

/// The columns. People fill in `decision`, `reviewer` and `comment`.
pub(super) const COLUMNS: [&str; 14] = [
    "by", "user", "name", "active", "role", "roleName", "team", "within", "from", "until", "decision", "reviewer",
    "comment", "snapshot",
];

/// Those that people fill in: no cell of them was written here, and none is guarded.
pub(super) const FILLED_IN: [&str; 3] = ["decision", "reviewer", "comment"];

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
        let stamp = Stamp::of_rows(&self.snapshot, self.of, &self.rows).to_string();
        let mut text = COLUMNS.join(",");
        text.push_str("\r\n");
        for row in &self.rows {
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
                "",
                "",
                "",
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
