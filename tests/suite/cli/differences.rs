//! `rolepack diff` and `pack --previous`: what they print, what they end with, what they write.

use super::{Folder, acme};
use serde_json::{Value, json};

/// Acme, and Acme after Cleo was activated for good, and operators gained `updateRun`.
fn with_two() -> Folder {
    let folder = Folder::with_acme();
    let mut next = acme();
    next["roles"][0]["permissions"] = json!(["createRun", "updateRun"]);
    next["users"][0]["roles"] = json!([]);
    folder.write("next.json", next.to_string());
    folder.done(["pack", "next.json", "-o", "next.rolepack", "--at", "2026-11-22"]);
    folder
}

#[test]
fn people_are_told_who_what_where_and_why() {
    let folder = with_two();
    let out = folder.done(["diff", "acme.rolepack", "next.rolepack"]);
    assert_eq!(
        out,
        "`acme`: of 4 users, 1 gain and 1 lose, 1 identity group gives otherwise

CHANGE                         GAIN  LOSE  OTHERS
role `operator` gained grants     1     0       1
lost role `buyer`                 0     1       0

`ada`
  + `updateRun` within `ACME/plant-a`
    role `operator` gained grants
  - `list` of `tax` within `ACME/plant-a`
    lost role `buyer`

identity group `okta:MES:Leads`
  + `updateRun`, now also within `ACME/plant-a`
    role `operator` gained grants
"
    );
    // A source is packed for it.
    assert_eq!(folder.done(["diff", "acme.json", "next.json", "--at", "2026-11-22"]), out);
}

#[test]
fn the_status_says_whether_they_differ() {
    let folder = with_two();
    for (args, status) in [
        (vec!["acme.rolepack", "next.rolepack"], 0),
        (vec!["acme.rolepack", "next.rolepack", "--exit-code"], 1),
        (vec!["acme.rolepack", "next.rolepack", "--exit-code", "--json"], 1),
        (vec!["acme.rolepack", "acme.json", "--at", "2026-11-22", "--exit-code"], 0),
        (vec!["acme.rolepack", "absent.rolepack", "--exit-code"], 3),
        (vec!["acme.rolepack", "absent.rolepack"], 3),
        (vec!["acme.rolepack"], 3),
    ] {
        let ran = folder.run(["diff"].into_iter().chain(args.iter().copied()));
        assert_eq!(ran.status, status, "{args:?}: {}", ran.err);
    }
    assert_eq!(folder.done(["diff", "acme.rolepack", "acme.rolepack"]), "`acme`: nothing differs\n");
    let mut other = acme();
    other["organization"]["id"] = "other".into();
    folder.write("other.json", other.to_string());
    let ran = folder.run(["diff", "acme.rolepack", "other.json"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("`acme.rolepack` is of the organisation `acme`, the other of `other`"), "{}", ran.err);
}

#[test]
fn json_holds_it_all() {
    let folder = with_two();
    let out = folder.done(["diff", "acme.rolepack", "next.rolepack", "--json"]);
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["users"], json!({ "all": 4, "gaining": 1, "losing": 1 }));
    assert_eq!(
        told["effects"][0],
        json!({
            "users": ["ada"],
            "gained": [{
                "grants": [{ "permission": "updateRun" }],
                "accessMethods": ["login", "slideIn"],
                "wholly": true, "everywhere": false, "ownLevels": false,
                "levels": [{ "company": "ACME", "key": "plant-a" }],
                "because": [{ "change": "roleGrants", "role": "operator", "added": true }]
            }],
            "lost": [{
                "grants": [{ "permission": "tax", "right": "list" }],
                "accessMethods": ["login", "slideIn"],
                "wholly": true, "everywhere": false, "ownLevels": false,
                "levels": [{ "company": "ACME", "key": "plant-a" }],
                "because": [{ "change": "role", "role": "buyer", "added": false }]
            }]
        })
    );
    assert_eq!(told["structure"]["roles"]["changed"][0]["gained"], json!([{ "permission": "updateRun" }]));
}

