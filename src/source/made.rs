//! Documents that a program makes: each thing from what is required of it, the rest as where a source does not say.
//!
//! All fields are public, and `..` fills in the others.

use super::document::{
    AccessLevel, Document, GroupMapping, Organization, Permission, PermissionRights, Role, RolePermission, Team, User,
};
use super::holding::{LevelKeys, LevelRef, RoleAssignment, RoleRef};

impl Document {
    /// A document with an organisation, and nothing in it yet.
    ///
    /// ```
    /// let document = rolepack::source::Document::new("acme");
    /// assert_eq!(document.organization.unwrap().id, "acme");
    /// ```
    #[must_use]
    pub fn new(organization: impl Into<String>) -> Self {
        Self { organization: Some(Organization::new(organization)), ..Self::default() }
    }
}

impl Organization {
    /// The organisation of that id.
    ///
    /// ```
    /// let acme = rolepack::source::Organization::new("acme");
    /// assert_eq!(acme.name, None);
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }
}

impl Permission {
    /// An action's permission, without rights.
    ///
    /// ```
    /// let permission = rolepack::source::Permission::new("createRun");
    /// assert!(permission.rights.is_empty());
    /// ```
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), ..Self::default() }
    }
}

impl PermissionRights {
    /// Some rights of a permission.
    ///
    /// ```
    /// let some = rolepack::source::PermissionRights::new("order", ["list", "add"]);
    /// assert_eq!(some.rights, ["list", "add"]);
    /// ```
    #[must_use]
    pub fn new<R: Into<String>>(permission: impl Into<String>, rights: impl IntoIterator<Item = R>) -> Self {
        Self { permission: permission.into(), rights: rights.into_iter().map(Into::into).collect() }
    }
}

impl Role {
    /// A role without permissions, for both access methods.
    ///
    /// ```
    /// let role = rolepack::source::Role::new("operator");
    /// assert!(role.permissions.is_empty());
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }
}

impl Team {
    /// A team without roles.
    ///
    /// ```
    /// let team = rolepack::source::Team::new("line-1");
    /// assert!(team.roles.is_empty());
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }
}

impl User {
    /// An active user who holds nothing.
    ///
    /// ```
    /// let ada = rolepack::source::User::new("ada");
    /// assert!(ada.roles.is_empty() && ada.teams.is_empty());
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }
}

impl GroupMapping {
    /// A mapping that gives nothing.
    ///
    /// ```
    /// let mapping = rolepack::source::GroupMapping::new("okta", "MES-Operators");
    /// assert_eq!(mapping.group, "MES-Operators");
    /// ```
    #[must_use]
    pub fn new(provider: impl Into<String>, group: impl Into<String>) -> Self {
        Self { provider: provider.into(), group: group.into(), ..Self::default() }
    }
}

impl AccessLevel {
    /// An active level that covers nothing but requests that name its company alone.
    ///
    /// ```
    /// let plant = rolepack::source::AccessLevel::new("ACME", "plant-a", "Plant A");
    /// assert!(plant.locations.is_empty());
    /// ```
    #[must_use]
    pub fn new(company: impl Into<String>, key: impl Into<String>, description: impl Into<String>) -> Self {
        Self { company: company.into(), key: key.into(), description: description.into(), ..Self::default() }
    }
}

impl RoleAssignment {
    /// The role for ever, and for everything.
    ///
    /// ```
    /// let lead = rolepack::source::RoleAssignment::new("lead");
    /// assert_eq!((lead.within, lead.until), (None, None));
    /// ```
    #[must_use]
    pub fn new(role: impl Into<String>) -> Self {
        Self { role: role.into(), ..Self::default() }
    }
}

impl LevelKeys {
    /// The level of that key in that company.
    ///
    /// ```
    /// let plant = rolepack::source::LevelKeys::new("ACME", "plant-a");
    /// assert_eq!(plant.key, "plant-a");
    /// ```
    #[must_use]
    pub fn new(company: impl Into<String>, key: impl Into<String>) -> Self {
        Self { company: company.into(), key: key.into() }
    }
}

/// A reference by its text, owned or not, and by the struct that says more.
macro_rules! from {
    ($reference:ident: $text:ident, $more:ident($type:ty)) => {
        impl From<&str> for $reference {
            fn from(text: &str) -> Self {
                Self::$text(text.to_owned())
            }
        }

        impl From<String> for $reference {
            fn from(text: String) -> Self {
                Self::$text(text)
            }
        }

        impl From<$type> for $reference {
            fn from(more: $type) -> Self {
                Self::$more(more)
            }
        }
    };
}

from!(RolePermission: Key, Rights(PermissionRights));
from!(RoleRef: Id, Assignment(RoleAssignment));
from!(LevelRef: Text, Keys(LevelKeys));
