//! Sets of the values of one dimension, and products of them: what is left of one when others are cut away.

/// A dimension that the request does not name.
pub(super) const UNNAMED: u32 = 1;

/// A set of values: these, or all but these. Sorted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Set {
    pub all_but: bool,
    pub list: Vec<u32>,
}

/// Whether nothing is left of a piece when the others are cut away from it; `None` where it falls into more pieces than that. No set of
/// the piece is empty.
pub(super) fn cut(mut piece: Vec<Set>, others: &[Vec<&Set>], pieces: &mut usize, most: usize) -> Option<bool> {
    let Some((other, rest)) = others.split_first() else { return Some(false) };
    *pieces += 1;
    if *pieces > most {
        return None;
    }
    if piece.iter().zip(other).any(|(set, other)| set.with(other).is_empty()) {
        return cut(piece, rest, pieces, most);
    }
    for dimension in 0..piece.len() {
        let (Some(set), Some(other)) = (piece.get(dimension), other.get(dimension)) else { continue };
        let (outside, inside) = (set.without(other), set.with(other));
        if !outside.is_empty() {
            let mut part = piece.clone();
            if let Some(set) = part.get_mut(dimension) {
                *set = outside;
            }
            let covered = cut(part, rest, pieces, most);
            if covered != Some(true) {
                return covered;
            }
        }
        if let Some(set) = piece.get_mut(dimension) {
            *set = inside;
        }
    }
    Some(true)
}

impl Set {
    /// Of all values there are always more.
    pub fn is_empty(&self) -> bool {
        !self.all_but && self.list.is_empty()
    }

    /// Of the requests those that name the dimension, where any value of it is listed.
    pub fn named(&self) -> Self {
        let mut set = self.clone();
        if set.all_but {
            set.list = merged(&set.list, &[UNNAMED], |mine, unnamed| mine || unnamed);
        } else if set.list.len() > 1 {
            set.list.retain(|value| *value != UNNAMED);
        }
        set
    }

    /// Whether another set has any of what this one has when named, and whether it has all of it.
    pub fn meets_and_is_within(&self, other: &Self) -> (bool, bool) {
        if self == other || (other.all_but && other.list.is_empty()) {
            return (true, true);
        }
        if self.all_but || other.all_but {
            let named = self.named();
            return (!named.with(other).is_empty(), named.without(other).is_empty());
        }
        let mut theirs = other.list.iter().copied().peekable();
        let (mut meets, mut within) = (false, true);
        for mine in self.list.iter().filter(|value| **value != UNNAMED || self.list.len() == 1) {
            while theirs.next_if(|value| value < mine).is_some() {}
            let listed = theirs.peek() == Some(mine);
            meets |= listed;
            within &= listed;
        }
        (meets, within)
    }

    fn with(&self, other: &Self) -> Self {
        match (self.all_but, other.all_but) {
            (false, false) => Self::only(merged(&self.list, &other.list, |mine, theirs| mine && theirs)),
            (false, true) => Self::only(merged(&self.list, &other.list, |mine, theirs| mine && !theirs)),
            (true, false) => other.with(self),
            (true, true) => {
                Self { all_but: true, list: merged(&self.list, &other.list, |mine, theirs| mine || theirs) }
            }
        }
    }

    fn without(&self, other: &Self) -> Self {
        self.with(&Self { all_but: !other.all_but, list: other.list.clone() })
    }

    fn only(list: Vec<u32>) -> Self {
        Self { all_but: false, list }
    }
}

/// The values that are kept, by whether they stand in the one list and in the other.
fn merged(one: &[u32], other: &[u32], keep: impl Fn(bool, bool) -> bool) -> Vec<u32> {
    let (mut one, mut other) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    let mut kept = Vec::new();
    loop {
        let next = match (one.peek(), other.peek()) {
            (Some(mine), Some(theirs)) => *mine.min(theirs),
            (Some(value), None) | (None, Some(value)) => *value,
            (None, None) => return kept,
        };
        let (mine, theirs) = (one.next_if_eq(&next).is_some(), other.next_if_eq(&next).is_some());
        if keep(mine, theirs) {
            kept.push(next);
        }
    }
}
