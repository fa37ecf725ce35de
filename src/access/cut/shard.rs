//! A shard: the users of a range of ids, and everything else.

use super::rows::Renumber;
use super::{CutError, Selection};
use crate::access::Access;
use crate::snapshot::AnswersFor;
use crate::snapshot::encode::encode;
use crate::snapshot::tables::in_range;
use alloc::vec::Vec;

impl Access {
    /// A snapshot that answers for the ids `from ≤ id < to` in byte order, and denies everybody else with
    /// `not-in-snapshot`. An empty `to` is no end. Unsigned.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::{Access, LoadOptions, Reason, Request};
    ///
    /// let shard = Access::load(access.shard("a", "c")?, &LoadOptions::default())?;   // Ada and Ben
    /// assert!(shard.can("ada", "createRun"));
    /// assert_eq!(shard.check(&Request::new("eve", "createRun")).reason, Reason::NotInSnapshot);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CutError::NotInSnapshot`] of a slice, and of a shard that does not itself answer for the whole range.
    pub fn shard(&self, from: &str, to: &str) -> Result<Vec<u8>, CutError> {
        let snapshot = &*self.snapshot;
        if !self.answers_for_all(from, to) {
            return Err(CutError::NotInSnapshot);
        }
        let everything = Selection {
            grants: None,
            roles: Renumber::everything(snapshot.role_count()),
            teams: Renumber::everything(snapshot.team_count()),
            levels: Renumber::everything(snapshot.level_count()),
            mappings: Renumber::everything(snapshot.mapping_count()),
        };
        let header = snapshot.header_for(AnswersFor::Ids { from, to });
        let contents = everything.contents(
            snapshot,
            header,
            |user| in_range(snapshot.user_id(user).as_bytes(), from.as_bytes(), to.as_bytes()),
            true,
        );
        encode(&contents).ok_or(CutError::TooLarge)
    }

    fn answers_for_all(&self, from: &str, to: &str) -> bool {
        match self.shard_range() {
            None => self.slice_user().is_none(),
            Some((own_from, own_to)) => {
                let ends_within = own_to.is_empty() || (!to.is_empty() && to.as_bytes() <= own_to.as_bytes());
                own_from.as_bytes() <= from.as_bytes() && ends_within
            }
        }
    }
}
