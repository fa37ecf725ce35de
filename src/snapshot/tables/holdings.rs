//! What teams, group mappings and users hold: roles, teams, levels.

use super::super::cursor::Cursor;
use super::super::text::pair;
use super::{Keyed, Snapshot};
use alloc::vec::Vec;
use core::ops::BitOr;

/// What a record of roles, teams and levels begins with.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub inactive: bool,
    pub has_levels: bool,
    pub roles: u32,
    pub teams: u32,
}

impl Head {
    #[inline]
    pub(crate) fn read(cursor: &mut Cursor<'_>) -> Self {
        let head = cursor.varint();
        let mut roles = head >> 2 & 3;
        if roles == 3 {
            roles = cursor.varint().saturating_add(3);
        }
        Self { inactive: head & 1 != 0, has_levels: head & 2 != 0, roles, teams: head >> 4 }
    }
}

/// One record of roles, teams and levels held.
#[derive(Clone, Copy)]
pub(crate) struct Holding<'a> {
    cursor: Cursor<'a>,
    head: Head,
}

impl<'a> Holding<'a> {
    #[inline]
    pub(super) fn read(mut cursor: Cursor<'a>) -> Self {
        let head = Head::read(&mut cursor);
        Self { cursor, head }
    }

    /// Of a user's: whether the user is active. Of what cannot be read nothing is.
    #[inline]
    pub(crate) fn active(&self) -> bool {
        !self.head.inactive && !self.cursor.failed()
    }

    /// The roles held, each with the level that it is held within: by role, then level.
    #[inline]
    pub(crate) fn assignments(self) -> Assignments<'a> {
        Assignments { cursor: self.cursor, left: self.head.roles }
    }

    pub(crate) fn teams(self) -> Numbers<'a> {
        let mut assignments = self.assignments();
        while assignments.next().is_some() {}
        Numbers { cursor: assignments.cursor, left: self.head.teams }
    }

    /// Whether levels are assigned to the user.
    pub(crate) fn has_levels(&self) -> bool {
        self.head.has_levels
    }

    /// The levels assigned to the user; those that name the employee are not among them.
    pub(crate) fn levels(self) -> Numbers<'a> {
        let mut cursor = self.cursor;
        for _ in 0..self.head.roles {
            if cursor.varint() & 1 != 0 {
                cursor.varint();
            }
        }
        for _ in 0..self.head.teams {
            cursor.varint();
        }
        let left = if self.has_levels() { cursor.varint() } else { 0 };
        Numbers { cursor, left }
    }

    /// Where the next record begins.
    pub(super) fn end(self) -> Cursor<'a> {
        let mut levels = self.levels();
        while levels.next().is_some() {}
        levels.cursor
    }

    /// Everything held, taken together in one pass: what is known of each role and, after all the roles, of each team; what a role
    /// within a level comes to, and what a level does. And where the next record begins.
    #[inline]
    pub(crate) fn together<T: Copy + Default + BitOr<Output = T>>(
        self,
        known: &[T],
        role_count: u32,
        within: impl Fn(u32, u32) -> T,
        assigned: impl Fn(u32) -> T,
    ) -> (T, Cursor<'a>) {
        let Head { roles, teams, .. } = self.head;
        let mut together = T::default();
        let mut cursor = self.cursor;
        // One loop and not two: where a list ends cannot be foretold, and to be wrong costs more than to read a number.
        for item in 0..roles + teams {
            let number = cursor.short();
            let is_role = item < roles;
            if is_role && number & 1 != 0 {
                together = together | within(number >> 1, cursor.varint());
                continue;
            }
            let place = if is_role { number >> 1 } else { role_count + number };
            together = together | known.get(place as usize).copied().unwrap_or_default();
        }
        if self.has_levels() {
            for _ in 0..cursor.varint() {
                together = together | assigned(cursor.varint());
            }
        }
        // Of what cannot be read nothing is held.
        (if cursor.failed() { T::default() } else { together }, cursor)
    }
}

/// Roles held, each with the level that it is held within: sorted by role, then level.
#[derive(Clone, Copy)]
pub(crate) struct Assignments<'a> {
    cursor: Cursor<'a>,
    left: u32,
}

impl Iterator for Assignments<'_> {
    type Item = (u32, Option<u32>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let first = self.cursor.varint();
        let level = if first & 1 == 0 { None } else { Some(self.cursor.varint()) };
        // Of what cannot be read nothing is held.
        (!self.cursor.failed()).then_some((first >> 1, level))
    }
}

/// A list of numbers.
pub(crate) struct Numbers<'a> {
    cursor: Cursor<'a>,
    left: u32,
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

impl Snapshot {
    #[inline]
    pub(crate) fn holding(&self, at: u32) -> Holding<'_> {
        Holding::read(self.cursor(at))
    }

    pub(crate) fn team_count(&self) -> usize {
        self.count(Keyed::Teams)
    }

    pub(crate) fn team_id(&self, number: u32) -> &str {
        self.key(Keyed::Teams, number)
    }

    #[inline]
    pub(crate) fn team_at(&self, number: u32) -> Option<u32> {
        self.place(Keyed::Teams, number)
    }

    pub(crate) fn team(&self, number: u32) -> Option<Holding<'_>> {
        self.team_at(number).map(|at| self.holding(at))
    }

    pub(crate) fn mapping_count(&self) -> usize {
        self.count(Keyed::Mappings)
    }

    /// The (provider, group) of a mapping.
    pub(crate) fn mapping_key(&self, number: u32) -> (&str, &str) {
        pair(self.key(Keyed::Mappings, number)).unwrap_or_default()
    }

    /// Where what a mapping gives stands.
    pub(crate) fn mapping_at(&self, number: u32) -> Option<u32> {
        self.place(Keyed::Mappings, number)
    }

    pub(crate) fn mapping(&self, number: u32) -> Option<Holding<'_>> {
        self.mapping_at(number).map(|at| self.holding(at))
    }

    /// The mapping of a presented group; its number gives the place by (provider, group).
    pub(crate) fn presented(&self, provider: &[u8], group: &[u8]) -> Option<u32> {
        let mut pair = Vec::new();
        for part in [provider, b"\0", group] {
            pair.extend_from_slice(part);
        }
        self.find(self.tables.of(Keyed::Mappings), &pair)
    }
}
