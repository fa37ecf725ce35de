//! Access levels, and the values that they list.

use super::super::body::Records;
use super::super::cursor::Cursor;
use super::super::error::{Fault, Section};
use super::super::id::{is_id, is_pair, pair};
use super::super::index::Index;
use super::super::tables::{Span, Tables, Values};
use super::{Decoder, Keyed};
use crate::order::sort_by;

const MAX_LEVELS: usize = 65_535;
/// `location`, `equipmentItem`, `party` and `tool` have values; a company is the level's own.
const BUILT_IN_WITH_VALUES: usize = 4;

impl<'a> Decoder<'a> {
    pub(super) fn levels(&self, records: Records<'a>, tables: &mut Tables) -> Result<(), Fault> {
        self.at.set(Section::Levels);
        if records.count > 0 && !self.header.scoping {
            return Err(Fault::Disagrees);
        }
        let Tables { levels, default_levels, employee_levels, dimensions, .. } = tables;
        let meaningless = !0_u64 << (BUILT_IN_WITH_VALUES + dimensions.len());
        let mut company_with_default = None;
        let table = Keyed {
            section: Section::Levels,
            records,
            most: MAX_LEVELS,
            is_key: is_pair,
            places: Some(levels),
            index: None,
        };
        self.keyed(table, &mut |cursor, key, number| {
            let level = number as u16;
            let flags = cursor.u8();
            let every = cursor.varint64();
            let own = cursor.varint64();
            if flags > 3 || (every | own) & meaningless != 0 {
                return Err(Fault::BadFlags);
            }
            if flags & 2 != 0 {
                let company = pair(key).map(|(company, _)| company);
                if company == company_with_default {
                    return Err(Fault::Disagrees);
                }
                company_with_default = company;
                default_levels.push(level);
            }
            let employee = cursor.str();
            if !employee.is_empty() {
                if !is_id(employee) {
                    return Err(Fault::BadId);
                }
                employee_levels.push((self.span(employee.as_bytes()), level));
            }
            Ok(number)
        })?;
        let text = |span: &Span| self.bytes.get(span.start as usize..span.end as usize);
        sort_by(employee_levels, |a, b| (text(&a.0), a.1) < (text(&b.0), b.1));
        Ok(())
    }

    pub(super) fn values(&self, body: &mut Cursor<'a>, tables: &mut Tables) -> Result<(), Fault> {
        let dimensions = BUILT_IN_WITH_VALUES + tables.dimensions.len();
        self.at.set(Section::Values);
        if body.varint() as usize != dimensions {
            return Err(Fault::Disagrees);
        }
        for _ in 0..dimensions {
            let records = self.records(body)?;
            let Tables { levels, values, hash, .. } = tables;
            let mut index = Index::default();
            let table = Keyed {
                section: Section::Values,
                records,
                most: usize::MAX,
                is_key: is_id,
                places: None,
                index: Some((&mut index, hash)),
            };
            self.keyed(table, &mut |cursor, value, number| {
                if value == "*" || value == "$user" {
                    return Err(Fault::BadId);
                }
                check_levels(cursor.bytes(), levels.len())?;
                Ok(number)
            })?;
            values.push(Values { index, records: self.span(records.bytes), count: records.count });
        }
        Ok(())
    }
}

fn check_levels(list: &[u8], levels: usize) -> Result<(), Fault> {
    let (list, rest) = list.as_chunks::<2>();
    if list.is_empty() || !rest.is_empty() {
        return Err(Fault::Malformed);
    }
    let mut least = 0;
    for level in list {
        let level = u16::from_le_bytes(*level);
        if usize::from(level) >= levels {
            return Err(Fault::OutOfRange);
        }
        if u32::from(level) < least {
            return Err(Fault::Unsorted);
        }
        least = u32::from(level) + 1;
    }
    Ok(())
}
