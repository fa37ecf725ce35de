//! A request that the new snapshot allows and the old one does not, for what a comparison tells.

use rolepack::compare::GrantChange;
use rolepack::source::{AccessLevel, Document};
use rolepack::{Access, AccessMethod, Level, Request};

/// A value that no level lists.
const FRESH: &str = "listed by nobody";

/// Whether some request shows that the user gains each of the grants.
pub fn shows(document: &Document, [old, new]: [&Access; 2], user: &str, change: &GrantChange<'_>) -> bool {
    let mut places: Vec<Vec<(&str, &str)>> = Vec::new();
    if change.wholly {
        places.push(Vec::new());
    }
    if change.everywhere {
        places.push(new.dimensions().map(|dimension| (dimension, FRESH)).collect());
    }
    let email = document.users.iter().find(|known| known.id == user).and_then(|known| known.email.as_deref());
    for level in &change.levels {
        let level = document.access_levels.iter().find(|known| is(known, level)).expect("a level");
        places.extend(products(&lists(level, user, email)));
    }
    let method = AccessMethod::from_name(change.access_methods[0]).expect("a method");
    change.grants.iter().take(3).all(|grant| {
        places.iter().any(|place| {
            let mut request = Request::new(user, grant.permission).access_method(method);
            request.right = grant.right;
            request.resource.clone_from(place);
            new.allows(&request) && !old.allows(&request)
        })
    })
}

fn is(known: &AccessLevel, level: &Level<'_>) -> bool {
    known.company == level.company && known.key == level.key
}

/// What a level lists, a list a dimension: to name all that it covers is hardest to be covered otherwise.
fn lists<'d>(level: &'d AccessLevel, user: &'d str, email: Option<&'d str>) -> Vec<(&'d str, Vec<&'d str>)> {
    let mut lists: Vec<(&str, Vec<&str>)> = vec![("company", vec![&level.company])];
    let built_in = [
        ("location", &level.locations),
        ("equipmentItem", &level.equipment_items),
        ("party", &level.parties),
        ("tool", &level.tools),
    ];
    let declared = level.covers.iter().map(|(dimension, list)| (dimension.as_str(), list));
    for (dimension, list) in built_in.into_iter().chain(declared) {
        lists.push((dimension, list.iter().map(String::as_str).collect()));
    }
    for (_, list) in &mut lists {
        let own: Vec<&str> =
            if list.contains(&"$user") { [Some(user), email].into_iter().flatten().collect() } else { Vec::new() };
        let every: &[&str] = if list.contains(&"*") { &[FRESH] } else { &[] };
        list.retain(|value| !matches!(*value, "*" | "$user"));
        list.extend(own);
        list.extend(every);
    }
    lists.retain(|(_, list)| !list.is_empty());
    lists
}

fn products<'d>(lists: &[(&'d str, Vec<&'d str>)]) -> Vec<Vec<(&'d str, &'d str)>> {
    let mut all: Vec<Vec<(&str, &str)>> = vec![Vec::new()];
    for (dimension, list) in lists {
        all = all
            .iter()
            .flat_map(|place| list.iter().map(|value| [place.as_slice(), &[(*dimension, *value)]].concat()))
            .collect();
    }
    all
}
