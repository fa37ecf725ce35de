//! What a snapshot holds, for listings and for `inspect`. No decision reads any of it.

use super::load::Access;
use crate::snapshot::SectionSize;
use crate::snapshot::tables::{Labelled, Part, Role};
use alloc::vec::Vec;
use serde::Serialize;

/// A permission and its labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PermissionInfo<'a> {
    /// The permission's key.
    pub key: &'a str,
    /// The feature area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission_group: Option<&'a str>,
    /// Whether it is of kind `read`.
    pub read: bool,
    /// Its rights, in order.
    pub rights: Vec<&'a str>,
    /// A few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    /// A sentence or two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
}

/// A role and its labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleInfo<'a> {
    /// The id.
    pub id: &'a str,
    /// Whether it attaches to users only (rule 4).
    pub system: bool,
    /// Whether it counts for `login` (rule 5).
    pub login: bool,
    /// Whether it counts for `slideIn` (rule 5).
    pub slide_in: bool,
    /// The name, where it says more than the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    /// A sentence or two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
}

/// A team and its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TeamInfo<'a> {
    /// The id.
    pub id: &'a str,
    /// The name, where it says more than the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
}

/// A user and its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserInfo<'a> {
    /// The id.
    pub id: &'a str,
    /// Whether it is active.
    pub active: bool,
    /// The e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'a str>,
    /// The name, where it says more than the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
}

/// An access level and its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LevelInfo<'a> {
    /// The company's key, or `*`.
    pub company: &'a str,
    /// The level's key in that company.
    pub key: &'a str,
    /// Whether it is active.
    pub active: bool,
    /// Whether it is its company's default.
    pub default: bool,
    /// A sentence or two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
}

impl Access {
    /// The permissions, by key.
    pub fn permissions(&self) -> impl Iterator<Item = PermissionInfo<'_>> {
        let snapshot = &*self.snapshot;
        let mut labels = snapshot.labels(Labelled::Permissions);
        snapshot.permissions().map(move |permission| {
            let [_module, _name, title, description] = core::array::from_fn(|_| labels.next());
            PermissionInfo {
                key: snapshot.permission_key(permission),
                permission_group: snapshot.permission_group(permission),
                read: permission.flags & 1 != 0,
                rights: snapshot.rights(permission).collect(),
                title,
                description,
            }
        })
    }

    /// The roles, by id.
    pub fn roles(&self) -> impl Iterator<Item = RoleInfo<'_>> {
        let snapshot = &*self.snapshot;
        let mut labels = snapshot.labels(Labelled::Roles);
        (0..snapshot.role_count() as u32).map(move |role| {
            let [name, description, _role_type] = core::array::from_fn(|_| labels.next());
            RoleInfo {
                id: snapshot.role_id(role),
                system: snapshot.role(role).is_some_and(Role::is_system),
                login: snapshot.role_admits(role, false),
                slide_in: snapshot.role_admits(role, true),
                name,
                description,
            }
        })
    }

    /// The teams, by id.
    pub fn teams(&self) -> impl Iterator<Item = TeamInfo<'_>> {
        let mut labels = self.snapshot.labels(Labelled::Teams);
        let teams = 0..self.snapshot.team_count() as u32;
        teams.map(move |team| TeamInfo { id: self.snapshot.team_id(team), name: labels.next() })
    }

    /// The users, by id.
    pub fn users(&self) -> impl Iterator<Item = UserInfo<'_>> {
        let mut labels = self.snapshot.labels(Labelled::Users);
        let users = self.snapshot.users();
        users.map(move |user| UserInfo {
            id: self.snapshot.user_id(user),
            active: self.snapshot.holding(user.profile).active(),
            email: self.snapshot.email(user),
            name: labels.next(),
        })
    }

    /// The access levels, by (company, key).
    pub fn levels(&self) -> impl Iterator<Item = LevelInfo<'_>> {
        let snapshot = &*self.snapshot;
        let mut labels = snapshot.labels(Labelled::Levels);
        (0..snapshot.level_count() as u32).filter_map(move |level| {
            let [description, _remarks] = core::array::from_fn(|_| labels.next());
            let level = snapshot.level(level)?;
            let (active, default) = (level.active, level.default);
            Some(LevelInfo { company: level.company, key: level.key, active, default, description })
        })
    }

    /// The identity-provider groups that have a mapping: (provider, group), in order.
    pub fn mapped_groups(&self) -> impl Iterator<Item = (&str, &str)> {
        (0..self.snapshot.mapping_count() as u32).map(|mapping| self.snapshot.mapping_key(mapping))
    }

    /// The dimensions in which a request can name a value: the five built in, then the declared ones.
    pub fn dimensions(&self) -> impl Iterator<Item = &str> {
        self.snapshot.dimensions()
    }

    /// The organisation's name, if the snapshot has labels and it has one.
    #[must_use]
    pub fn organization_name(&self) -> Option<&str> {
        self.snapshot.organization_name()
    }

    /// Whether names and texts are in the snapshot.
    #[must_use]
    pub fn has_labels(&self) -> bool {
        self.snapshot.has_labels()
    }

    /// Whether a slice was cut with `explain`; `false` of anything else.
    #[must_use]
    pub fn slice_explains(&self) -> bool {
        matches!(self.snapshot.header.part, Part::Slice { explain: true, .. })
    }

    /// How many bytes each section takes, in the order of FORMAT.md; together, all of them.
    #[must_use]
    pub fn sizes(&self) -> Vec<SectionSize> {
        self.snapshot.sizes()
    }
}
