//! Rows → records, by FORMAT.md.

use super::contents::{LevelRow, MappingRow, PermissionRow, RoleRow, TeamRow, UserRow};
use super::profiles::{Profiles, intern};
use alloc::vec::Vec;

/// A table being written.
#[derive(Default)]
pub(super) struct Table {
    pub count: u32,
    pub bytes: Vec<u8>,
}

impl Table {
    fn of<T>(rows: &[T], write: impl Fn(&mut Vec<u8>, &T)) -> Self {
        let mut bytes = Vec::new();
        for row in rows {
            write(&mut bytes, row);
        }
        Self { count: rows.len() as u32, bytes }
    }
}

pub(super) fn permissions(rows: &[PermissionRow<'_>]) -> Table {
    Table::of(rows, |bytes, row| {
        push_str(bytes, row.key);
        push(bytes, row.group.map_or(0, |group| u64::from(group) + 1));
        bytes.push(row.flags);
        push_numbers(bytes, &row.rights);
    })
}

pub(super) fn roles(rows: &[RoleRow<'_>], bits: u32) -> Table {
    let stride = bits.div_ceil(8) as usize;
    Table::of(rows, |bytes, row| {
        push_str(bytes, row.id);
        bytes.push(row.flags);
        if row.bits.len() * 4 < stride {
            push(bytes, row.bits.len() as u64 * 4);
            row.bits.iter().for_each(|bit| bytes.extend_from_slice(&bit.to_le_bytes()));
        } else {
            let mut map = alloc::vec![0_u8; stride];
            for bit in &row.bits {
                if let Some(byte) = map.get_mut(*bit as usize / 8) {
                    *byte |= 1 << (bit % 8);
                }
            }
            push(bytes, stride as u64);
            bytes.extend_from_slice(&map);
        }
    })
}

pub(super) fn levels(rows: &[LevelRow<'_>]) -> Table {
    Table::of(rows, |bytes, row| {
        push_pair(bytes, row.company, row.key);
        bytes.push(u8::from(row.active) | u8::from(row.default) << 1);
        push(bytes, row.every);
        push(bytes, row.own);
        push_str(bytes, row.employee);
    })
}

pub(super) fn values(rows: &[(&str, Vec<u16>)]) -> Table {
    Table::of(rows, |bytes, (value, levels)| {
        push_str(bytes, value);
        push(bytes, levels.len() as u64 * 2);
        levels.iter().for_each(|level| bytes.extend_from_slice(&level.to_le_bytes()));
    })
}

pub(super) fn teams(rows: &[TeamRow<'_>]) -> Table {
    Table::of(rows, |bytes, row| {
        push_str(bytes, row.id);
        push_assignments(bytes, &row.assignments);
    })
}

pub(super) fn mappings(rows: &[MappingRow<'_>]) -> Table {
    Table::of(rows, |bytes, row| {
        push_pair(bytes, row.provider, row.group);
        push_assignments(bytes, &row.assignments);
        push_numbers(bytes, &row.teams);
    })
}

pub(super) fn users(rows: &[UserRow<'_>]) -> (Profiles, Table) {
    let (profiles, numbers) = intern(rows, |bytes, row| {
        push_assignments(bytes, &row.assignments);
        push_numbers(bytes, &row.teams);
        push_numbers(bytes, &row.levels);
    });
    let mut table = Table { count: rows.len() as u32, bytes: Vec::new() };
    for (row, profile) in rows.iter().zip(numbers) {
        let email = row.email.filter(|email| *email != row.id);
        let email_flag = match (row.email, email) {
            (None, _) => 0,
            (Some(_), None) => 1,
            (Some(_), Some(_)) => 2,
        };
        push_str(&mut table.bytes, row.id);
        table.bytes.push(u8::from(!row.active) | email_flag << 1 | u8::from(row.employee.is_some()) << 3);
        for text in [email, row.employee].into_iter().flatten() {
            push_str(&mut table.bytes, text);
        }
        push(&mut table.bytes, u64::from(profile));
    }
    (profiles, table)
}

fn push_assignments(bytes: &mut Vec<u8>, assignments: &[(u32, Option<u16>)]) {
    push(bytes, assignments.len() as u64);
    for (role, level) in assignments {
        push(bytes, u64::from(*role) << 1 | u64::from(level.is_some()));
        if let Some(level) = level {
            push(bytes, u64::from(*level));
        }
    }
}

fn push_numbers(bytes: &mut Vec<u8>, numbers: &[u32]) {
    push(bytes, numbers.len() as u64);
    numbers.iter().for_each(|number| push(bytes, u64::from(*number)));
}

fn push_pair(bytes: &mut Vec<u8>, first: &str, second: &str) {
    push(bytes, (first.len() + 1 + second.len()) as u64);
    bytes.extend_from_slice(first.as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(second.as_bytes());
}

pub(super) fn push_str(bytes: &mut Vec<u8>, text: &str) {
    push(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

/// A varint.
fn push(bytes: &mut Vec<u8>, number: u64) {
    let mut rest = number;
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}
