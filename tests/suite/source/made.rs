//! Documents made by programs, without a file.

use rolepack::source::{
    AccessLevel, Document, GroupMapping, LevelKeys, Permission, PermissionRights, Problems, Role, RoleAssignment, Team,
    User, parse,
};
use rolepack::{Access, LoadOptions, Model, Request, pack};

fn acme() -> Document {
    let rights = |rights: &[&str]| rights.iter().map(ToString::to_string).collect();
    let within = |level: LevelKeys| RoleAssignment { within: Some(level.into()), ..RoleAssignment::new("operator") };
    Document {
        dimensions: vec!["owner".into()],
        permissions: vec![
            Permission::new("createRun"),
            Permission { rights: rights(&["list", "add"]), ..Permission::new("tax") },
        ],
        roles: vec![
            Role { permissions: vec!["createRun".into()], ..Role::new("operator") },
            Role { permissions: vec![PermissionRights::new("tax", ["list"]).into()], ..Role::new("clerk") },
        ],
        teams: vec![Team { roles: vec![within(LevelKeys::new("ACME", "plant-a")).into()], ..Team::new("line-1") }],
        users: vec![
            User { teams: vec!["line-1".into()], ..User::new("ada") },
            User {
                roles: vec![String::from("clerk").into()],
                access_levels: vec!["ACME/plant-a".into()],
                ..User::new("ben")
            },
        ],
        group_mappings: vec![GroupMapping { roles: vec!["clerk".into()], ..GroupMapping::new("okta", "Finance") }],
        access_levels: vec![AccessLevel {
            locations: vec!["A".into()],
            ..AccessLevel::new("ACME", "plant-a", "Plant A")
        }],
        ..Document::new("acme")
    }
}

#[test]
fn structs_are_packed_as_the_same_text_is() {
    let text = r#"
organization: { id: acme }
dimensions: [owner]
permissions: [{ key: createRun }, { key: tax, rights: [list, add] }]
roles: [{ id: operator, permissions: [createRun] }, { id: clerk, permissions: [{ permission: tax, rights: [list] }] }]
teams: [{ id: line-1, roles: [{ role: operator, within: { company: ACME, key: plant-a } }] }]
users: [{ id: ada, teams: [line-1] }, { id: ben, roles: [clerk], accessLevels: [ACME/plant-a] }]
groupMappings: [{ provider: okta, group: Finance, roles: [clerk] }]
accessLevels: [{ company: ACME, key: plant-a, description: Plant A, locations: [A] }]
"#;
    let parsed = parse("acme.yaml", text).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(*parsed.document(), acme());
    let bytes = pack(&Model::try_from(acme()).unwrap(), &pack::Options::default()).unwrap();
    assert_eq!(bytes, pack(&Model::try_from(parsed).unwrap(), &pack::Options::default()).unwrap());
    let access = Access::load(bytes, &LoadOptions::default()).unwrap();
    assert!(access.allows(&Request::new("ada", "createRun").resource("location", "A")));
    assert!(!access.allows(&Request::new("ada", "createRun").resource("location", "B")));
    assert!(access.allows(&Request::new("ben", "tax").right("list")));
    assert!(access.allows(&Request::new("cyd", "tax").right("list").identity_group("okta", "Finance")));
}

fn refused(document: Document) -> Problems {
    Model::try_from(document).expect_err("something is wrong")
}

#[test]
fn problems_name_the_way_into_the_document() {
    let mut document = acme();
    document.users[0].teams = vec!["line1".into()];
    document.users[1].roles =
        vec![RoleAssignment { until: Some("soon".into()), ..RoleAssignment::new("clerk") }.into()];
    document.roles[1].permissions = vec!["tax".into()];
    document.access_levels[0].covers.insert("ownr".into(), vec!["$user".into()]);
    let expected = "\
error[right-required]: role `clerk` holds the permission `tax` without any of its rights
--> roles[1].permissions[0]
 = help: write an object with `permission` and `rights`; its rights are `list` and `add`

error[unknown-team]: user `ada` is in the team `line1`, which does not exist
--> users[0].teams[0]
 = help: did you mean `line-1`?

error[bad-time]: `soon` is no time
--> users[1].roles[0].until
 = help: write a date such as `2027-01-31`, or an RFC 3339 time such as `2027-01-31T18:00:00Z`

error[unknown-dimension]: the dimension `ownr` is not declared
--> accessLevels[0].covers.ownr
 = help: did you mean `owner`?

4 problems
";
    assert_eq!(refused(document).to_string(), expected);
}

#[test]
fn what_is_required_and_was_left_out_is_told() {
    let document =
        Document { users: vec![User::default()], access_levels: vec![AccessLevel::default()], ..Document::default() };
    let problems = refused(document).problems;
    let told: Vec<_> = problems.iter().map(|one| (one.code, one.place.path.as_deref().unwrap_or_default())).collect();
    let expected = [
        ("missing-organization", ""),
        ("empty-id", "users[0].id"),
        ("empty-id", "accessLevels[0].key"),
        ("empty-id", "accessLevels[0].company"),
    ];
    assert_eq!(told, expected);
}
