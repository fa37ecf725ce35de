//! Teams, group mappings, profiles and users: who holds what.

use super::super::body::{Body, Records};
use super::super::cursor::Cursor;
use super::super::error::{Fault, Section};
use super::super::header::AnswersFor;
use super::super::id::is_pair;
use super::super::index::{Index, Slot};
use super::super::tables::{Role, Tables};
use super::{Ascending, Decoder, below, capacity, read_id, start};
use alloc::vec::Vec;

const MAX_TEAMS: usize = 1_000_000;
const MAX_MAPPINGS: usize = 1_000_000;
const MAX_USERS: usize = 16_000_000;

impl<'a> Decoder<'a> {
    pub(super) fn teams(&self, records: &Records<'a>, tables: &mut Tables) -> Result<(), Fault> {
        self.at_most(Section::Teams, records.count as usize, MAX_TEAMS)?;
        let mut order = Ascending::default();
        let mut teams = Vec::new();
        self.walk(Section::Teams, records, |cursor, _| {
            teams.push(start(cursor));
            order.next(read_id(cursor)?)?;
            check_assignments(cursor, tables, Holder::Team)
        })?;
        tables.teams = teams;
        Ok(())
    }

    pub(super) fn mappings(&self, records: &Records<'a>, tables: &mut Tables) -> Result<(), Fault> {
        self.at_most(Section::Mappings, records.count as usize, MAX_MAPPINGS)?;
        let mut order = Ascending::default();
        let mut index = Index::with_capacity(capacity(records));
        let mut mappings = Vec::new();
        self.walk(Section::Mappings, records, |cursor, number| {
            let record = start(cursor);
            let key = cursor.str();
            if !is_pair(key) {
                return Err(Fault::BadId);
            }
            order.next(key)?;
            check_assignments(cursor, tables, Holder::User)?;
            check_numbers(cursor, tables.teams.len())?;
            index.insert(&self.hash, key.as_bytes(), Slot { record, value: number });
            mappings.push(record);
            Ok(())
        })?;
        tables.mappings = mappings;
        tables.mapping_index = index;
        Ok(())
    }

    /// Checks every profile; gives where the first one that is not shared begins.
    pub(super) fn profiles(&self, body: &Body<'a>, tables: &mut Tables) -> Result<Cursor<'a>, Fault> {
        self.at.set(Section::Profiles);
        if body.shared_profiles > body.profiles.count {
            return Err(Fault::OutOfRange);
        }
        let mut shared = Vec::new();
        let span = self.span(body.profiles.bytes);
        let mut single = span.start;
        self.walk(Section::Profiles, &body.profiles, |cursor, number| {
            if number < body.shared_profiles {
                shared.push(start(cursor));
            }
            check_profile(cursor, tables)?;
            if number < body.shared_profiles {
                single = start(cursor);
            }
            Ok(())
        })?;
        tables.profiles = span;
        tables.profile_count = body.profiles.count;
        tables.shared_profiles = shared;
        Ok(Cursor::new(self.bytes.get(..span.end as usize).unwrap_or_default(), single as usize))
    }

    pub(super) fn users(
        &self,
        records: &Records<'a>,
        tables: &mut Tables,
        mut singles: Cursor<'a>,
    ) -> Result<(), Fault> {
        self.at_most(Section::Users, records.count as usize, MAX_USERS)?;
        let mut order = Ascending::default();
        let mut index = Index::with_capacity(capacity(records));
        self.walk(Section::Users, records, |cursor, _| {
            let record = start(cursor);
            let id = read_id(cursor)?;
            order.next(id)?;
            if !self.answers_for(id) {
                return Err(Fault::Disagrees);
            }
            let flags = cursor.u8();
            if flags > 15 || flags >> 1 & 3 == 3 {
                return Err(Fault::BadFlags);
            }
            if flags >> 1 & 3 == 2 && read_id(cursor)? == id {
                return Err(Fault::Disagrees);
            }
            if flags & 8 != 0 {
                read_id(cursor)?;
            }
            let profile = match cursor.varint() {
                0 => {
                    let profile = start(&singles);
                    check_profile(&mut singles, tables).map_err(|_| Fault::OutOfRange)?;
                    profile
                }
                shared => *tables.shared_profiles.get(shared as usize - 1).ok_or(Fault::OutOfRange)?,
            };
            index.insert(&self.hash, id.as_bytes(), Slot { record, value: profile });
            Ok(())
        })?;
        if singles.position() != tables.profiles.end as usize {
            self.at.set(Section::Profiles);
            return Err(Fault::Trailing);
        }
        tables.user_index = index;
        tables.user_records = self.span(records.bytes);
        tables.user_count = records.count;
        Ok(())
    }

    fn answers_for(&self, id: &str) -> bool {
        match self.header.answers_for {
            AnswersFor::Everyone => true,
            AnswersFor::User { id: user, .. } => id == user,
            AnswersFor::Ids { from, to } => super::super::tables::in_range(id, from, to),
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Holder {
    User,
    Team,
}

fn check_assignments(cursor: &mut Cursor<'_>, tables: &Tables, holder: Holder) -> Result<(), Fault> {
    let mut least = (0, None);
    for number in 0..cursor.varint() {
        let first = cursor.varint();
        let role = below(first >> 1, tables.roles.len())?;
        let level = match first & 1 {
            0 => None,
            _ => Some(below(cursor.varint(), tables.levels.len())?),
        };
        if number > 0 && (role, level) <= least {
            return Err(Fault::Unsorted);
        }
        least = (role, level);
        if holder == Holder::Team && tables.roles.get(role as usize).is_some_and(Role::is_system) {
            return Err(Fault::Disagrees);
        }
    }
    Ok(())
}

fn check_numbers(cursor: &mut Cursor<'_>, count: usize) -> Result<(), Fault> {
    let mut least = 0;
    for _ in 0..cursor.varint() {
        let number = below(cursor.varint(), count)?;
        if number < least {
            return Err(Fault::Unsorted);
        }
        least = number + 1;
    }
    Ok(())
}

fn check_profile(cursor: &mut Cursor<'_>, tables: &Tables) -> Result<(), Fault> {
    check_assignments(cursor, tables, Holder::User)?;
    check_numbers(cursor, tables.teams.len())?;
    check_numbers(cursor, tables.levels.len())
}
