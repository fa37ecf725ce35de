//! What came of a comparison.

use super::structure::Structure;
use crate::Level;
use crate::source::format_time;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// What changed from one snapshot of an organisation to another, and what comes of it for whom.
///
/// Names, texts and the sequence are not compared, and of times only when the next assignment begins or ends: what that is a snapshot does
/// not hold ([`later`](super::later) compares sources).
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// assert_eq!((comparison.old_sequence, comparison.new_sequence), (42, 43));
/// assert_eq!((comparison.users.gaining, comparison.users.losing), (3, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison<'a> {
    /// The organisation's id.
    pub organization: &'a str,
    /// The sequence of the old snapshot.
    pub old_sequence: u64,
    /// The sequence of the new snapshot.
    pub new_sequence: u64,
    /// When the next assignment of the old snapshot begins or ends; milliseconds since 1970-01-01T00:00Z, in JSON an RFC 3339 time.
    #[serde(serialize_with = "time", skip_serializing_if = "Option::is_none")]
    pub old_next_change: Option<i64>,
    /// The same of the new snapshot.
    #[serde(serialize_with = "time", skip_serializing_if = "Option::is_none")]
    pub new_next_change: Option<i64>,
    /// What holds of everybody, scoping first.
    pub settings: Vec<Setting<'a>>,
    /// How many users there are in either snapshot, and how many gain and lose.
    pub users: Counts,
    /// Every change that somebody gains or loses by, those that most users gain by first.
    pub changes: Vec<Changed<'a>>,
    /// Who gains and loses what. Users who gain and lose the same stand together; each user stands once.
    pub effects: Vec<Effect<'a>>,
    /// Users who hold things otherwise than before and may do the same.
    pub unaffected: Vec<Unaffected<'a>>,
    /// What was added, removed and changed, whatever comes of it.
    pub structure: Structure<'a>,
}

/// A setting of the organisation that changed.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// use rolepack::compare::Setting;
///
/// assert_eq!(comparison.settings, [Setting::Dimension { dimension: "status", added: true }]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "setting", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Setting<'a> {
    /// Scoping was switched on, or off: then what requests name is ignored.
    Scoping {
        /// Whether it is on now.
        on: bool,
    },
    /// Unknown users are now allowed what their groups give, or no longer.
    UnknownUsers {
        /// Whether they are allowed it now.
        groups: bool,
    },
    /// A dimension was declared, or is no longer.
    Dimension {
        /// The dimension.
        dimension: &'a str,
        /// Whether it is there now.
        added: bool,
    },
}

/// Numbers of users.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// use rolepack::compare::Counts;
///
/// assert_eq!(comparison.users, Counts { all: 5, gaining: 3, losing: 1 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// In either snapshot.
    pub all: usize,
    /// Who gain something.
    pub gaining: usize,
    /// Who lose something.
    pub losing: usize,
}

/// A change and how many users gain and lose by it.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// use rolepack::compare::Change;
///
/// let most = &comparison.changes[0];
/// assert_eq!(most.because.change, Change::RoleGrants { role: "operator" });
/// assert_eq!((most.gaining, most.losing), (2, 0));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed<'a> {
    /// The change.
    #[serde(flatten)]
    pub because: Because<'a>,
    /// How many users gain something by it.
    pub gaining: usize,
    /// How many users lose something by it.
    pub losing: usize,
    /// How many identity-provider groups and other unknown users gain or lose something by it.
    pub others: usize,
}

/// What some gain and lose.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// let ada = &comparison.effects[0];
/// assert_eq!(ada.gained[0].grants[0].permission, "closeRun");
/// assert_eq!(ada.lost[0].grants[0].permission, "createRun");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effect<'a> {
    /// Who.
    #[serde(flatten)]
    pub who: Who<'a>,
    /// What they may do now and could not before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gained: Vec<GrantChange<'a>>,
    /// What they could do before and may not now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<GrantChange<'a>>,
}

/// Whom something is about.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// use rolepack::compare::Who;
///
/// assert_eq!(comparison.effects[0].who, Who::Users(vec!["ada"]));
/// assert!(comparison.effects.iter().any(|effect| matches!(effect.who, Who::IdentityGroup { provider: "okta", .. })));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Who<'a> {
    /// Users, by id.
    Users(Vec<&'a str>),
    /// Whoever presents the group of an identity provider.
    IdentityGroup {
        /// The provider.
        provider: &'a str,
        /// The group.
        group: &'a str,
    },
    /// Whom neither snapshot knows, by what groups give: one of an id that levels name as an employee.
    UnknownUser(&'a str),
    /// Whom neither snapshot knows, by what groups give.
    UnknownUsers(All),
}

/// All of them.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// use rolepack::compare::{All, Who};
///
/// let unknown = Who::UnknownUsers(All::All);
/// assert!(comparison.effects.iter().all(|effect| effect.who != unknown));   // nothing changes for them
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum All {
    /// All of them.
    All,
}

/// Grants gained or lost in the same way.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// let closing = &comparison.effects[0].gained[0];
/// assert!(closing.wholly && !closing.everywhere);
/// assert_eq!(closing.levels[0].key, "plant-a");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GrantChange<'a> {
    /// The grants, by permission. None: it is all that presented identity-provider groups give.
    #[serde(serialize_with = "list")]
    pub grants: Arc<[Grant<'a>]>,
    /// The access methods by which.
    pub access_methods: Vec<&'static str>,
    /// Gained: it was not held at all before. Lost: it is not held at all any more. Otherwise it is held in more places, or in fewer.
    pub wholly: bool,
    /// In every place, since there is no scoping.
    pub everywhere: bool,
    /// Wherever the own levels of whoever presents the group reach.
    pub own_levels: bool,
    /// It cannot be told exactly: so many levels overlap that to find out whether others covered, or cover, the same would take too
    /// long. Then it is taken for a difference.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub inexact: bool,
    /// The levels by which it is, or was, held there.
    pub levels: Vec<Level<'a>>,
    /// By which changes.
    pub because: Vec<Because<'a>>,
}

/// A permission, and the right where it has rights.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// use rolepack::compare::Grant;
///
/// let orders = &comparison.effects[0].gained[1];
/// assert_eq!(orders.grants[0], Grant { permission: "order", right: Some("add") });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Grant<'a> {
    /// The permission.
    pub permission: &'a str,
    /// The right, where the permission has rights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<&'a str>,
}

