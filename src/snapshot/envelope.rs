//! The fixed envelope: magic, version, kind, key id, checksum, signature.

use super::error::{Fault, LoadError, Section};
use super::hash::Hash;
use super::text::number;
use alloc::vec::Vec;
use core::ops::Range;

/// The version that this crate writes, and the one that it reads.
///
/// ```
/// let bytes = std::fs::read("examples/workshop.rolepack").unwrap();
/// assert_eq!(bytes[8..10], rolepack::snapshot::FORMAT_VERSION.to_le_bytes());
/// ```
pub const FORMAT_VERSION: u16 = 1;
/// The media type of a snapshot.
///
/// ```
/// let header = format!("content-type: {}", rolepack::snapshot::MEDIA_TYPE);
/// assert_eq!(header, "content-type: application/vnd.rolepack");
/// ```
pub const MEDIA_TYPE: &str = "application/vnd.rolepack";

/// The bytes that every snapshot begins with.
///
/// ```
/// let bytes = std::fs::read("examples/workshop.rolepack").unwrap();
/// assert!(bytes.starts_with(&rolepack::snapshot::MAGIC));
/// ```
pub const MAGIC: [u8; 8] = [0x89, b'R', b'P', b'K', 0x0D, 0x0A, 0x1A, 0x0A];
/// Where the key of the signature is named; all zero where there is none.
pub(crate) const KEY_ID: Range<usize> = 12..20;
#[cfg(feature = "sign")]
const CHECKSUM: Range<usize> = 20..28;
const CHECKED_FROM: usize = 28;
/// What the signature covers of the envelope: from the version to the key id.
#[cfg(feature = "verify")]
pub(crate) const NAMED: Range<usize> = 8..20;
/// Where the signature stands.
#[cfg(feature = "verify")]
pub(crate) const SIGNATURE: Range<usize> = CHECKED_FROM..SIZE;
/// Where the signed part begins.
pub(crate) const SIZE: usize = 92;

/// What the envelope says, for comparison with what the header repeats.
pub(super) struct Envelope {
    pub kind: u8,
    pub key_id: u64,
}

/// Whether there is an envelope, of a version that this crate reads.
#[inline]
pub(crate) fn begins(bytes: &[u8]) -> Result<(), LoadError> {
    let length = bytes.len();
    if u32::try_from(length).is_err() {
        return Err(LoadError::TooLarge);
    }
    let version = number(bytes.get(8..10).unwrap_or_default()) as u16;
    if !bytes.iter().zip(MAGIC).all(|(byte, expected)| *byte == expected) {
        return Err(LoadError::NotASnapshot);
    }
    if length >= 10 && version != FORMAT_VERSION {
        return Err(LoadError::UnsupportedVersion(version));
    }
    if length < SIZE {
        return Err(LoadError::Truncated);
    }
    Ok(())
}

/// Reads the envelope and compares the checksum.
pub(super) fn open(bytes: &[u8]) -> Result<Envelope, LoadError> {
    begins(bytes)?;
    let field = |at: usize, length: usize| number(bytes.get(at..at + length).unwrap_or_default());
    if field(20, 8) != checksum(bytes) {
        return Err(LoadError::Checksum);
    }
    let [kind, reserved] = (field(10, 2) as u16).to_le_bytes();
    let key_id = field(KEY_ID.start, KEY_ID.len());
    let signed = key_id != 0;
    let signature = (CHECKED_FROM..SIZE).step_by(8).fold(0, |all, at| all | field(at, 8));
    if reserved != 0 || kind > 2 || (signed && kind != 0) || (!signed && signature != 0) {
        return Err(LoadError::Corrupt(Section::Envelope, Fault::BadFlags));
    }
    Ok(Envelope { kind, key_id })
}

/// Of everything after it.
fn checksum(bytes: &[u8]) -> u64 {
    Hash::CHECKSUM.of(bytes.get(CHECKED_FROM..).unwrap_or_default())
}

/// Room for an envelope, for the signed part to be written after it.
pub(super) fn room() -> Vec<u8> {
    alloc::vec![0; SIZE]
}

/// Fills the room before the signed part with an envelope, unsigned as yet.
pub(super) fn seal(kind: u8, key_id: [u8; 8], bytes: Vec<u8>) -> Vec<u8> {
    let mut bytes = bytes;
    let checksum = self::checksum(&bytes);
    let fields = MAGIC
        .into_iter()
        .chain(FORMAT_VERSION.to_le_bytes())
        .chain([kind, 0])
        .chain(key_id)
        .chain(checksum.to_le_bytes());
    bytes.iter_mut().zip(fields).for_each(|(byte, field)| *byte = field);
    bytes
}

/// Signs what is sealed, which names the key; the checksum covers the signature.
#[cfg(feature = "sign")]
pub(crate) fn sign(bytes: &mut [u8], signature: [u8; 64]) {
    bytes.iter_mut().skip(SIGNATURE.start).zip(signature).for_each(|(byte, signed)| *byte = signed);
    let checksum = checksum(bytes).to_le_bytes();
    bytes.iter_mut().skip(CHECKSUM.start).zip(checksum).for_each(|(byte, sum)| *byte = sum);
}
