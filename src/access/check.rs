//! The question that this crate exists for.

use super::decision::{Decision, Reason};
use super::held::{Held, Judge, level_name};
use super::load::Access;
use super::question::Lookup;
use super::request::Request;

/// A permission of one snapshot, found once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PermissionHandle<'a> {
    /// The permission's key.
    pub key: &'a str,
    /// The number of its first grant: the bit of [`UserGrants::bits`](super::UserGrants::bits).
    pub first_grant: u32,
    /// How many rights it has; each is a grant, in order. None: the permission itself is one grant.
    pub rights: u32,
}

impl Access {
    /// May the user use the permission, anywhere at all? The same as [`check`](Self::check) with nothing else said.
    ///
    /// # Cost
    ///
    /// No allocation; two look-ups by hash, then one bit test a role held.
    #[must_use]
    pub fn can(&self, user: &str, permission: &str) -> bool {
        self.allows(&Request::new(user, permission))
    }

    /// Whether [`check`](Self::check) would allow it.
    #[must_use]
    pub fn allows(&self, request: &Request<'_>) -> bool {
        self.decide(request).is_ok()
    }

    /// Decides one request: allowed, through which role, from where and within which level; or denied, and why.
    /// Total: whatever the request holds, there is an answer, and it is never a wrong yes.
    #[must_use]
    pub fn check<'a>(&'a self, request: &Request<'_>) -> Decision<'a> {
        let decided = self.decide(request);
        let snapshot = &*self.snapshot;
        let (path, reason) = match decided {
            Ok(path) => (Some(path), Reason::Granted),
            Err(reason) => (None, reason),
        };
        Decision {
            allowed: path.is_some(),
            reason,
            scoped: !request.resource.is_empty(),
            role: path.map(|(held, _)| snapshot.role_id(held.role)),
            via: path.map(|(held, _)| held.via(snapshot)),
            level: path.and_then(|(_, level)| level_name(snapshot, level?)),
            organization: snapshot.organization(),
            sequence: snapshot.header.sequence,
        }
    }

    fn decide(&self, request: &Request<'_>) -> Result<(Held, Option<u16>), Reason> {
        let snapshot = &*self.snapshot;
        let lookup = Lookup::new(snapshot, request)?;
        let question = lookup.question(snapshot)?;
        let who = lookup.who(snapshot)?;
        Judge::new(snapshot, &who, &question).decide()
    }

    /// The permission of that key, found once for many tests of [`UserGrants`](super::UserGrants).
    #[must_use]
    pub fn permission(&self, key: &str) -> Option<PermissionHandle<'_>> {
        let permission = self.snapshot.permission(key)?;
        Some(PermissionHandle {
            key: self.snapshot.permission_key(permission),
            first_grant: permission.first_grant,
            rights: permission.rights,
        })
    }
}
