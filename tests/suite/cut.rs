//! Slices and shards of snapshots that this packer would not write.

use rolepack::access::SliceOptions;
use rolepack::pack::Options;
use rolepack::source::parse;
use rolepack::{Access, LoadOptions, Model, Request, pack};

/// An organisation in which a role has all of the permission group `a`, which no permission is in, and another all of `b`.
fn with_an_empty_group() -> Access {
    let source = r#"{
      "organization": {"id": "acme"},
      "permissions": [{"key": "one", "permissionGroup": "a"}, {"key": "two", "permissionGroup": "b"}],
      "roles": [{"id": "of-a", "permissionGroups": ["a"]}, {"id": "of-b", "permissionGroups": ["b"]}],
      "users": [{"id": "ada", "roles": ["of-a"]}, {"id": "ben", "roles": ["of-b"]}]
    }"#;
    let model = Model::try_from(parse("acme.json", source).expect("a source")).expect("a model");
    let mut bytes = pack(&model, &Options::default()).expect("a snapshot");
    let key = bytes.windows(4).position(|window| window == b"one\n").expect("the permission");
    bytes[key + 4] = 0;
    crate::hostile::seal(&mut bytes);
    Access::load(bytes, &LoadOptions::default()).expect("a sound snapshot")
}

#[test]
fn a_permission_group_without_permissions_keeps_its_number() {
    let whole = with_an_empty_group();
    let shard = Access::load(whole.shard("", "").expect("a shard"), &LoadOptions::default()).expect("a sound shard");
    for user in ["ada", "ben"] {
        let options = SliceOptions { explain: true, labels: true };
        let slice = whole.slice(&Request::new(user, "one"), options).expect("a slice");
        let as_slice = LoadOptions { slice: true, ..LoadOptions::default() };
        let slice = Access::load(slice, &as_slice).expect("a sound slice");
        for permission in ["one", "two"] {
            let allowed = user == "ben" && permission == "two";
            for access in [&whole, &shard, &slice] {
                assert_eq!(access.can(user, permission), allowed, "{user} {permission} {:?}", access.kind());
            }
        }
    }
}

#[test]
fn a_sequence_that_javascript_cannot_tell_from_the_next_is_refused() {
    let model =
        Model::try_from(parse("acme.json", r#"{"organization": {"id": "acme"}}"#).expect("a source")).expect("a model");
    let packed = |sequence| pack(&model, &Options { sequence, ..Options::default() });
    assert!(packed((1 << 53) - 1).is_ok());
    assert_eq!(packed(1 << 53).expect_err("too large").code(), "sequence-too-large");
}
