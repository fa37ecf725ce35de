//! Who holds a role or is in a team, whatever comes of it: known active users and identity-provider groups.

use crate::Access;
use crate::access::Path;
use crate::snapshot::Snapshot;
use crate::snapshot::tables::Holding;
use crate::{Level, Via};

/// Every active user who holds the role, directly or through a team, by id, with the first path to it.
///
/// One pass over the users.
pub(super) fn of_role<'a>(access: &'a Access, role: &str) -> Vec<(&'a str, Path<'a>)> {
    let snapshot = &*access.snapshot;
    let Some(role) = (0..snapshot.role_count() as u32).find(|number| snapshot.role_id(*number) == role) else {
        return Vec::new();
    };
    let held = |holding: Holding<'_>| holding.assignments().find(|(held, _)| *held == role).map(|(_, level)| level);
    let teams: Vec<Option<Option<u32>>> =
        (0..snapshot.team_count() as u32).map(|team| snapshot.team(team).and_then(held)).collect();
    let path = |team: Option<u32>, level: Option<u32>| Path {
        role: snapshot.role_id(role),
        via: Via { team: team.map(|team| snapshot.team_id(team)), identity_group: None },
        level: level.and_then(|level| level_name(snapshot, level)),
    };
    let users = snapshot.users().filter_map(|user| {
        let holding = snapshot.holding(user.profile);
        let of_teams = || {
            let level = |team: u32| teams.get(team as usize).copied().flatten();
            holding.teams().find_map(|team| Some((Some(team), level(team)?)))
        };
        let (team, level) = held(holding).map(|level| (None, level)).or_else(of_teams)?;
        holding.active().then(|| (snapshot.user_id(user), path(team, level)))
    });
    users.collect()
}

/// Every active user who is in the team, by id. One pass over the users.
pub(super) fn of_team<'a>(access: &'a Access, team: &str) -> Vec<&'a str> {
    let snapshot = &*access.snapshot;
    let number = (0..snapshot.team_count() as u32).find(|number| snapshot.team_id(*number) == team);
    let is_member = |holding: Holding<'_>| holding.active() && holding.teams().any(|team| Some(team) == number);
    let members = snapshot.users().filter(|user| is_member(snapshot.holding(user.profile)));
    members.map(|user| snapshot.user_id(user)).collect()
}

/// The roles that a mapping gives, each with the path of whoever presents its group.
pub(super) fn of_mapping(access: &Access, mapping: u32) -> Vec<Path<'_>> {
    let snapshot = &*access.snapshot;
    let identity_group = Some(snapshot.mapping_key(mapping));
    let Some(holding) = snapshot.mapping(mapping) else { return Vec::new() };
    let path = |team: Option<u32>| {
        move |(role, level): (u32, Option<u32>)| Path {
            role: snapshot.role_id(role),
            via: Via { team: team.map(|team| snapshot.team_id(team)), identity_group },
            level: level.and_then(|level| level_name(snapshot, level)),
        }
    };
    let teams = holding
        .teams()
        .flat_map(|team| snapshot.team(team).into_iter().flat_map(Holding::assignments).map(path(Some(team))));
    holding.assignments().map(path(None)).chain(teams).collect()
}

fn level_name(snapshot: &Snapshot, level: u32) -> Option<Level<'_>> {
    snapshot.level(level).map(|record| Level { company: record.company, key: record.key })
}