#[test]
fn a_slice_is_no_whole() {
    let folder = Folder::with_acme();
    folder.done(["pack", "acme.json", "-o", "ada.rolepack", "--at", "2026-11-22", "--user", "ada"]);
    for args in [
        vec!["diff", "acme.rolepack", "ada.rolepack"],
        vec!["test", "ada.rolepack", "x.expect.json"],
        vec!["pack", "acme.json", "-o", "x.rolepack", "--at", "2026-11-22", "--previous", "ada.rolepack"],
    ] {
        folder.write("x.expect.json", "{}");
        let ran = folder.run(args.iter().copied());
        assert_eq!(ran.status, 3, "{args:?}: {}", ran.err);
        assert!(ran.err.contains("`ada.rolepack` is a slice") && !ran.err.contains("--slice"), "{args:?}: {}", ran.err);
    }
}

/// Whatever ids hold: they are data, and neither markup nor a call to somebody.
#[test]
fn markdown_holds_any_name() {
    let folder = Folder::new();
    let organisation = |roles: Value| {
        json!({
            "organization": { "id": "a|c*me*" },
            "permissions": [{ "key": "p|`x`<b>" }],
            "roles": [{ "id": "</details>|@team #1 [x](y)", "permissions": ["p|`x`<b>"] }],
            "users": [{ "id": "@ada|_|*", "roles": roles }]
        })
    };
    folder.write("old.json", organisation(json!([])).to_string());
    folder.write("new.json", organisation(json!(["</details>|@team #1 [x](y)"])).to_string());
    let out = folder.done(["diff", "old.json", "new.json", "--markdown"]);
    let row = out.lines().find(|line| line.starts_with("| was given")).unwrap();
    assert_eq!(row.matches('|').count(), 5, "{row}");
    assert!(row.contains("role <code>&#60;/details&#62;&#124;&#64;team &#35;1 &#91;x&#93;&#40;y&#41;</code>"), "{row}");
    for line in out.lines() {
        let names: String = line.split("<code>").skip(1).filter_map(|rest| rest.split("</code>").next()).collect();
        assert!(!names.contains(['|', '`', '*', '_', '<', '>', '@', '[']), "{line}");
    }
    assert_eq!((out.matches("<details>").count(), out.matches("</details>").count()), (1, 1), "{out}");
    assert!(out.contains("Of 1 user, 1 gain and 0 lose."), "{out}");
    let same = folder.done(["diff", "new.json", "new.json", "--markdown"]);
    assert!(same.ends_with("Nothing differs.\n"), "{same}");
}

#[test]
fn scoping_switched_off_is_said_first() {
    let folder = Folder::with_acme();
    let mut next = acme();
    next["accessLevels"] = json!([]);
    next["teams"][0]["roles"] = json!(["operator"]);
    next["users"][0]["accessLevels"] = json!([]);
    next["users"][3]["accessLevels"] = json!([]);
    folder.write("next.json", next.to_string());
    let out = folder.done(["diff", "acme.rolepack", "next.json"]);
    assert!(out.starts_with("scoping was switched off: "), "{out}");
    let out = folder.done(["diff", "acme.rolepack", "next.json", "--markdown"]);
    assert_eq!(out.lines().nth(2), Some("> [!CAUTION]"), "{out}");
}

#[test]
fn long_lists_are_cut_for_people_and_whole_for_programs() {
    let folder = Folder::new();
    let organisation = |roles: &[&str]| {
        let users: Vec<Value> = (0..300).map(|user| json!({ "id": format!("u{user:03}"), "roles": roles })).collect();
        let keys: Vec<String> = (0..50).map(|key| format!("p{key:02}")).collect();
        let permissions: Vec<Value> = keys.iter().map(|key| json!({ "key": key })).collect();
        json!({ "organization": { "id": "acme" }, "permissions": permissions, "roles": [{ "id": "all", "permissions": keys }], "users": users })
    };
    folder.write("old.json", organisation(&[]).to_string());
    folder.write("new.json", organisation(&["all"]).to_string());
    let out = folder.done(["diff", "old.json", "new.json"]);
    assert!(out.contains("`u000`, `u001`, `u002`, `u003` and 296 more (300 users)\n"), "{out}");
    assert!(out.contains("`p07` and 42 more\n") && out.len() < 2_000, "{out}");
    let told: Value = serde_json::from_str(&folder.done(["diff", "old.json", "new.json", "--json"])).unwrap();
    assert_eq!(told["effects"][0]["users"].as_array().unwrap().len(), 300);
    assert_eq!(told["effects"][0]["gained"][0]["grants"].as_array().unwrap().len(), 50);
}

