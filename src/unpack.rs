//! Snapshot → source: everything that a snapshot holds, as a document that packs to the same bytes.
//!
//! ```
//! # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
//! use rolepack::{source, unpack};
//!
//! let text = source::to_yaml(&unpack::unpack(&access).document);
//! assert!(text.contains("  - id: ada\n"));
//! ```

use crate::Access;
use crate::snapshot::Snapshot;
use crate::snapshot::tables::{self, Assignments, Holding, Labelled, LevelRecord, Strings};
use crate::source::{
    AccessLevel, Action, ApplyTo, Document, GroupMapping, Kind, LevelKeys, LevelRef, Organization, Permission,
    PermissionRights, Role, RoleAssignment, RolePermission, RoleRef, Team, UnknownUsers, User,
};

/// What came out of a snapshot, and what did not.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let unpacked = rolepack::unpack(&access);
/// assert_eq!(unpacked.document.users.len(), 4);
/// assert!(unpacked.missing.iter().any(|line| line.starts_with("from and until")));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Unpacked {
    /// A source document; packed with the same header values it gives the same bytes.
    pub document: Document,
    /// What a source can say and this snapshot does not hold, a line each.
    pub missing: Vec<&'static str>,
}

/// Everything that the snapshot holds, as a source document. Of a slice or a shard, that part.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let document = rolepack::unpack(&access).document;
/// let options = rolepack::pack::Options { sequence: 42, created: access.created(), next_change: access.next_change(), ..Default::default() };
/// assert_eq!(rolepack::pack(&rolepack::Model::try_from(document)?, &options)?, access.as_bytes());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Cost
///
/// One pass over the snapshot, and one over all values for the access levels.
#[must_use]
pub fn unpack(access: &Access) -> Unpacked {
    let snapshot = &*access.snapshot;
    let document = Document {
        organization: Some(organization(access)),
        catalogues: Vec::new(),
        dimensions: access.dimensions().skip(crate::snapshot::BUILT_IN_DIMENSIONS.len()).map(String::from).collect(),
        permissions: permissions(snapshot),
        roles: roles(snapshot),
        teams: teams(snapshot),
        users: users(snapshot),
        group_mappings: mappings(snapshot),
        access_levels: levels(snapshot),
    };
    let mut missing = vec![
        "attributes and external keys of every thing: they are the author's, and never packed",
        "custom attributes of access levels: never packed",
        "from and until of assignments, and assignments that were not in force when it was packed",
        "which catalogues permissions and roles came from: they are written out",
    ];
    if !access.has_labels() {
        missing.push("labels: names, modules, titles, descriptions, remarks and role types, left out by `--no-labels`");
    }
    Unpacked { document, missing }
}

fn organization(access: &Access) -> Organization {
    Organization {
        id: access.organization().into(),
        name: access.organization_name().map(String::from),
        scoping: Some(access.scoping()),
        unknown_users: access.denies_unknown_users().then_some(UnknownUsers::Deny),
        ..Organization::default()
    }
}

fn next(labels: &mut Strings<'_>) -> Option<String> {
    labels.next().map(String::from)
}

fn permissions(snapshot: &Snapshot) -> Vec<Permission> {
    let mut labels = snapshot.labels(Labelled::Permissions);
    let all = snapshot.permissions().map(|permission| Permission {
        key: snapshot.permission_key(permission).into(),
        module: next(&mut labels),
        name: next(&mut labels),
        title: next(&mut labels),
        description: next(&mut labels),
        permission_group: snapshot.permission_group(permission).map(String::from),
        kind: (permission.flags & 1 != 0).then_some(Kind::Read),
        action: match permission.flags >> 1 {
            1 => Some(Action::Create),
            2 => Some(Action::Update),
            3 => Some(Action::Delete),
            4 => Some(Action::Other),
            _ => None,
        },
        rights: snapshot.rights(permission).map(String::from).collect(),
        ..Permission::default()
    });
    all.collect()
}

fn roles(snapshot: &Snapshot) -> Vec<Role> {
    let mut labels = snapshot.labels(Labelled::Roles);
    let all = (0..snapshot.role_count() as u32).map(|number| {
        let bits: Vec<u32> = snapshot.role_bits(number).collect();
        let groups = bits.iter().filter_map(|bit| snapshot.group(bit.checked_sub(snapshot.grant_count())?));
        Role {
            id: snapshot.role_id(number).into(),
            name: next(&mut labels),
            description: next(&mut labels),
            role_type: next(&mut labels),
            apply_to: match (snapshot.role_admits(number, false), snapshot.role_admits(number, true)) {
                (true, false) => Some(ApplyTo::Login),
                (false, true) => Some(ApplyTo::SlideIn),
                _ => None,
            },
            system: snapshot.role(number).is_some_and(tables::Role::is_system).then_some(true),
            permission_groups: groups.map(String::from).collect(),
            permissions: role_permissions(snapshot, &bits),
            ..Role::default()
        }
    });
    all.collect()
}

