//! Released bytes: what a format version once wrote reads and answers the same for ever.

use rolepack::access::SliceOptions;
use rolepack::{Access, LoadOptions, Model, Request, pack, source};
use std::fs;
use std::path::PathBuf;

const AT: i64 = 1_767_225_600_000; // 2026-01-01T00:00Z

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn packed() -> Vec<u8> {
    let text = fs::read_to_string(path("acme.json")).expect("acme.json");
    let model = Model::try_from(source::parse("acme.json", &text).expect("parses")).expect("is sound");
    let options =
        pack::Options { at: Some(AT), sequence: 7, created: Some(AT), expires: Some(AT * 2), ..Default::default() };
    pack(&model, &options).expect("packs")
}

/// Compares with the file, or writes it where the update is asked for.
fn same_as_file(name: &str, bytes: &[u8]) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path(name), bytes).expect("written");
    }
    let released = fs::read(path(name)).unwrap_or_default();
    assert!(released == bytes, "{name} differs from what this version writes: a released format never changes");
}

fn options(slice: bool) -> LoadOptions<'static> {
    LoadOptions { now: Some(AT), slice, organization: Some("acme"), min_sequence: Some(7), ..Default::default() }
}

fn slice_request() -> Request<'static> {
    Request::new("ada", "any").identity_group("okta", "Ops")
}

fn requests() -> Vec<Request<'static>> {
    let mut requests = Vec::new();
    for user in ["ada", "bob@acme.example", "cleo", "dan", "eve", "renée", "zoe"] {
        for (permission, right) in [
            ("createRun", None),
            ("updateRun", None),
            ("read/runs", None),
            ("UpdateRun", None),
            ("purchasing/vendors", Some("add")),
            ("purchasing/vendors", None),
            ("nothing", None),
        ] {
            let mut request = Request::new(user, permission);
            request.right = right;
            requests.push(request.clone());
            requests.push(request.clone().resource("location", "A").resource("owner", "ada"));
            requests.push(request.clone().resource("company", "ACME").resource("location", "B"));
            requests.push(request.clone().identity_group("okta", "Ops"));
            requests.push(request.access_method(rolepack::AccessMethod::SlideIn));
        }
    }
    requests
}

#[test]
fn the_same_source_gives_the_released_bytes() {
    let bytes = packed();
    same_as_file("acme.v1.rolepack", &bytes);
    let access = Access::load(bytes, &options(false)).expect("loads");
    let slice = access.slice(&slice_request(), SliceOptions { explain: false, labels: true }).expect("cut");
    same_as_file("acme.v1.slice.rolepack", &slice);
    same_as_file("acme.v1.shard.rolepack", &access.shard("a", "c").expect("cut"));
}

#[cfg(feature = "sign")]
#[test]
fn the_same_key_gives_the_released_signature() {
    let text = fs::read_to_string(path("acme.json")).expect("acme.json");
    let model = Model::try_from(source::parse("acme.json", &text).expect("parses")).expect("is sound");
    let options = pack::Options { at: Some(AT), sequence: 7, expires: Some(AT * 2), ..Default::default() };
    let key = rolepack::signature::SigningKey::from_pem(crate::signatures::PRIVATE).expect("a key");
    same_as_file("acme.v1.signed.rolepack", &rolepack::pack_signed(&model, &options, &key).expect("packs"));
}

#[test]
fn released_bytes_answer_as_they_always_did() {
    let mut answers = String::new();
    for (name, slice) in
        [("acme.v1.rolepack", false), ("acme.v1.slice.rolepack", true), ("acme.v1.shard.rolepack", false)]
    {
        let access = Access::load(fs::read(path(name)).expect("released"), &options(slice)).expect("loads");
        for request in requests() {
            let decision = serde_json::to_string(&access.check(&request)).expect("is JSON");
            answers += &format!(
                "{name} {} {} {:?} {:?} {:?} {} {decision}\n",
                request.user,
                request.permission,
                request.right,
                request.resource,
                request.identity_groups,
                request.access_method.name()
            );
        }
    }
    same_as_file("acme.v1.txt", answers.as_bytes());
}
