//! The fixed envelope: magic, version, kind, key id, checksum, signature.

use super::error::{Fault, LoadError, Section};
use super::hash::Hash;
use super::text::number;
use alloc::vec::Vec;

/// The version that this crate writes, and the one that it reads.
pub const FORMAT_VERSION: u16 = 1;
/// The media type of a snapshot.
pub const MEDIA_TYPE: &str = "application/vnd.rolepack";

/// The bytes that every snapshot begins with.
pub const MAGIC: [u8; 8] = [0x89, b'R', b'P', b'K', 0x0D, 0x0A, 0x1A, 0x0A];
/// Where the key of the signature is named; all zero where there is none.
pub(crate) const KEY_ID: core::ops::Range<usize> = 12..20;
const CHECKED_FROM: usize = 28;
/// Where the signed part begins.
pub(super) const SIZE: usize = 92;

/// What the envelope says, for comparison with what the header repeats.
pub(super) struct Envelope {
    pub kind: u8,
    pub key_id: u64,
}

/// Reads the envelope and compares the checksum.
pub(super) fn open(bytes: &[u8]) -> Result<Envelope, LoadError> {
    let length = bytes.len();
    if u32::try_from(length).is_err() {
        return Err(LoadError::TooLarge);
    }
    let field = |at: usize, length: usize| number(bytes.get(at..at + length).unwrap_or_default());
    let version = field(8, 2) as u16;
    if !bytes.iter().zip(MAGIC).all(|(byte, expected)| *byte == expected) {
        return Err(LoadError::NotASnapshot);
    }
    if length >= 10 && version != FORMAT_VERSION {
        return Err(LoadError::UnsupportedVersion(version));
    }
    if length < SIZE {
        return Err(LoadError::Truncated);
    }
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

/// Fills the room before the signed part with an unsigned envelope.
pub(super) fn seal(kind: u8, bytes: Vec<u8>) -> Vec<u8> {
    let mut bytes = bytes;
    let checksum = self::checksum(&bytes);
    let fields = MAGIC
        .into_iter()
        .chain(FORMAT_VERSION.to_le_bytes())
        .chain([kind, 0])
        .chain([0; 8])
        .chain(checksum.to_le_bytes());
    bytes.iter_mut().zip(fields).for_each(|(byte, field)| *byte = field);
    bytes
}
