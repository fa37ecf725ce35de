//! The model of a document in which nothing is wrong: every list sorted, nothing copied that can be moved.

use super::check::Resolved;
use super::{AccessLevel, Extras, GroupMapping, Model, Organization, Permission, Role, Team};
use crate::source::{self, Document};

pub(super) fn build(document: Document, resolved: Resolved) -> Model {
    let scoping = !document.access_levels.is_empty();
    let mut dimensions = document.dimensions;
    dimensions.sort_unstable();
    let mut permissions: Vec<_> = document.permissions.into_iter().map(permission).collect();
    permissions.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    let mut roles: Vec<_> =
        document.roles.into_iter().zip(resolved.grants).map(|(role, grants)| self::role(role, grants)).collect();
    roles.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let mut teams: Vec<_> = document
        .teams
        .into_iter()
        .zip(resolved.teams)
        .map(|(team, assignments)| Team {
            id: team.id,
            name: team.name,
            assignments,
            extras: extras(team.attributes, team.external),
        })
        .collect();
    teams.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let mut users = resolved.users;
    users.sort();
    let mut mappings: Vec<_> = document
        .group_mappings
        .into_iter()
        .zip(resolved.mappings)
        .map(|(mapping, (assignments, teams))| GroupMapping {
            provider: mapping.provider,
            group: mapping.group,
            assignments,
            teams,
            extras: extras(mapping.attributes, mapping.external),
        })
        .collect();
    mappings.sort_unstable_by(|a, b| (&a.provider, &a.group).cmp(&(&b.provider, &b.group)));
    let mut levels: Vec<_> = document.access_levels.into_iter().map(|level| self::level(level, &dimensions)).collect();
    levels.sort_unstable_by(|a, b| (&a.company, &a.key).cmp(&(&b.company, &b.key)));
    let organization = organization(document.organization.unwrap_or_default(), scoping);
    Model { organization, dimensions, permissions, roles, teams, users, mappings, levels }
}

fn organization(organization: source::Organization, scoping: bool) -> Organization {
    Organization {
        id: organization.id,
        name: organization.name,
        scoping: organization.scoping.unwrap_or(scoping),
        unknown_users: organization.unknown_users.unwrap_or_default(),
        extras: extras(organization.attributes, organization.external),
    }
}

fn permission(permission: source::Permission) -> Permission {
    Permission {
        key: permission.key,
        module: permission.module,
        name: permission.name,
        title: permission.title,
        description: permission.description,
        permission_group: permission.permission_group,
        kind: permission.kind.unwrap_or_default(),
        action: permission.action,
        rights: permission.rights,
        extras: extras(permission.attributes, permission.external),
    }
}

fn role(role: source::Role, grants: Vec<(u32, Option<u32>)>) -> Role {
    let mut permission_groups = role.permission_groups;
    permission_groups.sort_unstable();
    Role {
        id: role.id,
        name: role.name,
        description: role.description,
        role_type: role.role_type,
        apply_to: role.apply_to.unwrap_or_default(),
        system: role.system.unwrap_or_default(),
        permission_groups,
        grants,
        extras: extras(role.attributes, role.external),
    }
}

fn level(level: source::AccessLevel, dimensions: &[String]) -> AccessLevel {
    let mut covers = level.covers;
    let mut values = vec![level.locations, level.equipment_items, level.parties, level.tools];
    values.extend(dimensions.iter().map(|dimension| covers.remove(dimension).unwrap_or_default()));
    for list in &mut values {
        list.sort_unstable();
    }
    AccessLevel {
        company: level.company,
        key: level.key,
        description: level.description,
        remarks: level.remarks,
        active: level.is_active.unwrap_or(true),
        default: level.is_default.unwrap_or_default(),
        employee: level.employee,
        values,
        custom_attributes: level.custom_attributes,
        extras: extras(level.attributes, level.external),
    }
}

type Free = serde_json::Map<String, serde_json::Value>;

fn extras(attributes: Free, external: Free) -> Extras {
    Extras { attributes, external }
}
