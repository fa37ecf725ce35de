//! Teams, group mappings, profiles and users.

use super::super::cursor::Cursor;
use super::super::id::pair;
use super::{Part, Snapshot, in_range};
use crate::order::sort;
use alloc::vec::Vec;

/// One user.
#[derive(Clone, Copy)]
pub(crate) struct UserRecord<'a> {
    pub id: &'a str,
    pub active: bool,
    pub email: Option<&'a str>,
    pub employee: Option<&'a str>,
    /// Where the user's profile begins.
    pub profile: u32,
}

/// Roles held, each with the level that it is held within: sorted by role, then level.
pub(crate) struct Assignments<'a> {
    cursor: Cursor<'a>,
    left: u32,
}

impl<'a> Assignments<'a> {
    fn read(mut cursor: Cursor<'a>) -> Self {
        let left = cursor.varint();
        Self { cursor, left }
    }

    /// Where they end.
    fn end(mut self) -> Cursor<'a> {
        self.by_ref().for_each(drop);
        self.cursor
    }
}

impl Iterator for Assignments<'_> {
    type Item = (u32, Option<u16>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let first = self.cursor.varint();
        let level = if first & 1 == 0 { None } else { Some(u16::try_from(self.cursor.varint()).ok()?) };
        // Of what cannot be read nothing is held.
        (!self.cursor.failed()).then_some((first >> 1, level))
    }
}

/// A list of numbers.
pub(crate) struct Numbers<'a> {
    cursor: Cursor<'a>,
    left: u32,
}

impl<'a> Numbers<'a> {
    pub(super) fn read(mut cursor: Cursor<'a>) -> Self {
        let left = cursor.varint();
        Self { cursor, left }
    }

    fn end(mut self) -> Cursor<'a> {
        self.by_ref().for_each(drop);
        self.cursor
    }
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        self.left = self.left.checked_sub(1)?;
        let number = self.cursor.varint();
        (!self.cursor.failed()).then_some(number)
    }
}

/// What one user, or several alike, hold: roles, teams, levels.
#[derive(Clone, Copy)]
pub(crate) struct Profile<'a> {
    cursor: Cursor<'a>,
}

impl<'a> Profile<'a> {
    pub(crate) fn assignments(self) -> Assignments<'a> {
        Assignments::read(self.cursor)
    }

    pub(crate) fn teams(self) -> Numbers<'a> {
        Numbers::read(self.assignments().end())
    }

    /// The levels assigned to the user; those that name the employee are not among them.
    pub(crate) fn levels(self) -> impl Iterator<Item = u16> + 'a {
        Numbers::read(self.teams().end()).map_while(|level| u16::try_from(level).ok())
    }

    fn end(self) -> Cursor<'a> {
        Numbers::read(self.teams().end()).end()
    }
}

impl Snapshot {
    pub(crate) fn team_count(&self) -> usize {
        self.tables.teams.len()
    }

    pub(crate) fn team_id(&self, number: u32) -> &str {
        self.team_cursor(number).map(|mut cursor| cursor.str()).unwrap_or_default()
    }

