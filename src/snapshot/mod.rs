//! The snapshot's bytes: how they are read and checked, and how they are written. `FORMAT.md`, beside this file, is the
//! definition; this module is its reader (`decode`) and its writer (`encode`).
//!
//! ```
//! use rolepack::snapshot::{FORMAT_VERSION, MAGIC};
//!
//! let bytes = std::fs::read("examples/workshop.rolepack").unwrap();
//! assert!(bytes.starts_with(&[&MAGIC[..], &FORMAT_VERSION.to_le_bytes()].concat()));
//! ```

pub(crate) mod text;
mod cursor;
mod decode;
pub(crate) mod encode;
pub(crate) mod envelope;
mod error;
mod header;
pub(crate) mod hash;
mod index;
pub(crate) mod tables;

pub(crate) use cursor::Cursor;
pub use envelope::{FORMAT_VERSION, MAGIC, MEDIA_TYPE};
pub use error::{Fault, LoadError, Section};
pub(crate) use header::{AnswersFor, Header};
pub(crate) use tables::Snapshot;

/// The highest sequence: past it JavaScript cannot tell numbers apart.
pub(crate) const MAX_SEQUENCE: u64 = (1 << 53) - 1;

/// The dimensions that every organisation has, `company` first; the others stand in the order of their `values`.
pub(crate) const BUILT_IN_DIMENSIONS: [&str; 5] = ["company", "location", "equipmentItem", "party", "tool"];

/// How much of a snapshot one section takes.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let users = access.sizes().into_iter().find(|section| section.section == "users").unwrap();
/// assert_eq!((users.count, users.bytes / users.count), (4, 8));   // ids, an e-mail, and the numbers of what they hold
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct SectionSize {
    /// The section, as FORMAT.md names it; `envelope and header` is everything that stands in no table.
    pub section: &'static str,
    /// How many records it holds.
    pub count: usize,
    /// How many bytes they take.
    pub bytes: usize,
}
