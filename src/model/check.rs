//! From a document to a model: everything that the access model refuses, found in one run.

use super::index::Names;
use super::{Assignment, Model};
use super::{bounds, build, holders, ids, levels, roles};
use crate::source::findings::{Finding, Findings, KEPT, Path};
use crate::source::suggest::closest;
use crate::source::words::quote;
use crate::source::{Document, Gaps, List};
use std::collections::HashMap;

/// What is checked, and what has been found.
pub(super) struct Check<'d> {
    pub document: &'d Document,
    pub names: Names<'d>,
    pub findings: Findings,
    gaps: &'d Gaps,
    /// Names looked for before, and what they may have meant.
    guesses: HashMap<(List, &'d str), Option<&'d str>>,
    /// How many more names may be compared with what was written.
    patience: usize,
}

/// Comparisons that a run may spend on "did you mean": well under a second.
const PATIENCE: usize = 2_000_000;

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
    let mut check = Check { document: &document, names, findings, gaps, guesses: HashMap::new(), patience: PATIENCE };
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
                Finding::new("missing-organization", "no file of the source holds `organization`").help("add `\"organization\": { \"id\": … }`"),
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

impl<'d> Check<'d> {
    /// Reports a name that leads nowhere, unless part of where it might lead could not be read.
    pub fn unknown(&mut self, list: List, code: &'static str, message: String, written: &'d str, path: Path) {
        if self.gaps.has(list) {
            return;
        }
        let guess = self.guess(list, written);
        let help = guess.map(|near| format!("did you mean {}?", quote(near)));
        self.findings.push(Finding::new(code, message).at(path).maybe_help(help));
    }

    fn guess(&mut self, list: List, written: &'d str) -> Option<&'d str> {
        if self.findings.kept.len() >= KEPT {
            return None;
        }
        if let Some(guess) = self.guesses.get(&(list, written)) {
            return *guess;
        }
        let document = self.document;
        let patience = &mut self.patience;
        let spend = |name: &&'d str| {
            let _ = name;
            let left = *patience > 0;
            *patience = patience.saturating_sub(1);
            left
        };
        let guess = match list {
            List::Permissions => closest(written, document.permissions.iter().map(|permission| permission.key.as_str()).take_while(spend)),
            List::Roles => closest(written, document.roles.iter().map(|role| role.id.as_str()).take_while(spend)),
            List::Teams => closest(written, document.teams.iter().map(|team| team.id.as_str()).take_while(spend)),
            List::AccessLevels => closest(written, document.access_levels.iter().map(|level| level.key.as_str()).take_while(spend)),
            List::Dimensions => closest(written, document.dimensions.iter().map(String::as_str).take_while(spend)),
            List::Catalogues | List::Users | List::GroupMappings => None,
        };
        self.guesses.insert((list, written), guess);
        guess
    }
}
