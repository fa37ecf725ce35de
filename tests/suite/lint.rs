//! Findings: each in an example, none where all is well, each with its place.

use rolepack::lint::{CODES, Level, Levels, Options, Report, lint, lint_snapshot};
use rolepack::source::parse_time;
use rolepack::{Access, LoadOptions, Model, pack, source};
use std::collections::BTreeSet;
use std::path::Path;

/// An organisation in which there is nothing to find.
const CLEAN: &str = "\
organization: { id: acme }
permissions: [{ key: createRun }, { key: closeRun }, { key: tax, rights: [list, add] }]
roles:
  - { id: operator, permissions: [createRun] }
  - { id: lead, permissions: [closeRun, { permission: tax, rights: [list] }] }
teams:
  - { id: line-1, roles: [{ role: operator, within: plant-a }] }
users:
  - { id: ada, email: ada@acme.example, teams: [line-1] }
  - { id: bob, roles: [lead] }
  - { id: cleo, active: false }
groupMappings:
  - { provider: okta, group: leads, roles: [lead] }
accessLevels:
  - { company: ACME, key: plant-a, description: A, locations: [A] }
";

fn options<'a>() -> Options<'a> {
    Options { at: parse_time("2026-11-22").unwrap(), ending_within: 30 * 24 * 60 * 60 * 1000, previous: None }
}

