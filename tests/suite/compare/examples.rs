//! What a comparison tells of small organisations: one change, and what comes of it.

use super::compared;
use rolepack::compare::{Change, CompareError, Comparison, Setting, Who, compare};
use rolepack::pack::Options;
use rolepack::{Access, Level, LoadOptions, Model, Request, pack, source};

const ACME: &str = "
organization: { id: acme }
permissions: [{ key: createRun, permissionGroup: runs }, { key: closeRun, permissionGroup: runs }, { key: tax, rights: [list, add] }]
roles:
  - { id: operator, permissions: [createRun] }
  - { id: buyer, permissions: [{ permission: tax, rights: [list] }], applyTo: login }
teams: [{ id: line-1, roles: [{ role: operator, within: plant-a }] }]
users:
  - { id: ada, teams: [line-1] }
  - { id: bob, roles: [operator], accessLevels: [plant-a] }
  - { id: cleo, active: false, roles: [buyer] }
  - { id: dan, roles: [buyer] }
groupMappings: [{ provider: okta, group: ops, roles: [operator] }]
accessLevels:
  - { company: ACME, key: plant-a, description: A, locations: [A] }
  - { company: ACME, key: plant-b, description: B, locations: [B] }
";

pub fn load(text: &str) -> Access {
    let source = source::parse("acme.yaml", text).unwrap_or_else(|problems| panic!("{problems}"));
    let model = Model::try_from(source).unwrap_or_else(|problems| panic!("{problems}"));
    Access::load(pack(&model, &Options::default()).unwrap(), &LoadOptions::default()).unwrap()
}

/// Replaces texts, and tells what comes of it: who, gained or lost, what of which, where, why.
fn told(replace: &[(&str, &str)]) -> Vec<String> {
    let (old, new) = (load(ACME), load(&replaced(replace)));
    lines(&compared(&old, &new))
}

