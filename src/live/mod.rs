//! The snapshot of the moment: many threads ask it, one replaces it.

mod error;
mod follows;

pub use error::SwapError;

use crate::access::{Access, Request, SnapshotKind};
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use follows::follows;
use std::sync::{Mutex, PoisonError, RwLock};

/// An [`Access`] that can be replaced while it is asked: shared by all threads of a server, behind an `Arc` or in a `static`.
///
/// Every decision is made wholly on one snapshot (rule 10), and one that begins after [`swap`](Self::swap) has returned is made on
/// the new one. A new snapshot never answers for somebody else, and never takes back what was newer.
///
/// ```
/// # #[cfg(feature = "author")] {
/// # use rolepack::{Model, pack, source};
/// # let packed = |sequence, roles: &str| {
/// #     let source = format!("organization: {{ id: acme }}\npermissions: [{{ key: createRun }}]\nroles: [{{ id: operator, permissions: [createRun] }}]\nusers: [{{ id: ada, roles: [{roles}] }}]");
/// #     pack(&Model::try_from(source::parse("acme.yaml", &source).unwrap()).unwrap(), &pack::Options { sequence, ..Default::default() }).unwrap()
/// # };
/// use rolepack::{Access, LiveAccess, LoadOptions, Request};
///
/// let live = LiveAccess::new(Access::load(packed(7, "operator"), &LoadOptions::default())?);
/// assert!(live.can("ada", "createRun"));
///
/// let next = Access::load(packed(8, ""), &LoadOptions::default())?;   // beside the old one, which answers meanwhile
/// let previous = live.swap(next)?;
/// assert!(!live.can("ada", "createRun"));
/// assert_eq!(live.current().check(&Request::new("ada", "createRun")).sequence, 8);
///
/// let refused = live.swap(previous).unwrap_err();
/// assert_eq!(refused.to_string(), "the snapshot's sequence 7 is lower than 8, which answers already");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Cost
///
/// A question asked here takes a lock that readers share: 10 to 20 ns more than on an [`Access`], while nobody swaps. Whoever asks several for
/// one request takes [`current`](Self::current) once: all of them are then answered from one snapshot, too.
///
/// While a swap goes on there are two snapshots in memory: the old one goes when the last clone of it does.
pub struct LiveAccess {
    // Held for a decision or a clone by readers, for one assignment by a swap.
    current: RwLock<Access>,
    // Swaps stand in line here, so that comparing bytes keeps no reader waiting.
    swapping: Mutex<()>,
    organization: String,
    kind: SnapshotKind,
}

impl LiveAccess {
    /// Begins with this snapshot.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// static LIVE: std::sync::OnceLock<rolepack::LiveAccess> = std::sync::OnceLock::new();
    /// LIVE.set(rolepack::LiveAccess::new(access)).unwrap();
    /// assert!(LIVE.get().unwrap().can("ada", "createRun"));
    /// ```
    #[must_use]
    pub fn new(access: Access) -> Self {
        let (organization, kind) = (access.organization().to_owned(), access.kind());
        Self { current: RwLock::new(access), swapping: Mutex::new(()), organization, kind }
    }

