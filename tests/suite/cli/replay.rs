//! `rolepack replay`: the decisions of a log, asked again of another snapshot.

use super::{Folder, acme};
use serde_json::{Value, json};

/// Acme, and Acme after operators gained `updateRun`, Ada lost her role, and leads are held by a team.
fn with_two() -> Folder {
    let folder = Folder::with_acme();
    let mut next = acme();
    next["roles"][0]["permissions"] = json!(["createRun", "updateRun"]);
    next["teams"] = json!([next["teams"][0], { "id": "leads", "roles": ["lead"] }]);
    next["users"][0]["roles"] = json!([]);
    next["users"][3]["roles"] = json!([]);
    next["users"][3]["teams"] = json!(["leads"]);
    next["users"][1]["active"] = json!(true);
    next["users"][1]["roles"] = json!([]);
    folder.write("next.json", next.to_string());
    folder.done(["pack", "next.json", "-o", "next.rolepack", "--at", "2026-11-22", "--sequence", "42"]);
    folder
}

/// What a guard would have written of these requests: the decisions of `acme.rolepack`, each with its request.
fn log(folder: &Folder, requests: &[Value]) -> String {
    let lines: String = requests.iter().map(|request| format!("{request}\n")).collect();
    let ran = folder.fed(["check", "acme.rolepack", "--requests", "-"], lines);
    let records = ran.out.lines().zip(requests).map(|(decision, request)| {
        let mut record: Value = serde_json::from_str(decision).unwrap();
        record["time"] = "2026-11-22T06:00:00.000Z".into();
        record["method"] = "POST".into();
        record["route"] = "/runs".into();
        record["request"] = request.clone();
        format!("{record}\n")
    });
    records.collect()
}

fn requests() -> Vec<Value> {
    vec![
        json!({ "user": "ada", "permission": "createRun" }),
        json!({ "user": "ada", "permission": "updateRun", "resource": { "location": "A" } }),
        json!({ "user": "ada", "permission": "tax", "right": "list" }),
        json!({ "user": "bob", "permission": "createRun" }),
        json!({ "user": "dan", "permission": "updateRun", "resource": { "location": "B" } }),
        json!({ "user": "eve", "permission": "createRun" }),
    ]
}

#[test]
fn people_are_told_what_changes_and_how_often() {
    let folder = with_two();
    let once = log(&folder, &requests());
    folder.write("log.jsonl", once.repeat(2));
    let out = folder.done(["replay", "log.jsonl", "next.rolepack"]);
    assert_eq!(
        out,
        "\
`acme`: 12 decisions of sequence 0, asked again of sequence 42: 2 gained, 2 lost, 2 denied for another reason, 2 allowed by another path, 4 the same

CHANGE        DECISIONS  OF               BEFORE                                            AFTER                                                     USERS  FIRST LINE
gained                2  `updateRun`      not-granted                                       role `operator` via team `line-1`, within `ACME/plant-a`  `ada`           2
lost                  2  `list` of `tax`  role `buyer` held directly                        not-granted                                               `ada`           3
other-reason          2  `createRun`      inactive-user                                     not-granted                                               `bob`           4
other-path            2  `updateRun`      role `lead` held directly, within `ACME/plant-b`  role `lead` via team `leads`, within `ACME/plant-b`       `dan`           5
"
    );
    // A source is packed for it, as of the time that is given.
    let source = folder.done(["replay", "log.jsonl", "next.json", "--at", "2026-11-22"]);
    assert_eq!(source, out.replace("sequence 42", "sequence 0"));
    assert_eq!(folder.fed(["replay", "-", "next.rolepack"], once.repeat(2)).out, out);
    let same = folder.done(["replay", "log.jsonl", "acme.rolepack"]);
    assert!(same.ends_with("0 allowed by another path, 12 the same\n"), "{same}");
}

