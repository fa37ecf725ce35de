//! What roles hold: permissions with their rights, and permission groups.

use super::check::Check;
use super::unknown::Names;
use crate::source::findings::{Finding, Path};
use crate::source::suggest::closest;
use crate::source::words::{list, quote};
use crate::source::{Permission, RolePermission};

/// The grants that each role names itself, sorted; those of its permission groups are not among them.
pub(super) fn check(check: &mut Check) -> Vec<Vec<(u32, Option<u32>)>> {
    let document = check.document;
    let mut all = Vec::with_capacity(document.roles.len());
    for (i, role) in document.roles.iter().enumerate() {
        let path = |field| Path::of("roles").index(i).field(field);
        for (j, group) in role.permission_groups.iter().enumerate() {
            if !check.names.permission_groups.contains(group.as_str()) {
                let message = format!(
                    "role {} holds the permission group {}, which no permission names",
                    quote(&role.id),
                    quote(group)
                );
                check.unknown(Names::Groups, message, group, path("permissionGroups").index(j));
            }
        }
        check.once("permission group", role.permission_groups.iter().map(String::as_str), || path("permissionGroups"));
        let keys = role.permissions.iter().map(|permission| match permission {
            RolePermission::Key(key) => key.as_str(),
            RolePermission::Rights(rights) => rights.permission.as_str(),
        });
        check.once("permission", keys.clone(), || path("permissions"));
        let mut grants = Vec::new();
        for (j, (key, written)) in keys.zip(&role.permissions).enumerate() {
            let Some(place) = check.names.permissions.get(key).copied() else {
                let message =
                    format!("role {} holds the permission {}, which does not exist", quote(&role.id), quote(key));
                check.unknown(Names::Permissions, message, key, path("permissions").index(j));
                continue;
            };
            let Some(permission) = document.permissions.get(place.written) else { continue };
            let rights = match written {
                RolePermission::Key(_) => &[],
                RolePermission::Rights(rights) => rights.rights.as_slice(),
            };
            check.rights(
                &role.id,
                (place.written, permission),
                rights,
                || path("permissions").index(j),
                |right| grants.push((place.sorted, right)),
            );
        }
        grants.sort_unstable();
        all.push(grants);
    }
    all
}

impl Check<'_> {
    fn rights(
        &mut self,
        role: &str,
        (number, permission): (usize, &Permission),
        rights: &[String],
        path: impl Fn() -> Path,
        mut grant: impl FnMut(Option<u32>),
    ) {
        if permission.rights.is_empty() && rights.is_empty() {
            grant(None);
        } else if rights.is_empty() {
            let all: Vec<String> = permission.rights.iter().map(|right| quote(right)).collect();
            let message = format!(
                "role {} holds the permission {} without any of its rights",
                quote(role),
                quote(&permission.key)
            );
            let help = format!("write an object with `permission` and `rights`; its rights are {}", list(&all));
            self.findings.push(Finding::new("right-required", message).at(path()).help(help));
        }
        self.once("right", rights.iter().map(String::as_str), || path().field("rights"));
        for (j, right) in rights.iter().enumerate() {
            if let Some(place) = self.names.rights.get(&(number, right.as_str())) {
                grant(Some(*place));
                continue;
            }
            let message = format!("the permission {} has no right {}", quote(&permission.key), quote(right));
            let help = if permission.rights.is_empty() {
                "it has no rights: write its key alone".to_owned()
            } else {
                let all: Vec<String> = permission.rights.iter().map(|right| quote(right)).collect();
                closest(right, permission.rights.iter().map(String::as_str)).map_or_else(
                    || format!("its rights are {}", list(&all)),
                    |near| format!("did you mean {}?", quote(near)),
                )
            };
            self.findings.push(Finding::new("unknown-right", message).at(path().field("rights").index(j)).help(help));
        }
    }
}
