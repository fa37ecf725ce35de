//! What keys and signatures are refused for.

use super::KeyId;
use crate::snapshot::LoadError;
use core::fmt;

/// Why a text is no key to work with.
///
/// ```
/// use rolepack::signature::{KeyError, PublicKey};
///
/// assert_eq!(PublicKey::parse("key").unwrap_err(), KeyError::Malformed);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// It is no Ed25519 key in any form that is read.
    Malformed,
    /// A private key, where a public one is wanted.
    Private,
    /// One of the few keys for which anybody can make signatures.
    Weak,
}

impl KeyError {
    /// A stable name for programs.
    ///
    /// ```
    /// assert_eq!(rolepack::signature::KeyError::Weak.code(), "weak-key");
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "malformed-key",
            Self::Private => "private-key",
            Self::Weak => "weak-key",
        }
    }

    /// How to mend it, in one line.
    ///
    /// ```
    /// assert!(rolepack::signature::KeyError::Private.help().contains("rolepack keygen --public"));
    /// ```
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Malformed => {
                "a public key is 43 characters of base64url or PEM, a private one PEM (PKCS #8), both of Ed25519"
            }
            Self::Private => "keep it where snapshots are packed, and give what `rolepack keygen --public` prints",
            Self::Weak => "make a pair of keys with `rolepack keygen`",
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "this is no Ed25519 key",
            Self::Private => "this is a private key, which verifies nothing and must be told to nobody",
            Self::Weak => "anybody can sign for this key",
        })
    }
}

impl core::error::Error for KeyError {}

/// Why a snapshot that has to be signed was refused.
///
/// ```
/// use rolepack::signature::SignatureError;
/// use rolepack::{Access, LoadOptions};
///
/// let expected = LoadOptions { organization: Some("acme"), ..Default::default() };
/// let refused = Access::load_signed(*b"bytes of somebody", &[], &expected).unwrap_err();
/// assert_eq!(refused.code(), "not-a-snapshot");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureError {
    /// The reader was not told whose snapshot to expect: a key may sign for several organisations.
    OrganizationRequired,
    /// It is not signed. Slices and shards never are.
    Unsigned,
    /// It says that it is signed with a key that is none of those given.
    UnknownKey(KeyId),
    /// The signature is not that key's of these bytes.
    WrongSignature(KeyId),
    /// Refused for what an unsigned one is refused for.
    Load(LoadError),
}

impl SignatureError {
    /// A stable name for programs, such as `unsigned`.
    ///
    /// ```
    /// assert_eq!(rolepack::signature::SignatureError::Unsigned.code(), "unsigned");
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OrganizationRequired => "organization-required",
            Self::Unsigned => "unsigned",
            Self::UnknownKey(_) => "unknown-key",
            Self::WrongSignature(_) => "wrong-signature",
            Self::Load(error) => error.code(),
        }
    }

    /// How to mend it, in one line.
    ///
    /// ```
    /// assert!(rolepack::signature::SignatureError::Unsigned.help().starts_with("pack it with"));
    /// ```
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::OrganizationRequired => "say whose snapshot is expected, as `organization`",
            Self::Unsigned => "pack it with `--sign KEY`; a slice is checked by where it comes from",
            Self::UnknownKey(_) => {
                "give the public key of whoever packs; while keys are changed, the old one and the new one"
            }
            Self::WrongSignature(_) => "fetch it again, and if it stays so take it for forged: find out who wrote it",
            Self::Load(error) => error.help(),
        }
    }
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OrganizationRequired => {
                f.write_str("a signed snapshot was asked for without saying of which organisation")
            }
            Self::Unsigned => f.write_str("the snapshot is not signed"),
            Self::UnknownKey(id) => {
                write!(f, "the snapshot says that key {id} signed it, which is none of those given")
            }
            Self::WrongSignature(id) => write!(f, "the signature is not that of key {id} over these bytes"),
            Self::Load(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for SignatureError {}

impl From<LoadError> for SignatureError {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}
