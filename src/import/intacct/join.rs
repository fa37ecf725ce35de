//! Objects into a source document: who refers to what is looked up, what stands twice is taken once.

use super::lists::Lists;
use super::record::{Kind, Link, Named, Permission, PermissionRef, Placed, Records, Role, WHOLE};
use super::table::{Table, twice};
use super::write::{Held, name_in, told, write};
use crate::import::gathering::{Gathering, Origins};
use crate::source::Document;
use crate::source::findings::Finding;
use crate::source::words::{list, quote};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};

pub(super) fn join(gathering: &mut Gathering<'_>, records: Records) -> (Document, Origins) {
    let permissions =
        Table::of(gathering, "permission", records.permissions, |one| (one.key(), [&one.own.key, &one.own.id]));
    let roles = Table::of(gathering, "role", records.roles, |one| {
        (one.own.id.clone().unwrap_or_default(), [&one.own.key, &None])
    });
    let (mut users, mut groups): (Table<Named>, Table<Named>) = (Table::new(), Table::new());
    let mut listed: HashMap<Kind, HashSet<String>> = HashMap::new();
    for (kind, links) in [(Kind::UserMap, &records.user_maps), (Kind::GroupMap, &records.group_maps)] {
        let table = if kind == Kind::UserMap { &mut users } else { &mut groups };
        for link in links {
            table.know(gathering, &link.thing.other);
            listed.entry(kind).or_default().extend(link.thing.own.key.clone());
        }
    }
    listed.insert(Kind::Assignment, records.assignments.iter().filter_map(|link| link.thing.own.key.clone()).collect());
    for (kind, named) in &records.only_named {
        match kind {
            Kind::User => users.know(gathering, named),
            Kind::Group => groups.know(gathering, named),
            Kind::Role if roles.find(&named.thing).is_some() => {}
            Kind::Permission if permissions.find(&named.thing).is_some() => {}
            _ if named
                .thing
                .key
                .as_ref()
                .is_some_and(|key| listed.get(kind).is_some_and(|keys| keys.contains(key))) => {}
            kind => {
                let message = format!("of the {} one is only named: {}", kind.many(), named.thing.shown());
                gathering.findings.push(Finding::new("only-named", message).at(named.at.clone()).help(WHOLE));
            }
        }
    }
    let mut held: BTreeMap<String, Held> = BTreeMap::new();
    let mut seen = Seen::default();
    let mut lists = Lists::default();
    for link in &records.assignments {
        let Some(role) = role_of(gathering, &roles, link) else { continue };
        let Some((key, permission)) = permission_of(gathering, &permissions, &link.thing.other) else { continue };
        let mut rights = link.thing.rights.clone().unwrap_or_default();
        rights.sort_unstable();
        lists.add(&role, 0, link, format!("{key} {}", rights.join(" ")));
        let Some(value) = first(gathering, "permission assignment", &role, link, &mut seen) else { continue };
        assign(gathering, held.entry(role).or_default(), link, (key, permission), value);
    }
    for (whose, what, links, table) in [
        ("user", "user map", &records.user_maps, &users),
        ("userGroup", "user group map", &records.group_maps, &groups),
    ] {
        for link in links {
            let Some(role) = role_of(gathering, &roles, link) else { continue };
            let other = &link.thing.other;
            let Some(id) = table.find(&other.thing).map(|(id, _)| id.clone()) else {
                let message = format!("no answer says the id of {}", other.thing.shown());
                gathering.findings.push(Finding::new("only-named", message).at(other.at.clone()).help(WHOLE));
                continue;
            };
            lists.add(&role, if whose == "user" { 1 } else { 2 }, link, id.clone());
            let Some(mut value) = first(gathering, what, &role, link, &mut seen) else { continue };
            name_in(&mut value, whose, &id);
            let held = held.entry(role).or_default();
            let list = if whose == "user" { &mut held.users } else { &mut held.groups };
            list.push((id, value));
        }
    }
    lists.check(gathering, &roles, &records.tellings);
    write(gathering, &permissions, &roles, (&users, &groups), held)
}

