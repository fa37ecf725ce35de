//! Loading what must be signed.

use super::{KeyId, PublicKey, SignatureError, message};
use crate::access::{Access, LoadOptions};
use crate::snapshot::envelope::{self, SIGNATURE};
use alloc::vec::Vec;
use ed25519_dalek::Signature;

impl Access {
    /// [`load`](Self::load) of a snapshot that one of these keys has signed, for the organisation that `options` names.
    ///
    /// Nothing but the fixed envelope is read before the signature agrees. Several keys are for the time in which one takes over
    /// from another.
    ///
    /// ```
    /// use rolepack::{Access, LoadOptions};
    ///
    /// let refused = Access::load_signed(vec![], &[], &LoadOptions::default()).unwrap_err();
    /// assert_eq!(refused.code(), "organization-required");
    /// ```
    ///
    /// # Errors
    ///
    /// Every [`SignatureError`]. An unsigned snapshot is refused, and so is every slice and shard: those are not signed.
    ///
    /// # Cost
    ///
    /// Beside that of loading one pass of SHA-256 over the bytes, and some 50 µs.
    pub fn load_signed(
        bytes: impl Into<Vec<u8>>,
        keys: &[PublicKey],
        options: &LoadOptions<'_>,
    ) -> Result<Self, SignatureError> {
        if options.organization.is_none() {
            return Err(SignatureError::OrganizationRequired);
        }
        let bytes = bytes.into();
        verify(&bytes, keys)?;
        Ok(Self::load(bytes, options)?)
    }
}

/// Whether one of the keys signed these bytes.
fn verify(bytes: &[u8], keys: &[PublicKey]) -> Result<(), SignatureError> {
    envelope::begins(bytes)?;
    let id = KeyId::of(bytes).ok_or(SignatureError::Unsigned)?;
    let signature = bytes.get(SIGNATURE).and_then(|signature| Signature::from_slice(signature).ok());
    let signature = signature.ok_or(SignatureError::WrongSignature(id))?;
    let mut named = keys.iter().filter(|key| key.id() == id).peekable();
    if named.peek().is_none() {
        return Err(SignatureError::UnknownKey(id));
    }
    let message = message(bytes);
    // Strictly: one signature is sound for one key and one message, and no other.
    if named.any(|key| key.0.verify_strict(&message, &signature).is_ok()) {
        Ok(())
    } else {
        Err(SignatureError::WrongSignature(id))
    }
}