fn replaced(replace: &[(&str, &str)]) -> String {
    replace.iter().fold(ACME.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

pub fn lines(comparison: &Comparison<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for effect in &comparison.effects {
        let who = match &effect.who {
            Who::Users(users) => users.join(" "),
            Who::IdentityGroup { provider, group } => format!("{provider}:{group}"),
            Who::UnknownUsers(_) => "unknown users".to_owned(),
            Who::UnknownUser(id) => format!("unknown {id}"),
        };
        for (sign, changes) in [('+', &effect.gained), ('-', &effect.lost)] {
            for change in changes {
                let grants: Vec<String> = change
                    .grants
                    .iter()
                    .map(|grant| {
                        grant.right.map_or(grant.permission.to_owned(), |right| format!("{}/{right}", grant.permission))
                    })
                    .collect();
                let what = if grants.is_empty() { "groups".to_owned() } else { grants.join(" ") };
                let mut at: Vec<String> = change.levels.iter().map(|level| level.key.to_owned()).collect();
                at.extend(change.everywhere.then(|| "everywhere".to_owned()));
                at.extend(change.own_levels.then(|| "own levels".to_owned()));
                let how = if change.wholly { "" } else { " more" };
                let because: Vec<String> = change
                    .because
                    .iter()
                    .map(|one| format!("{}{:?}", if one.added { '+' } else { '-' }, one.change))
                    .collect();
                let because = because.join(" ").replace("Level { company: \"ACME\", key: ", "{");
                lines.push(format!(
                    "{who} {sign}{what}{how} [{}] {} {because}",
                    at.join(" "),
                    change.access_methods.join(" ")
                ));
            }
        }
    }
    lines
}

#[test]
fn each_change_is_told_with_what_comes_of_it() {
    let cases: &[(&[(&str, &str)], &[&str])] = &[
        (&[], &[]),
        (
            &[("operator, permissions: [createRun]", "operator, permissions: [createRun, closeRun]")],
            &[
                r#"ada bob +closeRun [plant-a] login slideIn +RoleGrants { role: "operator" }"#,
                r#"okta:ops +closeRun [own levels] login slideIn +RoleGrants { role: "operator" }"#,
            ],
        ),
        // A new grant through a permission group is one of the role's too.
        (
            &[("operator, permissions: [createRun]", "operator, permissionGroups: [runs]")],
            &[
                r#"ada bob +closeRun [plant-a] login slideIn +RoleGrants { role: "operator" }"#,
                r#"okta:ops +closeRun [own levels] login slideIn +RoleGrants { role: "operator" }"#,
            ],
        ),
        (
            &[("ada, teams: [line-1]", "ada, teams: []")],
            &[r#"ada -createRun [plant-a] login slideIn -Team { team: "line-1" }"#],
        ),
        (
            &[("dan, roles: [buyer]", "dan, roles: [buyer], teams: [line-1]")],
            &[r#"dan +createRun [plant-a] login slideIn +Team { team: "line-1" }"#],
        ),
        (
            &[("[{ role: operator, within: plant-a }]", "[{ role: operator, within: plant-b }]")],
            &[
                r#"ada +createRun more [plant-b] login slideIn +TeamRole { team: "line-1", role: "operator", within: Some({"plant-b" }) }"#,
                r#"ada -createRun more [plant-a] login slideIn -TeamRole { team: "line-1", role: "operator", within: Some({"plant-a" }) }"#,
            ],
        ),
        (
            &[("active: false, ", "")],
            &[r#"cleo +tax/list [] login +Active"#, r#"cleo +groups [] login slideIn +Active"#],
        ),
        (
            &[("applyTo: login", "applyTo: loginAndSlideIn")],
            &[r#"dan +tax/list [] slideIn +RoleAccessMethod { role: "buyer", access_method: "slideIn" }"#],
        ),
        (
            &[("key: plant-a, description: A, locations: [A]", "key: plant-a, description: A, locations: [A, C]")],
            &[
                r#"ada +createRun more [plant-a] login slideIn +LevelCovers { level: {"plant-a" } }"#,
                r#"bob +createRun more [plant-a] login slideIn +LevelCovers { level: {"plant-a" } }"#,
                r#"bob +groups more [plant-a] login slideIn +LevelCovers { level: {"plant-a" } }"#,
            ],
        ),
        // What another level covers already is no gain.
        (&[("accessLevels: [plant-a] }", "accessLevels: [plant-a], teams: [line-1] }")], &[]),
        (
            &[("roles: [operator] }]", "roles: [operator, buyer] }]")],
            &[r#"okta:ops +tax/list [own levels] login +Role { role: "buyer", within: None }"#],
        ),
        (&[("\n  - { id: dan, roles: [buyer] }", "")], &[r#"dan -tax/list [] login -There"#]),
        (
            &[("organization: { id: acme }", "organization: { id: acme, unknownUsers: deny }")],
            &[r#"unknown users -groups [] login slideIn -UnknownUsers"#],
        ),
        (
            &[("description: B, ", "description: B, isDefault: true, ")],
            &[
                // Whoever has no level of their own.
                r#"ada +groups more [plant-b] login slideIn +DefaultLevel { level: {"plant-b" } }"#,
                r#"dan +tax/list more [plant-b] login +DefaultLevel { level: {"plant-b" } }"#,
                r#"dan +groups more [plant-b] login slideIn +DefaultLevel { level: {"plant-b" } }"#,
                r#"unknown users +groups more [plant-b] login slideIn +DefaultLevel { level: {"plant-b" } }"#,
            ],
        ),
    ];
    for (replace, expected) in cases {
        assert_eq!(told(replace), *expected, "{replace:?}");
    }
}

#[test]
fn scoping_switched_off_comes_first() {
    let levels = ACME.find("accessLevels:\n").unwrap();
    let text = ACME[..levels]
        .replace("{ role: operator, within: plant-a }", "operator")
        .replace(", accessLevels: [plant-a]", "");
    let (old, new) = (load(ACME), load(&text));
    let comparison = compared(&old, &new);
    assert_eq!(comparison.settings, [Setting::Scoping { on: false }]);
    let told = lines(&comparison);
    assert!(told.contains(&"bob +createRun more [everywhere] login slideIn -Scoping".to_owned()), "{told:#?}");
    assert_eq!(comparison.changes[0].because.change, Change::Scoping);
    assert_eq!((comparison.users.all, comparison.users.gaining, comparison.users.losing), (4, 3, 0));
}

/// Rule 6: one who was removed is unknown, and allowed what groups give within the default levels.
#[test]
fn whoever_was_removed_may_gain_by_it() {
    let default = replaced(&[("description: B, ", "description: B, isDefault: true, ")]);
    let (old, new) =
        (load(&default), load(&default.replace("  - { id: bob, roles: [operator], accessLevels: [plant-a] }\n", "")));
    assert_eq!(
        lines(&compared(&old, &new)),
        [
            "bob +groups more [plant-b] login slideIn -There",
            "bob -createRun [plant-a] login slideIn -There",
            "bob -groups more [plant-a] login slideIn -There",
        ]
    );
    assert!(lines(&compared(&new, &old)).iter().all(|line| line.ends_with("+There")));
}

#[test]
fn what_is_otherwise_and_gives_nothing_is_told_apart() {
    let (old, new) =
        (load(ACME), load(&replaced(&[("accessLevels: [plant-a] }", "accessLevels: [plant-a], teams: [line-1] }")])));
    let comparison = compared(&old, &new);
    assert!(comparison.effects.is_empty() && !comparison.is_empty());
    let [unaffected] = comparison.unaffected.as_slice() else { panic!("{comparison:?}") };
    assert_eq!(unaffected.users, ["bob"]);
    assert_eq!(unaffected.because[0].change, Change::Team { team: "line-1" });
}

#[test]
fn the_structure_is_told_whatever_comes_of_it() {
    let (old, new) = (
        load(ACME),
        load(&replaced(&[
            ("{ id: buyer, permissions", "{ id: clerk, permissions"),
            ("cleo, active: false, roles: [buyer]", "cleo, roles: [clerk]"),
            ("dan, roles: [buyer]", "eve, roles: [clerk]"),
            (
                "key: plant-b, description: B, locations: [B]",
                "key: plant-b, description: B, locations: ['*'], isActive: false",
            ),
            (
                "groupMappings: [{ provider: okta, group: ops, roles: [operator] }]",
                "groupMappings: [{ provider: okta, group: ops, teams: [line-1] }]",
            ),
        ])),
    );
    let structure = compared(&old, &new).structure;
    assert_eq!((structure.roles.added, structure.roles.removed), (vec!["clerk"], vec!["buyer"]));
    assert_eq!((structure.users.added, structure.users.removed), (vec!["eve"], vec!["dan"]));
    assert!(structure.users.changed[0].active && structure.users.changed[0].user == "cleo");
    let [level] = structure.access_levels.changed.as_slice() else { panic!() };
    assert_eq!((level.level, level.active), (Level { company: "ACME", key: "plant-b" }, Some(false)));
    assert_eq!((&level.values[0].gained, &level.values[0].lost), (&vec!["*"], &vec!["B"]));
    let [mapping] = structure.group_mappings.changed.as_slice() else { panic!() };
    assert_eq!((mapping.lost[0].role, mapping.teams_gained.as_slice()), ("operator", ["line-1"].as_slice()));
}

#[test]
fn only_what_can_be_compared_is() {
    let (one, other) = (load(ACME), load(&ACME.replace("id: acme", "id: other")));
    assert_eq!(compare(&one, &other).unwrap_err(), CompareError::OtherOrganization);
    let shard = |from: &str, to: &str| Access::load(one.shard(from, to).unwrap(), &LoadOptions::default()).unwrap();
    let (some, others) = (shard("a", "c"), shard("c", ""));
    assert_eq!(compare(&one, &some).unwrap_err(), CompareError::OtherPart);
    assert_eq!(compare(&some, &others).unwrap_err(), CompareError::OtherPart);
    assert!(compare(&some, &shard("a", "c")).unwrap().is_empty());
    let slice = one.slice(&Request::new("ada", ""), rolepack::access::SliceOptions::default()).unwrap();
    let slice = Access::load(slice, &LoadOptions { slice: true, ..LoadOptions::default() }).unwrap();
    assert_eq!(compare(&slice, &slice).unwrap_err(), CompareError::OtherPart);
}

/// Each has teams and levels of their own, and half of them changed: to compare everybody with everybody would be seen to hang.
#[test]
fn twenty_thousand_users_are_compared_by_what_they_have_in_common() {
    let (old, new) = (many(0), many(1));
    let comparison = compared(&old, &new);
    assert_eq!(comparison.users.all, USERS);
    assert!(comparison.users.gaining > USERS / 3, "{:?}", comparison.users);
}

const USERS: usize = 20_000;

fn many(shift: usize) -> Access {
    let mut text = String::from("organization: { id: acme }\npermissions:\n");
    (0..500).for_each(|permission| text += &format!("- {{ key: p{permission} }}\n"));
    text += "roles:\n";
    for role in 0..40 {
        let held: Vec<String> = (0..60).map(|place| format!("p{}", (role * 12 + place) % 500)).collect();
        text += &format!("- {{ id: r{role}, permissions: [{}] }}\n", held.join(", "));
    }
    text += "teams:\n";
    for team in 0..200 {
        let (alone, within, level) = (team % 40, (team + 7) % 40, team % 100);
        text += &format!("- {{ id: t{team}, roles: [r{alone}, {{ role: r{within}, within: l{level} }}] }}\n");
    }
    text += "accessLevels:\n";
    for level in 0..100 {
        let next = level + 1;
        text += &format!("- {{ company: ACME, key: l{level}, description: x, locations: [L{level}, L{next}] }}\n");
    }
    let mut users = String::from("id,teams,roles,accessLevels\n");
    for user in 0..USERS {
        let other = if user % 2 == 0 { user } else { user + shift };
        let (team, another, role) = (user % 100, 100 + other % 99, other % 37);
        let (level, further) = (other % 50, 50 + other / 100 % 47);
        users += &format!("u{user},t{team};t{another},r{role},l{level};l{further}\n");
    }
    let source = source::parse_files([("acme.yaml".to_owned(), text), ("users.csv".to_owned(), users)]);
    let model = Model::try_from(source.unwrap_or_else(|problems| panic!("{problems}"))).unwrap();
    Access::load(pack(&model, &Options::default()).unwrap(), &LoadOptions::default()).unwrap()
}
