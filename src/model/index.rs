//! The document's names, sorted in byte order as the model wants them, and the finding of one.

use crate::source::findings::{Finding, Findings, Path};
use crate::source::words::quote;
use crate::source::{Document, List};
use std::collections::{HashMap, HashSet};

/// Every name that can be referred to.
pub(super) struct Names<'d> {
    pub permissions: HashMap<&'d str, Place>,
    pub permission_groups: HashSet<&'d str>,
    pub roles: HashMap<&'d str, Place>,
    pub teams: HashMap<&'d str, Place>,
    pub dimensions: HashSet<&'d str>,
    /// A right's place in those of its permission, by the permission's place in the document.
    pub rights: HashMap<(usize, &'d str), u32>,
    /// The (company, key) of every level, sorted.
    pub sorted_levels: Vec<(&'d str, &'d str)>,
    levels_by_key: HashMap<&'d str, Vec<u32>>,
    levels: HashMap<(&'d str, &'d str), Place>,
}

/// Where a named thing stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// In the model's sorted list.
    pub sorted: u32,
    /// In the document's list.
    pub written: usize,
}

impl<'d> Names<'d> {
    /// The names of all things; those that two things bear are reported.
    pub fn of(document: &'d Document, findings: &mut Findings) -> Self {
        let permissions = index(document.permissions.iter().map(|permission| permission.key.as_str()), |i, j, key| {
            findings.push(twice(List::Permissions, format!("two permissions have the key {}", quote(key)), i, j));
        });
        let roles = index(document.roles.iter().map(|role| role.id.as_str()), |i, j, id| {
            findings.push(twice(List::Roles, format!("two roles have the id {}", quote(id)), i, j));
        });
        let teams = index(document.teams.iter().map(|team| team.id.as_str()), |i, j, id| {
            findings.push(twice(List::Teams, format!("two teams have the id {}", quote(id)), i, j));
        });
        let levels = index(
            document.access_levels.iter().map(|level| (level.company.as_str(), level.key.as_str())),
            |i, j, (company, key)| {
                let message = format!("two access levels of {} have the key {}", quote(company), quote(key));
                findings.push(twice(List::AccessLevels, message, i, j));
            },
        );
        let users = sorted(document.users.iter().map(|user| user.id.as_str()));
        for (first, again, id) in repeats(&users) {
            findings.push(twice(List::Users, format!("two users have the id {}", quote(id)), first, again));
        }
        let mappings =
            sorted(document.group_mappings.iter().map(|mapping| (mapping.provider.as_str(), mapping.group.as_str())));
        for (first, again, (provider, group)) in repeats(&mappings) {
            let message = format!("two mappings of the group {} of {}", quote(group), quote(provider));
            findings.push(twice(List::GroupMappings, message, first, again));
        }
        emails(document, &users, findings);
        let mut levels_by_key: HashMap<&str, Vec<u32>> = HashMap::with_capacity(levels.len());
        for ((_, key), place) in &levels {
            levels_by_key.entry(key).or_default().push(place.sorted);
        }
        let mut sorted_levels: Vec<_> =
            document.access_levels.iter().map(|level| (level.company.as_str(), level.key.as_str())).collect();
        sorted_levels.sort_unstable();
        let mut rights = HashMap::new();
        for (place, permission) in document.permissions.iter().enumerate() {
            rights.extend((0..).zip(&permission.rights).map(|(number, right)| ((place, right.as_str()), number)));
        }
        let dimensions = document.dimensions.iter().map(String::as_str).collect();
        let permission_groups =
            document.permissions.iter().filter_map(|permission| permission.permission_group.as_deref()).collect();
        Self { permissions, permission_groups, roles, teams, dimensions, rights, sorted_levels, levels_by_key, levels }
    }

    /// The level of that company and key.
    pub fn level(&self, company: &str, key: &str) -> Option<u32> {
        self.levels.get(&(company, key)).map(|place| place.sorted)
    }

    /// Every level that the text names: by its key, or by its company's and its own with `/` between them. Sorted.
    pub fn levels_named(&self, text: &str) -> Vec<u32> {
        // No company and key are longer.
        if text.len() > 2 * super::ids::LONGEST + 1 {
            return Vec::new();
        }
        let mut found = self.levels_by_key.get(text).cloned().unwrap_or_default();
        for (slash, _) in text.match_indices('/') {
            let parts =
                text.split_at_checked(slash).and_then(|(company, rest)| Some((company, rest.strip_prefix('/')?)));
            found.extend(parts.and_then(|(company, key)| self.level(company, key)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Nobody may be taken for somebody else: an e-mail is one user's, and no other user's id.
fn emails(document: &Document, users: &[(&str, usize)], findings: &mut Findings) {
    let mut emails: Vec<(&str, usize)> = document
        .users
        .iter()
        .enumerate()
        .filter_map(|(index, user)| user.email.as_deref().map(|email| (email, index)))
        .collect();
    emails.sort_unstable();
    let path = |index: usize| Path::of("users").index(index).field("email");
    for (first, again, email) in repeats(&emails) {
        findings.push(
            Finding::new("duplicate-email", format!("two users have the e-mail {}", quote(email)))
                .at(path(again))
                .also(path(first)),
        );
    }
    for (email, index) in emails {
        let Ok(found) = users.binary_search_by_key(&email, |(id, _)| id) else { continue };
        let other = users.get(found).map_or(index, |(_, other)| *other);
        if other != index && document.users.get(index).is_none_or(|user| user.id != email) {
            let message = format!("the e-mail {} is another user's id", quote(email));
            findings.push(
                Finding::new("email-is-id", message).at(path(index)).also(Path::of("users").index(other).field("id")),
            );
        }
    }
}

fn twice(list: List, message: String, first: usize, again: usize) -> Finding {
    let field = if matches!(list, List::Permissions | List::AccessLevels) { "key" } else { "id" };
    let field = if list == List::GroupMappings { "group" } else { field };
    let path = |index: usize| Path::of(list.name()).index(index).field(field);
    Finding::new("duplicate-id", message).at(path(again)).also(path(first))
}

/// The names with their places in the document, sorted by both.
fn sorted<N: Ord>(names: impl Iterator<Item = N>) -> Vec<(N, usize)> {
    let mut sorted: Vec<(N, usize)> = names.enumerate().map(|(written, name)| (name, written)).collect();
    sorted.sort_unstable();
    sorted
}

/// Of sorted names, those that stand there before: (first place, place, name).
fn repeats<N: Copy + PartialEq>(sorted: &[(N, usize)]) -> impl Iterator<Item = (usize, usize, N)> {
    let mut first = sorted.first().copied();
    sorted.iter().skip(1).filter_map(move |&(name, written)| match first {
        Some((known, place)) if known == name => Some((place, written, name)),
        _ => {
            first = Some((name, written));
            None
        }
    })
}

fn index<N: Copy + Ord + std::hash::Hash>(
    names: impl Iterator<Item = N>,
    mut twice: impl FnMut(usize, usize, N),
) -> HashMap<N, Place> {
    let sorted = sorted(names);
    for (first, again, name) in repeats(&sorted) {
        twice(first, again, name);
    }
    // The first of equals is the one found. Lists longer than fits are refused by their bound.
    let places = sorted.iter().enumerate().rev();
    places
        .map(|(place, &(name, written))| (name, Place { sorted: u32::try_from(place).unwrap_or(u32::MAX), written }))
        .collect()
}