/// Links that were read, by what they are and their key: each kind has keys of its own.
type Seen = HashMap<(&'static str, String), Value>;

/// The id of the link's role; `None`, and a report, where there is no such role.
fn role_of<T>(gathering: &mut Gathering<'_>, roles: &Table<Role>, link: &Placed<Link<T>>) -> Option<String> {
    let found = roles.find(&link.thing.role).map(|(id, _)| id.clone());
    if found.is_none() {
        let message = format!("it names the role {}, which is not among the answers", link.thing.role.shown());
        gathering.findings.push(Finding::new("unknown-role", message).at(link.at.clone()).help(WHOLE));
    }
    found
}

/// The link as `external` tells of it; nothing where the same link was read before.
fn first<T: Told>(
    gathering: &mut Gathering<'_>,
    what: &'static str,
    role: &str,
    link: &Placed<Link<T>>,
    seen: &mut Seen,
) -> Option<Value> {
    if let Some(key) = &link.thing.own.key {
        let whole = Value::Array(vec![role.into(), link.thing.other.thing.told(), link.thing.rights.clone().into()]);
        let before = seen.insert((what, key.clone()), whole.clone());
        if before.as_ref() == Some(&whole) {
            return None;
        }
        if before.is_some() {
            gathering.findings.push(twice(&format!("the {what} {}", quote(key))).at(link.at.clone()));
            return None;
        }
    }
    Some(told(&link.thing.own, &link.thing.rest, true))
}

/// What a link leads to, for telling whether two are the same.
trait Told {
    fn told(&self) -> Value;
}

impl Told for PermissionRef {
    fn told(&self) -> Value {
        Value::from(vec![self.own.key.clone(), self.own.id.clone(), self.module.clone(), self.name.clone()])
    }
}

impl Told for Named {
    fn told(&self) -> Value {
        Value::from(vec![self.key.clone(), self.id.clone(), self.href.clone()])
    }
}

fn permission_of<'t>(
    gathering: &mut Gathering<'_>,
    permissions: &'t Table<Permission>,
    named: &Placed<PermissionRef>,
) -> Option<(&'t String, &'t Permission)> {
    let said = &named.thing;
    let key = said.module.as_ref().zip(said.name.as_ref()).map(|(module, name)| format!("{module}/{name}"));
    let shown = key.as_ref().map_or_else(|| said.own.shown(), |key| quote(key));
    let named_so = key.as_ref().and_then(|key| permissions.by_id.get_key_value(key)).map(|(key, _)| key);
    let (by_key, by_id) = permissions.leads(&said.own);
    let mut leads = [named_so, by_key, by_id].into_iter().flatten();
    let Some(first) = leads.next() else {
        let message = format!("the permission {shown} is not among the answers, nor are its rights");
        let finding = Finding::new("unknown-permission", message).at(named.at.clone());
        gathering.findings.push(finding.help(WHOLE));
        return None;
    };
    if leads.any(|lead| lead != first) || (key.is_some() && named_so.is_none()) {
        let message = format!("it names the permission {shown}, and by number another");
        gathering.findings.push(Finding::new("conflict", message).at(named.at.clone()));
        return None;
    }
    permissions.by_id.get_key_value(first).map(|(key, placed)| (key, &placed.thing))
}

/// Adds an assignment's rights to what the role holds of the permission.
fn assign(
    gathering: &mut Gathering<'_>,
    held: &mut Held,
    link: &Placed<Link<PermissionRef>>,
    (key, permission): (&String, &Permission),
    mut value: Value,
) {
    // Without them nothing can be said of the assignment, and that was reported.
    let Some(known) = &permission.rights else { return };
    let allowed: Vec<String> = known.iter().map(|right| quote(right)).collect();
    if link.thing.rights.is_none() && !known.is_empty() {
        let message = format!("an assignment of {} without `accessRights`", quote(key));
        gathering.findings.push(Finding::new("missing-field", message).at(link.at.clone()).help(WHOLE));
        return;
    }
    let rights = link.thing.rights.as_deref().unwrap_or_default();
    if rights.is_empty() && !known.is_empty() {
        let message = format!("an assignment of {} without any access right, which gives nothing", quote(key));
        let finding = Finding::new("right-required", message).at(link.at.clone());
        gathering.findings.push(finding.help(format!("take it out, or give some of {}", list(&allowed))));
        return;
    }
    for right in rights.iter().filter(|right| !known.contains(right)) {
        let message =
            format!("an assignment of {} gives the right {}, which it does not allow", quote(key), quote(right));
        let finding = Finding::new("unknown-right", message).at(link.at.clone());
        gathering.findings.push(if allowed.is_empty() {
            finding.help("it allows none")
        } else {
            finding.help(format!("it allows {}", list(&allowed)))
        });
    }
    let (given, count) = held.permissions.entry(key.clone()).or_default();
    given.extend(rights.iter().cloned());
    *count += 1;
    name_in(&mut value, "permission", key);
    held.assignments.push((key.clone(), value, rights.to_vec().into()));
}

impl Permission {
    /// The key in our model.
    fn key(&self) -> String {
        format!("{}/{}", self.module, self.name)
    }
}
