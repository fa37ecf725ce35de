//! What somebody gains between two snapshots, or with the two exchanged, loses.

use super::bits::Bits;
use super::causes::{Cause, causes};
use super::side::{ALONE, Joint, Side};
use super::view::{View, Way};
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// Grants gained in the same way, for the same reasons.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Gain {
    pub what: What,
    /// Whether they count for `login`, and for `slideIn`.
    pub methods: [bool; 2],
    pub entry: Entry,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum What {
    /// These atoms.
    Atoms(Vec<u32>),
    /// What presented groups give.
    Groups,
}

/// Where something is gained, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Entry {
    /// It was not held at all before.
    pub newly: bool,
    /// Without scoping: in every place.
    pub everywhere: bool,
    /// In the own levels of whoever presents the group.
    pub own: bool,
    /// In these levels.
    pub levels: Vec<u32>,
    /// It may have been held before: to find out would take too long.
    pub inexact: bool,
    pub because: Vec<Cause>,
}

/// What one holds in one of the snapshots.
pub(super) struct Holder<'c, 'a> {
    pub side: &'c Side<'a>,
    pub view: &'c View,
    /// The ways to roles, by access method.
    ways: [Vec<Way>; 2],
}

impl<'c, 'a> Holder<'c, 'a> {
    pub fn new(joint: &mut Joint<'_>, side: &'c Side<'a>, view: &'c View) -> Self {
        Self { side, view, ways: [0, 1].map(|method| view.ways(side, joint, method)) }
    }
}

/// What `new` gives that `old` does not. By access method, merged where both gain alike.
pub(super) fn gains(joint: &mut Joint<'_>, old: &Holder<'_, '_>, new: &Holder<'_, '_>) -> Vec<Gain> {
    let mut entries: Vec<Entry> = Vec::new();
    // Most roles count for both.
    let same = |holder: &Holder<'_, '_>| holder.ways.first() == holder.ways.last();
    let alike = same(old) && same(new) && new.ways.iter().all(|ways| old.side.admits_alike(ways));
    let mut by_method: Vec<Vec<(u32, usize)>> = Vec::new();
    for (method, (before, after)) in old.ways.iter().zip(&new.ways).enumerate() {
        let known = by_method.first().filter(|_| alike).cloned();
        let change = Change { old_side: old.side, old: old.view, new_side: new.side, new: new.view, method };
        by_method.push(known.unwrap_or_else(|| change.atoms(joint, before, after, &mut entries)));
    }
    let mut methods: BTreeMap<(u32, usize), [bool; 2]> = BTreeMap::new();
    for (method, gained) in by_method.into_iter().enumerate() {
        for one in gained {
            if let Some(counts) = methods.entry(one).or_default().get_mut(method) {
                *counts = true;
            }
        }
    }
    let mut merged: BTreeMap<(usize, [bool; 2]), Vec<u32>> = BTreeMap::new();
    for ((atom, entry), methods) in methods {
        merged.entry((entry, methods)).or_default().push(atom);
    }
    let gain = |((entry, methods), atoms): ((usize, [bool; 2]), Vec<u32>)| {
        Some(Gain { what: What::Atoms(atoms), methods, entry: entries.get(entry)?.clone() })
    };
    let mut gains: Vec<Gain> = merged.into_iter().filter_map(gain).collect();
    gains.sort_unstable();
    gains
}

/// The atoms held in each box.
fn by_box(ways: &[Way], side: &Side<'_>, atoms: usize) -> HashMap<u32, Bits> {
    let mut boxes: HashMap<u32, Bits> = HashMap::new();
    for way in ways {
        let Some(role) = side.role(way.role) else { continue };
        for (number, _) in &way.boxes {
            boxes.entry(*number).or_insert_with(|| Bits::none(atoms)).add(&role.holds);
        }
    }
    boxes
}

/// From what to what, by which access method.
pub(super) struct Change<'c, 'a> {
    pub old_side: &'c Side<'a>,
    pub old: &'c View,
    pub new_side: &'c Side<'a>,
    pub new: &'c View,
    pub method: usize,
}

impl Change<'_, '_> {
    /// The atoms gained, each with the number of its entry.
    fn atoms(&self, joint: &mut Joint<'_>, old: &[Way], new: &[Way], entries: &mut Vec<Entry>) -> Vec<(u32, usize)> {
        let before = by_box(old, self.old_side, joint.atoms.len());
        // Only what is held in a box in which it was not held before can be new.
        let mut maybe = Bits::none(joint.atoms.len());
        for (number, mut bits) in by_box(new, self.new_side, joint.atoms.len()) {
            if let Some(old) = before.get(&number) {
                bits.remove(old);
            }
            maybe.add(&bits);
        }
        // Atoms that are held in the same ways before and after, by roles that held them before or did not, are judged once.
        let mut judged: HashMap<Vec<u64>, Option<usize>> = HashMap::new();
        let mut ways: Vec<u64> = Vec::new();
        let mut gained = Vec::new();
        for atom in maybe.iter() {
            ways.clear();
            mark(&mut ways, old.iter().map(|way| self.old_side.holds(way.role, atom)));
            mark(&mut ways, new.iter().map(|way| self.new_side.holds(way.role, atom)));
            mark(&mut ways, new.iter().map(|way| self.old_side.holds(way.role, atom)));
            let entry = judged.get(&ways).copied().unwrap_or_else(|| {
                let entry = self.entry(joint, old, new, atom).map(|entry| {
                    entries.iter().position(|known| *known == entry).unwrap_or_else(|| {
                        entries.push(entry);
                        entries.len() - 1
                    })
                });
                judged.insert(ways.clone(), entry);
                entry
            });
            gained.extend(entry.map(|entry| (atom, entry)));
        }
        gained
    }

