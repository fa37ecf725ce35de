//! Mulberry32, as `benches/peers/workload/random.mjs` has it: every run on every machine draws the same.

pub(crate) struct Random(u32);

impl Random {
    pub(crate) fn seeded(seed: u32) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x6D2B_79F5);
        let mut mixed = (self.0 ^ (self.0 >> 15)).wrapping_mul(self.0 | 1);
        mixed ^= mixed.wrapping_add((mixed ^ (mixed >> 7)).wrapping_mul(mixed | 61));
        mixed ^ (mixed >> 14)
    }

    /// A number from 0 up to and without `bound`.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        ((u64::from(self.next()) * u64::from(bound)) >> 32) as u32
    }

    /// Whether one draw in `every` came out.
    pub(crate) fn one_in(&mut self, every: u32) -> bool {
        self.below(every) == 0
    }

    /// `count` different numbers below `bound`, in the order drawn.
    pub(crate) fn distinct(&mut self, count: u32, bound: u32) -> Vec<u32> {
        let count = count.min(bound) as usize;
        let mut drawn = Vec::with_capacity(count);
        while drawn.len() < count {
            let number = self.below(bound);
            if !drawn.contains(&number) {
                drawn.push(number);
            }
        }
        drawn
    }
}
