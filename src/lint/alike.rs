//! Ids that differ in case or in Unicode form only: two things to the machine, one to whoever reads them.

use super::gathered::Gathered;
use crate::source::findings::Path;
use crate::source::words::quote;
use hashbrown::DefaultHashBuilder;
use std::hash::BuildHasher;
use unicode_normalization::UnicodeNormalization;

pub(super) fn look(gathered: &mut Gathered<'_>) {
    let model = gathered.model;
    let roles = pairs(model.roles.iter().map(|role| role.id.as_str()));
    tell(gathered, roles, "roles", |gathered, number| gathered.places.role(number).field("id"));
    let teams = pairs(model.teams.iter().map(|team| team.id.as_str()));
    tell(gathered, teams, "teams", |gathered, number| gathered.places.team(number).field("id"));
    let permissions = pairs(model.permissions.iter().map(|permission| permission.key.as_str()));
    tell(gathered, permissions, "permissions", |gathered, number| gathered.places.permission(number).field("key"));
    let names: Vec<String> = model.levels.iter().map(|level| format!("{}/{}", level.company, level.key)).collect();
    let levels = pairs(names.iter().map(String::as_str));
    tell(gathered, levels, "access levels", |gathered, number| gathered.places.level(number).field("key"));
    let names: Vec<String> =
        model.mappings.iter().map(|mapping| format!("{}:{}", mapping.provider, mapping.group)).collect();
    let mappings = pairs(names.iter().map(String::as_str));
    tell(gathered, mappings, "identity-provider groups", |gathered, number| {
        gathered.places.mapping(number).field("group")
    });
    people(gathered);
}

/// Users by id and by e-mail: whoever looks for one may find the other.
fn people(gathered: &mut Gathered<'_>) {
    let model = gathered.model;
    let mut names: Vec<(&str, usize)> = Vec::with_capacity(model.users.len());
    for (number, user) in model.users.iter().enumerate() {
        names.push((user.id, number));
        names.extend(user.email.filter(|email| *email != user.id).map(|email| (email, number)));
    }
    let alike = pairs(names.iter().map(|(name, _)| *name));
    let whose = |place: usize| names.get(place).map_or(0, |(_, number)| *number);
    let alike: Vec<_> = alike.into_iter().filter(|(one, other)| whose(one.0) != whose(other.0)).collect();
    let numbers: Vec<usize> = alike.iter().flat_map(|(one, other)| [whose(one.0), whose(other.0)]).collect();
    let mut places = gathered.places.users(&model.users, numbers.into_iter()).into_iter();
    for ((_, one), (_, other)) in alike {
        let (first, second) = (places.next().unwrap_or_default(), places.next().unwrap_or_default());
        found(gathered, message("users", one, other), first.field("id"), second.field("id"));
    }
}

const HELP: &str = "ids compare byte for byte: rename one, or remove the one that was a slip of the pen";

type Named<'n> = (usize, &'n str);

fn tell(
    gathered: &mut Gathered<'_>,
    pairs: Vec<(Named<'_>, Named<'_>)>,
    things: &str,
    path: impl Fn(&Gathered<'_>, usize) -> Path,
) {
    for ((first, one), (second, other)) in pairs {
        let (first, second) = (path(gathered, first), path(gathered, second));
        // Of two of a catalogue neither can be mended.
        if !gathered.is_of_catalogue(&first) || !gathered.is_of_catalogue(&second) {
            found(gathered, message(things, one, other), first, second);
        }
    }
}

/// Whichever was written later is the one to look at.
fn found(gathered: &mut Gathered<'_>, message: String, one: Path, other: Path) {
    let (first, later) = if one < other { (one, other) } else { (other, one) };
    gathered.found_two("similar-ids", message, later, first, HELP);
}

fn message(things: &str, one: &str, other: &str) -> String {
    // Two that look the same are told apart by how they are written.
    let how = if one.nfkc().eq(other.nfkc()) { "Unicode form" } else { "case" };
    format!("the {things} {} and {} differ in {how} only", quote(one), quote(other))
}

/// Names that are one when case and Unicode form are left aside, each with the one before it.
fn pairs<'n>(names: impl Iterator<Item = &'n str>) -> Vec<(Named<'n>, Named<'n>)> {
    let hasher = DefaultHashBuilder::default();
    let mut hashed: Vec<(u64, usize, &str)> =
        names.enumerate().map(|(number, name)| (hasher.hash_one(folded(name)), number, name)).collect();
    hashed.sort_unstable();
    let mut pairs: Vec<(Named<'n>, Named<'n>)> = hashed
        .windows(2)
        .filter_map(|pair| match pair {
            [(a, first, one), (b, second, other)] if a == b && one != other && folded(one) == folded(other) => {
                Some(((*first, *one), (*second, *other)))
            }
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

/// The name without case and Unicode form.
fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    // By capitals first: there letters meet that have several small forms.
    let capitals: String = name.nfkc().flat_map(char::to_uppercase).collect();
    capitals.chars().flat_map(char::to_lowercase).nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_form_are_left_aside() {
        for (one, other) in [("Ada", "aDA"), ("é", "e\u{301}"), ("É", "e\u{301}"), ("ﬁ", "FI"), ("ß", "SS"), ("ς", "Σ")]
        {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        for (one, other) in [("a", "b"), ("é", "e"), ("o", "0")] {
            assert_ne!(folded(one), folded(other), "{one} {other}");
        }
        assert_eq!(pairs(["b", "A", "a", "c"].into_iter()), [((1, "A"), (2, "a"))]);
    }
}
