//! What is allowed in an organisation's access, and seldom meant: roles that nobody holds, teams without members, people without access,
//! ids that look alike, assignments about to end.
//!
//! ```
//! # #[cfg(feature = "author")] {
//! use rolepack::lint::{Options, lint};
//! use rolepack::source;
//!
//! let source = source::parse("acme.yaml", "
//! organization: { id: acme }
//! permissions: [{ key: createRun }]
//! roles: [{ id: operator, permissions: [createRun] }]
//! users: [{ id: ada }]
//! ")?;
//! let report = lint(source, &Options::default())?;
//! let codes: Vec<&str> = report.findings.iter().map(|finding| finding.problem.code).collect();
//! assert_eq!(codes, ["unheld-role", "user-without-access"]);
//! assert_eq!(report.findings[0].problem.place.range.unwrap().line, 4);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Roles and permissions of catalogues are not the organisation's to mend, and are told of only where the organisation makes something of them.

mod codes;
mod gathered;
mod roles;
mod teams;
mod people;
mod alike;
mod times;
mod report;

pub use codes::{CODES, Code};
pub use report::{Finding, Level, Levels, Report};

use crate::Access;
use crate::source::{Problems, Source};
use gathered::Gathered;

/// What is looked for.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// use rolepack::lint::{Options, lint};
///
/// let day = 24 * 60 * 60 * 1000;
/// let at = 1_801_353_600_000 - 10 * day;   // Ben leads for ten more days
/// let report = lint(source, &Options { at, ending_within: 14 * day, previous: None })?;
/// assert!(report.findings.iter().any(|finding| finding.problem.code == "ending-assignment"));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// The time that says which assignments are in force; milliseconds since 1970-01-01T00:00Z.
    pub at: i64,
    /// How long before it an assignment's end is told, in milliseconds; 0: not at all.
    pub ending_within: i64,
    /// The snapshot before: who was in it and is no longer is looked at.
    pub previous: Option<&'a Access>,
}

/// Looks through a source.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// use rolepack::lint::{Options, lint};
///
/// let report = lint(source, &Options::default())?;
/// let unused = report.findings.iter().find(|finding| finding.problem.code == "unused-level").unwrap();
/// assert!(unused.problem.message.contains("`ACME/plant-b`"));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
///
/// # Errors
///
/// All for which the source would not be packed: that comes first.
///
/// # Cost
///
/// Linear in the source, but for sorting, and for roles: each is compared with those that hold its rarest grant.
pub fn lint(source: Source, options: &Options<'_>) -> Result<Report, Problems> {
    let (model, places) = source.into_model_with_places(&mut |_| {})?;
    let mut gathered = Gathered::new(&model, places, options);
    roles::look(&mut gathered);
    teams::look(&mut gathered);
    people::look(&mut gathered);
    alike::look(&mut gathered);
    times::look(&mut gathered);
    Ok(gathered.report())
}

/// Looks through a snapshot: of what it does not hold, such as times and files, nothing is told.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::lint::{Options, lint_snapshot};
///
/// let report = lint_snapshot(&access, &Options::default())?;
/// assert!(report.findings.iter().any(|finding| finding.problem.code == "unused-level"));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
///
/// # Errors
///
/// None of a snapshot that was packed from a source.
pub fn lint_snapshot(access: &Access, options: &Options<'_>) -> Result<Report, Problems> {
    lint(Source::from_document(crate::unpack(access).document)?, options)
}
