//! The document's names, sorted in byte order as the model wants them, and the finding of one.

use crate::source::findings::{Finding, Findings, Path};
use crate::source::words::quote;
use crate::source::{Document, List};
use hashbrown::{HashMap, HashSet};

/// Every name that can be referred to.
pub(crate) struct Names<'d> {
    pub(super) permissions: HashMap<&'d str, Place>,
    pub permission_groups: HashSet<&'d str>,
    pub(super) roles: HashMap<&'d str, Place>,
    pub(super) teams: HashMap<&'d str, Place>,
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
        let mappings =
            sorted(document.group_mappings.iter().map(|mapping| (mapping.provider.as_str(), mapping.group.as_str())));
        for (first, again, (provider, group)) in repeats(&mappings) {
            let message = format!("two mappings of the group {} of {}", quote(group), quote(provider));
            findings.push(twice(List::GroupMappings, message, first, again));
        }
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

    /// The role's place among those of the model.
    pub fn role(&self, id: &str) -> Option<u32> {
        self.roles.get(id).map(|place| place.sorted)
    }

    /// The team's place among those of the model.
    pub fn team(&self, id: &str) -> Option<u32> {
        self.teams.get(id).map(|place| place.sorted)
    }

    /// The level of that company and key.
    pub fn level(&self, company: &str, key: &str) -> Option<u32> {
        self.levels.get(&(company, key)).map(|place| place.sorted)
    }

    /// Every level that the text names: by its key, or by its company's and its own with `/` between them. Sorted.
    pub fn levels_named(&self, text: &str) -> Vec<u32> {
        let mut found: Vec<u32> = self.each_level_named(text).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The level that the text names, if it names one and no other.
    pub fn only_level(&self, text: &str) -> Option<u32> {
        let mut found = self.each_level_named(text);
        let only = found.next()?;
        found.all(|other| other == only).then_some(only)
    }

    /// Whether the text names a level.
    pub fn is_level(&self, text: &str) -> bool {
        self.each_level_named(text).next().is_some()
    }

    fn each_level_named<'n>(&'n self, text: &'n str) -> impl Iterator<Item = u32> + 'n {
        // No company and key are longer.
        let text = if text.len() > 2 * super::ids::LONGEST + 1 { "" } else { text };
        let by_key = self.levels_by_key.get(text).into_iter().flatten().copied();
        by_key.chain(text.match_indices('/').filter_map(move |(slash, _)| {
            let (company, rest) = text.split_at_checked(slash)?;
            self.level(company, rest.strip_prefix('/')?)
        }))
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
