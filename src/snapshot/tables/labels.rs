//! Names and texts. No decision reads them.

use super::super::cursor::Cursor;
use super::{Snapshot, utf8};

/// What has labels, in the order of the format.
#[derive(Clone, Copy)]
pub(crate) enum Labelled {
    Organization,
    Permissions,
    Roles,
    Teams,
    Users,
    Levels,
}

/// Strings one after the other; the empty one stands for what is not said. Past the last all are empty.
pub(crate) struct Strings<'a> {
    cursor: Cursor<'a>,
}

impl<'a> Strings<'a> {
    /// The next string, if it says something.
    pub(crate) fn next(&mut self) -> Option<&'a str> {
        Some(utf8(self.cursor.bytes())).filter(|text| !text.is_empty())
    }
}

impl Snapshot {
    pub(crate) fn has_labels(&self) -> bool {
        !self.tables.labels.is_empty()
    }

    pub(crate) fn organization_name(&self) -> Option<&str> {
        self.labels(Labelled::Organization).next()
    }

    /// The labels of one table, in its order.
    pub(crate) fn labels(&self, of: Labelled) -> Strings<'_> {
        // Without labels: at the end, where there is nothing.
        let start = self.tables.labels.get(of as usize).copied();
        Strings { cursor: Cursor::new(&self.bytes, start.map_or(self.bytes.len(), |start| start as usize)) }
    }
}
