//! A decoded snapshot: its bytes, owned once, and where things stand in them. Everything here was checked by `decode`;
//! reading it cannot fail, and where a read could (it does not), less is held, never more.

mod catalogue;
mod everybody;
mod holdings;
mod labels;
mod levels;
mod sizes;
mod users;

use super::FORMAT_VERSION;
use super::cursor::Cursor;
use super::hash::Hash;
use super::header::{AnswersFor, Header};
use super::index::Index;
use alloc::vec::Vec;
use core::ops::Range;

pub(crate) use catalogue::{Grant, Permission, Role};
pub(crate) use holdings::{Assignments, Head, Holding};
pub(crate) use labels::Labelled;
#[cfg(feature = "author")]
pub(crate) use labels::Strings;
#[cfg(feature = "author")]
pub(crate) use levels::LevelRecord;
pub(crate) use levels::Postings;
pub(crate) use users::User;

/// A part of the snapshot's bytes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A checked snapshot. Immutable; shared by all that ask it.
pub(crate) struct Snapshot {
    pub(super) bytes: Vec<u8>,
    pub(crate) header: HeaderTable,
    pub(super) tables: Tables,
    pub(super) hash: Hash,
}

/// The header, its texts told by where they stand in the bytes.
#[derive(Default)]
pub(crate) struct HeaderTable {
    pub organization: Span,
    pub sequence: u64,
    pub created: Option<i64>,
    pub expires: Option<i64>,
    pub next_change: Option<i64>,
    pub scoping: bool,
    pub deny_unknown_users: bool,
    pub part: Part,
}

/// Which part of an organisation a snapshot holds.
#[derive(Clone, Copy, Default)]
pub(crate) enum Part {
    #[default]
    Whole,
    Slice {
        user: Span,
        slide_in: bool,
        explain: bool,
    },
    Shard {
        from: Span,
        to: Span,
    },
}

impl Part {
    /// Whether this part of a snapshot answers for a user.
    pub(super) fn answers_for(self, bytes: &[u8], id: &[u8]) -> bool {
        let text = |span: Span| bytes.get(span.range()).unwrap_or_default();
        match self {
            Self::Whole => true,
            Self::Slice { user, .. } => text(user) == id,
            Self::Shard { from, to } => in_range(id, text(from), text(to)),
        }
    }
}

/// Whether `from ≤ id < to` in byte order; an empty `to` is no end.
pub(crate) fn in_range(id: &[u8], from: &[u8], to: &[u8]) -> bool {
    from <= id && (to.is_empty() || id < to)
}

/// A table whose records begin with a key.
pub(super) struct Table {
    pub count: u32,
    /// Where the first record begins.
    pub start: u32,
    /// Where each record stands, by number; of users, nothing.
    pub rows: Vec<Row>,
    /// Finds keys, where they are sought.
    pub index: Index,
}

/// Where a record stands: its key, and what follows the key.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub key: u32,
    pub at: u32,
}

/// How many places [`Section`](super::error::Section) has.
const SECTIONS: usize = 15;

/// The tables of records that begin with a key, in the order of the body.
#[derive(Clone, Copy)]
pub(crate) enum Keyed {
    Dimensions,
    Rights,
    Groups,
    Permissions,
    Roles,
    Levels,
    Teams,
    Mappings,
    Users,
    /// The first of several: one a dimension but `company`, then the employees.
    Values,
}

/// Where everything stands; filled by `decode`, table by table.
#[derive(Default)]
pub(super) struct Tables {
    /// Where each section of the body begins, by its number.
    pub starts: [u32; SECTIONS],
    /// By [`Keyed`].
    pub keyed: Vec<Table>,
    /// By permission: the number of its first grant.
    pub first_grants: Vec<u32>,
    /// By grant: 0, or the permission group of its permission + 1.
    pub grant_groups: Vec<u32>,
    /// How many bytes the row of a role takes as a bit map.
    pub stride: usize,
    pub roles: Vec<Role>,
    pub default_levels: Vec<u32>,
    /// Where each shared profile begins.
    pub shared_profiles: Vec<u32>,
    /// The profiles that are not shared.
    pub singles: Span,
    /// The number of each user's profile.
    pub user_profiles: Span,
    /// Where the labels of each table begin; empty: there are none.
    pub labels: Vec<u32>,
}

