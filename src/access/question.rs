//! A request, resolved: which grant is asked for, in which scope, and for whom. Reasons come in their order.

use super::decision::Reason;
use super::request::{Asked, Pairs};
use super::scope::Scope;
use crate::order::sort;
use crate::snapshot::Snapshot;
use crate::snapshot::tables::{Grant, Part, User};
use alloc::vec::Vec;

/// What is asked for.
pub(super) struct Question<'a> {
    /// `None`: a slice cannot tell what it is, and does not hold it.
    pub grant: Option<Grant>,
    pub scope: Scope<'a>,
}

impl<'a> Question<'a> {
    /// Which grant, in which scope. The request must be well formed.
    pub(super) fn new(snapshot: &'a Snapshot, request: &Asked<'a>) -> Result<Self, Reason> {
        let grant = match grant(snapshot, request) {
            Err(Reason::UnknownPermission | Reason::UnknownRight) if hides_what_it_lacks(snapshot) => None,
            grant => Some(snapshot.grant(grant?)),
        };
        Ok(Self { grant, scope: Scope::new(snapshot, request)? })
    }

    /// One grant, anywhere at all.
    pub(super) fn anywhere(grant: Option<Grant>) -> Self {
        Self { grant, scope: Scope::default() }
    }
}

/// The number of the grant that is asked for.
pub(super) fn grant(snapshot: &Snapshot, request: &Asked<'_>) -> Result<u32, Reason> {
    let permission = snapshot.permission(request.permission).ok_or(Reason::UnknownPermission)?;
    let place = match request.right {
        None if permission.rights == 0 => 0,
        None => return Err(Reason::RightRequired),
        Some(right) => {
            let place = snapshot.right_ids(permission).position(|known| known == right);
            place.ok_or(Reason::UnknownRight)? as u32
        }
    };
    Ok(permission.first_grant + place)
}

/// Whether the snapshot is a slice that knows only what its user holds.
fn hides_what_it_lacks(snapshot: &Snapshot) -> bool {
    matches!(snapshot.header.part, Part::Slice { explain: false, .. })
}

/// Whose access is asked for.
pub(super) struct Who<'a> {
    pub id: &'a [u8],
    pub user: Option<User>,
    /// Of the presented groups, in order.
    pub mappings: Vec<u32>,
    /// The access method by which roles are judged.
    pub slide_in: bool,
    /// A slice was asked for another access method than its own: what is held does not count.
    pub other_method: bool,
}

impl<'a> Who<'a> {
    /// For whom: known and active, or unknown with a presented group that has a mapping (rule 6). The request must be well formed.
    #[inline]
    pub(super) fn new(snapshot: &'a Snapshot, request: &Asked<'a>) -> Result<Self, Reason> {
        if !snapshot.answers_for(request.user) {
            return Err(Reason::NotInSnapshot);
        }
        let asked = request.slide_in;
        let (mappings, slide_in) = match snapshot.header.part {
            // Cut for its groups and its access method: all its mappings count as presented.
            Part::Slice { slide_in, .. } => {
                let mut all = Vec::new();
                for mapping in 0..snapshot.mapping_count() as u32 {
                    all.push(mapping);
                }
                (all, slide_in)
            }
            _ => (presented(snapshot, request.identity_groups), asked),
        };
        let user = snapshot.user(request.user);
        match user {
            None if mappings.is_empty() || snapshot.header.deny_unknown_users => return Err(Reason::UnknownUser),
            Some(user) if !snapshot.holding(user.profile).active() => return Err(Reason::InactiveUser),
            _ => {}
        }
        Ok(Self { id: request.user, user, mappings, slide_in, other_method: asked != slide_in })
    }
}

impl Who<'_> {
    /// The same, by an id that lives elsewhere.
    pub(super) fn named(self, id: &[u8]) -> Who<'_> {
        Who { id, user: self.user, mappings: self.mappings, slide_in: self.slide_in, other_method: self.other_method }
    }
}

/// The mappings of the groups presented, in order.
pub(super) fn presented(snapshot: &Snapshot, groups: Pairs<'_>) -> Vec<u32> {
    let mut mappings = Vec::new();
    for (provider, group) in groups {
        if let Some(mapping) = snapshot.presented(provider, group) {
            mappings.push(mapping);
        }
    }
    sort(&mut mappings);
    mappings
}
