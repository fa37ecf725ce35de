//! `rolepack test`: what it prints, and what it ends with.

use super::Folder;
use serde_json::Value;

const EXPECTED: &str = "
expect:
  - { user: ada, permission: createRun, allowed: true }
never:
  - { together: [updateRun, { permission: tax, right: list }] }
";

#[test]
fn what_holds_is_counted_and_what_does_not_is_explained() {
    let folder = Folder::with_acme();
    folder.write("acme.expect.yaml", EXPECTED);
    let args = ["test", "acme.json", "acme.expect.yaml", "--at", "2026-11-22"];
    let ran = folder.run(args);
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "ok: 2 expectations\n", ""));

    folder.write("bad.expect.yaml", "expect:\n- { user: dan, permission: updateRun, allowed: false, because: not yet }\nonly:\n- { permission: createRun, users: [ada] }\n");
    let ran = folder.run(["test", "acme.rolepack", "bad.expect.yaml"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert_eq!(
        ran.out,
        "failed --> bad.expect.yaml:2:3
  user `dan`, `updateRun`: expected to be denied
  allowed: role `lead` held directly
  expected because: not yet

failed --> bad.expect.yaml:4:3
  user `dan` holds `createRun`, which only others should
    `createRun`: role `lead` held directly

failed: 2 failures in 2 expectations
"
    );
    let ran = folder.run(["test", "acme.rolepack", "bad.expect.yaml", "--json"]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.status, &report["tested"], &report["failed"][0]["unmet"]), (1, &2.into(), &"expect".into()));
    assert_eq!(report["failed"][0]["line"], 2);
}

#[test]
fn a_sources_directory_brings_its_own_expectations() {
    let folder = Folder::new();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/acme-rockets");
    let ran = folder.run(["test", sample, "--at", "2026-11-22"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert_eq!(ran.out.matches("findings.expect.yaml:").count(), 6, "{}", ran.out);
    assert!(ran.out.ends_with("failed: 6 failures in 74 expectations\n"), "{}", ran.out);
    let agreed = format!("{sample}/acme.expect.yaml");
    assert_eq!(folder.done(["test", sample, &agreed, "--at", "2026-11-22"]), "ok: 68 expectations\n");
}

#[test]
fn what_cannot_be_tried_ends_with_three() {
    let folder = Folder::with_acme();
    folder.write("slip.expect.yaml", "expect: [{ user: adda, permission: createRun, allowed: false }]");
    folder.write("broken.expect.json", "{");
    folder.write("empty.expect.json", "{}");
    folder.done(["pack", "acme.json", "-o", "shard.rolepack", "--at", "2026-11-22", "--ids", "a..b"]);
    // Nothing but a length: no byte of it is stored.
    std::fs::File::create(folder.path("huge.expect.json")).unwrap().set_len(3 << 30).unwrap();
    for (args, told) in [
        (vec!["test", "acme.rolepack", "slip.expect.yaml"], "did you mean `ada`?"),
        (vec!["test", "acme.rolepack", "broken.expect.json"], "broken.expect.json:1"),
        (vec!["test", "acme.rolepack", "absent.expect.json"], "cannot read `absent.expect.json`"),
        (vec!["test", "absent.rolepack", "slip.expect.yaml"], "cannot read `absent.rolepack`"),
        (vec!["test", "acme.rolepack"], "no expectations file"),
        (vec!["test", "shard.rolepack", "empty.expect.json"], "`shard.rolepack` is a shard"),
        (vec!["test", "acme.rolepack", "huge.expect.json"], "`huge.expect.json` has more than 64 MiB"),
        (vec!["test", "acme.rolepack", "empty.expect.json", "--at", "2026-11-22"], "`--at` is for sources"),
    ] {
        let ran = folder.run(args.iter().copied());
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{args:?}: {}", ran.err);
    }
    let ran = folder.run(["test", "acme.rolepack", "empty.expect.json"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "ok: 0 expectations\n"));
    assert!(ran.err.contains("the files expect nothing"), "{}", ran.err);
}

/// To open a pipe that nobody writes into would never end.
#[cfg(unix)]
#[test]
fn a_pipe_in_a_sources_folder_is_refused() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("acme")).unwrap();
    folder.write("acme/acme.json", super::acme().to_string());
    let made = std::process::Command::new("mkfifo").arg(folder.path("acme/x.expect.yaml")).status().unwrap();
    assert!(made.success());
    let ran = folder.run(["test", "acme"]);
    assert_eq!(ran.status, 3, "{}", ran.err);
    assert!(ran.err.contains("x.expect.yaml` is no file"), "{}", ran.err);
}
