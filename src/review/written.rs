//! A review as CSV, safe to open in a spreadsheet.

use super::Review;

/// The columns. People fill in `decision`, `reviewer` and `comment`.
pub(super) const COLUMNS: [&str; 14] = [
    "by", "user", "name", "active", "role", "roleName", "team", "within", "from", "until", "decision", "reviewer",
    "comment", "snapshot",
];

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
                &self.snapshot,
            ];
            text.push_str(&cells.map(cell).join(","));
            text.push_str("\r\n");
        }
        text
    }
}

/// A cell that says what the text does. One that a spreadsheet would take for a formula gets an apostrophe before it, and so
/// does one that begins with an apostrophe, so that both can be read back.
fn cell(text: &str) -> String {
    let guarded = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠']);
    let text = if guarded { format!("'{text}") } else { text.to_owned() };
    if guarded || text.contains([',', ';', '"', '\r', '\n', '\t']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// What a guarded cell says.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}
