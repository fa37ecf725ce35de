//! Model → snapshot: resolve, intern, sort. Pure and deterministic: the same model gives the same bytes, in whatever order
//! its source was written.
//!
//! ```
//! use rolepack::source::{Document, Permission, Role, User};
//! use rolepack::{Access, LoadOptions, Model, pack};
//!
//! // What a program knows, without a file.
//! let document = Document {
//!     permissions: vec![Permission::new("createRun")],
//!     roles: vec![Role { permissions: vec!["createRun".into()], ..Role::new("operator") }],
//!     users: vec![User { roles: vec!["operator".into()], ..User::new("ada") }],
//!     ..Document::new("acme")
//! };
//! let bytes = pack(&Model::try_from(document)?, &pack::Options::default())?;
//! assert!(Access::load(bytes, &LoadOptions::default())?.can("ada", "createRun"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod catalogue;
mod levels;
mod members;

use crate::model::Model;
use crate::snapshot::encode::{Contents, encode};
use crate::snapshot::{AnswersFor, Header};
use crate::snapshot::{FORMAT_VERSION, MAX_SEQUENCE};
use crate::source::UnknownUsers;
use std::fmt;

/// What a packer is told beside the model. The default has no times at all, sequence 0 and labels.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # let model = rolepack::Model::try_from(source)?;
/// use rolepack::pack::{Options, pack};
///
/// let now = 1_767_225_600_000;   // 2026-01-01T00:00Z
/// let options = Options { at: Some(now), created: Some(now), sequence: 42, ..Options::default() };
/// assert_eq!(pack(&model, &options)?, std::fs::read("examples/workshop.rolepack")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The time that decides which assignments are in force; milliseconds since 1970-01-01T00:00Z. Required where any assignment has a time.
    pub at: Option<i64>,
    /// Higher is newer; readers refuse a lower one than they had. At most 2^53 − 1.
    pub sequence: u64,
    /// When the snapshot was made; milliseconds since 1970-01-01T00:00Z.
    pub created: Option<i64>,
    /// From when on readers refuse the snapshot; milliseconds since 1970-01-01T00:00Z.
    pub expires: Option<i64>,
    /// When the next assignment begins or ends, where the source no longer says it, as when an unpacked snapshot is packed again.
    /// The earlier of this and what the assignments say is written.
    pub next_change: Option<i64>,
    /// Whether names, titles, descriptions and remarks go into the snapshot.
    pub labels: Labels,
}

/// Whether names and texts go into a snapshot.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # let model = rolepack::Model::try_from(source)?;
/// use rolepack::pack::{Labels, Options, pack};
///
/// let named = pack(&model, &Options { at: Some(0), ..Options::default() })?;
/// let bare = pack(&model, &Options { at: Some(0), labels: Labels::LeaveOut, ..Options::default() })?;
/// assert!(bare.len() < named.len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Labels {
    /// They do.
    #[default]
    Keep,
    /// They do not: smaller, and nothing to read but ids.
    LeaveOut,
}

/// Why a model cannot be packed.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # let model = rolepack::Model::try_from(source)?;
/// use rolepack::pack::{Options, PackError, pack};
///
/// assert_eq!(pack(&model, &Options::default()), Err(PackError::TimeRequired));   // Ben leads until a time
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackError {
    /// An assignment begins or ends at a time, and the packer was not told what time it is.
    TimeRequired,
    /// `expires` is not after `created` or `at`.
    ExpiresTooEarly,
    /// A snapshot that is signed has to expire.
    ExpiryRequired,
    /// A snapshot that is signed has a sequence above 0.
    SequenceRequired,
    /// The sequence is above 2^53 − 1, past which JavaScript cannot tell numbers apart.
    SequenceTooLarge,
    /// The snapshot would have 4 GiB or more.
    TooLarge,
}

