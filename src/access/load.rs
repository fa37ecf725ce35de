//! From bytes to something that answers.

use super::request::AccessMethod;
use crate::snapshot::tables::Part;
use crate::snapshot::{LoadError, Snapshot};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// One snapshot, checked and ready to answer. `Send + Sync`; a clone shares the snapshot and costs a counter.
///
/// Memory: the snapshot's bytes, an index of 12 bytes a user, and 8 bytes for every other record.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let elsewhere = access.clone();   // shares the snapshot
/// let thread = std::thread::spawn(move || elsewhere.can("ada", "createRun"));
/// assert_eq!(thread.join().unwrap(), access.can("ada", "createRun"));
/// ```
#[derive(Clone)]
pub struct Access {
    pub(crate) snapshot: Arc<Snapshot>,
}

/// What a reader expects of the bytes that it is given.
///
/// ```
/// use rolepack::{Access, LoadOptions};
///
/// let bytes = std::fs::read("examples/workshop.rolepack")?;
/// let expected = LoadOptions { organization: Some("acme"), min_sequence: Some(42), ..LoadOptions::default() };
/// let access = Access::load(bytes, &expected)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct LoadOptions<'a> {
    /// Seeds the look-up indices, so that nobody can choose ids that collide. `default()` takes a random one, where the
    /// standard library has randomness (not on `wasm32-unknown-unknown`: give one there).
    pub seed: u64,
    /// The time in milliseconds since 1970-01-01T00:00Z. Required where the snapshot expires: an expired one is refused.
    pub now: Option<i64>,
    /// Refuses snapshots of any other organisation.
    pub organization: Option<&'a str>,
    /// Refuses a lower sequence.
    pub min_sequence: Option<u64>,
    /// Takes a slice, and nothing but a slice.
    pub slice: bool,
}

impl Default for LoadOptions<'_> {
    fn default() -> Self {
        Self { seed: random_seed(), now: None, organization: None, min_sequence: None, slice: false }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn random_seed() -> u64 {
    use core::hash::BuildHasher;
    std::hash::RandomState::new().hash_one(0_u64)
}

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn random_seed() -> u64 {
    0
}

/// Which part of an organisation a snapshot holds.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::access::SnapshotKind;
///
/// assert_eq!(access.kind(), SnapshotKind::Whole);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotKind {
    /// Everybody.
    Whole,
    /// One user.
    Slice,
    /// A range of ids.
    Shard,
}

impl Access {
    /// Checks the bytes and makes them answer. All or nothing.
    ///
    /// ```
    /// use rolepack::{Access, LoadError, LoadOptions};
    ///
    /// let bytes = std::fs::read("examples/workshop.rolepack")?;
    /// let other = LoadOptions { organization: Some("globex"), ..LoadOptions::default() };
    /// assert_eq!(Access::load(bytes.clone(), &other).unwrap_err(), LoadError::WrongOrganization);
    /// assert_eq!(Access::load(&bytes[..90], &LoadOptions::default()).unwrap_err(), LoadError::Truncated);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Every [`LoadError`]: bytes that are no sound snapshot, and sound ones that are not what `options` expect.
    ///
    /// # Cost
    ///
    /// One pass over the bytes for the checksum and one for the contents.
    pub fn load(bytes: impl Into<Vec<u8>>, options: &LoadOptions<'_>) -> Result<Self, LoadError> {
        Self::load_of(bytes.into(), options, options.organization.map(str::as_bytes))
    }

    /// The same, with the organisation's id in bytes.
    pub(crate) fn load_of(
        bytes: Vec<u8>,
        options: &LoadOptions<'_>,
        organization: Option<&[u8]>,
    ) -> Result<Self, LoadError> {
        let snapshot = Snapshot::decode(bytes, options.seed)?;
        let header = &snapshot.header;
        if organization.is_some_and(|expected| expected != snapshot.slice_of(header.organization)) {
            return Err(LoadError::WrongOrganization);
        }
        if options.min_sequence.is_some_and(|least| header.sequence < least) {
            return Err(LoadError::LowerSequence(header.sequence));
        }
        match (&header.part, options.slice) {
            (Part::Slice { .. }, false) => return Err(LoadError::Slice),
            (Part::Whole | Part::Shard { .. }, true) => return Err(LoadError::NotASlice),
            _ => {}
        }
        if let Some(expires) = header.expires {
            let now = options.now.ok_or(LoadError::TimeRequired)?;
            if now >= expires {
                return Err(LoadError::Expired(expires));
            }
        }
        Ok(Self { snapshot })
    }

