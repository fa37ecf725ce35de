//! What a snapshot can be refused for. All or nothing: a refused snapshot answers nothing.

use core::fmt;

/// Why a snapshot was refused.
///
/// ```
/// use rolepack::{Access, LoadError, LoadOptions};
///
/// let error = Access::load(*b"{ \"organization\": { \"id\": \"acme\" } }", &LoadOptions::default()).unwrap_err();
/// assert_eq!(error, LoadError::NotASnapshot);
/// assert_eq!(error.to_string(), "these bytes are not a snapshot: they do not begin as one");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadError {
    /// Shorter than its envelope.
    Truncated,
    /// The first bytes are not a snapshot's.
    NotASnapshot,
    /// Another format version than this reader takes.
    UnsupportedVersion(u16),
    /// The checksum does not agree with the bytes: they were cut or changed on the way.
    Checksum,
    /// Sealed, but its contents break a rule of FORMAT.md.
    Corrupt(Section, Fault),
    /// It belongs to another organisation than the one expected.
    WrongOrganization,
    /// Its sequence is lower than the least accepted.
    LowerSequence(u64),
    /// Its `expires` has passed; milliseconds since 1970-01-01T00:00Z.
    Expired(i64),
    /// It expires, and the reader was not told the time.
    TimeRequired,
    /// A slice, where none was asked for.
    Slice,
    /// Not a slice, where one was asked for.
    NotASlice,
    /// 4 GiB or more.
    TooLarge,
}

/// The part of a snapshot in which a rule is broken.
///
/// ```
/// use rolepack::LoadError;
/// use rolepack::snapshot::{Fault, Section};
///
/// let error = LoadError::Corrupt(Section::Users, Fault::Unsorted);
/// assert_eq!(error.to_string(), "the snapshot is corrupt: users is not in order");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[non_exhaustive]
pub enum Section {
    /// The fixed part that comes first.
    Envelope,
    /// Whose snapshot it is, and for whom it answers.
    Header,
    /// The tables as a whole.
    Body,
    /// The declared dimensions.
    Dimensions,
    /// The names of rights.
    Rights,
    /// The feature areas.
    PermissionGroups,
    /// The permissions.
    Permissions,
    /// The roles.
    Roles,
    /// The access levels.
    Levels,
    /// The teams.
    Teams,
    /// The group mappings.
    Mappings,
    /// The lists that users hold.
    Profiles,
    /// The users.
    Users,
    /// The values that levels list.
    Values,
    /// The names and texts.
    Labels,
}

/// How a rule of FORMAT.md is broken.
///
/// ```
/// use rolepack::LoadError;
/// use rolepack::snapshot::{Fault, Section};
///
/// let error = LoadError::Corrupt(Section::Header, Fault::BadId);
/// assert_eq!(error.to_string(), "the snapshot is corrupt: header holds an id that is none");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[non_exhaustive]
pub enum Fault {
    /// A value ends too early, is too large, or is not UTF-8.
    Malformed,
    /// Bytes follow where none may.
    Trailing,
    /// A list is not strictly ascending.
    Unsorted,
    /// A number points past the end of its table.
    OutOfRange,
    /// An id is empty, too long, or holds a control character.
    BadId,
    /// A flag or a reserved byte has a value that means nothing.
    BadFlags,
    /// Two places that must agree do not.
    Disagrees,
    /// More things than the bounds of the access model allow.
    TooMany,
}

