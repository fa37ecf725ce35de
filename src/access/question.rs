//! A request, resolved: which grant is asked for, in which scope, and for whom. Reasons come in their order.

use super::decision::Reason;
use super::request::{AccessMethod, Request};
use super::scope::Scope;
use crate::snapshot::Snapshot;
use crate::snapshot::tables::{Grant, Part, Permission, UserRecord};
use alloc::vec::Vec;

/// What is asked for.
pub(super) struct Question<'a> {
    /// `None`: a slice cannot tell what it is, and does not hold it.
    pub grant: Option<Grant>,
    pub scope: Scope<'a>,
}

/// Whose access is asked for.
pub(super) struct Who<'a> {
    pub id: &'a str,
    pub user: Option<UserRecord<'a>>,
    /// Of the presented groups, in order, none twice.
    pub mappings: Vec<u32>,
    /// The access method by which roles are judged.
    pub slide_in: bool,
    /// A slice was asked for another access method than its own: what is held does not count.
    pub other_method: bool,
}

/// A request, with what its look-ups found.
pub(super) struct Lookup<'a> {
    request: &'a Request<'a>,
    permission: Option<&'a Permission>,
    user: Option<UserRecord<'a>>,
}

impl<'a> Lookup<'a> {
    /// Looks the permission and the user up, and refuses a malformed request (rule 8). What was found is well formed.
    pub(super) fn new(snapshot: &'a Snapshot, request: &'a Request<'a>) -> Result<Self, Reason> {
        let permission = snapshot.permission(request.permission);
        let user = snapshot.user(request.user);
        let found = permission.is_some() && user.is_some();
        let bare = request.right.is_none() && request.resource.is_empty() && request.identity_groups.is_empty();
        let known = found && bare;
        if !known && !request.is_well_formed() {
            return Err(Reason::InvalidRequest);
        }
        Ok(Self { request, permission, user })
    }

    /// A request whose look-ups were made, and whose strings were checked.
    pub(super) fn found(
        request: &'a Request<'a>,
        permission: Option<&'a Permission>,
        user: Option<UserRecord<'a>>,
    ) -> Self {
        Self { request, permission, user }
    }

    /// Which grant, in which scope.
    pub(super) fn question(&self, snapshot: &'a Snapshot) -> Result<Question<'a>, Reason> {
        let grant = match self.grant(snapshot) {
            Err(Reason::UnknownPermission | Reason::UnknownRight) if hides_what_it_lacks(snapshot) => None,
            grant => Some(grant?),
        };
        Ok(Question { grant, scope: Scope::new(snapshot, self.request)? })
    }

    fn grant(&self, snapshot: &'a Snapshot) -> Result<Grant, Reason> {
        let permission = self.permission.ok_or(Reason::UnknownPermission)?;
        let place = match self.request.right {
            None if permission.rights == 0 => 0,
            None => return Err(Reason::RightRequired),
            Some(right) => {
                let place = snapshot.rights(permission).position(|known| known == right);
                place.ok_or(Reason::UnknownRight)? as u32
            }
        };
        Ok(snapshot.grant(permission, place))
    }

    /// For whom: known and active, or unknown with a presented group that has a mapping (rule 6).
    pub(super) fn who(&self, snapshot: &'a Snapshot) -> Result<Who<'a>, Reason> {
        if !snapshot.answers_for(self.request.user) {
            return Err(Reason::NotInSnapshot);
        }
        let asked = self.request.access_method == AccessMethod::SlideIn;
        let (mappings, slide_in) = match snapshot.header.part {
            // Cut for its groups and its access method: all its mappings count as presented.
            Part::Slice { slide_in, .. } => ((0..snapshot.mapping_count() as u32).collect(), slide_in),
            _ => (snapshot.presented(&self.request.identity_groups), asked),
        };
        match &self.user {
            None if mappings.is_empty() || snapshot.header.deny_unknown_users => return Err(Reason::UnknownUser),
            Some(user) if !user.active => return Err(Reason::InactiveUser),
            _ => {}
        }
        Ok(Who { id: self.request.user, user: self.user, mappings, slide_in, other_method: asked != slide_in })
    }
}

/// Whether the snapshot is a slice that knows only what its user holds.
fn hides_what_it_lacks(snapshot: &Snapshot) -> bool {
    matches!(snapshot.header.part, Part::Slice { explain: false, .. })
}
