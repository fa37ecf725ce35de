//! How large each section is, read anew when asked.

use super::super::SectionSize;
use super::super::body::{Body, Records};
use super::super::decode::body;
use super::super::error::Section;
use super::Snapshot;
use alloc::vec::Vec;

impl Snapshot {
    /// How many records and bytes each section has, in the order of the format; the first is everything that stands in no table.
    pub(crate) fn sizes(&self) -> Vec<SectionSize> {
        let tables = body(&self.bytes).map(|body| sizes(&body)).unwrap_or_default();
        let in_tables: usize = tables.iter().map(|size| size.bytes).sum();
        let rest = SectionSize { section: "envelope and header", count: 1, bytes: self.bytes.len() - in_tables };
        core::iter::once(rest).chain(tables).collect()
    }
}

fn sizes(body: &Body<'_>) -> Vec<SectionSize> {
    let names = |section: Section, names: &[&str]| {
        let bytes = names.iter().map(|name| name.len()).sum();
        SectionSize { section: section.name(), count: names.len(), bytes }
    };
    let table = |section: Section, tables: &[Records<'_>]| SectionSize {
        section: section.name(),
        count: tables.iter().map(|table| table.count as usize).sum(),
        bytes: tables.iter().map(|table| table.bytes.len()).sum(),
    };
    let labels = body.labels.as_ref().map_or(0, |labels| {
        let tables = [labels.permissions, labels.roles, labels.teams, labels.users, labels.levels];
        labels.organization.len() + tables.iter().map(|table| table.len()).sum::<usize>()
    });
    alloc::vec![
        names(Section::Dimensions, &body.dimensions),
        names(Section::Rights, &body.rights),
        names(Section::PermissionGroups, &body.permission_groups),
        table(Section::Permissions, &[body.permissions]),
        table(Section::Roles, &[body.roles]),
        table(Section::Levels, &[body.levels]),
        table(Section::Values, &body.values),
        table(Section::Teams, &[body.teams]),
        table(Section::Mappings, &[body.mappings]),
        table(Section::Profiles, &[body.profiles]),
        table(Section::Users, &[body.users]),
        SectionSize { section: Section::Labels.name(), count: usize::from(body.labels.is_some()), bytes: labels },
    ]
}
