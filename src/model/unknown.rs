//! Names that lead nowhere, and what they may have meant.

use super::check::Check;
use crate::source::List;
use crate::source::findings::{Finding, KEPT, Path};
use crate::source::suggest::closest;
use crate::source::words::quote;
use std::collections::HashMap;

/// What a name may lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Names {
    Permissions,
    Groups,
    Roles,
    Teams,
    Levels,
    Dimensions,
}

/// What names may have meant.
pub(super) struct Guesses {
    /// Made before.
    known: HashMap<Names, HashMap<String, Option<String>>>,
    /// How many more names may be compared with what was written.
    patience: usize,
}

/// Comparisons that a run may spend on "did you mean": some hundred names among a thousand roles, and a few among as many as
/// a list may hold. A fraction of a second.
const PATIENCE: usize = 4 * 65_535;

impl Default for Guesses {
    fn default() -> Self {
        Self { known: HashMap::new(), patience: PATIENCE }
    }
}

impl Names {
    /// The list that the things stand in, and the code of a problem with a name of them.
    fn about(self) -> (List, &'static str) {
        match self {
            Self::Permissions => (List::Permissions, "unknown-permission"),
            Self::Groups => (List::Permissions, "unknown-permission-group"),
            Self::Roles => (List::Roles, "unknown-role"),
            Self::Teams => (List::Teams, "unknown-team"),
            Self::Levels => (List::AccessLevels, "unknown-level"),
            Self::Dimensions => (List::Dimensions, "unknown-dimension"),
        }
    }
}

impl Check<'_> {
    /// Reports a name that leads nowhere, unless part of where it might lead could not be read.
    pub fn unknown(&mut self, names: Names, message: String, written: &str, path: Path) {
        let (list, code) = names.about();
        if self.gaps.has(list) {
            return;
        }
        let help = self.guess(names, written).map(|near| format!("did you mean {}?", quote(&near)));
        let otherwise = (names == Names::Dimensions).then(|| "declare it in the document's `dimensions`".to_owned());
        self.findings.push(Finding::new(code, message).at(path).maybe_help(help.or(otherwise)));
    }

    fn guess(&mut self, names: Names, written: &str) -> Option<String> {
        if self.findings.kept.len() >= KEPT {
            return None;
        }
        if let Some(guess) = self.guesses.known.get(&names).and_then(|known| known.get(written)) {
            return guess.clone();
        }
        let document = self.document;
        let candidates: Box<dyn Iterator<Item = &str> + '_> = match names {
            Names::Permissions => Box::new(document.permissions.iter().map(|permission| permission.key.as_str())),
            Names::Groups => {
                Box::new(document.permissions.iter().filter_map(|permission| permission.permission_group.as_deref()))
            }
            Names::Roles => Box::new(document.roles.iter().map(|role| role.id.as_str())),
            Names::Teams => Box::new(document.teams.iter().map(|team| team.id.as_str())),
            Names::Levels => Box::new(document.access_levels.iter().map(|level| level.key.as_str())),
            Names::Dimensions => Box::new(document.dimensions.iter().map(String::as_str)),
        };
        let patience = &mut self.guesses.patience;
        let patient = candidates.take_while(|_| {
            let left = *patience > 0;
            *patience = patience.saturating_sub(1);
            left
        });
        let both: Vec<String>;
        let mut guess = closest(written, patient).map(str::to_owned);
        // A level may be written with its company before its key.
        if names == Names::Levels && guess.is_none() && written.contains('/') {
            both = document
                .access_levels
                .iter()
                .take(*patience)
                .map(|level| format!("{}/{}", level.company, level.key))
                .collect();
            *patience -= both.len();
            guess = closest(written, both.iter().map(String::as_str)).map(str::to_owned);
        }
        self.guesses.known.entry(names).or_default().insert(written.to_owned(), guess.clone());
        guess
    }
}
