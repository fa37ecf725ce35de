//! Where the things of a model stand in the files that it was made of, for those who find something in it.

use super::document::Document;
use super::findings::{Findings, Path};
use super::locate::locate_showing;
use super::problem::{Problem, Problems};
use super::reading::{File, Parts, Reading, Role};
use crate::model::Users;

/// By kind: of each of the model's sorted things the place in the document's list.
#[derive(Debug)]
pub(crate) struct Written {
    permissions: Vec<usize>,
    roles: Vec<usize>,
    teams: Vec<usize>,
    mappings: Vec<usize>,
    levels: Vec<usize>,
}

/// The files of a source, and where in them everything stands.
#[derive(Debug)]
pub(crate) struct Places {
    pub files: Vec<File>,
    pub parts: Parts,
    pub written: Written,
}

impl Written {
    /// Of a document in which no two things bear one name.
    pub fn of(document: &Document) -> Self {
        Self {
            permissions: order(document.permissions.iter().map(|permission| permission.key.as_str())),
            roles: order(document.roles.iter().map(|role| role.id.as_str())),
            teams: order(document.teams.iter().map(|team| team.id.as_str())),
            mappings: order(
                document.group_mappings.iter().map(|mapping| (mapping.provider.as_str(), mapping.group.as_str())),
            ),
            levels: order(document.access_levels.iter().map(|level| (level.company.as_str(), level.key.as_str()))),
        }
    }
}

fn order<K: Ord>(keys: impl Iterator<Item = K>) -> Vec<usize> {
    let mut sorted: Vec<(K, usize)> = keys.zip(0..).collect();
    sorted.sort_unstable();
    sorted.into_iter().map(|(_, written)| written).collect()
}

impl Places {
    pub fn permission(&self, number: usize) -> Path {
        way("permissions", &self.written.permissions, number)
    }

    pub fn role(&self, number: usize) -> Path {
        way("roles", &self.written.roles, number)
    }

    pub fn team(&self, number: usize) -> Path {
        way("teams", &self.written.teams, number)
    }

    pub fn mapping(&self, number: usize) -> Path {
        way("groupMappings", &self.written.mappings, number)
    }

    pub fn level(&self, number: usize) -> Path {
        way("accessLevels", &self.written.levels, number)
    }

    /// The ways to users, by their numbers in the model. Sorts all users where there are any to tell of.
    pub fn users(&self, users: &Users, numbers: impl Iterator<Item = usize>) -> Vec<Path> {
        let mut numbers = numbers.peekable();
        let written = if numbers.peek().is_none() { Vec::new() } else { users.written() };
        numbers.map(|number| way("users", &written, number)).collect()
    }

    /// The catalogue that a thing comes from, if it comes from one.
    pub fn catalogue(&self, path: &Path) -> Option<&str> {
        let (file, ..) = Reading::locate(&self.parts, path)?;
        self.files.get(file).filter(|file| file.role == Role::Catalogue).map(|file| file.name.as_str())
    }

    /// The findings with their places; the lines of those that will be shown are kept.
    pub fn locate(&self, findings: Findings, is_shown: &mut dyn FnMut(&Problem) -> bool) -> Problems {
        locate_showing(findings, &self.files, &self.parts, is_shown)
    }
}

fn way(list: &'static str, written: &[usize], number: usize) -> Path {
    Path::of(list).index(written.get(number).copied().unwrap_or_default())
}