impl PackError {
    /// A stable name for programs.
    ///
    /// ```
    /// assert_eq!(rolepack::pack::PackError::TimeRequired.code(), "time-required");
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TimeRequired => "time-required",
            Self::ExpiresTooEarly => "expires-too-early",
            Self::ExpiryRequired => "expiry-required",
            Self::SequenceRequired => "sequence-required",
            Self::SequenceTooLarge => "sequence-too-large",
            Self::TooLarge => "too-large",
        }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TimeRequired => {
                "an assignment begins or ends at a time, and the packer was not told what time it is: give `at`"
            }
            Self::ExpiresTooEarly => "the snapshot would expire before it is made: give a later `expires`",
            Self::ExpiryRequired => {
                "a signed snapshot must expire, or an old one could be served for ever: give `expires`"
            }
            Self::SequenceRequired => {
                "a signed snapshot needs a sequence, by which an old one is told from a new one: give one above 0"
            }
            Self::SequenceTooLarge => "the sequence is above 9007199254740991: give a lower one",
            Self::TooLarge => "the snapshot would have 4 GiB or more: pack shards by ranges of ids",
        })
    }
}

impl std::error::Error for PackError {}

/// Packs a model into the bytes of a snapshot.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # let model = rolepack::Model::try_from(source)?;
/// use rolepack::{Access, LoadOptions, pack};
///
/// let bytes = pack(&model, &pack::Options { at: Some(0), sequence: 1, ..Default::default() })?;
/// assert_eq!(Access::load(bytes, &LoadOptions::default())?.sequence(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// See [`PackError`].
pub fn pack(model: &Model, options: &Options) -> Result<Vec<u8>, PackError> {
    packed(model, options, [0; 8])
}

/// Packs a model into the bytes of a signed snapshot. Its bytes are the same each time, too: the same key signs the same bytes alike.
///
/// ```
/// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
/// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
/// # let model = rolepack::Model::try_from(source)?;
/// use rolepack::pack::{Options, PackError, pack_signed};
/// use rolepack::signature::{KeyId, SigningKey};
///
/// let key = SigningKey::generate()?;
/// let options = Options { at: Some(0), sequence: 1, expires: Some(1_800_000_000_000), ..Options::default() };
/// assert_eq!(KeyId::of(&pack_signed(&model, &options, &key)?), Some(key.key_id()));
/// assert_eq!(pack_signed(&model, &Options { expires: None, ..options }, &key), Err(PackError::ExpiryRequired));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// See [`PackError`]. A signed snapshot has an `expires`, so that nobody can serve it for ever, and a sequence above 0, so that nobody can
/// serve an old one for a new one.
#[cfg(feature = "sign")]
pub fn pack_signed(model: &Model, options: &Options, key: &crate::signature::SigningKey) -> Result<Vec<u8>, PackError> {
    if options.expires.is_none() {
        return Err(PackError::ExpiryRequired);
    }
    if options.sequence == 0 {
        return Err(PackError::SequenceRequired);
    }
    let mut bytes = packed(model, options, key.id_bytes())?;
    let signature = key.sign(&bytes);
    crate::snapshot::envelope::sign(&mut bytes, signature);
    Ok(bytes)
}

fn packed(model: &Model, options: &Options, key_id: [u8; 8]) -> Result<Vec<u8>, PackError> {
    if options.sequence > MAX_SEQUENCE {
        return Err(PackError::SequenceTooLarge);
    }
    let made = options.created.max(options.at);
    if let (Some(expires), Some(made)) = (options.expires, made)
        && expires <= made
    {
        return Err(PackError::ExpiresTooEarly);
    }
    let clock = members::Clock::new(model, options.at)?;
    let next_change = [clock.next_change(model), options.next_change].into_iter().flatten().min();
    let catalogue = catalogue::Catalogue::of(model);
    let held = members::held(model, &clock);
    let contents = Contents {
        header: Header {
            version: FORMAT_VERSION,
            kind: 0,
            key_id,
            organization: &model.organization.id,
            sequence: options.sequence,
            created: options.created,
            expires: options.expires,
            next_change,
            scoping: model.organization.scoping,
            deny_unknown_users: model.organization.unknown_users == UnknownUsers::Deny,
            answers_for: AnswersFor::Everyone,
        },
        dimensions: model.dimensions.iter().map(String::as_str).collect(),
        permissions: catalogue.permissions(model),
        roles: catalogue.roles(model),
        rights: catalogue.rights,
        permission_groups: catalogue.groups,
        levels: levels::levels(model),
        values: levels::values(model),
        teams: members::teams(model, &clock),
        mappings: members::mappings(model, &clock),
        users: members::users(model, &held),
        labels: (options.labels == Labels::Keep).then(|| members::labels(model)),
    };
    encode(&contents).ok_or(PackError::TooLarge)
}
