//! What is opened: broken, missing, expired, or no snapshot at all.

use super::Folder;

#[test]
fn what_is_no_sound_snapshot_is_refused_by_name() {
    let folder = Folder::with_acme();
    let bytes = folder.read("acme.rolepack");
    let mut flipped = bytes.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let mut newer = bytes.clone();
    newer[8] = 77;
    let cases: [(&str, Vec<u8>); 5] = [
        ("flipped.rolepack", flipped),
        ("short.rolepack", bytes[..bytes.len() - 1].to_vec()),
        ("empty.rolepack", vec![]),
        ("newer", newer),
        ("longer", [bytes.as_slice(), b"x"].concat()),
    ];
    for (name, bytes) in cases {
        folder.write(name, bytes);
        for command in [
            ["check", name, "ada", "createRun"].as_slice(),
            &["inspect", name],
            &["unpack", name],
            &["who-can", name, "createRun"],
        ] {
            let ran = folder.run(command.iter().copied());
            assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{command:?}: {ran:?}");
            assert!(ran.err.starts_with(&format!("error: `{name}`: ")), "{command:?}: {ran:?}");
        }
    }
}

#[test]
fn what_is_missing_is_a_failure() {
    let folder = Folder::new();
    let ran = folder.run(["check", "none.rolepack", "ada", "createRun"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.starts_with("error: cannot read `none.rolepack`: "), "{ran:?}");
}

#[test]
fn a_snapshot_needs_no_ending_to_its_name() {
    let folder = Folder::with_acme();
    folder.write("snapshot", folder.read("acme.rolepack"));
    assert_eq!(folder.run(["check", "snapshot", "ada", "createRun"]).status, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_snapshot_comes_through_a_pipe() {
    let folder = Folder::with_acme();
    let ran = folder.fed(["check", "/dev/stdin", "ada", "createRun"], folder.read("acme.rolepack"));
    assert_eq!(ran.status, 0, "{ran:?}");
}

#[test]
fn an_expired_snapshot_decides_nothing_but_can_be_looked_at() {
    let folder = Folder::with_acme();
    folder.done(["pack", "acme.json", "-o", "old.rolepack", "--at", "2020-01-01", "--expires", "2020-01-02"]);
    let ran = folder.run(["check", "old.rolepack", "dan", "createRun"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{ran:?}");
    assert!(ran.err.contains("expired"), "{ran:?}");
    assert!(folder.done(["inspect", "old.rolepack"]).contains("2020-01-02T00:00:00Z (expired)"));
    folder.done(["unpack", "old.rolepack"]);
}

#[test]
fn a_source_with_problems_answers_nothing() {
    let folder = Folder::new();
    folder.write("acme.yaml", "organization: { id: acme }\nusers:\n  - id: ada\n    roles: [operator]\n");
    let ran = folder.run(["check", "acme.yaml", "ada", "createRun"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{ran:?}");
    assert!(ran.err.contains("acme.yaml:4:") && ran.err.contains("`operator`"), "{ran:?}");
}

#[test]
fn the_sample_organisation_packs_and_answers() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/acme-rockets");
    let folder = Folder::new();
    folder.done(["pack", sample, "-o", "acme.rolepack", "--at", "2026-11-22"]);
    let sentence = folder.done(["check", "acme.rolepack", "ada@acme.example", "createRun", "--location", "A"]);
    assert!(sentence.starts_with("allowed: role `") && sentence.ends_with(", within `ACME/plant-a`\n"), "{sentence}");
}
