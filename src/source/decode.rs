//! From the pieces of a file to the source document, entry for entry.

use super::document::{
    AccessLevel, Action, ApplyTo, Document, GroupMapping, Kind as PermissionKind, Organization, Permission,
    PermissionRights, Role, RolePermission, Team, UnknownUsers, User,
};
use super::fields::{Fields, list, text, wrong_type};
use super::findings::Findings;
use super::holding::{LevelKeys, LevelRef, RoleAssignment, RoleRef};
use super::node::{Kind, Node};
use std::collections::BTreeMap;

pub(crate) fn organization(node: Node, findings: &mut Findings) -> Option<Organization> {
    let mut fields = Fields::of("an organization", node, findings)?;
    let id = fields.required("id");
    let organization = Organization {
        id: id.clone().unwrap_or_default(),
        name: fields.string("name"),
        scoping: fields.boolean("scoping"),
        unknown_users: fields.word("unknownUsers", &[("groups", UnknownUsers::Groups), ("deny", UnknownUsers::Deny)]),
        attributes: fields.map("attributes"),
        external: fields.map("external"),
    };
    fields.end();
    id.map(|_| organization)
}

fn permission(node: Node, findings: &mut Findings) -> Option<Permission> {
    let mut fields = Fields::of("a permission", node, findings)?;
    let key = fields.required("key");
    let permission = Permission {
        key: key.clone().unwrap_or_default(),
        module: fields.string("module"),
        name: fields.string("name"),
        title: fields.string("title"),
        description: fields.string("description"),
        permission_group: fields.string("permissionGroup"),
        kind: fields.word("kind", &[("action", PermissionKind::Action), ("read", PermissionKind::Read)]),
        action: fields.word(
            "action",
            &[
                ("create", Action::Create),
                ("update", Action::Update),
                ("delete", Action::Delete),
                ("other", Action::Other),
            ],
        ),
        rights: fields.strings("rights"),
        attributes: fields.map("attributes"),
        external: fields.map("external"),
    };
    fields.end();
    key.map(|_| permission)
}

fn role(node: Node, findings: &mut Findings) -> Option<Role> {
    let mut fields = Fields::of("a role", node, findings)?;
    let id = fields.required("id");
    let role = Role {
        id: id.clone().unwrap_or_default(),
        name: fields.string("name"),
        description: fields.string("description"),
        role_type: fields.string("roleType"),
        apply_to: fields.word("applyTo", &ApplyTo::WORDS),
        system: fields.boolean("system"),
        permission_groups: fields.strings("permissionGroups"),
        permissions: fields.list("permissions", role_permission),
        attributes: fields.map("attributes"),
        external: fields.map("external"),
    };
    fields.end();
    id.map(|_| role)
}

fn role_permission(node: Node, findings: &mut Findings) -> Option<RolePermission> {
    if matches!(node.kind, Kind::Object(_)) {
        let mut fields = Fields::of("a permission of a role", node, findings)?;
        let permission = fields.required("permission");
        let rights = fields.strings("rights");
        fields.end();
        return permission.map(|permission| RolePermission::Rights(PermissionRights { permission, rights }));
    }
    text("a permission of a role is a key, or an object with `permission` and `rights`", node, findings)
        .map(RolePermission::Key)
}

fn role_ref(node: Node, findings: &mut Findings) -> Option<RoleRef> {
    if matches!(node.kind, Kind::Object(_)) {
        let mut fields = Fields::of("an assignment", node, findings)?;
        let role = fields.required("role");
        let within = fields.node("within");
        let had_within = within.is_some();
        let within = within.and_then(|node| level_ref(node, fields.findings()));
        let (from, until) = (fields.string("from"), fields.string("until"));
        fields.end();
        // An assignment whose level cannot be read must not become one without a level.
        if had_within && within.is_none() {
            return None;
        }
        return role.map(|role| RoleRef::Assignment(RoleAssignment { role, within, from, until }));
    }
    text("a role held is a role's id, or an object with `role`", node, findings).map(RoleRef::Id)
}

fn level_ref(node: Node, findings: &mut Findings) -> Option<LevelRef> {
    if matches!(node.kind, Kind::Object(_)) {
        let mut fields = Fields::of("an access level's reference", node, findings)?;
        let (company, key) = (fields.required("company"), fields.required("key"));
        fields.end();
        return company.zip(key).map(|(company, key)| LevelRef::Keys(LevelKeys { company, key }));
    }
    text("an access level is referred to by a string, or an object with `company` and `key`", node, findings)
        .map(LevelRef::Text)
}

fn team(node: Node, findings: &mut Findings) -> Option<Team> {
    let mut fields = Fields::of("a team", node, findings)?;
    let id = fields.required("id");
    let team = Team {
        id: id.clone().unwrap_or_default(),
        name: fields.string("name"),
        roles: fields.list("roles", role_ref),
        attributes: fields.map("attributes"),
        external: fields.map("external"),
    };
    fields.end();
    id.map(|_| team)
}

