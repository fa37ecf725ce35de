//! Contents → bytes. Pure: equal contents give equal bytes. Used by the packer, and for cutting slices and shards.

mod contents;
mod profiles;
mod write;

use super::body::{Body, Labels, Records};
use super::envelope;
use alloc::vec::Vec;

pub(crate) use contents::{
    AssignmentList, Contents, LabelTexts, LevelRow, MappingRow, PermissionRow, RoleRow, TeamRow, UserRow,
};
use write::Table;

/// Writes the snapshot. `None` where a table is larger than the format can hold (4 GiB).
pub(crate) fn encode(contents: &Contents<'_>) -> Option<Vec<u8>> {
    let bits = contents.bits();
    let permissions = write::permissions(&contents.permissions);
    let roles = write::roles(&contents.roles, bits);
    let levels = write::levels(&contents.levels);
    let values: Vec<Table> = contents.values.iter().map(|values| write::values(values)).collect();
    let teams = write::teams(&contents.teams);
    let mappings = write::mappings(&contents.mappings);
    let (profiles, users) = write::users(&contents.users);
    let body = Body {
        dimensions: contents.dimensions.clone(),
        rights: contents.rights.clone(),
        permission_groups: contents.permission_groups.clone(),
        permissions: records(&permissions)?,
        roles: records(&roles)?,
        levels: records(&levels)?,
        values: values.iter().map(records).collect::<Option<_>>()?,
        teams: records(&teams)?,
        mappings: records(&mappings)?,
        shared_profiles: profiles.shared,
        profiles: records(&profiles.table)?,
        users: records(&users)?,
        labels: contents.labels.as_ref().map(|labels| Labels {
            organization: labels.organization,
            permissions: &labels.permissions,
            roles: &labels.roles,
            teams: &labels.teams,
            users: &labels.users,
            levels: &labels.levels,
        }),
    };
    let signed_part = postcard::to_extend(&contents.header, Vec::new()).ok()?;
    let signed_part = postcard::to_extend(&body, signed_part).ok()?;
    u32::try_from(signed_part.len() + envelope::SIZE).ok()?;
    Some(envelope::seal(contents.header.kind, &signed_part))
}

fn records(table: &Table) -> Option<Records<'_>> {
    Some(Records { count: table.count, bytes: &table.bytes }).filter(|_| u32::try_from(table.bytes.len()).is_ok())
}