/// One change and its direction.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// use rolepack::compare::{Because, Change};
///
/// let lost = &comparison.effects[0].lost[0];
/// assert_eq!(lost.because, [Because { change: Change::RoleGrants { role: "operator" }, added: false }]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Because<'a> {
    /// What changed.
    #[serde(flatten)]
    pub change: Change<'a>,
    /// Whether that is so now and was not before, or the other way about.
    pub added: bool,
}

/// What may change. Whoever gains or loses by it is not named in it.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// use rolepack::compare::Change;
///
/// let orders = &comparison.effects[0].gained[1];
/// assert_eq!(orders.because[0].change, Change::TeamRole { team: "line-1", role: "buyer", within: None });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(tag = "change", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Change<'a> {
    /// The organisation scopes.
    Scoping,
    /// Unknown users are allowed what their groups give.
    UnknownUsers,
    /// A dimension is declared.
    Dimension {
        /// The dimension.
        dimension: &'a str,
    },
    /// The user is known, or the group has a mapping.
    There,
    /// The user is active.
    Active,
    /// The user holds a role directly, or the mapping gives it.
    Role {
        /// The role.
        role: &'a str,
        /// The level that it is held within.
        #[serde(skip_serializing_if = "Option::is_none")]
        within: Option<Level<'a>>,
    },
    /// The user is in a team, or the mapping gives it.
    Team {
        /// The team.
        team: &'a str,
    },
    /// A team has a role.
    TeamRole {
        /// The team.
        team: &'a str,
        /// The role.
        role: &'a str,
        /// The level that it is held within.
        #[serde(skip_serializing_if = "Option::is_none")]
        within: Option<Level<'a>>,
    },
    /// A role holds the grants: by itself, or through a permission group.
    RoleGrants {
        /// The role.
        role: &'a str,
    },
    /// A role counts for an access method.
    RoleAccessMethod {
        /// The role.
        role: &'a str,
        /// `login` or `slideIn`.
        access_method: &'static str,
    },
    /// A level is active.
    LevelActive {
        /// The level.
        level: Level<'a>,
    },
    /// A level lists values.
    LevelCovers {
        /// The level.
        level: Level<'a>,
    },
    /// A level is assigned to the user.
    OwnLevel {
        /// The level.
        level: Level<'a>,
    },
    /// A level names the user's employee.
    EmployeeLevel {
        /// The level.
        level: Level<'a>,
    },
    /// A level is its company's default.
    DefaultLevel {
        /// The level.
        level: Level<'a>,
    },
    /// The user has own levels, so that the defaults do not count.
    OwnLevels,
    /// The user has this e-mail, which `$user` stands for.
    Email,
}

/// Users who hold things otherwise and may do the same.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
/// let eve = &comparison.unaffected[0];   // is an administrator now, which gives her nothing that she had not
/// assert_eq!((eve.users.as_slice(), eve.because.len()), (["eve"].as_slice(), 1));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unaffected<'a> {
    /// By id.
    pub users: Vec<&'a str>,
    /// How they hold things otherwise.
    pub because: Vec<Because<'a>>,
}

impl Comparison<'_> {
    /// Whether anybody gains anything: by a role, a level, a group, a setting. Where this says no, whatever is allowed by the new snapshot
    /// was allowed by the old one, whoever asks and whatever groups are presented.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
    /// assert!(comparison.has_gains());   // `pack --deny-gains` writes nothing then
    /// ```
    #[must_use]
    pub fn has_gains(&self) -> bool {
        self.effects.iter().any(|effect| !effect.gained.is_empty())
    }

    /// Whether anybody loses anything.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let comparison = rolepack::compare::compare(&access, &next).unwrap();
    /// assert!(comparison.has_losses());
    /// ```
    #[must_use]
    pub fn has_losses(&self) -> bool {
        self.effects.iter().any(|effect| !effect.lost.is_empty())
    }

    /// Whether nothing differs that a decision reads, nor when the next assignment begins or ends.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let same = rolepack::compare::compare(&access, &access)?;
    /// assert!(same.is_empty());
    /// # Ok::<(), rolepack::compare::CompareError>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.old_next_change == self.new_next_change
            && self.settings.is_empty()
            && self.effects.is_empty()
            && self.unaffected.is_empty()
            && self.structure.is_empty()
    }
}

#[expect(clippy::ref_option, reason = "that is how serde passes a field")]
fn time<S: Serializer>(time: &Option<i64>, serializer: S) -> Result<S::Ok, S::Error> {
    time.and_then(format_time).serialize(serializer)
}

fn list<S: Serializer>(grants: &Arc<[Grant<'_>]>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(grants.iter())
}
