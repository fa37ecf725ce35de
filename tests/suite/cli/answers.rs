//! What the questions answer, for people and for programs, and what they end with.

use super::{Folder, Ran};
use serde_json::{Value, json};

fn asked<'a>(folder: &Folder, args: impl IntoIterator<Item = &'a str>) -> Ran {
    folder.run(args)
}

fn json_of(ran: &Ran) -> Value {
    assert_eq!(ran.out.lines().count(), 1, "{ran:?}");
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn check_says_in_one_line_why() {
    let folder = Folder::with_acme();
    let cases: &[(&[&str], &str, i32)] = &[
        (&["ada", "createRun"], "allowed: role `operator` via team `line-1`, within `ACME/plant-a`\n", 0),
        (&["dan", "updateRun"], "allowed: role `lead` held directly\n", 0),
        (&["dan", "updateRun", "--location", "B"], "allowed: role `lead` held directly, within `ACME/plant-b`\n", 0),
        (
            &["zoe", "createRun", "--identity-group", "okta:MES:Leads"],
            "allowed: role `lead` via identity group `okta:MES:Leads`\n",
            0,
        ),
        (
            &["zoe", "createRun", "--identity-group", "okta:MES:Leads", "--location", "A"],
            "allowed: role `operator` via identity group `okta:MES:Leads` and team `line-1`, within `ACME/plant-a`\n",
            0,
        ),
        (&["ada", "tax", "--right", "list"], "allowed: role `buyer` held directly\n", 0),
        (&["cleo", "updateRun", "--access-method", "slideIn"], "allowed: role `kiosk` held directly\n", 0),
        (&["ada", "updateRun"], "denied: no role that `ada` holds grants `updateRun` (not-granted)\n", 2),
        (
            &["ada", "tax", "--right", "add"],
            "denied: no role that `ada` holds grants `add` of `tax` (not-granted)\n",
            2,
        ),
        (&["ada", "tax"], "denied: permission `tax` has rights, and the request names none (right-required)\n", 2),
        (&["ada", "tax", "--right", "lits"], "denied: permission `tax` has no right `lits` (unknown-right)\n", 2),
        (&["ada", "creatRun"], "denied: no permission `creatRun` (unknown-permission)\n", 2),
        (&["zoe", "createRun"], "denied: no user `zoe` (unknown-user)\n", 2),
        (
            &["zoe", "createRun", "--identity-group", "okta:x"],
            "denied: no user `zoe`, and no presented group has a mapping (unknown-user)\n",
            2,
        ),
        (&["bob", "createRun"], "denied: user `bob` is inactive (inactive-user)\n", 2),
        (
            &["cleo", "updateRun"],
            "denied: no role of `cleo` that grants `updateRun` counts for access method `login` (access-method)\n",
            2,
        ),
        (
            &["ada", "createRun", "--location", "B"],
            "denied: `ada` holds `createRun`, but nothing held covers location `B` (out-of-scope)\n",
            2,
        ),
        (
            &["ada", "createRun", "--in", "onwer=ada"],
            "denied: `acme` has no dimension `onwer` (unknown-dimension)\n",
            2,
        ),
        (&["", "createRun"], "denied: the request is malformed: the user is empty (invalid-request)\n", 3),
        (
            &["ada", "createRun", "--in", "owner=*"],
            "denied: the request is malformed: `*` means something in access levels only (invalid-request)\n",
            3,
        ),
        (
            &["ada", "createRun", "--location", "A", "--in", "location=B"],
            "denied: the request is malformed: the dimension `location` is named twice (invalid-request)\n",
            3,
        ),
    ];
    for (question, answer, status) in cases {
        let ran = asked(&folder, ["check", "acme.rolepack"].iter().chain(*question).copied());
        assert_eq!((ran.out.as_str(), ran.status), (*answer, *status), "{question:?}: {ran:?}");
    }
}

#[test]
fn check_json_is_the_whole_decision() {
    let folder = Folder::with_acme();
    let ran = asked(
        &folder,
        [
            "check",
            "acme.rolepack",
            "ada",
            "createRun",
            "--company",
            "ACME",
            "--location",
            "A-1",
            "--in",
            "owner=ada",
            "--json",
        ],
    );
    let expected = json!({ "allowed": true, "reason": "granted", "scoped": true, "role": "operator", "via": { "team": "line-1" },
        "level": { "company": "ACME", "key": "plant-a" }, "organization": "acme", "sequence": 0 });
    assert_eq!((json_of(&ran), ran.status), (expected, 0));
    let ran = asked(&folder, ["check", "acme.rolepack", "ada", "updateRun", "--json"]);
    let expected =
        json!({ "allowed": false, "reason": "not-granted", "scoped": false, "organization": "acme", "sequence": 0 });
    assert_eq!((json_of(&ran), ran.status), (expected, 2));
}

#[test]
fn what_may_have_been_meant_is_said_on_standard_error() {
    let folder = Folder::with_acme();
    let cases: &[(&[&str], &str)] = &[
        (&["ada", "createRum"], "help: did you mean `createRun`?\n"),
        (&["Ada", "createRun"], "help: did you mean `ada`?\n"),
        (&["ada", "tax", "--right", "lits"], "help: its rights are `list` and `add`\n"),
        (&["ada", "tax"], "help: its rights are `list` and `add`\n"),
        (&["ada", "createRun", "--right", "list"], "help: permission `createRun` has no rights, leave `--right` out\n"),
        (&["ada", "createRun", "--in", "onwer=ada"], "help: did you mean `owner`?\n"),
        (
            &["ada@acme.example", "createRun"],
            "help: `ada@acme.example` is the e-mail of user `ada`; users are asked by id\n",
        ),
        (
            &["zoe", "createRun", "--identity-group", "okta:MES:Lead"],
            "help: no group mapping for `okta:MES:Lead`, did you mean `okta:MES:Leads`?\n",
        ),
        (&["ada", "updateRun"], ""),
    ];
    for (question, hint) in cases {
        let ran = asked(&folder, ["check", "acme.rolepack"].iter().chain(*question).copied());
        assert!(ran.err.ends_with(hint) && (ran.err.is_empty() == hint.is_empty()), "{question:?}: {ran:?}");
    }
}

#[test]
fn explain_names_every_path_or_the_roles_that_would_grant() {
    let folder = Folder::with_acme();
    let ran = asked(&folder, ["explain", "acme.rolepack", "dan", "createRun", "--identity-group", "okta:MES:Leads"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(
        ran.out,
        "allowed: role `lead` held directly\n\
         3 paths grant it:\n  \
           role `lead` held directly\n  \
           role `lead` via identity group `okta:MES:Leads`\n  \
           role `operator` via identity group `okta:MES:Leads` and team `line-1`, within `ACME/plant-a`\n"
    );
    let ran = asked(&folder, ["explain", "acme.rolepack", "ada", "createRun", "--location", "B"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert_eq!(
        ran.out,
        "denied: `ada` holds `createRun`, but nothing held covers location `B` (out-of-scope)\n\
         1 path holds it and does not count here:\n  \
           role `operator` via team `line-1`, within `ACME/plant-a` (out-of-scope)\n\
         roles that would grant it: `lead` and `operator`\n"
    );
    let ran = asked(&folder, ["explain", "acme.rolepack", "ada", "updateRun", "--json"]);
    let explained = json_of(&ran);
    assert_eq!(
        (explained["reason"].as_str(), &explained["wouldGrant"], ran.status),
        (Some("not-granted"), &json!(["lead"]), 2)
    );
}

#[test]
fn effective_lists_every_grant_by_area() {
    let folder = Folder::with_acme();
    let ran = asked(&folder, ["effective", "acme.rolepack", "ada"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(
        ran.out,
        "PERMISSION GROUP  PERMISSION  RIGHT  THROUGH\n\
         purchasing        tax         list   role `buyer` held directly\n\
         runs              createRun          role `operator` via team `line-1`, within `ACME/plant-a`\n"
    );
    let ran = asked(&folder, ["effective", "acme.rolepack", "cleo"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, "nothing: no role held grants anything (not-granted)\n"), "{ran:?}");
    let ran = asked(&folder, ["effective", "acme.rolepack", "bob"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, "nothing: user `bob` is inactive (inactive-user)\n"), "{ran:?}");
    let ran = asked(&folder, ["effective", "acme.rolepack", "ada", "--json"]);
    assert_eq!(json_of(&ran)["groups"][1]["grants"][0]["permission"], "createRun");
}

#[test]
fn who_can_lists_the_known_active_users() {
    let folder = Folder::with_acme();
    let ran = asked(&folder, ["who-can", "acme.rolepack", "createRun"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "ada\ndan\n"), "{ran:?}");
    let ran = asked(&folder, ["who-can", "acme.rolepack", "createRun", "--location", "B", "--json"]);
    assert_eq!((ran.status, json_of(&ran)), (0, json!({ "users": ["dan"] })));
    let ran = asked(&folder, ["who-can", "acme.rolepack", "updateRun", "--access-method", "slideIn"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "cleo\ndan\n"), "{ran:?}");
    let ran = asked(&folder, ["who-can", "acme.rolepack", "tax", "--right", "add"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{ran:?}");
    let ran = asked(&folder, ["who-can", "acme.rolepack", "creatRun"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(
        ran.err.contains("no permission `creatRun` (unknown-permission)")
            && ran.err.contains("did you mean `createRun`?"),
        "{ran:?}"
    );
    let ran = asked(&folder, ["who-can", "acme.rolepack", "creatRun", "--json"]);
    assert_eq!((ran.status, json_of(&ran)), (2, json!({ "reason": "unknown-permission", "users": [] })));
}

#[test]
fn reach_lists_values_and_boxes() {
    let folder = Folder::with_acme();
    let ran = asked(&folder, ["reach", "acme.rolepack", "dan", "createRun", "location"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "A\nA-1\nB\n"), "{ran:?}");
    let ran = asked(&folder, ["reach", "acme.rolepack", "dan", "createRun", "party"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "every party\n"), "{ran:?}");
    let ran = asked(&folder, ["reach", "acme.rolepack", "dan", "createRun"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    for cell in ["ACME/plant-a", "A, A-1", "ACME/plant-b", "every"] {
        assert!(ran.out.contains(cell), "{cell}: {ran:?}");
    }
    let ran = asked(&folder, ["reach", "acme.rolepack", "ada", "updateRun", "location"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    let ran = asked(&folder, ["reach", "acme.rolepack", "dan", "createRun", "location", "--json"]);
    assert_eq!(json_of(&ran)["values"], json!(["A", "A-1", "B"]));
}

#[test]
fn inspect_tells_header_counts_and_sizes() {
    let folder = Folder::with_acme();
    folder.done([
        "pack",
        "acme.json",
        "-o",
        "acme.rolepack",
        "--at",
        "2026-11-22",
        "--sequence",
        "42",
        "--created",
        "2026-11-22",
        "--expires",
        "2026-11-29T12:00:00Z",
    ]);
    let ran = asked(&folder, ["inspect", "acme.rolepack"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    for part in [
        "acme",
        "whole",
        "42",
        "2026-11-22T00:00:00Z",
        "2026-11-29T12:00:00Z",
        "2027-01-01T00:00:00Z",
        "checksum",
        "users",
        "labels",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let told = json_of(&asked(&folder, ["inspect", "acme.rolepack", "--json"]));
    let bytes: u64 =
        told["sections"].as_array().unwrap().iter().map(|section| section["bytes"].as_u64().unwrap()).sum();
    assert_eq!((bytes, told["bytes"].as_u64().unwrap()), (folder.read("acme.rolepack").len() as u64, bytes));
    assert_eq!(
        (&told["organization"], &told["sequence"], &told["scoping"], &told["counts"]["users"]),
        (&json!("acme"), &json!(42), &json!(true), &json!(4))
    );
}
