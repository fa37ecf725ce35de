//! Things of two snapshots, numbered as one sorted list.

/// The keys of one kind of thing, and which number each has where.
pub(super) struct Names<K> {
    /// Sorted, each once.
    list: Vec<K>,
    /// By snapshot and the number that it gives: the number in the list.
    of: [Vec<u32>; 2],
}

impl<K: Ord + Copy> Names<K> {
    /// Joins the keys of the old snapshot with those of the new one, each in the order of their numbers.
    pub fn join(old: impl Iterator<Item = K>, new: impl Iterator<Item = K>) -> Self {
        let sides: [Vec<K>; 2] = [old.collect(), new.collect()];
        let mut list = sides.concat();
        list.sort_unstable();
        list.dedup();
        let number = |key: &K| list.binary_search(key).map_or(u32::MAX, |number| number as u32);
        let of = sides.map(|side| side.iter().map(number).collect());
        Self { list, of }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn get(&self, number: u32) -> Option<K> {
        self.list.get(number as usize).copied()
    }

    /// The number in the list of what a snapshot numbers so.
    pub fn of(&self, side: usize, number: u32) -> u32 {
        self.of.get(side).and_then(|of| of.get(number as usize)).copied().unwrap_or(u32::MAX)
    }

    pub fn iter(&self) -> impl Iterator<Item = (u32, K)> {
        (0..).zip(self.list.iter().copied())
    }
}
