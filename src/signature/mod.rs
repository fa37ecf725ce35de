//! Signatures: whose snapshot it is, by more than its word. Ed25519, as FORMAT.md says.
//!
//! A checksum tells that bytes were damaged; who changes them on purpose mends it. A signature cannot be mended without the key, so that
//! a snapshot may come by way of a cache, a bucket or a network that nobody vouches for.
//!
//! ```
//! # #[cfg(feature = "sign")] {
//! use rolepack::signature::{PublicKey, SigningKey};
//! use rolepack::{Access, LoadOptions, Model, pack, pack_signed, source};
//!
//! // Where the organisation is packed. `rolepack keygen` makes such keys, and so does `openssl genpkey -algorithm ed25519`.
//! let key = SigningKey::from_pem("-----BEGIN PRIVATE KEY-----
//! MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
//! -----END PRIVATE KEY-----")?;
//! let source = source::parse("acme.yaml", "organization: { id: acme }\nusers: [{ id: ada }]")?;
//! let options = pack::Options { sequence: 42, expires: Some(1_800_000_000_000), ..Default::default() };
//! let bytes = pack_signed(&Model::try_from(source)?, &options, &key)?;
//!
//! // Where it is asked: only public keys.
//! let keys = [PublicKey::parse("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")?];
//! let expected = LoadOptions { organization: Some("acme"), now: Some(1_700_000_000_000), ..Default::default() };
//! let access = Access::load_signed(bytes, &keys, &expected)?;
//! assert_eq!(access.sequence(), 42);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod key;
mod load;
#[cfg(feature = "sign")]
mod signing;

pub use error::{KeyError, SignatureError};
pub use key::{KeyId, PublicKey};
#[cfg(feature = "sign")]
pub use signing::SigningKey;

use crate::snapshot::envelope::{NAMED, SIZE};
use alloc::vec::Vec;
use sha2::{Digest, Sha256};

/// What no other use of the same key signs.
const DOMAIN: &[u8] = b"rolepack snapshot\0";

/// What is signed: the domain, what the envelope says from its version to its key id, and the SHA-256 of the signed part.
fn message(snapshot: &[u8]) -> Vec<u8> {
    let part = |range| snapshot.get::<core::ops::Range<usize>>(range).unwrap_or_default();
    let digest = Sha256::digest(part(SIZE..snapshot.len()));
    [DOMAIN, part(NAMED), &digest].concat()
}
