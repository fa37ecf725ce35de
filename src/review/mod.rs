//! Access reviews: who holds what and from where, a row each, for people to decide on; and their decisions, put into the
//! source, with evidence of what was decided.
//!
//! ```text
//! Source or snapshot  →  Review  →  CSV  →  (people decide)  →  CSV + Source  →  changed texts + Evidence
//! ```
//!
//! ```
//! # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
//! # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
//! use rolepack::review::{By, Review, apply};
//!
//! let review = Review::of_source(&source, 0, By::Team)?;
//! assert_eq!(review.rows.len(), 5);
//! // People decide, in a spreadsheet: here all is kept, but what Eve holds.
//! let table: String = review.to_csv().lines().map(|row| {
//!     let decided = if row.contains("eve") { ",revoke,ines,,checksum" } else { ",keep,ines,,checksum" };
//!     row.replace(",,,,checksum", decided) + "
//! "
//! }).collect();
//! let applied = apply(("review.csv", &table), &source, 0, None)?;
//! assert_eq!((applied.evidence.kept, applied.evidence.revoked), (4, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod held;
mod written;
mod table;
mod stamp;
mod decided;
mod edit;
mod apply;

pub use apply::{Applied, Changed, Decided, Evidence, apply};
pub use written::Filled;

use crate::access::SnapshotKind;
use crate::source::{Document, Problems, Source};
use crate::{Access, LoadError, LoadOptions, Model, pack, unpack};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the rows of a review are sorted by, which is the first column.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// use rolepack::review::{By, Review};
///
/// let review = Review::of_source(&source, 0, By::Role)?;
/// let roles: Vec<&str> = review.rows.iter().map(|row| row.by.as_str()).collect();
/// assert_eq!(roles, ["admin", "buyer", "lead", "lead", "operator"]);
/// # Ok::<(), rolepack::review::ReviewError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The team that gives the role; none: held directly.
    Team,
    /// The role.
    Role,
    /// The user's manager, `attributes.manager`, which a source alone has.
    Manager,
}

/// What a review is of.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// use rolepack::review::{By, Of, Review};
///
/// assert_eq!(Review::of_source(&source, 0, By::Team)?.of, Of::Source);
/// # Ok::<(), rolepack::review::ReviewError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Of {
    /// A source: every assignment has a row, with its times.
    Source,
    /// A snapshot: what was in force has a row, which is about it at whatever times.
    Snapshot,
}

/// What there is to decide.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// use rolepack::review::{By, Review};
///
/// let review = Review::of_source(&source, 0, By::Team)?;
/// assert_eq!((review.rows.len(), review.mappings), (5, 1));
/// # Ok::<(), rolepack::review::ReviewError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Review {
    /// The checksum of the snapshot that is reviewed.
    pub snapshot: String,
    /// Whether that was reviewed, or the source that it was packed of.
    pub of: Of,
    /// Sorted by what was asked for, then by user, role and whence.
    pub rows: Vec<Row>,
    /// Identity-provider groups that give roles. Who is in them, their provider knows: no row is about that.
    pub mappings: usize,
}

/// A role that a user holds, and whence.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// use rolepack::review::{By, Review};
///
/// let review = Review::of_source(&source, 0, By::Team)?;
/// let ada = review.rows.iter().find(|row| row.user == "ada").unwrap();
/// assert_eq!((ada.role.as_str(), ada.team.as_str(), ada.within.as_str()), ("operator", "line-1", "ACME/plant-a"));
/// # Ok::<(), rolepack::review::ReviewError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// What the rows are sorted by.
    pub by: String,
    /// The user's id.
    pub user: String,
    /// The role's id.
    pub role: String,
    /// The team that gives the role; empty: held directly.
    pub team: String,
    /// The access level that the role is held within, `COMPANY/KEY`; empty: none.
    pub within: String,
    /// RFC 3339; empty: ever since, or not in the snapshot.
    pub from: String,
    /// RFC 3339; empty: for ever, or not in the snapshot.
    pub until: String,
    /// The user's name.
    pub name: String,
    /// Whether the user is active.
    pub active: bool,
    /// The role's name.
    pub role_name: String,
}

/// Why there is no review.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// use rolepack::review::{By, Review, ReviewError};
///
/// assert_eq!(Review::of_source(&source, 0, By::Manager), Err(ReviewError::NoManagers));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReviewError {
    /// The source is refused.
    Source(Problems),
    /// The snapshot is refused.
    Load(LoadError),
    /// The snapshot is a shard, which lacks all users but those of its range.
    Shard,
    /// It cannot be packed.
    Pack(pack::PackError),
    /// Nobody has a manager: a snapshot says of no one, a source in `attributes.manager`.
    NoManagers,
    /// The manager of this user is no string.
    NoName(String),
}

