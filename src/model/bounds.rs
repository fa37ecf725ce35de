//! How much an organisation may hold. Passing a bound is refused by name, before anything is resolved.

use super::check::Check;
use crate::source::findings::{Finding, Path};

pub(super) const VALUES: usize = 1_000_000;
pub(super) const USERS: usize = 16_000_000;
const DIMENSIONS: usize = 32;

/// The sizes of the document's lists, but for the users, against their bounds.
pub(super) fn check(check: &mut Check) {
    let document = check.document;
    let grants: usize = document.permissions.iter().map(|permission| permission.rights.len().max(1)).sum();
    for (field, things, count, most) in [
        ("roles", "roles", document.roles.len(), 65_535),
        ("teams", "teams", document.teams.len(), 1_000_000),
        ("permissions", "grants, one for each right of each permission", grants, 65_535),
        ("accessLevels", "access levels", document.access_levels.len(), 65_535),
        ("groupMappings", "group mappings", document.group_mappings.len(), 1_000_000),
        ("dimensions", "dimensions beside those built in", document.dimensions.len(), DIMENSIONS),
    ] {
        check.bound(things, count, most, || Path::of(field));
    }
}

impl Check<'_> {
    /// Reports that there are too many of something.
    pub fn bound(&mut self, things: &str, count: usize, most: usize, path: impl FnOnce() -> Path) {
        if count > most {
            self.findings
                .push(Finding::new("too-many", format!("{count} {things}, where at most {most} are taken")).at(path()));
        }
    }
}
