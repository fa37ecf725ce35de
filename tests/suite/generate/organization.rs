//! One random organisation: a source document that the packer accepts.

use super::words::{ids, once_in, one, some};
use crate::oracle::milliseconds;
use fastrand::Rng;
use rolepack::source::{
    AccessLevel, Action, ApplyTo, Document, GroupMapping, Kind, LevelKeys, LevelRef, Organization, Permission,
    PermissionRights, Role, RoleAssignment, RolePermission, RoleRef, Team, UnknownUsers, User,
};

/// Times around the one that is packed at, some of them the same moment told otherwise.
const TIMES: [&str; 9] = [
    "2020-02-29",
    "2026-06-30T23:59:59.999Z",
    "2026-07-01",
    "2026-07-01T00:00:00Z",
    "2026-07-01T02:00:00+02:00",
    "2026-06-30T19:30:00-04:30",
    "2026-07-01T00:00:00.001Z",
    "2026-07-02",
    "2030-01-01T00:00:00+14:00",
];

/// An organisation, and how it is packed.
#[derive(Debug, Clone)]
pub struct Case {
    pub document: Document,
    pub at: Option<i64>,
    pub sequence: u64,
}

impl Case {
    pub fn new(seed: u64) -> Self {
        let rng = &mut Rng::with_seed(seed);
        let mut document = Document::default();
        let scoping = *one(rng, &[None, None, Some(true), Some(true), Some(false)]);
        let unknown_users = *one(rng, &[None, None, Some(UnknownUsers::Groups), Some(UnknownUsers::Deny)]);
        document.organization =
            Some(Organization { id: "acme".into(), scoping, unknown_users, ..Organization::default() });
        document.dimensions =
            some(rng, &["owner", "status", "é", "constructor", "locations", "a", "aa"].map(String::from), 3);
        if once_in(rng, 40) {
            document.dimensions = (0..32).map(|number| format!("d{number}")).collect();
        }
        document.permissions = permissions(rng);
        document.roles = roles(rng, &document.permissions);
        if scoping != Some(false) && !once_in(rng, 6) {
            document.access_levels = levels(rng, &document.dimensions);
        }
        let timed = rng.bool();
        let held = |rng: &mut Rng, system: bool, most: usize| held(rng, &document, system, timed, most);
        let count = rng.usize(..7);
        document.teams = ids(rng, "t", count)
            .into_iter()
            .map(|id| Team { id, roles: held(rng, false, 3), ..Team::default() })
            .collect();
        let teams: Vec<String> = document.teams.iter().map(|team| team.id.clone()).collect();
        let held = |rng: &mut Rng, most: usize| self::held(rng, &document, true, timed, most);
        document.group_mappings = mappings(rng, &teams, held);
        let held = |rng: &mut Rng, most: usize| self::held(rng, &document, true, timed, most);
        document.users = users(rng, &document, &teams, held);
        name_users_in_levels(rng, &mut document);
        let at = (timed || rng.bool()).then(|| milliseconds("2026-07-01"));
        Self { document, at, sequence: *one(rng, &[0, 1, 42, u64::from(u32::MAX) + 1]) }
    }
}

fn permissions(rng: &mut Rng) -> Vec<Permission> {
    // Past 64 and past 128 grants now and then: where a machine word, and two of them, end.
    let count = if once_in(rng, 12) { rng.usize(30..90) } else { rng.usize(1..14) };
    let groups = ["runs", "issues", "a", "read"].map(String::from);
    let rights = ["list", "readonly", "add", "a", "é"].map(String::from);
    let permission = |rng: &mut Rng, key: String| Permission {
        key,
        permission_group: rng.bool().then(|| one(rng, &groups).clone()),
        kind: *one(rng, &[None, None, Some(Kind::Action), Some(Kind::Read)]),
        action: *one(rng, &[None, Some(Action::Create), Some(Action::Other)]),
        rights: if once_in(rng, 3) { some(rng, &rights, 5) } else { Vec::new() },
        ..Permission::default()
    };
    ids(rng, "p", count).into_iter().map(|key| permission(rng, key)).collect()
}

