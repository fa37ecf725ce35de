//! Teams, group mappings, profiles and users: who holds what.

use super::super::cursor::Cursor;
use super::super::error::{Fault, Section};
use super::super::tables::{Keyed, Tables};
use super::{Decoder, END, Shape, below, id, numbers};

const MAX_TEAMS: u32 = 1_000_000;
const MAX_MAPPINGS: u32 = 1_000_000;
const MAX_USERS: u32 = 16_000_000;

/// Who has a holding: what it may hold rises.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Holder {
    Team,
    Mapping,
    User,
}

impl Decoder<'_> {
    pub(super) fn teams(&mut self, tables: &mut Tables) -> Result<(), Fault> {
        self.begin(Section::Teams, tables);
        let shape = Shape { section: Section::Teams, most: MAX_TEAMS, pair: false, indexed: false };
        let teams = self.keyed(&shape, &mut |cursor, _, _| holding(cursor, tables, Holder::Team))?;
        tables.keyed.push(teams);
        Ok(())
    }

    pub(super) fn mappings(&mut self, tables: &mut Tables) -> Result<(), Fault> {
        self.begin(Section::Mappings, tables);
        let shape = Shape { section: Section::Mappings, most: MAX_MAPPINGS, pair: true, indexed: true };
        let mappings = self.keyed(&shape, &mut |cursor, _, number| {
            holding(cursor, tables, Holder::Mapping)?;
            Ok(number)
        })?;
        tables.keyed.push(mappings);
        Ok(())
    }

    /// Profiles and users. A profile that is not shared is checked when its user is met.
    pub(super) fn users(&mut self, tables: &mut Tables) -> Result<(), Fault> {
        self.begin(Section::Profiles, tables);
        for _ in 0..self.body.varint() {
            tables.shared_profiles.push(self.body.position() as u32);
            holding(&mut self.body, tables, Holder::User)?;
            if self.body.failed() {
                return Err(Fault::Malformed);
            }
        }
        tables.singles = self.body.span();
        tables.user_profiles = self.body.span();
        let mut singles = Cursor::new(
            self.bytes.get(..tables.singles.end as usize).unwrap_or_default(),
            tables.singles.start as usize,
        );
        let mut profiles = Cursor::new(
            self.bytes.get(..tables.user_profiles.end as usize).unwrap_or_default(),
            tables.user_profiles.start as usize,
        );
        self.begin(Section::Users, tables);
        let shape = Shape { section: Section::Users, most: MAX_USERS, pair: false, indexed: true };
        let (bytes, header) = (self.bytes, self.header);
        let users = self.keyed(&shape, &mut |cursor, key, _| {
            let id = bytes.get(key.range()).unwrap_or_default();
            if !header.part.answers_for(bytes, id) {
                return Err(Fault::Disagrees);
            }
            contact(cursor, id)?;
            match profiles.varint().checked_sub(1) {
                Some(shared) => tables.shared_profiles.get(shared as usize).copied().ok_or(Fault::OutOfRange),
                None => {
                    let start = singles.position() as u32;
                    holding(&mut singles, tables, Holder::User)?;
                    if singles.failed() || profiles.failed() { Err(Fault::OutOfRange) } else { Ok(start) }
                }
            }
        })?;
        tables.keyed.push(users);
        let left = singles.position() != tables.singles.end as usize
            || profiles.position() != tables.user_profiles.end as usize;
        if left { Err(Fault::Trailing) } else { Ok(()) }
    }
}

/// What can follow the id of a user: that the e-mail is the same, or the e-mail; an employee.
fn contact(cursor: &mut Cursor<'_>, user: &[u8]) -> Result<(), Fault> {
    let mut end = cursor.u8();
    if end == 2 {
        let (start, length) = id(cursor)?;
        if cursor.at(start, length) == Some(user) {
            return Err(Fault::Disagrees);
        }
        end = cursor.u8();
    } else if end == 1 {
        end = cursor.u8();
    }
    if end == 3 {
        id(cursor)?;
        end = cursor.u8();
    }
    if end == END { Ok(()) } else { Err(Fault::BadId) }
}

/// Roles, then teams, then levels.
fn holding(cursor: &mut Cursor<'_>, tables: &Tables, holder: Holder) -> Result<u32, Fault> {
    let start = cursor.position() as u32;
    let (roles, teams) = (cursor.varint(), cursor.varint());
    let levels = teams & 1 != 0;
    if (holder < Holder::User && (levels || roles & 1 != 0)) || (holder < Holder::Mapping && teams != 0) {
        return Err(Fault::BadFlags);
    }
    assignments(cursor, roles >> 1, tables, holder)?;
    numbers(cursor, teams >> 1, tables.of(Keyed::Teams).count)?;
    if levels {
        let count = cursor.varint();
        if count == 0 {
            return Err(Fault::Malformed);
        }
        numbers(cursor, count, tables.of(Keyed::Levels).count)?;
    }
    Ok(start)
}

fn assignments(cursor: &mut Cursor<'_>, count: u32, tables: &Tables, holder: Holder) -> Result<(), Fault> {
    // Of (role, level) the least that may follow, no level before the first.
    let mut least = 0;
    for _ in 0..count {
        let first = cursor.varint();
        let role = tables.roles.get(first as usize >> 1).ok_or(Fault::OutOfRange)?;
        let level = if first & 1 == 0 { 0 } else { 1 + below(cursor.varint(), tables.of(Keyed::Levels).count)? };
        let place = u64::from(first >> 1) << 32 | u64::from(level);
        if place < least {
            return Err(Fault::Unsorted);
        }
        least = place + 1;
        if holder == Holder::Team && role.is_system() {
            return Err(Fault::Disagrees);
        }
    }
    Ok(())
}
