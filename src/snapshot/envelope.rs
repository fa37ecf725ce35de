//! The fixed envelope: magic, version, kind, key id, checksum, signature.

use super::error::{Fault, LoadError, Section};
use alloc::vec::Vec;
use twox_hash::XxHash64;

/// The version that this crate writes, and the one that it reads.
pub const FORMAT_VERSION: u16 = 1;
/// The media type of a snapshot.
pub const MEDIA_TYPE: &str = "application/vnd.rolepack";

/// The bytes that every snapshot begins with.
pub const MAGIC: [u8; 8] = [0x89, b'R', b'P', b'K', 0x0D, 0x0A, 0x1A, 0x0A];
const CHECKED_FROM: usize = 28;
/// Where the signed part begins.
pub(super) const SIZE: usize = 92;

/// What the envelope says, for comparison with what the header repeats.
pub(super) struct Envelope {
    pub kind: u8,
    pub key_id: [u8; 8],
}

/// Reads the envelope and compares the checksum.
pub(super) fn open(bytes: &[u8]) -> Result<Envelope, LoadError> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(LoadError::TooLarge);
    }
    if !bytes.starts_with(&MAGIC) {
        let cut = MAGIC.starts_with(bytes);
        return Err(if cut { LoadError::Truncated } else { LoadError::NotASnapshot });
    }
    let version = u16::from_le_bytes(field(bytes, 8)?);
    if version != FORMAT_VERSION {
        return Err(LoadError::UnsupportedVersion(version));
    }
    let [kind, reserved] = field(bytes, 10)?;
    let key_id: [u8; 8] = field(bytes, 12)?;
    let checksum = u64::from_le_bytes(field(bytes, 20)?);
    let signature: [u8; 64] = field(bytes, CHECKED_FROM)?;
    let checked = bytes.get(CHECKED_FROM..).ok_or(LoadError::Truncated)?;
    if XxHash64::oneshot(0, checked) != checksum {
        return Err(LoadError::Checksum);
    }
    let signed = key_id != [0; 8];
    if reserved != 0 || kind > 2 || (signed && kind != 0) || (!signed && signature != [0; 64]) {
        return Err(LoadError::Corrupt(Section::Envelope, Fault::BadFlags));
    }
    Ok(Envelope { kind, key_id })
}

/// Puts an unsigned envelope before the signed part.
pub(super) fn seal(kind: u8, signed_part: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(SIZE + signed_part.len());
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
    bytes.extend_from_slice(&[kind, 0]);
    bytes.extend_from_slice(&[0; 16]);
    bytes.extend_from_slice(&[0; 64]);
    bytes.extend_from_slice(signed_part);
    let checksum = bytes.get(CHECKED_FROM..).map_or(0, |checked| XxHash64::oneshot(0, checked));
    if let Some(place) = bytes.get_mut(20..CHECKED_FROM) {
        place.copy_from_slice(&checksum.to_le_bytes());
    }
    bytes
}

fn field<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], LoadError> {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or(LoadError::Truncated)
}