    pub(crate) fn team_assignments(&self, number: u32) -> Option<Assignments<'_>> {
        let mut cursor = self.team_cursor(number)?;
        cursor.bytes();
        Some(Assignments::read(cursor))
    }

    fn team_cursor(&self, number: u32) -> Option<Cursor<'_>> {
        self.tables.teams.get(number as usize).map(|at| Cursor::new(&self.bytes, *at as usize))
    }

    pub(crate) fn mapping_count(&self) -> usize {
        self.tables.mappings.len()
    }

    /// The mapping of a presented group; its number gives the place by (provider, group).
    fn mapping(&self, provider: &str, group: &str) -> Option<u32> {
        let key = [provider, group].join("\0");
        let slot = self.tables.mapping_index.find(&self.tables.hash, &self.bytes, key.as_bytes())?;
        Some(slot.value)
    }

    /// The mappings of the groups presented, in order, each once.
    pub(crate) fn presented(&self, groups: &[(&str, &str)]) -> Vec<u32> {
        let mut mappings: Vec<u32> =
            groups.iter().filter_map(|(provider, group)| self.mapping(provider, group)).collect();
        sort(&mut mappings);
        mappings.dedup();
        mappings
    }

    /// The (provider, group) of a mapping.
    pub(crate) fn mapping_key(&self, number: u32) -> (&str, &str) {
        self.mapping_cursor(number).and_then(|mut cursor| pair(cursor.str())).unwrap_or_default()
    }

    pub(crate) fn mapping_assignments(&self, number: u32) -> Option<Assignments<'_>> {
        let mut cursor = self.mapping_cursor(number)?;
        cursor.bytes();
        Some(Assignments::read(cursor))
    }

    pub(crate) fn mapping_teams(&self, number: u32) -> Option<Numbers<'_>> {
        self.mapping_assignments(number).map(|assignments| Numbers::read(assignments.end()))
    }

    fn mapping_cursor(&self, number: u32) -> Option<Cursor<'_>> {
        self.tables.mappings.get(number as usize).map(|at| Cursor::new(&self.bytes, *at as usize))
    }

    /// One access to the index, one to the record.
    #[inline]
    pub(crate) fn user(&self, id: &str) -> Option<UserRecord<'_>> {
        let slot = self.tables.user_index.find(&self.tables.hash, &self.bytes, id.as_bytes())?;
        let mut cursor = Cursor::new(&self.bytes, slot.record as usize);
        let (user, _) = read_user(&mut cursor);
        Some(UserRecord { profile: slot.value, ..user })
    }

    /// Every user, by id.
    pub(crate) fn users(&self) -> impl Iterator<Item = UserRecord<'_>> {
        let mut cursor = Cursor::new(&self.bytes, self.tables.user_records.start as usize);
        let after_shared = match self.tables.shared_profiles.last() {
            Some(last) => self.profile(*last).end(),
            None => Cursor::new(&self.bytes, self.tables.profiles.start as usize),
        };
        let mut single = after_shared;
        (0..self.tables.user_count).map_while(move |_| {
            let (user, profile) = read_user(&mut cursor);
            let profile = match profile.checked_sub(1) {
                Some(shared) => *self.tables.shared_profiles.get(shared as usize)?,
                None => {
                    let at = u32::try_from(single.position()).ok()?;
                    single = Profile { cursor: single }.end();
                    at
                }
            };
            Some(UserRecord { profile, ..user })
        })
    }

    /// The profiles that two or more users have, each with where it begins, ascending.
    pub(crate) fn shared_profiles(&self) -> impl Iterator<Item = (u32, Profile<'_>)> {
        self.tables.shared_profiles.iter().map(|at| (*at, self.profile(*at)))
    }

    pub(crate) fn profile(&self, at: u32) -> Profile<'_> {
        Profile { cursor: Cursor::new(&self.bytes, at as usize) }
    }

    /// Whether the snapshot answers for the user at all (rule 6).
    pub(crate) fn answers_for(&self, id: &str) -> bool {
        match self.header.part {
            Part::Whole => true,
            Part::Slice { user, .. } => self.text(user) == id,
            Part::Shard { from, to } => in_range(id, self.text(from), self.text(to)),
        }
    }
}

/// A user's record, and the number of the profile in it; `profile` is not resolved yet.
#[inline]
fn read_user<'a>(cursor: &mut Cursor<'a>) -> (UserRecord<'a>, u32) {
    let id = cursor.str();
    let flags = cursor.u8();
    let email = match flags >> 1 & 3 {
        0 => None,
        1 => Some(id),
        _ => Some(cursor.str()),
    };
    let employee = if flags & 8 == 0 { None } else { Some(cursor.str()) };
    let profile = cursor.varint();
    (UserRecord { id, active: flags & 1 == 0 && !cursor.failed(), email, employee, profile: 0 }, profile)
}