#[test]
fn programs_are_told_every_change_and_the_counts_last() {
    let folder = with_two();
    folder.write("log.jsonl", log(&folder, &requests()));
    let out = folder.done(["replay", "log.jsonl", "next.rolepack", "--json"]);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let changes: Vec<_> = lines.iter().map(|line| (line["line"].as_u64(), line["change"].as_str())).collect();
    assert_eq!(
        changes,
        [
            (Some(2), Some("gained")),
            (Some(3), Some("lost")),
            (Some(4), Some("other-reason")),
            (Some(5), Some("other-path")),
            (None, None)
        ]
    );
    assert_eq!(
        lines[0],
        json!({
            "line": 2, "change": "gained", "time": "2026-11-22T06:00:00.000Z", "method": "POST", "route": "/runs",
            "request": { "user": "ada", "permission": "updateRun", "resource": { "location": "A" } },
            "before": { "allowed": false, "reason": "not-granted", "sequence": 0 },
            "after": {
                "allowed": true, "reason": "granted", "role": "operator", "via": { "team": "line-1" },
                "level": { "company": "ACME", "key": "plant-a" }, "sequence": 42
            }
        })
    );
    assert_eq!(
        lines[4],
        json!({
            "organization": "acme", "sequence": 42, "decisions": 6,
            "gained": 1, "lost": 1, "otherReason": 1, "otherPath": 1, "same": 2, "refusals": 0, "notDecisions": 0
        })
    );
}

#[test]
fn the_status_says_whether_anything_changes() {
    let folder = with_two();
    let log = log(&folder, &requests());
    folder.write("log.jsonl", &log);
    folder.write("same.jsonl", log.lines().next().unwrap());
    folder.write("spoilt.jsonl", format!("{log}{{\n"));
    folder.write("empty.jsonl", "");
    for (args, status) in [
        (vec!["log.jsonl", "next.rolepack"], 0),
        (vec!["log.jsonl", "next.rolepack", "--exit-code"], 1),
        (vec!["log.jsonl", "next.rolepack", "--exit-code", "--json"], 1),
        (vec!["same.jsonl", "next.rolepack", "--exit-code"], 0),
        (vec!["empty.jsonl", "next.rolepack", "--exit-code"], 0),
        (vec!["spoilt.jsonl", "next.rolepack"], 3),
        (vec!["spoilt.jsonl", "next.rolepack", "--exit-code"], 3),
        (vec!["absent.jsonl", "next.rolepack", "--exit-code"], 3),
        (vec!["log.jsonl", "absent.rolepack"], 3),
        (vec!["log.jsonl", "next.rolepack", "--at", "2026-11-22"], 3),
        (vec!["log.jsonl"], 3),
    ] {
        let ran = folder.run(["replay"].into_iter().chain(args.iter().copied()));
        assert_eq!(ran.status, status, "{args:?}: {}", ran.err);
    }
    folder.done(["pack", "acme.json", "-o", "ada.rolepack", "--at", "2026-11-22", "--user", "ada"]);
    let ran = folder.run(["replay", "log.jsonl", "ada.rolepack"]);
    assert_eq!(ran.status, 3);
    assert!(ran.err.contains("`ada.rolepack` is a slice"), "{}", ran.err);
}

