//! One user's grants as bits: what a page of buttons asks for once.

use super::decision::Reason;
use super::held::Judge;
use super::load::Access;
use super::question::{Question, Who};
use super::request::{Asked, Request};
use crate::snapshot::Snapshot;
use crate::snapshot::text::is_id;
use alloc::vec::Vec;

/// Everything that one user may do anywhere at all, a bit a grant. Made by [`Access::user`].
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let ada = access.user(&rolepack::Request::new("ada", "any"));   // of a request about any permission
/// assert!(ada.can("createRun", None) && !ada.can("closeRun", None));
/// ```
#[derive(Clone)]
pub struct UserGrants<'a> {
    access: &'a Access,
    bits: Vec<u8>,
}

impl<'a> UserGrants<'a> {
    /// Bit *g* of byte *g* / 8 is grant *g*: permissions by key, the rights of each in its order.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let ada = access.user(&rolepack::Request::new("ada", "any"));
    /// assert_eq!(ada.bits(), [0b1_0010]);   // closeRun, createRun, order/list, order/add, readRuns
    /// ```
    #[must_use]
    pub fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// Whether the user may use the permission, or that right of it, anywhere at all.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let ben = access.user(&rolepack::Request::new("ben", "any"));
    /// assert!(ben.can("order", Some("add")) && !ben.can("order", None));
    /// ```
    #[must_use]
    pub fn can(&self, permission: &str, right: Option<&str>) -> bool {
        let snapshot = &*self.access.snapshot;
        let found = snapshot.permission(permission.as_bytes()).filter(|_| is_id(permission.as_bytes()));
        let place = found.and_then(|permission| {
            let place = match right {
                None if permission.rights == 0 => 0,
                None => return None,
                Some(right) => snapshot.rights(permission).position(|known| known == right)? as u32,
            };
            Some(permission.first_grant + place)
        });
        place.is_some_and(|grant| test(&self.bits, grant))
    }

    /// The grants held: permission and right, by key and in the order of its rights.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let ada = access.user(&rolepack::Request::new("ada", "any"));
    /// assert_eq!(ada.iter().collect::<Vec<_>>(), [("createRun", None), ("readRuns", None)]);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        let snapshot = &*self.access.snapshot;
        grants(snapshot).filter(|(grant, ..)| test(&self.bits, *grant)).map(|(_, key, right)| (key, right))
    }
}

impl Access {
    /// The unscoped grants of one user: of `who` the user, the presented groups and the access method are read. A user who
    /// is allowed nothing has no bit set.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let ada = access.user(&rolepack::Request::new("ada", "any"));
    /// let buttons = ["createRun", "closeRun"].map(|key| ada.can(key, None));
    /// assert_eq!(buttons, [true, false]);
    /// ```
    ///
    /// # Cost
    ///
    /// One pass over the rows of the roles held.
    #[must_use]
    pub fn user(&self, who: &Request<'_>) -> UserGrants<'_> {
        UserGrants { access: self, bits: self.user_bits(&who.asked()) }
    }

    pub(crate) fn user_bits(&self, who: &Asked<'_>) -> Vec<u8> {
        grant_bits(&self.snapshot, self.unscoped(who).ok().as_ref())
    }

    /// Whose access is asked for, where no permission is.
    pub(super) fn unscoped<'a>(&'a self, who: &Asked<'a>) -> Result<Who<'a>, Reason> {
        if who.is_about_a_user() { Who::new(&self.snapshot, who) } else { Err(Reason::InvalidRequest) }
    }
}

/// The bits of every role that counts anywhere at all; then a permission group's bit gives the grants of its permissions.
pub(super) fn grant_bits(snapshot: &Snapshot, who: Option<&Who<'_>>) -> Vec<u8> {
    let mut bits = alloc::vec![0; snapshot.row_size()];
    let anywhere = Question::anywhere(None);
    if let Some(who) = who {
        let judge = Judge::new(snapshot, who, &anywhere);
        who.each_held(snapshot, &mut |held| {
            if judge.counts(held).is_ok() {
                snapshot.add_role(held.role, &mut bits);
            }
            false
        });
    }
    let mut grants = alloc::vec![0; snapshot.grant_count().div_ceil(8) as usize];
    for number in 0..snapshot.grant_count() {
        let grant = snapshot.grant(number);
        if (test(&bits, grant.bit) || grant.group_bit.is_some_and(|bit| test(&bits, bit)))
            && let Some(byte) = grants.get_mut(number as usize / 8)
        {
            *byte |= 1 << (number % 8);
        }
    }
    grants
}

/// Every grant: its number, permission and right.
pub(super) fn grants(snapshot: &Snapshot) -> impl Iterator<Item = (u32, &str, Option<&str>)> {
    snapshot.permissions().flat_map(|permission| {
        let key = snapshot.permission_key(permission);
        let bare = (permission.rights == 0).then_some(None);
        let rights = bare.into_iter().chain(snapshot.rights(permission).map(Some));
        rights.zip(permission.first_grant..).map(move |(right, grant)| (grant, key, right))
    })
}

pub(super) fn test(bits: &[u8], bit: u32) -> bool {
    bits.get(bit as usize / 8).is_some_and(|byte| byte >> (bit % 8) & 1 != 0)
}
