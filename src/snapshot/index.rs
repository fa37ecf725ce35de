//! A hash index over records that begin with their key, built when a snapshot is loaded.
//!
//! Open addressing in one array: a slot holds the record's offset beside a value, so that a look-up costs one access to
//! the index and one to the record. The full key is always compared. The hash takes its seed from the caller, so that
//! ids cannot be chosen to collide.

use super::cursor::Cursor;
use alloc::vec::Vec;

/// An empty slot; no record begins at offset 0, where the envelope is.
const EMPTY: Slot = Slot { record: 0, value: 0 };

/// Where a record begins, and a number that goes with it.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    pub record: u32,
    pub value: u32,
}

/// Seeded hashing for the indices of one snapshot: eight bytes at a time, xor and a folded 128-bit product with a secret odd factor,
/// as in the wyhash family. The well-kept crates of that family bring paths for long inputs that no id needs, 3 KB of the browser module.
#[derive(Clone)]
pub(crate) struct Hash {
    start: u64,
    factor: u64,
}

impl Hash {
    pub(crate) fn new(seed: u64) -> Self {
        // Two numbers from one: the finisher of SplitMix64.
        let mix = |number: u64| {
            let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            number ^ (number >> 31)
        };
        Self { start: mix(seed), factor: mix(seed.wrapping_add(0x9E37_79B9_7F4A_7C15)) | 1 }
    }

    #[inline]
    fn of(&self, key: &[u8]) -> u64 {
        let (words, rest) = key.as_chunks::<8>();
        let mut hash = self.start;
        for word in words {
            hash = self.fold(hash ^ u64::from_le_bytes(*word));
        }
        // The length stands above the last bytes, of which there are at most seven.
        let last = rest.iter().rev().fold(key.len() as u64, |last, byte| last << 8 | u64::from(*byte));
        self.fold(hash ^ last)
    }

    #[inline]
    fn fold(&self, number: u64) -> u64 {
        let product = u128::from(number) * u128::from(self.factor);
        product as u64 ^ (product >> 64) as u64
    }
}

/// Finds records by key. 8 bytes a slot, 1.5 to 3 slots a record.
#[derive(Default)]
pub(crate) struct Index {
    slots: Vec<Slot>,
}

impl Index {
    /// An index with room for `count` records. `count` must not exceed the bytes that hold them.
    pub(crate) fn with_capacity(count: usize) -> Self {
        let size = if count == 0 { 0 } else { (count + count / 2 + 1).next_power_of_two() };
        Self { slots: alloc::vec![EMPTY; size] }
    }

    /// Adds a record whose key is not in the index yet.
    pub(crate) fn insert(&mut self, hash: &Hash, key: &[u8], slot: Slot) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash.of(key) as usize & mask;
        while let Some(place) = self.slots.get_mut(at) {
            if place.record == 0 {
                *place = slot;
                return;
            }
            at = (at + 1) & mask;
        }
    }

    /// The slot of the record in `bytes` that begins with `key`.
    #[inline]
    pub(crate) fn find(&self, hash: &Hash, bytes: &[u8], key: &[u8]) -> Option<Slot> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash.of(key) as usize & mask;
        loop {
            let slot = *self.slots.get(at)?;
            if slot.record == 0 {
                return None;
            }
            if Cursor::new(bytes, slot.record as usize).bytes() == key {
                return Some(slot);
            }
            at = (at + 1) & mask;
        }
    }
}
