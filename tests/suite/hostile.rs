//! Bytes that are not what they say: cut, changed, sealed again. Nothing panics, nothing that is broken answers.

mod crowd;
mod draft;
mod expected;
mod nonsense;
mod rules;

pub use draft::seal;

use crate::decisions::packed_bytes;
use rolepack::access::SliceOptions;
use rolepack::source::Document;
use rolepack::{Access, LoadOptions, Request};
use serde_json::json;

/// A small snapshot with something in every table, a slice of it, one that explains, and a shard; and whether each is a slice.
fn small() -> Vec<(Vec<u8>, bool)> {
    let document = json!({
        "organization": { "id": "acme", "name": "Acme" },
        "dimensions": ["owner"],
        "permissions": [
            { "key": "createRun", "title": "Create a run" },
            { "key": "tax", "permissionGroup": "taxes", "rights": ["list", "add"] }
        ],
        "roles": [
            { "id": "admin", "system": true, "permissionGroups": ["taxes"] },
            { "id": "operator", "applyTo": "login", "permissions": ["createRun", { "permission": "tax", "rights": ["list"] }] }
        ],
        "teams": [{ "id": "line", "roles": [{ "role": "operator", "within": "a" }] }],
        "users": [
            { "id": "ada", "name": "Ada", "email": "a@x", "roles": ["operator"], "teams": ["line"], "accessLevels": ["a"] },
            { "id": "ben", "active": false, "employee": "E1", "roles": ["admin"] },
            { "id": "cyd", "roles": ["admin"] }
        ],
        "groupMappings": [{ "provider": "okta", "group": "G", "roles": ["admin"], "teams": ["line"] }],
        "accessLevels": [
            { "key": "a", "company": "ACME", "description": "A", "isDefault": true, "locations": ["A"], "covers": { "owner": ["$user"] } },
            { "key": "b", "company": "ACME", "description": "B", "isActive": false, "locations": ["*"], "employee": "E1" }
        ]
    });
    let document: Document = serde_json::from_value(document).expect("a document");
    let bytes = packed_bytes(&document, None, 7).expect("a snapshot");
    let whole = Access::load(bytes.clone(), &LoadOptions::default()).expect("a sound snapshot");
    let who = Request::new("ada", "any").identity_group("okta", "G");
    let slice = |explain| whole.slice(&who, SliceOptions { explain, labels: explain }).expect("a slice");
    let shard = whole.shard("b", "").expect("a shard");
    vec![(bytes, false), (slice(false), true), (slice(true), true), (shard, false)]
}
