//! What changed between two snapshots of one organisation: who gained and who lost what, and by which change.
//!
//! ```
//! # #[cfg(feature = "author")] {
//! use rolepack::compare::{Change, Who, compare};
//! use rolepack::{Access, LoadOptions, Model, pack, source};
//!
//! let load = |text: &str| -> Result<Access, Box<dyn std::error::Error>> {
//!     let bytes = pack(&Model::try_from(source::parse("acme.yaml", text)?)?, &pack::Options::default())?;
//!     Ok(Access::load(bytes, &LoadOptions::default())?)
//! };
//! let old = load("
//! organization: { id: acme }
//! permissions: [{ key: createRun }, { key: closeRun }]
//! roles: [{ id: operator, permissions: [createRun] }]
//! users: [{ id: ada, roles: [operator] }]
//! ")?;
//! let new = load("
//! organization: { id: acme }
//! permissions: [{ key: createRun }, { key: closeRun }]
//! roles: [{ id: operator, permissions: [createRun, closeRun] }]
//! users: [{ id: ada, roles: [operator] }]
//! ")?;
//!
//! let comparison = compare(&old, &new)?;
//! let [effect] = comparison.effects.as_slice() else { panic!() };
//! assert_eq!(effect.who, Who::Users(vec!["ada"]));
//! assert_eq!(effect.gained[0].grants[0].permission, "closeRun");
//! assert_eq!(effect.gained[0].because[0].change, Change::RoleGrants { role: "operator" });
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Somebody gains something where a request would be allowed by the new snapshot and was not by the old one, and loses it the other
//! way about. Both are found for all requests at once, exactly: grants that all roles treat alike are judged together, and so are users
//! who hold the same; what levels cover is compared as sets ([`Effect`] says where). What identity-provider groups give is told of the groups, and
//! of users and settings where those decide how far it reaches.

mod names;
mod bits;
mod sets;
mod boxes;
mod side;
mod view;
mod gains;
mod causes;
mod subjects;
mod structure;
mod assemble;
mod part;
mod later;
mod report;

pub use later::{Later, Span, Step, changes_after, changes_at, later};
pub use report::{
    All, Because, Change, Changed, Comparison, Counts, Effect, Grant, GrantChange, Setting, Unaffected, Who,
};
pub use structure::{
    Activation, HeldRole, LevelChange, MappingChange, Regrouped, RoleChange, Structure, TeamChange, Things, ValueChange,
};

use crate::Access;
use crate::access::SnapshotKind;
use side::Side;
use std::fmt;

/// The access methods, in the order in which pairs of them stand.
const METHODS: [&str; 2] = ["login", "slideIn"];

/// Why two snapshots cannot be compared.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::compare::{CompareError, compare};
/// use rolepack::{Access, LoadOptions};
///
/// let shard = Access::load(access.shard("a", "c").unwrap(), &LoadOptions::default()).unwrap();
/// assert_eq!(compare(&access, &shard), Err(CompareError::OtherPart));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompareError {
    /// They are of different organisations.
    OtherOrganization,
    /// One is a slice, or they answer for different users.
    OtherPart,
}

impl CompareError {
    /// A stable name for programs.
    ///
    /// ```
    /// assert_eq!(rolepack::compare::CompareError::OtherOrganization.code(), "other-organization");
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherOrganization => "other-organization",
            Self::OtherPart => "other-part",
        }
    }
}

impl fmt::Display for CompareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtherOrganization => "the two are of different organisations",
            Self::OtherPart => "the two answer for different users: compare whole snapshots, or shards of one range",
        })
    }
}

impl std::error::Error for CompareError {}

/// Compares two snapshots of one organisation: whole ones, or shards of one range.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let comparison = rolepack::compare::compare(&access, &next)?;
/// assert!(comparison.has_gains());
/// # Ok::<(), rolepack::compare::CompareError>(())
/// ```
///
/// # Errors
///
/// See [`CompareError`].
///
/// # Cost
///
/// One pass over both, then for each pair of profiles that users have before and after one over the roles held. 100,000 users with a
/// profile each, of whom half changed, took six seconds in a build for tests. Where somebody's levels overlap so much that to compare them
/// takes too long, a difference is told that may be none ([`GrantChange::inexact`]).
pub fn compare<'a>(old: &'a Access, new: &'a Access) -> Result<Comparison<'a>, CompareError> {
    if old.organization() != new.organization() {
        return Err(CompareError::OtherOrganization);
    }
    if Side::part(old) != Side::part(new) || old.kind() == SnapshotKind::Slice {
        return Err(CompareError::OtherPart);
    }
    Ok(assemble::assemble(old, new))
}
