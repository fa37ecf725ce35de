//! Rule 9: what a request names, and whether an access level covers it.

use super::decision::Reason;
use super::question::Who;
use super::request::Asked;
use crate::snapshot::Snapshot;
use crate::snapshot::tables::{Holding, Postings};
use alloc::vec::Vec;

/// What a level lists for every value.
pub(super) const EVERY: &str = "*";
/// What a level lists for the id and the e-mail of whoever asks.
pub(super) const OWN: &str = "$user";

/// What a request names, looked up. Names nothing where the organisation does not scope.
#[derive(Default)]
pub(super) struct Scope<'a> {
    company: Option<&'a [u8]>,
    values: Vec<Named<'a>>,
}

/// A value in one dimension, and the levels that list it, every value, or the user's own.
struct Named<'a> {
    value: &'a [u8],
    listed: Postings<'a>,
    every: Postings<'a>,
    own: Postings<'a>,
}

impl<'a> Scope<'a> {
    /// # Errors
    ///
    /// `unknown-dimension`, also where the organisation does not scope: a slip of the pen never grants.
    #[inline(never)]
    pub(super) fn new(snapshot: &'a Snapshot, request: &Asked<'a>) -> Result<Self, Reason> {
        let mut scope = Self::default();
        for (dimension, value) in request.resource {
            let number = snapshot.dimension(dimension).ok_or(Reason::UnknownDimension)?;
            if !snapshot.header.scoping {
                continue;
            }
            let Some(dimension) = number.checked_sub(1) else {
                scope.company = Some(value);
                continue;
            };
            scope.values.push(Named {
                value,
                listed: snapshot.postings(dimension, value),
                every: snapshot.postings(dimension, EVERY.as_bytes()),
                own: snapshot.postings(dimension, OWN.as_bytes()),
            });
        }
        Ok(scope)
    }

    pub(super) fn names_nothing(&self) -> bool {
        self.company.is_none() && self.values.is_empty()
    }

    /// Whether one level, by itself, covers all that is named, for whoever is told by `is_user`. An inactive one covers nothing, not
    /// even a request that names nothing.
    #[inline(never)]
    fn covered(&self, snapshot: &Snapshot, level: u32, is_user: &dyn Fn(&[u8]) -> bool) -> bool {
        if !snapshot.level_is_active(level) {
            return false;
        }
        if let Some(company) = self.company
            && !snapshot.level_is_of(level, company)
            && !snapshot.level_is_of(level, EVERY.as_bytes())
        {
            return false;
        }
        for named in &self.values {
            let lists = |postings: &Postings<'_>| postings.contains(level);
            if !(lists(&named.listed) || lists(&named.every) || lists(&named.own) && is_user(named.value)) {
                return false;
            }
        }
        true
    }

    pub(super) fn is_covered_by(&self, snapshot: &Snapshot, level: u32, who: &Who<'_>) -> bool {
        self.covered(snapshot, level, &|value| {
            value == who.id || who.user.is_some_and(|user| snapshot.email_bytes(user) == Some(value))
        })
    }

    /// The same for whoever has these names: the id and the e-mail, where a value is one of them.
    pub(super) fn covered_by(&self, snapshot: &Snapshot, level: u32, names: &[&[u8]]) -> bool {
        self.covered(snapshot, level, &|value| names.contains(&value))
    }

    /// The values in whose dimension some level lists `$user`: a user with such a name may be covered where others are not.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a [u8]> {
        self.values.iter().filter(|named| !named.own.is_empty()).map(|named| named.value)
    }
}

impl Who<'_> {
    /// The user's own levels: assigned, or naming the employee (the id where there is none); without any, the defaults. In no
    /// order, some twice.
    pub(super) fn own_levels(&self, snapshot: &Snapshot, visit: &mut dyn FnMut(u32)) {
        let employee = self.user.and_then(|user| snapshot.employee_bytes(user)).unwrap_or(self.id);
        let named = snapshot.employee_levels(employee);
        let holding = self.user.map(|user| snapshot.holding(user.profile));
        let assigned = holding.filter(Holding::has_levels);
        if named.is_empty() && assigned.is_none() {
            snapshot.default_levels().iter().for_each(|level| visit(*level));
        }
        named.levels().for_each(&mut *visit);
        if let Some(holding) = assigned {
            holding.levels().for_each(visit);
        }
    }
}