#[test]
fn the_snapshot_before_is_compared_when_packing() {
    let folder = with_two();
    let pack = |more: &[&str]| {
        folder.run(
            ["pack", "next.json", "-o", "out.rolepack", "--at", "2026-11-22", "--previous", "acme.rolepack"]
                .into_iter()
                .chain(more.iter().copied()),
        )
    };
    let ran = pack(&["--deny-gains"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.err.contains("`ada` gains `updateRun`") && ran.err.contains("nothing was written"), "{}", ran.err);
    assert!(!folder.names().contains(&"out.rolepack".to_owned()));
    let ran = pack(&[]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("compared with `acme.rolepack`: acme: of 4 users, 1 gain and 1 lose"), "{}", ran.err);
    assert_eq!(folder.read("out.rolepack"), folder.read("next.rolepack"));
    // Nobody gains from taking away.
    let ran = folder.run([
        "pack",
        "acme.json",
        "-o",
        "less.rolepack",
        "--at",
        "2026-11-22",
        "--previous",
        "acme.json",
        "--deny-gains",
    ]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("nothing differs"), "{}", ran.err);
    assert_eq!(folder.run(["pack", "acme.json", "-o", "x.rolepack", "--deny-gains"]).status, 3);
}

/// Sources know what begins and ends later; a snapshot knows when, and not what.
#[test]
fn what_begins_or_ends_later_is_compared_too() {
    let folder = Folder::with_acme();
    let with = |name: &str, roles: Value| {
        let mut next = acme();
        next["users"][3]["roles"] = roles;
        folder.write(&format!("{name}.json"), next.to_string());
    };
    with("until", json!(["lead", { "role": "buyer", "until": "2026-12-01" }]));
    with("ever", json!(["lead", "buyer"]));
    with("from", json!(["lead", { "role": "buyer", "from": "2026-11-23" }]));
    let now = ["--at", "2026-11-22"];
    let diff = |old: &str, new: &str, more: &[&str]| {
        folder.run(["diff", old, new].into_iter().chain(now).chain(more.iter().copied()))
    };
    let ran = diff("until.json", "ever.json", &["--exit-code"]);
    assert_eq!(ran.status, 1, "{}", ran.out);
    assert!(
        ran.out.contains("from 2026-12-01T00:00:00Z on: 1 gain and 0 lose\n\n`dan`\n  + `list` of `tax` within"),
        "{}",
        ran.out
    );
    let told: Value = serde_json::from_str(&diff("until.json", "ever.json", &["--json"]).out).unwrap();
    assert_eq!(told["effects"], json!([]));
    assert_eq!(
        (&told["later"][0]["from"], &told["later"][0]["effects"][0]["users"]),
        (&json!("2026-12-01T00:00:00Z"), &json!(["dan"]))
    );
    assert!(diff("until.json", "ever.json", &["--markdown"]).out.contains("From 2026-12-01T00:00:00Z on"));
    assert_eq!(diff("until.json", "until.json", &["--exit-code"]).out, "`acme`: nothing differs\n");
    // The snapshot knows that something changes, and that by the other nothing does then.
    folder.done(["pack", "until.json", "-o", "until.rolepack", "--at", "2026-11-22"]);
    let ran = diff("until.rolepack", "ever.json", &["--exit-code"]);
    assert_eq!(ran.status, 1, "{}", ran.out);
    assert!(ran.out.contains("begins or ends at 2027-01-01T00:00:00Z, not at 2026-12-01T00:00:00Z"), "{}", ran.out);

    let pack = |new: &str, old: &str| {
        let out = ["-o", "out.rolepack", "--previous", old, "--deny-gains"];
        folder.run(["pack", new].into_iter().chain(out).chain(now))
    };
    for (new, old, status, said) in [
        ("ever.json", "until.json", 1, "`dan` gains `list` of `tax`"),
        ("from.json", "acme.json", 1, "from 2026-11-23T00:00:00Z on:"),
        ("from.json", "acme.rolepack", 1, "from 2026-11-23T00:00:00Z on:"),
        ("ever.json", "until.rolepack", 1, "by `until.rolepack` an assignment begins or ends at 2026-12-01T00:00:00Z"),
        ("until.json", "until.json", 0, "nothing differs"),
        ("until.json", "ever.json", 0, "loses `list` of `tax`"),
    ] {
        let ran = pack(new, old);
        assert_eq!(ran.status, status, "{new} after {old}: {}", ran.err);
        assert!(ran.err.contains(said), "{new} after {old}: {}", ran.err);
        assert_eq!(folder.names().contains(&"out.rolepack".to_owned()), status == 0, "{new} after {old}");
    }
}

/// A comment has room for 65,536 bytes.
#[test]
fn markdown_is_no_longer_than_a_comment_may_be() {
    let folder = Folder::new();
    let organisation = |held: usize| {
        let long = |what: &str, number: usize| format!("{what}{number:04}<{}>", "|".repeat(300));
        let roles: Vec<Value> = (0..60)
            .map(|role| json!({ "id": long("r", role), "permissions": [long("p", role), long("p", role + 60)] }))
            .collect();
        let permissions: Vec<Value> = (0..120).map(|key| json!({ "key": long("p", key) })).collect();
        let users: Vec<Value> = (0..600)
            .map(|user| {
                let roles: Vec<String> = (0..held).map(|role| long("r", (user + role * 7) % 60)).collect();
                json!({ "id": long("u", user), "roles": roles })
            })
            .collect();
        json!({ "organization": { "id": "acme" }, "permissions": permissions, "roles": roles, "users": users })
    };
    folder.write("old.json", organisation(1).to_string());
    folder.write("new.json", organisation(8).to_string());
    let out = folder.done(["diff", "old.json", "new.json", "--markdown"]);
    assert!(out.len() < 60_000, "{} bytes", out.len());
    assert!(out.contains("- <code>u0"), "{out}");
    assert!(out.contains("\n… and "), "{out}");
    assert_eq!(out.matches("<details>").count(), out.matches("</details>").count());
}

#[test]
fn another_organisation_or_no_higher_sequence_is_refused() {
    let folder = Folder::with_acme();
    let pack = |out: &str, source: &str, more: &[&str]| {
        folder.run(["pack", source, "-o", out, "--at", "2026-11-22"].into_iter().chain(more.iter().copied()))
    };
    assert_eq!(pack("seven.rolepack", "acme.json", &["--sequence", "7"]).status, 0);
    for sequence in ["0", "6", "7"] {
        let ran = pack("next.rolepack", "acme.json", &["--previous", "seven.rolepack", "--sequence", sequence]);
        assert_eq!(ran.status, 3, "{}", ran.err);
        assert!(
            ran.err.contains(&format!("sequence {sequence} is not above 7")) && ran.err.contains("--sequence 8"),
            "{}",
            ran.err
        );
    }
    assert_eq!(pack("next.rolepack", "acme.json", &["--previous", "seven.rolepack", "--sequence", "8"]).status, 0);
    let mut other = acme();
    other["organization"]["id"] = "other".into();
    folder.write("other.json", other.to_string());
    let ran = pack("other.rolepack", "other.json", &["--previous", "acme.rolepack"]);
    assert_eq!(ran.status, 3, "{}", ran.err);
    assert!(ran.err.contains("the other of `other`"), "{}", ran.err);
    assert!(!folder.names().contains(&"other.rolepack".to_owned()));
}
