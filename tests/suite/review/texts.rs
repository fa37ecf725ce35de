use super::*;

/// Revokes what is said to be, and gives the one text that changes.
fn after(name: &str, users: &str, revoke: impl Fn(&str, &str, &str, &str) -> bool) -> String {
    let rest = "organization: { id: acme }\nroles: [{ id: a }, { id: b }, { id: c, name: \"[\" }]\nteams: [{ id: t, roles: [a] }]\n\
                accessLevels: [{ company: X, key: k, description: K }]";
    let files = || [("rest.yaml".to_owned(), rest.to_owned()), (name.to_owned(), users.to_owned())];
    let source = parse_files(files()).unwrap_or_else(|problems| panic!("{problems}"));
    let csv = decided(&review(&source, By::Role).to_csv(), revoke);
    let applied = applied(&csv, &source).unwrap_or_else(|problems| panic!("{problems}\n{users}"));
    assert_eq!(applied.files.len(), 1);
    text(&applied, name)
}

#[test]
fn json_in_any_layout() {
    let a = |_: &str, role: &str, _: &str, _: &str| role == "a";
    let text = "{ \"users\": [\n\t{ \"id\": \"u\", \"roles\": [ \"a\" ,\n\t\t\"b\", {\"role\":\"a\",\"within\":\"k\"} ], \"name\": \"[\\\"a\\\"]\" },\n\t{\"id\":\"v\",\"roles\":[\"a\"],\"teams\":[\"t\"]}] }\n";
    assert_eq!(
        after("users.json", text, a),
        "{ \"users\": [\n\t{ \"id\": \"u\", \"roles\": [ \"b\" ], \"name\": \"[\\\"a\\\"]\" },\n\t{\"id\":\"v\",\"roles\":[],\"teams\":[]}] }\n"
    );
    let escaped = "{ \"users\": [{ \"id\": \"\\u0075\", \"r\\u006fles\": [\"b\", \"c\", \"a\"] }] }";
    assert_eq!(
        after("users.json", escaped, a),
        "{ \"users\": [{ \"id\": \"\\u0075\", \"r\\u006fles\": [\"b\", \"c\"] }] }"
    );
}

#[test]
fn yaml_in_any_layout() {
    let a = |_: &str, role: &str, _: &str, _: &str| role == "a";
    let b = |_: &str, role: &str, _: &str, _: &str| role != "a";
    let lists = "users:\r\n- id: zoë\r\n  roles:\r\n  - b # stays\r\n  - { role: a, within: k } # goes\r\n  # about c\r\n  - c\r\n  name: Zoë\r\n";
    assert_eq!(after("users.yaml", lists, a), lists.replace("  - { role: a, within: k } # goes\r\n", ""));
    assert_eq!(
        after("users.yaml", lists, b),
        "users:\r\n- id: zoë\r\n  roles:\r\n  - { role: a, within: k } # goes\r\n  # about c\r\n  name: Zoë\r\n"
    );
    let objects = "users:\n  - roles:\n      - role: a\n        within:\n          company: X\n          key: k\n      -   role: b\n    id: u\n";
    assert_eq!(after("users.yaml", objects, a), "users:\n  - roles:\n      -   role: b\n    id: u\n");
    assert_eq!(
        after("users.yaml", objects, b),
        "users:\n  - roles:\n      - role: a\n        within:\n          company: X\n          key: k\n    id: u\n"
    );
    let alone = "users:\n  - id: u\n    roles:   # what u does\n      - a\n      - role: a\n        within: k   # there\n    name: U";
    assert_eq!(after("users.yaml", alone, a), "users:\n  - id: u\n    roles: []   # there\n    name: U");
    let closed = "users:\n  - id: u\n    roles:\n      - { role: a,\n          within: k\n        }\n      - b\n";
    assert_eq!(after("users.yaml", closed, a), "users:\n  - id: u\n    roles:\n      - b\n");
    let flow = "users: [{ id: u, 'roles': [\n  a, # first\n  b,\n  \"c\",\n] }]";
    assert_eq!(after("users.yaml", flow, a), "users: [{ id: u, 'roles': [\n  b,\n  \"c\",\n] }]");
    assert_eq!(after("users.yaml", flow, b), "users: [{ id: u, 'roles': [\n  a,\n] }]");
    assert_eq!(
        after("users.yaml", "users:\n  - id: u\n    roles: [b]\n    teams:\n      - t", |_, _, team, _| team == "t"),
        "users:\n  - id: u\n    roles: [b]\n    teams: []"
    );
}

#[test]
fn users_in_rows() {
    let a = |_: &str, role: &str, _: &str, _: &str| role == "a";
    let csv = "\u{feff}id,roles,name\r\nu,a;b;a@X/k,\"U \"\"the first\"\"\"\r\nv,\"a\",\r\nw,c,W\r\n";
    assert_eq!(after("users.csv", csv, a), "\u{feff}id,roles,name\r\nu,b,\"U \"\"the first\"\"\"\r\nv,,\r\nw,c,W\r\n");
    let lines = "{\"id\":\"u\",\"roles\":[\"a\",\"b\"]}\n\n{ \"roles\": [{\"role\":\"a\"}], \"id\": \"v\" }\r\n";
    assert_eq!(
        after("users.jsonl", lines, a),
        "{\"id\":\"u\",\"roles\":[\"b\"]}\n\n{ \"roles\": [], \"id\": \"v\" }\r\n"
    );
}

#[test]
fn any_choice_of_the_sample_can_be_revoked() {
    let source = rolepack::source::read(std::path::Path::new("examples/acme-rockets")).unwrap();
    let mut random = fastrand::Rng::with_seed(11);
    let csv = review(&source, By::Team).to_csv();
    for _ in 0..20 {
        let seed = random.u64(..);
        // A team's roles go together.
        let choose = |user: &str, role: &str, team: &str, _: &str| {
            let what = if team.is_empty() { role } else { team };
            user.bytes()
                .chain(what.bytes())
                .fold(seed, |hash, byte| hash.rotate_left(5) ^ u64::from(byte).wrapping_mul(0x9e37_79b9))
                % 3
                == 0
        };
        let csv = decided(&csv, choose);
        let applied = applied(&csv, &source).unwrap_or_else(|problems| panic!("{problems}"));
        assert!(applied.evidence.revoked > 10 && applied.evidence.not_reviewed.is_empty());
    }
}
