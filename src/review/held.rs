//! Who holds which role, and whence.

use crate::source::{Document, LevelRef, RoleRef, format_time, parse_time};
use std::collections::HashMap;

/// A role that a user holds.
#[derive(Debug)]
pub(super) struct Held<'d> {
    /// The user's place in the document.
    pub user: usize,
    /// Which of the user's roles, or of the user's teams, it comes from.
    pub place: usize,
    pub role: &'d str,
    /// Empty: held directly.
    pub team: &'d str,
    pub within: String,
    pub from: String,
    pub until: String,
}

/// All that the users of a sound document hold, in its order.
pub(super) fn all(document: &Document) -> Vec<Held<'_>> {
    let levels = levels(document);
    let teams: HashMap<&str, &[RoleRef]> =
        document.teams.iter().map(|team| (team.id.as_str(), team.roles.as_slice())).collect();
    let mut all = Vec::new();
    for (number, user) in document.users.iter().enumerate() {
        let direct = user.roles.iter().enumerate().map(|(place, role)| (place, "", role));
        let by_team = user.teams.iter().enumerate().flat_map(|(place, team)| {
            teams.get(team.as_str()).copied().unwrap_or_default().iter().map(move |role| (place, team.as_str(), role))
        });
        for (place, team, role) in direct.chain(by_team) {
            let (role, within, from, until) = match role {
                RoleRef::Id(id) => (id, None, None, None),
                RoleRef::Assignment(held) => {
                    (&held.role, held.within.as_ref(), held.from.as_deref(), held.until.as_deref())
                }
            };
            let within = within.map(|level| named(level, &levels)).unwrap_or_default();
            all.push(Held { user: number, place, role, team, within, from: time(from), until: time(until) });
        }
    }
    all
}

/// The levels by each way in which they are referred to.
fn levels(document: &Document) -> HashMap<String, String> {
    let mut levels = HashMap::new();
    for level in &document.access_levels {
        let whole = format!("{}/{}", level.company, level.key);
        levels.insert(level.key.clone(), whole.clone());
        levels.insert(whole.clone(), whole);
    }
    levels
}

fn named(level: &LevelRef, levels: &HashMap<String, String>) -> String {
    match level {
        LevelRef::Text(text) => levels.get(text).unwrap_or(text).clone(),
        LevelRef::Keys(keys) => format!("{}/{}", keys.company, keys.key),
    }
}

/// With the time of day: spreadsheets turn a date into their own writing of it, and leave this as it is.
fn time(text: Option<&str>) -> String {
    let Some(text) = text else { return String::new() };
    parse_time(text).and_then(format_time).unwrap_or_else(|| text.to_owned())
}