fn roles(rng: &mut Rng, permissions: &[Permission]) -> Vec<Role> {
    let count = if once_in(rng, 15) { rng.usize(60..75) } else { rng.usize(1..9) };
    let mut groups: Vec<String> =
        permissions.iter().filter_map(|permission| permission.permission_group.clone()).collect();
    groups.sort();
    groups.dedup();
    let role = |rng: &mut Rng, id: String| {
        let dense = once_in(rng, 5);
        let most = if dense { permissions.len() } else { 4 };
        let chosen = some(rng, permissions, most);
        Role {
            id,
            apply_to: *one(
                rng,
                &[None, None, Some(ApplyTo::LoginAndSlideIn), Some(ApplyTo::Login), Some(ApplyTo::SlideIn)],
            ),
            system: *one(rng, &[None, None, Some(false), Some(true)]),
            permission_groups: if once_in(rng, 4) { some(rng, &groups, 2) } else { Vec::new() },
            permissions: chosen.into_iter().map(|permission| some_rights(rng, permission)).collect(),
            ..Role::default()
        }
    };
    ids(rng, "r", count).into_iter().map(|id| role(rng, id)).collect()
}

/// A permission in a role: with at least one right, where it has rights.
fn some_rights(rng: &mut Rng, permission: Permission) -> RolePermission {
    let mut rights = some(rng, &permission.rights, 5);
    match permission.rights.first() {
        None if rng.bool() => return RolePermission::Key(permission.key),
        Some(first) if rights.is_empty() => rights.push(first.clone()),
        _ => {}
    }
    RolePermission::Rights(PermissionRights { permission: permission.key, rights })
}

fn levels(rng: &mut Rng, dimensions: &[String]) -> Vec<AccessLevel> {
    let values = ["A", "a", "B", "é", "CNC-1", "*", "$user", "u1", "u1@x", "**", "$users"].map(String::from);
    let count = rng.usize(1..8);
    let mut levels: Vec<AccessLevel> = Vec::new();
    for number in 0..count {
        let company = (*one(rng, &["ACME", "ACME", "BETA", "ACME/a", "*"])).to_owned();
        let key = match rng.u8(..4) {
            0 => "a".to_owned(),
            1 => "ACME/a".to_owned(),
            _ => format!("l{number}"),
        };
        let is_taken = |level: &AccessLevel| level.company == company && level.key == key;
        if levels.iter().any(is_taken) {
            continue;
        }
        let has_default = levels.iter().any(|level| level.company == company && level.is_default == Some(true));
        let list = |rng: &mut Rng| if rng.bool() { some(rng, &values, 3) } else { Vec::new() };
        levels.push(AccessLevel {
            equipment_items: list(rng),
            locations: list(rng),
            parties: list(rng),
            tools: list(rng),
            covers: some(rng, dimensions, 2).into_iter().map(|dimension| (dimension, list(rng))).collect(),
            is_active: *one(rng, &[None, None, Some(true), Some(false)]),
            is_default: *one(rng, &[None, Some(false), if has_default { None } else { Some(true) }]),
            description: "a level".into(),
            company,
            key,
            ..AccessLevel::default()
        });
    }
    levels
}

/// Roles as held: alone, within a level, for a time.
fn held(rng: &mut Rng, document: &Document, system: bool, timed: bool, most: usize) -> Vec<RoleRef> {
    let roles: Vec<&Role> = document.roles.iter().filter(|role| system || role.system != Some(true)).collect();
    let mut held: Vec<RoleRef> = Vec::new();
    if roles.is_empty() {
        return held;
    }
    for _ in 0..rng.usize(..=most) {
        let role = one(rng, &roles).id.clone();
        let within = if document.access_levels.is_empty() || rng.bool() { None } else { Some(level(rng, document)) };
        let (from, until) = if timed && rng.bool() { stretch(rng) } else { (None, None) };
        let assignment = if within.is_none() && from.is_none() && until.is_none() && rng.bool() {
            RoleRef::Id(role)
        } else {
            RoleRef::Assignment(RoleAssignment { role, within, from, until })
        };
        if !held.iter().any(|other| is_the_same(document, other, &assignment)) {
            held.push(assignment);
        }
    }
    held
}

/// Whether the packer would see one entry twice.
fn is_the_same(document: &Document, one: &RoleRef, other: &RoleRef) -> bool {
    let parts = |held: &RoleRef| match held {
        RoleRef::Id(role) => (role.clone(), None, None, None),
        RoleRef::Assignment(one) => {
            let time = |text: &Option<String>| text.as_deref().map(milliseconds);
            let within = one.within.as_ref().map(|within| meant(document, within));
            (one.role.clone(), within, time(&one.from), time(&one.until))
        }
    };
    parts(one) == parts(other)
}

/// The place of the level that a reference means.
fn meant(document: &Document, reference: &LevelRef) -> usize {
    let is_meant = |level: &AccessLevel| match reference {
        LevelRef::Text(text) => level.key == *text || format!("{}/{}", level.company, level.key) == *text,
        LevelRef::Keys(keys) => level.company == keys.company && level.key == keys.key,
    };
    document.access_levels.iter().position(is_meant).expect("a level that exists")
}

