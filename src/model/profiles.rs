//! The lists of users: equal ones are held once, in a few words each.

use super::Assignment;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// All lists that any user has.
#[derive(Clone, Default)]
pub(super) struct Profiles {
    /// One profile after the other: how many words its assignments take, how many teams follow, assignments, teams, levels.
    words: Vec<u32>,
    /// Where each profile ends.
    ends: Vec<usize>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

/// The assignments, teams and access levels of some users.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Profile<'p> {
    assignments: &'p [u32],
    /// Sorted.
    pub teams: &'p [u32],
    /// Sorted: those assigned; those that name the `employee` are not among them unless assigned.
    pub levels: &'p [u32],
}

/// In the word of a role: what follows it.
const WITHIN: u32 = 1 << 31;
const FROM: u32 = 1 << 30;
const UNTIL: u32 = 1 << 29;
const ROLE: u32 = UNTIL - 1;

impl Profiles {
    /// The number of the profile with these lists.
    pub fn number(&mut self, assignments: &[Assignment], teams: &[u32], levels: &[u32]) -> u32 {
        let start = self.words.len();
        self.words.extend([0, teams.len() as u32]);
        assignments.iter().for_each(|held| write(&mut self.words, *held));
        let length = self.words.len() - start - 2;
        if let Some(word) = self.words.get_mut(start) {
            *word = length as u32;
        }
        self.words.extend_from_slice(teams);
        self.words.extend_from_slice(levels);
        let (words, ends, hasher) = (&self.words, &self.ends, &self.hasher);
        let new = words.get(start..).unwrap_or_default();
        let known = |number: u32| words_of(words, ends, number);
        let hash = |number: &u32| hasher.hash_one(known(*number));
        if let Some(&number) = self.table.find(hasher.hash_one(new), |number| known(*number) == new) {
            self.words.truncate(start);
            return number;
        }
        let number = ends.len() as u32;
        self.table.insert_unique(hasher.hash_one(new), number, hash);
        self.ends.push(words.len());
        number
    }

    /// Lets go of what it takes to find equal lists.
    pub fn finish(&mut self) {
        self.table = HashTable::new();
    }

    pub fn iter(&self) -> impl Iterator<Item = Profile<'_>> {
        (0..self.ends.len() as u32).map(|number| {
            let (head, lists) = words_of(&self.words, &self.ends, number).split_at_checked(2).unwrap_or_default();
            let length = |place: usize| head.get(place).map_or(0, |length| *length as usize);
            let (assignments, rest) = lists.split_at_checked(length(0)).unwrap_or_default();
            let (teams, levels) = rest.split_at_checked(length(1)).unwrap_or_default();
            Profile { assignments, teams, levels }
        })
    }
}

fn words_of<'p>(words: &'p [u32], ends: &[usize], number: u32) -> &'p [u32] {
    let number = number as usize;
    let start = number.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    words.get(start..ends.get(number).copied().unwrap_or(start)).unwrap_or_default()
}

fn write(words: &mut Vec<u32>, held: Assignment) {
    let flag = |there: bool, flag: u32| if there { flag } else { 0 };
    let (within, from, until) = (held.within.is_some(), held.from.is_some(), held.until.is_some());
    words.push(held.role & ROLE | flag(within, WITHIN) | flag(from, FROM) | flag(until, UNTIL));
    words.extend(held.within);
    for time in [held.from, held.until].into_iter().flatten() {
        words.extend([time as u32, (time >> 32) as u32]);
    }
}

impl<'p> Profile<'p> {
    /// Sorted.
    pub fn assignments(self) -> impl Iterator<Item = Assignment> + 'p {
        let mut words = self.assignments.iter().copied();
        std::iter::from_fn(move || {
            let head = words.next()?;
            let within = if head & WITHIN == 0 { None } else { words.next() };
            let mut time = |flag: u32| {
                let low = if head & flag == 0 { None } else { words.next() };
                low.zip(low.and_then(|_| words.next()))
                    .map(|(low, high)| i64::from(high.cast_signed()) << 32 | i64::from(low))
            };
            Some(Assignment { role: head & ROLE, within, from: time(FROM), until: time(UNTIL) })
        })
    }
}
