//! Access levels and the values that they list.

use super::super::cursor::Cursor;
use super::super::id::pair;
use super::{Snapshot, Span};

/// One access level.
#[derive(Clone, Copy)]
pub(crate) struct LevelRecord<'a> {
    pub company: &'a str,
    pub key: &'a str,
    pub active: bool,
    pub default: bool,
    /// Bit *d*: lists `*` in value dimension *d* (`location` is 0).
    pub every: u64,
    /// Bit *d*: lists `$user` there.
    pub own: u64,
    /// Empty: none.
    pub employee: &'a str,
}

/// The levels that list one value: 2-byte numbers, sorted.
#[derive(Clone, Copy, Default)]
pub(crate) struct Postings<'a>(&'a [u8]);

impl<'a> Postings<'a> {
    pub(crate) fn contains(self, level: u16) -> bool {
        let (list, _) = self.0.as_chunks::<2>();
        list.binary_search_by(|entry| u16::from_le_bytes(*entry).cmp(&level)).is_ok()
    }

    pub(crate) fn levels(self) -> impl Iterator<Item = u16> + 'a {
        let (list, _) = self.0.as_chunks::<2>();
        list.iter().map(|entry| u16::from_le_bytes(*entry))
    }
}

impl Snapshot {
    pub(crate) fn level_count(&self) -> usize {
        self.tables.levels.len()
    }

    pub(crate) fn level(&self, number: u16) -> Option<LevelRecord<'_>> {
        let at = *self.tables.levels.get(usize::from(number))?;
        let mut cursor = Cursor::new(&self.bytes, at as usize);
        let (company, key) = pair(cursor.str())?;
        let flags = cursor.u8();
        let every = cursor.varint64();
        let own = cursor.varint64();
        let employee = cursor.str();
        Some(LevelRecord { company, key, active: flags & 1 != 0, default: flags & 2 != 0, every, own, employee })
    }

    /// Whether a level is active, without reading the rest of it.
    pub(crate) fn level_is_active(&self, number: u16) -> bool {
        let flags = self.tables.levels.get(usize::from(number)).map(|at| {
            let mut cursor = Cursor::new(&self.bytes, *at as usize);
            cursor.bytes();
            cursor.u8()
        });
        flags.is_some_and(|flags| flags & 1 != 0)
    }

    pub(crate) fn default_levels(&self) -> &[u16] {
        &self.tables.default_levels
    }

    /// The levels that name an employee, by number.
    pub(crate) fn employee_levels(&self, employee: &str) -> impl Iterator<Item = u16> {
        let all = &self.tables.employee_levels;
        let first = all.partition_point(|(span, _)| self.slice_of(*span) < employee.as_bytes());
        let named = all.get(first..).unwrap_or_default().iter();
        named.take_while(move |(span, _)| self.slice_of(*span) == employee.as_bytes()).map(|(_, level)| *level)
    }

    /// The levels that list a value in a value dimension (`location` is 0).
    pub(crate) fn postings(&self, dimension: usize, value: &str) -> Postings<'_> {
        let found = self.tables.values.get(dimension).and_then(|values| {
            let slot = values.index.find(&self.tables.hash, &self.bytes, value.as_bytes())?;
            let mut cursor = Cursor::new(&self.bytes, slot.record as usize);
            cursor.bytes();
            Some(cursor.bytes())
        });
        found.map(Postings).unwrap_or_default()
    }

    /// Every value that levels list in a value dimension, in byte order.
    pub(crate) fn values(&self, dimension: usize) -> impl Iterator<Item = (&str, Postings<'_>)> {
        let (span, count) =
            self.tables.values.get(dimension).map_or((Span::default(), 0), |values| (values.records, values.count));
        let mut cursor = Cursor::new(&self.bytes, span.start as usize);
        (0..count).map(move |_| (cursor.str(), Postings(cursor.bytes())))
    }
}