pub(crate) fn user(node: Node, findings: &mut Findings) -> Option<User> {
    let mut fields = Fields::of("a user", node, findings)?;
    let id = fields.required("id");
    let user = User {
        id: id.clone().unwrap_or_default(),
        name: fields.string("name"),
        email: fields.string("email"),
        active: fields.boolean("active"),
        employee: fields.string("employee"),
        roles: fields.list("roles", role_ref),
        teams: fields.strings("teams"),
        access_levels: fields.list("accessLevels", level_ref),
        attributes: fields.map("attributes"),
        external: fields.map("external"),
    };
    fields.end();
    id.map(|_| user)
}

fn group_mapping(node: Node, findings: &mut Findings) -> Option<GroupMapping> {
    let mut fields = Fields::of("a group mapping", node, findings)?;
    let named = fields.required("provider").zip(fields.required("group"));
    let (roles, teams) = (fields.list("roles", role_ref), fields.strings("teams"));
    let (attributes, external) = (fields.map("attributes"), fields.map("external"));
    fields.end();
    named.map(|(provider, group)| GroupMapping { provider, group, roles, teams, attributes, external })
}

fn access_level(node: Node, findings: &mut Findings) -> Option<AccessLevel> {
    let mut fields = Fields::of("an access level", node, findings)?;
    let (key, company, description) =
        (fields.required("key"), fields.required("company"), fields.required("description"));
    let level = AccessLevel {
        key: key.clone().unwrap_or_default(),
        company: company.clone().unwrap_or_default(),
        description: description.unwrap_or_default(),
        remarks: fields.string("remarks"),
        is_active: fields.boolean("isActive"),
        is_default: fields.boolean("isDefault"),
        equipment_items: fields.strings("equipmentItems"),
        locations: fields.strings("locations"),
        parties: fields.strings("parties"),
        tools: fields.strings("tools"),
        covers: covers(&mut fields),
        employee: fields.string("employee"),
        custom_attributes: fields.map("customAttributes"),
        attributes: fields.map("attributes"),
        external: fields.map("external"),
    };
    fields.end();
    key.zip(company).map(|_| level)
}

fn covers(fields: &mut Fields) -> BTreeMap<String, Vec<String>> {
    let mut covers = BTreeMap::new();
    for field in fields.object("covers") {
        match field.value.kind {
            Kind::Array(values) => {
                let values = list(values, fields.findings(), |value, findings| {
                    text("a value that a level covers is a string", value, findings)
                });
                covers.insert(field.key, values);
            }
            kind => {
                wrong_type("what a level covers of a dimension is a list", &kind, field.value.span, fields.findings());
            }
        }
    }
    covers
}

/// The lists of a document, each with the reading of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum List {
    Catalogues,
    Dimensions,
    Permissions,
    Roles,
    Teams,
    Users,
    GroupMappings,
    AccessLevels,
}

impl List {
    pub const ALL: [Self; 8] = [
        Self::Catalogues,
        Self::Dimensions,
        Self::Permissions,
        Self::Roles,
        Self::Teams,
        Self::Users,
        Self::GroupMappings,
        Self::AccessLevels,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Catalogues => "catalogues",
            Self::Dimensions => "dimensions",
            Self::Permissions => "permissions",
            Self::Roles => "roles",
            Self::Teams => "teams",
            Self::Users => "users",
            Self::GroupMappings => "groupMappings",
            Self::AccessLevels => "accessLevels",
        }
    }

    /// Adds one entry to the document's list. False: it could not be read, which is reported.
    pub fn add(self, node: Node, document: &mut Document, findings: &mut Findings) -> bool {
        fn push<T>(list: &mut Vec<T>, entry: Option<T>) -> bool {
            let read = entry.is_some();
            list.extend(entry);
            read
        }
        match self {
            Self::Catalogues => {
                push(&mut document.catalogues, text("an entry of `catalogues` is a string", node, findings))
            }
            Self::Dimensions => {
                push(&mut document.dimensions, text("an entry of `dimensions` is a string", node, findings))
            }
            Self::Permissions => push(&mut document.permissions, permission(node, findings)),
            Self::Roles => push(&mut document.roles, role(node, findings)),
            Self::Teams => push(&mut document.teams, team(node, findings)),
            Self::Users => push(&mut document.users, user(node, findings)),
            Self::GroupMappings => push(&mut document.group_mappings, group_mapping(node, findings)),
            Self::AccessLevels => push(&mut document.access_levels, access_level(node, findings)),
        }
    }

    /// How many entries the document's list has.
    pub fn len(self, document: &Document) -> usize {
        match self {
            Self::Catalogues => document.catalogues.len(),
            Self::Dimensions => document.dimensions.len(),
            Self::Permissions => document.permissions.len(),
            Self::Roles => document.roles.len(),
            Self::Teams => document.teams.len(),
            Self::Users => document.users.len(),
            Self::GroupMappings => document.group_mappings.len(),
            Self::AccessLevels => document.access_levels.len(),
        }
    }
}
