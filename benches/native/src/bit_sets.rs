//! What one would write by hand in Rust: `hashbrown` maps and rows of bits.

use crate::organization::{Organization, user_id};
use hashbrown::HashMap;

/// Names to numbers by map, and for each role a row of bits: what `benches/peers/peers/baseline-bits.mjs` does.
pub struct BitSets {
    permissions: HashMap<String, u32>,
    users: HashMap<String, u32>,
    /// The words of a row.
    words: usize,
    rows: Vec<u64>,
    /// A team's roles: `team_roles` from here up to the next.
    team_roles_at: Vec<u32>,
    team_roles: Vec<u16>,
    user_roles_at: Vec<u32>,
    user_roles: Vec<u16>,
    user_teams_at: Vec<u32>,
    user_teams: Vec<u32>,
}

impl BitSets {
    /// Everything in flat lists.
    pub fn of(organization: &Organization) -> Self {
        let words = organization.permissions.len().div_ceil(64);
        let mut rows = vec![0; organization.roles.len() * words];
        for (role, held) in organization.roles.iter().enumerate() {
            for permission in held {
                rows[role * words + *permission as usize / 64] |= 1 << (permission % 64);
            }
        }
        let (team_roles_at, team_roles) = flat(organization.teams.iter().map(Vec::as_slice));
        let users = 0..organization.users;
        let (user_roles_at, user_roles) = flat(users.clone().map(|user| organization.user_roles.of(user)));
        let (user_teams_at, user_teams) = flat(users.clone().map(|user| organization.user_teams.of(user)));
        Self {
            permissions: organization.permissions.iter().cloned().zip(0..).collect(),
            users: users.map(|user| (user_id(user), user)).collect(),
            words,
            rows,
            team_roles_at,
            team_roles: team_roles.into_iter().map(|role| role as u16).collect(),
            user_roles_at,
            user_roles: user_roles.into_iter().map(|role| role as u16).collect(),
            user_teams_at,
            user_teams,
        }
    }

    /// May the user use the permission?
    pub fn can(&self, user: &str, permission: &str) -> bool {
        let (Some(&user), Some(&permission)) = (self.users.get(user), self.permissions.get(permission)) else {
            return false;
        };
        let (word, bit) = (permission as usize / 64, 1 << (permission % 64));
        let holds = |role: &u16| self.rows[*role as usize * self.words + word] & bit != 0;
        if list(&self.user_roles_at, &self.user_roles, user).iter().any(holds) {
            return true;
        }
        let mut teams = list(&self.user_teams_at, &self.user_teams, user).iter();
        teams.any(|team| list(&self.team_roles_at, &self.team_roles, *team).iter().any(holds))
    }
}

fn flat<'a>(lists: impl Iterator<Item = &'a [u32]>) -> (Vec<u32>, Vec<u32>) {
    let (mut starts, mut entries) = (vec![0], Vec::new());
    for list in lists {
        entries.extend(list);
        starts.push(entries.len() as u32);
    }
    (starts, entries)
}

fn list<'a, T>(starts: &[u32], entries: &'a [T], number: u32) -> &'a [T] {
    &entries[starts[number as usize] as usize..starts[number as usize + 1] as usize]
}

/// Every user's permissions laid together beforehand: one look-up less, and 64 bytes for everybody.
pub struct Resolved {
    permissions: HashMap<String, u32>,
    users: HashMap<String, [u64; 8]>,
}

impl Resolved {
    /// Lays the rows together. For at most 512 permissions.
    pub fn of(organization: &Organization) -> Self {
        let row = |user: u32| {
            let mut row = [0; 8];
            for role in organization.held(user) {
                for permission in &organization.roles[role as usize] {
                    row[*permission as usize / 64] |= 1 << (permission % 64);
                }
            }
            row
        };
        Self {
            permissions: organization.permissions.iter().cloned().zip(0..).collect(),
            users: (0..organization.users).map(|user| (user_id(user), row(user))).collect(),
        }
    }

    /// May the user use the permission?
    pub fn can(&self, user: &str, permission: &str) -> bool {
        match (self.users.get(user), self.permissions.get(permission)) {
            (Some(row), Some(permission)) => row[*permission as usize / 64] & 1 << (permission % 64) != 0,
            _ => false,
        }
    }
}
