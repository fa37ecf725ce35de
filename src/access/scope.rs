//! Rule 9: what a request names, and whether an access level covers it.

use super::decision::Reason;
use super::question::Who;
use super::request::Request;
use crate::order::sort;
use crate::snapshot::Snapshot;
use crate::snapshot::tables::{Postings, UserRecord};
use alloc::vec::Vec;

/// What a request names, looked up. Names nothing where the organisation does not scope.
#[derive(Default)]
pub(super) struct Scope<'a> {
    company: Option<&'a str>,
    values: Vec<Named<'a>>,
}

struct Named<'a> {
    /// Among the dimensions that have values: `location` is 0.
    dimension: usize,
    value: &'a str,
    listed_by: Postings<'a>,
}

impl<'a> Scope<'a> {
    /// # Errors
    ///
    /// `unknown-dimension`, also where the organisation does not scope: a slip of the pen never grants.
    pub(super) fn new(snapshot: &'a Snapshot, request: &Request<'a>) -> Result<Self, Reason> {
        let mut scope = Self::default();
        for (dimension, value) in &request.resource {
            match snapshot.dimension(dimension).ok_or(Reason::UnknownDimension)? {
                0 => scope.company = Some(value),
                number => {
                    let dimension = number - 1;
                    scope.values.push(Named { dimension, value, listed_by: snapshot.postings(dimension, value) });
                }
            }
        }
        Ok(if snapshot.header.scoping { scope } else { Self::default() })
    }

    pub(super) fn names_nothing(&self) -> bool {
        self.company.is_none() && self.values.is_empty()
    }

    /// Whether one level, by itself, covers all that is named.
    pub(super) fn is_covered_by(&self, snapshot: &Snapshot, level: u16, who: &Who<'_>) -> bool {
        self.covered(snapshot, level, |value| who.is(value))
    }

    /// The same for whoever is named by no value.
    pub(super) fn covered_by(&self, snapshot: &Snapshot, level: u16) -> LevelCovers {
        if self.covered(snapshot, level, |_| false) { LevelCovers::Anyone } else { LevelCovers::NobodyOrOnlyTheNamed }
    }

    fn covered(&self, snapshot: &Snapshot, level: u16, is_user: impl Fn(&str) -> bool) -> bool {
        let Some(record) = snapshot.level(level) else { return false };
        record.active
            && self.company.is_none_or(|company| record.company == company || record.company == "*")
            && self.values.iter().all(|named| {
                has(record.every, named.dimension)
                    || (has(record.own, named.dimension) && is_user(named.value))
                    || named.listed_by.contains(level)
            })
    }

    /// Whether a value is the user's id or e-mail, so that `$user` may cover it.
    pub(super) fn names(&self, user: &UserRecord<'_>) -> bool {
        self.values.iter().any(|named| named.value == user.id || user.email == Some(named.value))
    }
}

/// What can be said of a level's covering without saying for whom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LevelCovers {
    /// It covers what is named.
    Anyone,
    /// It does not, unless `$user` does for a user who is named.
    NobodyOrOnlyTheNamed,
}

pub(super) fn has(mask: u64, dimension: usize) -> bool {
    mask >> dimension & 1 != 0
}

impl Who<'_> {
    /// Whether a value is the user's id or e-mail.
    fn is(&self, value: &str) -> bool {
        value == self.id || self.user.is_some_and(|user| user.email == Some(value))
    }

    /// The user's own levels: assigned, or naming the employee (the id where there is none); without any, the defaults.
    pub(super) fn own_levels(&self, snapshot: &Snapshot) -> Vec<u16> {
        let employee = self.user.and_then(|user| user.employee).unwrap_or(self.id);
        let mut levels: Vec<u16> = snapshot.employee_levels(employee).collect();
        if let Some(user) = self.user {
            levels.extend(snapshot.profile(user.profile).levels());
        }
        sort(&mut levels);
        levels.dedup();
        if levels.is_empty() { snapshot.default_levels().to_vec() } else { levels }
    }
}
