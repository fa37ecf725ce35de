//! What access levels cover, so that it can be compared: exactly, and not level by level.
//!
//! A request names one value, or none, in each dimension. A level covers a product of sets of such, one a dimension: a box. Whether
//! what one box covers is covered by several others together is found by cutting away from it what each of them covers.

use super::sets::{Set, UNNAMED, cut};
use hashbrown::HashMap;

/// The values that stand for others. A level's `$user`, for users whose id and e-mail no level names:
pub(super) const OWN: u32 = 0;
/// What whoever presents a group has as own levels.
const PRESENTER: u32 = 2;
const FIRST_VALUE: u32 = 3;

/// How many pieces one box may fall into before it is taken as not covered: a difference told that is none, never one left out.
const MOST_PIECES: usize = 20_000;

/// How many boxes may be cut away from one, for the same.
const MOST_TOGETHER: usize = 256;

/// How many sets may be held against each other for one pair of holders, and for all pairs together, for the same. A step takes some
/// 50 ns: less than a tenth of a second a pair, and some seconds for all.
const MOST_OF_A_PAIR: usize = 500_000;
const MOST_STEPS: usize = 100_000_000;

/// How much of a box another covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Covers,
    Overlaps,
    Apart,
}

/// Boxes by number, equal ones once.
pub(super) struct Boxes<'a> {
    values: HashMap<&'a str, u32>,
    names: Vec<&'a str>,
    sets: Vec<Set>,
    set_numbers: HashMap<Set, u32>,
    boxes: Vec<Vec<u32>>,
    box_numbers: HashMap<Vec<u32>, u32>,
    relations: HashMap<(u32, u32), Relation>,
    /// What was found; `None` where that would have taken too long.
    covered: HashMap<(u32, Vec<u32>), Option<bool>>,
    /// The steps that are left for this pair, and for those that come.
    steps: usize,
    further: usize,
    gave_up: bool,
}

impl Default for Boxes<'_> {
    fn default() -> Self {
        Self {
            values: HashMap::new(),
            names: Vec::new(),
            sets: Vec::new(),
            set_numbers: HashMap::new(),
            boxes: Vec::new(),
            box_numbers: HashMap::new(),
            relations: HashMap::new(),
            covered: HashMap::new(),
            steps: MOST_OF_A_PAIR,
            further: MOST_STEPS,
            gave_up: false,
        }
    }
}

impl<'a> Boxes<'a> {
    /// What is left over of a pair's steps is the next one's.
    pub fn next_pair(&mut self) {
        self.further += self.steps;
        self.steps = self.further.min(MOST_OF_A_PAIR);
        self.further -= self.steps;
    }

    /// Whether something was taken as not covered, since this was last asked, without knowing it.
    pub fn gave_up(&mut self) -> bool {
        std::mem::take(&mut self.gave_up)
    }

    /// The number of a value that levels list.
    pub fn value(&mut self, value: &'a str) -> u32 {
        if value == "$user" {
            return OWN;
        }
        *self.values.entry(value).or_insert_with(|| {
            self.names.push(value);
            self.names.len() as u32 - 1 + FIRST_VALUE
        })
    }

    /// Whether some level lists the value, or stands for a company of that name.
    pub fn lists(&self, value: &str) -> bool {
        self.values.contains_key(value)
    }

    /// A box of the lists of a level, a list a dimension; `None` stands for every value.
    pub fn of_lists(&mut self, lists: impl IntoIterator<Item = Option<Vec<u32>>>) -> u32 {
        let sets = lists.into_iter().map(|list| match list {
            None => Set { all_but: true, list: Vec::new() },
            Some(mut list) => {
                list.push(UNNAMED);
                list.sort_unstable();
                list.dedup();
                Set { all_but: false, list }
            }
        });
        let sets: Vec<u32> = sets.map(|set| self.set(set)).collect();
        self.number(sets)
    }

    /// The box of whoever's own levels are not known.
    pub fn presenter(&mut self, dimensions: usize) -> u32 {
        self.of_lists((0..dimensions).map(|_| Some(vec![PRESENTER])))
    }

    /// The box with the values of one user in the place of `$user`.
    pub fn personal(&mut self, number: u32, own: &[u32]) -> u32 {
        if !self.names_user(number) {
            return number;
        }
        let sets = self.boxes.get(number as usize).cloned().unwrap_or_default();
        let sets = sets.into_iter().map(|set| {
            let Some(found) = self.sets.get(set as usize).filter(|set| !set.all_but && set.list.contains(&OWN)) else {
                return set;
            };
            let mut list: Vec<u32> = found.list.iter().copied().filter(|value| *value != OWN).collect();
            list.extend_from_slice(own);
            list.sort_unstable();
            list.dedup();
            self.set(Set { all_but: false, list })
        });
        let sets = sets.collect();
        self.number(sets)
    }

    /// Whether `$user` stands in the box.
    pub fn names_user(&self, number: u32) -> bool {
        self.sets_of(number).any(|set| !set.all_but && set.list.first() == Some(&OWN))
    }

    /// Whether the box lets a dimension be named.
    pub fn names_dimension(&self, number: u32, dimension: u32) -> bool {
        self.sets_of(number).nth(dimension as usize).is_some_and(|set| set.all_but || set.list != [UNNAMED])
    }

