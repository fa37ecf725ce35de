//! Teams, group mappings, profiles and users: who holds what.

use super::super::body::Records;
use super::super::cursor::Cursor;
use super::super::error::{Fault, Section};
use super::super::header::AnswersFor;
use super::super::id::{is_id, is_pair};
use super::super::index::Index;
use super::super::tables::{Role, Tables};
use super::{Decoder, Keyed, below, read_id, start};

const MAX_TEAMS: usize = 1_000_000;
const MAX_MAPPINGS: usize = 1_000_000;
const MAX_USERS: usize = 16_000_000;

impl<'a> Decoder<'a> {
    pub(super) fn teams(&self, records: Records<'a>, tables: &mut Tables) -> Result<(), Fault> {
        let Tables { roles, levels, teams, .. } = tables;
        let section = Section::Teams;
        let table = Keyed { section, records, most: MAX_TEAMS, is_key: is_id, places: Some(teams), index: None };
        self.keyed(table, &mut |cursor, _, number| {
            check_assignments(cursor, roles, levels.len(), Holder::Team)?;
            Ok(number)
        })
    }

    pub(super) fn mappings(&self, records: Records<'a>, tables: &mut Tables) -> Result<(), Fault> {
        let Tables { roles, levels, teams, mappings, mapping_index, hash, .. } = tables;
        let table = Keyed {
            section: Section::Mappings,
            records,
            most: MAX_MAPPINGS,
            is_key: is_pair,
            places: Some(mappings),
            index: Some((mapping_index, hash)),
        };
        self.keyed(table, &mut |cursor, _, number| {
            check_assignments(cursor, roles, levels.len(), Holder::User)?;
            check_numbers(cursor, teams.len())?;
            Ok(number)
        })
    }

    /// Checks every profile; gives where the first one that is not shared begins.
    pub(super) fn profiles(&self, body: &mut Cursor<'a>, tables: &mut Tables) -> Result<Cursor<'a>, Fault> {
        let shared = body.varint();
        let records = self.records(body)?;
        self.at.set(Section::Profiles);
        if shared > records.count {
            return Err(Fault::OutOfRange);
        }
        let span = self.span(records.bytes);
        let mut single = span.start;
        let mut places = core::mem::take(&mut tables.shared_profiles);
        self.walk(Section::Profiles, records, &mut |cursor, number| {
            let place = start(cursor);
            check_profile(cursor, tables)?;
            if number < shared {
                places.push(place);
                single = start(cursor);
            }
            Ok(())
        })?;
        tables.shared_profiles = places;
        tables.profiles = span;
        Ok(Cursor::new(self.bytes.get(..span.end as usize).unwrap_or_default(), single as usize))
    }

    pub(super) fn users(&self, records: Records<'a>, tables: &mut Tables, singles: Cursor<'a>) -> Result<(), Fault> {
        tables.user_records = self.span(records.bytes);
        tables.user_count = records.count;
        let mut singles = singles;
        let mut index = Index::default();
        let table = Keyed {
            section: Section::Users,
            records,
            most: MAX_USERS,
            is_key: is_id,
            places: None,
            index: Some((&mut index, &tables.hash)),
        };
        self.keyed(table, &mut |cursor, id, _| {
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
            match cursor.varint() {
                0 => {
                    let profile = start(&singles);
                    check_profile(&mut singles, tables).map_err(|_| Fault::OutOfRange)?;
                    Ok(profile)
                }
                shared => tables.shared_profiles.get(shared as usize - 1).copied().ok_or(Fault::OutOfRange),
            }
        })?;
        tables.user_index = index;
        if singles.position() == tables.profiles.end as usize {
            return Ok(());
        }
        self.at.set(Section::Profiles);
        Err(Fault::Trailing)
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

fn check_assignments(cursor: &mut Cursor<'_>, roles: &[Role], levels: usize, holder: Holder) -> Result<(), Fault> {
    let mut least = (0, None);
    for number in 0..cursor.varint() {
        let first = cursor.varint();
        let role = below(first >> 1, roles.len())?;
        let level = match first & 1 {
            0 => None,
            _ => Some(below(cursor.varint(), levels)?),
        };
        if number > 0 && (role, level) <= least {
            return Err(Fault::Unsorted);
        }
        least = (role, level);
        if holder == Holder::Team && roles.get(role as usize).is_some_and(Role::is_system) {
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
    check_assignments(cursor, &tables.roles, tables.levels.len(), Holder::User)?;
    check_numbers(cursor, tables.teams.len())?;
    check_numbers(cursor, tables.levels.len())
}
