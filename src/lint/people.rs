//! People: those who are allowed nothing, those who were removed, and what they hold twice.

use super::gathered::Gathered;
use crate::model::{Assignment, Profile};
use crate::source::UnknownUsers;
use crate::source::findings::At;
use crate::source::words::quote;
use std::collections::HashSet;

pub(super) fn look(gathered: &mut Gathered<'_>) {
    without_access(gathered);
    redundant(gathered);
    removed(gathered);
    within_inactive(gathered);
}

/// Active users of whom no assignment that is in force grants anything.
fn without_access(gathered: &mut Gathered<'_>) {
    let model = gathered.model;
    let gives = |held: Assignment| {
        gathered.is_in_force(held)
            && gathered.grants.get(held.role as usize).is_some_and(|grants| !grants.is_empty())
            && held.within.is_none_or(|level| model.levels.get(level as usize).is_some_and(|level| level.active))
    };
    let teams: Vec<bool> = model.teams.iter().map(|team| team.assignments.iter().any(|held| gives(*held))).collect();
    let by_teams = |profile: Profile<'_>| profile.teams.iter().any(|team| teams.get(*team as usize) == Some(&true));
    let idle =
        |profile: Profile<'_>| if profile.assignments().any(gives) || by_teams(profile) { vec![] } else { vec![()] };
    let idle: Vec<Vec<()>> = model.users.profiles().map(idle).collect();
    let groups = if model.mappings.is_empty() { "" } else { ", unless a group that they present gives something" };
    for (id, (), path) in gathered.active_users(&idle) {
        let message = format!("user {} is active and allowed nothing{groups}", quote(id));
        gathered.found(
            "user-without-access",
            message,
            path.field("id"),
            "give them a role or a team, or deactivate them",
        );
    }
}

/// Roles held directly that a team of the user has in the same way, for ever.
fn redundant(gathered: &mut Gathered<'_>) {
    let model = gathered.model;
    let twice = |profile: Profile<'_>| {
        let of_team = |held: Assignment| {
            let has = |team: &&u32| {
                let team = model.teams.get(**team as usize);
                team.is_some_and(|team| team.assignments.binary_search(&held).is_ok())
            };
            profile.teams.iter().find(has).map(|team| (held.role, *team))
        };
        profile.assignments().filter_map(of_team).collect()
    };
    let twice: Vec<Vec<(u32, u32)>> = model.users.profiles().map(twice).collect();
    for (id, (role, team), path) in gathered.active_users(&twice) {
        let role = gathered.role(role);
        let team = model.teams.get(team as usize).map_or_else(String::new, |team| quote(&team.id));
        let message = format!("user {} holds the role {role} directly and through the team {team}", quote(id));
        let help = "leave the team to give it: taken from the team, it would stay";
        gathered.found("redundant-role", message, path.field("roles"), help);
    }
}

/// Rule 6: an inactive user is allowed nothing, but one who was removed is unknown, and allowed what presented groups give.
fn removed(gathered: &mut Gathered<'_>) {
    let model = gathered.model;
    if model.mappings.is_empty() || model.organization.unknown_users == UnknownUsers::Deny {
        return;
    }
    const HELP: &str = "keep them with `active: false`, or say `unknownUsers: deny`";
    if let Some(previous) = gathered.options.previous {
        let known: HashSet<&str> = model.users.iter().map(|user| user.id).collect();
        for user in previous.users().filter(|user| !known.contains(user.id)) {
            let message =
                format!("user {} was removed, and is still allowed what presented groups give", quote(user.id));
            gathered.found("removed-user", message, At::Nowhere, HELP);
        }
    }
    let employees: HashSet<&str> = model.users.iter().map(|user| user.employee.unwrap_or(user.id)).collect();
    for (number, level) in model.levels.iter().enumerate() {
        let Some(employee) = level.employee.as_deref().filter(|employee| !employees.contains(employee)) else {
            continue;
        };
        let message = format!(
            "the access level {} names the employee {}, who is no user: one who was removed is still allowed what presented groups give",
            gathered.level(number as u32),
            quote(employee),
        );
        gathered.found("removed-user", message, gathered.places.level(number).field("employee"), HELP);
    }
}

/// Roles held within levels that are inactive.
fn within_inactive(gathered: &mut Gathered<'_>) {
    let model = gathered.model;
    let is_idle = |held: Assignment| {
        let level = held.within.and_then(|level| model.levels.get(level as usize));
        gathered.has_not_ended(held) && level.is_some_and(|level| !level.active)
    };
    for (who, held, path) in gathered.assignments(is_idle) {
        let role = gathered.role(held.role);
        let level = held.within.map_or_else(String::new, |level| gathered.level(level));
        let message = format!("{who} holds the role {role} within {level}, which is inactive: it gives nothing");
        gathered.found("inactive-level", message, path, "take it away, or activate the level");
    }
}
