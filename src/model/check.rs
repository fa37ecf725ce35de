//! From a document to a model: everything that the access model refuses, found in one run.

use super::index::Names;
use super::unknown::Guesses;
use super::{Assignment, Model, Users};
use super::{bounds, build, holders, ids, levels, people, roles};
use crate::source::findings::{Finding, Findings, Path};
use crate::source::{Document, Gaps, UserFiles};

/// What is checked, and what has been found.
pub(super) struct Check<'d> {
    pub document: &'d Document,
    pub names: Names<'d>,
    pub findings: Findings,
    pub gaps: &'d Gaps,
    pub guesses: Guesses,
}

/// What the references of a document lead to, entry for entry.
#[derive(Default)]
pub(super) struct Resolved {
    pub grants: Vec<Vec<(u32, Option<u32>)>>,
    pub teams: Vec<Vec<Assignment>>,
    pub users: Users,
    pub mappings: Vec<(Vec<Assignment>, Vec<u32>)>,
}

/// Checks and resolves the document and the users that stand in files of their own, who are read now, one by one. Linear in
/// their size, but for sorting.
///
/// References into what `gaps` names are not judged.
pub(crate) fn check(mut document: Document, files: UserFiles<'_>, gaps: &Gaps) -> Result<Model, Findings> {
    let mut findings = Findings::default();
    let written = std::mem::take(&mut document.users);
    let names = Names::of(&document, &mut findings);
    let mut check = Check { document: &document, names, findings, gaps, guesses: Guesses::default() };
    organization(&mut check);
    bounds::check(&mut check);
    ids::check(&mut check);
    let resolved = Resolved {
        grants: roles::check(&mut check),
        teams: holders::teams(&mut check),
        users: holders::users(&mut check, written, files),
        mappings: holders::mappings(&mut check),
    };
    levels::check(&mut check);
    people::check(&resolved.users, &mut check.findings);
    let findings = std::mem::take(&mut check.findings);
    // What it knows is known by the document's names.
    drop(check);
    if findings.is_empty() { Ok(build::build(document, resolved)) } else { Err(findings) }
}

fn organization(check: &mut Check) {
    let Some(organization) = &check.document.organization else {
        if !check.gaps.organization() {
            check.findings.push(
                Finding::new("missing-organization", "the source has no `organization`")
                    .help("add `\"organization\": { \"id\": … }`"),
            );
        }
        return;
    };
    if organization.scoping == Some(false) && !check.document.access_levels.is_empty() {
        check.findings.push(
            Finding::new("scoping-off", "`scoping` is false, but there are access levels, which would mean nothing")
                .at(Path::of("organization").field("scoping"))
                .help("leave `scoping` out, or remove the access levels"),
        );
    }
}
