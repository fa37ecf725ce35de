//! Teams and access levels that reach nobody.

use super::gathered::Gathered;
use crate::model::Profile;
use crate::source::words::quote;

pub(super) fn look(gathered: &mut Gathered<'_>) {
    teams(gathered);
    levels(gathered);
}

fn teams(gathered: &mut Gathered<'_>) {
    let model = gathered.model;
    let reached = gathered.reached_teams();
    let mut members = vec![false; model.teams.len()];
    for team in model.users.profiles().flat_map(|profile| profile.teams) {
        if let Some(member) = members.get_mut(*team as usize) {
            *member = true;
        }
    }
    for (number, team) in model.teams.iter().enumerate() {
        let path = gathered.places.team(number).field("id");
        let name = quote(&team.id);
        if reached.get(number) == Some(&false) {
            let who = if members.get(number) == Some(&true) { "only inactive users are" } else { "nobody is" };
            let message = format!("{who} in the team {name}, and no group mapping gives it");
            gathered.found("empty-team", message, path.clone(), "remove it, or put somebody into it");
        }
        if team.assignments.is_empty() {
            let message = format!("the team {name} has no roles, so that being in it gives nothing");
            gathered.found("team-without-roles", message, path, "give it a role, or remove it");
        }
    }
}

fn levels(gathered: &mut Gathered<'_>) {
    let model = gathered.model;
    let teams = model.teams.iter().flat_map(|team| &team.assignments);
    let mappings = model.mappings.iter().flat_map(|mapping| &mapping.assignments);
    let users = model.users.profiles().flat_map(Profile::assignments);
    let within = teams.chain(mappings).copied().chain(users).filter_map(|held| held.within);
    let own = model.users.profiles().flat_map(|profile| profile.levels.iter().copied());
    let mut used = vec![false; model.levels.len()];
    for level in within.chain(own) {
        if let Some(used) = used.get_mut(level as usize) {
            *used = true;
        }
    }
    for (number, level) in model.levels.iter().enumerate() {
        let is_used = used.get(number) == Some(&true) || level.default || level.employee.is_some();
        if is_used || !level.active {
            continue;
        }
        let message =
            format!("nobody has the access level {}, and no role is held within it", gathered.level(number as u32));
        let path = gathered.places.level(number).field("key");
        gathered.found("unused-level", message, path, "assign it, or deactivate or remove it");
    }
}
