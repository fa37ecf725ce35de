//! What a snapshot holds, for listings and for `inspect`. No decision reads any of it.

use super::load::Access;
use crate::snapshot::SectionSize;
use crate::snapshot::tables::{Labelled, Part, Role};
use alloc::vec::Vec;
use serde::Serialize;

/// A permission and its labels.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let order = access.permissions().find(|permission| permission.key == "order").unwrap();
/// assert_eq!((order.rights.as_slice(), order.title), (["list", "add"].as_slice(), Some("Purchase orders")));
/// ```
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
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let buyer = access.roles().find(|role| role.id == "buyer").unwrap();
/// assert_eq!((buyer.name, buyer.login, buyer.slide_in), (Some("Buyer"), true, false));
/// ```
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
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let team = access.teams().next().unwrap();
/// assert_eq!((team.id, team.name), ("line-1", Some("Line 1")));
/// ```
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
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let ada = access.users().next().unwrap();
/// assert_eq!((ada.id, ada.email, ada.active), ("ada", Some("ada@acme.example"), true));
/// ```
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
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let level = access.levels().next().unwrap();
/// assert_eq!((level.company, level.key, level.default), ("ACME", "plant-a", true));
/// ```
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
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.permissions().map(|one| one.key).collect::<Vec<_>>(), ["closeRun", "createRun", "order", "readRuns"]);
    /// ```
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
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.roles().map(|one| one.id).collect::<Vec<_>>(), ["admin", "buyer", "lead", "operator"]);
    /// ```
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
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.teams().count(), 1);
    /// ```
    pub fn teams(&self) -> impl Iterator<Item = TeamInfo<'_>> {
        let mut labels = self.snapshot.labels(Labelled::Teams);
        let teams = 0..self.snapshot.team_count() as u32;
        teams.map(move |team| TeamInfo { id: self.snapshot.team_id(team), name: labels.next() })
    }

    /// The users, by id.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let inactive: Vec<_> = access.users().filter(|user| !user.active).map(|user| user.id).collect();
    /// assert_eq!(inactive, ["cyd"]);
    /// ```
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
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.levels().map(|one| one.key).collect::<Vec<_>>(), ["plant-a", "plant-b"]);
    /// ```
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
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.mapped_groups().collect::<Vec<_>>(), [("okta", "MES-Operators")]);
    /// ```
    pub fn mapped_groups(&self) -> impl Iterator<Item = (&str, &str)> {
        (0..self.snapshot.mapping_count() as u32).map(|mapping| self.snapshot.mapping_key(mapping))
    }

    /// The dimensions in which a request can name a value: the five built in, then the declared ones.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.dimensions().last(), Some("owner"));   // declared
    /// ```
    pub fn dimensions(&self) -> impl Iterator<Item = &str> {
        self.snapshot.dimensions()
    }

    /// The organisation's name, if the snapshot has labels and it has one.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.organization_name(), Some("Acme Rockets"));
    /// ```
    #[must_use]
    pub fn organization_name(&self) -> Option<&str> {
        self.snapshot.organization_name()
    }

    /// Whether names and texts are in the snapshot.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert!(access.has_labels());
    /// ```
    #[must_use]
    pub fn has_labels(&self) -> bool {
        self.snapshot.has_labels()
    }

    /// Whether a slice was cut with `explain`; `false` of anything else.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::access::SliceOptions;
    /// use rolepack::{Access, LoadOptions, Request};
    ///
    /// let bytes = access.slice(&Request::new("ada", "any"), SliceOptions { explain: true, labels: false })?;
    /// assert!(Access::load(bytes, &LoadOptions { slice: true, ..LoadOptions::default() })?.slice_explains());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn slice_explains(&self) -> bool {
        matches!(self.snapshot.header.part, Part::Slice { explain: true, .. })
    }

    /// How many bytes each section takes, in the order of FORMAT.md; together, all of them.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let bytes: usize = access.sizes().iter().map(|section| section.bytes).sum();
    /// assert_eq!(bytes, access.as_bytes().len());
    /// ```
    #[must_use]
    pub fn sizes(&self) -> Vec<SectionSize> {
        self.snapshot.sizes()
    }
}
