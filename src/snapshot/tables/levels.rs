//! Access levels and the values that they list.

use super::super::text::pair;
use super::{Keyed, Snapshot, Table, utf8};

/// One access level.
#[derive(Clone, Copy)]
pub(crate) struct LevelRecord<'a> {
    pub company: &'a str,
    pub key: &'a str,
    pub active: bool,
    pub default: bool,
}

/// The levels that list one value: 2-byte numbers, sorted.
#[derive(Clone, Copy, Default)]
pub(crate) struct Postings<'a>(&'a [u8]);

impl<'a> Postings<'a> {
    pub(crate) fn contains(self, level: u32) -> bool {
        let (list, _) = self.0.as_chunks::<2>();
        list.binary_search_by(|entry| u32::from(u16::from_le_bytes(*entry)).cmp(&level)).is_ok()
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn levels(self) -> impl Iterator<Item = u32> + 'a {
        let (list, _) = self.0.as_chunks::<2>();
        list.iter().map(|entry| u32::from(u16::from_le_bytes(*entry)))
    }
}

impl Snapshot {
    pub(crate) fn level_count(&self) -> usize {
        self.count(Keyed::Levels)
    }

    pub(crate) fn level(&self, number: u32) -> Option<LevelRecord<'_>> {
        let flags = self.cursor(self.place(Keyed::Levels, number)?).u8();
        let (company, key) = pair(self.key(Keyed::Levels, number))?;
        Some(LevelRecord { company, key, active: flags & 1 != 0, default: flags & 2 != 0 })
    }

    /// Whether a level is active, without reading the rest of it.
    pub(crate) fn level_is_active(&self, number: u32) -> bool {
        self.place(Keyed::Levels, number).is_some_and(|at| self.cursor(at).u8() & 1 != 0)
    }

    /// Whether a level is of that company.
    pub(crate) fn level_is_of(&self, number: u32, company: &[u8]) -> bool {
        let row = self.tables.of(Keyed::Levels).rows.get(number as usize);
        let key = row.and_then(|row| self.bytes.get(row.key as usize..)).unwrap_or_default();
        key.strip_prefix(company).is_some_and(|rest| rest.first() == Some(&0))
    }

    pub(crate) fn default_levels(&self) -> &[u32] {
        &self.tables.default_levels
    }

    /// The levels that name an employee, by number.
    pub(crate) fn employee_levels(&self, employee: &[u8]) -> Postings<'_> {
        self.tables.values().last().map(|table| self.listed(table, employee)).unwrap_or_default()
    }

    /// The number of an employee whom some level names.
    pub(crate) fn employee_number(&self, employee: &[u8]) -> Option<u32> {
        self.tables.values().last().and_then(|table| self.find(table, employee))
    }

    /// By employee whom some level names: the levels.
    pub(crate) fn levels_by_employee(&self) -> impl Iterator<Item = Postings<'_>> {
        let employees = self.tables.values().last().map_or(&[][..], |table| &table.rows);
        employees.iter().map(|row| Postings(self.cursor(row.at).bytes()))
    }

    /// The levels that list a value in a dimension that has values (`location` is 0).
    pub(crate) fn postings(&self, dimension: usize, value: &[u8]) -> Postings<'_> {
        self.tables.values().get(dimension).map(|table| self.listed(table, value)).unwrap_or_default()
    }

    fn listed(&self, table: &Table, value: &[u8]) -> Postings<'_> {
        self.find(table, value).map(|number| self.postings_of(table, number)).unwrap_or_default()
    }

    fn postings_of(&self, table: &Table, number: u32) -> Postings<'_> {
        table.rows.get(number as usize).map(|row| Postings(self.cursor(row.at).bytes())).unwrap_or_default()
    }

    /// Every value that levels list in a dimension that has values, `*` and `$user` among them, in byte order.
    pub(crate) fn values(&self, dimension: usize) -> impl Iterator<Item = (&str, Postings<'_>)> {
        let tables = self.tables.values().get(dimension).into_iter();
        tables.flat_map(move |table| {
            (0..table.count).map(move |number| (utf8(self.key_in(table, number)), self.postings_of(table, number)))
        })
    }

    /// By level: the employee that it names.
    #[cfg(feature = "author")]
    pub(crate) fn employees(&self) -> alloc::vec::Vec<Option<&str>> {
        let mut employees = alloc::vec![None; self.level_count()];
        for (employee, named_by) in self.values(self.tables.values().len().wrapping_sub(1)) {
            for level in named_by.levels() {
                if let Some(place) = employees.get_mut(level as usize) {
                    *place = Some(employee);
                }
            }
        }
        employees
    }
}