fn linted(text: &str) -> Report {
    let source = source::parse("acme.yaml", text).unwrap_or_else(|problems| panic!("{problems}"));
    lint(source, &options()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Code, line and message of each.
fn told(report: &Report) -> Vec<(&str, usize, &str)> {
    let line = |problem: &source::Problem| problem.place.range.map_or(0, |range| range.line);
    report.findings.iter().map(|one| (one.problem.code, line(&one.problem), one.problem.message.as_str())).collect()
}

#[test]
fn nothing_is_found_where_all_is_well() {
    assert_eq!(told(&linted(CLEAN)), []);
}

#[test]
fn each_code_is_found_where_it_stands() {
    let cases: &[(&[(&str, &str)], &[(&str, usize, &str)])] = &[
        (
            &[
                ("roles: [lead] }\n  - { id: cleo", "teams: [line-1] }\n  - { id: cleo"),
                ("roles: [lead] }\naccess", "roles: [operator] }\naccess"),
            ],
            &[("unheld-role", 5, "nobody holds the role `lead`")],
        ),
        // Who is inactive holds nothing.
        (
            &[
                ("id: bob, roles", "id: bob, active: false, roles"),
                ("group: leads, roles: [lead]", "group: leads, teams: [line-1]"),
            ],
            &[("unheld-role", 5, "nobody holds the role `lead`")],
        ),
        (
            &[("permissions: [closeRun, { permission: tax, rights: [list] }]", "permissions: []")],
            &[
                ("ungranted-permission", 2, "no role grants the permission `closeRun`"),
                ("ungranted-permission", 2, "no role grants the permission `tax`"),
                ("empty-role", 5, "the role `lead` grants nothing"),
                (
                    "user-without-access",
                    10,
                    "user `bob` is active and allowed nothing, unless a group that they present gives something",
                ),
            ],
        ),
        (
            &[("permissions: [createRun] }", "permissions: [closeRun, { permission: tax, rights: [list] }] }")],
            &[
                ("ungranted-permission", 2, "no role grants the permission `createRun`"),
                ("equal-role", 5, "the role `lead` grants the same as `operator`"),
            ],
        ),
        (
            &[("permissions: [closeRun, {", "permissions: [createRun, closeRun, {")],
            &[("contained-role", 4, "`lead` grants all that the role `operator` does")],
        ),
        // One that counts for less is contained, one that counts for more is not.
        (
            &[
                ("permissions: [closeRun, {", "permissions: [createRun, closeRun, {"),
                ("id: lead,", "id: lead, applyTo: login,"),
            ],
            &[],
        ),
        // A system role is meant to hold what others hold.
        (
            &[
                ("permissions: [closeRun, {", "permissions: [createRun, closeRun, {"),
                ("id: lead,", "id: lead, system: true,"),
            ],
            &[],
        ),
        (
            &[("id: ada, email: ada@acme.example, teams: [line-1]", "id: ada, roles: [operator]")],
            &[("empty-team", 7, "nobody is in the team `line-1`, and no group mapping gives it")],
        ),
        (
            &[
                ("id: ada, email", "id: ada, active: false, email"),
                ("id: bob, roles: [lead]", "id: bob, roles: [lead, operator]"),
            ],
            &[("empty-team", 7, "only inactive users are in the team `line-1`, and no group mapping gives it")],
        ),
        (
            &[
                (
                    "[{ role: operator, within: plant-a }] }\n",
                    "[{ role: operator, within: plant-a }] }\n  - { id: club }\n",
                ),
                ("teams: [line-1]", "teams: [line-1, club]"),
            ],
            &[("team-without-roles", 8, "the team `club` has no roles, so that being in it gives nothing")],
        ),
        (
            &[("{ id: cleo, active: false }", "{ id: cleo }")],
            &[(
                "user-without-access",
                11,
                "user `cleo` is active and allowed nothing, unless a group that they present gives something",
            )],
        ),
        (
            &[
                ("id: bob, roles: [lead]", "id: bob, roles: [lead], teams: [line-1]"),
                ("[{ role: operator, within: plant-a }]", "[lead, { role: operator, within: plant-a }]"),
            ],
            &[("redundant-role", 10, "user `bob` holds the role `lead` directly and through the team `line-1`")],
        ),
        (
            &[("key: plant-a,", "key: plant-a, employee: gone,")],
            &[(
                "removed-user",
                15,
                "the access level `ACME/plant-a` names the employee `gone`, who is no user: one who was removed is still allowed what presented groups give",
            )],
        ),
        (&[("key: plant-a,", "key: plant-a, employee: gone,"), ("id: acme", "id: acme, unknownUsers: deny")], &[]),
        (
            &[("key: plant-a,", "key: plant-a, isActive: false,")],
            &[
                (
                    "inactive-level",
                    7,
                    "team `line-1` holds the role `operator` within `ACME/plant-a`, which is inactive: it gives nothing",
                ),
                (
                    "user-without-access",
                    9,
                    "user `ada` is active and allowed nothing, unless a group that they present gives something",
                ),
            ],
        ),
        (
            &[(
                "description: A, locations: [A] }\n",
                "description: A, locations: [A] }\n  - { company: ACME, key: b, description: B }\n",
            )],
            &[("unused-level", 16, "nobody has the access level `ACME/b`, and no role is held within it")],
        ),
        (&[("id: bob,", "id: ADA,")], &[("similar-ids", 10, "the users `ADA` and `ada` differ in case only")]),
        (
            &[("id: bob,", "id: bob, email: Ada@acme.example,")],
            &[("similar-ids", 10, "the users `ada@acme.example` and `Ada@acme.example` differ in case only")],
        ),
        (
            &[
                ("id: lead,", "id: Operator,"),
                ("roles: [lead] }\n  - { id: cleo", "roles: [Operator] }\n  - { id: cleo"),
                ("roles: [lead] }\naccess", "roles: [Operator] }\naccess"),
            ],
            &[("similar-ids", 5, "the roles `Operator` and `operator` differ in case only")],
        ),
        (
            &[("id: bob,", "id: zoe\u{301},"), ("{ id: cleo", "{ id: zo\u{e9}")],
            &[("similar-ids", 11, "the users `zoe\u{301}` and `zo\u{e9}` differ in Unicode form only")],
        ),
        (
            &[("roles: [lead] }\n  - { id: cleo", "roles: [{ role: lead, until: 2026-12-01 }] }\n  - { id: cleo")],
            &[("ending-assignment", 10, "user `bob` holds the role `lead` until 2026-12-01T00:00:00Z only")],
        ),
        (&[("roles: [lead] }\n  - { id: cleo", "roles: [{ role: lead, until: 2027-12-01 }] }\n  - { id: cleo")], &[]),
        (
            &[(
                "roles: [lead] }\n  - { id: cleo",
                "roles: [operator, { role: lead, until: 2026-11-22 }] }\n  - { id: cleo",
            )],
            &[("ended-assignment", 10, "user `bob` held the role `lead` until 2026-11-22T00:00:00Z")],
        ),
    ];
    let mut codes = BTreeSet::new();
    for (replace, expected) in cases {
        let text = replace.iter().fold(CLEAN.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        });
        let report = linted(&text);
        assert_eq!(told(&report), *expected, "{text}");
        assert!(report.findings.iter().all(|one| one.problem.help.is_some()));
        codes.extend(expected.iter().map(|(code, ..)| *code));
    }
    assert_eq!(codes, CODES.iter().map(|code| code.code).collect(), "each code has an example");
}

#[test]
fn whoever_was_removed_is_told_of_beside_the_snapshot_before() {
    let load = |text: &str| {
        let model = Model::try_from(source::parse("acme.yaml", text).unwrap()).unwrap();
        Access::load(pack(&model, &pack::Options::default()).unwrap(), &LoadOptions::default()).unwrap()
    };
    let previous = load(CLEAN);
    let look = |text: &str| {
        let options = Options { previous: Some(&previous), ..options() };
        lint(source::parse("acme.yaml", text).unwrap(), &options).unwrap()
    };
    let without = CLEAN.replace("  - { id: cleo, active: false }\n", "");
    assert_eq!(
        told(&look(&without)),
        [("removed-user", 0, "user `cleo` was removed, and is still allowed what presented groups give")]
    );
    assert_eq!(told(&look(&without.replace("id: acme", "id: acme, unknownUsers: deny"))), []);
    assert_eq!(told(&look(CLEAN)), []);
}

/// What a catalogue holds cannot be mended: of it only what no role grants is told, in one place.
#[test]
fn catalogues_are_passed_over() {
    let report = linted("organization: { id: acme }\ncatalogues: ['ion@1']\nusers: [{ id: ada, roles: [operator] }]\n");
    let codes: Vec<&str> = told(&report).into_iter().map(|(code, ..)| code).collect();
    assert!(codes.iter().all(|code| *code == "ungranted-permission") && codes.len() <= 1, "{report}");
}

#[test]
fn users_in_rows_have_places_too() {
    let files = [
        ("acme.yaml".to_owned(), CLEAN.replace("  - { id: cleo, active: false }\n", "")),
        ("users.csv".to_owned(), "id,roles\nzed,lead\nidle,\n".to_owned()),
        ("users.jsonl".to_owned(), "{\"id\":\"Zed\",\"roles\":[\"lead\"]}\n".to_owned()),
    ];
    let report = lint(source::parse_files(files).unwrap(), &options()).unwrap();
    let places: Vec<(&str, &str, usize)> = report
        .findings
        .iter()
        .map(|one| {
            (one.problem.code, one.problem.place.file.as_deref().unwrap(), one.problem.place.range.unwrap().line)
        })
        .collect();
    assert_eq!(places, [("user-without-access", "users.csv", 3), ("similar-ids", "users.jsonl", 1)], "{report}");
}

#[test]
fn a_snapshot_is_looked_through_as_far_as_it_tells() {
    let text = CLEAN.replace(
        "{ id: cleo, active: false }",
        "{ id: cleo, roles: [{ role: lead, until: 2026-12-01 }] }\n  - { id: idle }",
    );
    let model = Model::try_from(source::parse("acme.yaml", &text).unwrap()).unwrap();
    let bytes = pack(&model, &pack::Options { at: Some(options().at), ..pack::Options::default() }).unwrap();
    let access = Access::load(bytes, &LoadOptions::default()).unwrap();
    let report = lint_snapshot(&access, &options()).unwrap();
    assert_eq!(told(&report).len(), 1, "{report}");
    assert_eq!(report.findings[0].problem.place.path.as_deref(), Some("users[3].id"));
}

#[test]
fn levels_of_a_code_count_more_than_those_of_all() {
    let text = CLEAN.replace("{ id: cleo, active: false }", "{ id: cleo }").replace("id: bob,", "id: ADA,");
    let mut levels = Levels::default();
    assert!(
        levels.set("all", Level::Deny)
            && levels.set("similar-ids", Level::Allow)
            && !levels.set("similar", Level::Deny)
    );
    let report = linted(&text).leveled(&levels);
    assert_eq!((report.count(), report.denied(&levels)), (1, 1));
    assert_eq!((report.findings[0].level, report.findings[0].problem.code), (Level::Deny, "user-without-access"));
    assert!(report.to_string().starts_with("error[user-without-access]: user `cleo`"), "{report}");
    assert!(linted(&text).to_string().contains("warning[similar-ids]"));
}

#[test]
fn many_of_one_kind_do_not_hide_the_rest() {
    let users: String = (0..500).map(|user| format!("  - {{ id: idle{user} }}\n")).collect();
    let text = CLEAN
        .replace("groupMappings:", &format!("{users}groupMappings:"))
        .replace("key: plant-a,", "key: plant-a, employee: gone,");
    let report = linted(&text);
    assert_eq!(report.count(), 501);
    let shown = report.to_string();
    assert!(
        shown.contains("… and 492 more of user-without-access") && shown.contains("warning[removed-user]"),
        "{shown}"
    );
    assert_eq!(shown.matches("warning[user-without-access]").count(), 8);
}

/// What would be found in the sample organisation is meant, and said in its README.
#[test]
fn the_sample_has_what_it_says() {
    let source = source::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/acme-rockets")).unwrap();
    let report = lint(source, &options()).unwrap();
    let of = |code: &str| -> Vec<&str> {
        report.findings.iter().filter(|one| one.problem.code == code).map(|one| one.problem.message.as_str()).collect()
    };
    // Dmitri's contract has ended, Theo has not begun; what Nils holds reaches nothing.
    let about = [("user-without-access", "dmitri"), ("user-without-access", "theo"), ("inactive-level", "nils")];
    for (code, user) in about {
        assert!(of(code).iter().any(|message| message.contains(&format!("`{user}@acme.example`"))), "{report}");
    }
    assert_eq!((of("user-without-access").len(), of("inactive-level").len()), (2, 1), "{report}");
    assert_eq!(of("similar-ids"), [""; 0]);
    assert_eq!(of("empty-team"), [""; 0]);
}
