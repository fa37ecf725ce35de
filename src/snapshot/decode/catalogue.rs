//! Dimensions, rights, permission groups, permissions and roles.

use super::super::BUILT_IN_DIMENSIONS;
use super::super::error::{Fault, Section};
use super::super::tables::{Keyed, Role, Tables};
use super::{Decoder, Shape, below};

const MAX_DIMENSIONS: u32 = 32;
const MAX_GRANTS: usize = 65_535;
const MAX_ROLES: u32 = 65_535;

impl Decoder<'_> {
    /// The tables of names: they hold nothing beside.
    pub(super) fn names(&mut self, tables: &mut Tables) -> Result<(), Fault> {
        let bytes = self.bytes;
        self.begin(Section::Dimensions, tables);
        let shape = Shape { section: Section::Dimensions, most: MAX_DIMENSIONS, pair: false, indexed: true };
        let names = self.keyed(&shape, &mut |_, name, number| {
            let name = bytes.get(name.range());
            let built_in = BUILT_IN_DIMENSIONS.iter().any(|known| Some(known.as_bytes()) == name);
            if built_in { Err(Fault::Disagrees) } else { Ok(number) }
        })?;
        tables.keyed.push(names);
        for section in [Section::Rights, Section::PermissionGroups] {
            self.begin(section, tables);
            let shape = Shape { section, most: u32::MAX, pair: false, indexed: false };
            let names = self.keyed(&shape, &mut |_, _, _| Ok(0))?;
            tables.keyed.push(names);
        }
        Ok(())
    }

    pub(super) fn permissions(&mut self, tables: &mut Tables) -> Result<(), Fault> {
        self.begin(Section::Permissions, tables);
        let shape = Shape { section: Section::Permissions, most: u32::MAX, pair: false, indexed: true };
        let (rights, groups) = (tables.of(Keyed::Rights).count, tables.of(Keyed::Groups).count);
        let Tables { keyed, grant_groups: grants, first_grants, .. } = tables;
        // By right: the last permission that has it, so that none is there twice.
        let mut taken = alloc::vec![u32::MAX; rights as usize];
        let permissions = self.keyed(&shape, &mut |cursor, _, number| {
            let group = cursor.varint();
            below(group, groups + 1)?;
            let flags = cursor.u8();
            if flags > 9 {
                return Err(Fault::BadFlags);
            }
            first_grants.push(grants.len() as u32);
            let own = cursor.varint();
            if own > rights {
                return Err(Fault::Unsorted);
            }
            for _ in 0..own {
                let place = taken.get_mut(cursor.varint() as usize).ok_or(Fault::OutOfRange)?;
                if *place == number {
                    return Err(Fault::Unsorted);
                }
                *place = number;
            }
            let grown = grants.len() + own.max(1) as usize;
            if grown > MAX_GRANTS {
                return Err(Fault::TooMany);
            }
            grants.resize(grown, group);
            Ok(number)
        })?;
        keyed.push(permissions);
        Ok(())
    }

    pub(super) fn roles(&mut self, tables: &mut Tables) -> Result<(), Fault> {
        self.begin(Section::Roles, tables);
        let shape = Shape { section: Section::Roles, most: MAX_ROLES, pair: false, indexed: false };
        let (bytes, bits) = (self.bytes, tables.bits());
        let roles = &mut tables.roles;
        let keys = self.keyed(&shape, &mut |cursor, key, number| {
            let flags = cursor.u8();
            if !(2..=7).contains(&flags) {
                return Err(Fault::BadFlags);
            }
            let row = cursor.span();
            check_row(bytes.get(row.range()).unwrap_or_default(), bits)?;
            roles.push(Role { key, row, flags });
            Ok(number)
        })?;
        tables.keyed.push(keys);
        Ok(())
    }
}

/// A bit map of exactly the bits' length, or, shorter, a sorted list of 4-byte numbers.
fn check_row(row: &[u8], bits: u32) -> Result<(), Fault> {
    let stride = bits.div_ceil(8) as usize;
    if row.len() == stride {
        let beyond = row.last().is_some_and(|last| u32::from(*last) >> (8 - (8 * stride as u32 - bits)) != 0);
        return if beyond { Err(Fault::OutOfRange) } else { Ok(()) };
    }
    let (list, rest) = row.as_chunks::<4>();
    if !rest.is_empty() || row.len() > stride {
        return Err(Fault::Malformed);
    }
    let mut least = 0;
    for bit in list {
        let bit = below(u32::from_le_bytes(*bit), bits)?;
        if bit < least {
            return Err(Fault::Unsorted);
        }
        least = bit + 1;
    }
    Ok(())
}
