//! The labels part: as many strings as there are things to label.

use super::super::body::{Labels as Read, Records};
use super::super::cursor::Cursor;
use super::super::error::{Fault, Section};
use super::super::tables::{Labels, Tables};
use super::Decoder;

impl<'a> Decoder<'a> {
    pub(super) fn labels(&self, body: &mut Cursor<'a>, tables: &mut Tables) -> Result<(), Fault> {
        self.at.set(Section::Body);
        let labels = body.optional(Read::read);
        if body.failed() {
            return Err(Fault::Malformed);
        }
        let Some(labels) = labels else { return Ok(()) };
        self.strings(labels.permissions, tables.permissions.len() as u32, 4)?;
        self.strings(labels.roles, tables.roles.len() as u32, 3)?;
        self.strings(labels.teams, tables.teams.len() as u32, 1)?;
        self.strings(labels.users, tables.user_count, 1)?;
        self.strings(labels.levels, tables.levels.len() as u32, 2)?;
        tables.labels = Some(Labels {
            organization: self.span(labels.organization.as_bytes()),
            permissions: self.span(labels.permissions),
            roles: self.span(labels.roles),
            teams: self.span(labels.teams),
            users: self.span(labels.users),
            levels: self.span(labels.levels),
        });
        Ok(())
    }

    fn strings(&self, bytes: &'a [u8], count: u32, each: u32) -> Result<(), Fault> {
        self.walk(Section::Labels, Records { count, bytes }, &mut |cursor, _| {
            for _ in 0..each {
                cursor.str();
            }
            Ok(())
        })
    }
}
