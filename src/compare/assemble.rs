//! The comparison, put together: everybody judged both ways, those who gain and lose the same in one place.

use super::causes::Cause;
use super::gains::{Change as Judged, Gain, Gives, Holder, What, gains};
use super::report::{
    All, Because, Change, Changed, Comparison, Counts, Effect, Grant, GrantChange, Setting, Unaffected, Who,
};
use super::side::{Joint, Side, join};
use super::structure::{differences, structure};
use super::subjects::{Class, classes, unknown_employees};
use super::view::{Own, Standing, View};
use crate::Access;
use hashbrown::HashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What one gains and loses.
type Both = (Vec<Gain>, Vec<Gain>);

pub(super) fn assemble<'a>(old: &'a Access, new: &'a Access) -> Comparison<'a> {
    let (mut joint, sides) = join(old, new);
    let [old_side, new_side] = &sides;
    let gives = [Gives::of(old_side, &joint), Gives::of(new_side, &joint)];
    let classes = classes(&mut joint, &sides, &gives);
    let mut alike: HashMap<Both, Vec<&'a str>> = HashMap::new();
    let mut unaffected = Vec::new();
    let same = old_side.is_like(new_side);
    for class in &classes {
        if same && class.old == class.new {
            continue;
        }
        let both = both_ways(&mut joint, &sides, &gives, &class.old, &class.new);
        if both != Both::default() {
            alike.entry(both).or_default().extend(&class.users);
        } else if class.old.standing == class.new.standing && class.old != class.new {
            unaffected.push((class, changes_of(&class.old, &class.new)));
        }
    }
    let mut of_whom: Vec<(Who<'a>, Both)> = alike
        .into_iter()
        .map(|(both, mut users)| {
            users.sort_unstable();
            (Who::Users(users), both)
        })
        .collect();
    of_whom.extend(others(&mut joint, &sides, &gives));
    let mut told = Told { joint: &joint, lists: HashMap::new() };
    let mut effects: Vec<Effect<'a>> = of_whom
        .into_iter()
        .map(|(who, (gained, lost))| Effect { who, gained: told.all(gained, true), lost: told.all(lost, false) })
        .collect();
    effects.sort_by_cached_key(|effect| order(&effect.who));
    let unaffected = told.unaffected(unaffected);
    Comparison {
        organization: new.organization(),
        old_sequence: old.sequence(),
        new_sequence: new.sequence(),
        old_next_change: old.next_change(),
        new_next_change: new.next_change(),
        settings: settings(&joint, &sides),
        users: counts(classes.iter().map(|class| class.users.len()).sum(), &effects),
        changes: changes(&effects),
        structure: structure(&joint, &sides, &classes),
        effects,
        unaffected,
    }
}

/// What one gains, and with the two exchanged loses.
fn both_ways(
    joint: &mut Joint<'_>,
    [old_side, new_side]: &[Side<'_>; 2],
    [old_gives, new_gives]: &[Gives; 2],
    old: &View,
    new: &View,
) -> Both {
    joint.boxes.next_pair();
    let (old, new) = (Holder::new(joint, old_side, old), Holder::new(joint, new_side, new));
    let mut one_way = |from: &Holder<'_, '_>, to: &Holder<'_, '_>, gives: &Gives| {
        let mut gained = gains(joint, from, to);
        // What a group gives is told of the group.
        if !from.view.presenter {
            let change = Judged { old_side: from.side, old: from.view, new_side: to.side, new: to.view, method: 0 };
            let entry = change.through_groups(joint, gives);
            gained.extend(entry.map(|entry| Gain { what: What::Groups, methods: [true; 2], entry }));
        }
        gained
    };
    (one_way(&old, &new, new_gives), one_way(&new, &old, old_gives))
}

/// What identity-provider groups give, and what they give those whom neither snapshot knows.
fn others<'a>(joint: &mut Joint<'a>, sides: &[Side<'a>; 2], gives: &[Gives; 2]) -> Vec<(Who<'a>, Both)> {
    let [old_side, new_side] = sides;
    let mut others = Vec::new();
    let mappings: Vec<_> = joint.mappings.iter().collect();
    for (number, (provider, group)) in mappings {
        let view = |side| View::of_mapping(side, number).unwrap_or(View { presenter: true, ..View::default() });
        let both = both_ways(joint, sides, gives, &view(old_side), &view(new_side));
        others.push((Who::IdentityGroup { provider, group }, both));
    }
    let mut unknown = vec![(Who::UnknownUsers(All::All), [Vec::new(), Vec::new()])];
    for id in unknown_employees(sides) {
        unknown.push((Who::UnknownUser(id), [old_side.of_employee(id), new_side.of_employee(id)]));
    }
    let mut of_all = None;
    for (who, [before, after]) in unknown {
        let (old, new) = (View::of_unknown(old_side, joint, &before), View::of_unknown(new_side, joint, &after));
        let both = both_ways(joint, sides, gives, &old, &new);
        // One of whom nothing else is to be told than of all needs no mention.
        if of_all.as_ref() != Some(&both) {
            others.push((who, both.clone()));
        }
        of_all.get_or_insert(both);
    }
    others.retain(|(_, both)| *both != Both::default());
    others
}

/// Users before others, many before few.
fn order<'a>(who: &Who<'a>) -> (u8, Reverse<usize>, (&'a str, &'a str)) {
    match who {
        Who::Users(users) => (0, Reverse(users.len()), (users.first().copied().unwrap_or_default(), "")),
        Who::IdentityGroup { provider, group } => (1, Reverse(0), (provider, group)),
        Who::UnknownUsers(_) => (2, Reverse(0), ("", "")),
        Who::UnknownUser(id) => (3, Reverse(0), (id, "")),
    }
}

fn settings<'a>(joint: &Joint<'a>, [old, new]: &[Side<'a>; 2]) -> Vec<Setting<'a>> {
    let mut settings = Vec::new();
    if old.scoping != new.scoping {
        settings.push(Setting::Scoping { on: new.scoping });
    }
    if old.deny_unknown != new.deny_unknown {
        settings.push(Setting::UnknownUsers { groups: !new.deny_unknown });
    }
    let known = joint.dimensions.iter().zip(old.dimensions.iter().zip(&new.dimensions));
    let changed = known.filter(|(_, (before, after))| before != after);
    settings.extend(changed.map(|(dimension, (_, added))| Setting::Dimension { dimension, added: *added }));
    settings
}

pub(super) fn counts(all: usize, effects: &[Effect<'_>]) -> Counts {
    let users = |is: fn(&Effect<'_>) -> bool| {
        let of = |effect: &Effect<'_>| if let Who::Users(users) = &effect.who { users.len() } else { 0 };
        effects.iter().filter(|effect| is(effect)).map(of).sum()
    };
    Counts { all, gaining: users(|effect| !effect.gained.is_empty()), losing: users(|effect| !effect.lost.is_empty()) }
}

/// Every change that an effect comes of, with how many it reaches.
pub(super) fn changes<'a>(effects: &[Effect<'a>]) -> Vec<Changed<'a>> {
    let mut counts: BTreeMap<Because<'a>, (usize, usize, usize)> = BTreeMap::new();
    for effect in effects {
        let users = if let Who::Users(users) = &effect.who { Some(users.len()) } else { None };
        let because = |changes: &[GrantChange<'a>]| -> BTreeSet<Because<'a>> {
            changes.iter().flat_map(|change| change.because.iter().copied()).collect()
        };
        for one in because(&effect.gained) {
            let (gaining, _, others) = counts.entry(one).or_default();
            users.map_or_else(|| *others += 1, |users| *gaining += users);
        }
        for one in because(&effect.lost) {
            let (_, losing, others) = counts.entry(one).or_default();
            users.map_or_else(|| *others += 1, |users| *losing += users);
        }
    }
    let mut changes: Vec<Changed<'a>> = counts
        .into_iter()
        .map(|(because, (gaining, losing, others))| Changed { because, gaining, losing, others })
        .collect();
    changes.sort_by_key(|change| Reverse((change.gaining, change.losing, change.others)));
    changes
}

/// How what a user holds is otherwise.
fn changes_of(old: &View, new: &View) -> Vec<(Cause, bool)> {
    let mut changes = Vec::new();
    let mut tell = |causes: (Vec<Cause>, Vec<Cause>)| {
        changes.extend(causes.0.into_iter().map(|cause| (cause, true)));
        changes.extend(causes.1.into_iter().map(|cause| (cause, false)));
    };
    fn each<T: Copy + Ord>(old: &[T], new: &[T], cause: impl Fn(T) -> Cause) -> (Vec<Cause>, Vec<Cause>) {
        let (gained, lost) = differences(old, new);
        (gained.into_iter().map(&cause).collect(), lost.into_iter().map(&cause).collect())
    }
    tell(each(&old.roles, &new.roles, |(role, within)| Cause::Role(role, within)));
    tell(each(&old.teams, &new.teams, Cause::Team));
    tell(each(&old.own, &new.own, |(level, why)| Cause::OwnLevel(level, why)));
    if changes.is_empty() && old.standing != Standing::Unknown {
        changes.push((Cause::Email, true));
    }
    changes
}

/// Numbers told as names.
struct Told<'j, 'a> {
    joint: &'j Joint<'a>,
    lists: HashMap<Vec<u32>, Arc<[Grant<'a>]>>,
}

impl<'a> Told<'_, 'a> {
    fn all(&mut self, gains: Vec<Gain>, gained: bool) -> Vec<GrantChange<'a>> {
        gains.into_iter().map(|gain| self.gain(gain, gained)).collect()
    }

    fn gain(&mut self, gain: Gain, gained: bool) -> GrantChange<'a> {
        let joint = self.joint;
        let grants = match gain.what {
            What::Groups => Arc::from([]),
            What::Atoms(atoms) => {
                let list = self.lists.entry(atoms);
                Arc::clone(list.or_insert_with_key(|atoms| joint.grants_of(atoms.iter().copied()).into()))
            }
        };
        let methods = gain.methods.iter().zip(super::METHODS);
        let because = gain.entry.because.into_iter().filter_map(|cause| told(joint, cause, gained));
        GrantChange {
            grants,
            access_methods: methods.filter(|(counts, _)| **counts).map(|(_, method)| method).collect(),
            wholly: gain.entry.newly,
            everywhere: gain.entry.everywhere,
            own_levels: gain.entry.own,
            inexact: gain.entry.inexact,
            levels: gain.entry.levels.into_iter().filter_map(|level| joint.level(level)).collect(),
            because: because.collect(),
        }
    }

    fn unaffected(&self, classes: Vec<(&Class<'a>, Vec<(Cause, bool)>)>) -> Vec<Unaffected<'a>> {
        let mut alike: BTreeMap<Vec<Because<'a>>, Vec<&'a str>> = BTreeMap::new();
        for (class, changes) in classes {
            let because = changes.into_iter().filter_map(|(cause, added)| told(self.joint, cause, added)).collect();
            alike.entry(because).or_default().extend(&class.users);
        }
        let mut unaffected: Vec<Unaffected<'a>> = alike
            .into_iter()
            .map(|(because, mut users)| {
                users.sort_unstable();
                Unaffected { users, because }
            })
            .collect();
        unaffected.sort_by_key(|one| Reverse(one.users.len()));
        unaffected
    }
}

/// A cause by its names. That scoping or own levels are there narrows; all else widens.
fn told<'a>(joint: &Joint<'a>, cause: Cause, gained: bool) -> Option<Because<'a>> {
    let role = |role| joint.roles.get(role);
    let change = match cause {
        Cause::Scoping => Change::Scoping,
        Cause::UnknownUsers => Change::UnknownUsers,
        Cause::Dimension(dimension) => Change::Dimension { dimension: joint.dimensions.get(dimension as usize)? },
        Cause::There(_) => Change::There,
        Cause::Active => Change::Active,
        Cause::Role(number, within) => Change::Role { role: role(number)?, within: joint.level(within) },
        Cause::Team(team) => Change::Team { team: joint.teams.get(team)? },
        Cause::TeamRole(team, number, within) => {
            Change::TeamRole { team: joint.teams.get(team)?, role: role(number)?, within: joint.level(within) }
        }
        Cause::RoleGrants(number) => Change::RoleGrants { role: role(number)? },
        Cause::RoleMethod(number, method) => {
            Change::RoleAccessMethod { role: role(number)?, access_method: super::METHODS.get(method)? }
        }
        Cause::LevelActive(level) => Change::LevelActive { level: joint.level(level)? },
        Cause::LevelCovers(level) => Change::LevelCovers { level: joint.level(level)? },
        Cause::OwnLevel(level, Own::Assigned) => Change::OwnLevel { level: joint.level(level)? },
        Cause::OwnLevel(level, Own::Employee) => Change::EmployeeLevel { level: joint.level(level)? },
        Cause::DefaultLevel(level) | Cause::OwnLevel(level, Own::Default) => {
            Change::DefaultLevel { level: joint.level(level)? }
        }
        Cause::OwnLevels => Change::OwnLevels,
        Cause::Email => Change::Email,
    };
    let narrows = matches!(cause, Cause::Scoping | Cause::OwnLevels | Cause::There(false));
    Some(Because { change, added: gained != narrows })
}
