//! Permissions, rights, permission groups and roles.

use super::super::BUILT_IN_DIMENSIONS;
use super::super::cursor::Cursor;
use super::{Numbers, Snapshot, Span};

/// A permission, as the table holds it.
pub(crate) struct Permission {
    pub key: Span,
    pub group: Option<u32>,
    /// Bit 0: a read; then the action.
    pub flags: u8,
    pub rights_at: u32,
    pub rights: u32,
    pub first_grant: u32,
}

/// A role, as the table holds it.
pub(crate) struct Role {
    pub id: Span,
    pub flags: u8,
    pub row: Span,
}

impl Role {
    pub(crate) fn is_system(&self) -> bool {
        self.flags & 1 != 0
    }
}

/// The bits of a role's row that give one grant: its own, and its permission group's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Grant {
    pub bit: u32,
    pub group_bit: Option<u32>,
}

impl Snapshot {
    /// The number of a dimension: 0 is `company`.
    pub(crate) fn dimension(&self, name: &str) -> Option<usize> {
        let built_in = BUILT_IN_DIMENSIONS.iter().position(|known| *known == name);
        built_in.or_else(|| {
            let declared = self.tables.dimensions.binary_search_by(|span| self.slice_of(*span).cmp(name.as_bytes()));
            declared.ok().map(|number| number + BUILT_IN_DIMENSIONS.len())
        })
    }

    /// Every dimension by number.
    pub(crate) fn dimensions(&self) -> impl Iterator<Item = &str> {
        BUILT_IN_DIMENSIONS.into_iter().chain(self.tables.dimensions.iter().map(|span| self.text(*span)))
    }

    pub(crate) fn grant_count(&self) -> u32 {
        self.tables.grants
    }

    pub(crate) fn permission(&self, key: &str) -> Option<&Permission> {
        let slot = self.tables.permission_index.find(&self.tables.hash, &self.bytes, key.as_bytes())?;
        self.tables.permissions.get(slot.value as usize)
    }

    /// The permissions, by key.
    pub(crate) fn permissions(&self) -> &[Permission] {
        &self.tables.permissions
    }

    pub(crate) fn permission_key(&self, permission: &Permission) -> &str {
        self.text(permission.key)
    }

    pub(crate) fn permission_group(&self, permission: &Permission) -> Option<&str> {
        self.group(permission.group?)
    }

    pub(crate) fn group(&self, number: u32) -> Option<&str> {
        self.tables.groups.get(number as usize).map(|span| self.text(*span))
    }

    pub(crate) fn group_count(&self) -> usize {
        self.tables.groups.len()
    }

    /// The names of a permission's rights, in its order: the order of its grants.
    pub(crate) fn rights(&self, permission: &Permission) -> impl Iterator<Item = &str> {
        let numbers = Numbers::read(Cursor::new(&self.bytes, permission.rights_at as usize));
        numbers.filter_map(|right| self.tables.rights.get(right as usize).map(|span| self.text(*span)))
    }

    /// The grant of a permission, `place` being the place of the right among its rights.
    pub(crate) fn grant(&self, permission: &Permission, place: u32) -> Grant {
        Grant {
            bit: permission.first_grant + place,
            group_bit: permission.group.map(|group| self.tables.grants + group),
        }
    }

    pub(crate) fn role_count(&self) -> usize {
        self.tables.roles.len()
    }

    pub(crate) fn role(&self, number: u32) -> Option<&Role> {
        self.tables.roles.get(number as usize)
    }

    pub(crate) fn role_id(&self, number: u32) -> &str {
        self.role(number).map(|role| self.text(role.id)).unwrap_or_default()
    }

    /// Whether a role counts for an access method (rule 5).
    #[inline]
    pub(crate) fn role_admits(&self, number: u32, slide_in: bool) -> bool {
        let bit = if slide_in { 4 } else { 2 };
        self.role(number).is_some_and(|role| role.flags & bit != 0)
    }

    /// Whether a role holds a grant, itself or through the permission group (rule 2).
    #[inline]
    pub(crate) fn role_holds(&self, number: u32, grant: Grant) -> bool {
        let Some(role) = self.role(number) else { return false };
        let row = self.slice_of(role.row);
        self.row_has(row, grant.bit) || grant.group_bit.is_some_and(|bit| self.row_has(row, bit))
    }

    #[inline]
    fn row_has(&self, row: &[u8], bit: u32) -> bool {
        if row.len() == self.stride() {
            return row.get(bit as usize / 8).is_some_and(|byte| byte >> (bit % 8) & 1 != 0);
        }
        let (list, _) = row.as_chunks::<4>();
        list.binary_search_by(|entry| u32::from_le_bytes(*entry).cmp(&bit)).is_ok()
    }

    /// The bits that are set in a role's row.
    pub(crate) fn role_bits(&self, number: u32) -> impl Iterator<Item = u32> {
        let row = self.role(number).map(|role| self.slice_of(role.row)).unwrap_or_default();
        let dense = row.len() == self.stride();
        let (list, _) = row.as_chunks::<4>();
        let map = if dense { row } else { &[] };
        let list = if dense { &[] } else { list };
        let from_map = map.iter().enumerate().flat_map(|(at, byte)| {
            (0..8_u32).filter(move |bit| byte >> bit & 1 != 0).map(move |bit| at as u32 * 8 + bit)
        });
        from_map.chain(list.iter().map(|entry| u32::from_le_bytes(*entry)))
    }

    /// The grants that a role holds, itself or through a permission group, ascending.
    pub(crate) fn held_grants(&self, role: u32) -> impl Iterator<Item = u32> {
        self.tables.permissions.iter().flat_map(move |permission| {
            let places = 0..permission.rights.max(1);
            let grants = places.map(|place| self.grant(permission, place));
            grants.filter(move |grant| self.role_holds(role, *grant)).map(|grant| grant.bit)
        })
    }

    fn stride(&self) -> usize {
        self.tables.bits().div_ceil(8) as usize
    }
}
