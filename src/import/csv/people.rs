//! Those whom the rows are about, and what the rows say of them.

use super::Columns;
use crate::import::gathering::Origins;
use crate::source::decode::List;
use crate::source::findings::{At, Finding, Findings};
use crate::source::node::Span;
use crate::source::words::quote;
use crate::source::{AccessLevel, Document, LevelKeys, LevelRef, Role, RoleAssignment, RoleRef, Team, User};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a row says of its user, each with its place.
pub(super) struct Cells<'r> {
    pub role: Option<(&'r str, Span)>,
    pub team: Option<(&'r str, Span)>,
    pub level: Option<(&'r str, Span)>,
    pub name: Option<(&'r str, Span)>,
    pub email: Option<(&'r str, Span)>,
    pub employee: Option<(&'r str, Span)>,
    /// `None` within: a word that says neither, which was reported.
    pub active: Option<(Option<bool>, Span)>,
}

/// Names, each once, with the place where it stands first.
#[derive(Default)]
struct Names {
    numbers: HashMap<String, u32>,
    names: Vec<(String, Span)>,
}

#[derive(Default)]
struct Person {
    at: Span,
    name: Option<Box<str>>,
    email: Option<Box<str>>,
    employee: Option<Box<str>>,
    active: Option<bool>,
    /// Whether any row has a word on being active.
    judged: bool,
    /// Roles, each with what it is held within. Sorted, as the following.
    roles: Vec<(u32, Option<u32>)>,
    teams: Vec<u32>,
    levels: Vec<u32>,
}

/// Everybody, and all that they are said to hold.
#[derive(Default)]
pub(super) struct People {
    people: BTreeMap<String, Person>,
    roles: Names,
    teams: Names,
    levels: Names,
}

/// What was declared, with the sentence that tells of it.
pub(super) type Declared = [(&'static str, Vec<String>); 3];

impl Names {
    fn number(&mut self, name: &str, at: Span) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        // More names than that do not fit into a table that can be read.
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push((name.to_owned(), at));
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn name(&self, number: u32) -> String {
        self.names.get(number as usize).map(|(name, _)| name.clone()).unwrap_or_default()
    }

    /// The names that are not known, sorted.
    fn unknown<'n>(&'n self, known: &HashSet<&str>) -> Vec<(&'n str, Span)> {
        let all = self.names.iter().map(|(name, at)| (name.as_str(), *at));
        let mut unknown: Vec<_> = all.filter(|(name, _)| !known.contains(name)).collect();
        unknown.sort_unstable();
        unknown
    }
}

/// Puts an entry into a sorted list, once.
fn put<T: Ord>(list: &mut Vec<T>, entry: T) {
    if let Err(place) = list.binary_search(&entry) {
        list.insert(place, entry);
    }
}

impl People {
    /// Takes a row.
    pub fn tell(
        &mut self,
        (user, at): (&str, Span),
        cells: &Cells<'_>,
        separator: Option<char>,
        findings: &mut Findings,
    ) {
        if !self.people.contains_key(user) {
            self.people.insert(user.to_owned(), Person { at, ..Person::default() });
        }
        let Some(person) = self.people.get_mut(user) else { return };
        same("name", user, &mut person.name, cells.name, findings);
        same("e-mail", user, &mut person.email, cells.email, findings);
        same("employee", user, &mut person.employee, cells.employee, findings);
        person.judged |= cells.active.is_some();
        if let Some((Some(active), at)) = cells.active
            && person.active.replace(active).is_some_and(|before| before != active)
        {
            findings.push(disagree("being active", user, at));
        }
        let (roles, teams, levels) =
            (entries(cells.role, separator), entries(cells.team, separator), entries(cells.level, separator));
        if let ([_, _, ..], [(first, at), rest @ ..]) = (roles.as_slice(), levels.as_slice())
            && rest.iter().any(|(other, _)| other != first)
        {
            let message = "several roles and several access levels in one row, which may go together in many ways";
            findings.push(Finding::new("two-lists", message).at(*at).help("write a row for each role"));
            return;
        }
        for (team, at) in teams {
            put(&mut person.teams, self.teams.number(team, at));
        }
        let levels: Vec<u32> = levels.into_iter().map(|(level, at)| self.levels.number(level, at)).collect();
        if roles.is_empty() {
            levels.iter().for_each(|level| put(&mut person.levels, *level));
        }
        for (role, at) in roles {
            let role = self.roles.number(role, at);
            if levels.is_empty() {
                put(&mut person.roles, (role, None));
            }
            levels.iter().for_each(|level| put(&mut person.roles, (role, Some(*level))));
        }
    }

    /// The document: everybody, and what they hold as far as `base` does not have it. Sorted by ids.
    pub fn document(
        self,
        columns: &Columns,
        base: &Document,
        findings: &mut Findings,
    ) -> (Document, Origins, Declared) {
        let mut document = Document::default();
        let mut origins = Origins::new();
        let mut declared: Declared = [
            ("declared without permissions, allowing nothing yet: role {}", Vec::new()),
            ("declared without roles, giving nothing yet: team {}", Vec::new()),
            ("declared without values, covering nothing yet: access level {}", Vec::new()),
        ];
        if columns.within.is_none() {
            self.declare(columns, base, &mut document, &mut origins, findings, &mut declared);
        }
        let level = |number: u32| {
            let text = self.levels.name(number);
            match &columns.company {
                Some(company) if !text.contains('/') => {
                    LevelRef::Keys(LevelKeys { company: company.clone(), key: text })
                }
                _ => LevelRef::Text(text),
            }
        };
        for (id, person) in self.people {
            if columns.active.is_some() && !person.judged {
                // Without a word on it a user of a source is active.
                let message = format!("no row says whether {} is active", quote(&id));
                let finding = Finding::new("missing-field", message).at(At::File(0, person.at));
                findings.push(finding.help("write `true` or `false` in one of the user's rows"));
            }
            origins.insert((List::Users, document.users.len()), At::File(0, person.at));
            let roles = person.roles.iter().map(|(role, within)| {
                let role = self.roles.name(*role);
                match within {
                    Some(number) => {
                        let within = Some(level(*number));
                        RoleRef::Assignment(RoleAssignment { role, within, ..RoleAssignment::default() })
                    }
                    None => RoleRef::Id(role),
                }
            });
            document.users.push(User {
                id,
                name: person.name.map(String::from),
                email: person.email.map(String::from),
                active: person.active,
                employee: person.employee.map(String::from),
                roles: roles.collect(),
                teams: person.teams.iter().map(|number| self.teams.name(*number)).collect(),
                access_levels: person.levels.iter().map(|number| level(*number)).collect(),
                ..User::default()
            });
        }
        // In the order of names and not of the rows that first told of them.
        for user in &mut document.users {
            user.roles.sort_by_cached_key(|role| match role {
                RoleRef::Id(id) => (id.clone(), None),
                RoleRef::Assignment(held) => (held.role.clone(), held.within.as_ref().map(name)),
            });
            user.teams.sort_unstable();
            user.access_levels.sort_by_cached_key(name);
        }
        (document, origins, declared)
    }

    fn declare(
        &self,
        columns: &Columns,
        base: &Document,
        document: &mut Document,
        origins: &mut Origins,
        findings: &mut Findings,
        [roles, teams, levels]: &mut Declared,
    ) {
        let known = base.roles.iter().map(|role| role.id.as_str()).collect();
        for (id, at) in self.roles.unknown(&known) {
            origins.insert((List::Roles, document.roles.len()), At::File(0, at));
            document.roles.push(Role { id: id.to_owned(), ..Role::default() });
            roles.1.push(id.to_owned());
        }
        for (id, at) in self.teams.unknown(&HashSet::new()) {
            origins.insert((List::Teams, document.teams.len()), At::File(0, at));
            document.teams.push(Team { id: id.to_owned(), ..Team::default() });
            teams.1.push(id.to_owned());
        }
        let mut seen = HashSet::new();
        for (text, at) in self.levels.unknown(&HashSet::new()) {
            let split = text.split_once('/').or(columns.company.as_deref().map(|company| (company, text)));
            let Some((company, key)) = split else {
                let message = format!("the access level {} has no company", quote(text));
                let finding = Finding::new("missing-company", message).at(At::File(0, at));
                findings.push(finding.help("write `COMPANY/KEY`, or say the company of all"));
                continue;
            };
            if !seen.insert((company, key)) {
                continue;
            }
            origins.insert((List::AccessLevels, document.access_levels.len()), At::File(0, at));
            let (company, description, key) = (company.to_owned(), key.to_owned(), key.to_owned());
            document.access_levels.push(AccessLevel { company, key, description, ..AccessLevel::default() });
            levels.1.push(text.to_owned());
        }
    }
}

/// A level's name, to sort by.
fn name(level: &LevelRef) -> (String, String) {
    match level {
        LevelRef::Text(text) => (String::new(), text.clone()),
        LevelRef::Keys(keys) => (keys.company.clone(), keys.key.clone()),
    }
}

/// What a cell says, one by one; an entry that is empty says nothing.
fn entries(cell: Option<(&str, Span)>, separator: Option<char>) -> Vec<(&str, Span)> {
    let Some((text, at)) = cell else { return Vec::new() };
    match separator {
        Some(separator) => {
            text.split(separator).map(str::trim).filter(|entry| !entry.is_empty()).map(|entry| (entry, at)).collect()
        }
        None => vec![(text, at)],
    }
}

/// Takes what a row says of a user, which no other row may say otherwise.
fn same(what: &str, user: &str, known: &mut Option<Box<str>>, cell: Option<(&str, Span)>, findings: &mut Findings) {
    let Some((text, at)) = cell else { return };
    match known {
        Some(before) if **before != *text => findings.push(disagree(what, user, at)),
        Some(_) => {}
        None => *known = Some(text.into()),
    }
}

fn disagree(what: &str, user: &str, at: Span) -> Finding {
    Finding::new("conflict", format!("an earlier row tells the {what} of {} otherwise", quote(user)))
        .at(at)
        .help("which of the two is right cannot be known: correct one")
}
