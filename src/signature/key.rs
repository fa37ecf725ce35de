//! Public keys, and the names that snapshots know them by.

use super::KeyError;
use alloc::format;
use alloc::string::String;
use base64ct::{Base64UrlUnpadded, Encoding};
use core::fmt;
use ed25519_dalek::VerifyingKey;
use ed25519_dalek::pkcs8::DecodePublicKey;
use sha2::{Digest, Sha256};

/// The name of a key in a snapshot: the first eight bytes of the SHA-256 of the public key.
///
/// It tells a reader with several keys which one to take, and proves nothing.
///
/// ```
/// let key = rolepack::signature::PublicKey::parse("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")?;
/// assert_eq!(key.id().to_string(), "21fe31dfa154a261");
/// # Ok::<(), rolepack::signature::KeyError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub(super) [u8; 8]);

impl KeyId {
    /// The key that a snapshot says it is signed with; `None` of an unsigned one. Reads the envelope, and believes it.
    ///
    /// ```
    /// assert_eq!(rolepack::signature::KeyId::of(b"no snapshot"), None);
    /// ```
    #[must_use]
    pub fn of(snapshot: &[u8]) -> Option<Self> {
        let id = snapshot.get(crate::snapshot::envelope::KEY_ID)?.try_into().ok()?;
        (id != [0; 8]).then_some(Self(id))
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// What verifies: an Ed25519 public key. No secret.
///
/// ```
/// use rolepack::signature::PublicKey;
///
/// let key = PublicKey::parse("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")?;
/// let pem = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n";
/// assert_eq!(PublicKey::parse(pem)?, key);
/// assert_eq!(key.to_string(), "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
/// # Ok::<(), rolepack::signature::KeyError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(pub(super) VerifyingKey);

impl PublicKey {
    /// Reads a key: its 32 bytes in base64url, as a JSON Web Key has them in `x`, or PEM.
    ///
    /// ```
    /// use rolepack::signature::{KeyError, PublicKey};
    ///
    /// let key = PublicKey::parse("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")?;
    /// assert_eq!(PublicKey::parse("11qYAYKxCrfVS").unwrap_err(), KeyError::Malformed);
    /// # Ok::<(), KeyError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`KeyError`]: text that is neither, a private key, and keys that verify what nobody signed.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.starts_with("-----BEGIN ") {
            if text.contains("PRIVATE KEY") {
                return Err(KeyError::Private);
            }
            return Self::sound(VerifyingKey::from_public_key_pem(text).map_err(|_| KeyError::Malformed)?);
        }
        let mut bytes = [0; 32];
        let decoded =
            Base64UrlUnpadded::decode(text.trim_end_matches('='), &mut bytes).map_err(|_| KeyError::Malformed)?;
        let bytes = decoded.try_into().map_err(|_| KeyError::Malformed)?;
        Self::sound(VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Malformed)?)
    }

    /// Of a weak key some signatures agree with any message.
    fn sound(key: VerifyingKey) -> Result<Self, KeyError> {
        if key.is_weak() { Err(KeyError::Weak) } else { Ok(Self(key)) }
    }

    /// The name by which snapshots know it.
    ///
    /// ```
    /// # let key = rolepack::signature::PublicKey::parse("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")?;
    /// assert_eq!(key.id().to_string().len(), 16);
    /// # Ok::<(), rolepack::signature::KeyError>(())
    /// ```
    #[must_use]
    pub fn id(&self) -> KeyId {
        let digest = Sha256::digest(self.0.as_bytes());
        KeyId(digest.first_chunk().copied().unwrap_or_default())
    }
}

/// In base64url, as [`parse`](PublicKey::parse) reads it.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Base64UrlUnpadded::encode_string(self.0.as_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = format!("{self}");
        f.debug_tuple("PublicKey").field(&text).finish()
    }
}
