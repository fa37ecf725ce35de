//! What was added, removed and changed in an organisation, whatever comes of it.

use super::bits::Bits;
use super::report::Grant;
use super::side::{ALONE, Assigned, Joint, Level as LevelOf, Role as RoleOf, Side};
use super::subjects::Class;
use super::view::Standing;
use crate::Level;
use serde::Serialize;

/// What is otherwise, kind by kind.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// let structure = &comparison.structure;
/// assert_eq!(structure.users.added, ["dan"]);
/// assert!(structure.roles.added.is_empty() && structure.roles.removed.is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Structure<'a> {
    /// Grants, and those whose permission group is another.
    pub permissions: Things<Grant<'a>, Regrouped<'a>>,
    /// Roles.
    pub roles: Things<&'a str, RoleChange<'a>>,
    /// Teams.
    pub teams: Things<&'a str, TeamChange<'a>>,
    /// Mappings of identity-provider groups: (provider, group).
    pub group_mappings: Things<(&'a str, &'a str), MappingChange<'a>>,
    /// Access levels.
    pub access_levels: Things<Level<'a>, LevelChange<'a>>,
    /// Users, and those who were activated or deactivated.
    pub users: Things<&'a str, Activation<'a>>,
}

/// Things of one kind.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// let teams = &comparison.structure.teams;
/// assert_eq!((teams.added.len(), teams.removed.len(), teams.changed.len()), (0, 0, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Things<T, C> {
    /// In the new snapshot only.
    pub added: Vec<T>,
    /// In the old snapshot only.
    pub removed: Vec<T>,
    /// In both, and otherwise.
    pub changed: Vec<C>,
}

/// A grant whose permission group is another.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// let order = &comparison.structure.permissions.changed[0];
/// assert_eq!((order.grant.permission, order.from, order.to), ("order", None, Some("purchasing")));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Regrouped<'a> {
    /// The grant.
    #[serde(flatten)]
    pub grant: Grant<'a>,
    /// The permission group before.
    pub from: Option<&'a str>,
    /// The permission group now.
    pub to: Option<&'a str>,
}

/// A role that holds, or counts, otherwise.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// let operator = &comparison.structure.roles.changed[0];
/// assert_eq!((operator.gained[0].permission, operator.lost[0].permission), ("closeRun", "createRun"));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleChange<'a> {
    /// The role.
    pub role: &'a str,
    /// Grants that it holds now, by itself or through a permission group.
    pub gained: Vec<Grant<'a>>,
    /// Grants that it holds no longer.
    pub lost: Vec<Grant<'a>>,
    /// Permission groups attached.
    pub groups_attached: Vec<&'a str>,
    /// Permission groups detached.
    pub groups_detached: Vec<&'a str>,
    /// Access methods that it has come to count for.
    pub methods_gained: Vec<&'static str>,
    /// Access methods that it counts for no longer.
    pub methods_lost: Vec<&'static str>,
    /// Whether it is a system role now, if that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<bool>,
}

/// A role held.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// use rolepack::compare::HeldRole;
///
/// let line = &comparison.structure.teams.changed[0];
/// assert_eq!(line.gained, [HeldRole { role: "buyer", within: None }]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HeldRole<'a> {
    /// The role.
    pub role: &'a str,
    /// The level that it is held within.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Level<'a>>,
}

/// A team that has other roles.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// let line = &comparison.structure.teams.changed[0];
/// assert_eq!((line.team, line.gained.len(), line.lost.len()), ("line-1", 1, 0));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TeamChange<'a> {
    /// The team.
    pub team: &'a str,
    /// Roles that it has now.
    pub gained: Vec<HeldRole<'a>>,
    /// Roles that it has no longer.
    pub lost: Vec<HeldRole<'a>>,
}

/// A mapping that gives other things.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// let mapping = &comparison.structure.group_mappings.changed[0];
/// assert_eq!((mapping.group, mapping.teams_gained.as_slice()), ("MES-Operators", ["line-1"].as_slice()));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MappingChange<'a> {
    /// The identity provider.
    pub provider: &'a str,
    /// The group.
    pub group: &'a str,
    /// Roles that it gives now.
    pub gained: Vec<HeldRole<'a>>,
    /// Roles that it gives no longer.
    pub lost: Vec<HeldRole<'a>>,
    /// Teams that it gives now.
    pub teams_gained: Vec<&'a str>,
    /// Teams that it gives no longer.
    pub teams_lost: Vec<&'a str>,
}

/// A level that covers otherwise.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// let plant = &comparison.structure.access_levels.changed[0];
/// assert_eq!((plant.level.key, plant.active, plant.values.len()), ("plant-b", None, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LevelChange<'a> {
    /// The level.
    pub level: Level<'a>,
    /// Whether it is active now, if that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// Whether it is a default now, if that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<bool>,
    /// The employee named before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_employee: Option<&'a str>,
    /// The employee named now, if it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_employee: Option<&'a str>,
    /// The dimensions in which it lists other values.
    pub values: Vec<ValueChange<'a>>,
}

