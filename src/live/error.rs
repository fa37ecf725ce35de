//! What can stand in the way of a swap.

use crate::access::SnapshotKind;
use alloc::string::String;
use core::fmt;

/// Why a snapshot may not take the place of another. Nothing changed: the one before answers on.
///
/// ```
/// let refused = rolepack::SwapError::LowerSequence { current: 42, offered: 41 };
/// assert_eq!(refused.code(), "lower-sequence");
/// assert_eq!(refused.to_string(), "the snapshot's sequence 41 is lower than 42, which answers already");
/// assert_eq!(refused.help(), "serve the newest snapshot, or pack it with a higher sequence");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SwapError {
    /// It belongs to another organisation.
    WrongOrganization {
        /// The id of the organisation that answers.
        current: String,
        /// The id of the one that was offered.
        offered: String,
    },
    /// A slice, a shard or a whole snapshot, where another kind answers.
    OtherKind {
        /// The kind that answers.
        current: SnapshotKind,
        /// The kind that was offered.
        offered: SnapshotKind,
    },
    /// A slice for another user or access method, or a shard for another range of ids.
    OtherPart,
    /// It is not signed, and the one that answers is.
    Unsigned,
    /// It is older.
    LowerSequence {
        /// The sequence that answers.
        current: u64,
        /// The sequence that was offered.
        offered: u64,
    },
    /// Its sequence is the one that answers, and its bytes are others: one of the two is not what it says. Two unsigned ones of sequence 0 are not
    /// numbered, and may follow one another.
    SameSequence {
        /// The sequence of both.
        sequence: u64,
    },
}

impl SwapError {
    /// A stable name for programs, such as `lower-sequence`; what [`LoadError`](crate::LoadError) has too has the same name there.
    ///
    /// ```
    /// assert_eq!(rolepack::SwapError::SameSequence { sequence: 42 }.code(), "same-sequence");
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongOrganization { .. } => "wrong-organization",
            Self::OtherKind { .. } => "other-kind",
            Self::OtherPart => "other-part",
            Self::Unsigned => "unsigned",
            Self::LowerSequence { .. } => "lower-sequence",
            Self::SameSequence { .. } => "same-sequence",
        }
    }

    /// How to mend it, in one line.
    ///
    /// ```
    /// let help = rolepack::SwapError::OtherPart.help();
    /// assert_eq!(help, "keep a `LiveAccess` for each slice and for each shard");
    /// ```
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::WrongOrganization { .. } => {
                "check where the snapshot comes from, and keep a `LiveAccess` for each organisation"
            }
            Self::OtherKind { .. } => {
                "check where the snapshot comes from: a whole one, a slice and a shard are served at different places"
            }
            Self::OtherPart => "keep a `LiveAccess` for each slice and for each shard",
            Self::Unsigned => "load what comes with `Access::load_signed`, and pack it with `--sign KEY`",
            Self::LowerSequence { .. } => "serve the newest snapshot, or pack it with a higher sequence",
            Self::SameSequence { .. } => {
                "give every snapshot that is packed a sequence of its own, higher than the last"
            }
        }
    }
}

impl fmt::Display for SwapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongOrganization { current, offered } => {
                write!(f, "the snapshot belongs to `{offered}`, and `{current}` answers here")
            }
            Self::OtherKind { current, offered } => {
                write!(f, "the snapshot is {}, and {} answers here", kind(*offered), kind(*current))
            }
            Self::OtherPart => f.write_str(
                "the snapshot is for another user, access method or range of ids than the one that answers here",
            ),
            Self::Unsigned => f.write_str("the snapshot is not signed, and the one that answers here is"),
            Self::LowerSequence { current, offered } => {
                write!(f, "the snapshot's sequence {offered} is lower than {current}, which answers already")
            }
            Self::SameSequence { sequence } => {
                write!(f, "the snapshot has the sequence {sequence} of the one that answers already, and other bytes")
            }
        }
    }
}

fn kind(kind: SnapshotKind) -> &'static str {
    match kind {
        SnapshotKind::Whole => "a whole one",
        SnapshotKind::Slice => "a slice",
        SnapshotKind::Shard => "a shard",
    }
}

impl core::error::Error for SwapError {}
