//! A slice: what one user, with the groups presented, may do, and nothing about anybody else.

use super::rows::Renumber;
use super::{CutError, Selection};
use crate::access::Access;
use crate::access::question::{Who, presented};
use crate::access::request::{AccessMethod, Request};
use crate::snapshot::encode::encode;
use crate::snapshot::tables::Holding;
use crate::snapshot::{AnswersFor, Snapshot};
use alloc::vec::Vec;

/// What a slice carries beside the user's grants.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::{Request, access::SliceOptions};
///
/// let plain = access.slice(&Request::new("ada", "any"), SliceOptions::default())?;
/// let explaining = access.slice(&Request::new("ada", "any"), SliceOptions { explain: true, labels: true })?;
/// assert!(plain.len() < explaining.len());
/// # Ok::<(), rolepack::access::CutError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SliceOptions {
    /// Carry the catalogue and every role as well, so that the slice says of what it denies the same as the whole
    /// snapshot: which permission is unknown, which roles would grant.
    pub explain: bool,
    /// Carry names and texts, if the snapshot has them.
    pub labels: bool,
}

impl Access {
    /// Cuts the slice of one user, resolved for the groups presented and the access method of `who`; nothing else of it is read. A
    /// user whom the snapshot does not know gets what the groups map to. Unsigned; accepted only where a slice is asked for.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::{Access, LoadOptions, Request};
    ///
    /// let who = Request::new("ada", "any").identity_group("okta", "MES-Operators");   // what of `who` is verified
    /// let slice = Access::load(access.slice(&who, Default::default())?, &LoadOptions { slice: true, ..LoadOptions::default() })?;
    /// assert!(slice.can("ada", "createRun") && !slice.can("ben", "createRun"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// See [`CutError`].
    ///
    /// # Cost
    ///
    /// One pass over the catalogue, the levels' values and the users.
    pub fn slice(&self, who: &Request<'_>, options: SliceOptions) -> Result<Vec<u8>, CutError> {
        let snapshot = &*self.snapshot;
        let asked = who.asked();
        if !asked.is_about_a_user() {
            return Err(CutError::InvalidRequest);
        }
        if self.slice_user().is_some() || !snapshot.answers_for(asked.user) {
            return Err(CutError::NotInSnapshot);
        }
        let slide_in = who.access_method == AccessMethod::SlideIn;
        let cut = Cut {
            snapshot,
            who: Who {
                id: asked.user,
                user: snapshot.user(asked.user),
                mappings: presented(snapshot, asked.identity_groups),
                slide_in,
                other_method: false,
            },
            options,
        };
        let answers_for = AnswersFor::User { id: who.user, slide_in, explain: options.explain };
        let header = snapshot.header_for(answers_for);
        let contents =
            cut.selection().contents(snapshot, header, |user| snapshot.user_id(user) == who.user, options.labels);
        encode(&contents).ok_or(CutError::TooLarge)
    }
}

/// Marks what goes into a slice.
struct Cut<'a> {
    snapshot: &'a Snapshot,
    who: Who<'a>,
    options: SliceOptions,
}

impl Cut<'_> {
    fn selection(&self) -> Selection {
        let snapshot = self.snapshot;
        let mut roles = alloc::vec![self.options.explain; snapshot.role_count()];
        let mut teams = alloc::vec![false; snapshot.team_count()];
        let mut levels = alloc::vec![false; snapshot.level_count()];
        let mut mappings = alloc::vec![false; snapshot.mapping_count()];
        // Nothing that is held matters where everything is denied: an inactive user's slice says that alone.
        if self.counts_at_all() {
            for mapping in &self.who.mappings {
                mark(&mut mappings, *mapping);
                snapshot.mapping(*mapping).into_iter().flat_map(Holding::teams).for_each(|team| mark(&mut teams, team));
            }
            if let Some(user) = self.who.user {
                snapshot.holding(user.profile).teams().for_each(|team| mark(&mut teams, team));
            }
            self.who.each_held(snapshot, &mut |held| {
                if self.options.explain || snapshot.role_admits(held.role, self.who.slide_in) {
                    mark(&mut roles, held.role);
                    mark(&mut levels, held.within);
                }
                false
            });
            self.who.own_levels(snapshot, &mut |level| mark(&mut levels, level));
        }
        Selection {
            grants: (!self.options.explain).then(|| held_grants(snapshot, &roles)),
            roles: Renumber::of(&roles),
            teams: Renumber::of(&teams),
            levels: Renumber::of(&levels),
            mappings: Renumber::of(&mappings),
        }
    }

    fn counts_at_all(&self) -> bool {
        match self.who.user {
            Some(user) => self.snapshot.holding(user.profile).active(),
            None => !self.snapshot.header.deny_unknown_users,
        }
    }
}

/// By grant: whether one of the roles holds it.
fn held_grants(snapshot: &Snapshot, roles: &[bool]) -> Vec<bool> {
    let mut grants = alloc::vec![false; snapshot.grant_count() as usize];
    for (role, _) in (0..).zip(roles).filter(|(_, kept)| **kept) {
        snapshot.held_grants(role).for_each(|grant| mark(&mut grants, grant));
    }
    grants
}

fn mark(kept: &mut [bool], number: u32) {
    if let Some(place) = kept.get_mut(number as usize) {
        *place = true;
    }
}
