//! The decision vectors in WebAssembly: packed, loaded and asked there, by the Rust library itself. Run by wasm-bindgen's test
//! runner in Node and in a browser; the npm package has a suite of its own in `pkg/test`.
#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

macro_rules! vectors {
    ($($name:literal,)*) => {
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("vectors/", $name, ".json")))),*];
    };
}

vectors! {
    "malformed",
    "malformed-text",
    "reason-access-method",
    "reason-granted",
    "reason-inactive-user",
    "reason-invalid-request",
    "reason-not-granted",
    "reason-not-in-snapshot",
    "reason-out-of-scope",
    "reason-right-required",
    "reason-unknown-dimension",
    "reason-unknown-permission",
    "reason-unknown-right",
    "reason-unknown-user",
    "rule-01-additive",
    "rule-02-permission-groups",
    "rule-03-teams",
    "rule-04-system-roles",
    "rule-05-access-method",
    "rule-06-inactive-and-unknown",
    "rule-06-unknown-users-denied",
    "rule-07-reads",
    "rule-08-malformed",
    "rule-09-dimension-names",
    "rule-09-scope",
    "rule-09-scoping-off",
    "rule-09-scoping-on-without-levels",
    "rule-09-scoping-unsaid",
    "rule-10-sequence-7",
    "rule-10-sequence-8",
    "rule-11-first-path",
    "rule-12-ids-and-times",
    "shards",
    "slices",
}

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod vectors {
    use super::FILES;
    use rolepack::access::SliceOptions;
    use rolepack::request_json::RequestJson;
    use rolepack::source::{parse, parse_time};
    use rolepack::{Access, AccessMethod, LoadOptions, Model, Request, pack};
    use serde_json::Value;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn every_vector_is_answered() {
        let mut asked = 0;
        for (name, text) in FILES {
            let file: Value = serde_json::from_str(text).expect(name);
            let access = load(&file);
            for case in file["cases"].as_array().expect("cases") {
                let text = case["text"].as_str().map_or_else(|| case["request"].to_string(), String::from);
                let part = part(&access, case);
                let access = part.as_ref().unwrap_or(&access);
                let decision = match RequestJson::parse(text.as_bytes()) {
                    Ok(request) => serde_json::to_value(access.check(&request.request())),
                    Err(malformed) => serde_json::to_value(malformed.decision(access)),
                };
                assert_eq!(decision.expect("a decision"), case["decision"], "{name}: {}", case["name"]);
                asked += 1;
            }
        }
        assert!(asked > 300, "{asked} cases");
    }

    /// The file's organisation, packed.
    fn load(file: &Value) -> Access {
        let source = parse("source.json", &file["source"].to_string()).expect("a source");
        let at = file["at"].as_str().unwrap_or("2026-07-01T12:00:00Z");
        let options = pack::Options {
            at: parse_time(at),
            sequence: file["sequence"].as_u64().unwrap_or(0),
            ..pack::Options::default()
        };
        let bytes = pack(&Model::try_from(source).expect("a model"), &options).expect("a snapshot");
        Access::load(bytes, &LoadOptions::default()).expect("it loads")
    }

    /// The slice or shard that the case asks in place of the whole.
    fn part(access: &Access, case: &Value) -> Option<Access> {
        let (bytes, slice) = if let Some(slice) = case.get("slice") {
            let mut who = Request::new(slice["user"].as_str().expect("a user"), "");
            for group in slice["identityGroups"].as_array().into_iter().flatten() {
                who = who.identity_group(group["provider"].as_str().unwrap(), group["group"].as_str().unwrap());
            }
            let method = slice["accessMethod"].as_str().and_then(AccessMethod::from_name).unwrap_or_default();
            let options = SliceOptions { explain: slice["explain"] == true, ..SliceOptions::default() };
            (access.slice(&who.access_method(method), options), true)
        } else {
            let shard = case.get("shard")?;
            (access.shard(shard["from"].as_str().unwrap(), shard["to"].as_str().unwrap()), false)
        };
        let options = LoadOptions { slice, ..LoadOptions::default() };
        Some(Access::load(bytes.expect("it is cut"), &options).expect("it loads"))
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn no_file_of_vectors_is_forgotten() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors")).expect("tests/vectors");
    let names = folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> = names.filter_map(|name| name.strip_suffix(".json").map(String::from)).collect();
    names.sort();
    assert_eq!(FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
}
