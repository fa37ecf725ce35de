//! Random requests to one organisation, most of them near to what somebody may do, some of them malformed.

use super::Case;
use super::words::{once_in, one, some};
use fastrand::Rng;
use rolepack::source::{RolePermission, RoleRef};
use rolepack::{AccessMethod, Request};

/// A request that owns its strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub user: String,
    pub permission: String,
    pub right: Option<String>,
    pub resource: Vec<(String, String)>,
    pub identity_groups: Vec<(String, String)>,
    pub access_method: AccessMethod,
}

impl Question {
    pub fn request(&self) -> Request<'_> {
        Request {
            user: &self.user,
            permission: &self.permission,
            right: self.right.as_deref(),
            resource: borrowed(&self.resource),
            identity_groups: borrowed(&self.identity_groups),
            access_method: self.access_method,
        }
    }

    pub fn random(rng: &mut Rng, case: &Case) -> Self {
        let mut question = Self {
            user: user(rng, case),
            permission: String::new(),
            right: None,
            resource: if rng.bool() { resource(rng, case) } else { Vec::new() },
            identity_groups: groups(rng, case),
            access_method: if once_in(rng, 3) { AccessMethod::SlideIn } else { AccessMethod::Login },
        };
        (question.permission, question.right) = grant(rng, case, &question.user);
        if once_in(rng, 40) {
            question.spoil(rng);
        }
        question
    }

    /// Makes one string of it malformed.
    fn spoil(&mut self, rng: &mut Rng) {
        let bad = one(rng, &["", "\0", "a\u{1f}", "\u{7f}", "\u{80}a", "\u{9f}"]).to_string();
        let bad = if once_in(rng, 6) { "é".repeat(257) } else { bad };
        match rng.u8(..8) {
            0 => self.user = bad,
            1 => self.permission = bad,
            2 => self.right = Some(bad),
            3 => self.resource.push((bad, "A".into())),
            4 => self.resource.push(("location".into(), bad)),
            5 => self.identity_groups.push((bad, "a".into())),
            6 => self.identity_groups.push(("okta".into(), bad)),
            _ => match self.resource.first().cloned() {
                Some(first) => self.resource.push(first),
                None => self.resource.push(("tool".into(), one(rng, &["*", "$user"]).to_string())),
            },
        }
    }
}

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(first, second)| (first.as_str(), second.as_str())).collect()
}

/// A known user, or somebody else: an employee, an e-mail, an id that begins as another does.
fn user(rng: &mut Rng, case: &Case) -> String {
    let known = one(rng, &case.document.users);
    match rng.u8(..20) {
        0..=15 => known.id.clone(),
        16 => known.email.clone().unwrap_or_else(|| "new".into()),
        17 => format!("{}x", known.id).chars().take(100).collect(),
        18 => one(rng, &["E1", "u1", "*", "$user", "~"]).to_string(),
        _ => "new".into(),
    }
}

/// A grant that a role of the user has, or of any role, or any; now and then one that there is not.
fn grant(rng: &mut Rng, case: &Case, user: &str) -> (String, Option<String>) {
    let (permission, right) = match rng.u8(..8) {
        0..=4 => held_grant(rng, case, user),
        _ => None,
    }
    .unwrap_or_else(|| any_grant(rng, case));
    match rng.u8(..40) {
        0 => (format!("{permission}s").chars().take(100).collect(), right),
        1 => (one(rng, &["nothing", "*", "$user"]).to_string(), right),
        2 => (permission, Some(one(rng, &["list", "List", "*", "é"]).to_string())),
        3 => (permission, None),
        _ => (permission, right),
    }
}

fn any_grant(rng: &mut Rng, case: &Case) -> (String, Option<String>) {
    let permission = one(rng, &case.document.permissions);
    let right = if permission.rights.is_empty() { None } else { Some(one(rng, &permission.rights).clone()) };
    (permission.key.clone(), right)
}

/// A grant of a role that the user holds directly or by a team, in force or not.
fn held_grant(rng: &mut Rng, case: &Case, user: &str) -> Option<(String, Option<String>)> {
    let document = &case.document;
    let user = document.users.iter().find(|known| known.id == user)?;
    let mut held: Vec<&RoleRef> = user.roles.iter().collect();
    held.extend(document.teams.iter().filter(|team| user.teams.contains(&team.id)).flat_map(|team| &team.roles));
    let held = if held.is_empty() { return None } else { *one(rng, &held) };
    let id = match held {
        RoleRef::Id(id) => id,
        RoleRef::Assignment(assignment) => &assignment.role,
    };
    let role = document.roles.iter().find(|role| role.id == *id)?;
    match rng.choice(&role.permissions)? {
        RolePermission::Key(key) => Some((key.clone(), None)),
        RolePermission::Rights(some) => Some((some.permission.clone(), rng.choice(&some.rights).cloned())),
    }
}

/// One to three dimensions; most values stand in some level.
fn resource(rng: &mut Rng, case: &Case) -> Vec<(String, String)> {
    let mut dimensions =
        ["company", "location", "equipmentItem", "party", "tool", "location"].map(String::from).to_vec();
    dimensions.extend(case.document.dimensions.iter().cloned());
    if once_in(rng, 25) {
        dimensions = ["colour", "locations", "Location", "__proto__", "a"].map(String::from).to_vec();
    }
    dimensions.sort();
    dimensions.dedup();
    rng.shuffle(&mut dimensions);
    // One dimension is the likeliest to be covered.
    let count = 1 + if once_in(rng, 3) { rng.usize(..3) } else { 0 };
    let mut named = Vec::new();
    for dimension in dimensions.into_iter().take(count) {
        let value = value(rng, case, &dimension);
        named.push((dimension, value));
    }
    named
}

fn value(rng: &mut Rng, case: &Case, dimension: &str) -> String {
    let document = &case.document;
    let fixed = ["A", "a", "B", "é", "CNC-1", "**", "$users", "u1@x", "ACME"];
    if dimension == "company" {
        return match rng.choice(&document.access_levels) {
            Some(level) if level.company != "*" => level.company.clone(),
            _ => "GAMMA".into(),
        };
    }
    match rng.u8(..6) {
        0 => one(rng, &document.users).id.clone(),
        1 => one(rng, &document.users).email.clone().unwrap_or_else(|| "nowhere".into()),
        2 => {
            let listed: Vec<&String> = document
                .access_levels
                .iter()
                .flat_map(|level| &level.locations)
                .filter(|value| !["*", "$user"].contains(&value.as_str()))
                .collect();
            rng.choice(listed).cloned().unwrap_or_else(|| "A".into())
        }
        _ => one(rng, &fixed).to_string(),
    }
}

/// None, some of those that have a mapping, some that have none.
pub fn groups(rng: &mut Rng, case: &Case) -> Vec<(String, String)> {
    let mapped: Vec<_> =
        case.document.group_mappings.iter().map(|mapping| (mapping.provider.clone(), mapping.group.clone())).collect();
    let mut groups = if rng.bool() { some(rng, &mapped, 3) } else { Vec::new() };
    if once_in(rng, 8) {
        groups.push((one(rng, &["okta", "oktaa", "okt"]).to_string(), one(rng, &["a", "aG", "nobody"]).to_string()));
    }
    if let Some(first) = groups.first().cloned().filter(|_| once_in(rng, 8)) {
        groups.push(first);
    }
    groups
}
