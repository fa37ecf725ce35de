//! `import`: answers of services in, a source out, or nothing.

use super::Folder;

const PERMISSION: &str = r#"{ "ia::result": { "key": 253, "id": "253", "module": "purchasing", "name": "taxScheduleMap", "permissionGroup": "taxes",
  "allowedAccessRights": ["list", "readonly"] } }"#;
const ROLE: &str = r#"{ "ia::result": { "key": 41, "id": "Buyer", "roleType": "enterprise", "applyTo": "login",
  "rolePermissionAssignments": [{ "key": 7, "permission": { "key": 253 }, "accessRights": ["list"] }],
  "roleUsers": [{ "key": 9, "user": { "key": 3, "id": "ada" } }], "roleGroups": [] } }"#;
const LEVEL: &str = r#"[{ "id": "5b", "accessLevelKey": "plant-a", "company": "ACME", "description": "Plant A", "isActive": true, "locations": ["*"], "version": 2 }]"#;

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("permission.json", PERMISSION);
    folder.write("role.json", ROLE);
    folder.write("level.json", LEVEL);
    folder
}

#[test]
fn an_organisation_is_packed_from_what_it_has() {
    let folder = folder();
    std::fs::create_dir(folder.path("acme")).unwrap();
    let ran = folder.run([
        "import",
        "intacct",
        "permission.json",
        "role.json",
        "--organization",
        "acme",
        "-o",
        "acme/roles.yaml",
    ]);
    assert_eq!(
        (ran.status, ran.out.as_str(), ran.err.as_str()),
        (
            0,
            "",
            "note: who is active, the answers do not say of `ada`: taken as active\nnote: wrote `acme/roles.yaml`: 1 permission, 1 role, 1 user\n"
        )
    );
    folder.done([
        "import",
        "access-levels",
        "level.json",
        "--wildcards",
        "--keep",
        "version",
        "-o",
        "acme/levels.json",
    ]);
    folder.done(["pack", "acme", "-o", "acme.rolepack"]);
    let check = ["check", "acme.rolepack", "ada", "purchasing/taxScheduleMap", "--right", "list"];
    assert_eq!(folder.run(check).status, 0);
    assert_eq!(
        folder.run(check.into_iter().chain(["--location", "A"])).status,
        2,
        "no own level, and none is the default"
    );
}

#[test]
fn nothing_is_written_when_anything_is_refused() {
    let folder = folder();
    let before = folder.names();
    let ran = folder.run(["import", "access-levels", "level.json", "-o", "x.yaml"]);
    assert_eq!(ran.status, 3);
    for part in ["error[wildcard]", "pass `--wildcards`", "error[unknown-field]", "`--keep FIELD`", "--> level.json:1:"]
    {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    assert_eq!(folder.run(["import", "intacct", "role.json", "-o", "x.yaml"]).status, 3);
    assert_eq!(folder.run(["import", "intacct", "none.json", "-o", "x.yaml"]).status, 1);
    folder.write("utf16.json", [0xff, 0xfe, b'{', 0]);
    let ran = folder.run(["import", "intacct", "utf16.json", "-o", "x.yaml"]);
    assert!(ran.status == 3 && ran.err.contains("no UTF-8 text"), "{ran:?}");
    let ran = folder.run(["import", "intacct", "permission.json", "-o", "permission.json"]);
    assert!(ran.status == 3 && ran.err.contains("is what is imported"), "{ran:?}");
    assert_eq!(folder.names().len(), before.len() + 1);
    assert_eq!(folder.read("permission.json"), PERMISSION.as_bytes());
}

#[test]
fn answers_come_and_sources_go_by_pipes() {
    let folder = folder();
    let ran = folder.fed(["import", "intacct", "-"], format!("{PERMISSION}\r\n{ROLE}"));
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.out.starts_with("permissions:\n  - key: purchasing/taxScheduleMap\n"), "{}", ran.out);
}

#[test]
fn a_table_becomes_a_source_or_a_part_of_one() {
    let folder = Folder::with_acme();
    folder.write("people.csv", "\u{feff}Login;Function;Plant\r\neve;lead;plant-a\r\neve;buyer;\r\n");
    let csv = [
        "import",
        "csv",
        "people.csv",
        "--user",
        "Login",
        "--role",
        "Function",
        "--level",
        "Plant",
        "--delimiter",
        ";",
    ];
    let run = |more: &[&'static str]| folder.run(csv.into_iter().chain(more.iter().copied()));
    let ran = run(&["--within", "acme.json", "-o", "users.jsonl"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, "note: wrote `users.jsonl`: 1 user\n"), "{ran:?}");
    assert_eq!(
        String::from_utf8(folder.read("users.jsonl")).unwrap(),
        "{\"id\":\"eve\",\"roles\":[\"buyer\",{\"role\":\"lead\",\"within\":\"plant-a\"}]}\n"
    );
    let ran = run(&["--company", "ACME", "--organization", "acme", "-o", "new.yaml"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.err.contains("declared without permissions, allowing nothing yet: role `buyer` and 1 more"), "{ran:?}");
    folder.done(["pack", "new.yaml", "-o", "new.rolepack"]);
    assert_eq!(
        run(&["--company", "ACME", "-o", "x.jsonl"]).status,
        3,
        "roles are declared, which JSON Lines cannot say"
    );
    assert_eq!(run(&["-o", "x.yaml"]).status, 3, "a level without a company");
    assert_eq!(folder.run(["import", "csv", "people.csv", "--user", "Login", "-o", "x.yaml"]).status, 3);
    assert_eq!(folder.run(["import", "csv", "none.csv", "--user", "Login", "-o", "x.yaml"]).status, 1);
    assert!(!folder.names().iter().any(|name| name.starts_with("x.")));
}

#[test]
fn more_than_can_be_held_is_refused_at_once() {
    let folder = folder();
    let large = |name: &str, size: u64| std::fs::File::create(folder.path(name)).unwrap().set_len(size).unwrap();
    large("large.json", (512 << 20) + 1);
    for service in ["intacct", "access-levels"] {
        let ran = folder.run(["import", service, "large.json", "-o", "x.yaml"]);
        assert_eq!(ran.status, 3, "{ran:?}");
        assert!(ran.err.contains("more than 512 MiB of answers, with `large.json`"), "{ran:?}");
    }
    large("large.json", 512 << 20);
    let ran = folder.run(["import", "intacct", "permission.json", "large.json", "-o", "x.yaml"]);
    assert!(ran.status == 3 && ran.err.contains("of answers, with `large.json`"), "all together: {ran:?}");
}
