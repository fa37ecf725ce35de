//! Ids that are easily taken for one another, and how to draw from lists.

use fastrand::Rng;

/// Ids that share prefixes, differ in case or in how a letter is composed, look like something else, or are long.
const AWKWARD: [&str; 24] = [
    "a",
    "A",
    "aa",
    "ab",
    "a/b",
    "a b",
    "é",
    "e\u{301}",
    "zoë",
    "ζ",
    "日本",
    "🚀",
    "$users",
    "$",
    "**",
    "*a",
    "0",
    "-",
    "__proto__",
    "constructor",
    "\u{a0}",
    "\u{feff}",
    "\u{10ffff}",
    "a\u{e000}",
];

/// True once in `n` times.
pub fn once_in(rng: &mut Rng, n: usize) -> bool {
    rng.usize(..n) == 0
}

/// One of a list that is not empty.
pub fn one<'a, T>(rng: &mut Rng, list: &'a [T]) -> &'a T {
    &list[rng.usize(..list.len())]
}

/// Up to `most` of a list, each once, in random order.
pub fn some<T: Clone>(rng: &mut Rng, list: &[T], most: usize) -> Vec<T> {
    let count = rng.usize(..=most.min(list.len()));
    let mut places: Vec<usize> = (0..list.len()).collect();
    rng.shuffle(&mut places);
    places[..count].iter().map(|place| list[*place].clone()).collect()
}

/// `count` different ids of one kind of thing.
pub fn ids(rng: &mut Rng, kind: &str, count: usize) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    while ids.len() < count {
        let id = match rng.u8(..12) {
            0..=2 => (*one(rng, &AWKWARD)).to_owned(),
            3 => format!("{}{}", one(rng, &AWKWARD), one(rng, &AWKWARD)),
            4 if once_in(rng, 3) => long(kind, rng.usize(..4)),
            _ => format!("{kind}{}", rng.usize(..count * 2)),
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// One of a few ids of 511 or 512 bytes that differ at their ends.
fn long(kind: &str, number: usize) -> String {
    let shorter = number % 2;
    format!("{kind}{}{number}", "x".repeat(511 - kind.len() - shorter))
}
