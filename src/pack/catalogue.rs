//! Permissions and roles: grants become bits.

use crate::model::Model;
use crate::snapshot::encode::{PermissionRow, RoleRow};
use crate::source::{Action, ApplyTo, Kind};
use std::collections::BTreeSet;

/// The names that permissions share, and where each permission's grants begin.
pub(super) struct Catalogue<'a> {
    pub rights: Vec<&'a str>,
    pub groups: Vec<&'a str>,
    first_grants: Vec<u32>,
    grants: u32,
}

impl<'a> Catalogue<'a> {
    pub(super) fn of(model: &'a Model) -> Self {
        let rights: BTreeSet<&str> =
            model.permissions.iter().flat_map(|permission| permission.rights.iter().map(String::as_str)).collect();
        let groups: BTreeSet<&str> =
            model.permissions.iter().filter_map(|permission| permission.permission_group.as_deref()).collect();
        let mut grants = 0;
        let mut first_grants = Vec::with_capacity(model.permissions.len());
        for permission in &model.permissions {
            first_grants.push(grants);
            grants += permission.rights.len().max(1) as u32;
        }
        Self { rights: rights.into_iter().collect(), groups: groups.into_iter().collect(), first_grants, grants }
    }

    fn group(&self, id: &str) -> Option<u32> {
        self.groups.binary_search(&id).ok().map(|number| number as u32)
    }

    pub(super) fn permissions(&self, model: &'a Model) -> Vec<PermissionRow<'a>> {
        let rows = model.permissions.iter().map(|permission| PermissionRow {
            key: &permission.key,
            group: permission.permission_group.as_deref().and_then(|id| self.group(id)),
            flags: u8::from(permission.kind == Kind::Read) | action(permission.action) << 1,
            rights: permission
                .rights
                .iter()
                .filter_map(|right| self.rights.binary_search(&right.as_str()).ok())
                .map(|number| number as u32)
                .collect(),
        });
        rows.collect()
    }

    pub(super) fn roles(&self, model: &'a Model) -> Vec<RoleRow<'a>> {
        let rows = model.roles.iter().map(|role| {
            let grants = role.grants.iter().filter_map(|(permission, right)| {
                Some(self.first_grants.get(*permission as usize)? + right.unwrap_or(0))
            });
            let groups = role.permission_groups.iter().filter_map(|id| Some(self.grants + self.group(id)?));
            let mut bits: Vec<u32> = grants.chain(groups).collect();
            bits.sort_unstable();
            bits.dedup();
            RoleRow { id: &role.id, flags: u8::from(role.system) | apply_to(role.apply_to) << 1, bits }
        });
        rows.collect()
    }
}

fn action(action: Option<Action>) -> u8 {
    match action {
        None => 0,
        Some(Action::Create) => 1,
        Some(Action::Update) => 2,
        Some(Action::Delete) => 3,
        Some(Action::Other) => 4,
    }
}

fn apply_to(apply_to: ApplyTo) -> u8 {
    match apply_to {
        ApplyTo::Login => 1,
        ApplyTo::SlideIn => 2,
        ApplyTo::LoginAndSlideIn => 3,
    }
}
