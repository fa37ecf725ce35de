//! `rolepack lint`: what it prints, and what it ends with.

use super::{Folder, acme};
use serde_json::{Value, json};

/// Acme with a role nobody holds and somebody who is allowed nothing.
fn with_findings() -> Folder {
    let folder = Folder::new();
    folder.write(
        "acme.yaml",
        "organization: { id: acme }
permissions: [{ key: createRun }, { key: closeRun }]
roles:
  - { id: operator, permissions: [createRun] }
  - { id: closer, permissions: [closeRun] }
users:
  - { id: ada, roles: [operator] }
  - { id: theo }
",
    );
    folder
}

#[test]
fn people_are_told_what_where_and_how_to_mend_it() {
    let folder = with_findings();
    let ran = folder.run(["lint", "acme.yaml"]);
    assert_eq!(
        ran.out,
        "warning[unheld-role]: nobody holds the role `closer`
 --> acme.yaml:5:11
  |
5 |   - { id: closer, permissions: [closeRun] }
  |           ^^^^^^
  = help: remove it, or give it to those whom it was made for

warning[user-without-access]: user `theo` is active and allowed nothing
 --> acme.yaml:8:11
  |
8 |   - { id: theo }
  |           ^^^^
  = help: give them a role or a team, or deactivate them

2 findings
"
    );
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
}

#[test]
fn what_is_denied_is_a_failure() {
    let folder = with_findings();
    for (args, status, ends) in [
        (vec!["--deny", "all"], 1, "2 findings, 2 of them denied\n"),
        (vec!["--deny", "unheld-role"], 1, "2 findings, 1 of them denied\n"),
        (vec!["-D", "all", "-A", "unheld-role"], 1, "1 finding, 1 of them denied\n"),
        (vec!["--allow", "all", "--warn", "unheld-role"], 0, "1 finding\n"),
        (vec!["--allow", "all"], 0, "0 findings\n"),
        (vec!["--deny", "empty-team"], 0, "2 findings\n"),
    ] {
        let ran = folder.run(["lint", "acme.yaml"].into_iter().chain(args.iter().copied()));
        assert_eq!(ran.status, status, "{args:?}: {}", ran.err);
        assert!(ran.out.ends_with(ends), "{args:?}: {}", ran.out);
    }
    let report: Value =
        serde_json::from_str(&folder.run(["lint", "acme.yaml", "--json", "--deny", "unheld-role"]).out).unwrap();
    assert_eq!(report["findings"][0]["level"], "deny");
    assert_eq!(report["findings"][1]["level"], "warn");
    assert_eq!(report["findings"][1]["line"], 8);
}

#[test]
fn what_cannot_be_looked_through_ends_with_three() {
    let folder = with_findings();
    folder.write("broken.yaml", "organization: { id: acme }\nusers: [{ id: ada, roles: [x] }]");
    for (args, told) in [
        (vec!["lint", "broken.yaml"], "unknown-role"),
        (vec!["lint", "absent.yaml"], "cannot read `absent.yaml`"),
        (vec!["lint", "acme.yaml", "--deny", "unheld-rule"], "did you mean `unheld-role`?"),
        (vec!["lint", "acme.yaml", "--deny", "all", "--allow", "all"], "`all` is given two levels"),
        (vec!["lint"], "required"),
    ] {
        let ran = folder.run(args.iter().copied());
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{args:?}: {}", ran.err);
    }
    let codes = folder.done(["lint", "--codes"]);
    assert!(codes.starts_with("CODE ") && codes.contains("\nunheld-role "), "{codes}");
}

#[test]
fn snapshots_are_looked_through_and_compared_with() {
    let folder = Folder::with_acme();
    let report: Value = serde_json::from_str(&folder.done(["lint", "acme.rolepack", "--json"])).unwrap();
    let codes = |report: &Value| -> Vec<String> {
        let all = report["findings"].as_array().unwrap().iter();
        all.map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    };
    assert!(!codes(&report).is_empty() && report["findings"][0]["file"].is_null());
    let mut next = acme();
    next["users"].as_array_mut().unwrap().retain(|user| user["id"] != json!("bob"));
    folder.write("next.json", next.to_string());
    let report: Value =
        serde_json::from_str(&folder.done(["lint", "next.json", "--previous", "acme.rolepack", "--json"])).unwrap();
    assert!(codes(&report).contains(&"removed-user".to_owned()), "{report}");
}

/// What a part of the users shows is nothing of the whole, and another organisation's users were not removed from this one.
#[test]
fn a_shard_and_another_organisation_are_refused() {
    let folder = Folder::with_acme();
    folder.done(["pack", "acme.json", "-o", "shard.rolepack", "--at", "2026-11-22", "--ids", "a..b"]);
    let mut other = acme();
    other["organization"]["id"] = json!("other");
    folder.write("other.json", other.to_string());
    for (args, told) in [
        (vec!["lint", "shard.rolepack"], "`shard.rolepack` is a shard"),
        (vec!["lint", "acme.json", "--previous", "shard.rolepack"], "`shard.rolepack` is a shard"),
        (
            vec!["lint", "other.json", "--previous", "acme.rolepack"],
            "is of the organisation `acme`, the source of `other`",
        ),
        (
            vec!["lint", "acme.rolepack", "--previous", "other.json"],
            "is of the organisation `other`, the source of `acme`",
        ),
    ] {
        let ran = folder.run(args.iter().copied());
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{args:?}: {}", ran.err);
    }
    let ran = folder.run(["who-can", "shard.rolepack", "createRun"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "ada\n"), "{}", ran.err);
    assert!(ran.err.contains("`shard.rolepack` is a shard: of the users from `a` to before `b` alone"), "{}", ran.err);
}
