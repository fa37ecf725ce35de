//! What was joined as a document, sorted by ids, each entry with the place it comes from.

use super::record::{Named, Permission, Rest, Role};
use super::table::Table;
use crate::import::gathering::{Gathering, Origins, external};
use crate::source::decode::List;
use crate::source::findings::At;
use crate::source::{self, Document, PermissionRights, RolePermission, RoleRef};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a role holds, as gathered.
#[derive(Default)]
pub(super) struct Held {
    /// By permission key, the rights given in all and how many assignments gave them.
    pub permissions: BTreeMap<String, (Vec<String>, usize)>,
    pub assignments: Vec<(String, Value, Value)>,
    pub users: Vec<(String, Value)>,
    pub groups: Vec<(String, Value)>,
}

pub(super) fn write(
    gathering: &mut Gathering<'_>,
    permissions: &Table<Permission>,
    roles: &Table<Role>,
    (users, groups): (&Table<Named>, &Table<Named>),
    held: BTreeMap<String, Held>,
) -> (Document, Origins) {
    let mut document = Document::default();
    let mut origins = Origins::new();
    let mut from = |list, at: &At, document: &Document| origins.insert((list, List::len(list, document)), at.clone());
    for (key, placed) in &permissions.by_id {
        from(List::Permissions, &placed.at, &document);
        let permission = &placed.thing;
        document.permissions.push(source::Permission {
            key: key.clone(),
            module: Some(permission.module.clone()),
            name: Some(permission.name.clone()),
            permission_group: permission.group.as_ref().map(|group| format!("{}/{group}", permission.module)),
            rights: permission.rights.clone().unwrap_or_default(),
            external: of_intacct(told(&permission.own, &permission.rest, true)),
            ..source::Permission::default()
        });
    }
    let mut holders: [BTreeMap<&String, Vec<String>>; 2] = Default::default();
    for (table, holders) in [users, groups].into_iter().zip(&mut holders) {
        holders.extend(table.by_id.keys().map(|id| (id, Vec::new())));
    }
    let mut held = held;
    for (id, placed) in &roles.by_id {
        from(List::Roles, &placed.at, &document);
        let role = &placed.thing;
        if role.apply_to.is_none() {
            gathering.note("no `applyTo` is said for role {}: taken as `loginAndSlideIn`", id);
        }
        let mut held = held.remove(id).unwrap_or_default();
        for (holders, list) in holders.iter_mut().zip([&held.users, &held.groups]) {
            for (holder, _) in list {
                // A role held by two maps is held once.
                if let Some(roles) = holders.get_mut(holder).filter(|roles| roles.last() != Some(id)) {
                    roles.push(id.clone());
                }
            }
        }
        let links = links(&mut held);
        document.roles.push(source::Role {
            id: id.clone(),
            description: role.description.clone(),
            role_type: role.role_type.clone(),
            apply_to: role.apply_to,
            permissions: granted(&held, permissions),
            external: of_intacct(with_links(told(&role.own, &role.rest, false), links)),
            ..source::Role::default()
        });
    }
    let [user_roles, group_roles] = holders;
    for (id, roles) in group_roles {
        let Some(group) = groups.by_id.get(id) else { continue };
        from(List::Teams, &group.at, &document);
        gathering.note("who is in the user group, the answers do not say of {}: a team without members", id);
        let (id, roles) = (id.clone(), roles.into_iter().map(RoleRef::Id).collect());
        let external = of_intacct(told(&group.thing, &Rest::default(), false));
        document.teams.push(source::Team { id, roles, external, ..source::Team::default() });
    }
    for (id, roles) in user_roles {
        let Some(user) = users.by_id.get(id) else { continue };
        from(List::Users, &user.at, &document);
        gathering.note("who is active, the answers do not say of {}: taken as active", id);
        let (id, roles) = (id.clone(), roles.into_iter().map(RoleRef::Id).collect());
        let external = of_intacct(told(&user.thing, &Rest::default(), false));
        document.users.push(source::User { id, roles, external, ..source::User::default() });
    }
    (document, origins)
}

/// The permissions that a role holds, each once, its rights in the permission's order.
fn granted(held: &Held, permissions: &Table<Permission>) -> Vec<RolePermission> {
    let granted = held.permissions.iter().map(|(key, (given, _))| {
        let rights: Vec<String> = permissions.by_id.get(key).map_or_else(Vec::new, |permission| {
            permission.thing.rights.iter().flatten().filter(|right| given.contains(right)).cloned().collect()
        });
        if rights.is_empty() {
            RolePermission::Key(key.clone())
        } else {
            RolePermission::Rights(PermissionRights { permission: key.clone(), rights })
        }
    });
    granted.collect()
}

/// The links of a role that `external` has something of. The rights stand there too where two assignments share a permission.
fn links(held: &mut Held) -> [(&'static str, Vec<Value>); 3] {
    let mut assignments = Vec::new();
    for (key, mut value, rights) in std::mem::take(&mut held.assignments) {
        let shared = held.permissions.get(&key).is_some_and(|(_, count)| *count > 1);
        if let Value::Object(fields) = &mut value
            && shared
        {
            fields.insert("accessRights".to_owned(), rights);
        }
        assignments.push((key, value));
    }
    let of = |mut list: Vec<(String, Value)>| {
        list.sort_by_cached_key(|(id, value)| (id.clone(), value.to_string()));
        // What is known of it without.
        list.retain(|(_, value)| value.as_object().is_some_and(|fields| fields.len() > 1));
        list.into_iter().map(|(_, value)| value).collect()
    };
    [
        ("rolePermissionAssignments", of(assignments)),
        ("roleUsers", of(std::mem::take(&mut held.users))),
        ("roleGroups", of(std::mem::take(&mut held.groups))),
    ]
}

fn with_links(mut value: Value, links: [(&'static str, Vec<Value>); 3]) -> Value {
    if let Value::Object(fields) = &mut value {
        let links = links.into_iter().filter(|(_, list)| !list.is_empty());
        fields.extend(links.map(|(name, list)| (name.to_owned(), Value::Array(list))));
    }
    value
}

pub(super) fn name_in(value: &mut Value, whose: &str, id: &str) {
    if let Value::Object(fields) = value {
        fields.insert(whose.to_owned(), id.into());
    }
}

/// What `external` tells of an object.
pub(super) fn told(own: &Named, rest: &Rest, with_id: bool) -> Value {
    let text = |text: &Option<String>| text.clone().map(Value::String);
    let id = if with_id { text(&own.id) } else { None };
    let mut fields =
        external([("key", text(&own.key)), ("id", id), ("href", text(&own.href)), ("audit", rest.audit.clone())]);
    fields.extend(own.kept.clone());
    fields.extend(rest.kept.clone());
    Value::Object(fields)
}

fn of_intacct(value: Value) -> Map<String, Value> {
    let value = Some(value).filter(|value| value.as_object().is_some_and(|fields| !fields.is_empty()));
    external([("intacct", value)])
}
