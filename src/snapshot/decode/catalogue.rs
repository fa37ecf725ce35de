//! What follows the key of a dimension, a permission and a role.

use super::super::BUILT_IN_DIMENSIONS;
use super::super::error::Fault;
use super::super::tables::{Keyed, Role, Span};
use super::Decoder;

const MAX_GRANTS: usize = 65_535;

impl Decoder<'_> {
    pub(super) fn dimension(&mut self, name: &[u8]) {
        let built_in = BUILT_IN_DIMENSIONS.iter().any(|known| known.as_bytes() == name);
        self.require(!built_in, Fault::Disagrees);
    }

    pub(super) fn permission(&mut self, number: u32) {
        let group = self.below(self.count(Keyed::Groups) + 1);
        let flags = self.body.u8();
        self.require(flags <= 9, Fault::BadFlags);
        let own = self.body.varint();
        let grants = self.tables.grant_groups.len();
        let grown = grants.saturating_add(own.max(1) as usize);
        self.require(grown <= MAX_GRANTS, Fault::TooMany);
        if self.body.failed() {
            return;
        }
        for _ in 0..own {
            let right = self.body.varint();
            let last = self.seen.get_mut(right as usize).map(|last| core::mem::replace(last, number));
            self.require(last.is_some(), Fault::OutOfRange);
            self.require(last != Some(number), Fault::Unsorted);
            if self.body.failed() {
                return;
            }
        }
        self.tables.first_grants.push(grants as u32);
        self.tables.grant_groups.resize(grown, group);
    }

    pub(super) fn role(&mut self, key: Span) {
        let flags = self.body.u8();
        self.require((2..=7).contains(&flags), Fault::BadFlags);
        let row = self.body.span();
        self.row(row);
        self.tables.roles.push(Role { key, row, flags });
    }

    /// A bit map of exactly the bits' length, or, shorter, a sorted list of 4-byte numbers.
    fn row(&mut self, row: Span) {
        let row = self.bytes.get(row.range()).unwrap_or_default();
        let bits = self.tables.bits();
        let stride = self.tables.stride;
        if row.len() == stride {
            let beyond = row.last().is_some_and(|last| u32::from(*last) >> (8 - (8 * stride as u32 - bits)) != 0);
            self.require(!beyond, Fault::OutOfRange);
            return;
        }
        let (list, rest) = row.as_chunks::<4>();
        self.require(rest.is_empty() && row.len() < stride, Fault::Malformed);
        let mut least = 0;
        for bit in list {
            let bit = u32::from_le_bytes(*bit);
            self.require(bit < bits, Fault::OutOfRange);
            self.require(bit >= least, Fault::Unsorted);
            least = bit.saturating_add(1);
        }
    }
}