impl LoadError {
    /// A stable name for programs, such as `unsupported-version`.
    ///
    /// ```
    /// assert_eq!(rolepack::LoadError::UnsupportedVersion(9).code(), "unsupported-version");
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::NotASnapshot => "not-a-snapshot",
            Self::UnsupportedVersion(_) => "unsupported-version",
            Self::Checksum => "checksum",
            Self::Corrupt(..) => "corrupt",
            Self::WrongOrganization => "wrong-organization",
            Self::LowerSequence(_) => "lower-sequence",
            Self::Expired(_) => "expired",
            Self::TimeRequired => "time-required",
            Self::Slice => "slice",
            Self::NotASlice => "not-a-slice",
            Self::TooLarge => "too-large",
        }
    }

    /// How to mend it, in one line.
    ///
    /// ```
    /// let help = rolepack::LoadError::LowerSequence(41).help();
    /// assert_eq!(help, "serve the newest snapshot, or pack it with a higher `--sequence`");
    /// ```
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Truncated | Self::Checksum => {
                "fetch or copy the file again, as binary, and compare its size with the original's"
            }
            Self::NotASnapshot => "give the file that `rolepack pack` wrote; a source document has to be packed first",
            Self::UnsupportedVersion(_) => "upgrade the reader, or pack for the version that it takes",
            Self::Corrupt(..) => "pack the organisation again; if this comes back, report the packer's version",
            Self::WrongOrganization => {
                "check which snapshot is served here, or the organisation that the reader was told to expect"
            }
            Self::LowerSequence(_) => "serve the newest snapshot, or pack it with a higher `--sequence`",
            Self::Expired(_) => "pack and serve a fresh snapshot, and check this machine's clock",
            Self::TimeRequired => "give the current time as `now`",
            Self::Slice => {
                "ask for a slice if one user's answers are enough; a guard needs a whole snapshot or a shard"
            }
            Self::NotASlice => "cut a slice for the user: a whole snapshot tells everybody's roles to everybody",
            Self::TooLarge => "pack shards by ranges of ids",
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => f.write_str("the snapshot ends before its envelope does"),
            Self::NotASnapshot => f.write_str("these bytes are not a snapshot: they do not begin as one"),
            Self::UnsupportedVersion(version) => {
                write!(
                    f,
                    "snapshot format version {version} is not one that this reader takes ({})",
                    super::FORMAT_VERSION
                )
            }
            Self::Checksum => f.write_str("the snapshot's checksum does not agree with its bytes"),
            Self::Corrupt(section, fault) => write!(f, "the snapshot is corrupt: {} {}", section.name(), fault.text()),
            Self::WrongOrganization => {
                f.write_str("the snapshot belongs to another organisation than the one expected")
            }
            Self::LowerSequence(sequence) => {
                write!(f, "the snapshot's sequence {sequence} is lower than the least accepted")
            }
            Self::Expired(_) => f.write_str("the snapshot has expired"),
            Self::TimeRequired => f.write_str("the snapshot expires, and the reader was not told the time"),
            Self::Slice => f.write_str("this is a slice for one user, and none was asked for"),
            Self::NotASlice => f.write_str("this is not a slice, and one was asked for"),
            Self::TooLarge => f.write_str("the snapshot has 4 GiB or more"),
        }
    }
}

impl core::error::Error for LoadError {}

impl Section {
    /// The section's name as FORMAT.md writes it.
    ///
    /// ```
    /// assert_eq!(rolepack::snapshot::Section::PermissionGroups.name(), "permission groups");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Envelope => "envelope",
            Self::Header => "header",
            Self::Body => "body",
            Self::Dimensions => "dimensions",
            Self::Rights => "rights",
            Self::PermissionGroups => "permission groups",
            Self::Permissions => "permissions",
            Self::Roles => "roles",
            Self::Levels => "access levels",
            Self::Teams => "teams",
            Self::Mappings => "group mappings",
            Self::Profiles => "profiles",
            Self::Users => "users",
            Self::Values => "values",
            Self::Labels => "labels",
        }
    }
}

impl Fault {
    fn text(self) -> &'static str {
        match self {
            Self::Malformed => "cannot be read",
            Self::Trailing => "is followed by bytes that belong to nothing",
            Self::Unsorted => "is not in order",
            Self::OutOfRange => "refers to what does not exist",
            Self::BadId => "holds an id that is none",
            Self::BadFlags => "has a flag that means nothing",
            Self::Disagrees => "disagrees with another part",
            Self::TooMany => "holds more than the bounds allow",
        }
    }
}