    /// The snapshot of this moment, which stays as it is: a clone, which costs a counter.
    ///
    /// ```
    /// # #[cfg(feature = "author")] {
    /// # let source = rolepack::source::parse("acme.yaml", "{ organization: { id: acme }, permissions: [{ key: createRun }, { key: closeRun }] }")?;
    /// # let bytes = rolepack::pack(&rolepack::Model::try_from(source)?, &rolepack::pack::Options::default())?;
    /// # let live = rolepack::LiveAccess::new(rolepack::Access::load(bytes, &rolepack::LoadOptions::default())?);
    /// let access = live.current();   // once a request: whatever is swapped in meanwhile, both are answered from one snapshot
    /// let may = [access.can("ada", "createRun"), access.can("ada", "closeRun")];
    /// # assert_eq!(may, [false, false]);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn current(&self) -> Access {
        self.ask(Access::clone)
    }

    /// Replaces the snapshot between two decisions, and gives back the one before. A refused one changes nothing.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let live = rolepack::LiveAccess::new(access);
    /// let previous = live.swap(next)?;
    /// assert_eq!((previous.sequence(), live.sequence()), (42, 43));
    /// assert_eq!(live.swap(previous).unwrap_err().code(), "lower-sequence");
    /// # Ok::<(), rolepack::SwapError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Every [`SwapError`]: a snapshot that is no newer state of the same. The same bytes again are none.
    ///
    /// # Cost
    ///
    /// Readers wait for one assignment. A snapshot of the sequence that answers already is compared byte by byte, beside them.
    pub fn swap(&self, next: Access) -> Result<Access, SwapError> {
        let line = self.swapping.lock().unwrap_or_else(PoisonError::into_inner);
        follows(&self.current(), &next)?;
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let previous = core::mem::replace(&mut *current, next);
        drop(current);
        drop(line);
        Ok(previous)
    }

    /// [`Access::can`] of this moment's snapshot.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let live = rolepack::LiveAccess::new(access);
    /// assert!(live.can("ada", "createRun"));
    /// ```
    #[must_use]
    pub fn can(&self, user: &str, permission: &str) -> bool {
        self.ask(|access| access.can(user, permission))
    }

    /// [`Access::allows`] of this moment's snapshot. The whole decision borrows from its snapshot: `live.current().check(…)`.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let live = rolepack::LiveAccess::new(access);
    /// assert!(live.allows(&rolepack::Request::new("ada", "createRun").resource("location", "A")));
    /// ```
    #[must_use]
    pub fn allows(&self, request: &Request<'_>) -> bool {
        self.ask(|access| access.allows(request))
    }

    /// The organisation's id, the same for ever.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let live = rolepack::LiveAccess::new(access);
    /// assert_eq!(live.organization(), "acme");
    /// ```
    #[must_use]
    pub fn organization(&self) -> &str {
        &self.organization
    }

    /// Which part of the organisation this is, the same for ever.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let live = rolepack::LiveAccess::new(access);
    /// assert_eq!(live.kind(), rolepack::access::SnapshotKind::Whole);
    /// ```
    #[must_use]
    pub fn kind(&self) -> SnapshotKind {
        self.kind
    }

    /// The sequence of this moment's snapshot; never goes down.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let next = rolepack::Access::load(std::fs::read("examples/workshop.next.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let live = rolepack::LiveAccess::new(access);
    /// assert_eq!(live.sequence(), 42);
    /// live.swap(next)?;
    /// assert_eq!(live.sequence(), 43);
    /// # Ok::<(), rolepack::SwapError>(())
    /// ```
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.ask(Access::sequence)
    }

    /// From when on this moment's snapshot is refused, if ever; milliseconds since 1970-01-01T00:00Z. There is no clock here: that it is past
    /// is for the caller to see.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let live = rolepack::LiveAccess::new(access);
    /// let now = 1_767_312_000_000;
    /// let has_expired = live.expires().is_some_and(|expires| now >= expires);
    /// assert!(!has_expired);
    /// ```
    #[must_use]
    pub fn expires(&self) -> Option<i64> {
        self.ask(Access::expires)
    }

    /// When the next assignment begins or ends, if any does: swap by then (rule 12). Milliseconds since 1970-01-01T00:00Z.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// # let live = rolepack::LiveAccess::new(access);
    /// let now = 1_767_312_000_000;
    /// let is_stale = live.next_change().is_some_and(|change| now >= change);
    /// assert!(!is_stale);
    /// ```
    #[must_use]
    pub fn next_change(&self) -> Option<i64> {
        self.ask(Access::next_change)
    }

    // Nothing panics with the lock in hand; were it so, a whole snapshot would still be there.
    fn ask<T>(&self, question: impl FnOnce(&Access) -> T) -> T {
        question(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl From<Access> for LiveAccess {
    fn from(access: Access) -> Self {
        Self::new(access)
    }
}

impl fmt::Debug for LiveAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LiveAccess").field(&self.current()).finish()
    }
}

const _: () = {
    const fn shared_by_threads<T: Send + Sync>() {}
    shared_by_threads::<Access>();
    shared_by_threads::<LiveAccess>();
};
