//! The question that this crate exists for.

use super::decision::{Decision, Reason};
use super::held::{Decided, Judge, NONE, any_of, level_name};
use super::load::Access;
use super::question::{Question, Who};
use super::request::{Asked, Request};
use crate::snapshot::tables::Part;
use crate::snapshot::text::is_id;
use alloc::vec::Vec;

/// A permission of one snapshot, found once.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// use rolepack::Request;
///
/// let order = access.permission("order").unwrap();
/// let bits = access.user(&Request::new("ben", "any")).bits().to_vec();
/// let may_list = bits[order.first_grant as usize / 8] >> (order.first_grant % 8) & 1 == 1;   // its first right
/// assert!(may_list && order.rights == 2);
/// ```
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
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// assert!(access.can("ada", "createRun"));
    /// assert!(!access.can("ada", "closeRun"));
    /// assert!(!access.can("ben", "order"));   // has rights: ask `check` or `allows` for one of them
    /// ```
    ///
    /// # Cost
    ///
    /// No allocation; two look-ups by hash, then one bit test a role held.
    #[must_use]
    pub fn can(&self, user: &str, permission: &str) -> bool {
        match self.snapshot.permission(permission.as_bytes()) {
            Some(found) if found.rights == 0 && is_id(permission.as_bytes()) => {
                self.holds(user.as_bytes(), found.first_grant)
            }
            _ => false,
        }
    }

    /// Whether [`check`](Self::check) would allow it.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::Request;
    ///
    /// assert!(access.allows(&Request::new("ben", "order").right("add").resource("location", "A")));
    /// ```
    #[must_use]
    pub fn allows(&self, request: &Request<'_>) -> bool {
        self.decide(&request.asked()).reason == Reason::Granted
    }

    /// Decides one request: allowed, through which role, from where and within which level; or denied, and why.
    /// Total: whatever the request holds, there is an answer, and it is never a wrong yes.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// use rolepack::{Reason, Request};
    ///
    /// let decision = access.check(&Request::new("ada", "createRun").resource("location", "A"));
    /// assert_eq!((decision.reason, decision.role), (Reason::Granted, Some("operator")));
    /// ```
    #[must_use]
    pub fn check<'a>(&'a self, request: &Request<'_>) -> Decision<'a> {
        let Decided { reason, held, level } = self.decide(&request.asked());
        let snapshot = &*self.snapshot;
        let allowed = reason == Reason::Granted;
        Decision {
            allowed,
            reason,
            scoped: !request.resource.is_empty(),
            role: allowed.then(|| snapshot.role_id(held.role)),
            via: allowed.then(|| held.via(snapshot)),
            level: level_name(snapshot, level),
            organization: snapshot.organization(),
            sequence: snapshot.header.sequence,
        }
    }

    fn decide(&self, request: &Asked<'_>) -> Decided {
        if request.names_a_dimension_twice() {
            return Decided::denied(Reason::InvalidRequest);
        }
        self.decide_named_once(request)
    }

    /// The same of a request that names each dimension once, as an object of JavaScript does.
    pub(crate) fn decide_named_once(&self, request: &Asked<'_>) -> Decided {
        if !request.is_well_formed() {
            return Decided::denied(Reason::InvalidRequest);
        }
        let snapshot = &*self.snapshot;
        let asked = Question::new(snapshot, request).and_then(|question| Ok((question, Who::new(snapshot, request)?)));
        match asked {
            Ok((question, who)) => Judge::new(snapshot, &who, &question).decide(),
            Err(reason) => Decided::denied(reason),
        }
    }

    /// Whether a user, without presented groups, holds a grant anywhere at all.
    ///
    /// Nobody is let in by a group then: whoever is not known is denied.
    pub(crate) fn holds(&self, user: &[u8], grant: u32) -> bool {
        let snapshot = &*self.snapshot;
        if grant >= snapshot.grant_count() {
            return false;
        }
        let question = Question::anywhere(Some(snapshot.grant(grant)));
        if let Part::Slice { .. } = snapshot.header.part {
            // But a slice was cut for its groups.
            let decided =
                Who::new(snapshot, &Asked::about(user)).map(|who| Judge::new(snapshot, &who, &question).decide());
            return decided.is_ok_and(|decided| decided.reason == Reason::Granted);
        }
        let Some(found) = snapshot.user(user) else { return false };
        // What is no id could be one and those that stand after it.
        if !is_id(user) || !snapshot.holding(found.profile).active() {
            return false;
        }
        let who = Who { id: user, user: Some(found), mappings: Vec::new(), slide_in: false, other_method: false };
        let judge = Judge::new(snapshot, &who, &question);
        any_of(snapshot, found.profile, NONE, |held| judge.holds(held) && judge.counts(held).is_ok())
    }

    /// The number of the grant that a request is about.
    #[cfg(feature = "wasm")]
    pub(crate) fn grant_of(&self, request: &Asked<'_>) -> Option<u32> {
        super::question::grant(&self.snapshot, request).ok().filter(|_| request.is_well_formed())
    }

    /// The permission of that key, found once for many tests of [`UserGrants`](super::UserGrants).
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let order = access.permission("order").unwrap();
    /// assert_eq!((order.key, order.rights), ("order", 2));
    /// assert!(access.permission("orders").is_none());
    /// ```
    #[must_use]
    pub fn permission(&self, key: &str) -> Option<PermissionHandle<'_>> {
        let permission = self.snapshot.permission(key.as_bytes()).filter(|_| is_id(key.as_bytes()))?;
        Some(PermissionHandle {
            key: self.snapshot.permission_key(permission),
            first_grant: permission.first_grant,
            rights: permission.rights,
        })
    }
}
