//! Access levels, and the values that they list.

use super::super::body::Records;
use super::super::error::{Fault, Section};
use super::super::id::{is_id, is_pair, pair};
use super::super::tables::{Tables, Values};
use super::{Decoder, Keep, Keyed};
use crate::order::sort;
use alloc::vec::Vec;

const MAX_LEVELS: usize = 65_535;
/// `location`, `equipmentItem`, `party` and `tool` have values; a company is the level's own.
const BUILT_IN_WITH_VALUES: usize = 4;

impl<'a> Decoder<'a> {
    pub(super) fn levels(&self, records: &Records<'a>, tables: &mut Tables) -> Result<(), Fault> {
        self.at.set(Section::Levels);
        if records.count > 0 && !self.header.scoping {
            return Err(Fault::Disagrees);
        }
        let meaningless = !0_u64 << (BUILT_IN_WITH_VALUES + tables.dimensions.len());
        let mut company_with_default = None;
        let mut employees: Vec<(&str, u16)> = Vec::new();
        let mut defaults = Vec::new();
        let table = Keyed { section: Section::Levels, records, most: MAX_LEVELS, is_key: is_pair, keep: Keep::Places };
        let found = self.keyed(&table, &mut |cursor, key, number| {
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
                defaults.push(level);
            }
            let employee = cursor.str();
            if !employee.is_empty() {
                if !is_id(employee) {
                    return Err(Fault::BadId);
                }
                employees.push((employee, level));
            }
            Ok(number)
        })?;
        sort(&mut employees);
        tables.levels = found.places;
        tables.default_levels = defaults;
        tables.employee_levels =
            employees.into_iter().map(|(employee, level)| (self.span(employee.as_bytes()), level)).collect();
        Ok(())
    }

    pub(super) fn values(&self, dimensions: &[Records<'a>], tables: &mut Tables) -> Result<(), Fault> {
        self.at.set(Section::Values);
        if dimensions.len() != BUILT_IN_WITH_VALUES + tables.dimensions.len() {
            return Err(Fault::Disagrees);
        }
        let levels = tables.levels.len();
        for records in dimensions {
            let most = usize::MAX;
            let table = Keyed { section: Section::Values, records, most, is_key: is_id, keep: Keep::Index };
            let found = self.keyed(&table, &mut |cursor, value, number| {
                if value == "*" || value == "$user" {
                    return Err(Fault::BadId);
                }
                check_levels(cursor.bytes(), levels)?;
                Ok(number)
            })?;
            tables.values.push(Values { index: found.index, records: self.span(records.bytes), count: records.count });
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
