//! The JSON Schemas say what the reader says, as far as one file tells it.

use boon::{Compiler, SchemaIndex, Schemas};
use rolepack::Model;
use rolepack::source::{catalogue_schema, parse, schema};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

struct Validator(Schemas, SchemaIndex);

impl Validator {
    fn of(schema: Value) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("schema.json", schema).unwrap();
        let index = compiler.compile("schema.json", &mut schemas).unwrap_or_else(|error| panic!("{error:#}"));
        Self(schemas, index)
    }

    fn refusal(&self, value: &Value) -> Option<String> {
        self.0.validate(value, self.1).err().map(|error| format!("{error:#}"))
    }
}

/// The codes of all that the reader and the model refuse.
fn codes(document: &Value) -> BTreeSet<&'static str> {
    let refused = match parse("a.json", &document.to_string()) {
        Ok(source) => Model::try_from(source).err(),
        Err(problems) => Some(problems),
    };
    refused.into_iter().flat_map(|problems| problems.problems).map(|problem| problem.code).collect()
}

/// What one file tells, without looking at what it refers to.
const OF_SHAPE: [&str; 7] =
    ["wrong-type", "unknown-field", "missing-field", "unknown-word", "empty-id", "reserved-id", "control-character"];

/// An organisation with every field of every kind of object.
fn everything() -> Value {
    let free = json!({ "any": [1, null, { "thing": true }] });
    json!({
        "organization": { "id": "acme", "name": "Acme", "scoping": true, "unknownUsers": "deny", "attributes": free, "external": free },
        "catalogues": ["intacct@1"],
        "dimensions": ["owner"],
        "permissions": [
            { "key": "p", "module": "m", "name": "n", "title": "t", "description": "d", "permissionGroup": "g", "kind": "read",
              "action": "other", "rights": ["list"], "attributes": free, "external": free },
            { "key": "q" }
        ],
        "roles": [{ "id": "r", "name": "n", "description": "d", "roleType": "enterprise", "applyTo": "login", "system": false,
                    "permissionGroups": ["g"], "permissions": ["q", { "permission": "p", "rights": ["list"] }], "attributes": free, "external": free }],
        "teams": [{ "id": "t", "name": "n", "roles": ["r", { "role": "r", "within": { "company": "*", "key": "k" }, "from": "2026-01-01", "until": "2027-01-01T00:00:00Z" }],
                    "attributes": free, "external": free }],
        "users": [{ "id": "u", "name": "n", "email": "u@x", "active": true, "employee": "7", "roles": ["r"], "teams": ["t"],
                    "accessLevels": ["k"], "attributes": free, "external": free }],
        "groupMappings": [{ "provider": "okta", "group": "g", "roles": ["r"], "teams": ["t"], "attributes": free, "external": free }],
        "accessLevels": [{ "key": "k", "company": "*", "description": "", "remarks": "r", "isActive": true, "isDefault": true,
                           "equipmentItems": ["*"], "locations": ["A"], "parties": ["$user"], "tools": ["t"], "covers": { "owner": ["$user"] },
                           "employee": "7", "customAttributes": free, "attributes": free, "external": free }]
    })
}

/// The ways to every value, but for free JSON.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    let free = |name: &str| matches!(name, "attributes" | "external" | "customAttributes");
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                all.push(format!("{at}/{name}"));
                if !free(name) {
                    pointers(value, &format!("{at}/{name}"), all);
                }
            }
        }
        Value::Array(entries) => {
            for (i, value) in entries.iter().enumerate() {
                all.push(format!("{at}/{i}"));
                pointers(value, &format!("{at}/{i}"), all);
            }
        }
        _ => {}
    }
}

/// Every document that differs from the one in one value, one field less or one more.
fn changed(document: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    pointers(document, "", &mut all);
    let values = [
        json!(null),
        json!(true),
        json!(7),
        json!(""),
        json!("*"),
        json!("$user"),
        json!("a\u{7}b"),
        json!([]),
        json!({}),
        json!("zzz"),
        json!("company"),
        json!([[]]),
    ];
    let mut changed = Vec::new();
    for pointer in all {
        for value in &values {
            let mut other = document.clone();
            *other.pointer_mut(&pointer).unwrap() = value.clone();
            changed.push((format!("{pointer} = {value}"), other));
        }
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let mut other = document.clone();
        match other.pointer_mut(parent).unwrap() {
            Value::Object(fields) => drop(fields.remove(name)),
            Value::Array(entries) => drop(entries.remove(name.parse().unwrap())),
            _ => unreachable!(),
        }
        changed.push((format!("without {pointer}"), other));
        let mut other = document.clone();
        match other.pointer_mut(&pointer).unwrap() {
            Value::Object(fields) => drop(fields.insert("surplus".into(), json!("x"))),
            Value::Array(entries) => entries.extend(entries.first().cloned()),
            _ => continue,
        }
        changed.push((format!("more in {pointer}"), other));
    }
    changed
}

