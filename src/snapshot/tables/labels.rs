//! Names and texts. No decision reads them.

use super::super::cursor::Cursor;
use super::{Snapshot, Span};

/// Where each table's labels stand.
pub(crate) struct Labels {
    pub organization: Span,
    pub permissions: Span,
    pub roles: Span,
    pub teams: Span,
    pub users: Span,
    pub levels: Span,
}

/// Strings one after the other; the empty one stands for what is not said. Endless: past the last, all are empty.
pub(crate) struct Strings<'a> {
    cursor: Cursor<'a>,
}

impl<'a> Strings<'a> {
    /// The next string, if it says something.
    pub(crate) fn next(&mut self) -> Option<&'a str> {
        Some(self.cursor.str()).filter(|text| !text.is_empty())
    }
}

impl Snapshot {
    pub(crate) fn has_labels(&self) -> bool {
        self.tables.labels.is_some()
    }

    pub(crate) fn organization_name(&self) -> Option<&str> {
        let name = self.text(self.tables.labels.as_ref()?.organization);
        Some(name).filter(|name| !name.is_empty())
    }

    /// The labels of one table, in its order.
    pub(crate) fn labels(&self, of: impl Fn(&Labels) -> Span) -> Strings<'_> {
        let bytes = self.tables.labels.as_ref().map(|labels| self.slice_of(of(labels))).unwrap_or_default();
        Strings { cursor: Cursor::new(bytes, 0) }
    }
}
