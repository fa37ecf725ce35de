use super::{problems, sound};
use rolepack::import::{Columns, Imported, Table, csv};
use rolepack::source::{LevelRef, Problems, RoleRef, parse};
use serde_json::{Value, json};

fn columns() -> Columns {
    Columns {
        user: "Login".into(),
        role: Some("Function".into()),
        team: Some("Crew".into()),
        level: Some("Plant".into()),
        ..Columns::default()
    }
}

fn import(text: &str, columns: &Columns) -> Result<Imported, Problems> {
    csv(Table::Text("people.csv".into(), text.into()), columns)
}

const PEOPLE: &str = "Login,Function,Crew,Plant\nbob,operator,line-1,\nada,buyer,,ACME/a\nada,operator,,\nada,,,ACME/b\nada,buyer,,ACME/a\n";

#[test]
fn a_row_says_a_role_a_team_a_level() {
    let imported = import(PEOPLE, &columns());
    let document = sound(imported);
    let value = serde_json::to_value(&document).unwrap();
    assert_eq!(
        value["users"],
        json!([
            { "id": "ada", "roles": [{ "role": "buyer", "within": "ACME/a" }, "operator"], "accessLevels": ["ACME/b"] },
            { "id": "bob", "roles": ["operator"], "teams": ["line-1"] }
        ])
    );
    assert_eq!(value["roles"], json!([{ "id": "buyer" }, { "id": "operator" }]));
    assert_eq!(value["accessLevels"][1], json!({ "company": "ACME", "key": "b", "description": "b" }));
}

#[test]
fn any_order_line_end_mark_and_separator_give_the_same() {
    let expected = import(PEOPLE, &columns()).unwrap().document;
    let mut lines: Vec<&str> = PEOPLE.lines().skip(1).collect();
    lines.reverse();
    let reversed = format!("\u{feff}Login,Function,Crew,Plant\r\n\r\n{}\r\n,,,\r\n", lines.join("\r\n"));
    assert_eq!(import(&reversed, &columns()).unwrap().document, expected);
    let semicolons = Columns { delimiter: Some(b';'), ..columns() };
    assert_eq!(import(&PEOPLE.replace(',', ";"), &semicolons).unwrap().document, expected);
    let tabs = Columns { delimiter: Some(b'\t'), ..columns() };
    assert_eq!(import(&PEOPLE.replace(',', "\t"), &tabs).unwrap().document, expected);
    let quoted = PEOPLE.replace("operator", "\"operator\"").replace("Plant", "\"Plant\"");
    assert_eq!(import(&quoted, &columns()).unwrap().document, expected);
}

#[test]
fn what_is_declared_and_what_is_not_read_is_noted() {
    let catalogue = Columns { catalogues: vec!["ion@1".into()], team: None, ..columns() };
    let imported = import("Login,Function,Plant,Crew\nada,operator,ACME/a,x\nbob,cook,,y\n", &catalogue).unwrap();
    assert_eq!(
        imported.notes,
        [
            "the column `Crew` is not read",
            "declared without permissions, allowing nothing yet: role `cook`",
            "declared without values, covering nothing yet: access level `ACME/a`",
        ]
    );
    assert_eq!(imported.document.catalogues, ["ion@1"]);
}

#[test]
fn people_are_told_of_too() {
    let columns = Columns {
        name: Some("Name".into()),
        email: Some("Mail".into()),
        employee: Some("No".into()),
        active: Some("State".into()),
        separator: Some('|'),
        company: Some("ACME".into()),
        ..columns()
    };
    let text = "Login,Name,Mail,No,State,Function,Crew,Plant\nada,\"Ada, L.\",a@x,7,Inactive,\"a | b\",t|u,p\nada,,,,no,c,,p|q\n";
    let document = sound(import(text, &columns));
    let user = &document.users[0];
    assert_eq!(
        (user.name.as_deref(), user.email.as_deref(), user.employee.as_deref(), user.active),
        (Some("Ada, L."), Some("a@x"), Some("7"), Some(false))
    );
    assert_eq!((user.roles.len(), user.teams.join(",")), (4, "t,u".into()));
    assert!(
        matches!(&user.roles[0], RoleRef::Assignment(held) if matches!(&held.within, Some(LevelRef::Keys(keys)) if keys.company == "ACME"))
    );
}