/// `from`, `until` or both, in this order.
fn stretch(rng: &mut Rng) -> (Option<String>, Option<String>) {
    let (one, other) = (*one(rng, &TIMES), *one(rng, &TIMES));
    match rng.u8(..3) {
        0 => (Some(one.into()), None),
        1 => (None, Some(one.into())),
        _ if milliseconds(one) < milliseconds(other) => (Some(one.into()), Some(other.into())),
        _ => (None, Some(other.into())),
    }
}

/// A reference to a level, by its key or by company and key where that is plain, else by both apart.
fn level(rng: &mut Rng, document: &Document) -> LevelRef {
    let level = one(rng, &document.access_levels);
    let both = format!("{}/{}", level.company, level.key);
    let matches = |text: &str| {
        document
            .access_levels
            .iter()
            .filter(|one| one.key == text || format!("{}/{}", one.company, one.key) == text)
            .count()
    };
    match rng.u8(..3) {
        0 if matches(&level.key) == 1 => LevelRef::Text(level.key.clone()),
        1 if matches(&both) == 1 => LevelRef::Text(both),
        _ => LevelRef::Keys(LevelKeys { company: level.company.clone(), key: level.key.clone() }),
    }
}

fn mappings(
    rng: &mut Rng,
    teams: &[String],
    mut held: impl FnMut(&mut Rng, usize) -> Vec<RoleRef>,
) -> Vec<GroupMapping> {
    let mut mappings: Vec<GroupMapping> = Vec::new();
    for _ in 0..rng.usize(..6) {
        let (provider, group) = (
            one(rng, &["okta", "okt", "entra", "é"]).to_string(),
            one(rng, &["a", "aa", "G", "g", "okta"]).to_string(),
        );
        if !mappings.iter().any(|other| other.provider == provider && other.group == group) {
            let most = if once_in(rng, 4) { 0 } else { 3 };
            mappings.push(GroupMapping {
                provider,
                group,
                roles: held(rng, most),
                teams: some(rng, teams, most),
                ..GroupMapping::default()
            });
        }
    }
    mappings
}

fn users(
    rng: &mut Rng,
    document: &Document,
    teams: &[String],
    mut held: impl FnMut(&mut Rng, usize) -> Vec<RoleRef>,
) -> Vec<User> {
    let count = if once_in(rng, 20) { rng.usize(20..60) } else { rng.usize(1..9) };
    let mut users: Vec<User> = Vec::new();
    let all = ids(rng, "u", count);
    for (number, id) in all.iter().enumerate() {
        let email = match rng.u8(..4) {
            0 => Some(format!("u{number}@x")),
            1 => Some(id.clone()),
            _ => None,
        };
        // Those who hold the same are stored once: now and then a user is the last one over again.
        let like = users.last().filter(|_| once_in(rng, 4)).cloned();
        let email = email.filter(|email| email == id || !all.contains(email));
        let employee = once_in(rng, 3).then(|| (*one(rng, &["E1", "E2", "u1", "u2"])).to_owned());
        let active = *one(rng, &[None, None, None, Some(true), Some(true), Some(false)]);
        let mut user = match like {
            Some(like) => User { id: id.clone(), email, employee, active, ..like },
            None => User {
                id: id.clone(),
                email,
                employee,
                active,
                roles: held(rng, 4),
                teams: some(rng, teams, 3),
                ..User::default()
            },
        };
        if !document.access_levels.is_empty() && rng.bool() {
            user.access_levels.clear();
            for _ in 0..rng.usize(..3) {
                let reference = level(rng, document);
                if !user.access_levels.iter().any(|other| meant(document, other) == meant(document, &reference)) {
                    user.access_levels.push(reference);
                }
            }
        }
        users.push(user);
    }
    users
}

/// Levels that name an employee, a user who has none, or somebody whom nobody knows; and values that are users.
fn name_users_in_levels(rng: &mut Rng, document: &mut Document) {
    let mut named: Vec<String> = ["E1", "E2", "new", "u1"].map(String::from).to_vec();
    named.extend(document.users.iter().map(|user| user.id.clone()));
    for level in &mut document.access_levels {
        if once_in(rng, 3) {
            level.employee = Some(one(rng, &named).clone());
        }
        let value = one(rng, &named).clone();
        if once_in(rng, 3) && !level.locations.contains(&value) {
            level.locations.push(value);
        }
    }
}