fn role_permissions(snapshot: &Snapshot, bits: &[u32]) -> Vec<RolePermission> {
    let holds = |grant: u32| bits.binary_search(&grant).is_ok();
    let held = snapshot.permissions().filter_map(|permission| {
        let key = snapshot.permission_key(permission);
        if permission.rights == 0 {
            return holds(permission.first_grant).then(|| RolePermission::Key(key.into()));
        }
        let rights = snapshot.rights(permission).zip(permission.first_grant..);
        let rights: Vec<String> = rights.filter(|(_, grant)| holds(*grant)).map(|(right, _)| right.into()).collect();
        (!rights.is_empty()).then(|| RolePermission::Rights(PermissionRights { permission: key.into(), rights }))
    });
    held.collect()
}

fn role_refs(snapshot: &Snapshot, assignments: Option<Assignments<'_>>) -> Vec<RoleRef> {
    let refs = assignments.into_iter().flatten().map(|(role, level)| {
        let role = snapshot.role_id(role).to_owned();
        match level.and_then(|level| snapshot.level(level)) {
            None => RoleRef::Id(role),
            Some(level) => RoleRef::Assignment(RoleAssignment {
                role,
                within: Some(level_ref(&level)),
                ..RoleAssignment::default()
            }),
        }
    });
    refs.collect()
}

fn level_ref(level: &LevelRecord<'_>) -> LevelRef {
    LevelRef::Keys(LevelKeys { company: level.company.into(), key: level.key.into() })
}

fn team_ids(snapshot: &Snapshot, teams: impl Iterator<Item = u32>) -> Vec<String> {
    teams.map(|team| snapshot.team_id(team).to_owned()).collect()
}

fn teams(snapshot: &Snapshot) -> Vec<Team> {
    let mut labels = snapshot.labels(Labelled::Teams);
    let all = (0..snapshot.team_count() as u32).map(|number| Team {
        id: snapshot.team_id(number).into(),
        name: next(&mut labels),
        roles: role_refs(snapshot, snapshot.team(number).map(Holding::assignments)),
        ..Team::default()
    });
    all.collect()
}

fn users(snapshot: &Snapshot) -> Vec<User> {
    let mut labels = snapshot.labels(Labelled::Users);
    let all = snapshot.users().map(|user| {
        let profile = snapshot.holding(user.profile);
        User {
            id: snapshot.user_id(user).into(),
            name: next(&mut labels),
            email: snapshot.email(user).map(String::from),
            active: (!profile.active()).then_some(false),
            employee: snapshot.employee(user).map(String::from),
            roles: role_refs(snapshot, Some(profile.assignments())),
            teams: team_ids(snapshot, profile.teams()),
            access_levels: profile.levels().filter_map(|level| Some(level_ref(&snapshot.level(level)?))).collect(),
            ..User::default()
        }
    });
    all.collect()
}

fn mappings(snapshot: &Snapshot) -> Vec<GroupMapping> {
    let all = (0..snapshot.mapping_count() as u32).map(|number| {
        let (provider, group) = snapshot.mapping_key(number);
        GroupMapping {
            provider: provider.into(),
            group: group.into(),
            roles: role_refs(snapshot, snapshot.mapping(number).map(Holding::assignments)),
            teams: team_ids(snapshot, snapshot.mapping(number).into_iter().flat_map(Holding::teams)),
            ..GroupMapping::default()
        }
    });
    all.collect()
}

fn levels(snapshot: &Snapshot) -> Vec<AccessLevel> {
    let mut labels = snapshot.labels(Labelled::Levels);
    let records = (0..snapshot.level_count() as u32).filter_map(|number| snapshot.level(number));
    let mut levels: Vec<AccessLevel> = records
        .zip(snapshot.employees())
        .map(|(record, employee)| AccessLevel {
            key: record.key.into(),
            company: record.company.into(),
            // A level's description is required; without labels its key has to do.
            description: next(&mut labels).unwrap_or_else(|| record.key.into()),
            remarks: next(&mut labels),
            is_active: (!record.active).then_some(false),
            is_default: record.default.then_some(true),
            employee: employee.map(String::from),
            ..AccessLevel::default()
        })
        .collect();
    for (dimension, name) in snapshot.dimensions().skip(1).enumerate() {
        for (value, listed_by) in snapshot.values(dimension) {
            for number in listed_by.levels() {
                if let Some(level) = levels.get_mut(number as usize) {
                    list(level, name).push(value.into());
                }
            }
        }
    }
    levels
}

fn list<'a>(level: &'a mut AccessLevel, dimension: &str) -> &'a mut Vec<String> {
    match dimension {
        "location" => &mut level.locations,
        "equipmentItem" => &mut level.equipment_items,
        "party" => &mut level.parties,
        "tool" => &mut level.tools,
        _ => level.covers.entry(dimension.into()).or_default(),
    }
}