    /// The values that a box covers in a dimension, as levels list them.
    pub fn listed(&self, number: u32, dimension: usize) -> Vec<&'a str> {
        let Some(set) = self.sets_of(number).nth(dimension) else { return Vec::new() };
        if set.all_but {
            return vec!["*"];
        }
        let name = |value: &u32| match *value {
            OWN => Some("$user"),
            value => self.names.get(value.checked_sub(FIRST_VALUE)? as usize).copied(),
        };
        let mut names: Vec<&str> = set.list.iter().filter_map(name).collect();
        names.sort_unstable();
        names
    }

    /// Whether the boxes together cover all that the one does. The list is sorted.
    pub fn covered(&mut self, one: u32, by: &[u32]) -> bool {
        if by.binary_search(&one).is_ok() {
            return true;
        }
        let mut parts = Vec::new();
        for other in by {
            match self.relation(one, *other) {
                Some(Relation::Covers) => return true,
                Some(Relation::Overlaps) => parts.push(*other),
                Some(Relation::Apart) => {}
                None => return self.unknown(),
            }
        }
        if parts.len() < 2 {
            return false;
        }
        if parts.len() > MOST_TOGETHER {
            return self.unknown();
        }
        let key = (one, parts);
        let known = self.covered.get(&key).copied().unwrap_or_else(|| {
            let others: Vec<Vec<&Set>> = key.1.iter().map(|other| self.sets_of(*other).collect()).collect();
            let dimensions = others.first().map_or(1, Vec::len).max(1);
            let most = (self.steps / dimensions).min(MOST_PIECES);
            let mut pieces = 0;
            let covered = cut(self.fully_named(one), &others, &mut pieces, most);
            self.steps = self.steps.saturating_sub(pieces * dimensions);
            self.covered.insert(key, covered);
            covered
        });
        known.unwrap_or_else(|| self.unknown())
    }

    fn unknown(&mut self) -> bool {
        self.gave_up = true;
        false
    }

    /// How another box stands to one; `None` where no steps are left.
    fn relation(&mut self, one: u32, other: u32) -> Option<Relation> {
        if let Some(known) = self.relations.get(&(one, other)) {
            return Some(*known);
        }
        let mut steps = 0;
        let mut relation = Relation::Covers;
        for (set, other) in self.sets_of(one).zip(self.sets_of(other)) {
            steps += 1 + (set.list.len() + other.list.len()) / 64;
            let (meets, within) = set.meets_and_is_within(other);
            if !meets {
                relation = Relation::Apart;
                break;
            }
            if !within {
                relation = Relation::Overlaps;
            }
        }
        self.steps = self.steps.checked_sub(steps)?;
        self.relations.insert((one, other), relation);
        Some(relation)
    }

    /// Of what a box covers the requests that name every dimension of which it lists a value. Whatever covers these covers those
    /// that name less, since every box covers a dimension that is not named.
    fn fully_named(&self, number: u32) -> Vec<Set> {
        self.sets_of(number).map(Set::named).collect()
    }

    fn sets_of(&self, number: u32) -> impl Iterator<Item = &Set> {
        let sets = self.boxes.get(number as usize).into_iter().flatten();
        sets.filter_map(|set| self.sets.get(*set as usize))
    }

    fn set(&mut self, set: Set) -> u32 {
        *self.set_numbers.entry(set).or_insert_with_key(|set| {
            self.sets.push(set.clone());
            self.sets.len() as u32 - 1
        })
    }

    fn number(&mut self, sets: Vec<u32>) -> u32 {
        *self.box_numbers.entry(sets).or_insert_with_key(|sets| {
            self.boxes.push(sets.clone());
            self.boxes.len() as u32 - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level<'a>(boxes: &mut Boxes<'a>, lists: &[&[&'a str]]) -> u32 {
        let lists: Vec<Option<Vec<u32>>> = lists
            .iter()
            .map(|list| (*list != ["*"]).then(|| list.iter().map(|value| boxes.value(value)).collect()))
            .collect();
        boxes.of_lists(lists)
    }

    #[test]
    fn boxes_cover_one_together() {
        let boxes = &mut Boxes::default();
        let both = level(boxes, &[&["a", "b"], &["x"]]);
        let (first, second) = (level(boxes, &[&["a"], &["x"]]), level(boxes, &[&["b"], &["x"]]));
        assert!(!boxes.covered(both, &[first]) && !boxes.covered(both, &[]));
        assert!(boxes.covered(first, &[both]) && boxes.covered(both, &[both]));
        // A request that names one of the two dimensions is covered by each; one that names neither by all.
        assert!(boxes.covered(both, &[first, second]));
        let crossed = [level(boxes, &[&["a", "b"], &[]]), level(boxes, &[&[], &["x"]])];
        assert!(!boxes.covered(both, &crossed), "two levels never add up to cover one request");
    }

    #[test]
    fn every_value_is_more_than_any_list() {
        let boxes = &mut Boxes::default();
        let (every, some) = (level(boxes, &[&["*"], &["x"]]), level(boxes, &[&["a", "$user"], &["x"]]));
        assert!(boxes.covered(some, &[every]) && !boxes.covered(every, &[some]));
        let personal = boxes.value("ada");
        let of_ada = boxes.personal(some, &[personal]);
        let named = level(boxes, &[&["a", "ada"], &["x"]]);
        assert_eq!(of_ada, named);
        assert_eq!(boxes.listed(some, 0), ["$user", "a"]);
        assert!(boxes.names_dimension(some, 1) && !boxes.names_dimension(named, 2));
    }
}
