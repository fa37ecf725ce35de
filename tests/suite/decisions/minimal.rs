//! What is printed of a difference: the seed, the question, and the smallest document that still shows it.

use super::subject::{Asked, Subject, packed};
use crate::generate::{Case, Question};
use serde_json::Value;

pub fn report(
    seed: u64,
    case: &Case,
    subject: &Subject,
    asked: Asked,
    question: &Question,
    dimension: Option<&str>,
) -> String {
    let difference = |document: &Value| {
        let case = Case { document: serde_json::from_value(document.clone()).ok()?, ..case.clone() };
        let access = subject.open(&packed(&case).ok()?);
        asked.difference(&case, subject, &access, question, dimension)
    };
    let document = serde_json::to_value(&case.document).expect("a document");
    let document = minimal(document, |smaller| difference(smaller).is_some());
    let (expected, found) = difference(&document).expect("a difference");
    format!(
        "seed {seed}, packed at {:?}, {asked:?} {dimension:?}\nof {subject:?}\nasked {question:?}\nthe rules say {expected}\nthe snapshot  {found}\n{}",
        case.at,
        serde_json::to_string_pretty(&document).expect("JSON")
    )
}

/// What is left when nothing more can be taken out of it.
fn minimal(document: Value, still_shows_it: impl Fn(&Value) -> bool) -> Value {
    let found = smaller(&document).find(|smaller| still_shows_it(smaller));
    match found {
        Some(smaller) => minimal(smaller, still_shows_it),
        None => document,
    }
}

/// The document without one thing, for every thing in it, large ones first.
fn smaller(document: &Value) -> impl Iterator<Item = Value> {
    let mut places = Vec::new();
    collect(document, &mut String::new(), &mut places);
    places.sort_by_key(|place| place.matches('/').count());
    places.into_iter().map(|place| {
        let mut smaller = document.clone();
        let (parent, last) = place.rsplit_once('/').expect("a place");
        match smaller.pointer_mut(parent) {
            Some(Value::Array(list)) => drop(list.remove(last.parse().expect("a number"))),
            Some(Value::Object(fields)) => drop(fields.remove(&last.replace("~1", "/").replace("~0", "~"))),
            _ => {}
        }
        smaller
    })
}

/// The JSON pointers of everything below.
fn collect(value: &Value, place: &mut String, places: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Array(list) => list.iter().enumerate().map(|(number, child)| (number.to_string(), child)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, child)| (name.replace('~', "~0").replace('/', "~1"), child)).collect()
        }
        _ => return,
    };
    for (name, child) in children {
        let length = place.len();
        place.push('/');
        place.push_str(&name);
        places.push(place.clone());
        collect(child, place, places);
        place.truncate(length);
    }
}

#[test]
fn a_document_is_taken_apart_to_what_matters() {
    let document =
        serde_json::json!({ "users": [{ "id": "a/b", "roles": ["x", "y"] }, { "id": "c" }], "a/b~": { "k": [1, 2] } });
    let document = minimal(document, |smaller| smaller.to_string().contains("\"y\""));
    assert_eq!(document, serde_json::json!({ "users": [{ "roles": ["y"] }] }));
}