#[test]
fn a_table_is_held_to_the_source_that_it_is_a_part_of() {
    let source = parse(
        "acme.yaml",
        "organization: { id: acme }\ncatalogues: [ion@1]\nteams: [{ id: line-1 }]\nusers: [{ id: zoe }]",
    )
    .unwrap();
    let within = Columns { within: Some(source.into_document().unwrap()), ..columns() };
    let imported = import("Login,Function,Crew,Plant\nada,operator,line-1,\n", &within).unwrap();
    let value: Value = serde_json::to_value(&imported.document).unwrap();
    assert_eq!(value, json!({ "users": [{ "id": "ada", "roles": ["operator"], "teams": ["line-1"] }] }));
    let refused = problems(import("Login,Function,Crew,Plant\nada,operator,line-2,\nzoe,opperator,,x\n", &within));
    assert_eq!(refused.len(), 4, "{refused:#?}");
    assert!(refused[0].starts_with("unknown-team people.csv:2:1 "), "{refused:#?}");
    assert!(refused.iter().any(|problem| problem.starts_with("duplicate-id people.csv:3:1 ")), "{refused:#?}");
    let twice = import("Login,Function,Crew,Plant\nada,,,\nzoe,operator,,\n", &within).unwrap_err().problems;
    assert_eq!(twice.len(), 1, "{twice:#?}");
    let there = twice[0].also.as_ref().and_then(|place| place.path.as_deref());
    assert_eq!(there, Some("users[0].id"), "of the source: {twice:#?}");
    assert!(twice[0].help.as_ref().is_some_and(|help| help.contains("the source that the table is a part of")));
}

#[test]
fn what_cannot_be_read_is_refused_where_it_stands() {
    let refused = |text: &str, expected: &str| {
        let problems = problems(import(text, &columns()));
        assert!(problems.iter().any(|problem| problem.starts_with(expected)), "{expected}: {problems:#?}");
    };
    refused("", "missing-field people.csv:1:1 a CSV file without a header");
    refused("Login,Functions,Crew,Plant\nada,x,,\n", "missing-column people.csv:1:1 there is no column `Function`");
    refused("Login,Function,Crew,Plant,Login\n", "duplicate-key people.csv:1:27 ");
    refused(
        "Login,Function,Crew,Plant\nada,x\n",
        "wrong-columns people.csv:2:1 a record of 2 cells under a header of 4",
    );
    refused("Login,Function,Crew,Plant\n,x,,\n", "missing-field people.csv:2:1 ");
    refused("Login,Function,Crew,Plant\nada,x\"y,,\n", "syntax people.csv:2:6 ");
    refused("Login,Function,Crew,Plant\nada,\"x,,\nbob,y,,\n", "syntax people.csv:2:5 ");
    refused(
        "Login,Function,Crew,Plant\nada,x,,a\n",
        "missing-company people.csv:2:8 the access level `a` has no company",
    );
    refused("Login,Function,Crew,Plant\n*,x,,\n", "reserved-id people.csv:2:1 ");
    let named = Columns { name: Some("Crew".into()), team: None, ..columns() };
    let text = "Login,Function,Crew,Plant\nada,x,Ada,\nada,y,Eve,\n";
    assert!(problems(import(text, &named))[0].starts_with("conflict people.csv:3:7 "));
    let help = import("Login;Function\nada;x\n", &columns()).unwrap_err().problems[0].help.clone();
    assert_eq!(help.as_deref(), Some("the cells seem to be separated by `;`"));
}

#[test]
fn who_is_active_is_said_of_everybody_if_there_is_a_column() {
    let columns = Columns {
        role: Some("Function".into()),
        active: Some("State".into()),
        ..Columns { user: "Login".into(), ..Columns::default() }
    };
    let table = "Login,Function,State\nada,x,yes\nada,y,\nbob,x,\nbob,y,\n";
    assert_eq!(problems(import(table, &columns)), ["missing-field people.csv:4:1 no row says whether `bob` is active"]);
    let mistyped = problems(import("Login,Function,State\nbob,x,maybe\n", &columns));
    assert_eq!(mistyped, ["unknown-word people.csv:2:7 `maybe` says neither yes nor no"]);
    let users = sound(import("Login,Function,State\nada,x,\nada,y,no\n", &columns)).users;
    assert_eq!(users[0].active, Some(false));
}

#[test]
fn several_roles_and_several_levels_do_not_stand_in_one_row() {
    let columns = Columns { separator: Some('|'), ..columns() };
    let table = |row: &str| format!("Login,Function,Crew,Plant\n{row}\n");
    let refused = problems(import(&table("ada,a|b,,C/p|C/q"), &columns));
    let expected = "two-lists people.csv:2:10 several roles and several access levels in one row, which may go together in many ways";
    assert_eq!(refused, [expected]);
    for (row, roles) in [("ada,a|b,,C/p", 2), ("ada,a,t|u,C/p|C/q", 2), ("ada,a|b,t|u,", 2), ("ada,a|b,,C/p|C/p|", 2)] {
        assert_eq!(sound(import(&table(row), &columns)).users[0].roles.len(), roles, "{row}");
    }
}
