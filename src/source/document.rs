//! The source document of the access model, field for field. What a field means is said in the access model; here stand
//! the shapes and the defaults.

use super::holding::{LevelRef, RoleRef, present};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// One source document, or several joined. Nothing in it is checked yet.
///
/// ```
/// use rolepack::source::{Document, Permission, Role, User};
///
/// let document = Document {
///     permissions: vec![Permission::new("createRun")],
///     roles: vec![Role { permissions: vec!["createRun".into()], ..Role::new("operator") }],
///     users: vec![User { roles: vec!["operator".into()], ..User::new("ada") }],
///     ..Document::new("acme")
/// };
/// let model = rolepack::Model::try_from(document)?;
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Document {
    /// The organisation; exactly one document of a source has it.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub organization: Option<Organization>,
    /// Built-in catalogues with their version (`ion@1`), or files relative to the source's directory.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub catalogues: Vec<String>,
    /// The dimensions that the organisation declares beside the five built in, at most 32.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<String>,
    /// Permissions beside those of the catalogues.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub permissions: Vec<Permission>,
    /// Roles beside those of the catalogues.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Teams.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Team>,
    /// Users.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<User>,
    /// What identity-provider groups give.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group_mappings: Vec<GroupMapping>,
    /// Access levels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub access_levels: Vec<AccessLevel>,
}

/// The organisation itself.
///
/// ```
/// use rolepack::source::{Organization, UnknownUsers};
///
/// let acme = Organization { unknown_users: Some(UnknownUsers::Deny), ..Organization::new("acme") };
/// assert_eq!((acme.id.as_str(), acme.scoping), ("acme", None));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Organization {
    /// Decisions never cross organisations.
    pub id: String,
    /// The id, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub name: Option<String>,
    /// Whether requests that name a resource are checked against it; true exactly when there is an access level, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub scoping: Option<bool>,
    /// `groups`, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub unknown_users: Option<UnknownUsers>,
    /// The author's; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Value>,
    /// Keys of other systems, so that an import can be exported again; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub external: Map<String, Value>,
}

/// What a user whom nobody knows is allowed.
///
/// ```
/// use rolepack::source::UnknownUsers;
///
/// assert_eq!(UnknownUsers::default(), UnknownUsers::Groups);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum UnknownUsers {
    /// What the presented groups map to.
    #[default]
    Groups,
    /// Nothing.
    Deny,
}

/// Whether a permission guards an action or is a read.
///
/// ```
/// use rolepack::source::{Kind, Permission};
///
/// let reading = Permission { kind: Some(Kind::Read), ..Permission::new("readRuns") };
/// assert_eq!(Kind::default(), Kind::Action);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Guards a create, update or delete.
    #[default]
    Action,
    /// Guards reading (rule 7).
    Read,
}

/// What an action does; informative.
///
/// ```
/// use rolepack::source::{Action, Permission};
///
/// let creating = Permission { action: Some(Action::Create), ..Permission::new("createRun") };
/// assert_eq!(creating.action, Some(Action::Create));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Action {
    /// Makes something.
    Create,
    /// Changes something.
    Update,
    /// Removes something.
    Delete,
    /// Anything else.
    Other,
}

/// The access methods that a role counts for (rule 5).
///
/// ```
/// use rolepack::source::{ApplyTo, Role};
///
/// let buyer = Role { apply_to: Some(ApplyTo::Login), ..Role::new("buyer") };
/// assert_eq!(ApplyTo::default(), ApplyTo::LoginAndSlideIn);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ApplyTo {
    /// For the ordinary sign-in only.
    Login,
    /// For entering from another organisation only.
    SlideIn,
    /// For both.
    #[default]
    LoginAndSlideIn,
}

