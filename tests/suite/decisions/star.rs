//! Anybody may sign in as `*` or `$user` where identity-provider groups vouch for unknown users.

use super::subject::packed_bytes;
use crate::oracle::Oracle;
use rolepack::source::Document;
use rolepack::{Access, LoadOptions, Request};
use serde_json::json;

#[test]
fn an_unknown_user_called_as_a_star_reaches_no_more_than_anybody() {
    let document: Document = serde_json::from_value(json!({
        "organization": { "id": "acme" },
        "dimensions": ["owner"],
        "permissions": [{ "key": "createRun" }],
        "roles": [{ "id": "operator", "permissions": ["createRun"] }],
        "groupMappings": [{ "provider": "okta", "group": "G", "roles": ["operator"] }],
        "accessLevels": [
            { "key": "own", "company": "ACME", "description": "what is one's own", "isDefault": true, "covers": { "owner": ["$user"] } }
        ]
    }))
    .expect("a document");
    let bytes = packed_bytes(&document, None, 0).expect("a snapshot");
    let access = Access::load(bytes, &LoadOptions::default()).expect("a sound snapshot");
    let oracle = Oracle::new(&document, None, 0);
    for user in ["new", "*", "$user"] {
        let request = Request::new(user, "createRun").identity_group("okta", "G");
        for dimension in [Some("owner"), Some("company"), None] {
            let reach = serde_json::to_value(access.reach(&request, dimension)).expect("JSON");
            assert_eq!(reach, oracle.reach(&request, dimension), "`{user}` in {dimension:?}");
            // `*` in a box is read as every value.
            assert!(!reach.to_string().contains("\"*\""), "{reach}");
        }
        assert!(!access.allows(&request.clone().resource("owner", "somebody else")));
    }
}
