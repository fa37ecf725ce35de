//! Contents → bytes. Pure: equal contents give equal bytes. Used by the packer, and for cutting slices and shards.

mod contents;
mod profiles;
mod users;
mod write;

use super::envelope;
use alloc::vec::Vec;

pub(crate) use contents::{
    AssignmentList, Contents, LabelTexts, LevelRow, MappingRow, PermissionRow, RoleRow, TeamRow, UserRow,
};

/// Writes the snapshot. `None` where it is larger than the format can hold (4 GiB).
pub(crate) fn encode(contents: &Contents<'_>) -> Option<Vec<u8>> {
    let mut bytes = postcard::to_extend(&contents.header, envelope::room()).ok()?;
    for names in [&contents.dimensions, &contents.rights, &contents.permission_groups] {
        write::names(&mut bytes, names);
    }
    write::permissions(&mut bytes, &contents.permissions);
    write::roles(&mut bytes, &contents.roles, contents.bits());
    write::levels(&mut bytes, &contents.levels);
    write::teams(&mut bytes, &contents.teams);
    write::mappings(&mut bytes, &contents.mappings);
    users::users(&mut bytes, &contents.users);
    contents.values.iter().for_each(|values| write::values(&mut bytes, values));
    write::labels(&mut bytes, contents.labels.as_ref());
    u32::try_from(bytes.len()).ok()?;
    Some(envelope::seal(contents.header.kind, contents.header.key_id, bytes))
}
