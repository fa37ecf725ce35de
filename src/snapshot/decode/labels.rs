//! The labels part: as many strings as there are things to label.

use super::super::body::{Body, Records};
use super::super::error::{Fault, Section};
use super::super::tables::{Labels, Tables};
use super::Decoder;

impl<'a> Decoder<'a> {
    pub(super) fn labels(&self, body: &Body<'a>, tables: &mut Tables) -> Result<(), Fault> {
        let Some(labels) = &body.labels else { return Ok(()) };
        self.strings(labels.permissions, body.permissions.count, 4)?;
        self.strings(labels.roles, body.roles.count, 3)?;
        self.strings(labels.teams, body.teams.count, 1)?;
        self.strings(labels.users, body.users.count, 1)?;
        self.strings(labels.levels, body.levels.count, 2)?;
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
        self.walk(Section::Labels, &Records { count, bytes }, &mut |cursor, _| {
            for _ in 0..each {
                cursor.str();
            }
            Ok(())
        })
    }
}