impl fmt::Display for ReviewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(problems) => problems.fmt(f),
            Self::Load(error) => error.fmt(f),
            Self::Shard => f.write_str("a shard, which lacks all users but those of its range"),
            Self::Pack(error) => error.fmt(f),
            Self::NoManagers => f.write_str("no user has a manager, which a source says in `attributes.manager`"),
            Self::NoName(user) => {
                write!(f, "`attributes.manager` of {} is no string", crate::source::words::quote(user))
            }
        }
    }
}

impl std::error::Error for ReviewError {}

impl From<Problems> for ReviewError {
    fn from(problems: Problems) -> Self {
        Self::Source(problems)
    }
}

impl Review {
    /// The review of a source; its checksum is that of the snapshot packed at this time, in milliseconds since 1970. Assignments
    /// that are not in force are reviewed too. Linear in what users hold, but for sorting.
    ///
    /// ```
    /// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
    /// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
    /// use rolepack::review::{By, Review};
    ///
    /// let review = Review::of_source(&source, 0, By::Team)?;
    /// let ben = review.rows.iter().find(|row| row.role == "lead").unwrap();
    /// assert_eq!(ben.until, "2027-01-31T00:00:00Z");
    /// # Ok::<(), rolepack::review::ReviewError>(())
    /// ```
    ///
    /// # Errors
    /// A source that is refused; managers asked for that are not there.
    pub fn of_source(source: &Source, at: i64, by: By) -> Result<Self, ReviewError> {
        let snapshot = checksum(&packed(&source.check()?, at).map_err(ReviewError::Pack)?);
        Self::of((snapshot, Of::Source), &source.with_everybody()?, by)
    }

    /// The review of a whole snapshot, which may have expired.
    ///
    /// ```
    /// use rolepack::review::{By, Review};
    ///
    /// let review = Review::of_snapshot(std::fs::read("examples/workshop.rolepack").unwrap(), By::Team)?;
    /// assert!(review.snapshot.starts_with("checksum:"));
    /// # Ok::<(), rolepack::review::ReviewError>(())
    /// ```
    ///
    /// # Errors
    /// A snapshot that is refused, or a part of one; managers, which no snapshot has.
    pub fn of_snapshot(bytes: Vec<u8>, by: By) -> Result<Self, ReviewError> {
        let snapshot = checksum(&bytes);
        let options = LoadOptions { now: Some(i64::MIN), ..LoadOptions::default() };
        let access = Access::load(bytes, &options).map_err(ReviewError::Load)?;
        if access.kind() == SnapshotKind::Shard {
            return Err(ReviewError::Shard);
        }
        Self::of((snapshot, Of::Snapshot), &unpack(&access).document, by)
    }

    fn of((snapshot, of): (String, Of), document: &Document, by: By) -> Result<Self, ReviewError> {
        let names = document.roles.iter().map(|role| (role.id.as_str(), role.name.as_deref().unwrap_or_default()));
        let names: std::collections::HashMap<&str, &str> = names.collect();
        let mut rows = Vec::new();
        let mut managers = 0;
        for held in held::all(document) {
            let Some(user) = document.users.get(held.user) else { continue };
            let by = match by {
                By::Team => held.team.to_owned(),
                By::Role => held.role.to_owned(),
                By::Manager => match user.attributes.get("manager") {
                    None => String::new(),
                    Some(serde_json::Value::String(manager)) => {
                        managers += 1;
                        manager.clone()
                    }
                    Some(_) => return Err(ReviewError::NoName(user.id.clone())),
                },
            };
            rows.push(Row {
                by,
                user: user.id.clone(),
                role: held.role.to_owned(),
                team: held.team.to_owned(),
                within: held.within,
                from: held.from,
                until: held.until,
                name: user.name.clone().unwrap_or_default(),
                active: user.active.unwrap_or(true),
                role_name: names.get(held.role).copied().unwrap_or_default().to_owned(),
            });
        }
        if by == By::Manager && managers == 0 {
            return Err(ReviewError::NoManagers);
        }
        rows.sort();
        Ok(Self { snapshot, of, rows, mappings: document.group_mappings.len() })
    }
}

fn packed(model: &Model, at: i64) -> Result<Vec<u8>, pack::PackError> {
    pack(model, &pack::Options { at: Some(at), ..pack::Options::default() })
}

/// The checksum of a snapshot, as FORMAT.md places it. No number alone: a spreadsheet would round it.
fn checksum(snapshot: &[u8]) -> String {
    let bytes = snapshot.get(20..28).unwrap_or_default();
    let digits: String = bytes.iter().rev().map(|byte| format!("{byte:02x}")).collect();
    format!("checksum:{digits}")
}
