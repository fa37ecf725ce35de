//! A line of JSON Lines straight into a draft, without a tree between. Only what is wholly in order is taken: anything else, and
//! whatever might be, is left to the careful reading, which says what is wrong.

use super::node::DEEPEST;
use super::time::parse_time;
use crate::model::{Draft, Names};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

const FIELDS: [&str; 10] =
    ["id", "name", "email", "active", "employee", "roles", "teams", "accessLevels", "attributes", "external"];

/// Reads a user of whom all is in order into the draft. False: something may be wrong, or is not known.
pub(super) fn draft(line: &str, names: &Names<'_>, draft: &mut Draft) -> bool {
    draft.clear();
    let mut deserializer = serde_json::Deserializer::from_str(line);
    let read = Take(User { names, draft }).deserialize(&mut deserializer).is_ok();
    read && deserializer.end().is_ok() && draft.is_sound()
}

/// Something that takes what JSON says. What it does not take is refused.
trait Taker: Sized {
    fn text<E: Error>(self, _text: &str) -> Result<(), E> {
        Err(refused())
    }

    fn boolean<E: Error>(self, _value: bool) -> Result<(), E> {
        Err(refused())
    }

    fn null<E: Error>(self) -> Result<(), E> {
        Err(refused())
    }

    fn number<E: Error>(self) -> Result<(), E> {
        Err(refused())
    }

    fn list<'de, A: SeqAccess<'de>>(self, _list: A) -> Result<(), A::Error> {
        Err(refused())
    }

    fn object<'de, A: MapAccess<'de>>(self, _object: A) -> Result<(), A::Error> {
        Err(refused())
    }
}

/// Nobody reads why: the careful reading finds out.
fn refused<E: Error>() -> E {
    E::custom("")
}

fn taken<E: Error>(taken: bool) -> Result<(), E> {
    if taken { Ok(()) } else { Err(refused()) }
}

/// From which whole numbers on `f64` stands for what may not be held without loss.
const TOO_LARGE: f64 = 9.2e18;

struct Take<T>(T);

impl<'de, T: Taker> DeserializeSeed<'de> for Take<T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Taker> Visitor<'de> for Take<T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what is in order")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.text(text)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.boolean(value)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.null()
    }

    fn visit_i64<E: Error>(self, _number: i64) -> Result<(), E> {
        self.0.number()
    }

    fn visit_u64<E: Error>(self, _number: u64) -> Result<(), E> {
        self.0.number()
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        if number.abs() < TOO_LARGE { self.0.number() } else { Err(refused()) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.0.list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        self.0.object(object)
    }
}

/// A key of an object: its place among those known, each of which may stand once.
struct Key<'k> {
    known: &'k [&'k str],
    /// A bit for each that stood before.
    seen: &'k mut u32,
    found: &'k mut usize,
}

impl Taker for Key<'_> {
    fn text<E: Error>(self, text: &str) -> Result<(), E> {
        let place = self.known.iter().position(|known| *known == text).ok_or_else(refused)?;
        let bit = 1 << place;
        let again = *self.seen & bit != 0;
        *self.seen |= bit;
        *self.found = place;
        taken(!again)
    }
}

/// Reads an object's fields, each by its place among those known.
fn fields<'de, A: MapAccess<'de>>(
    mut object: A,
    known: &[&str],
    mut take: impl FnMut(usize, &mut A) -> Result<(), A::Error>,
) -> Result<(), A::Error> {
    let (mut seen, mut found) = (0, 0);
    while object.next_key_seed(Take(Key { known, seen: &mut seen, found: &mut found }))?.is_some() {
        take(found, &mut object)?;
    }
    Ok(())
}

/// Takes a string.
struct Text<T>(T);

impl<T: FnOnce(&str) -> bool> Taker for Text<T> {
    fn text<E: Error>(self, text: &str) -> Result<(), E> {
        taken(self.0(text))
    }
}

/// Takes true or false.
struct Boolean<'b>(&'b mut bool);

impl Taker for Boolean<'_> {
    fn boolean<E: Error>(self, value: bool) -> Result<(), E> {
        *self.0 = value;
        Ok(())
    }
}

struct User<'u, 'n> {
    names: &'u Names<'n>,
    draft: &'u mut Draft,
}

impl Taker for User<'_, '_> {
    fn object<'de, A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        let Self { names, draft } = self;
        fields(object, &FIELDS, |field, object| match field {
            0 => object.next_value_seed(Take(Text(|id: &str| draft.id.say(id)))),
            1 => object.next_value_seed(Take(Text(|name: &str| draft.name.say(name)))),
            2 => object.next_value_seed(Take(Text(|email: &str| draft.email.say(email)))),
            3 => object.next_value_seed(Take(Boolean(&mut draft.active))),
            4 => object.next_value_seed(Take(Text(|employee: &str| draft.employee.say(employee)))),
            5 => object.next_value_seed(Take(List(&mut Roles { names, draft }))),
            6 => object.next_value_seed(Take(List(&mut Teams { names, draft }))),
            7 => object.next_value_seed(Take(List(&mut LevelsOf { names, draft }))),
            _ => object.next_value_seed(Take(Attributes)),
        })
    }
}

/// A list, entry by entry.
struct List<'l, E>(&'l mut E);

