//! The oracle: the access model's rules once more, over the source document itself, as plainly as they are written.
//!
//! It reads next to the specification, scans every list and keeps nothing in mind. It shares no code with the packed path:
//! of the crate it takes the document's structs, and requests and decisions as data. It expects a document that the packer
//! accepts, with all catalogues joined.
//!
//! Where the rules leave room, the narrowest reading holds; each such place says so.

mod many;
mod part;
mod paths;
mod scope;
mod time;

pub use part::{Part, Slice};
pub use paths::Path;
pub use time::milliseconds;

use rolepack::source::{Document, Permission, UnknownUsers, User};
use rolepack::{Decision, Level, Reason, Request};

/// A document, the time that it is packed at, and which part of its snapshot is asked.
#[derive(Clone, Copy)]
pub struct Oracle<'d> {
    pub document: &'d Document,
    /// Milliseconds since 1970; `None` where no assignment has a time.
    pub at: Option<i64>,
    pub sequence: u64,
    pub part: Part<'d>,
}

impl<'d> Oracle<'d> {
    pub fn new(document: &'d Document, at: Option<i64>, sequence: u64) -> Self {
        Self { document, at, sequence, part: Part::Whole }
    }

    /// Rule 9 for `scoped`, "Reasons" for the rest.
    pub fn check(&self, request: &Request) -> Decision<'d> {
        let (reason, path) = self.answer(request);
        Decision {
            allowed: reason == Reason::Granted,
            reason,
            scoped: !request.resource.is_empty(),
            role: path.as_ref().map(|path| path.role),
            via: path.as_ref().map(|path| path.via),
            level: path.and_then(|path| path.level()).map(|(company, key)| Level { company, key }),
            organization: &self.document.organization.as_ref().expect("an organisation").id,
            sequence: self.sequence,
        }
    }

    /// The reason, and the first path if it is `granted`.
    pub fn answer(&self, request: &Request) -> (Reason, Option<Path<'d>>) {
        match self.part {
            Part::Whole => self.whole(request),
            Part::Slice(slice) => self.slice(slice, request),
            Part::Shard { from, to } => self.shard(from, to, request),
        }
    }

    /// What the whole snapshot answers: the reasons, in order, the first that applies.
    pub fn whole(&self, request: &Request) -> (Reason, Option<Path<'d>>) {
        if let Err(reason) = self.about_the_question(request) {
            return (reason, None);
        }
        self.about_the_user(request)
    }

    /// The reasons that say something of the question, whoever is asked about.
    pub fn about_the_question(&self, request: &Request) -> Result<(), Reason> {
        if is_malformed(request) {
            return Err(Reason::InvalidRequest);
        }
        let Some(permission) = self.permission(request.permission) else {
            return Err(Reason::UnknownPermission);
        };
        match request.right {
            Some(right) if !permission.rights.iter().any(|one| one == right) => return Err(Reason::UnknownRight),
            None if !permission.rights.is_empty() => return Err(Reason::RightRequired),
            _ => {}
        }
        self.about_the_dimensions(request)
    }

    pub fn about_the_dimensions(&self, request: &Request) -> Result<(), Reason> {
        let known = |dimension: &str| self.dimensions().contains(&dimension);
        if request.resource.iter().all(|(dimension, _)| known(dimension)) {
            Ok(())
        } else {
            Err(Reason::UnknownDimension)
        }
    }

    /// The reasons that say something of the user: rules 5, 6 and 9.
    pub fn about_the_user(&self, request: &Request) -> (Reason, Option<Path<'d>>) {
        if let Err(reason) = self.is_somebody(request) {
            return (reason, None);
        }
        let held = self.paths_that_hold(request);
        if held.is_empty() {
            return (Reason::NotGranted, None);
        }
        let held: Vec<_> = held.into_iter().filter(|path| self.admits(path.role, request.access_method)).collect();
        if held.is_empty() {
            return (Reason::AccessMethod, None);
        }
        match held.into_iter().find_map(|path| self.covered(path, request)) {
            Some(first) => (Reason::Granted, Some(first)),
            None => (Reason::OutOfScope, None),
        }
    }

    /// Rule 6: an inactive user is allowed nothing; an unknown one what the presented groups map to, if that.
    pub fn is_somebody(&self, request: &Request) -> Result<(), Reason> {
        let Some(user) = self.user(request.user) else {
            let organization = self.document.organization.as_ref().expect("an organisation");
            let groups_count = organization.unknown_users.unwrap_or_default() == UnknownUsers::Groups;
            let mapped = self.presented(request).next().is_some();
            return if groups_count && mapped { Ok(()) } else { Err(Reason::UnknownUser) };
        };
        if user.active.unwrap_or(true) { Ok(()) } else { Err(Reason::InactiveUser) }
    }

    pub fn user(&self, id: &str) -> Option<&'d User> {
        self.document.users.iter().find(|user| user.id == id)
    }

    pub fn permission(&self, key: &str) -> Option<&'d Permission> {
        self.document.permissions.iter().find(|permission| permission.key == key)
    }

    /// The five built in, and those that the organisation declares.
    pub fn dimensions(&self) -> Vec<&'d str> {
        let mut all = vec!["company", "location", "equipmentItem", "party", "tool"];
        all.extend(self.document.dimensions.iter().map(String::as_str));
        all
    }
}

/// Rule 8, of what a `Request` can still get wrong. The rule speaks of ids: it is held of every string of a request. A dimension
/// named twice is told two values, and so is malformed too.
pub fn is_malformed(request: &Request) -> bool {
    let mut strings = vec![request.user, request.permission];
    strings.extend(request.right);
    strings.extend(request.resource.iter().flat_map(|(dimension, value)| [*dimension, *value]));
    strings.extend(request.identity_groups.iter().flat_map(|(provider, group)| [*provider, *group]));
    let means_something_in_levels = |value: &str| value == "*" || value == "$user";
    strings.into_iter().any(|id| !is_an_id(id))
        || request.resource.iter().any(|(_, value)| means_something_in_levels(value))
        || (0..request.resource.len())
            .any(|one| request.resource[..one].iter().any(|(dimension, _)| *dimension == request.resource[one].0))
}

/// Not empty, at most 512 bytes, no control characters (U+0000–1F, 7F–9F).
pub fn is_an_id(text: &str) -> bool {
    let is_control = |c: char| matches!(u32::from(c), 0..=0x1F | 0x7F..=0x9F);
    !text.is_empty() && text.len() <= 512 && !text.chars().any(is_control)
}
