//! One user's grants as bits: what a page of buttons asks for once.

use super::decision::Reason;
use super::held::Judge;
use super::load::Access;
use super::question::{Lookup, Question, Who};
use super::request::Request;
use super::scope::Scope;
use crate::snapshot::Snapshot;
use alloc::vec::Vec;
use core::ops::ControlFlow;

/// Everything that one user may do anywhere at all, a bit a grant. Made by [`Access::user`].
#[derive(Clone)]
pub struct UserGrants<'a> {
    access: &'a Access,
    bits: Vec<u8>,
}

impl<'a> UserGrants<'a> {
    /// Bit *g* of byte *g* / 8 is grant *g*: permissions by key, the rights of each in its order.
    #[must_use]
    pub fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// Whether the user may use the permission, or that right of it, anywhere at all.
    #[must_use]
    pub fn can(&self, permission: &str, right: Option<&str>) -> bool {
        let snapshot = &*self.access.snapshot;
        let place = snapshot.permission(permission).and_then(|permission| {
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
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        let snapshot = &*self.access.snapshot;
        grants(snapshot).filter(|(grant, ..)| test(&self.bits, *grant)).map(|(_, key, right)| (key, right))
    }
}

impl Access {
    /// The unscoped grants of one user: of `who` the user, the presented groups and the access method are read. A user who
    /// is allowed nothing has no bit set.
    ///
    /// # Cost
    ///
    /// One pass over the rows of the roles held.
    #[must_use]
    pub fn user(&self, who: &Request<'_>) -> UserGrants<'_> {
        let bits = match self.unscoped(who) {
            Ok(who) => grant_bits(&self.snapshot, &who),
            Err(_) => alloc::vec![0; self.snapshot.grant_count().div_ceil(8) as usize],
        };
        UserGrants { access: self, bits }
    }

    /// Whose access is asked for, where no permission is.
    pub(super) fn unscoped<'a>(&'a self, who: &'a Request<'a>) -> Result<Who<'a>, Reason> {
        if !who.is_about_a_user() {
            return Err(Reason::InvalidRequest);
        }
        let user = self.snapshot.user(who.user);
        Lookup::found(who, None, user).who(&self.snapshot)
    }
}

/// The bits of every role that counts anywhere at all; then a permission group's bit gives the grants of its permissions.
pub(super) fn grant_bits(snapshot: &Snapshot, who: &Who<'_>) -> Vec<u8> {
    let bits = snapshot.grant_count() as usize + snapshot.group_count();
    let mut row = alloc::vec![0_u8; bits.div_ceil(8)];
    let anywhere = Question { grant: None, scope: Scope::default() };
    let judge = Judge::new(snapshot, who, &anywhere);
    let _: ControlFlow<()> = who.each_held(snapshot, |held| {
        if judge.counts(held).is_ok() {
            snapshot.role_bits(held.role).for_each(|bit| set(&mut row, bit));
        }
        ControlFlow::Continue(())
    });
    for permission in snapshot.permissions() {
        if snapshot.grant(permission, 0).group_bit.is_some_and(|bit| test(&row, bit)) {
            (0..permission.rights.max(1)).for_each(|place| set(&mut row, permission.first_grant + place));
        }
    }
    clear_from(&mut row, snapshot.grant_count());
    row
}

/// Every grant: its number, permission and right.
pub(super) fn grants(snapshot: &Snapshot) -> impl Iterator<Item = (u32, &str, Option<&str>)> {
    snapshot.permissions().iter().flat_map(|permission| {
        let key = snapshot.permission_key(permission);
        let bare = (permission.rights == 0).then_some(None);
        let rights = bare.into_iter().chain(snapshot.rights(permission).map(Some));
        rights.zip(permission.first_grant..).map(move |(right, grant)| (grant, key, right))
    })
}

pub(super) fn test(bits: &[u8], bit: u32) -> bool {
    bits.get(bit as usize / 8).is_some_and(|byte| byte >> (bit % 8) & 1 != 0)
}

fn set(bits: &mut [u8], bit: u32) {
    if let Some(byte) = bits.get_mut(bit as usize / 8) {
        *byte |= 1 << (bit % 8);
    }
}

/// Leaves only the first `count` bits.
fn clear_from(bits: &mut Vec<u8>, count: u32) {
    bits.truncate(count.div_ceil(8) as usize);
    if !count.is_multiple_of(8)
        && let Some(last) = bits.last_mut()
    {
        *last &= (1 << (count % 8)) - 1;
    }
}
