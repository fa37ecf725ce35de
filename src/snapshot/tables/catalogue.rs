//! Dimensions, permissions, rights, permission groups and roles.

use super::super::BUILT_IN_DIMENSIONS;
use super::{Keyed, Snapshot, Span, utf8};

/// A permission.
#[derive(Clone, Copy)]
pub(crate) struct Permission {
    key: u32,
    /// 0, or the permission group + 1.
    pub group: u32,
    /// Bit 0: a read; then the action.
    pub flags: u8,
    /// How many rights it has.
    pub rights: u32,
    rights_at: u32,
    pub first_grant: u32,
}

/// A role, as the table holds it.
pub(crate) struct Role {
    pub key: Span,
    pub row: Span,
    pub flags: u8,
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
    pub(crate) fn dimension(&self, name: &[u8]) -> Option<usize> {
        let built_in = BUILT_IN_DIMENSIONS.iter().position(|known| known.as_bytes() == name);
        built_in
            .or_else(|| Some(self.find(self.tables.of(Keyed::Dimensions), name)? as usize + BUILT_IN_DIMENSIONS.len()))
    }

    /// Every dimension by number.
    pub(crate) fn dimensions(&self) -> impl Iterator<Item = &str> {
        let declared = 0..self.count(Keyed::Dimensions) as u32;
        BUILT_IN_DIMENSIONS.into_iter().chain(declared.map(|number| self.key(Keyed::Dimensions, number)))
    }

    pub(crate) fn grant_count(&self) -> u32 {
        self.tables.grant_groups.len() as u32
    }

    /// The key must be an id: what is none could be one and what stands after it.
    #[inline]
    pub(crate) fn permission(&self, key: &[u8]) -> Option<Permission> {
        self.permission_of(self.find(self.tables.of(Keyed::Permissions), key)?)
    }

    fn permission_of(&self, number: u32) -> Option<Permission> {
        let row = self.tables.of(Keyed::Permissions).rows.get(number as usize)?;
        let first_grant = *self.tables.first_grants.get(number as usize)?;
        let mut cursor = self.cursor(row.at);
        let (group, flags, rights) = (cursor.varint(), cursor.u8(), cursor.varint());
        Some(Permission { key: row.key, group, flags, rights, rights_at: cursor.position() as u32, first_grant })
    }

    /// The permissions, by key.
    pub(crate) fn permissions(&self) -> impl Iterator<Item = Permission> {
        (0..self.count(Keyed::Permissions) as u32).filter_map(|number| self.permission_of(number))
    }

    pub(crate) fn permission_key(&self, permission: Permission) -> &str {
        utf8(self.permission_id(permission))
    }

    pub(crate) fn permission_id(&self, permission: Permission) -> &[u8] {
        self.key_at(permission.key)
    }

    pub(crate) fn permission_group(&self, permission: Permission) -> Option<&str> {
        self.group(permission.group.checked_sub(1)?)
    }

    pub(crate) fn group(&self, number: u32) -> Option<&str> {
        Some(self.key(Keyed::Groups, number)).filter(|group| !group.is_empty())
    }

    pub(crate) fn group_count(&self) -> usize {
        self.count(Keyed::Groups)
    }

    /// The names of a permission's rights, in its order: the order of its grants.
    pub(crate) fn rights(&self, permission: Permission) -> impl Iterator<Item = &str> {
        self.right_ids(permission).map(utf8)
    }

    pub(crate) fn right_ids(&self, permission: Permission) -> impl Iterator<Item = &[u8]> {
        let mut cursor = self.cursor(permission.rights_at);
        (0..permission.rights).map(move |_| self.key_bytes(Keyed::Rights, cursor.varint()))
    }

    /// A grant by its number.
    #[inline]
    pub(crate) fn grant(&self, number: u32) -> Grant {
        let group = self.tables.grant_groups.get(number as usize).and_then(|group| group.checked_sub(1));
        Grant { bit: number, group_bit: group.map(|group| self.grant_count() + group) }
    }

    pub(crate) fn role_count(&self) -> usize {
        self.tables.roles.len()
    }

    #[inline]
    pub(crate) fn role(&self, number: u32) -> Option<&Role> {
        self.tables.roles.get(number as usize)
    }

    pub(crate) fn role_id(&self, number: u32) -> &str {
        self.role(number).map(|role| self.text(role.key)).unwrap_or_default()
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
        if row.len() == self.row_size() {
            return row.get(bit as usize / 8).is_some_and(|byte| byte >> (bit % 8) & 1 != 0);
        }
        let (list, _) = row.as_chunks::<4>();
        list.binary_search_by(|entry| u32::from_le_bytes(*entry).cmp(&bit)).is_ok()
    }

    /// Sets the bits that a role holds.
    pub(crate) fn add_role(&self, number: u32, bits: &mut [u8]) {
        let row = self.role(number).map(|role| self.slice_of(role.row)).unwrap_or_default();
        if row.len() == bits.len() {
            bits.iter_mut().zip(row).for_each(|(byte, held)| *byte |= held);
            return;
        }
        let (list, _) = row.as_chunks::<4>();
        for entry in list {
            let bit = u32::from_le_bytes(*entry);
            if let Some(byte) = bits.get_mut(bit as usize / 8) {
                *byte |= 1 << (bit % 8);
            }
        }
    }

    /// The bits that are set in a role's row.
    pub(crate) fn role_bits(&self, number: u32) -> impl Iterator<Item = u32> {
        let row = self.role(number).map(|role| self.slice_of(role.row)).unwrap_or_default();
        let dense = row.len() == self.row_size();
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
        (0..self.grant_count()).filter(move |grant| self.role_holds(role, self.grant(*grant)))
    }

    /// How many bytes the row of a role takes as a bit map.
    pub(crate) fn row_size(&self) -> usize {
        self.tables.stride
    }
}
