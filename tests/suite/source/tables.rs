//! Users as CSV and JSON Lines.

use rolepack::model::Model;
use rolepack::source::{LevelRef, Problems, RoleAssignment, RoleRef, Source, parse_files};

const ACME: &str = r#"{"organization": {"id": "acme"}, "roles": [{"id": "operator"}, {"id": "ops@home"}], "teams": [{"id": "t"}],
  "accessLevels": [{"key": "plant-a", "company": "ACME", "description": ""}]}"#;

fn source(name: &str, users: &str) -> Result<Source, Problems> {
    parse_files([("acme.json".to_owned(), ACME.to_owned()), (name.to_owned(), users.to_owned())])
}

fn problems(name: &str, users: &str) -> Vec<(String, usize, usize, String)> {
    let problems = match source(name, users) {
        Err(problems) => problems,
        Ok(source) => Model::try_from(source).expect_err("something is wrong"),
    };
    let problem = |problem: rolepack::source::Problem| {
        let range = problem.place.range.expect("a place");
        (problem.code.to_owned(), range.line, range.column, problem.message)
    };
    problems.problems.into_iter().map(problem).collect()
}

#[test]
fn columns_in_any_order() {
    let csv = "\u{feff}name,id,roles,teams,accessLevels,active,email,employee\r\n\"Ada, \"\"Countess\"\"\",ada,operator;operator@ACME/plant-a,t,plant-a,true,ada@acme.example,E-1\r\n\r\n,bob,ops@home,,,false,,\r\n";
    let read = || source("users.csv", csv).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(read().document().users.is_empty(), "they are read while a model is made");
    let document = read().into_document().unwrap_or_else(|problems| panic!("{problems}"));
    let [ada, bob] = document.users.as_slice() else { panic!("two users") };
    assert_eq!(
        (ada.name.as_deref(), ada.active, ada.employee.as_deref()),
        (Some("Ada, \"Countess\""), Some(true), Some("E-1"))
    );
    let within = RoleAssignment {
        role: "operator".to_owned(),
        within: Some(LevelRef::Text("ACME/plant-a".to_owned())),
        ..RoleAssignment::default()
    };
    assert_eq!(ada.roles, [RoleRef::Id("operator".to_owned()), RoleRef::Assignment(within)]);
    assert_eq!(
        (bob.id.as_str(), &bob.name, bob.active, &bob.roles),
        ("bob", &None, Some(false), &vec![RoleRef::Id("ops@home".to_owned())])
    );
    let model = Model::try_from(read()).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(Model::try_from(document).ok(), Some(model));
}

#[test]
fn csv_is_refused_where_it_is_wrong() {
    let found = problems(
        "users.csv",
        "id,nme,roles,id\nada,A,\"oprator;operator@ACME/plant-b\",x\nbob,B\n\"c\"yd,,,\n\n,,,\ndan,,operator;,\neve,\"\n,,\n",
    );
    let expected = [
        ("unknown-field", 1, 4, "users in CSV have no column `nme`"),
        ("duplicate-key", 1, 14, "the key `id` stands twice in one object"),
        ("unknown-role", 2, 8, "user `ada` is given the role `oprator`, which does not exist"),
        ("unknown-level", 2, 16, "user `ada` is given the access level `ACME/plant-b`, which does not exist"),
        ("wrong-columns", 3, 1, "a record of 2 cells under a header of 4"),
        ("syntax", 4, 4, "not CSV: a quote out of place"),
        ("empty-id", 6, 1, "a user's id is empty"),
        ("unknown-role", 7, 15, "user `dan` is given the role ``, which does not exist"),
        ("syntax", 8, 5, "not CSV: a quote out of place"),
    ];
    assert_eq!(
        found,
        expected.map(|(code, line, column, message)| (code.to_owned(), line, column, message.to_owned()))
    );
    assert_eq!(problems("users.csv", "id,active\nada,yes\n")[0].3, "`active` is true or false, not a string");
    let found = problems("users.csv", "id,name\n\"a\"ü,\nbob,B,\n");
    assert_eq!((found[0].1, found[0].2, found[1].1, found[1].2), (2, 4, 3, 1));
    assert_eq!(problems("users.csv", "")[0].3, "a CSV file without a header");
    assert_eq!(problems("users.csv", "name\nAda\n")[0].3, "a user without `id`");
}

#[test]
fn json_lines_are_read_line_by_line() {
    let found = problems(
        "users-1.jsonl",
        "{\"id\": \"ada\"}\n{\"id\": \"bob\",}\r\n[]\n  \n{\"id\": \"cyd\", \"roles\": [\"oprator\"]}\n{\"id\":",
    );
    let expected = [
        ("syntax", 2, 14, "not JSON: trailing comma"),
        ("wrong-type", 3, 1, "a user is an object, not a list"),
        ("unknown-role", 5, 25, "user `cyd` is given the role `oprator`, which does not exist"),
        ("syntax", 6, 6, "not JSON: the text ends while parsing a value"),
    ];
    assert_eq!(
        found,
        expected.map(|(code, line, column, message)| (code.to_owned(), line, column, message.to_owned()))
    );
}
