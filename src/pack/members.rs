//! Teams, mappings and users with the roles that are in force, and the labels.

use super::PackError;
use crate::model::{Assignment, Model, Profile};
use crate::snapshot::encode::{AssignmentList, LabelTexts, MappingRow, TeamRow, UserRow};
use std::borrow::Cow;
use std::ops::Range;

/// Decides which assignments are in force (rule 12).
pub(super) struct Clock {
    at: i64,
}

impl Clock {
    /// # Errors
    ///
    /// [`PackError::TimeRequired`] where an assignment has a time and `at` says none.
    pub(super) fn new(model: &Model, at: Option<i64>) -> Result<Self, PackError> {
        let timed = || model.assignments().any(|assignment| assignment.from.or(assignment.until).is_some());
        match at {
            None if timed() => Err(PackError::TimeRequired),
            at => Ok(Self { at: at.unwrap_or(0) }),
        }
    }

    /// When the next assignment begins or ends.
    pub(super) fn next_change(&self, model: &Model) -> Option<i64> {
        let times = model.assignments().flat_map(|assignment| [assignment.from, assignment.until]);
        times.flatten().filter(|time| *time > self.at).min()
    }

    /// The assignments in force, each (role, level) once.
    fn in_force(&self, assignments: impl Iterator<Item = Assignment>) -> Vec<(u32, Option<u16>)> {
        let now = assignments.filter(|assignment| {
            assignment.from.is_none_or(|from| from <= self.at) && assignment.until.is_none_or(|until| self.at < until)
        });
        let mut held: Vec<_> = now.map(|held| (held.role, held.within.map(|level| level as u16))).collect();
        held.sort_unstable();
        held.dedup();
        held
    }
}

pub(super) fn teams<'a>(model: &'a Model, clock: &Clock) -> Vec<TeamRow<'a>> {
    let rows = model
        .teams
        .iter()
        .map(|team| TeamRow { id: &team.id, assignments: clock.in_force(team.assignments.iter().copied()) });
    rows.collect()
}

pub(super) fn mappings<'a>(model: &'a Model, clock: &Clock) -> Vec<MappingRow<'a>> {
    let rows = model.mappings.iter().map(|mapping| MappingRow {
        provider: &mapping.provider,
        group: &mapping.group,
        assignments: clock.in_force(mapping.assignments.iter().copied()),
        teams: mapping.teams.clone(),
    });
    rows.collect()
}

/// What users hold: the lists of each profile, with the assignments that are in force.
pub(super) struct Held<'a> {
    profiles: Vec<(Profile<'a>, Range<usize>)>,
    assignments: AssignmentList,
}

pub(super) fn held<'a>(model: &'a Model, clock: &Clock) -> Held<'a> {
    let mut assignments = AssignmentList::new();
    let profiles = model.users.profiles().map(|profile| {
        let start = assignments.len();
        assignments.extend(clock.in_force(profile.assignments()));
        (profile, start..assignments.len())
    });
    Held { profiles: profiles.collect(), assignments }
}

pub(super) fn users<'a>(model: &'a Model, held: &'a Held<'a>) -> Vec<UserRow<'a>> {
    let rows = model.users.iter().map(|user| {
        let profile = held.profiles.get(user.profile as usize);
        let assignments = profile.and_then(|(_, range)| held.assignments.get(range.clone()));
        let (teams, levels) = profile.map(|(profile, _)| (profile.teams, profile.levels)).unwrap_or_default();
        UserRow {
            id: user.id,
            active: user.active,
            email: user.email,
            employee: user.employee,
            assignments: Cow::Borrowed(assignments.unwrap_or_default()),
            teams: Cow::Borrowed(teams),
            levels: Cow::Borrowed(levels),
        }
    });
    rows.collect()
}

/// A name that only repeats the id says nothing.
fn name<'a>(name: Option<&'a str>, id: &str) -> Option<&'a str> {
    name.filter(|name| *name != id)
}

pub(super) fn labels(model: &Model) -> LabelTexts {
    let organization = &model.organization;
    let mut labels = LabelTexts::default();
    LabelTexts::push(&mut labels.organization, [name(organization.name.as_deref(), &organization.id)]);
    for permission in &model.permissions {
        let texts = [
            permission.module.as_deref(),
            name(permission.name.as_deref(), &permission.key),
            permission.title.as_deref(),
            permission.description.as_deref(),
        ];
        LabelTexts::push(&mut labels.permissions, texts);
    }
    for role in &model.roles {
        let role_type = role.role_type.as_deref().filter(|role_type| *role_type != "enterprise");
        LabelTexts::push(
            &mut labels.roles,
            [name(role.name.as_deref(), &role.id), role.description.as_deref(), role_type],
        );
    }
    for team in &model.teams {
        LabelTexts::push(&mut labels.teams, [name(team.name.as_deref(), &team.id)]);
    }
    for user in model.users.iter() {
        LabelTexts::push(&mut labels.users, [name(user.name, user.id)]);
    }
    for level in &model.levels {
        LabelTexts::push(&mut labels.levels, [Some(level.description.as_str()), level.remarks.as_deref()]);
    }
    labels
}
