//! Equal lists are stored once: the lists of each user → numbered profiles.

use super::contents::UserRow;
use super::write::push_holding;
use alloc::vec::Vec;
use core::ops::Range;

/// The profiles of a snapshot.
pub(super) struct Profiles {
    /// How many are shared by two or more users.
    pub shared: u32,
    /// Those, one after the other.
    pub shared_bytes: Vec<u8>,
    /// The rest, in the order of their users.
    pub single_bytes: Vec<u8>,
    /// By user: 0 for the next that is not shared, else the shared profile + 1.
    pub numbers: Vec<u32>,
}

/// Writes each user's profile, and stores equal ones once.
pub(super) fn intern(rows: &[UserRow<'_>]) -> Profiles {
    let mut written = Vec::new();
    let mut places: Vec<Range<usize>> = Vec::with_capacity(rows.len());
    for row in rows {
        let start = written.len();
        push_holding(&mut written, row.active, &row.assignments, &row.teams, &row.levels);
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

    let mut profiles = Profiles {
        shared: shared.len() as u32,
        shared_bytes: Vec::new(),
        single_bytes: Vec::new(),
        numbers: alloc::vec![0; rows.len()],
    };
    for (number, users) in shared.iter().enumerate() {
        for user in *users {
            if let Some(place) = profiles.numbers.get_mut(*user as usize) {
                *place = number as u32 + 1;
            }
        }
        profiles.shared_bytes.extend_from_slice(users.first().map(|user| bytes_of(*user)).unwrap_or_default());
    }
    for (user, _) in (0..).zip(&profiles.numbers).filter(|(_, number)| **number == 0) {
        profiles.single_bytes.extend_from_slice(bytes_of(user));
    }
    profiles
}
