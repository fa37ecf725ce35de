//! Private keys, and signing with them.

use super::{KeyError, KeyId, PublicKey, message};
use alloc::string::String;
use core::fmt;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use ed25519_dalek::{SECRET_KEY_LENGTH, Signer};

/// What signs: an Ed25519 private key. Whoever has it decides who may do what. Wiped from memory when it goes; `Debug` shows its public half.
///
/// ```
/// use rolepack::signature::SigningKey;
///
/// let key = SigningKey::generate()?;
/// let again = SigningKey::from_pem(&key.to_pem())?;
/// assert_eq!(again.public_key(), key.public_key());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// A new one, of what the operating system has for randomness.
    ///
    /// # Errors
    ///
    /// Where the operating system has none.
    ///
    /// ```
    /// use rolepack::signature::SigningKey;
    ///
    /// assert_ne!(SigningKey::generate()?.key_id(), SigningKey::generate()?.key_id());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn generate() -> std::io::Result<Self> {
        let mut secret = [0; SECRET_KEY_LENGTH];
        getrandom::fill(&mut secret).map_err(std::io::Error::other)?;
        Ok(Self(ed25519_dalek::SigningKey::from_bytes(&secret)))
    }

    /// Reads a key from PEM (PKCS #8), as [`to_pem`](Self::to_pem) and `openssl genpkey -algorithm ed25519` write it.
    ///
    /// # Errors
    ///
    /// [`KeyError::Malformed`].
    ///
    /// ```
    /// # use rolepack::signature::{KeyError, SigningKey};
    /// assert_eq!(SigningKey::from_pem("no key").unwrap_err(), KeyError::Malformed);
    /// ```
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        ed25519_dalek::SigningKey::from_pkcs8_pem(text.trim()).map(Self).map_err(|_| KeyError::Malformed)
    }

    /// Writes it as PEM (PKCS #8). A secret: for a file that its owner alone can read.
    ///
    /// ```
    /// # use rolepack::signature::SigningKey;
    /// assert!(SigningKey::generate()?.to_pem().starts_with("-----BEGIN PRIVATE KEY-----\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_pem(&self) -> String {
        // A key of this size always has this form.
        self.0.to_pkcs8_pem(LineEnding::LF).map(|pem| String::clone(&pem)).unwrap_or_default()
    }

    /// What verifies what this one signs.
    ///
    /// ```
    /// # use rolepack::signature::SigningKey;
    /// let key = SigningKey::generate()?;
    /// assert_eq!(key.public_key().to_string().len(), 43);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// The name by which snapshots know it.
    ///
    /// ```
    /// # use rolepack::signature::SigningKey;
    /// let key = SigningKey::generate()?;
    /// assert_eq!(key.key_id(), key.public_key().id());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.public_key().id()
    }

    /// The bytes that the header and the envelope name the key by.
    pub(crate) fn id_bytes(&self) -> [u8; 8] {
        self.key_id().0
    }

    /// The signature of a snapshot whose envelope says all but that.
    pub(crate) fn sign(&self, snapshot: &[u8]) -> [u8; 64] {
        self.0.sign(&message(snapshot)).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SigningKey").field(&self.key_id()).finish()
    }
}
