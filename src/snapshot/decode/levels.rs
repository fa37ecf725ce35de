//! What follows the key of an access level and of a value; and the labels.

use super::super::BUILT_IN_DIMENSIONS;
use super::super::error::{Fault, Section};
use super::super::tables::{Keyed, Span};
use super::super::text::is_text;
use super::Decoder;
use alloc::vec::Vec;

impl Decoder<'_> {
    pub(super) fn level(&mut self, key: Span, number: u32) {
        self.require(self.header.scoping, Fault::Disagrees);
        let flags = self.body.u8();
        self.require(flags <= 3, Fault::BadFlags);
        if flags & 2 != 0 {
            let of = |key: Span| self.bytes.get(key.range()).and_then(|key| key.split(|byte| *byte == 0).next());
            // Levels are sorted by company: a second default would follow at once, or after some that are none.
            self.require(of(key) != of(self.company), Fault::Disagrees);
            self.company = key;
            self.tables.default_levels.push(number);
        }
    }

    /// One table a dimension but `company`, which is a level's own, and one of employees.
    pub(super) fn values(&mut self) {
        for _ in 1..BUILT_IN_DIMENSIONS.len() as u32 + self.count(Keyed::Dimensions) {
            self.keyed(Section::Values);
        }
        // Of each level, whether it has an employee: there is one at most.
        self.seen = alloc::vec![u32::MAX; self.count(Keyed::Levels) as usize];
        self.employees = true;
        self.keyed(Section::Values);
    }

    /// The levels that list a value.
    pub(super) fn value(&mut self) {
        let list = self.bytes.get(self.body.span().range()).unwrap_or_default();
        let (list, rest) = list.as_chunks::<2>();
        self.require(!list.is_empty() && rest.is_empty(), Fault::Malformed);
        let mut least = 0;
        for level in list {
            let level = u32::from(u16::from_le_bytes(*level));
            self.require(level < self.count(Keyed::Levels), Fault::OutOfRange);
            self.require(level >= least, Fault::Unsorted);
            least = level + 1;
            if self.employees {
                let last = self.seen.get_mut(level as usize).map(core::mem::take);
                self.require(last != Some(0), Fault::Disagrees);
            }
        }
    }

    /// Names and texts, which no decision reads: as many strings as there are things to label.
    pub(super) fn labels(&mut self) {
        self.begin(Section::Labels);
        if !self.body.flag() {
            return;
        }
        let counts = [
            1,
            4 * self.count(Keyed::Permissions),
            3 * self.count(Keyed::Roles),
            self.count(Keyed::Teams),
            self.count(Keyed::Users),
            2 * self.count(Keyed::Levels),
        ];
        let mut starts = Vec::with_capacity(counts.len());
        for count in counts {
            starts.push(self.body.position() as u32);
            for _ in 0..count {
                let text = self.body.bytes();
                self.require(is_text(text), Fault::Malformed);
                if self.body.failed() {
                    return;
                }
            }
        }
        self.tables.labels = starts;
    }
}
