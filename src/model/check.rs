//! From a document to a model: everything that the access model refuses, found in one run.

use super::index::Names;
use super::unknown::Guesses;
use super::{Assignment, Model};
use super::{bounds, build, holders, ids, levels, roles};
use crate::source::findings::{Finding, Findings, Path};
use crate::source::{Document, Gaps};

/// What is checked, and what has been found.
pub(super) struct Check<'d> {
    pub document: &'d Document,
    pub names: Names<'d>,
    pub findings: Findings,
    pub gaps: &'d Gaps,
    pub guesses: Guesses<'d>,
}

/// What the references of a document lead to, entry for entry.
#[derive(Default)]
pub(super) struct Resolved {
    pub grants: Vec<Vec<(u32, Option<u32>)>>,
    pub teams: Vec<Vec<Assignment>>,
    pub users: Vec<(Vec<Assignment>, Vec<u32>, Vec<u32>)>,
    pub mappings: Vec<(Vec<Assignment>, Vec<u32>)>,
}

/// Checks and resolves the document. Linear in its size, but for sorting.
///
/// References into what `gaps` names are not judged.
pub(crate) fn check(document: Document, gaps: &Gaps) -> Result<Model, Findings> {
    let mut findings = Findings::default();
    let names = Names::of(&document, &mut findings);
    let mut check = Check { document: &document, names, findings, gaps, guesses: Guesses::default() };
    organization(&mut check);
    bounds::check(&mut check);
    ids::check(&mut check);
    let resolved = Resolved {
        grants: roles::check(&mut check),
        teams: holders::teams(&mut check),
        users: holders::users(&mut check),
        mappings: holders::mappings(&mut check),
    };
    levels::check(&mut check);
    if check.findings.is_empty() { Ok(build::build(document, resolved)) } else { Err(check.findings) }
}

fn organization(check: &mut Check) {
    let Some(organization) = &check.document.organization else {
        if !check.gaps.organization() {
            check.findings.push(
                Finding::new("missing-organization", "no file of the source holds `organization`")
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
