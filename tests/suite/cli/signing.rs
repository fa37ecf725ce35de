//! `keygen`, `pack --sign`, `verify`.

use super::Folder;
use serde_json::{Value, json};

/// A folder with a pair of keys and a snapshot signed with it.
fn signed() -> Folder {
    let folder = Folder::with_acme();
    let public = folder.done(["keygen", "-o", "acme.key"]);
    folder.write("acme.pub", public);
    folder.done([&["pack", "acme.json", "-o", "signed.rolepack", "--sign", "acme.key"][..], NUMBERED].concat());
    folder
}

const NUMBERED: &[&str] = &["--sequence", "42", "--expires", "2099-01-01", "--at", "2026-11-22"];

#[test]
fn what_is_signed_is_verified() {
    let folder = signed();
    let public = String::from_utf8(folder.read("acme.pub")).unwrap();
    for key in ["acme.pub", public.trim()] {
        let ran = folder.run(["verify", "signed.rolepack", "--organization", "acme", "--key", key]);
        assert_eq!((ran.status, &ran.err[..]), (0, ""), "{ran:?}");
        assert!(ran.out.starts_with("verified: signed with key "), "{ran:?}");
        assert!(ran.out.ends_with(", `acme`, sequence 42, expires 2099-01-01T00:00:00Z\n"), "{ran:?}");
    }
    assert_eq!(folder.done(["keygen", "--public", "acme.key"]), public);
    let told: Value = serde_json::from_str(&folder.done(["keygen", "--public", "acme.key", "--json"])).unwrap();
    assert_eq!(told["publicKey"], public.trim());
    let verify = ["verify", "signed.rolepack", "--organization", "acme", "--key", "acme.pub", "--json"];
    let verified: Value = serde_json::from_str(&folder.done(verify)).unwrap();
    let expected =
        json!({ "keyId": told["keyId"], "organization": "acme", "sequence": 42, "expires": "2099-01-01T00:00:00Z" });
    assert_eq!(verified, expected);
    let inspected: Value = serde_json::from_str(&folder.done(["inspect", "signed.rolepack", "--json"])).unwrap();
    assert_eq!(inspected["keyId"], told["keyId"]);
    assert!(folder.done(["inspect", "signed.rolepack"]).contains("not verified"));
    // It answers as any other.
    assert_eq!(folder.run(["check", "signed.rolepack", "ada", "createRun"]).status, 0);
}

#[test]
fn what_is_not_is_refused_by_name() {
    let folder = signed();
    folder.write("other.pub", folder.done(["keygen", "-o", "other.key"]));
    let mut changed = folder.read("signed.rolepack");
    let last = changed.len() - 1;
    changed[last] ^= 1;
    folder.write("changed.rolepack", changed);
    for (snapshot, organization, key, said, help) in [
        ("acme.rolepack", "acme", "acme.pub", "the snapshot is not signed", "--sign KEY"),
        ("signed.rolepack", "acme", "other.pub", "which is none of those given", "the old one and the new one"),
        ("changed.rolepack", "acme", "acme.pub", "the signature is not that of key", "take it for forged"),
        ("signed.rolepack", "else", "acme.pub", "organisation", "which snapshot is served here"),
        ("acme.json", "acme", "acme.pub", "is a source", "--sign KEY"),
        ("signed.rolepack", "acme", "acme.key", "a private key", "keygen --public"),
        ("signed.rolepack", "acme", "no-such-key", "this is no Ed25519 key", "43 characters"),
        ("signed.rolepack", "acme", "acme.json", "this is no Ed25519 key", "43 characters"),
    ] {
        let ran = folder.run(["verify", snapshot, "--organization", organization, "--key", key]);
        assert_eq!((ran.status, &ran.out[..]), (3, ""), "{ran:?}");
        assert!(ran.err.contains(said) && ran.err.contains(help), "{snapshot} {key}: {ran:?}");
    }
    assert_eq!(folder.run(["verify", "signed.rolepack", "--key", "acme.pub"]).status, 3, "whose it is has to be said");
    let least = ["verify", "signed.rolepack", "--organization", "acme", "--key", "acme.pub", "--min-sequence", "43"];
    assert_eq!(folder.run(least).status, 3);
}

#[test]
fn a_key_may_begin_with_a_hyphen() {
    let folder = signed();
    folder.write("hyphen.key", HYPHEN);
    let public = folder.done(["keygen", "--public", "hyphen.key"]);
    assert!(public.starts_with('-'), "{public}");
    folder.done([&["pack", "acme.json", "-o", "hyphen.rolepack", "--sign", "hyphen.key"][..], NUMBERED].concat());
    folder.done(["verify", "hyphen.rolepack", "--organization", "acme", "--key", public.trim()]);
    let ran = folder.run(["verify", "signed.rolepack", "--organization", "acme", "--key", public.trim()]);
    assert!(ran.status == 3 && ran.err.contains("which is none of those given"), "{ran:?}");
}

/// A private key whose public one begins with a hyphen, as one in sixty-four does.
const HYPHEN: &str = "\
-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEICkAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
-----END PRIVATE KEY-----
";

#[test]
fn signing_asks_for_an_end_and_a_number() {
    let folder = signed();
    let before = folder.names();
    for arguments in [
        &["--sequence", "43"][..],
        &["--expires", "2099-01-01"],
        &["--sequence", "0", "--expires", "2099-01-01"],
        &["--sequence", "43", "--expires", "2099-01-01", "--user", "ada"],
        &["--sequence", "43", "--expires", "2099-01-01", "--ids", "a..b"],
    ] {
        let ran = folder.run([&["pack", "acme.json", "-o", "x.rolepack", "--sign", "acme.key"], arguments].concat());
        assert_eq!(ran.status, 3, "{arguments:?}: {ran:?}");
    }
    for key in ["acme.pub", "no-such-file", "acme.json"] {
        let ran = folder.run([&["pack", "acme.json", "-o", "x.rolepack", "--sign", key], NUMBERED].concat());
        assert_ne!(ran.status, 0, "{key}: {ran:?}");
    }
    assert_eq!(folder.names(), before, "nothing was written");
}

#[test]
fn a_key_is_never_written_over() {
    let folder = signed();
    let key = folder.read("acme.key");
    let ran = folder.run(["keygen", "-o", "acme.key"]);
    assert_eq!((ran.status, &ran.out[..]), (3, ""), "{ran:?}");
    assert!(ran.err.contains("`acme.key` is there already"), "{ran:?}");
    assert_eq!(folder.read("acme.key"), key);
}

#[cfg(unix)]
#[test]
fn a_key_is_for_its_owner_alone() {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let folder = signed();
    assert_eq!(metadata(folder.path("acme.key")).unwrap().permissions().mode() & 0o777, 0o600);
    set_permissions(folder.path("acme.key"), Permissions::from_mode(0o644)).unwrap();
    let ran = folder.run(["keygen", "--public", "acme.key"]);
    assert!(ran.status == 0 && ran.err.contains("`chmod 600` it"), "{ran:?}");
}