/// Values that a level lists now, and no longer.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// let plant = &comparison.structure.access_levels.changed[0];
/// assert_eq!((plant.values[0].dimension, plant.values[0].gained.as_slice()), ("location", ["D"].as_slice()));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValueChange<'a> {
    /// The dimension.
    pub dimension: &'a str,
    /// Listed now; `*` is every value.
    pub gained: Vec<&'a str>,
    /// Listed no longer. What stood beside `*` is not told.
    pub lost: Vec<&'a str>,
}

/// A user who was activated or deactivated.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// let cyd = &comparison.structure.users.changed[0];
/// assert_eq!((cyd.user, cyd.active), ("cyd", true));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Activation<'a> {
    /// The user.
    pub user: &'a str,
    /// Whether it is active now.
    pub active: bool,
}

impl<T, C> Things<T, C> {
    fn of(pairs: impl Iterator<Item = (T, bool, bool)>, changed: Vec<C>) -> Self {
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        for (thing, before, after) in pairs {
            match (before, after) {
                (false, true) => added.push(thing),
                (true, false) => removed.push(thing),
                _ => {}
            }
        }
        Self { added, removed, changed }
    }

    /// Whether there are none.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
    /// assert!(!comparison.structure.users.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

impl Structure<'_> {
    /// Whether nothing is otherwise.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
    /// assert!(!comparison.structure.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.permissions.is_empty()
            && self.roles.is_empty()
            && self.teams.is_empty()
            && self.group_mappings.is_empty()
            && self.access_levels.is_empty()
            && self.users.is_empty()
    }
}

pub(super) fn structure<'a>(joint: &Joint<'a>, sides: &[Side<'a>; 2], classes: &[Class<'a>]) -> Structure<'a> {
    let [old, new] = sides;
    let grants = joint.grant_atoms();
    let there = |side: &Side<'_>, grant: u32| grants.get(grant as usize).is_some_and(|atom| side.atoms.has(*atom));
    let regrouped = joint.grants.iter().filter(|(grant, _)| there(old, *grant) && there(new, *grant));
    let regrouped = regrouped.filter_map(|(number, (permission, right))| {
        let group = |side: &Side<'_>| side.grant_groups.get(number as usize).copied().flatten();
        let name = |group: Option<u32>| group.and_then(|group| joint.groups.get(group));
        let grant = Grant { permission, right };
        (group(old) != group(new)).then(|| Regrouped { grant, from: name(group(old)), to: name(group(new)) })
    });
    let regrouped = regrouped.collect();
    let pairs = joint
        .grants
        .iter()
        .map(|(number, (permission, right))| (Grant { permission, right }, there(old, number), there(new, number)));
    let permissions = Things::of(pairs, regrouped);
    let roles = both(joint.roles.iter(), &old.roles, &new.roles);
    let teams = both(joint.teams.iter(), &old.teams, &new.teams);
    let mappings = both(joint.mappings.iter(), &old.mappings, &new.mappings);
    let levels = joint.levels.iter().map(|(number, (company, key))| (number, Level { company, key }));
    let levels = both(levels, &old.levels, &new.levels);
    Structure {
        permissions,
        roles: things(&roles, |role, before, after| role_change(joint, role, before, after)),
        teams: things(&teams, |team, before, after| {
            let (gained, lost) = held(joint, before, after);
            (before != after).then_some(TeamChange { team, gained, lost })
        }),
        group_mappings: things(&mappings, |(provider, group), before, after| {
            let (gained, lost) = held(joint, &before.0, &after.0);
            let name = |teams: Vec<u32>| teams.into_iter().filter_map(|team| joint.teams.get(team)).collect();
            let (teams_gained, teams_lost) = differences(&before.1, &after.1);
            let (teams_gained, teams_lost) = (name(teams_gained), name(teams_lost));
            (before != after).then_some(MappingChange { provider, group, gained, lost, teams_gained, teams_lost })
        }),
        access_levels: things(&levels, |level, before, after| level_change(joint, level, before, after)),
        users: users(classes),
    }
}

type Both<'s, T, V> = Vec<(T, Option<&'s V>, Option<&'s V>)>;

fn both<'s, T, V>(names: impl Iterator<Item = (u32, T)>, old: &'s [Option<V>], new: &'s [Option<V>]) -> Both<'s, T, V> {
    let of = |side: &'s [Option<V>], number: u32| side.get(number as usize).and_then(Option::as_ref);
    names.map(|(number, name)| (name, of(old, number), of(new, number))).collect()
}

fn things<T: Copy, V, C>(both: &Both<'_, T, V>, change: impl Fn(T, &V, &V) -> Option<C>) -> Things<T, C> {
    let changed = both.iter().filter_map(|(thing, before, after)| change(*thing, (*before)?, (*after)?)).collect();
    Things::of(both.iter().map(|(thing, before, after)| (*thing, before.is_some(), after.is_some())), changed)
}

