//! One of the two snapshots, in the numbers of both: the only file here that reads their tables.

use super::bits::Bits;
use super::boxes::Boxes;
use super::names::Names;
use super::view::Way;
use crate::Access;
use crate::access::SnapshotKind;
use crate::snapshot::Snapshot;
use crate::snapshot::tables::{Holding, User};
use hashbrown::HashMap;

/// No level: the role is held alone.
pub(super) const ALONE: u32 = u32::MAX;

/// A role held, and the level that it is held within, or [`ALONE`]. Lists of them are sorted.
pub(super) type Assigned = (u32, u32);

/// A grant: a permission, and the right where it has rights.
pub(super) type Grant<'a> = (&'a str, Option<&'a str>);

/// The names of both.
pub(super) struct Joint<'a> {
    pub grants: Names<Grant<'a>>,
    pub groups: Names<&'a str>,
    pub roles: Names<&'a str>,
    pub teams: Names<&'a str>,
    pub mappings: Names<(&'a str, &'a str)>,
    pub levels: Names<(&'a str, &'a str)>,
    pub dimensions: Vec<&'a str>,
    /// The grants of each atom: grants that the same roles hold in the same way, in both.
    pub atoms: Vec<Vec<u32>>,
    pub boxes: Boxes<'a>,
    /// The box of what no level covers: a request that names nothing.
    pub nothing_named: u32,
    /// The box of the own levels of whoever presents a group.
    pub presenter: u32,
}

/// One of the two.
pub(super) struct Side<'a> {
    pub snapshot: &'a Snapshot,
    pub number: usize,
    pub scoping: bool,
    pub deny_unknown: bool,
    /// By dimension: whether it has it.
    pub dimensions: Vec<bool>,
    /// The atoms of permissions that it has.
    pub atoms: Bits,
    /// By grant: the permission group.
    pub grant_groups: Vec<Option<u32>>,
    pub roles: Vec<Option<Role>>,
    pub teams: Vec<Option<Vec<Assigned>>>,
    /// Roles and teams.
    pub mappings: Vec<Option<(Vec<Assigned>, Vec<u32>)>>,
    pub levels: Vec<Option<Level<'a>>>,
    pub defaults: Vec<u32>,
    /// What counts where there is no scoping.
    pub free: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Role {
    /// All that it holds, by itself or through a permission group.
    pub holds: Bits,
    pub groups: Vec<u32>,
    /// Whether it counts for `login`, and for `slideIn`.
    pub admits: [bool; 2],
    pub system: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Level<'a> {
    pub active: bool,
    pub default: bool,
    pub employee: Option<&'a str>,
    pub covers: u32,
}

/// Reads both.
pub(super) fn join<'a>(old: &'a Access, new: &'a Access) -> (Joint<'a>, [Side<'a>; 2]) {
    let (a, b) = (&*old.snapshot, &*new.snapshot);
    let grants = Names::join(grants(a), grants(b));
    let groups = Names::join(groups(a), groups(b));
    let roles = Names::join(roles(a), roles(b));
    let mut dimensions: Vec<&str> = a.dimensions().chain(b.dimensions()).collect();
    dimensions.retain(|name| !crate::snapshot::BUILT_IN_DIMENSIONS.contains(name));
    dimensions.sort_unstable();
    dimensions.dedup();
    dimensions.splice(0..0, crate::snapshot::BUILT_IN_DIMENSIONS);
    let raw = [Raw::read(a, 0, &grants, &groups, &roles), Raw::read(b, 1, &grants, &groups, &roles)];
    let (atoms, of_grant) = atoms(grants.len(), &raw);
    let mut boxes = Boxes::default();
    let nothing_named = boxes.of_lists(dimensions.iter().map(|_| Some(Vec::new())));
    let presenter = boxes.presenter(dimensions.len());
    let mut joint = Joint {
        grants,
        groups,
        roles,
        teams: Names::join(ids(a.team_count(), |team| a.team_id(team)), ids(b.team_count(), |team| b.team_id(team))),
        mappings: Names::join(old.mapped_groups(), new.mapped_groups()),
        levels: Names::join(level_keys(a), level_keys(b)),
        dimensions,
        atoms,
        boxes,
        nothing_named,
        presenter,
    };
    let [of_old, of_new] = raw;
    let sides = [Side::read(old, 0, &mut joint, of_old, &of_grant), Side::read(new, 1, &mut joint, of_new, &of_grant)];
    (joint, sides)
}

