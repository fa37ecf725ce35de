//! The organisation that is asked about, in numbers: what `benches/peers/workload/organisation.mjs` draws.

use crate::random::Random;
use serde_json::Value;

const SEED: u32 = 491;
const ROLES: u32 = 47;

/// Users, teams and roles by number. A team for every 50 users.
pub struct Organization {
    pub users: u32,
    /// The keys of ION's 491 permissions.
    pub permissions: Vec<String>,
    /// The permissions of each of 47 roles, ascending: 5 to 40 % of them.
    pub roles: Vec<Vec<u32>>,
    /// The roles of each team: 0 to 3.
    pub teams: Vec<Vec<u32>>,
    /// The roles of each user: 0 to 2.
    pub user_roles: Lists,
    /// The teams of each user: 0 to 3.
    pub user_teams: Lists,
}

/// Lists of numbers, one after the other.
#[derive(Default)]
pub struct Lists {
    starts: Vec<u32>,
    entries: Vec<u32>,
}

impl Lists {
    pub(crate) fn push(&mut self, list: &[u32]) {
        self.starts.push(self.entries.len() as u32);
        self.entries.extend(list);
    }

    /// The list of that number; empty where there is none.
    pub fn of(&self, number: u32) -> &[u32] {
        let number = number as usize;
        let end = self.starts.get(number + 1).map_or(self.entries.len(), |end| *end as usize);
        let start = self.starts.get(number).map_or(end, |start| *start as usize);
        self.entries.get(start..end).unwrap_or_default()
    }
}

impl Organization {
    /// Draws the organisation of so many users.
    pub fn of(users: u32) -> Self {
        let mut draw = Random::seeded(SEED);
        let permissions = permission_keys();
        let count = permissions.len() as u32;
        let roles = (0..ROLES)
            .map(|_| {
                let share = 0.05 + f64::from(draw.below(3501)) / 10_000.0;
                let mut held = draw.distinct((share * f64::from(count)).round() as u32, count);
                held.sort_unstable();
                held
            })
            .collect();
        let teams: Vec<_> = (0..users.div_ceil(50)).map(|_| few(&mut draw, 4, ROLES)).collect();
        let (mut user_roles, mut user_teams) = (Lists::default(), Lists::default());
        for _ in 0..users {
            user_roles.push(&few(&mut draw, 3, ROLES));
            user_teams.push(&few(&mut draw, 4, teams.len() as u32));
        }
        Self { users, permissions, roles, teams, user_roles, user_teams }
    }

    /// The roles of a user, the own ones first and then those of each team.
    pub fn held(&self, user: u32) -> impl Iterator<Item = u32> {
        let teams = self.user_teams.of(user).iter().filter_map(|team| self.teams.get(*team as usize));
        self.user_roles.of(user).iter().chain(teams.flatten()).copied()
    }

    /// The answer as plainly as it can be said: does any role of the user, or of a team of the user, hold the permission?
    pub fn allows(&self, user: u32, permission: u32) -> bool {
        self.held(user).any(|role| self.roles.get(role as usize).is_some_and(|held| held.contains(&permission)))
    }
}

/// Fewer than `less_than` different numbers below `bound`.
fn few(draw: &mut Random, less_than: u32, bound: u32) -> Vec<u32> {
    let count = draw.below(less_than);
    draw.distinct(count, bound)
}

/// The permissions that ION has: the catalogue without what it adds, one `read` permission an area.
fn permission_keys() -> Vec<String> {
    let catalogue: Value =
        serde_json::from_str(include_str!("../../../catalogue/ion@1.json")).expect("the catalogue is JSON");
    let permissions = catalogue["permissions"].as_array().expect("the catalogue has permissions");
    let keys = permissions.iter().filter(|permission| permission["kind"] != "read");
    keys.map(|permission| permission["key"].as_str().expect("a permission has a key").to_owned()).collect()
}

/// 24 characters up to a million users.
pub fn user_id(user: u32) -> String {
    format!("user-{user:06}@acme.example")
}

pub fn role_id(role: u32) -> String {
    format!("role-{role:02}")
}

pub fn team_id(team: u32) -> String {
    format!("team-{team:05}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `organisation(1000)` of `benches/peers/workload/organisation.mjs` draws.
    #[test]
    fn the_organization_is_that_of_the_comparison() {
        let organization = Organization::of(1_000);
        assert_eq!(organization.permissions.len(), 491);
        assert_eq!(organization.roles[0].len(), 146);
        assert_eq!(organization.roles[46][..5], [1, 6, 22, 32, 37]);
        assert_eq!(organization.roles.iter().map(Vec::len).sum::<usize>(), 4_896);
        assert_eq!(organization.teams[19], [26]);
        assert_eq!((organization.user_roles.entries.len(), organization.user_teams.entries.len()), (995, 1_529));
        assert_eq!(organization.user_teams.entries[1_526..], [10, 7, 12]);
    }
}