/// Of sorted lists what is in the other alone, and what in the one alone.
pub(super) fn differences<T: Copy + Ord>(one: &[T], other: &[T]) -> (Vec<T>, Vec<T>) {
    let missing =
        |of: &[T], from: &[T]| of.iter().copied().filter(|thing| from.binary_search(thing).is_err()).collect();
    (missing(other, one), missing(one, other))
}

fn held<'a>(joint: &Joint<'a>, before: &[Assigned], after: &[Assigned]) -> (Vec<HeldRole<'a>>, Vec<HeldRole<'a>>) {
    let name = |list: Vec<Assigned>| {
        let named = list
            .into_iter()
            .filter_map(|(role, within)| Some(HeldRole { role: joint.roles.get(role)?, within: joint.level(within) }));
        named.collect()
    };
    let (gained, lost) = differences(before, after);
    (name(gained), name(lost))
}

fn role_change<'a>(joint: &Joint<'a>, role: &'a str, before: &RoleOf, after: &RoleOf) -> Option<RoleChange<'a>> {
    if before == after {
        return None;
    }
    let without = |bits: &Bits, other: &Bits| {
        let mut left = bits.clone();
        left.remove(other);
        joint.grants_of(left.iter())
    };
    let (attached, detached) = differences(&before.groups, &after.groups);
    let name = |groups: Vec<u32>| groups.into_iter().filter_map(|group| joint.groups.get(group)).collect();
    let methods = |more: &RoleOf, less: &RoleOf| {
        let counts = more.admits.iter().zip(&less.admits).zip(super::METHODS);
        counts.filter(|((more, less), _)| **more && !**less).map(|(_, method)| method).collect()
    };
    Some(RoleChange {
        role,
        gained: without(&after.holds, &before.holds),
        lost: without(&before.holds, &after.holds),
        groups_attached: name(attached),
        groups_detached: name(detached),
        methods_gained: methods(after, before),
        methods_lost: methods(before, after),
        system: (before.system != after.system).then_some(after.system),
    })
}

fn level_change<'a>(
    joint: &Joint<'a>,
    level: Level<'a>,
    before: &LevelOf<'a>,
    after: &LevelOf<'a>,
) -> Option<LevelChange<'a>> {
    let values = joint.dimensions.iter().enumerate().filter_map(|(place, dimension)| {
        let listed = |covers| joint.boxes.listed(covers, place);
        let (gained, lost) = differences(&listed(before.covers), &listed(after.covers));
        (!gained.is_empty() || !lost.is_empty()).then_some(ValueChange { dimension, gained, lost })
    });
    let renamed = before.employee != after.employee;
    (before != after).then(|| LevelChange {
        level,
        active: (before.active != after.active).then_some(after.active),
        default: (before.default != after.default).then_some(after.default),
        old_employee: before.employee.filter(|_| renamed),
        new_employee: after.employee.filter(|_| renamed),
        values: if before.covers == after.covers { Vec::new() } else { values.collect() },
    })
}

fn users<'a>(classes: &[Class<'a>]) -> Things<&'a str, Activation<'a>> {
    let mut pairs: Vec<(&str, bool, bool)> = Vec::new();
    let mut changed = Vec::new();
    for class in classes {
        let (before, after) = (class.old.standing, class.new.standing);
        if before == after {
            continue;
        }
        let known = |standing| standing != Standing::Unknown;
        pairs.extend(class.users.iter().map(|user| (*user, known(before), known(after))));
        if known(before) && known(after) {
            changed.extend(class.users.iter().map(|user| Activation { user, active: after == Standing::Active }));
        }
    }
    pairs.sort_unstable();
    changed.sort_unstable();
    Things::of(pairs.into_iter(), changed)
}

impl<'a> Joint<'a> {
    /// The level of a number; none of [`ALONE`].
    pub fn level(&self, level: u32) -> Option<Level<'a>> {
        if level == ALONE { None } else { self.levels.get(level).map(|(company, key)| Level { company, key }) }
    }

    /// The grants of atoms, by permission.
    pub fn grants_of(&self, atoms: impl Iterator<Item = u32>) -> Vec<Grant<'a>> {
        let grants = atoms.filter_map(|atom| self.atoms.get(atom as usize)).flatten();
        let mut named: Vec<Grant<'a>> = grants
            .filter_map(|grant| self.grants.get(*grant).map(|(permission, right)| Grant { permission, right }))
            .collect();
        named.sort_unstable();
        named
    }

    /// By grant: its atom.
    fn grant_atoms(&self) -> Vec<u32> {
        let mut atoms = vec![u32::MAX; self.grants.len()];
        for (atom, grants) in (0..).zip(&self.atoms) {
            for grant in grants {
                if let Some(place) = atoms.get_mut(*grant as usize) {
                    *place = atom;
                }
            }
        }
        atoms
    }
}