fn ids<'a>(count: usize, id: impl Fn(u32) -> &'a str) -> impl Iterator<Item = &'a str> {
    (0..count as u32).map(id)
}

fn grants(snapshot: &Snapshot) -> impl Iterator<Item = Grant<'_>> {
    snapshot.permissions().flat_map(|permission| {
        let key = snapshot.permission_key(permission);
        let bare = (permission.rights == 0).then_some(None);
        bare.into_iter().chain(snapshot.rights(permission).map(Some)).map(move |right| (key, right))
    })
}

fn groups(snapshot: &Snapshot) -> impl Iterator<Item = &str> {
    (0..snapshot.group_count() as u32).map(|group| snapshot.group(group).unwrap_or_default())
}

fn roles(snapshot: &Snapshot) -> impl Iterator<Item = &str> {
    ids(snapshot.role_count(), |role| snapshot.role_id(role))
}

fn level_keys(snapshot: &Snapshot) -> impl Iterator<Item = (&str, &str)> {
    let keys = |level| snapshot.level(level).map(|level| (level.company, level.key)).unwrap_or_default();
    (0..snapshot.level_count() as u32).map(keys)
}

/// Roles and grants, before equal grants are taken together.
struct Raw {
    /// By grant: its permission group, if it is there.
    there: Vec<Option<Option<u32>>>,
    /// By role: its own grants, its groups.
    roles: Vec<Option<(Vec<u32>, Vec<u32>)>>,
}

impl Raw {
    fn read(
        snapshot: &Snapshot,
        side: usize,
        grants: &Names<Grant<'_>>,
        groups: &Names<&str>,
        roles: &Names<&str>,
    ) -> Self {
        let mut there = vec![None; grants.len()];
        for permission in snapshot.permissions() {
            let group = permission.group.checked_sub(1).map(|group| groups.of(side, group));
            for grant in permission.first_grant..permission.first_grant + permission.rights.max(1) {
                if let Some(place) = there.get_mut(grants.of(side, grant) as usize) {
                    *place = Some(group);
                }
            }
        }
        let mut held = vec![None; roles.len()];
        for role in 0..snapshot.role_count() as u32 {
            let (own, of_groups): (Vec<u32>, Vec<u32>) =
                snapshot.role_bits(role).partition(|bit| *bit < snapshot.grant_count());
            let own = own.into_iter().map(|grant| grants.of(side, grant)).collect();
            let of_groups = of_groups.into_iter().map(|bit| groups.of(side, bit - snapshot.grant_count())).collect();
            if let Some(place) = held.get_mut(roles.of(side, role) as usize) {
                *place = Some((own, of_groups));
            }
        }
        Self { there, roles: held }
    }
}

/// Takes grants together that both snapshots treat alike: in the same permission groups, and of the same roles. Linear in what all
/// roles hold.
fn atoms(count: usize, raw: &[Raw; 2]) -> (Vec<Vec<u32>>, Vec<u32>) {
    let mut first: HashMap<_, u32> = HashMap::new();
    let [old, new] = raw;
    let mut of_grant: Vec<u32> = Vec::with_capacity(count);
    for there in old.there.iter().zip(&new.there) {
        let next = first.len() as u32;
        of_grant.push(*first.entry(there).or_insert(next));
    }
    let mut next = first.len() as u32;
    for (own, _) in raw.iter().flat_map(|raw| raw.roles.iter().flatten()) {
        let mut parted: HashMap<u32, u32> = HashMap::new();
        for grant in own {
            let Some(atom) = of_grant.get_mut(*grant as usize) else { continue };
            *atom = *parted.entry(*atom).or_insert_with(|| {
                next += 1;
                next - 1
            });
        }
    }
    // In the order of their first grants.
    let mut numbers: HashMap<u32, u32> = HashMap::new();
    let mut atoms: Vec<Vec<u32>> = Vec::new();
    for (grant, atom) in (0..).zip(&mut of_grant) {
        let number = *numbers.entry(*atom).or_insert_with(|| {
            atoms.push(Vec::new());
            atoms.len() as u32 - 1
        });
        *atom = number;
        if let Some(grants) = atoms.get_mut(number as usize) {
            grants.push(grant);
        }
    }
    (atoms, of_grant)
}

