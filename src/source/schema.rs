//! JSON Schemas of source documents and of catalogues, so that editors complete them and tell what is wrong while it is
//! written. Fields, types and texts come from the document's structs; what an id, a value or a time may be is added here.

use super::document::Document;
use serde_json::{Map, Value, json};

/// The fields of each kind of object that are narrower than their type. A field that is a list means its entries; of `covers`,
/// the entries of each list.
const NARROWER: [(&str, &[(&str, &str)]); 11] = [
    ("Document", &[("catalogues", "text"), ("dimensions", "dimension")]),
    ("Organization", &[("id", "id")]),
    ("Permission", &[("key", "id"), ("permissionGroup", "id"), ("rights", "id")]),
    ("Role", &[("id", "id"), ("permissionGroups", "id"), ("permissions", "")]),
    ("PermissionRights", &[("permission", "id"), ("rights", "id")]),
    ("RoleAssignment", &[("role", "id"), ("from", "time"), ("until", "time")]),
    ("LevelKeys", &[("company", "company"), ("key", "id")]),
    ("Team", &[("id", "id"), ("roles", "")]),
    (
        "User",
        &[("id", "id"), ("email", "id"), ("employee", "id"), ("roles", ""), ("teams", "id"), ("accessLevels", "")],
    ),
    ("GroupMapping", &[("provider", "id"), ("group", "id"), ("roles", ""), ("teams", "id")]),
    (
        "AccessLevel",
        &[
            ("key", "id"),
            ("company", "company"),
            ("employee", "id"),
            ("equipmentItems", "value"),
            ("locations", "value"),
            ("parties", "value"),
            ("tools", "value"),
            ("covers", "value"),
        ],
    ),
];

/// The dimensions that every organisation has.
const BUILT_IN: [&str; 5] = ["company", "location", "equipmentItem", "party", "tool"];

/// The JSON Schema (2020-12) of a source document, or of a file of a source's directory.
///
/// What it refuses the packer refuses too. The packer refuses more: what refers to something that does not exist, and whatever
/// takes several files to see.
///
/// ```
/// assert_eq!(rolepack::source::schema()["$schema"], "https://json-schema.org/draft/2020-12/schema");
/// ```
#[must_use]
pub fn schema() -> Value {
    let mut schema = plain();
    set(&mut schema, "title", "Rolepack source".into());
    let description = "An organisation's access: one file, or one of a directory of files whose lists are joined.";
    set(&mut schema, "description", description.into());
    set(
        &mut schema,
        "allOf",
        json!([{
            "if": {
                "properties": { "organization": { "properties": { "scoping": { "const": false } }, "required": ["scoping"] } },
                "required": ["organization"]
            },
            "then": { "properties": { "accessLevels": { "maxItems": 0 } } }
        }]),
    );
    schema
}

/// The JSON Schema (2020-12) of a catalogue, which holds permissions and roles and nothing else.
///
/// ```
/// assert!(rolepack::source::catalogue_schema()["properties"]["users"].is_null());   // a catalogue holds none
/// ```
#[must_use]
pub fn catalogue_schema() -> Value {
    let mut schema = plain();
    set(&mut schema, "title", "Rolepack catalogue".into());
    set(&mut schema, "description", "Permissions, and roles ready to be used.".into());
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.retain(|name, _| matches!(name.as_str(), "permissions" | "roles"));
    }
    let used = ["Permission", "Role", "RolePermission", "PermissionRights", "Kind", "Action", "ApplyTo", "id"];
    if let Some(Value::Object(kinds)) = schema.get_mut("$defs") {
        kinds.retain(|name, _| used.contains(&name.as_str()));
    }
    schema
}

fn plain() -> Value {
    let mut schema = schemars::SchemaGenerator::default().into_root_schema_for::<Document>().to_value();
    without_null(&mut schema);
    for (kind, fields) in NARROWER {
        let pointer = if kind == "Document" { "/properties".to_owned() } else { format!("/$defs/{kind}/properties") };
        for (field, of) in fields {
            if let Some(field) = schema.pointer_mut(&format!("{pointer}/{field}")) {
                narrow(field, of);
            }
        }
    }
    for kind in ["RolePermission", "RoleRef"] {
        if let Some(text) = schema.pointer_mut(&format!("/$defs/{kind}/anyOf/0")) {
            narrow(text, "id");
        }
    }
    if let Some(covers) = schema.pointer_mut("/$defs/AccessLevel/properties/covers") {
        set(covers, "propertyNames", json!({ "$ref": "#/$defs/dimension" }));
    }
    if let Some(dimensions) = schema.pointer_mut("/properties/dimensions") {
        set(dimensions, "maxItems", 32.into());
    }
    if let Some(kinds) = schema.get_mut("$defs") {
        let value = json!({ "type": "string", "minLength": 1, "maxLength": 512, "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$" });
        let but = |names: &[&str]| json!({ "$ref": "#/$defs/value", "not": { "enum": names } });
        set(kinds, "id", {
            // Whole, so that it can stand without the rest.
            let mut id = value.clone();
            set(&mut id, "not", json!({ "enum": ["*", "$user"] }));
            id
        });
        set(kinds, "company", but(&["$user"]));
        set(kinds, "dimension", json!({ "$ref": "#/$defs/id", "not": { "enum": BUILT_IN } }));
        set(kinds, "value", value);
        set(
            kinds,
            "time",
            json!({
                "type": "string",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"
            }),
        );
    }
    schema
}

/// Says of a field what it may be beside what its type says.
fn narrow(field: &mut Value, of: &str) {
    let reference = json!({ "$ref": format!("#/$defs/{of}") });
    let is = |value: &Value, kind: &str| value.get("type").is_some_and(|found| found == kind);
    if is(field, "array") {
        set(field, "uniqueItems", true.into());
        if !matches!(of, "" | "text") {
            set(field, "items", reference);
        }
    } else if is(field, "object") {
        set(field, "additionalProperties", json!({ "type": "array", "items": reference, "uniqueItems": true }));
    } else if let Value::Object(fields) = field {
        fields.remove("type");
        fields.insert("$ref".to_owned(), format!("#/$defs/{of}").into());
    }
}

/// A field that is there has a value: takes out every `null` that a type allows, and the defaults, which are all empty.
fn without_null(schema: &mut Value) {
    match schema {
        Value::Array(entries) => entries.iter_mut().for_each(without_null),
        Value::Object(fields) => {
            fields.remove("default");
            if let Some(Value::Array(kinds)) = fields.get_mut("type") {
                kinds.retain(|kind| kind != "null");
                if let [only] = kinds.as_slice() {
                    let only = only.clone();
                    fields.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(kinds)) = fields.get_mut("anyOf") {
                kinds.retain(|kind| kind.get("type").is_none_or(|kind| kind != "null"));
                if let [Value::Object(only)] = kinds.as_slice() {
                    let only: Map<String, Value> = only.clone();
                    fields.remove("anyOf");
                    fields.extend(only);
                }
            }
            fields.iter_mut().for_each(|(_, value)| without_null(value));
        }
        _ => {}
    }
}

fn set(value: &mut Value, name: &str, to: Value) {
    if let Value::Object(fields) = value {
        fields.insert(name.to_owned(), to);
    }
}
