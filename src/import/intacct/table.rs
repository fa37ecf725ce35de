//! Things by their ids, which the API also knows by keys of its own.

use super::record::{Named, Placed};
use crate::import::gathering::Gathering;
use crate::source::findings::Finding;
use crate::source::words::quote;
use std::collections::{BTreeMap, HashMap};

/// Things by their ids, and their ids by their keys.
pub(super) struct Table<T> {
    pub by_id: BTreeMap<String, Placed<T>>,
    /// By the API's own key.
    ids: HashMap<String, String>,
    /// By what the API calls the id, where that is not ours.
    names: HashMap<String, String>,
}

impl<T: PartialEq> Table<T> {
    /// Puts things into a table, each by its id, its key and another name. One that stands twice is taken once.
    pub fn of(
        gathering: &mut Gathering<'_>,
        what: &str,
        things: Vec<Placed<T>>,
        names: impl for<'t> Fn(&'t T) -> (String, [&'t Option<String>; 2]),
    ) -> Self {
        let mut table = Self::new();
        for placed in things {
            let (id, [key, name]) = names(&placed.thing);
            let (key, name) = (key.clone(), name.clone());
            if let Some(before) = table.by_id.get(&id) {
                if before.thing != placed.thing {
                    let finding = twice(&format!("the {what} {}", quote(&id)));
                    gathering.findings.push(finding.at(placed.at).also(before.at.clone()));
                }
                continue;
            }
            if let Some(other) = key.as_ref().and_then(|key| table.ids.get(key)) {
                let message = format!("the {what}s {} and {} have one key", quote(other), quote(&id));
                gathering.findings.push(Finding::new("conflict", message).at(placed.at.clone()));
            }
            table.ids.extend(key.map(|key| (key, id.clone())));
            table.names.extend(name.map(|name| (name, id.clone())));
            table.by_id.insert(id, placed);
        }
        table
    }
}

impl<T> Table<T> {
    pub fn new() -> Self {
        Self { by_id: BTreeMap::new(), ids: HashMap::new(), names: HashMap::new() }
    }

    /// What a reference leads to: all that it says must lead there.
    pub fn find(&self, named: &Named) -> Option<(&String, &Placed<T>)> {
        let (by_key, by_name) = self.leads(named);
        let agrees = by_key.is_none() || by_name.is_none() || by_key == by_name;
        self.by_id.get_key_value(by_key.or(by_name).filter(|_| agrees)?)
    }

    /// The ids that a reference leads to, by its key and by its id.
    pub fn leads(&self, named: &Named) -> (Option<&String>, Option<&String>) {
        let by_key = named.key.as_ref().and_then(|key| self.ids.get(key));
        let by_id = named.id.as_ref().and_then(|id| self.by_id.get_key_value(id).map(|(id, _)| id));
        (by_key, by_id.or_else(|| named.id.as_ref().and_then(|name| self.names.get(name))))
    }
}

impl Table<Named> {
    /// Takes note of somebody or something that is only ever referred to.
    pub fn know(&mut self, gathering: &mut Gathering<'_>, placed: &Placed<Named>) {
        let Named { key, id: Some(id), .. } = &placed.thing else { return };
        let other_id = key.as_ref().and_then(|key| self.ids.get(key)).is_some_and(|known| known != id);
        let known = self.by_id.get(id).map(|known| known.thing.clone());
        if other_id || known.as_ref().is_some_and(|known| !known.agrees(&placed.thing)) {
            let message = format!("{} has one key here and another elsewhere, or its key is another's", quote(id));
            gathering.findings.push(Finding::new("conflict", message).at(placed.at.clone()));
            return;
        }
        self.ids.extend(key.clone().map(|key| (key, id.clone())));
        let entry = self.by_id.entry(id.clone());
        let entry = entry.or_insert_with(|| Placed { thing: placed.thing.clone(), at: placed.at.clone() });
        entry.thing.key = entry.thing.key.take().or_else(|| placed.thing.key.clone());
        for (name, value) in &placed.thing.kept {
            entry.thing.kept.entry(name.clone()).or_insert_with(|| value.clone());
        }
        entry.thing.href = entry.thing.href.take().or_else(|| placed.thing.href.clone());
    }
}

/// What to do about answers that contradict one another.
pub(super) const AGAIN: &str = "ask again for both answers: something changed between them";

pub(super) fn twice(what: &str) -> Finding {
    Finding::new("conflict", format!("{what} is told twice, and differently")).help(AGAIN)
}

impl Named {
    /// What messages call it.
    pub fn shown(&self) -> String {
        quote(self.id.as_deref().or(self.key.as_deref()).unwrap_or("?"))
    }
}
