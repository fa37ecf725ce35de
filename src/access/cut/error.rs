//! What can stand in the way of a cut.

use core::fmt;

/// Why a slice or a shard cannot be cut.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::{Request, access::CutError};
///
/// let nobody = Request::new("", "any");
/// assert_eq!(access.slice(&nobody, Default::default()), Err(CutError::InvalidRequest));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutError {
    /// The user, or a presented group, is no id.
    InvalidRequest,
    /// The snapshot is a shard that does not answer for the user or the range, or itself a slice.
    NotInSnapshot,
    /// It would have 4 GiB or more.
    TooLarge,
}

impl CutError {
    /// A stable name for programs.
    ///
    /// ```
    /// assert_eq!(rolepack::access::CutError::NotInSnapshot.code(), "not-in-snapshot");
    /// ```
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid-request",
            Self::NotInSnapshot => "not-in-snapshot",
            Self::TooLarge => "too-large",
        }
    }
}

impl fmt::Display for CutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InvalidRequest => "the user or a presented group is no id: 1 to 512 bytes without control characters",
            Self::NotInSnapshot => "this snapshot does not answer for that user or range, or is itself a slice",
            Self::TooLarge => "the slice or shard would have 4 GiB or more",
        })
    }
}

impl core::error::Error for CutError {}
