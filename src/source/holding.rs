//! How a role is held, and how an access level is referred to, in the source document.

use serde::{Deserialize, Deserializer, Serialize};

/// A role as held: its id alone, or within a level, from and until a time.
///
/// ```
/// use rolepack::source::{RoleAssignment, RoleRef};
///
/// assert_eq!(RoleRef::from("operator"), RoleRef::Id("operator".to_owned()));
/// let for_january = RoleRef::from(RoleAssignment { until: Some("2027-02-01".into()), ..RoleAssignment::new("lead") });
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum RoleRef {
    /// The role alone.
    Id(String),
    /// The role within a level, or for a time.
    Assignment(RoleAssignment),
}

/// A role held within an access level, or for a time.
///
/// ```
/// use rolepack::source::{LevelKeys, RoleAssignment};
///
/// let within = Some(LevelKeys::new("ACME", "plant-a").into());
/// let lead = RoleAssignment { within, from: Some("2026-12-01".into()), ..RoleAssignment::new("lead") };
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoleAssignment {
    /// The role's id.
    pub role: String,
    /// The level that the role is held within; none: the user's own levels count.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub within: Option<LevelRef>,
    /// RFC 3339 time or date, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub from: Option<String>,
    /// RFC 3339 time or date, exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub until: Option<String>,
}

/// A reference to an access level: `KEY`, `COMPANY/KEY`, or both apart.
///
/// ```
/// use rolepack::source::{LevelKeys, LevelRef};
///
/// assert_eq!(LevelRef::from("ACME/plant-a"), LevelRef::Text("ACME/plant-a".to_owned()));
/// let apart = LevelRef::from(LevelKeys::new("ACME", "plant-a"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum LevelRef {
    /// `KEY` or `COMPANY/KEY`.
    Text(String),
    /// Both keys apart.
    Keys(LevelKeys),
}

/// The two keys of an access level.
///
/// ```
/// use rolepack::source::LevelKeys;
///
/// let level = LevelKeys { company: "ACME".into(), key: "plant-a".into() };
/// assert_eq!(level, LevelKeys::new("ACME", "plant-a"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LevelKeys {
    /// The company's key, or `*`.
    pub company: String,
    /// The level's key in that company.
    pub key: String,
}

/// A field that is there has a value: `null` is a wrong type, not an absence. `"within": null` would be a role for everything.
pub(super) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
