//! The catalogues as data: complete, written in one style, and with ready-made roles that do what their table says.
//! The lists under `tests/catalogue/` are frozen data, so that a slip in the catalogue is not repeated in its test.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

type Keys = BTreeSet<String>;

fn read(path: &str) -> String {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&full).unwrap_or_else(|error| panic!("reading `{path}`: {error}"))
}

/// The keys of a list under `tests/catalogue/`, without its remarks.
fn list(name: &str) -> Keys {
    let text = read(&format!("tests/catalogue/{name}"));
    let keys: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let set: Keys = keys.iter().cloned().collect();
    assert_eq!(set.len(), keys.len(), "`{name}` repeats a key");
    set
}

/// ION's keys with their feature areas.
fn areas_of_keys() -> BTreeMap<String, String> {
    let text = read("tests/catalogue/ion-permissions.tsv");
    let rows = text.lines().skip(1).map(|line| line.split_once('\t').expect("a key and an area"));
    rows.map(|(key, area)| (key.to_owned(), area.to_owned())).collect()
}

fn text<'a>(thing: &'a Value, field: &str) -> &'a str {
    thing[field].as_str().unwrap_or_else(|| panic!("no text `{field}` in {thing}"))
}

fn texts(thing: &Value, field: &str) -> Vec<String> {
    let list = thing.get(field).and_then(Value::as_array).cloned().unwrap_or_default();
    list.iter().map(|entry| entry.as_str().expect("a string").to_owned()).collect()
}

struct Catalogue {
    document: Map<String, Value>,
}

impl Catalogue {
    fn load(name: &str) -> Self {
        let document = serde_json::from_str(&read(&format!("catalogue/{name}.json"))).expect("valid JSON");
        Self { document }
    }

    fn permissions(&self) -> &[Value] {
        self.document["permissions"].as_array().expect("permissions")
    }

    fn roles(&self) -> &[Value] {
        self.document["roles"].as_array().expect("roles")
    }

    fn role(&self, id: &str) -> &Value {
        self.roles().iter().find(|role| text(role, "id") == id).unwrap_or_else(|| panic!("no role `{id}`"))
    }

    fn keys(&self) -> Keys {
        self.permissions().iter().map(|permission| text(permission, "key").to_owned()).collect()
    }

    /// The keys of one feature area.
    fn group(&self, area: &str) -> Keys {
        let inside = self.permissions().iter().filter(|permission| text(permission, "permissionGroup") == area);
        inside.map(|permission| text(permission, "key").to_owned()).collect()
    }

    /// Every key that a role holds, listed or through a permission group.
    fn held(&self, id: &str) -> Keys {
        let role = self.role(id);
        let mut keys: Keys = texts(role, "permissions").into_iter().collect();
        for area in texts(role, "permissionGroups") {
            keys.extend(self.group(&area));
        }
        keys
    }
}

fn ion() -> &'static Catalogue {
    static ION: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load("ion@1"));
    &ION
}

fn is_read(key: &str) -> bool {
    key.starts_with("read/")
}

fn keys(words: &str) -> Keys {
    words.split_whitespace().map(str::to_owned).collect()
}

#[track_caller]
fn holds(role: &str, wanted: &Keys) {
    let held = ion().held(role);
    let missing: Vec<_> = wanted.difference(&held).collect();
    assert!(missing.is_empty(), "`{role}` lacks {missing:?}");
}

#[track_caller]
fn holds_none(role: &str, forbidden: &Keys) {
    let held = ion().held(role);
    let found: Vec<_> = forbidden.intersection(&held).collect();
    assert!(found.is_empty(), "`{role}` holds {found:?}");
}

/// The action keys of these feature areas.
fn actions_of(areas: &str) -> Keys {
    let mut found = Keys::new();
    for area in areas.split_whitespace() {
        let group = ion().group(area);
        assert!(!group.is_empty(), "no feature area `{area}`");
        found.extend(group.into_iter().filter(|key| !is_read(key)));
    }
    found
}

mod admin_and_read_only;
mod intacct;
mod permissions;
mod published;
mod roles;
