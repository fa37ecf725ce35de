//! Access levels, and the values that they list.

use super::super::BUILT_IN_DIMENSIONS;
use super::super::error::{Fault, Section};
use super::super::tables::{Keyed, Tables};
use super::super::text::is_text;
use super::{Decoder, Shape};
use alloc::vec::Vec;

const MAX_LEVELS: u32 = 65_535;

impl Decoder<'_> {
    pub(super) fn levels(&mut self, tables: &mut Tables) -> Result<(), Fault> {
        self.begin(Section::Levels, tables);
        let shape = Shape { section: Section::Levels, most: MAX_LEVELS, pair: true, indexed: false };
        let bytes = self.bytes;
        let defaults = &mut tables.default_levels;
        let mut company_with_default = None;
        let levels = self.keyed(&shape, &mut |cursor, key, number| {
            let flags = cursor.u8();
            if flags > 3 {
                return Err(Fault::BadFlags);
            }
            if flags & 2 != 0 {
                let company = bytes.get(key.range()).and_then(|key| key.split(|byte| *byte == 0).next());
                if company == company_with_default {
                    return Err(Fault::Disagrees);
                }
                company_with_default = company;
                defaults.push(number);
            }
            Ok(0)
        })?;
        let scopes = levels.count == 0 || self.header.scoping;
        tables.keyed.push(levels);
        if scopes { Ok(()) } else { Err(Fault::Disagrees) }
    }

    /// One table a dimension but `company`, which is a level's own, and one of employees.
    pub(super) fn values(&mut self, tables: &mut Tables) -> Result<(), Fault> {
        self.begin(Section::Values, tables);
        let shape = Shape { section: Section::Values, most: u32::MAX, pair: false, indexed: true };
        let (bytes, levels) = (self.bytes, tables.of(Keyed::Levels).count);
        let dimensions = BUILT_IN_DIMENSIONS.len() - 1 + tables.of(Keyed::Dimensions).count as usize;
        // Of each level, whether it has an employee: there is one at most.
        let mut taken = alloc::vec![false; levels as usize];
        for dimension in 0..=dimensions {
            let values = self.keyed(&shape, &mut |cursor, _, number| {
                let list = bytes.get(cursor.span().range()).unwrap_or_default();
                let (list, rest) = list.as_chunks::<2>();
                if list.is_empty() || !rest.is_empty() {
                    return Err(Fault::Malformed);
                }
                let mut least = 0;
                for level in list {
                    let level = usize::from(u16::from_le_bytes(*level));
                    if level < least {
                        return Err(Fault::Unsorted);
                    }
                    least = level + 1;
                    let taken = taken.get_mut(level).ok_or(Fault::OutOfRange)?;
                    if dimension == dimensions && core::mem::replace(taken, true) {
                        return Err(Fault::Disagrees);
                    }
                }
                Ok(number)
            })?;
            tables.keyed.push(values);
        }
        Ok(())
    }

    /// Names and texts, which no decision reads: as many strings as there are things to label.
    pub(super) fn labels(&mut self, tables: &mut Tables) -> Result<(), Fault> {
        self.begin(Section::Labels, tables);
        if !self.body.flag() {
            return if self.body.failed() { Err(Fault::Malformed) } else { Ok(()) };
        }
        let counts = [
            1,
            4 * tables.of(Keyed::Permissions).count,
            3 * tables.roles.len() as u32,
            tables.of(Keyed::Teams).count,
            tables.of(Keyed::Users).count,
            2 * tables.of(Keyed::Levels).count,
        ];
        let mut starts = Vec::with_capacity(counts.len());
        for count in counts {
            starts.push(self.body.position() as u32);
            for _ in 0..count {
                let text = self.body.bytes();
                if self.body.failed() || !is_text(text) {
                    return Err(Fault::Malformed);
                }
            }
        }
        tables.labels = starts;
        Ok(())
    }
}