impl<'a> Side<'a> {
    fn read(access: &'a Access, number: usize, joint: &mut Joint<'a>, raw: Raw, of_grant: &[u32]) -> Self {
        let snapshot = &*access.snapshot;
        let atom = |grant: u32| of_grant.get(grant as usize).copied().unwrap_or(u32::MAX);
        let mut atoms = Bits::none(joint.atoms.len());
        let mut of_group = vec![Bits::none(joint.atoms.len()); joint.groups.len()];
        for (grant, there) in (0..).zip(&raw.there) {
            let Some(group) = there else { continue };
            atoms.set(atom(grant));
            if let Some(bits) = group.and_then(|group| of_group.get_mut(group as usize)) {
                bits.set(atom(grant));
            }
        }
        let mut roles: Vec<Option<Role>> = raw
            .roles
            .into_iter()
            .map(|held| {
                let (own, groups) = held?;
                let mut holds = Bits::none(joint.atoms.len());
                own.into_iter().for_each(|grant| holds.set(atom(grant)));
                groups.iter().filter_map(|group| of_group.get(*group as usize)).for_each(|bits| holds.add(bits));
                Some(Role { holds, groups, admits: [false; 2], system: false })
            })
            .collect();
        for of_side in 0..snapshot.role_count() as u32 {
            if let Some(Some(role)) = roles.get_mut(joint.roles.of(number, of_side) as usize) {
                role.admits = [snapshot.role_admits(of_side, false), snapshot.role_admits(of_side, true)];
                role.system = snapshot.role(of_side).is_some_and(crate::snapshot::tables::Role::is_system);
            }
        }
        let known: Vec<&str> = snapshot.dimensions().collect();
        let dimensions: Vec<bool> = joint.dimensions.iter().map(|name| known.contains(name)).collect();
        let free = joint.boxes.of_lists(dimensions.iter().map(|known| (!known).then(Vec::new)));
        let levels = levels(snapshot, number, joint);
        let mut side = Self {
            snapshot,
            number,
            scoping: snapshot.header.scoping,
            deny_unknown: snapshot.header.deny_unknown_users,
            dimensions,
            atoms,
            grant_groups: raw.there.into_iter().map(Option::flatten).collect(),
            roles,
            teams: vec![None; joint.teams.len()],
            mappings: vec![None; joint.mappings.len()],
            levels,
            defaults: snapshot.default_levels().iter().map(|level| joint.levels.of(number, *level)).collect(),
            free,
        };
        for team in 0..snapshot.team_count() as u32 {
            let assigned = snapshot.team(team).map(|holding| side.assigned(joint, holding));
            if let Some(place) = side.teams.get_mut(joint.teams.of(number, team) as usize) {
                *place = assigned;
            }
        }
        for mapping in 0..snapshot.mapping_count() as u32 {
            let held = snapshot.mapping(mapping);
            let held = held.map(|holding| (side.assigned(joint, holding), side.joined(joint, holding)));
            if let Some(place) = side.mappings.get_mut(joint.mappings.of(number, mapping) as usize) {
                *place = held;
            }
        }
        side
    }

    /// The roles of a holding.
    pub fn assigned(&self, joint: &Joint<'_>, holding: Holding<'_>) -> Vec<Assigned> {
        let one = |(role, level): (u32, Option<u32>)| {
            (joint.roles.of(self.number, role), level.map_or(ALONE, |level| joint.levels.of(self.number, level)))
        };
        let mut assigned: Vec<Assigned> = holding.assignments().map(one).collect();
        assigned.sort_unstable();
        assigned
    }

