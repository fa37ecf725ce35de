//! What came of the expectations.

use crate::Reason;
use crate::access::{Explanation, Path};
use crate::source::Place;
use serde::Serialize;
use std::collections::BTreeMap;

/// What was tried, and what does not hold.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::expect::Expectations;
///
/// let text = "expect: [{ user: ada, permission: closeRun, allowed: true }]";
/// let expectations = Expectations::parse([("acme.expect.yaml".into(), text.into())])?;
/// let report = expectations.test(&access)?;
/// assert_eq!((report.tested, report.failed.len()), (1, 1));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report<'a> {
    /// How many expectations there were: of `expect` one a user and permission, of the rest one an entry.
    pub tested: usize,
    /// Those that do not hold, in the order of the files.
    pub failed: Vec<Failed<'a>>,
}

/// One expectation that does not hold.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::expect::Expectations;
///
/// let text = "never: [{ together: [createRun, closeRun], because: four eyes }]";
/// let expectations = Expectations::parse([("acme.expect.yaml".into(), text.into())])?;
/// let report = expectations.test(&access)?;
/// assert_eq!(report.failed[0].because, Some("four eyes"));
/// assert_eq!(report.failed[0].place.range.unwrap().line, 1);
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Failed<'a> {
    /// Where the expectation stands.
    #[serde(flatten)]
    pub place: Place,
    /// Why it is expected, if its author said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<&'a str>,
    /// What is so instead.
    #[serde(flatten)]
    pub unmet: Unmet<'a>,
}

/// What is so, where something else was expected.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::expect::Expectations;
///
/// let text = "expect: [{ user: ada, permission: closeRun, allowed: true }]";
/// let expectations = Expectations::parse([("acme.expect.yaml".into(), text.into())])?;
/// use rolepack::expect::Unmet;
///
/// let report = expectations.test(&access)?;
/// let Unmet::Expect { user, explanation, .. } = &report.failed[0].unmet else { panic!() };
/// assert_eq!((*user, explanation.decision.reason.name()), ("ada", "not-granted"));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "unmet", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Unmet<'a> {
    /// Another decision.
    Expect {
        /// Whom it is about.
        user: &'a str,
        /// What was asked.
        #[serde(flatten)]
        asked: Asked<'a>,
        /// Whether it was expected to be allowed.
        expected: bool,
        /// The reason that was expected, if one was.
        #[serde(skip_serializing_if = "Option::is_none")]
        expected_reason: Option<Reason>,
        /// What is answered, and why.
        explanation: Box<Explanation<'a>>,
    },
    /// Somebody holds what nobody may hold together.
    Never {
        /// All who do, users before identity-provider groups, by id.
        offenders: Vec<Offender<'a>>,
    },
    /// Other roles than the expected grant it.
    OnlyRoles {
        /// What they grant.
        #[serde(flatten)]
        asked: Asked<'a>,
        /// Roles that grant it and were not expected to.
        unexpected: Vec<&'a str>,
        /// Roles that were expected to and do not.
        missing: Vec<&'a str>,
    },
    /// Other users than the expected may use it.
    OnlyUsers {
        /// What they may use.
        #[serde(flatten)]
        asked: Asked<'a>,
        /// Users who may and were not expected to, each with the first path.
        unexpected: Vec<Offender<'a>>,
        /// Users who were expected to and may not.
        missing: Vec<&'a str>,
    },
    /// More users than expected hold it.
    AtMost {
        /// What they hold.
        of: Duty<'a>,
        /// How many may.
        bound: usize,
        /// All who do.
        users: Vec<Offender<'a>>,
    },
    /// Fewer users than expected hold it.
    AtLeast {
        /// What they hold.
        of: Duty<'a>,
        /// How many must.
        bound: usize,
        /// All who do.
        users: Vec<Offender<'a>>,
    },
}

/// A grant that was asked about.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::expect::Expectations;
///
/// let text = "expect: [{ user: ada, permission: closeRun, allowed: true }]";
/// let expectations = Expectations::parse([("acme.expect.yaml".into(), text.into())])?;
/// use rolepack::expect::Unmet;
///
/// let report = expectations.test(&access)?;
/// let Unmet::Expect { asked, .. } = &report.failed[0].unmet else { panic!() };
/// assert_eq!((asked.permission, asked.right), ("closeRun", None));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked<'a> {
    /// The permission.
    pub permission: &'a str,
    /// The right, where the permission has rights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<&'a str>,
    /// What was named: a value a dimension.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub resource: BTreeMap<&'a str, &'a str>,
    /// The groups presented.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identity_groups: Vec<IdentityGroup<'a>>,
    /// The access method, where one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_method: Option<&'static str>,
}

/// A group of an identity provider.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::expect::Expectations;
///
/// let text = "never: [{ together: [createRun, readRuns], because: four eyes }]";
/// let expectations = Expectations::parse([("acme.expect.yaml".into(), text.into())])?;
/// use rolepack::expect::Unmet;
///
/// let report = expectations.test(&access)?;
/// let Unmet::Never { offenders } = &report.failed[0].unmet else { panic!() };
/// let group = offenders.iter().find_map(|offender| offender.identity_group).unwrap();   // whoever presents it holds both
/// assert_eq!((group.provider, group.group), ("okta", "MES-Operators"));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct IdentityGroup<'a> {
    /// The provider.
    pub provider: &'a str,
    /// The group, as the provider calls it.
    pub group: &'a str,
}

/// What somebody may hold.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::expect::Expectations;
///
/// let text = "atMost: [{ role: lead, users: 1 }]";
/// let expectations = Expectations::parse([("acme.expect.yaml".into(), text.into())])?;
/// use rolepack::expect::{Duty, Unmet};
///
/// let report = expectations.test(&access)?;
/// let Unmet::AtMost { of, bound, users } = &report.failed[0].unmet else { panic!() };
/// assert_eq!((of, *bound, users.len()), (&Duty::Role("lead"), 1, 2));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Duty<'a> {
    /// A grant.
    Grant(Asked<'a>),
    /// A role.
    Role(&'a str),
    /// Membership in a team.
    Team(&'a str),
}

/// Somebody who holds something.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::expect::Expectations;
///
/// let text = "never: [{ together: [createRun, closeRun], because: four eyes }]";
/// let expectations = Expectations::parse([("acme.expect.yaml".into(), text.into())])?;
/// use rolepack::expect::Unmet;
///
/// let report = expectations.test(&access)?;
/// let Unmet::Never { offenders } = &report.failed[0].unmet else { panic!() };
/// assert_eq!((offenders[0].user, offenders[0].holds.len()), (Some("ben"), 2));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Offender<'a> {
    /// The user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<&'a str>,
    /// Or the identity-provider group: whoever presents it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity_group: Option<IdentityGroup<'a>>,
    /// What is held, each with how.
    pub holds: Vec<HeldDuty<'a>>,
}

/// Something held, and how.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::expect::Expectations;
///
/// let text = "never: [{ together: [createRun, closeRun], because: four eyes }]";
/// let expectations = Expectations::parse([("acme.expect.yaml".into(), text.into())])?;
/// use rolepack::expect::Unmet;
///
/// let report = expectations.test(&access)?;
/// let Unmet::Never { offenders } = &report.failed[0].unmet else { panic!() };
/// assert_eq!(offenders[0].holds[0].path.as_ref().unwrap().role, "lead");
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeldDuty<'a> {
    /// What is held.
    pub what: Duty<'a>,
    /// The first path to it; a team's membership has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<Path<'a>>,
}
