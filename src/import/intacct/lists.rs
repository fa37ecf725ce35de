//! What a role's own lists say, held against one another and against what stands by itself.

use super::record::{LISTS, Link, Placed, Role, Telling, WHOLE};
use super::table::{AGAIN, Table, twice};
use crate::import::gathering::Gathering;
use crate::source::findings::{At, Finding};
use crate::source::words::{list, quote};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Entries of the lists, each as what it comes to: a holder's id, or a permission with its rights.
#[derive(Default)]
pub(super) struct Lists {
    /// By the telling of a role that they stand in, and the list.
    within: HashMap<(usize, usize), BTreeSet<String>>,
    /// Those that stand by themselves, by role and list.
    apart: BTreeMap<(String, usize), Vec<(String, At)>>,
}

impl Lists {
    pub fn add<T>(&mut self, role: &str, number: usize, link: &Placed<Link<T>>, entry: String) {
        match link.thing.within {
            Some(telling) => {
                self.within.entry((telling, number)).or_default().insert(entry);
            }
            None => self.apart.entry((role.to_owned(), number)).or_default().push((entry, link.at.clone())),
        }
    }

    /// Reports lists that contradict one another, and those that no answer has: who holds nothing cannot be told from whom
    /// nobody asked about.
    pub fn check(self, gathering: &mut Gathering<'_>, roles: &Table<Role>, tellings: &[Telling]) {
        let apart: BTreeSet<usize> = self.apart.keys().map(|(_, number)| *number).collect();
        let mut told: HashMap<&String, Vec<(usize, &Telling)>> = HashMap::new();
        for (at, telling) in tellings.iter().enumerate() {
            let role = roles.find(&telling.role).map(|(id, _)| id);
            role.into_iter().for_each(|id| told.entry(id).or_default().push((at, telling)));
        }
        for (id, placed) in &roles.by_id {
            let tellings = told.remove(id).unwrap_or_default();
            let mut missing = Vec::new();
            for (number, name) in LISTS.into_iter().enumerate() {
                let says = |telling: &Telling| telling.lists.get(number).is_some_and(|said| *said);
                let said: Vec<_> = tellings.iter().filter(|(_, telling)| says(telling)).collect();
                if let Some(first) = said.first() {
                    self.compare(gathering, (id, number, name), first, &said);
                } else if !apart.contains(&number) {
                    missing.push(quote(name));
                } else if !self.apart.contains_key(&(id.clone(), number)) {
                    gathering.note(NOBODY.get(number).copied().unwrap_or_default(), id);
                }
            }
            if !missing.is_empty() {
                let finding = Finding::new("missing-field", format!("a role without {}", list(&missing)));
                gathering.findings.push(finding.at(placed.at.clone()).help(WHOLE));
            }
        }
    }

    fn compare(
        &self,
        gathering: &mut Gathering<'_>,
        (id, number, name): (&String, usize, &str),
        first: &(usize, &Telling),
        said: &[&(usize, &Telling)],
    ) {
        let nothing = BTreeSet::new();
        let entries = |telling: usize| self.within.get(&(telling, number)).unwrap_or(&nothing);
        let whole = entries(first.0);
        for (telling, told) in said {
            if entries(*telling) != whole {
                let finding = twice(&format!("the list {} of the role {}", quote(name), quote(id)));
                gathering.findings.push(finding.at(told.at.clone()).also(first.1.at.clone()));
            }
        }
        for (entry, at) in self.apart.get(&(id.clone(), number)).into_iter().flatten() {
            if !whole.contains(entry) {
                let message = format!("it names the role {}, whose list {} does not have it", quote(id), quote(name));
                let finding = Finding::new("conflict", message).at(at.clone()).also(first.1.at.clone());
                gathering.findings.push(finding.help(AGAIN));
            }
        }
    }
}

/// What is taken for granted of a role whose lists are not told, where others' entries come by themselves.
const NOBODY: [&str; 3] = [
    "no permission assignment names role {}: taken as one that allows nothing",
    "no user map names role {}: taken as one that no user holds",
    "no user group map names role {}: taken as one that no user group holds",
];