    /// The organisation's id.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.organization(), "acme");
    /// ```
    #[must_use]
    pub fn organization(&self) -> &str {
        self.snapshot.organization()
    }

    /// The snapshot's sequence: higher is newer.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.sequence(), 42);
    /// ```
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.snapshot.header.sequence
    }

    /// When the snapshot was made, if it says so; milliseconds since 1970-01-01T00:00Z.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.created(), Some(1_767_225_600_000));   // 2026-01-01T00:00Z
    /// ```
    #[must_use]
    pub fn created(&self) -> Option<i64> {
        self.snapshot.header.created
    }

    /// From when on the snapshot is refused, if ever; milliseconds since 1970-01-01T00:00Z.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.expires(), None);
    /// ```
    #[must_use]
    pub fn expires(&self) -> Option<i64> {
        self.snapshot.header.expires
    }

    /// When the next assignment begins or ends, if any does: come back by then (rule 12). Milliseconds since 1970-01-01T00:00Z.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.next_change(), Some(1_801_353_600_000));   // 2027-01-31T00:00Z, when Ben no longer leads
    /// ```
    #[must_use]
    pub fn next_change(&self) -> Option<i64> {
        self.snapshot.header.next_change
    }

    /// Whether requests that name a resource are checked against it (rule 9).
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert!(access.scoping());
    /// ```
    #[must_use]
    pub fn scoping(&self) -> bool {
        self.snapshot.header.scoping
    }

    /// Whether unknown users are denied whatever groups they present (rule 6).
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert!(!access.denies_unknown_users());   // they are allowed what their groups give
    /// ```
    #[must_use]
    pub fn denies_unknown_users(&self) -> bool {
        self.snapshot.header.deny_unknown_users
    }

    /// Which part of the organisation this is.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.kind(), rolepack::access::SnapshotKind::Whole);
    /// ```
    #[must_use]
    pub fn kind(&self) -> SnapshotKind {
        match self.snapshot.header.part {
            Part::Whole => SnapshotKind::Whole,
            Part::Slice { .. } => SnapshotKind::Slice,
            Part::Shard { .. } => SnapshotKind::Shard,
        }
    }

    /// The user that a slice answers for.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::{Access, LoadOptions, Request};
    ///
    /// let bytes = access.slice(&Request::new("ada", "any"), Default::default())?;
    /// let slice = Access::load(bytes, &LoadOptions { slice: true, ..LoadOptions::default() })?;
    /// assert_eq!(slice.slice_user(), Some("ada"));
    /// assert_eq!(access.slice_user(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn slice_user(&self) -> Option<&str> {
        self.snapshot.slice_user()
    }

    /// The access method that a slice answers for.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::{Access, AccessMethod, LoadOptions, Request};
    ///
    /// let bytes = access.slice(&Request::new("ada", "any"), Default::default())?;
    /// let slice = Access::load(bytes, &LoadOptions { slice: true, ..LoadOptions::default() })?;
    /// assert_eq!(slice.slice_access_method(), Some(AccessMethod::Login));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn slice_access_method(&self) -> Option<AccessMethod> {
        match &self.snapshot.header.part {
            Part::Slice { slide_in: true, .. } => Some(AccessMethod::SlideIn),
            Part::Slice { .. } => Some(AccessMethod::Login),
            _ => None,
        }
    }

    /// The range of ids `from ≤ id < to` that a shard answers for; an empty `to` is no end.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::{Access, LoadOptions};
    ///
    /// let shard = Access::load(access.shard("b", "")?, &LoadOptions::default())?;
    /// assert_eq!(shard.shard_range(), Some(("b", "")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn shard_range(&self) -> Option<(&str, &str)> {
        self.snapshot.shard_range()
    }

    /// The snapshot's bytes, as they were loaded.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert_eq!(access.as_bytes(), std::fs::read("examples/workshop.rolepack").unwrap());
    /// ```
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.snapshot.as_bytes()
    }
}

impl core::fmt::Debug for Access {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Access")
            .field("organization", &self.organization())
            .field("sequence", &self.sequence())
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}
