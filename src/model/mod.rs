//! The access model, checked: every reference resolved, every list sorted by id in byte order, nothing repeated.
//!
//! A `Model` is only made from a source (`Model::try_from`), so that one that exists is sound. References are indices
//! into its own vectors.
//!
//! ```
//! use rolepack::{Model, source};
//!
//! let source = source::parse("acme.yaml", "{ organization: { id: acme }, users: [{ id: ada, teams: [line-1] }] }")?;
//! let problems = Model::try_from(source).unwrap_err();
//! assert_eq!(problems.problems[0].message, "user `ada` is in the team `line-1`, which does not exist");
//! # Ok::<(), rolepack::source::Problems>(())
//! ```

mod check;
mod index;
mod draft;
mod profiles;
mod users;
mod people;
mod bounds;
mod ids;
mod roles;
mod holders;
mod levels;
mod unknown;
mod build;

pub(crate) use check::check;
pub(crate) use draft::Draft;
pub(crate) use ids::flaw;
pub(crate) use index::Names;
pub(crate) use profiles::Profile;
pub(crate) use users::{User, Users};

use crate::source::{Action, ApplyTo, Kind, UnknownUsers};
use serde_json::{Map, Value};

/// An organisation's access, checked and resolved.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// let model = rolepack::Model::try_from(source)?;   // sound, or every problem at once
/// let bytes = rolepack::pack(&model, &rolepack::pack::Options { at: Some(0), ..Default::default() })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(crate) organization: Organization,
    /// The dimensions that the organisation declares beside the five built in, sorted.
    pub(crate) dimensions: Vec<String>,
    /// Sorted by key.
    pub(crate) permissions: Vec<Permission>,
    /// Sorted by id.
    pub(crate) roles: Vec<Role>,
    /// Sorted by id.
    pub(crate) teams: Vec<Team>,
    /// Sorted by id. What is the author's of them is checked and let go.
    pub(crate) users: Users,
    /// Sorted by (provider, group).
    pub(crate) mappings: Vec<GroupMapping>,
    /// Sorted by (company, key).
    pub(crate) levels: Vec<AccessLevel>,
}

impl Model {
    /// Every role held, by teams, mappings and users; of users who hold the same once.
    pub(crate) fn assignments(&self) -> impl Iterator<Item = Assignment> {
        let teams = self.teams.iter().flat_map(|team| &team.assignments);
        let mappings = self.mappings.iter().flat_map(|mapping| &mapping.assignments);
        let users = self.users.profiles().flat_map(Profile::assignments);
        teams.chain(mappings).copied().chain(users)
    }

    /// Whether two differ in nothing but users and the organisation's name. Then numbers mean the same in both.
    pub(crate) fn is_alike_but_for_users(&self, other: &Self) -> bool {
        let settings = |model: &Self| (model.organization.scoping, model.organization.unknown_users);
        settings(self) == settings(other)
            && self.dimensions == other.dimensions
            && self.permissions == other.permissions
            && self.roles == other.roles
            && self.teams == other.teams
            && self.mappings == other.mappings
            && self.levels == other.levels
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Organization {
    pub id: String,
    pub name: Option<String>,
    pub scoping: bool,
    pub unknown_users: UnknownUsers,
    pub extras: Extras,
}

/// What the author's side carries and snapshots leave out.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Extras {
    pub attributes: Map<String, Value>,
    pub external: Map<String, Value>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Permission {
    pub key: String,
    pub module: Option<String>,
    pub name: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub permission_group: Option<String>,
    pub kind: Kind,
    pub action: Option<Action>,
    /// In the order of the source.
    pub rights: Vec<String>,
    pub extras: Extras,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Role {
    pub id: String,
    pub name: Option<String>,
    pub description: Option<String>,
    pub role_type: Option<String>,
    pub apply_to: ApplyTo,
    pub system: bool,
    /// Sorted.
    pub permission_groups: Vec<String>,
    /// (permission, right within that permission's `rights`; `None` where it has none), sorted. Those that the role has by
    /// its permission groups alone are not among them.
    pub grants: Vec<(u32, Option<u32>)>,
    pub extras: Extras,
}

/// A role held, sorted by (role, within, from, until).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Assignment {
    pub role: u32,
    pub within: Option<u32>,
    /// Milliseconds since 1970-01-01T00:00Z, inclusive.
    pub from: Option<i64>,
    /// Milliseconds since 1970-01-01T00:00Z, exclusive.
    pub until: Option<i64>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Team {
    pub id: String,
    pub name: Option<String>,
    pub assignments: Vec<Assignment>,
    pub extras: Extras,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GroupMapping {
    pub provider: String,
    pub group: String,
    pub assignments: Vec<Assignment>,
    /// Sorted.
    pub teams: Vec<u32>,
    pub extras: Extras,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AccessLevel {
    pub company: String,
    pub key: String,
    pub description: String,
    pub remarks: Option<String>,
    pub active: bool,
    pub default: bool,
    pub employee: Option<String>,
    /// One list a dimension, sorted, in the order `location`, `equipmentItem`, `party`, `tool`, then `Model::dimensions`;
    /// `*` and `$user` stand in it as written.
    pub values: Vec<Vec<String>>,
    pub custom_attributes: Map<String, Value>,
    pub extras: Extras,
}
