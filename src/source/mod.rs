//! What people write: the source document, as serde structs and as JSON or YAML files with spans.

mod document;

pub use document::{
    AccessLevel, Action, ApplyTo, Document, GroupMapping, Kind, LevelKeys, LevelRef, Organization, Permission,
    PermissionRights, Role, RoleAssignment, RolePermission, RoleRef, Team, UnknownUsers, User,
};
