//! What is answered: allowed or denied, why, and through what.

use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Why a decision is what it is; one a decision, the first that applies in this order. A stable set.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::{Reason, Request};
///
/// assert_eq!(access.check(&Request::new("ada", "closeRun")).reason, Reason::NotGranted);
/// assert_eq!(access.check(&Request::new("cyd", "closeRun")).reason, Reason::InactiveUser);
/// assert_eq!(access.check(&Request::new("ada", "closerun")).reason, Reason::UnknownPermission);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The request is malformed (rule 8).
    InvalidRequest,
    /// No permission of that key.
    UnknownPermission,
    /// The permission does not have that right, or has none at all.
    UnknownRight,
    /// The permission has rights and the request names none.
    RightRequired,
    /// The organisation does not have a dimension that the request names (rule 9).
    UnknownDimension,
    /// A slice or a shard was asked about somebody it does not answer for (rule 6).
    NotInSnapshot,
    /// No such user, and no presented group has a mapping (or unknown users are denied).
    UnknownUser,
    /// The user is inactive (rule 6).
    InactiveUser,
    /// No role held grants it.
    NotGranted,
    /// Held, but by no role that counts for this access method (rule 5).
    AccessMethod,
    /// Held, but by no assignment that covers what the request names (rule 9).
    OutOfScope,
    /// Allowed.
    Granted,
}

impl Reason {
    /// Every reason, in the order in which they apply.
    ///
    /// ```
    /// use rolepack::Reason;
    ///
    /// assert_eq!(Reason::ALL.first().map(|reason| reason.name()), Some("invalid-request"));
    /// assert!(Reason::ALL.is_sorted());   // by what applies first
    /// ```
    pub const ALL: [Self; 12] = [
        Self::InvalidRequest,
        Self::UnknownPermission,
        Self::UnknownRight,
        Self::RightRequired,
        Self::UnknownDimension,
        Self::NotInSnapshot,
        Self::UnknownUser,
        Self::InactiveUser,
        Self::NotGranted,
        Self::AccessMethod,
        Self::OutOfScope,
        Self::Granted,
    ];

    /// The reason's name as decisions write it, such as `not-granted`.
    ///
    /// ```
    /// assert_eq!(rolepack::Reason::OutOfScope.name(), "out-of-scope");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid-request",
            Self::UnknownPermission => "unknown-permission",
            Self::UnknownRight => "unknown-right",
            Self::RightRequired => "right-required",
            Self::UnknownDimension => "unknown-dimension",
            Self::NotInSnapshot => "not-in-snapshot",
            Self::UnknownUser => "unknown-user",
            Self::InactiveUser => "inactive-user",
            Self::NotGranted => "not-granted",
            Self::AccessMethod => "access-method",
            Self::OutOfScope => "out-of-scope",
            Self::Granted => "granted",
        }
    }
}

/// From where a role is held: directly (both absent), through a team, an identity-provider group, or a group that gives a team.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::{Request, Via};
///
/// let decision = access.check(&Request::new("ada", "createRun"));
/// assert_eq!(decision.via, Some(Via { team: Some("line-1"), identity_group: None }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Via<'a> {
    /// The team's id.
    pub team: Option<&'a str>,
    /// The presented group: (provider, group).
    pub identity_group: Option<(&'a str, &'a str)>,
}

/// An access level, named by its two keys.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::{Level, Request};
///
/// let decision = access.check(&Request::new("ada", "createRun").resource("location", "A"));
/// assert_eq!(decision.level, Some(Level { company: "ACME", key: "plant-a" }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Level<'a> {
    /// The company's key, or `*`.
    pub company: &'a str,
    /// The level's key in that company.
    pub key: &'a str,
}

/// The answer to one [`Request`](crate::Request). Borrows from the [`Access`](crate::Access) that made it.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::Request;
///
/// let decision = access.check(&Request::new("ada", "createRun").resource("location", "B"));
/// assert!(!decision.allowed && decision.scoped);
/// assert_eq!((decision.reason.name(), decision.organization, decision.sequence), ("out-of-scope", "acme", 42));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision<'a> {
    /// True exactly when `reason` is [`Reason::Granted`].
    pub allowed: bool,
    /// Why.
    pub reason: Reason,
    /// True exactly when the request named a resource.
    pub scoped: bool,
    /// The role that grants, of the first path that does.
    pub role: Option<&'a str>,
    /// From where that role is held.
    pub via: Option<Via<'a>>,
    /// The assignment's own level, else the first own or default level that covers, if the question was scoped.
    pub level: Option<Level<'a>>,
    /// The organisation that answered.
    pub organization: &'a str,
    /// The sequence of the snapshot that answered.
    pub sequence: u64,
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Serialize for Level<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut level = serializer.serialize_struct("Level", 2)?;
        level.serialize_field("company", self.company)?;
        level.serialize_field("key", self.key)?;
        level.end()
    }
}

impl Serialize for Via<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Group<'a>(&'a str, &'a str);
        impl Serialize for Group<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut group = serializer.serialize_struct("IdentityGroup", 2)?;
                group.serialize_field("provider", self.0)?;
                group.serialize_field("group", self.1)?;
                group.end()
            }
        }
        let fields = usize::from(self.team.is_some()) + usize::from(self.identity_group.is_some());
        let mut via = serializer.serialize_struct("Via", fields)?;
        if let Some((provider, group)) = self.identity_group {
            via.serialize_field("identityGroup", &Group(provider, group))?;
        }
        if let Some(team) = self.team {
            via.serialize_field("team", team)?;
        }
        via.end()
    }
}

impl Serialize for Decision<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let optional = [self.role.is_some(), self.via.is_some(), self.level.is_some()];
        let fields = 5 + optional.into_iter().filter(|present| *present).count();
        let mut decision = serializer.serialize_struct("Decision", fields)?;
        decision.serialize_field("allowed", &self.allowed)?;
        decision.serialize_field("reason", &self.reason)?;
        decision.serialize_field("scoped", &self.scoped)?;
        if let Some(role) = self.role {
            decision.serialize_field("role", role)?;
        }
        if let Some(via) = &self.via {
            decision.serialize_field("via", via)?;
        }
        if let Some(level) = &self.level {
            decision.serialize_field("level", level)?;
        }
        decision.serialize_field("organization", self.organization)?;
        decision.serialize_field("sequence", &self.sequence)?;
        decision.end()
    }
}
