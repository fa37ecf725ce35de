//! A decoded snapshot: its bytes, owned once, and where things stand in them. Everything here was checked by `decode`;
//! reading it cannot fail, and where a read could (it does not), less is held, never more.

mod catalogue;
mod labels;
mod levels;
mod members;
mod sizes;

use super::FORMAT_VERSION;
use super::header::{AnswersFor, Header};
use super::index::{Hash, Index};
use alloc::vec::Vec;

pub(crate) use catalogue::{Grant, Permission, Role};
pub(crate) use labels::Labels;
#[cfg(feature = "author")]
pub(crate) use labels::Strings;
#[cfg(feature = "author")]
pub(crate) use levels::LevelRecord;
pub(crate) use levels::Postings;
pub(crate) use members::{Assignments, Numbers, Profile, UserRecord};

/// A part of the snapshot's bytes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Span {
    pub start: u32,
    pub end: u32,
}

/// A checked snapshot. Immutable; shared by all that ask it.
pub(crate) struct Snapshot {
    pub(super) bytes: Vec<u8>,
    pub(crate) header: HeaderTable,
    pub(super) tables: Tables,
}

/// The header, its texts told by where they stand in the bytes.
#[derive(Default)]
pub(crate) struct HeaderTable {
    organization: Span,
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

impl HeaderTable {
    pub(super) fn fill(&mut self, header: &Header<'_>, span: impl Fn(&str) -> Span) {
        self.organization = span(header.organization);
        self.sequence = header.sequence;
        self.created = header.created;
        self.expires = header.expires;
        self.next_change = header.next_change;
        self.scoping = header.scoping;
        self.deny_unknown_users = header.deny_unknown_users;
        self.part = match header.answers_for {
            AnswersFor::Everyone => Part::Whole,
            AnswersFor::User { id, slide_in, explain } => Part::Slice { user: span(id), slide_in, explain },
            AnswersFor::Ids { from, to } => Part::Shard { from: span(from), to: span(to) },
        };
    }
}

/// Whether `from ≤ id < to` in byte order; an empty `to` is no end.
pub(crate) fn in_range(id: &str, from: &str, to: &str) -> bool {
    from.as_bytes() <= id.as_bytes() && (to.is_empty() || id.as_bytes() < to.as_bytes())
}

/// Where everything stands; filled by `decode`, table by table.
pub(super) struct Tables {
    pub hash: Hash,
    pub dimensions: Vec<Span>,
    pub rights: Vec<Span>,
    pub groups: Vec<Span>,
    pub permissions: Vec<Permission>,
    pub permission_index: Index,
    pub grants: u32,
    pub roles: Vec<Role>,
    /// Where each level's record begins.
    pub levels: Vec<u32>,
    pub default_levels: Vec<u16>,
    /// (employee, level), sorted.
    pub employee_levels: Vec<(Span, u16)>,
    /// One a dimension but `company`.
    pub values: Vec<Values>,
    /// Where each team's record begins.
    pub teams: Vec<u32>,
    /// Where each mapping's record begins.
    pub mappings: Vec<u32>,
    pub mapping_index: Index,
    pub profiles: Span,
    /// Where each shared profile begins.
    pub shared_profiles: Vec<u32>,
    pub user_index: Index,
    pub user_records: Span,
    pub user_count: u32,
    pub labels: Option<Labels>,
}

/// The values that levels list in one dimension.
pub(super) struct Values {
    pub index: Index,
    pub records: Span,
    pub count: u32,
}

impl Tables {
    pub(super) fn new(hash: Hash) -> Self {
        Self {
            hash,
            dimensions: Vec::new(),
            rights: Vec::new(),
            groups: Vec::new(),
            permissions: Vec::new(),
            permission_index: Index::default(),
            grants: 0,
            roles: Vec::new(),
            levels: Vec::new(),
            default_levels: Vec::new(),
            employee_levels: Vec::new(),
            values: Vec::new(),
            teams: Vec::new(),
            mappings: Vec::new(),
            mapping_index: Index::default(),
            profiles: Span::default(),
            shared_profiles: Vec::new(),
            user_index: Index::default(),
            user_records: Span::default(),
            user_count: 0,
            labels: None,
        }
    }

    /// How many bits a role's row has: the grants, then the permission groups.
    pub(super) fn bits(&self) -> u32 {
        self.grants + self.groups.len() as u32
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

    pub(super) fn slice_of(&self, span: Span) -> &[u8] {
        self.bytes.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    pub(super) fn text(&self, span: Span) -> &str {
        core::str::from_utf8(self.slice_of(span)).unwrap_or_default()
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}
