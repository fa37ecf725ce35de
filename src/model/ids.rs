//! What an id may be: 1 to 512 bytes, no control characters, and neither `*` nor `$user`, which mean something in levels.

use super::check::Check;
use crate::source::findings::{Finding, Path};
use crate::source::words::quote;

/// Longest id, in bytes.
pub(super) const LONGEST: usize = 512;

/// What is wrong with an id, as a code and the end of a sentence.
pub(crate) fn flaw(id: &str) -> Option<(&'static str, &'static str)> {
    if matches!(id, "*" | "$user") {
        return Some(("reserved-id", "means something in access levels and is no id"));
    }
    value_flaw(id)
}

/// The same for a value in a level, which may be `*` or `$user`.
pub(super) fn value_flaw(value: &str) -> Option<(&'static str, &'static str)> {
    if value.is_empty() {
        Some(("empty-id", "is empty"))
    } else if value.len() > LONGEST {
        Some(("long-id", "is longer than 512 bytes"))
    } else if has_control(value) {
        Some(("control-character", "has a control character in it"))
    } else {
        None
    }
}

/// Letter by letter only where a byte may belong to one.
fn has_control(value: &str) -> bool {
    value.bytes().any(|byte| !(b' '..0x7f).contains(&byte)) && value.chars().any(char::is_control)
}

/// Every id of the document, but for those of users and levels.
pub(super) fn check(check: &mut Check) {
    let document = check.document;
    if let Some(organization) = &document.organization {
        check.id("the organization's id", &organization.id, || Path::of("organization").field("id"));
    }
    for (i, permission) in document.permissions.iter().enumerate() {
        let path = || Path::of("permissions").index(i);
        check.id("a permission's key", &permission.key, || path().field("key"));
        if let Some(group) = &permission.permission_group {
            check.id("a permission group's id", group, || path().field("permissionGroup"));
        }
        for (j, right) in permission.rights.iter().enumerate() {
            check.id("a right", right, || path().field("rights").index(j));
        }
        check.once("right", permission.rights.iter().map(String::as_str), || path().field("rights"));
    }
    for (i, role) in document.roles.iter().enumerate() {
        check.id("a role's id", &role.id, || Path::of("roles").index(i).field("id"));
    }
    for (i, team) in document.teams.iter().enumerate() {
        check.id("a team's id", &team.id, || Path::of("teams").index(i).field("id"));
    }
    for (i, mapping) in document.group_mappings.iter().enumerate() {
        let path = || Path::of("groupMappings").index(i);
        check.id("an identity provider's name", &mapping.provider, || path().field("provider"));
        check.id("an identity-provider group's name", &mapping.group, || path().field("group"));
    }
}

impl Check<'_> {
    /// Reports an id that is none.
    pub fn id(&mut self, what: &str, id: &str, path: impl FnOnce() -> Path) {
        if let Some((code, why)) = flaw(id) {
            let message = if id.is_empty() { format!("{what} {why}") } else { format!("{what} {why}: {}", quote(id)) };
            self.findings.push(Finding::new(code, message).at(path()));
        }
    }

    /// Reports every entry of a list that stands in it before.
    pub fn once<N: Ord + Copy + AsRef<str>>(
        &mut self,
        what: &str,
        entries: impl ExactSizeIterator<Item = N>,
        list: impl Fn() -> Path,
    ) {
        if entries.len() < 2 {
            return;
        }
        let mut sorted: Vec<(N, usize)> = entries.enumerate().map(|(place, entry)| (entry, place)).collect();
        sorted.sort_unstable();
        for pair in sorted.windows(2) {
            if let [(first, place), (again, repeated)] = pair
                && first == again
            {
                let message = format!("the {what} {} stands twice in one list", quote(again.as_ref()));
                self.findings.push(
                    Finding::new("repeated-entry", message).at(list().index(*repeated)).also(list().index(*place)),
                );
            }
        }
    }
}
