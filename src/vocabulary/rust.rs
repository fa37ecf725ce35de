//! Constants for Rust.

use super::{Vocabulary, comment};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

impl Vocabulary {
    /// A Rust module with a constant for each permission's key, and in `right` and `dimension` one for each right and dimension.
    ///
    /// Names are the keys in capitals. Where two keys would have one name, both get a suffix made of their key, so that a name
    /// never moves from one key to another.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let constants = rolepack::vocabulary::Vocabulary::of_snapshot(&access).to_rust();
    /// assert!(constants.contains("pub const CREATE_RUN: &str = \"createRun\";"));
    /// ```
    #[must_use]
    pub fn to_rust(&self) -> String {
        let mut text = format!(
            "//! The permissions of {}, written by `rolepack types --lang rust`. Write it again when they change.\n#![allow(dead_code)]\n\n",
            comment(&self.of)
        );
        let titled = self.permissions.iter().map(|term| (term.key.as_str(), term.title.as_deref()));
        constants(&mut text, "", titled.collect());
        let rights: BTreeSet<&str> =
            self.permissions.iter().flat_map(|term| &term.rights).map(String::as_str).collect();
        module(&mut text, "right", "Rights.", rights);
        let dimensions = self.dimensions.iter().flatten().map(String::as_str).collect();
        module(&mut text, "dimension", "What a resource is told in.", dimensions);
        text
    }
}

fn module(text: &mut String, name: &str, about: &str, words: BTreeSet<&str>) {
    if words.is_empty() {
        return;
    }
    // Writing to a string cannot fail.
    let _ = writeln!(text, "\n/// {about}\npub mod {name} {{");
    constants(text, "    ", words.into_iter().map(|word| (word, None)).collect());
    text.push_str("}\n");
}

fn constants(text: &mut String, indent: &str, words: Vec<(&str, Option<&str>)>) {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for (word, _) in &words {
        *taken.entry(name(word)).or_default() += 1;
    }
    for (word, title) in words {
        let mut name = name(word);
        if taken.get(&name).is_some_and(|count| *count > 1) {
            let _ = write!(name, "_{:08X}", suffix(word));
        }
        let title = comment(title.unwrap_or(word));
        let _ = writeln!(text, "{indent}/// {title}\n{indent}pub const {name}: &str = {};", literal(word));
    }
}

/// `createRun`, `read/runs` and `HTTPLog` as `CREATE_RUN`, `READ_RUNS` and `HTTP_LOG`.
fn name(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    let mut name = String::new();
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| letters.get(place));
        let lower_before = before.is_some_and(|before| before.is_ascii_lowercase() || before.is_ascii_digit());
        let ends_capitals = before.is_some_and(char::is_ascii_uppercase)
            && letters.get(place + 1).is_some_and(char::is_ascii_lowercase);
        if letter.is_ascii_uppercase() && (lower_before || ends_capitals) {
            name.push('_');
        }
        name.push(if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' });
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert(0, '_');
    }
    if name == "_" { "__".to_owned() } else { name }
}

/// FNV-1a: short, and the same everywhere and always.
fn suffix(key: &str) -> u32 {
    key.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn literal(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if crate::source::words::is_hidden(letter) => quoted.extend(letter.escape_unicode()),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
