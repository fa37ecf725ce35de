//! What a snapshot is written from: the tables of FORMAT.md as rows, sorted and numbered by whoever makes them.

use super::super::header::Header;
use super::write::push_str;
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// Everything that a snapshot holds. Every list must be in the order that FORMAT.md says.
pub(crate) struct Contents<'a> {
    pub header: Header<'a>,
    pub dimensions: Vec<&'a str>,
    pub rights: Vec<&'a str>,
    pub permission_groups: Vec<&'a str>,
    pub permissions: Vec<PermissionRow<'a>>,
    pub roles: Vec<RoleRow<'a>>,
    pub levels: Vec<LevelRow<'a>>,
    /// One list a dimension but `company`, then the employees: (value, the levels that list it).
    pub values: Vec<Vec<(&'a str, Vec<u16>)>>,
    pub teams: Vec<TeamRow<'a>>,
    pub mappings: Vec<MappingRow<'a>>,
    pub users: Vec<UserRow<'a>>,
    pub labels: Option<LabelTexts>,
}

impl Contents<'_> {
    /// How many bits a role's row has.
    pub(super) fn bits(&self) -> u32 {
        let grants: usize = self.permissions.iter().map(|permission| permission.rights.len().max(1)).sum();
        (grants + self.permission_groups.len()) as u32
    }
}

pub(crate) struct PermissionRow<'a> {
    pub key: &'a str,
    pub group: Option<u32>,
    /// As in the format: bit 0 a read, then the action.
    pub flags: u8,
    pub rights: Vec<u32>,
}

pub(crate) struct RoleRow<'a> {
    pub id: &'a str,
    /// As in the format.
    pub flags: u8,
    /// The bits that the role holds, sorted.
    pub bits: Vec<u32>,
}

pub(crate) struct LevelRow<'a> {
    pub company: &'a str,
    pub key: &'a str,
    pub active: bool,
    pub default: bool,
}

/// Roles held, each with its level: sorted, none twice.
pub(crate) type AssignmentList = Vec<(u32, Option<u16>)>;

pub(crate) struct TeamRow<'a> {
    pub id: &'a str,
    pub assignments: AssignmentList,
}

pub(crate) struct MappingRow<'a> {
    pub provider: &'a str,
    pub group: &'a str,
    pub assignments: AssignmentList,
    pub teams: Vec<u32>,
}

pub(crate) struct UserRow<'a> {
    pub id: &'a str,
    pub active: bool,
    pub email: Option<&'a str>,
    pub employee: Option<&'a str>,
    pub assignments: Cow<'a, [(u32, Option<u16>)]>,
    pub teams: Cow<'a, [u32]>,
    pub levels: Cow<'a, [u32]>,
}

/// The labels part: texts already written one after the other, in the order of their tables.
#[derive(Default)]
pub(crate) struct LabelTexts {
    pub organization: Vec<u8>,
    pub permissions: Vec<u8>,
    pub roles: Vec<u8>,
    pub teams: Vec<u8>,
    pub users: Vec<u8>,
    pub levels: Vec<u8>,
}

impl LabelTexts {
    /// Adds the texts of one thing to a table's labels.
    pub(crate) fn push<const N: usize>(table: &mut Vec<u8>, texts: [Option<&str>; N]) {
        for text in texts {
            push_str(table, text.unwrap_or_default());
        }
    }
}
