//! Dimensions, rights, permission groups, permissions and roles.

use super::super::BUILT_IN_DIMENSIONS;
use super::super::body::{Body, Records};
use super::super::error::{Fault, Section};
use super::super::id::is_id;
use super::super::tables::{Permission, Role, Span, Tables};
use super::{Decoder, Keep, Keyed, below, capacity, start};
use alloc::vec::Vec;

const MAX_DECLARED_DIMENSIONS: usize = 32;
const MAX_GRANTS: u32 = 65_535;
const MAX_ROLES: usize = 65_535;

impl<'a> Decoder<'a> {
    pub(super) fn names(&self, body: &Body<'a>, tables: &mut Tables) -> Result<(), Fault> {
        self.at_most(Section::Dimensions, body.dimensions.len(), MAX_DECLARED_DIMENSIONS)?;
        tables.dimensions = self.ids(Section::Dimensions, &body.dimensions)?;
        if body.dimensions.iter().any(|name| BUILT_IN_DIMENSIONS.contains(name)) {
            return Err(Fault::Disagrees);
        }
        tables.rights = self.ids(Section::Rights, &body.rights)?;
        tables.groups = self.ids(Section::PermissionGroups, &body.permission_groups)?;
        Ok(())
    }

    fn ids(&self, section: Section, names: &[&'a str]) -> Result<Vec<Span>, Fault> {
        self.at.set(section);
        let mut last = "";
        let mut spans = Vec::with_capacity(names.len());
        for name in names {
            if !is_id(name) {
                return Err(Fault::BadId);
            }
            if last.as_bytes() >= name.as_bytes() {
                return Err(Fault::Unsorted);
            }
            last = name;
            spans.push(self.span(name.as_bytes()));
        }
        Ok(spans)
    }

    pub(super) fn permissions(&self, records: &Records<'a>, tables: &mut Tables) -> Result<(), Fault> {
        let mut permissions = Vec::with_capacity(capacity(records));
        let mut grants = 0_u32;
        let mut rights_seen = alloc::vec![u32::MAX; tables.rights.len()];
        let most = MAX_GRANTS as usize;
        let table = Keyed { section: Section::Permissions, records, most, is_key: is_id, keep: Keep::Index };
        let found = self.keyed(&table, &mut |cursor, key, number| {
            let group = match cursor.varint() {
                0 => None,
                group => Some(below(group - 1, tables.groups.len())?),
            };
            let flags = cursor.u8();
            if flags >> 1 > 4 {
                return Err(Fault::BadFlags);
            }
            let rights_at = start(cursor);
            let rights = cursor.varint();
            for _ in 0..rights {
                let right = below(cursor.varint(), tables.rights.len())?;
                let seen = rights_seen.get_mut(right as usize).ok_or(Fault::OutOfRange)?;
                if *seen == number {
                    return Err(Fault::Unsorted);
                }
                *seen = number;
            }
            let first_grant = grants;
            grants = grants.saturating_add(rights.max(1));
            if grants > MAX_GRANTS {
                return Err(Fault::TooMany);
            }
            permissions.push(Permission {
                key: self.span(key.as_bytes()),
                group,
                flags,
                rights_at,
                rights,
                first_grant,
            });
            Ok(number)
        })?;
        tables.permissions = permissions;
        tables.permission_index = found.index;
        tables.grants = grants;
        Ok(())
    }

    pub(super) fn roles(&self, records: &Records<'a>, tables: &mut Tables) -> Result<(), Fault> {
        let bits = tables.bits();
        let mut roles = Vec::with_capacity(capacity(records));
        let table = Keyed { section: Section::Roles, records, most: MAX_ROLES, is_key: is_id, keep: Keep::Places };
        self.keyed(&table, &mut |cursor, id, number| {
            let flags = cursor.u8();
            if flags > 7 || flags & 6 == 0 {
                return Err(Fault::BadFlags);
            }
            let row = cursor.bytes();
            check_row(row, bits)?;
            roles.push(Role { id: self.span(id.as_bytes()), flags, row: self.span(row) });
            Ok(number)
        })?;
        tables.roles = roles;
        Ok(())
    }
}

/// A bit map without bits past the last, or a sorted list that is shorter than the map.
fn check_row(row: &[u8], bits: u32) -> Result<(), Fault> {
    let stride = bits.div_ceil(8) as usize;
    if row.len() == stride {
        let past = row.last().is_some_and(|last| !bits.is_multiple_of(8) && *last >> (bits % 8) != 0);
        return if past { Err(Fault::OutOfRange) } else { Ok(()) };
    }
    let (list, rest) = row.as_chunks::<4>();
    if row.len() > stride || !rest.is_empty() {
        return Err(Fault::Malformed);
    }
    let mut least = 0;
    for bit in list {
        let bit = u32::from_le_bytes(*bit);
        if bit >= bits {
            return Err(Fault::OutOfRange);
        }
        if bit < least {
            return Err(Fault::Unsorted);
        }
        least = bit + 1;
    }
    Ok(())
}