#[test]
fn what_is_no_decision_is_told_and_never_passed_over() {
    let folder = Folder::with_acme();
    let whole = json!({
        "organization": "acme", "sequence": 1, "allowed": true, "reason": "granted", "role": "operator", "via": {},
        "request": { "user": "ada", "permission": "createRun" }
    });
    let with = |field: &str, value: Value| {
        let mut record = whole.clone();
        record[field] = value;
        record.to_string()
    };
    let without = |field: &str| {
        let mut record = whole.clone();
        record.as_object_mut().unwrap().remove(field);
        record.to_string()
    };
    for (line, why) in [
        (String::new(), "no decision: EOF while parsing a value"),
        ("nonsense".to_owned(), "no decision: expected ident (column 2)"),
        (whole.to_string().replace('}', ""), "no decision: "),
        (format!("{whole} {{}}"), "no decision: trailing characters"),
        ("[]".to_owned(), "no decision: "),
        (without("organization"), "no decision: missing field `organization`"),
        (without("sequence"), "no decision: missing field `sequence`"),
        (without("request"), "no decision: missing field `request`"),
        (without("role"), "contradicts itself: `role` and `via` say by what"),
        (without("via"), "contradicts itself: `role` and `via` say by what"),
        (with("sequence", json!(-1)), "no decision: invalid value"),
        (with("sequence", json!("1")), "no decision: invalid type"),
        (with("allowed", json!("true")), "no decision: invalid type"),
        (with("allowed", json!(false)), "contradicts itself: not allowed, and the reason is `granted`"),
        (with("reason", json!("not-granted")), "contradicts itself: allowed, and the reason is `not-granted`"),
        (with("reason", json!("because")), "no decision: `because` is no reason of one"),
        (
            whole.to_string().replace("true", "false").replace("granted", "not-granted").replace(r#""via":{},"#, ""),
            "contradicts itself: `role` and `via` say by what",
        ),
        (with("role", json!("x".repeat(513))), "no decision: a name in it is empty, or longer than 512 bytes"),
        (with("via", json!({ "tema": "x" })), "no decision: unknown field `tema`"),
        (with("via", json!({ "identityGroup": { "provider": "okta" } })), "no decision: missing field `group`"),
        (with("level", json!("plant-a")), "no decision: "),
        (
            whole.to_string().replace("\"sequence\"", "\"allowed\":true,\"sequence\""),
            "no decision: duplicate field `allowed`",
        ),
        (with("organization", json!("other")), "a decision of the organisation `other`, and the snapshot is of `acme`"),
        (
            with("request", json!("ada")),
            "contradicts itself: the request is malformed, a request is a string, not an object, and the reason is `granted`",
        ),
        (
            with("request", json!({ "user": "ada" })),
            "contradicts itself: the request is malformed, `permission` is missing",
        ),
        (
            with("request", json!({ "user": "ada", "permission": "createRun", "resource": { "location": "*" } })),
            "contradicts itself: the request is malformed, `*` means something in access levels only",
        ),
    ] {
        folder.write("log.jsonl", format!("{whole}\n{line}\n{whole}\n"));
        let ran = folder.run(["replay", "log.jsonl", "acme.rolepack", "--json"]);
        assert!(ran.err.starts_with(&format!("note: `log.jsonl`, line 2: {why}")), "{line}: {}", ran.err);
        let last: Value = serde_json::from_str(ran.out.lines().last().unwrap()).unwrap();
        assert_eq!((ran.status, &last["notDecisions"], &last["decisions"]), (3, &json!(1), &json!(2)), "{line}");
    }
}

#[test]
fn what_a_guard_tells_of_refusals_is_counted_beside() {
    let folder = Folder::with_acme();
    let decision = log(&folder, &[json!({ "user": "ada", "permission": "updateRun" })]);
    let refusal = json!({
        "time": "2026-11-22T06:00:00.000Z", "method": "POST", "route": "/runs", "mode": "enforce", "status": 403,
        "reason": "not-granted", "message": "the snapshot denies it: not-granted", "user": "ada", "organization": "acme"
    });
    let nobody = json!({
        "time": "2026-11-22T06:00:00.000Z", "method": "POST", "mode": "enforce", "status": 401, "reason": "no-caller", "message": "nobody is signed in"
    });
    let ran = folder.fed(["replay", "-", "acme.rolepack", "--exit-code"], format!("{decision}{refusal}\n{nobody}\n"));
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.ends_with("1 the same\nnot asked again: 2 lines of refusals\n"), "{}", ran.out);
    // A decision that lacks a part is none.
    let mut half = refusal;
    half["allowed"] = false.into();
    let ran = folder.fed(["replay", "-", "acme.rolepack", "--json"], format!("{half}\n"));
    assert_eq!(ran.status, 3);
    assert!(ran.out.contains(r#""refusals":0,"notDecisions":1"#), "{}", ran.out);
}

#[test]
fn what_was_malformed_stays_so() {
    let folder = Folder::with_acme();
    // As a guard writes a place that was not named: JSON says nothing of it.
    let record = |request: Value| json!({ "organization": "acme", "sequence": 1, "allowed": false, "reason": "invalid-request", "request": request });
    let log = format!(
        "{}\n{}\n",
        record(json!({ "user": "ada", "permission": "createRun", "resource": {} })),
        record(json!({ "permission": "createRun" }))
    );
    let ran = folder.fed(["replay", "-", "acme.rolepack", "--exit-code"], log);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.ends_with("2 the same\n"), "{}", ran.out);
}

#[test]
fn whatever_a_log_says_moves_no_cursor() {
    let folder = Folder::with_acme();
    let record = json!({
        "organization": "acme", "sequence": 1, "allowed": true, "reason": "granted", "role": "\u{1b}[2J", "via": {},
        "route": "/\u{202e}", "extra": { "ray": [1, 2] }, "request": { "user": "a\u{202e}da", "permission": "createRun" }
    });
    for args in [vec!["replay", "-", "acme.rolepack"], vec!["replay", "-", "acme.rolepack", "--json"]] {
        let ran = folder.fed(args, format!("{record}\n\u{1b}[31m\n"));
        assert!(
            ran.status == 3 && ran.out.contains("202e") && !ran.out.contains(['\u{1b}', '\u{202e}']),
            "{}",
            ran.out
        );
        assert!(!ran.err.contains('\u{1b}'), "{}", ran.err);
    }
}

#[test]
fn many_groups_and_many_refusals_are_cut_for_people() {
    let folder = Folder::with_acme();
    let lost = |groups: usize| -> String {
        let line = |number: usize| {
            let record = json!({
                "organization": "acme", "sequence": number, "allowed": true, "reason": "granted", "via": {},
                "role": format!("role-{number}"), "request": { "user": "bob", "permission": "createRun" }
            });
            format!("{record}\nx\n")
        };
        (0..groups).map(line).collect()
    };
    let ran = folder.fed(["replay", "-", "acme.rolepack"], lost(60));
    assert!(
        ran.out.starts_with("`acme`: 60 decisions of sequences 0 to 59, asked again of sequence 0: 0 gained, 60 lost")
    );
    assert!(ran.out.ends_with("\n… and 20 decisions more; `--json` has them all\n"), "{}", ran.out);
    assert!(
        ran.err.starts_with("note: standard input, line 2: ") && ran.err.ends_with("note: and 40 such lines more\n")
    );
    // More than are told apart are counted all the same.
    let ran = folder.fed(["replay", "-", "acme.rolepack"], lost(10_500));
    assert!(ran.out.contains("0 gained, 10,500 lost"), "{}", ran.out);
    assert!(ran.out.ends_with("\n… and 10,460 decisions more; `--json` has them all\n"), "{}", ran.out);
}

#[test]
fn it_finds_what_asking_both_finds() {
    let folder = Folder::new();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/acme-rockets");
    folder.done(["pack", sample, "-o", "acme.rolepack", "--at", "2026-11-22", "--sequence", "1"]);
    let mut next: Value = serde_json::from_str(&folder.done(["unpack", "acme.rolepack"])).unwrap();
    for (number, user) in next["users"].as_array_mut().unwrap().iter_mut().enumerate() {
        match number % 5 {
            0 => user["active"] = json!(false),
            1 => user["roles"] = json!(["lead-operator"]),
            2 => user["accessLevels"] = json!([]),
            3 => user["teams"] = json!([]),
            _ => {}
        }
    }
    folder.write("next.json", next.to_string());
    folder.done(["pack", "next.json", "-o", "next.rolepack", "--at", "2026-11-22", "--sequence", "2"]);
    let users: Vec<&str> = next["users"].as_array().unwrap().iter().map(|user| user["id"].as_str().unwrap()).collect();
    let mut requests = Vec::new();
    for user in users.iter().chain(&["nobody@acme.example"]) {
        for permission in ["createRun", "updateRunStep", "createIssue", "updateIssue", "no-such"] {
            requests.push(json!({ "user": user, "permission": permission }));
            requests.push(json!({ "user": user, "permission": permission, "resource": { "location": "A" } }));
            requests.push(json!({ "user": user, "permission": permission, "accessMethod": "slideIn" }));
        }
    }
    folder.write("log.jsonl", log(&folder, &requests));
    let lines: String = requests.iter().map(|request| format!("{request}\n")).collect();
    let answers = |snapshot: &str| -> Vec<Value> {
        let ran = folder.fed(["check", snapshot, "--requests", "-"], lines.as_str());
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let picked = |decision: &Value| ["reason", "role", "via", "level"].map(|field| decision[field].clone());
    let expected: Vec<(u64, &str)> = (1..)
        .zip(answers("acme.rolepack").iter().zip(&answers("next.rolepack")))
        .filter(|(_, (before, after))| picked(before) != picked(after))
        .map(|(line, (before, after))| match (before["allowed"] == true, after["allowed"] == true) {
            (false, true) => (line, "gained"),
            (true, false) => (line, "lost"),
            (false, false) => (line, "other-reason"),
            (true, true) => (line, "other-path"),
        })
        .collect();
    let told: Vec<Value> = folder
        .done(["replay", "log.jsonl", "next.rolepack", "--json"])
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let found: Vec<(u64, &str)> =
        told.iter().filter_map(|line| Some((line["line"].as_u64()?, line["change"].as_str()?))).collect();
    assert_eq!(found, expected);
    for kind in ["gained", "lost", "other-reason", "other-path"] {
        assert!(expected.iter().any(|(_, found)| *found == kind), "none is {kind}");
    }
}