    /// Where an atom is gained, and why; `None` where all was held before.
    fn entry(&self, joint: &mut Joint<'_>, old: &[Way], new: &[Way], atom: u32) -> Option<Entry> {
        let mut before: Vec<u32> = old
            .iter()
            .filter(|way| self.old_side.holds(way.role, atom))
            .flat_map(|way| way.boxes.iter().map(|(number, _)| *number))
            .collect();
        before.sort_unstable();
        before.dedup();
        let mut entry = Entry { newly: before.is_empty(), ..Entry::default() };
        let mut gained = false;
        joint.boxes.gave_up();
        for way in new.iter().filter(|way| self.new_side.holds(way.role, atom)) {
            let boxes = way.boxes.iter().copied();
            let new: Vec<(u32, u32)> = boxes.filter(|(number, _)| !joint.boxes.covered(*number, &before)).collect();
            if new.is_empty() {
                continue;
            }
            gained = true;
            entry.name(self.new_side, joint, &new);
            causes(self, joint, Some((way, atom)), &new, &mut entry.because);
        }
        entry.inexact = joint.boxes.gave_up();
        gained.then(|| entry.settle())
    }

    /// What presented groups give, where more of it counts than before: that they give more is told of them.
    pub fn through_groups(&self, joint: &mut Joint<'_>, gives: &Gives) -> Option<Entry> {
        if !self.new.may_present(self.new_side) {
            return None;
        }
        let mut entry = Entry { newly: !self.old.may_present(self.old_side), ..Entry::default() };
        joint.boxes.gave_up();
        let mut own: Vec<(u32, u32)> = Vec::new();
        if if entry.newly { gives.anything } else { gives.alone } {
            let mut old: Vec<u32> = Vec::new();
            if !entry.newly {
                old.extend(self.old.own_boxes(self.old_side, joint).into_iter().map(|(number, _)| number));
                old.sort_unstable();
            }
            own = self.new.own_boxes(self.new_side, joint);
            own.retain(|(number, _)| !joint.boxes.covered(*number, &old));
        }
        let within = if entry.newly { Vec::new() } else { self.otherwise_within(joint, gives) };
        if own.is_empty() && within.is_empty() {
            return None;
        }
        entry.inexact = joint.boxes.gave_up();
        entry.name(self.new_side, joint, &own);
        entry.name(self.new_side, joint, &within);
        causes(self, joint, None, &own, &mut entry.because);
        entry.because.extend((!within.is_empty()).then_some(Cause::Email));
        Some(entry.settle())
    }

    /// The levels that groups give something within, and of which `$user` stands for more than it did.
    fn otherwise_within(&self, joint: &mut Joint<'_>, gives: &Gives) -> Vec<(u32, u32)> {
        if self.old.personal == self.new.personal || !self.old_side.scoping || !self.new_side.scoping {
            return Vec::new();
        }
        let mut otherwise = Vec::new();
        for level in &gives.within {
            let [before, after] = [self.old, self.new].map(|view| view.covers(self.new_side, joint, *level));
            if let (Some(before), Some(after)) = (before, after)
                && !joint.boxes.covered(after, &[before])
            {
                otherwise.push((after, *level));
            }
        }
        otherwise
    }
}

/// Adds the answers, a bit each, to whole words.
fn mark(words: &mut Vec<u64>, answers: impl Iterator<Item = bool>) {
    for (place, answer) in answers.enumerate() {
        if place % 64 == 0 {
            words.push(0);
        }
        if let (true, Some(word)) = (answer, words.last_mut()) {
            *word |= 1 << (place % 64);
        }
    }
}

/// What the groups of a snapshot give.
#[derive(Debug, Clone, Default)]
pub(super) struct Gives {
    pub anything: bool,
    /// Something without a level, which counts wherever the presenter's own levels reach.
    pub alone: bool,
    /// The levels that something is given within and that list `$user`, which is another for each presenter.
    pub within: Vec<u32>,
}

impl Gives {
    pub fn of(side: &Side<'_>, joint: &Joint<'_>) -> Self {
        let mut gives = Self::default();
        let names_user = |level: u32| side.level(level).is_some_and(|level| joint.boxes.names_user(level.covers));
        for (roles, teams) in side.mappings.iter().flatten() {
            let of_teams = teams.iter().filter_map(|team| side.team(*team)).flatten();
            for (role, within) in roles.iter().chain(of_teams) {
                let holds = side.role(*role).is_some_and(|role| !role.holds.is_empty());
                gives.anything |= holds;
                gives.alone |= holds && *within == ALONE;
                if holds && *within != ALONE && names_user(*within) {
                    gives.within.push(*within);
                }
            }
        }
        gives.within.sort_unstable();
        gives.within.dedup();
        gives
    }
}

impl Entry {
    fn name(&mut self, side: &Side<'_>, joint: &Joint<'_>, boxes: &[(u32, u32)]) {
        for (number, level) in boxes {
            self.everywhere |= !side.scoping && *number == side.free;
            self.own |= *number == joint.presenter;
            self.levels.extend((*level != ALONE).then_some(*level));
        }
    }

    fn settle(mut self) -> Self {
        self.levels.sort_unstable();
        self.levels.dedup();
        self.because.sort_unstable();
        self.because.dedup();
        self
    }
}
