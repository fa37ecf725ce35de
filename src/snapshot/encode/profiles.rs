//! Equal lists are stored once: the lists of each user → numbered profiles.

use super::contents::UserRow;
use super::write::Table;
use alloc::vec::Vec;
use core::ops::Range;

/// The profiles of a snapshot, the shared ones first.
pub(super) struct Profiles {
    pub shared: u32,
    pub table: Table,
}

/// Writes each user's profile, stores equal ones once, and gives every user the number that FORMAT.md says: 0 for "the
/// next that is not shared", else the shared profile + 1.
pub(super) fn intern(rows: &[UserRow<'_>], write: impl Fn(&mut Vec<u8>, &UserRow<'_>)) -> (Profiles, Vec<u32>) {
    let mut written = Vec::new();
    let mut places: Vec<Range<usize>> = Vec::with_capacity(rows.len());
    for row in rows {
        let start = written.len();
        write(&mut written, row);
        places.push(start..written.len());
    }
    let bytes_of = |user: u32| {
        let place = places.get(user as usize).cloned().unwrap_or_default();
        written.get(place).unwrap_or_default()
    };
    let mut by_bytes: Vec<u32> = (0..rows.len() as u32).collect();
    by_bytes.sort_unstable_by(|a, b| bytes_of(*a).cmp(bytes_of(*b)));
    let alike = by_bytes.chunk_by(|a, b| bytes_of(*a) == bytes_of(*b));
    let mut shared: Vec<&[u32]> = alike.filter(|users| users.len() > 1).collect();
    // Stable, so that equally frequent ones stay in the order of their bytes.
    shared.sort_by_key(|users| core::cmp::Reverse(users.len()));

    let mut numbers = alloc::vec![0; rows.len()];
    let mut table = Table::default();
    for (number, users) in shared.iter().enumerate() {
        for user in *users {
            if let Some(place) = numbers.get_mut(*user as usize) {
                *place = number as u32 + 1;
            }
        }
        table.bytes.extend_from_slice(users.first().map(|user| bytes_of(*user)).unwrap_or_default());
        table.count += 1;
    }
    for user in (0..rows.len() as u32).filter(|user| numbers.get(*user as usize) == Some(&0)) {
        table.bytes.extend_from_slice(bytes_of(user));
        table.count += 1;
    }
    (Profiles { shared: shared.len() as u32, table }, numbers)
}
