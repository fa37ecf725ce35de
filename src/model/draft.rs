//! A user while being read from a table: resolved, in scratch memory that the next user takes over.

use super::{Assignment, ids};

/// A user of whom everything was in order so far. Whoever cannot be drafted is read the careful way, which says what is wrong.
#[derive(Default)]
pub(crate) struct Draft {
    pub id: Said,
    pub name: Said,
    pub email: Said,
    pub employee: Said,
    pub active: bool,
    pub(super) assignments: Vec<Assignment>,
    pub(super) teams: Vec<u32>,
    pub(super) levels: Vec<u32>,
}

/// A text, if it was said.
#[derive(Default)]
pub(crate) struct Said {
    text: String,
    said: bool,
}

impl Said {
    /// Takes the text; always true.
    pub fn say(&mut self, text: &str) -> bool {
        self.text.clear();
        self.text.push_str(text);
        self.said = true;
        true
    }

    pub(super) fn get(&self) -> Option<&str> {
        self.said.then_some(&self.text)
    }
}

impl Draft {
    /// Forgets the user before.
    pub fn clear(&mut self) {
        for said in [&mut self.id, &mut self.name, &mut self.email, &mut self.employee] {
            said.said = false;
        }
        self.active = true;
        self.assignments.clear();
        self.teams.clear();
        self.levels.clear();
    }

    /// Adds a role held. False: there is none, or never.
    pub fn hold(&mut self, role: Option<u32>, within: Option<u32>, from: Option<i64>, until: Option<i64>) -> bool {
        let ever = from.zip(until).is_none_or(|(from, until)| from < until);
        let assignment = role.filter(|_| ever).map(|role| Assignment { role, within, from, until });
        self.assignments.extend(assignment);
        assignment.is_some()
    }

    /// Adds a team. False: there is none.
    pub fn join(&mut self, team: Option<u32>) -> bool {
        self.teams.extend(team);
        team.is_some()
    }

    /// Adds an access level. False: there is none.
    pub fn have(&mut self, level: Option<u32>) -> bool {
        self.levels.extend(level);
        level.is_some()
    }

    /// Sorts the lists, and says whether the ids are ids and nothing stands twice.
    pub fn is_sound(&mut self) -> bool {
        let is_id = |said: &Said| said.get().is_none_or(|id| ids::flaw(id).is_none());
        self.id.said
            && [&self.id, &self.email, &self.employee].into_iter().all(is_id)
            && sorted_once(&mut self.assignments)
            && sorted_once(&mut self.teams)
            && sorted_once(&mut self.levels)
    }
}

fn sorted_once<T: Ord>(list: &mut [T]) -> bool {
    list.sort_unstable();
    list.windows(2).all(|pair| pair.first() != pair.last())
}