/// What is not there yet.
const EMPTY: &Table = &Table { count: 0, start: 0, rows: Vec::new(), index: Index::NONE };

impl Tables {
    pub(super) fn of(&self, keyed: Keyed) -> &Table {
        self.keyed.get(keyed as usize).unwrap_or(EMPTY)
    }

    /// The tables of values: one a dimension but `company`, then the employees.
    pub(super) fn values(&self) -> &[Table] {
        self.keyed.get(Keyed::Values as usize..).unwrap_or_default()
    }

    /// How many bits a role's row has: the grants, then the permission groups.
    pub(super) fn bits(&self) -> u32 {
        self.grant_groups.len() as u32 + self.of(Keyed::Groups).count
    }
}

impl Snapshot {
    pub(crate) fn organization(&self) -> &str {
        self.text(self.header.organization)
    }

    /// The user that a slice answers for.
    pub(crate) fn slice_user(&self) -> Option<&str> {
        match self.header.part {
            Part::Slice { user, .. } => Some(self.text(user)),
            _ => None,
        }
    }

    /// The ids that a shard answers for.
    pub(crate) fn shard_range(&self) -> Option<(&str, &str)> {
        match self.header.part {
            Part::Shard { from, to } => Some((self.text(from), self.text(to))),
            _ => None,
        }
    }

    /// Whether the snapshot answers for the user at all (rule 6).
    pub(crate) fn answers_for(&self, id: &[u8]) -> bool {
        self.header.part.answers_for(&self.bytes, id)
    }

    /// The header of a snapshot that is cut out of this one.
    pub(crate) fn header_for<'a>(&'a self, answers_for: AnswersFor<'a>) -> Header<'a> {
        let header = &self.header;
        Header {
            version: FORMAT_VERSION,
            kind: answers_for.kind(),
            key_id: [0; 8],
            organization: self.organization(),
            sequence: header.sequence,
            created: header.created,
            expires: header.expires,
            next_change: header.next_change,
            scoping: header.scoping,
            deny_unknown_users: header.deny_unknown_users,
            answers_for,
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn slice_of(&self, span: Span) -> &[u8] {
        self.bytes.get(span.range()).unwrap_or_default()
    }

    pub(super) fn text(&self, span: Span) -> &str {
        utf8(self.slice_of(span))
    }

    pub(crate) fn cursor(&self, at: u32) -> Cursor<'_> {
        Cursor::new(&self.bytes, at as usize)
    }

    /// The key that begins at `at`, a pair with the byte between its ids.
    pub(super) fn key_at(&self, at: u32) -> &[u8] {
        let rest = self.bytes.get(at as usize..).unwrap_or_default();
        let length = rest.iter().position(|byte| (1..0x20).contains(byte)).unwrap_or_default();
        rest.get(..length).unwrap_or_default()
    }

    /// The key of the record of that number.
    pub(super) fn key(&self, keyed: Keyed, number: u32) -> &str {
        utf8(self.key_bytes(keyed, number))
    }

    pub(crate) fn key_bytes(&self, keyed: Keyed, number: u32) -> &[u8] {
        self.key_in(self.tables.of(keyed), number)
    }

    pub(super) fn key_in(&self, table: &Table, number: u32) -> &[u8] {
        table.rows.get(number as usize).map(|row| self.key_at(row.key)).unwrap_or_default()
    }

    /// How many records a table has.
    pub(super) fn count(&self, keyed: Keyed) -> usize {
        self.tables.of(keyed).count as usize
    }

    /// Where what follows the key of a record stands.
    #[inline]
    pub(super) fn place(&self, keyed: Keyed, number: u32) -> Option<u32> {
        self.tables.of(keyed).rows.get(number as usize).map(|row| row.at)
    }

    /// The number of the record with that key.
    #[inline]
    pub(super) fn find(&self, table: &Table, key: &[u8]) -> Option<u32> {
        table.index.find(&self.hash, &self.bytes, key).map(|(_, number)| number)
    }
}

/// Text that was checked.
pub(super) fn utf8(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or_default()
}
