//! Dimensions, rights, permission groups, permissions and roles.

use super::super::BUILT_IN_DIMENSIONS;
use super::super::body::Records;
use super::super::cursor::Cursor;
use super::super::error::{Fault, Section};
use super::super::id::is_id;
use super::super::tables::{Permission, Role, Span, Tables};
use super::{Decoder, Keyed, below, capacity, start};
use alloc::vec::Vec;

const MAX_DECLARED_DIMENSIONS: usize = 32;
const MAX_GRANTS: u32 = 65_535;
const MAX_ROLES: usize = 65_535;

impl<'a> Decoder<'a> {
    pub(super) fn names(&self, body: &mut Cursor<'a>, tables: &mut Tables) -> Result<(), Fault> {
        self.ids(Section::Dimensions, body, &mut tables.dimensions)?;
        self.at_most(Section::Dimensions, tables.dimensions.len(), MAX_DECLARED_DIMENSIONS)?;
        self.ids(Section::Rights, body, &mut tables.rights)?;
        self.ids(Section::PermissionGroups, body, &mut tables.groups)
    }

    fn ids(&self, section: Section, body: &mut Cursor<'a>, spans: &mut Vec<Span>) -> Result<(), Fault> {
        let mut last = "";
        for _ in 0..body.varint() {
            let name = body.str();
            self.at.set(if body.failed() { Section::Body } else { section });
            if body.failed() {
                return Err(Fault::Malformed);
            }
            if !is_id(name) {
                return Err(Fault::BadId);
            }
            if last.as_bytes() >= name.as_bytes() {
                return Err(Fault::Unsorted);
            }
            if section == Section::Dimensions && BUILT_IN_DIMENSIONS.contains(&name) {
                return Err(Fault::Disagrees);
            }
            last = name;
            spans.push(self.span(name.as_bytes()));
        }
        Ok(())
    }

    pub(super) fn permissions(&self, records: Records<'a>, tables: &mut Tables) -> Result<(), Fault> {
        let Tables { permissions, permission_index, grants, rights: names, groups, hash, .. } = tables;
        let mut rights_seen = alloc::vec![u32::MAX; names.len()];
        permissions.reserve(capacity(&records));
        let table = Keyed {
            section: Section::Permissions,
            records,
            most: MAX_GRANTS as usize,
            is_key: is_id,
            places: None,
            index: Some((permission_index, hash)),
        };
        self.keyed(table, &mut |cursor, key, number| {
            let group = match cursor.varint() {
                0 => None,
                group => Some(below(group - 1, groups.len())?),
            };
            let flags = cursor.u8();
            if flags >> 1 > 4 {
                return Err(Fault::BadFlags);
            }
            let rights_at = start(cursor);
            let rights = cursor.varint();
            for _ in 0..rights {
                let right = below(cursor.varint(), names.len())?;
                let seen = rights_seen.get_mut(right as usize).ok_or(Fault::OutOfRange)?;
                if *seen == number {
                    return Err(Fault::Unsorted);
                }
                *seen = number;
            }
            let first_grant = *grants;
            *grants = grants.saturating_add(rights.max(1));
            if *grants > MAX_GRANTS {
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
        })
    }

    pub(super) fn roles(&self, records: Records<'a>, tables: &mut Tables) -> Result<(), Fault> {
        let bits = tables.bits();
        let roles = &mut tables.roles;
        roles.reserve(capacity(&records));
        let section = Section::Roles;
        let table = Keyed { section, records, most: MAX_ROLES, is_key: is_id, places: None, index: None };
        self.keyed(table, &mut |cursor, id, number| {
            let flags = cursor.u8();
            if flags > 7 || flags & 6 == 0 {
                return Err(Fault::BadFlags);
            }
            let row = cursor.bytes();
            check_row(row, bits)?;
            roles.push(Role { id: self.span(id.as_bytes()), flags, row: self.span(row) });
            Ok(number)
        })
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
