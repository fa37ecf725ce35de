//! A hash index over keys, built when a snapshot is loaded.
//!
//! Open addressing in one array. A slot holds where the key begins beside a value, and in what is left of its 64 bits a part of
//! the hash, so that a look-up costs one access to the index and one to the key. The full key is always compared. The hash
//! takes its seed from the caller, so that ids cannot be chosen to collide.

use super::hash::Hash;
use super::text::same;
use alloc::vec::Vec;

/// A key to be added: its hash, where it begins, and its value; the last two of as many bits as a place in the snapshot takes.
pub(crate) struct Entry {
    pub hashed: u64,
    pub key: u32,
    pub value: u32,
}

/// The most slots that are looked at for one key. With two thirds of the slots taken, one run of so many in an index of sixteen
/// million keys comes by chance less than once in 10^20 loads.
const LONGEST: u32 = 1000;

/// Finds keys. 8 bytes a slot, 1.5 slots a key.
pub(crate) struct Index {
    /// From the top: where the key begins, the value, the low bits of the hash. 0 is empty: no key begins at 0, where the envelope is.
    slots: Vec<u64>,
}

impl Index {
    /// An index of nothing.
    pub(crate) const NONE: Self = Self { slots: Vec::new() };

    /// An index with room for `count` keys. `count` must not exceed the bytes that hold them.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self { slots: alloc::vec![0; count + count / 2 + 1] }
    }

    fn place(&self, hash: u64) -> usize {
        // The upper half of the hash, brought into the range of the slots.
        (((hash >> 32) * self.slots.len() as u64) >> 32) as usize
    }

    /// Adds keys that are not in the index yet. Together, because each goes to a far place: while the processor waits for one it
    /// can already go to the next. False: one was not added, for more slots in a row are taken than chance would fill; somebody chose keys for
    /// this seed, and with another one they would fit.
    pub(crate) fn insert(&mut self, bits: u32, entries: &[Entry]) -> bool {
        let rest = 64 - bits;
        let below = rest - bits;
        for entry in entries {
            let tag = entry.hashed & !(u64::MAX << below);
            let new = u64::from(entry.key) << rest | u64::from(entry.value) << below | tag;
            let mut at = self.place(entry.hashed);
            let mut left = LONGEST;
            loop {
                left -= 1;
                if left == 0 {
                    return false;
                }
                match self.slots.get_mut(at) {
                    Some(slot) if *slot == 0 => {
                        *slot = new;
                        break;
                    }
                    Some(_) => at += 1,
                    // Some slot is always empty, before or after.
                    None => at = 0,
                }
            }
        }
        true
    }

    /// The place and the value of a key in `bytes`: `sought` holds it from the start.
    #[inline]
    pub(crate) fn find(&self, hash: &Hash, bytes: &[u8], sought: &[u8]) -> Option<(u32, u32)> {
        let hashed = hash.of_key(sought);
        let bits = bits(bytes);
        let rest = 64 - bits;
        let below = rest - bits;
        let tag = !(u64::MAX << below);
        let mut at = self.place(hashed);
        if self.slots.is_empty() {
            return None;
        }
        loop {
            match self.slots.get(at) {
                Some(0) => return None,
                Some(slot) => {
                    if (slot ^ hashed) & tag == 0 {
                        let key = (slot >> rest) as usize;
                        if is_key(bytes, key, sought) {
                            let value = slot >> below & !(u64::MAX << bits);
                            return Some((key as u32, value as u32));
                        }
                    }
                    at += 1;
                }
                None => at = 0,
            }
        }
    }
}

/// How many bits a place in a snapshot takes; it has fewer than 2^32 bytes.
pub(super) fn bits(snapshot: &[u8]) -> u32 {
    32 - (snapshot.len() as u32).leading_zeros()
}

/// Whether the key at `at` is what is sought: the same bytes, and then one that ends a key.
#[inline]
fn is_key(bytes: &[u8], at: usize, sought: &[u8]) -> bool {
    let found = bytes.get(at..at.wrapping_add(sought.len()).wrapping_add(1)).and_then(<[u8]>::split_last);
    found.is_some_and(|(end, key)| *end < 0x20 && same(key, sought))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_and_no_other() {
        let keys: Vec<String> = (0..5_000).map(|number| format!("user-{number}@acme.example")).collect();
        let bytes = ["-", &keys.join("\n"), "\n"].concat().into_bytes();
        let hash = Hash::seeded(7);
        let mut index = Index::with_capacity(keys.len());
        let mut start = 1;
        let mut places = Vec::new();
        for (number, key) in keys.iter().enumerate() {
            let entry = Entry { hashed: hash.of_key(key.as_bytes()), key: start as u32, value: number as u32 };
            assert!(index.insert(bits(&bytes), &[entry]));
            places.push(start as u32);
            start += key.len() + 1;
        }
        for (number, key) in keys.iter().enumerate() {
            let found = index.find(&hash, &bytes, key.as_bytes());
            assert_eq!(found, Some((places[number], number as u32)));
            assert_eq!(index.find(&hash, &bytes, &key.as_bytes()[..key.len() - 1]), None);
            assert_eq!(index.find(&hash, &bytes, format!("{key}x").as_bytes()), None);
        }
        assert_eq!(Index::NONE.find(&hash, &bytes, b"ada"), None);
    }

    #[test]
    fn numbered_keys_fit_whatever_the_seed() {
        let shapes: [fn(u32) -> String; 4] =
            [|at| format!("{at:08}"), |at| at.to_string(), |at| format!("E{at:06}"), |at| format!("{at:016}")];
        for shape in shapes {
            let keys: Vec<String> = (0..20_000).map(shape).collect();
            // By one step of the hash alone the first three would not.
            let odd = [0x24D9_29E3_A3C1_6171, 0xB592_8EC4_0857_EB7B, 0x139B_9696_CD24_2295];
            for seed in odd.into_iter().chain(0..60) {
                let hash = Hash::seeded(seed);
                let mut index = Index::with_capacity(keys.len());
                let entries: Vec<Entry> = (1..)
                    .zip(&keys)
                    .map(|(place, key)| Entry { hashed: hash.of_key(key.as_bytes()), key: place, value: 0 })
                    .collect();
                assert!(index.insert(20, &entries), "{}, seed {seed}", keys[7]);
            }
        }
    }

    #[test]
    fn more_that_collide_than_chance_allows_are_refused() {
        let count = LONGEST as usize * 2;
        let mut index = Index::with_capacity(count);
        let alike = |key| Entry { hashed: 7 << 32, key, value: 0 };
        let fitting = (1..=count as u32).position(|key| !index.insert(12, &[alike(key)]));
        assert_eq!(fitting, Some(LONGEST as usize - 1));
    }
}
