//! The codes of findings: a stable set.

use serde::Serialize;

/// One kind of finding.
///
/// ```
/// let code = rolepack::lint::CODES[0];
/// assert_eq!((code.code, code.about), ("contained-role", "all that a role grants, another grants too"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Code {
    /// In kebab-case.
    pub code: &'static str,
    /// What it is about, in one line.
    pub about: &'static str,
}

/// Every code.
///
/// ```
/// assert!(rolepack::lint::CODES.iter().any(|code| code.code == "unheld-role"));
/// ```
pub const CODES: [Code; 15] = [
    Code { code: "contained-role", about: "all that a role grants, another grants too" },
    Code { code: "empty-role", about: "a role that grants nothing" },
    Code { code: "empty-team", about: "a team that nobody is in and no mapping gives" },
    Code { code: "ended-assignment", about: "an assignment that has ended" },
    Code { code: "ending-assignment", about: "an assignment that is about to end" },
    Code { code: "equal-role", about: "two roles that grant the same" },
    Code { code: "inactive-level", about: "a role held within a level that is inactive, which gives nothing" },
    Code { code: "redundant-role", about: "a role held directly and through a team as well" },
    Code { code: "removed-user", about: "somebody removed, who as an unknown user is allowed what groups give" },
    Code { code: "similar-ids", about: "ids that differ in case or Unicode form only" },
    Code { code: "team-without-roles", about: "a team that gives its members nothing" },
    Code { code: "ungranted-permission", about: "a permission that no role grants" },
    Code { code: "unheld-role", about: "a role that nobody holds" },
    Code { code: "unused-level", about: "a level that is nobody's, and within which no role is held" },
    Code { code: "user-without-access", about: "an active user who is allowed nothing" },
];
