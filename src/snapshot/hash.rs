//! Hashing eight bytes at a time: the checksum of a snapshot, and, seeded, where a key stands in an index.
//!
//! A word is split in two; each half is multiplied by its own odd factor. A change within one half always changes the hash of the
//! word, and what follows takes it along. There are well-kept crates for both ends, and XXH64 was one of them; but
//! browsers download this, one function serves both, and it is a fifth of the code.

use super::text::number;

/// A start and two odd factors.
pub(crate) struct Hash {
    start: u64,
    low: u64,
    high: u64,
}

impl Hash {
    /// The hash that the checksum of FORMAT.md is.
    pub(crate) const CHECKSUM: Self =
        Self { start: 0x243F_6A88_85A3_08D3, low: 0x9E37_79B9_7F4A_7C15, high: 0xC2B2_AE3D_27D4_EB4F };

    /// A hash that nobody knows who does not know the seed.
    pub(super) fn seeded(seed: u64) -> Self {
        let Self { start, low, high } = Self::CHECKSUM;
        let mix = |number: u64| Self::CHECKSUM.step(Self::CHECKSUM.step(seed ^ number) ^ number);
        Self { start: mix(start), low: mix(low) | 1, high: mix(high) | 1 }
    }

    #[inline]
    pub(crate) fn of(&self, bytes: &[u8]) -> u64 {
        let (words, rest) = bytes.as_chunks::<8>();
        let mut hash = self.start ^ bytes.len() as u64;
        for word in words {
            hash = self.step(hash ^ u64::from_le_bytes(*word));
        }
        if rest.is_empty() { hash } else { self.step(hash ^ number(rest)) }
    }

    /// Of a key, for its place in an index. Of eight bytes or fewer one step alone is a straight line, on which numbered ids lie side by side.
    #[inline]
    pub(super) fn of_key(&self, key: &[u8]) -> u64 {
        self.step(self.of(key))
    }

    #[inline]
    fn step(&self, number: u64) -> u64 {
        let low = u64::from(number as u32).wrapping_mul(self.low);
        low ^ (number >> 32).wrapping_mul(self.high).rotate_left(32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_what_the_format_says() {
        for (bytes, expected) in [
            (&b""[..], 0x243F_6A88_85A3_08D3),
            (b"ada", 0x3F95_2425_BA7A_07FD),
            (b"ada@acme.example", 0x8FD8_1812_3BD0_B01C),
        ] {
            assert_eq!(Hash::CHECKSUM.of(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn one_bit_changes_the_checksum() {
        let mut bytes: Vec<u8> = (0..200).collect();
        let sound = Hash::CHECKSUM.of(&bytes);
        for bit in 0..bytes.len() * 8 {
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert_ne!(Hash::CHECKSUM.of(&bytes), sound);
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
    }
}
