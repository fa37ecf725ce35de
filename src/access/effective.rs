//! Everything that one user may do, by feature area.

use super::decision::Reason;
use super::explain::{Path, path};
use super::grants::{grant_bits, test};
use super::held::Judge;
use super::load::Access;
use super::question::{Question, Who};
use super::request::Request;
use crate::snapshot::Snapshot;
use crate::snapshot::tables::{Grant, Permission};
use alloc::vec::Vec;
use serde::Serialize;

/// The effective access of one user, unscoped.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let effective = access.effective(&rolepack::Request::new("ada", "any"));
/// assert_eq!(effective.reason, rolepack::Reason::Granted);
/// assert_eq!(effective.groups.len(), 1);   // the permission group `runs`
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Effective<'a> {
    /// `granted`, or why nothing is.
    pub reason: Reason,
    /// By permission group; those of none come last.
    pub groups: Vec<EffectiveGroup<'a>>,
}

/// The grants held of one feature area.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let effective = access.effective(&rolepack::Request::new("ben", "any"));
/// let areas: Vec<_> = effective.groups.iter().map(|group| group.permission_group).collect();
/// assert_eq!(areas, [Some("runs"), None]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EffectiveGroup<'a> {
    /// The permission group; `null`: permissions of none.
    pub permission_group: Option<&'a str>,
    /// By permission, in the order of its rights.
    pub grants: Vec<EffectiveGrant<'a>>,
}

/// One grant held, with every path to it.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let effective = access.effective(&rolepack::Request::new("ben", "any"));
/// let grant = &effective.groups[1].grants[0];
/// assert_eq!((grant.permission, grant.right, grant.paths[0].role), ("order", Some("list"), "buyer"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EffectiveGrant<'a> {
    /// The permission.
    pub permission: &'a str,
    /// The right, where the permission has rights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<&'a str>,
    /// In the order of rule 11.
    pub paths: Vec<Path<'a>>,
}

impl Access {
    /// Every grant that a user holds anywhere at all, each with its paths. Of `who` the user, the presented groups and the access method are read.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let effective = access.effective(&rolepack::Request::new("ada", "any"));
    /// let keys: Vec<_> = effective.groups[0].grants.iter().map(|grant| grant.permission).collect();
    /// assert_eq!(keys, ["createRun", "readRuns"]);
    /// ```
    ///
    /// # Cost
    ///
    /// One bit test for every pair of a role held and a grant held.
    #[must_use]
    pub fn effective<'a>(&'a self, who: &Request<'_>) -> Effective<'a> {
        let snapshot = &*self.snapshot;
        let who = match self.unscoped(&who.asked()) {
            Ok(who) if who.other_method => return nothing(Reason::AccessMethod),
            Ok(who) => who,
            Err(reason) => return nothing(reason),
        };
        let bits = grant_bits(snapshot, Some(&who));
        let mut groups: Vec<EffectiveGroup<'a>> = Vec::new();
        // 0 is none, and comes last.
        let areas = (1..=snapshot.group_count() as u32).chain([0]);
        for area in areas {
            let of_area = snapshot.permissions().filter(|permission| permission.group == area);
            let grants: Vec<_> =
                of_area.flat_map(|permission| held_grants(snapshot, &who, &bits, permission)).collect();
            if !grants.is_empty() {
                groups.push(EffectiveGroup {
                    permission_group: area.checked_sub(1).and_then(|area| snapshot.group(area)),
                    grants,
                });
            }
        }
        let reason = if groups.is_empty() { Reason::NotGranted } else { Reason::Granted };
        Effective { reason, groups }
    }
}

fn nothing<'a>(reason: Reason) -> Effective<'a> {
    Effective { reason, groups: Vec::new() }
}

fn held_grants<'a>(
    snapshot: &'a Snapshot,
    who: &Who<'_>,
    bits: &[u8],
    permission: Permission,
) -> Vec<EffectiveGrant<'a>> {
    let bare = (permission.rights == 0).then_some(None);
    let rights = bare.into_iter().chain(snapshot.rights(permission).map(Some));
    let grants = (permission.first_grant..).zip(rights).map(|(grant, right)| (snapshot.grant(grant), right));
    let held = grants.filter(|(grant, _)| test(bits, grant.bit));
    held.map(|(grant, right)| EffectiveGrant {
        permission: snapshot.permission_key(permission),
        right,
        paths: paths(snapshot, who, grant),
    })
    .collect()
}

fn paths<'a>(snapshot: &'a Snapshot, who: &Who<'_>, grant: Grant) -> Vec<Path<'a>> {
    let question = Question::anywhere(Some(grant));
    let judge = Judge::new(snapshot, who, &question);
    let mut paths = Vec::new();
    who.each_held(snapshot, &mut |held| {
        if judge.holds(held)
            && let Ok(level) = judge.counts(held)
        {
            paths.push(path(snapshot, held, level));
        }
        false
    });
    paths
}
