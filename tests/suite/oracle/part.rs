//! Slices and shards: rule 6, told as what becomes of the whole's answer.

use super::{Oracle, Path, is_malformed};
use rolepack::{AccessMethod, Reason, Request};

/// Which part of the organisation the snapshot answers for.
#[derive(Debug, Clone, Copy)]
pub enum Part<'d> {
    Whole,
    Slice(Slice<'d>),
    /// The ids from `from` up to `to` and without it; an empty `to` is an open end.
    Shard {
        from: &'d str,
        to: &'d str,
    },
}

/// What a slice was cut for.
#[derive(Debug, Clone, Copy)]
pub struct Slice<'d> {
    pub user: &'d str,
    pub identity_groups: &'d [(&'d str, &'d str)],
    pub access_method: AccessMethod,
    pub explain: bool,
}

impl Slice<'_> {
    /// The request as it is asked of the whole: with the slice's own groups, whatever is presented.
    pub fn asked<'r>(&'r self, request: &Request<'r>) -> Request<'r> {
        Request { identity_groups: self.identity_groups.to_vec(), ..request.clone() }
    }
}

impl<'d> Oracle<'d> {
    pub fn of(&self, part: Part<'d>) -> Self {
        Self { part, ..*self }
    }

    pub(super) fn shard(&self, from: &str, to: &str, request: &Request) -> (Reason, Option<Path<'d>>) {
        if let Err(reason) = self.about_the_question(request) {
            return (reason, None);
        }
        let is_inside = from <= request.user && (to.is_empty() || request.user < to);
        if is_inside { self.about_the_user(request) } else { (Reason::NotInSnapshot, None) }
    }

    pub(super) fn slice(&self, slice: Slice<'d>, request: &Request) -> (Reason, Option<Path<'d>>) {
        if is_malformed(request) {
            return (Reason::InvalidRequest, None);
        }
        let request = &slice.asked(request);
        if slice.explain { self.slice_that_explains(slice, request) } else { self.slice_that_does_not(slice, request) }
    }

    /// What the whole says, but for another access method than its own.
    fn slice_that_explains(&self, slice: Slice<'d>, request: &Request) -> (Reason, Option<Path<'d>>) {
        if let Err(reason) = self.about_the_question(request) {
            return (reason, None);
        }
        if request.user != slice.user {
            return (Reason::NotInSnapshot, None);
        }
        let (reason, path) = self.about_the_user(request);
        let is_past_the_grant = matches!(reason, Reason::AccessMethod | Reason::OutOfScope | Reason::Granted);
        if is_past_the_grant && request.access_method != slice.access_method {
            return (Reason::AccessMethod, None);
        }
        (reason, path)
    }

    /// Knows of no permission or right but those that its user holds by its access method: of all else it says `not-granted`, in
    /// that reason's place. Who is unknown or inactive holds nothing.
    fn slice_that_does_not(&self, slice: Slice<'d>, request: &Request) -> (Reason, Option<Path<'d>>) {
        let holds = |right: Option<&str>| self.slice_holds(slice, request.permission, right);
        let rights = self.permission(request.permission).map_or(&[][..], |permission| &permission.rights);
        if request.right.is_none() && rights.iter().any(|right| holds(Some(right))) {
            return (Reason::RightRequired, None);
        }
        if let Err(reason) = self.about_the_dimensions(request) {
            return (reason, None);
        }
        if request.user != slice.user {
            return (Reason::NotInSnapshot, None);
        }
        if let Err(reason) = self.is_somebody(request) {
            return (reason, None);
        }
        if !holds(request.right) {
            return (Reason::NotGranted, None);
        }
        if request.access_method != slice.access_method {
            return (Reason::AccessMethod, None);
        }
        self.about_the_user(request)
    }

    /// Whether the slice's user holds the grant, by a role of the slice's access method and groups; be it within an inactive level.
    pub(super) fn slice_holds(&self, slice: Slice<'d>, permission: &str, right: Option<&str>) -> bool {
        let Some(known) = self.permission(permission) else { return false };
        let is_a_grant = right.map_or(known.rights.is_empty(), |right| known.rights.iter().any(|one| one == right));
        let asked = Request {
            user: slice.user,
            permission,
            right,
            resource: Vec::new(),
            identity_groups: slice.identity_groups.to_vec(),
            access_method: slice.access_method,
        };
        is_a_grant && matches!(self.about_the_user(&asked).0, Reason::OutOfScope | Reason::Granted)
    }
}
