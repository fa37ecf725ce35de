//! Users: found by id, or all of them in order.

use super::super::cursor::Cursor;
use super::super::decode::END;
use super::super::error::Section;
use super::super::text::{HIGH, ONES, number};
use super::{Holding, Keyed, Snapshot, Span, utf8};
use alloc::vec::Vec;

/// One user: where the id stands, and where the profile does.
#[derive(Clone, Copy)]
pub(crate) struct User {
    pub(super) id: Span,
    pub profile: u32,
}

impl Snapshot {
    /// One access to the index, one to the id.
    #[inline]
    pub(crate) fn user(&self, id: &[u8]) -> Option<User> {
        let (start, profile) = self.tables.of(Keyed::Users).index.find(&self.hash, &self.bytes, id)?;
        Some(User { id: Span { start, end: start + id.len() as u32 }, profile })
    }

    pub(crate) fn user_id(&self, user: User) -> &str {
        self.text(user.id)
    }

    pub(crate) fn email(&self, user: User) -> Option<&str> {
        self.email_bytes(user).map(utf8)
    }

    pub(crate) fn email_bytes(&self, user: User) -> Option<&[u8]> {
        match self.bytes.get(user.id.end as usize)? {
            1 => Some(self.slice_of(user.id)),
            2 => Some(self.key_at(user.id.end + 1)),
            _ => None,
        }
    }

    pub(crate) fn employee(&self, user: User) -> Option<&str> {
        self.employee_bytes(user).map(utf8)
    }

    pub(crate) fn employee_bytes(&self, user: User) -> Option<&[u8]> {
        let mut cursor = self.cursor(user.id.end);
        let mut end = cursor.u8();
        if end == 1 || end == 2 {
            cursor.text();
            end = cursor.u8();
        }
        (end == 3).then(|| self.key_at(cursor.position() as u32))
    }

    /// Every user, by id.
    pub(crate) fn users(&self) -> impl Iterator<Item = User> {
        let tables = &self.tables;
        let mut keys = Cursor::new(&self.bytes, tables.of(Keyed::Users).start as usize);
        let mut numbers = self.cursor(tables.user_profiles.start);
        let mut single = self.cursor(tables.singles.start);
        (0..tables.of(Keyed::Users).count).map_while(move |_| {
            let (start, length) = keys.text();
            let id = Span { start: start as u32, end: (start + length) as u32 };
            while keys.u8() != END && !keys.failed() {
                keys.text();
            }
            let profile = match numbers.varint().checked_sub(1) {
                Some(shared) => *tables.shared_profiles.get(shared as usize)?,
                None => {
                    let at = single.position() as u32;
                    single = Holding::read(single).each(|_| {});
                    at
                }
            };
            Some(User { id, profile })
        })
    }

    /// By user, by id: what is found of the profile, given what was found of the shared ones.
    pub(crate) fn by_user<'a, T: Copy + Default>(
        &'a self,
        shared: &[T],
        mut find: impl FnMut(Holding<'a>) -> (T, Cursor<'a>),
    ) -> Vec<T> {
        let mut numbers = self.cursor(self.tables.user_profiles.start);
        let mut single = self.cursor(self.tables.singles.start);
        let mut found = Vec::with_capacity(self.count(Keyed::Users));
        for _ in 0..self.count(Keyed::Users) {
            found.push(match numbers.varint().checked_sub(1) {
                Some(number) => shared.get(number as usize).copied().unwrap_or_default(),
                None => {
                    let (of_single, end) = find(Holding::read(single));
                    single = end;
                    of_single
                }
            });
        }
        found
    }

    /// The ids of those users, told by number, for whom it is said; of 0 on, in turn.
    pub(crate) fn ids_where(&self, wanted: impl Fn(usize) -> bool) -> Vec<&str> {
        let count = self.count(Keyed::Users);
        let start = self.tables.of(Keyed::Users).start as usize;
        let end = self.tables.starts.get(Section::Values as usize).map_or(0, |end| *end as usize);
        let keys = self.bytes.get(start..end).unwrap_or_default();
        // Checked once for all, so that an id is no more than a part of it.
        let text = utf8(keys);
        let mut ids = Vec::with_capacity((0..count).filter(|number| wanted(*number)).count());
        let mut ends = Ends { keys, ends: 0, at: 0 };
        let mut start = 0;
        for number in 0..count {
            let end = ends.next().unwrap_or(usize::MAX);
            if wanted(number) {
                ids.extend(text.get(start..end));
            }
            // An e-mail and an employee may stand between.
            let mut last = end;
            while keys.get(last).is_some_and(|byte| *byte != END) {
                last = ends.next().unwrap_or(usize::MAX);
            }
            start = last.wrapping_add(1);
        }
        ids
    }

    /// Where the profiles that two or more users have begin, ascending.
    pub(crate) fn shared_profiles(&self) -> &[u32] {
        &self.tables.shared_profiles
    }
}

/// Where texts end: at bytes below 20, found eight at a time.
struct Ends<'a> {
    keys: &'a [u8],
    /// Those of the last word that were not given yet: the high bit of each.
    ends: u64,
    /// Where the next word begins.
    at: usize,
}

impl Ends<'_> {
    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.ends == 0 {
            let rest = self.keys.get(self.at..)?;
            let word = match rest.first_chunk::<8>() {
                Some(word) => u64::from_le_bytes(*word),
                None if rest.is_empty() => return None,
                None => number(rest) | u64::MAX << (8 * rest.len()),
            };
            // Without its high bit, a byte of 20 and more brings it back when 60 is added.
            self.ends = !(((word & !HIGH) + 0x60 * ONES) | word) & HIGH;
            self.at += 8;
        }
        let place = self.ends.trailing_zeros() as usize / 8;
        self.ends &= self.ends - 1;
        Some(self.at - 8 + place)
    }
}