#[test]
fn what_it_refuses_is_refused_and_what_a_file_tells_it_refuses() {
    let validator = Validator::of(schema());
    let document = everything();
    assert_eq!((validator.refusal(&document), codes(&document)), (None, BTreeSet::new()));
    let (mut both, mut reader) = (0, 0);
    for (what, document) in changed(&document) {
        let (refusal, codes) = (validator.refusal(&document), codes(&document));
        match &refusal {
            Some(why) => assert!(!codes.is_empty(), "{what}: only the schema refuses it: {why}"),
            None => {
                assert!(!codes.iter().any(|code| OF_SHAPE.contains(code)), "{what}: the schema takes it: {codes:?}");
            }
        }
        both += usize::from(refusal.is_some());
        reader += usize::from(refusal.is_none() && !codes.is_empty());
    }
    assert!(both > 800 && reader < both / 3, "{both} refused by both, {reader} by the reader alone");
}

#[test]
fn single_rules_of_the_model_that_a_schema_can_tell() {
    let validator = Validator::of(schema());
    let refused = |pointer: &str, value: Value| {
        let mut document = everything();
        *document.pointer_mut(pointer).unwrap() = value;
        assert!(validator.refusal(&document).is_some() && !codes(&document).is_empty(), "{pointer}");
    };
    refused("/organization/scoping", json!(false));
    refused("/dimensions", json!((0..33).map(|i| format!("d{i}")).collect::<Vec<_>>()));
    refused("/dimensions/0", json!("location"));
    refused("/users/0/id", json!("x".repeat(513)));
    refused("/teams/0/roles/1/from", json!("tomorrow"));
    refused("/teams/0/roles", json!(["r", "r"]));
    refused("/accessLevels/0/locations", json!(["A", "A"]));
    refused("/accessLevels/0/company", json!("$user"));
}

#[test]
fn every_sample_and_every_vector_is_taken() {
    let validator = Validator::of(schema());
    let mut taken = 0;
    for name in fs::read_dir("examples/acme-rockets").unwrap().map(|entry| entry.unwrap().path()) {
        let shown = name.display().to_string();
        let is_document = name.extension().is_some_and(|ending| ending == "yaml" || ending == "json");
        if !is_document || shown.contains(".expect.") {
            continue;
        }
        // A part of a source: what it refers to is not there, what it is can be told.
        let text = fs::read_to_string(&name).unwrap();
        let text = if shown.ends_with(".json") {
            text.replacen('{', r#"{ "organization": { "id": "acme" },"#, 1)
        } else {
            text
        };
        let value = if shown.ends_with(".json") { serde_json::from_str(&text).unwrap() } else { as_json(&text) };
        assert_eq!(validator.refusal(&value), None, "{shown}");
        taken += 1;
    }
    for name in fs::read_dir("tests/vectors").unwrap().map(|entry| entry.unwrap().path()) {
        if name.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let vector: Value = serde_json::from_str(&fs::read_to_string(&name).unwrap()).unwrap();
        if let Some(source) = vector.get("source") {
            assert_eq!(validator.refusal(source), None, "{}", name.display());
            taken += 1;
        }
    }
    assert!(taken > 25, "{taken}");
}

/// A YAML document as JSON, by way of a user's free JSON, in which anything may stand.
fn as_json(text: &str) -> Value {
    let indented: String = text.lines().map(|line| format!("        {line}\n")).collect();
    let whole = format!("organization:\n  id: acme\n  attributes:\n      it:\n{indented}");
    let source = parse("a.yaml", &whole).unwrap_or_else(|problems| panic!("{problems}"));
    source.document().organization.as_ref().unwrap().attributes["it"].clone()
}

#[test]
fn catalogues_have_a_schema_of_their_own() {
    let validator = Validator::of(catalogue_schema());
    for name in ["catalogue/ion@1.json", "catalogue/intacct@1.json"] {
        let catalogue: Value = serde_json::from_str(&fs::read_to_string(Path::new(name)).unwrap()).unwrap();
        assert_eq!(validator.refusal(&catalogue), None, "{name}");
    }
    for other in [
        json!({ "organization": { "id": "acme" } }),
        json!({ "users": [] }),
        json!({ "permissions": [{ "name": "x" }] }),
    ] {
        assert!(validator.refusal(&other).is_some(), "{other}");
    }
    let text = catalogue_schema().to_string();
    assert!(!text.contains("#/$defs/User") && !text.contains("\"AccessLevel\""));
}
