//! The parts of two sources that a time touches.

use super::later::Span;
use crate::model::{Assignment, Model, Profile, User, Users};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// By the numbers of the old source and the new one; `None` where a user is not there.
type Pair = [Option<u32>; 2];

/// Whom a time touches.
#[derive(Default)]
pub(super) struct Touched {
    users: Vec<Pair>,
    /// Mappings too, which may give everybody something else.
    mappings: bool,
}

/// A source without its users and mappings.
pub(super) struct Frame<'m> {
    model: &'m Model,
    users: Vec<User<'m>>,
    profiles: Vec<Profile<'m>>,
    bare: Model,
}

impl<'m> Frame<'m> {
    pub fn of(model: &'m Model) -> Self {
        let bare = Model {
            organization: model.organization.clone(),
            dimensions: model.dimensions.clone(),
            permissions: model.permissions.clone(),
            roles: model.roles.clone(),
            teams: model.teams.clone(),
            users: Users::default(),
            mappings: Vec::new(),
            levels: model.levels.clone(),
        };
        Self { model, users: model.users.iter().collect(), profiles: model.users.profiles().collect(), bare }
    }

    /// The source with those alone who are touched.
    pub fn part(&self, touched: &Touched, side: usize) -> Model {
        let mut users = Users::default();
        let numbers = touched.users.iter().filter_map(|pair| pair.get(side).copied().flatten());
        for user in numbers.filter_map(|number| self.users.get(number as usize)) {
            let Some(profile) = self.profiles.get(user.profile as usize) else { continue };
            let assignments: Vec<Assignment> = profile.assignments().collect();
            users.push(*user, &assignments, profile.teams, profile.levels);
        }
        users.sort();
        let mappings = if touched.mappings { self.model.mappings.clone() } else { Vec::new() };
        Model { users, mappings, ..self.bare.clone() }
    }
}

/// Whom each later time touches. Where the two differ in nothing but users, those are passed over who are the same in both.
pub(super) fn touched(old: &Model, new: &Model, span: Span<'_>) -> BTreeMap<i64, Touched> {
    let sides = [Side::of(old, span.at), Side::of(new, span.at)];
    let alike = old.is_alike_but_for_users(new);
    let mut candidates: Vec<Pair> = Vec::new();
    let mut touched: BTreeMap<i64, Touched> = BTreeMap::new();
    for pair in pairs(&sides) {
        let [before, after] = [0, 1].map(|side| sides.get(side).zip(pair.get(side).copied().flatten()));
        let [before, after] = [before, after].map(|one| one.and_then(|(side, number)| side.user(number)));
        let id = before.or(after).map_or("", |(user, _)| user.id);
        let outside = span.ids.is_some_and(|(from, to)| id < from || (!to.is_empty() && id >= to));
        let same = alike && before.zip(after).is_some_and(|(one, other)| is_same(one, other));
        if outside || same {
            continue;
        }
        candidates.push(pair);
        let times: BTreeSet<i64> = sides.iter().zip(pair).flat_map(|(side, number)| side.times_of(number)).collect();
        for time in times {
            touched.entry(time).or_default().users.push(pair);
        }
    }
    if alike && candidates.is_empty() {
        return touched;
    }
    for time in sides.iter().flat_map(|side| &side.of_mappings) {
        touched.insert(*time, Touched { users: candidates.clone(), mappings: true });
    }
    touched
}

fn is_same((one, mine): (User<'_>, Profile<'_>), (other, theirs): (User<'_>, Profile<'_>)) -> bool {
    one == User { profile: one.profile, name: one.name, ..other } && mine == theirs
}

/// The times of a source, by what they are of.
struct Side<'m> {
    users: Vec<User<'m>>,
    profiles: Vec<Profile<'m>>,
    /// By profile: its own, and those of its teams.
    times: Vec<BTreeSet<i64>>,
    of_mappings: BTreeSet<i64>,
}

impl<'m> Side<'m> {
    fn of(model: &'m Model, at: i64) -> Self {
        let later = |held: Assignment| [held.from, held.until].into_iter().flatten().filter(move |time| *time > at);
        let teams: Vec<BTreeSet<i64>> =
            model.teams.iter().map(|team| team.assignments.iter().copied().flat_map(later).collect()).collect();
        let of_teams = |numbers: &[u32]| -> BTreeSet<i64> {
            numbers.iter().filter_map(|team| teams.get(*team as usize)).flatten().copied().collect()
        };
        let profiles: Vec<Profile<'m>> = model.users.profiles().collect();
        let times = profiles.iter().map(|profile| {
            let mut times = of_teams(profile.teams);
            times.extend(profile.assignments().flat_map(later));
            times
        });
        let times = times.collect();
        let mut of_mappings = BTreeSet::new();
        for mapping in &model.mappings {
            of_mappings.extend(mapping.assignments.iter().copied().flat_map(later));
            of_mappings.extend(of_teams(&mapping.teams));
        }
        Self { users: model.users.iter().collect(), profiles, times, of_mappings }
    }

    fn user(&self, number: u32) -> Option<(User<'m>, Profile<'m>)> {
        let user = *self.users.get(number as usize)?;
        Some((user, *self.profiles.get(user.profile as usize)?))
    }

    fn times_of(&self, number: Option<u32>) -> impl Iterator<Item = i64> {
        let user = number.and_then(|number| self.users.get(number as usize));
        user.and_then(|user| self.times.get(user.profile as usize)).into_iter().flatten().copied()
    }
}

/// The users of both, by id.
fn pairs([old, new]: &[Side<'_>; 2]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let [mut olds, mut news] = [(0..).zip(&old.users).peekable(), (0..).zip(&new.users).peekable()];
    loop {
        let order = match (olds.peek(), news.peek()) {
            (None, None) => return pairs,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((_, one)), Some((_, other))) => one.id.cmp(other.id),
        };
        let before = if order.is_le() { olds.next() } else { None };
        let after = if order.is_ge() { news.next() } else { None };
        pairs.push([before, after].map(|one| one.map(|(number, _)| number)));
    }
}