    /// The teams of a holding.
    pub fn joined(&self, joint: &Joint<'_>, holding: Holding<'_>) -> Vec<u32> {
        holding.teams().map(|team| joint.teams.of(self.number, team)).collect()
    }

    /// The levels assigned in a holding.
    pub fn own(&self, joint: &Joint<'_>, holding: Holding<'_>) -> Vec<u32> {
        holding.levels().map(|level| joint.levels.of(self.number, level)).collect()
    }

    /// The levels that name an employee, by the snapshot's own numbers.
    pub fn of_employee(&self, employee: &str) -> Vec<u32> {
        self.snapshot.employee_levels(employee.as_bytes()).levels().collect()
    }

    /// The employee that a user is to levels.
    pub fn employee_of(&self, user: User) -> &'a str {
        self.snapshot.employee(user).unwrap_or_else(|| self.snapshot.user_id(user))
    }

    pub fn role(&self, role: u32) -> Option<&Role> {
        self.roles.get(role as usize)?.as_ref()
    }

    /// Whether a role is there and holds an atom.
    pub fn holds(&self, role: u32, atom: u32) -> bool {
        self.role(role).is_some_and(|role| role.holds.has(atom))
    }

    /// Whether each of the roles counts for both access methods or for neither.
    pub fn admits_alike(&self, ways: &[Way]) -> bool {
        ways.iter().filter_map(|way| self.role(way.role)).all(|role| role.admits.first() == role.admits.last())
    }

    pub fn team(&self, team: u32) -> Option<&[Assigned]> {
        self.teams.get(team as usize)?.as_deref()
    }

    pub fn level(&self, level: u32) -> Option<&Level<'a>> {
        self.levels.get(level as usize)?.as_ref()
    }

    /// Whether all that does not depend on a user is the same.
    pub fn is_like(&self, other: &Self) -> bool {
        self.scoping == other.scoping
            && self.deny_unknown == other.deny_unknown
            && self.dimensions == other.dimensions
            && self.atoms == other.atoms
            && self.roles == other.roles
            && self.teams == other.teams
            && self.mappings == other.mappings
            && self.levels == other.levels
            && self.defaults == other.defaults
    }

    /// Which part of the organisation it is; equal ones can be compared.
    pub fn part(access: &Access) -> (SnapshotKind, Option<(&str, &str)>) {
        (access.kind(), access.shard_range())
    }
}

/// The levels, with what each covers.
fn levels<'a>(snapshot: &'a Snapshot, number: usize, joint: &mut Joint<'a>) -> Vec<Option<Level<'a>>> {
    let count = snapshot.level_count();
    // By level and dimension: the values, or none of them where it is every one.
    let mut lists: Vec<Vec<Option<Vec<u32>>>> = vec![vec![Some(Vec::new()); joint.dimensions.len()]; count];
    for (dimension, name) in snapshot.dimensions().skip(1).enumerate() {
        let Some(place) = joint.dimensions.iter().position(|known| *known == name) else { continue };
        for (value, listed_by) in snapshot.values(dimension) {
            let number = if value == "*" { None } else { Some(joint.boxes.value(value)) };
            for level in listed_by.levels() {
                let Some(list) = lists.get_mut(level as usize).and_then(|lists| lists.get_mut(place)) else { continue };
                match number {
                    None => *list = None,
                    Some(number) => list.iter_mut().for_each(|list| list.push(number)),
                }
            }
        }
    }
    let mut levels = vec![None; joint.levels.len()];
    let employees = snapshot.employees();
    for ((of_side, mut lists), employee) in (0..).zip(lists).zip(employees) {
        let Some(record) = snapshot.level(of_side) else { continue };
        if let Some(company) = lists.first_mut() {
            *company = (record.company != "*").then(|| vec![joint.boxes.value(record.company)]);
        }
        let covers = joint.boxes.of_lists(lists);
        let level = Level { active: record.active, default: record.default, employee, covers };
        if let Some(place) = levels.get_mut(joint.levels.of(number, of_side) as usize) {
            *place = Some(level);
        }
    }
    levels
}