trait Entries {
    fn text(&mut self, text: &str) -> bool;

    fn object<'de, A: MapAccess<'de>>(&mut self, _object: A) -> Result<(), A::Error> {
        Err(refused())
    }
}

impl<E: Entries> Taker for List<'_, E> {
    fn list<'de, A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Take(Entry(&mut *self.0)))?.is_some() {}
        Ok(())
    }
}

struct Entry<'e, E>(&'e mut E);

impl<E: Entries> Taker for Entry<'_, E> {
    fn text<F: Error>(self, text: &str) -> Result<(), F> {
        taken(self.0.text(text))
    }

    fn object<'de, A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        self.0.object(object)
    }
}

struct Roles<'u, 'n> {
    names: &'u Names<'n>,
    draft: &'u mut Draft,
}

impl Entries for Roles<'_, '_> {
    fn text(&mut self, text: &str) -> bool {
        self.draft.hold(self.names.role(text), None, None, None)
    }

    fn object<'de, A: MapAccess<'de>>(&mut self, object: A) -> Result<(), A::Error> {
        let names = self.names;
        let (mut role, mut level, mut from, mut until) = (None, None, None, None);
        let time = |slot: &mut Option<i64>, text: &str| {
            *slot = parse_time(text);
            slot.is_some()
        };
        fields(object, &["role", "within", "from", "until"], |field, object| match field {
            0 => object.next_value_seed(Take(Text(|id: &str| {
                role = names.role(id);
                role.is_some()
            }))),
            1 => object.next_value_seed(Take(Entry(&mut OneLevel { names, found: &mut level }))),
            2 => object.next_value_seed(Take(Text(|text: &str| time(&mut from, text)))),
            _ => object.next_value_seed(Take(Text(|text: &str| time(&mut until, text)))),
        })?;
        taken(self.draft.hold(role, level, from, until))
    }
}

struct Teams<'u, 'n> {
    names: &'u Names<'n>,
    draft: &'u mut Draft,
}

impl Entries for Teams<'_, '_> {
    fn text(&mut self, text: &str) -> bool {
        self.draft.join(self.names.team(text))
    }
}

struct LevelsOf<'u, 'n> {
    names: &'u Names<'n>,
    draft: &'u mut Draft,
}

impl Entries for LevelsOf<'_, '_> {
    fn text(&mut self, text: &str) -> bool {
        self.draft.have(self.names.only_level(text))
    }

    fn object<'de, A: MapAccess<'de>>(&mut self, object: A) -> Result<(), A::Error> {
        let mut found = None;
        OneLevel { names: self.names, found: &mut found }.object(object)?;
        taken(self.draft.have(found))
    }
}

/// The reference to a level.
struct OneLevel<'u, 'n> {
    names: &'u Names<'n>,
    found: &'u mut Option<u32>,
}

impl Entries for OneLevel<'_, '_> {
    fn text(&mut self, text: &str) -> bool {
        *self.found = self.names.only_level(text);
        self.found.is_some()
    }

    fn object<'de, A: MapAccess<'de>>(&mut self, object: A) -> Result<(), A::Error> {
        let (mut company, mut key) = (None, None);
        fields(object, &["company", "key"], |field, object| {
            let slot = if field == 0 { &mut company } else { &mut key };
            object.next_value_seed(Take(Text(|text: &str| {
                *slot = Some(text.to_owned());
                true
            })))
        })?;
        *self.found = company.zip(key).and_then(|(company, key)| self.names.level(&company, &key));
        taken(self.found.is_some())
    }
}

/// An object of free JSON, looked through and let go.
struct Attributes;

impl Taker for Attributes {
    fn object<'de, A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        // Within a user, which is an object itself.
        Free { depth: 2, keys: &mut Vec::new() }.object(object)
    }
}

struct Free<'f> {
    depth: usize,
    /// The hashes of the keys of the objects that this stands in: equal keys are refused, and so are the few that only seem so.
    keys: &'f mut Vec<u64>,
}

impl Taker for Free<'_> {
    fn text<E: Error>(self, _text: &str) -> Result<(), E> {
        Ok(())
    }

    fn boolean<E: Error>(self, _value: bool) -> Result<(), E> {
        Ok(())
    }

    fn null<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn number<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn list<'de, A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        taken(self.depth < DEEPEST)?;
        while list.next_element_seed(Take(Free { depth: self.depth + 1, keys: &mut *self.keys }))?.is_some() {}
        Ok(())
    }

    fn object<'de, A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        taken(self.depth < DEEPEST)?;
        let outer = self.keys.len();
        let mut key = 0;
        while object.next_key_seed(Take(Hashed(&mut key)))?.is_some() {
            self.keys.push(key);
            object.next_value_seed(Take(Free { depth: self.depth + 1, keys: &mut *self.keys }))?;
        }
        let own = self.keys.get_mut(outer..).unwrap_or_default();
        own.sort_unstable();
        taken(own.windows(2).all(|pair| pair.first() != pair.last()))?;
        self.keys.truncate(outer);
        Ok(())
    }
}

struct Hashed<'h>(&'h mut u64);

impl Taker for Hashed<'_> {
    fn text<E: Error>(self, text: &str) -> Result<(), E> {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        *self.0 = hasher.finish();
        Ok(())
    }
}