impl ApplyTo {
    /// Each by its name.
    pub(crate) const WORDS: [(&'static str, Self); 3] =
        [("login", Self::Login), ("slideIn", Self::SlideIn), ("loginAndSlideIn", Self::LoginAndSlideIn)];
}

/// A permission: what an action, or the reading of an area, is guarded by.
///
/// ```
/// use rolepack::source::Permission;
///
/// let order = Permission { rights: vec!["list".into(), "add".into()], ..Permission::new("order") };
/// assert_eq!(order.rights.len(), 2);   // a grant each
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Permission {
    /// The permanent name, case-sensitive.
    pub key: String,
    /// The product module that it belongs to; informative.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub module: Option<String>,
    /// The key, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub name: Option<String>,
    /// A few words, for people.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub title: Option<String>,
    /// A sentence or two, for people.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub description: Option<String>,
    /// The feature area. A permission group exists by being named here.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub permission_group: Option<String>,
    /// `action`, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub kind: Option<Kind>,
    /// What the action does; informative.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub action: Option<Action>,
    /// In order; none: the permission itself is one grant. Rights do not imply one another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rights: Vec<String>,
    /// The author's; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Value>,
    /// Keys of other systems, so that an import can be exported again; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub external: Map<String, Value>,
}

/// A named set of grants.
///
/// ```
/// use rolepack::source::{PermissionRights, Role};
///
/// let buyer = Role { permissions: vec![PermissionRights::new("order", ["list"]).into()], ..Role::new("buyer") };
/// let lead = Role { permission_groups: vec!["runs".into()], ..Role::new("lead") };   // all that the group ever holds
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Role {
    /// What everything else refers to.
    pub id: String,
    /// May change freely; the id, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub name: Option<String>,
    /// For people.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub description: Option<String>,
    /// Informative; `enterprise`, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub role_type: Option<String>,
    /// `loginAndSlideIn`, if not said (rule 5).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub apply_to: Option<ApplyTo>,
    /// A system role attaches to users only (rule 4).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub system: Option<bool>,
    /// Groups attached: every grant of their permissions, present and future (rule 2).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub permission_groups: Vec<String>,
    /// Single permissions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub permissions: Vec<RolePermission>,
    /// The author's; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Value>,
    /// Keys of other systems, so that an import can be exported again; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub external: Map<String, Value>,
}

/// A permission in a role: its key alone, or with the rights of it.
///
/// ```
/// use rolepack::source::{PermissionRights, RolePermission};
///
/// assert_eq!(RolePermission::from("createRun"), RolePermission::Key("createRun".to_owned()));
/// let some = RolePermission::from(PermissionRights::new("order", ["list"]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum RolePermission {
    /// A permission without rights.
    Key(String),
    /// A permission with some of its rights.
    Rights(PermissionRights),
}

/// A permission and some of its rights.
///
/// ```
/// use rolepack::source::PermissionRights;
///
/// let some = PermissionRights { permission: "order".into(), rights: vec!["list".into(), "add".into()] };
/// assert_eq!(some, PermissionRights::new("order", ["list", "add"]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PermissionRights {
    /// The permission's key.
    pub permission: String,
    /// The rights that the role gives of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rights: Vec<String>,
}

/// A team: users who hold its roles.
///
/// ```
/// use rolepack::source::{RoleAssignment, Team};
///
/// let operators = RoleAssignment { within: Some("plant-a".into()), ..RoleAssignment::new("operator") };
/// let line = Team { roles: vec![operators.into(), "buyer".into()], ..Team::new("line-1") };
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Team {
    /// What users and mappings refer to.
    pub id: String,
    /// The id, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub name: Option<String>,
    /// Every present and future member holds these (rule 3). No system roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleRef>,
    /// The author's; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Value>,
    /// Keys of other systems, so that an import can be exported again; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub external: Map<String, Value>,
}

/// A user.
///
/// ```
/// use rolepack::source::User;
///
/// let ada = User { teams: vec!["line-1".into()], access_levels: vec!["ACME/plant-a".into()], ..User::new("ada@acme.example") };
/// assert_eq!(ada.active, None);   // not said: active
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct User {
    /// What requests name, byte for byte.
    pub id: String,
    /// The id, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub name: Option<String>,
    /// No two users have the same, and none has another's id.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub email: Option<String>,
    /// True, if not said. An inactive user is allowed nothing (rule 6).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub active: Option<bool>,
    /// The key by which another system, and access levels, know the user.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub employee: Option<String>,
    /// Roles held directly.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleRef>,
    /// The teams that the user is in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<String>,
    /// The user's own levels (rule 9).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access_levels: Vec<LevelRef>,
    /// The author's; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Value>,
    /// Keys of other systems, so that an import can be exported again; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub external: Map<String, Value>,
}

/// An identity-provider group and what it gives.
///
/// ```
/// use rolepack::source::GroupMapping;
///
/// let mapping = GroupMapping { roles: vec!["operator".into()], ..GroupMapping::new("okta", "MES-Operators") };
/// assert!(mapping.teams.is_empty());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupMapping {
    /// The identity provider.
    pub provider: String,
    /// The group, as the provider calls it.
    pub group: String,
    /// Roles that the group gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleRef>,
    /// Teams whose roles the group gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<String>,
    /// The author's; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Value>,
    /// Keys of other systems, so that an import can be exported again; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub external: Map<String, Value>,
}

/// An access level: what requests a role may be used for.
///
/// ```
/// use rolepack::source::AccessLevel;
///
/// let mut plant = AccessLevel { locations: vec!["A".into()], ..AccessLevel::new("ACME", "plant-a", "Plant A") };
/// plant.covers.insert("owner".into(), vec!["$user".into()]);   // what is the user's own
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccessLevel {
    /// Unique within the company.
    pub key: String,
    /// The company's key; `*`: every company.
    pub company: String,
    /// For people; required.
    pub description: String,
    /// For people.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub remarks: Option<String>,
    /// True, if not said. An inactive level covers nothing.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub is_active: Option<bool>,
    /// False, if not said. At most one a company: the level of users who have none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub is_default: Option<bool>,
    /// Equipment that a request may name; `*`: every one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equipment_items: Vec<String>,
    /// Locations that a request may name; `*`: every one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<String>,
    /// Parties that a request may name; `*`: every one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// Tools that a request may name; `*`: every one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<String>,
    /// Values of declared dimensions; `$user`: the user's own id or e-mail.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub covers: BTreeMap<String, Vec<String>>,
    /// The employee whose own level this is.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub employee: Option<String>,
    /// The author's; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub custom_attributes: Map<String, Value>,
    /// The author's; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Value>,
    /// Keys of other systems, so that an import can be exported again; never packed.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub external: Map<String, Value>,
}
