//! Users: found by id, or all of them in order.

use super::super::cursor::Cursor;
use super::super::decode::END;
use super::{Holding, Keyed, Snapshot, Span, utf8};

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

    pub(crate) fn user_id_bytes(&self, user: User) -> &[u8] {
        self.slice_of(user.id)
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
                    single = Holding::read(single).end();
                    at
                }
            };
            Some(User { id, profile })
        })
    }

    /// Where the profiles that two or more users have begin, ascending.
    pub(crate) fn shared_profiles(&self) -> &[u32] {
        &self.tables.shared_profiles
    }
}
