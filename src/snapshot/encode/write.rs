//! Rows → records, by FORMAT.md.

use super::super::decode::END;
use super::contents::{LabelTexts, LevelRow, MappingRow, PermissionRow, RoleRow, TeamRow};
use alloc::vec::Vec;

pub(super) fn names(bytes: &mut Vec<u8>, names: &[&str]) {
    push(bytes, names.len() as u64);
    names.iter().for_each(|name| push_key(bytes, &[name]));
}

pub(super) fn permissions(bytes: &mut Vec<u8>, rows: &[PermissionRow<'_>]) {
    push(bytes, rows.len() as u64);
    for row in rows {
        push_key(bytes, &[row.key]);
        push(bytes, row.group.map_or(0, |group| u64::from(group) + 1));
        bytes.push(row.flags);
        push(bytes, row.rights.len() as u64);
        push_numbers(bytes, &row.rights);
    }
}

pub(super) fn roles(bytes: &mut Vec<u8>, rows: &[RoleRow<'_>], bits: u32) {
    let stride = bits.div_ceil(8) as usize;
    push(bytes, rows.len() as u64);
    for row in rows {
        push_key(bytes, &[row.id]);
        bytes.push(row.flags);
        if row.bits.len() * 4 < stride {
            push(bytes, row.bits.len() as u64 * 4);
            row.bits.iter().for_each(|bit| bytes.extend_from_slice(&bit.to_le_bytes()));
        } else {
            push(bytes, stride as u64);
            let start = bytes.len();
            bytes.resize(start + stride, 0);
            for bit in &row.bits {
                if let Some(byte) = bytes.get_mut(start + *bit as usize / 8) {
                    *byte |= 1 << (bit % 8);
                }
            }
        }
    }
}

pub(super) fn levels(bytes: &mut Vec<u8>, rows: &[LevelRow<'_>]) {
    push(bytes, rows.len() as u64);
    for row in rows {
        push_key(bytes, &[row.company, row.key]);
        bytes.push(u8::from(row.active) | u8::from(row.default) << 1);
    }
}

pub(super) fn values(bytes: &mut Vec<u8>, rows: &[(&str, Vec<u16>)]) {
    push(bytes, rows.len() as u64);
    for (value, levels) in rows {
        push_key(bytes, &[value]);
        push(bytes, levels.len() as u64 * 2);
        levels.iter().for_each(|level| bytes.extend_from_slice(&level.to_le_bytes()));
    }
}

pub(super) fn teams(bytes: &mut Vec<u8>, rows: &[TeamRow<'_>]) {
    push(bytes, rows.len() as u64);
    for row in rows {
        push_key(bytes, &[row.id]);
        push_holding(bytes, true, &row.assignments, &[], &[]);
    }
}

pub(super) fn mappings(bytes: &mut Vec<u8>, rows: &[MappingRow<'_>]) {
    push(bytes, rows.len() as u64);
    for row in rows {
        push_key(bytes, &[row.provider, row.group]);
        push_holding(bytes, true, &row.assignments, &row.teams, &[]);
    }
}

pub(super) fn labels(bytes: &mut Vec<u8>, labels: Option<&LabelTexts>) {
    bytes.push(u8::from(labels.is_some()));
    if let Some(labels) = labels {
        let tables =
            [&labels.organization, &labels.permissions, &labels.roles, &labels.teams, &labels.users, &labels.levels];
        tables.iter().for_each(|table| bytes.extend_from_slice(table));
    }
}

/// Roles, then teams, then levels.
pub(super) fn push_holding(
    bytes: &mut Vec<u8>,
    active: bool,
    assignments: &[(u32, Option<u16>)],
    teams: &[u32],
    levels: &[u32],
) {
    let (roles, flags) = (assignments.len() as u64, u64::from(!active) | u64::from(!levels.is_empty()) << 1);
    push(bytes, (teams.len() as u64) << 4 | roles.min(3) << 2 | flags);
    if let Some(more) = roles.checked_sub(3) {
        push(bytes, more);
    }
    for (role, level) in assignments {
        push(bytes, u64::from(*role) << 1 | u64::from(level.is_some()));
        if let Some(level) = level {
            push(bytes, u64::from(*level));
        }
    }
    push_numbers(bytes, teams);
    if !levels.is_empty() {
        push(bytes, levels.len() as u64);
        push_numbers(bytes, levels);
    }
}

fn push_numbers(bytes: &mut Vec<u8>, numbers: &[u32]) {
    numbers.iter().for_each(|number| push(bytes, u64::from(*number)));
}

/// One id, or two with a byte between them; then the byte that ends a key.
fn push_key(bytes: &mut Vec<u8>, ids: &[&str]) {
    for (number, id) in ids.iter().enumerate() {
        if number > 0 {
            bytes.push(0);
        }
        bytes.extend_from_slice(id.as_bytes());
    }
    bytes.push(END);
}

pub(super) fn push_str(bytes: &mut Vec<u8>, text: &str) {
    push(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

/// A varint.
pub(super) fn push(bytes: &mut Vec<u8>, number: u64) {
    let mut rest = number;
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}
