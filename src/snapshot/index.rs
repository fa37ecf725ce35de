//! A hash index over records that begin with their key, built when a snapshot is loaded.
//!
//! Open addressing in one array: a slot holds the record's offset beside a value, so that a look-up costs one access to
//! the index and one to the record. The full key is always compared. The hash takes its seed from the caller, so that
//! ids cannot be chosen to collide.

use super::cursor::Cursor;
use alloc::vec::Vec;
use core::hash::Hasher;
use foldhash::SharedSeed;
use foldhash::fast::FoldHasher;

/// An empty slot; no record begins at offset 0, where the envelope is.
const EMPTY: Slot = Slot { record: 0, value: 0 };

/// Where a record begins, and a number that goes with it.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    pub record: u32,
    pub value: u32,
}

/// Seeded hashing for the indices of one snapshot.
#[derive(Clone)]
pub(crate) struct Hash {
    seed: u64,
    shared: SharedSeed,
}

impl Hash {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, shared: SharedSeed::from_u64(seed) }
    }

    #[inline]
    fn of(&self, key: &[u8]) -> u64 {
        let mut hasher = FoldHasher::with_seed(self.seed, &self.shared);
        hasher.write(key);
        // Spreads the high bits over the low ones, which choose the slot.
        let hash = hasher.finish();
        hash ^ (hash >> 32)
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
            if Cursor::new(bytes, slot.record as usize).bytes()? == key {
                return Some(slot);
            }
            at = (at + 1) & mask;
        }
    }
}
