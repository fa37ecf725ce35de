//! How problems look: to people, bounded and harmless, and to programs.

use super::problems;
use rolepack::source::{Style, parse};
use std::time::{Duration, Instant};

#[test]
fn a_slip_of_the_pen_is_shown_where_it_stands() {
    let text = r#"{"organization": {"id": "acme"}, "roles": [{"id": "operator"}, {"id": "operator"}],
  "users": [{"id": "ada", "roles": ["oprator"], "colour": 1}]}"#;
    let shown = "\
error[duplicate-id]: two roles have the id `operator`
 --> acme.json:1:71
  |
1 | {\"organization\": {\"id\": \"acme\"}, \"roles\": [{\"id\": \"operator\"}, {\"id\": \"operator\"}],
  |                                                                       ^^^^^^^^^^
  = the other is at acme.json:1:51

error[unknown-role]: user `ada` is given the role `oprator`, which does not exist
 --> acme.json:2:37
  |
2 |   \"users\": [{\"id\": \"ada\", \"roles\": [\"oprator\"], \"colour\": 1}]}
  |                                     ^^^^^^^^^
  = help: did you mean `operator`?

error[unknown-field]: a user has no field `colour`
 --> acme.json:2:49
  |
2 |   \"users\": [{\"id\": \"ada\", \"roles\": [\"oprator\"], \"colour\": 1}]}
  |                                                 ^^^^^^^^
  = help: its fields are `id`, `name`, `email`, `active`, `employee`, `roles`, `teams`, `accessLevels`, `attributes` and `external`

3 problems
";
    assert_eq!(problems("acme.json", text).to_string(), shown);
}

#[test]
fn yaml_is_shown_too() {
    let text = "# the shop floor\r\norganization: {id: acme}\r\nteams:\r\n\t- id: ünï\r\n";
    let shown = "\
error[syntax]: not YAML: tabs disallowed within this context (block indentation)
 --> a.yaml:4:2
  |
4 |  - id: ünï
  |  ^

1 problem
";
    assert_eq!(problems("a.yaml", text).to_string(), shown);
    let text = "organization: {id: acme}\nteams:\n- id: ünï\n  roles: [ööö, *all]\n";
    let problem = &problems("a.yaml", text).problems[0];
    assert_eq!(
        (problem.code, problem.place.range.map(|range| (range.line, range.column))),
        ("yaml-alias", Some((4, 16)))
    );
    for (text, code) in [
        ("organization: {id: acme}\nteams: &t []\n", "yaml-anchor"),
        ("organization: {id: acme}\nteams: &t []\nusers: *t\n", "yaml-anchor"),
        ("organization: {id: !!str acme}\n", "yaml-tag"),
        ("organization: {id: acme}\n---\norganization: {id: acme}\n", "many-documents"),
        ("", "wrong-type"),
        ("# nothing\n", "wrong-type"),
        ("- a\n", "wrong-type"),
        ("organization: {id: 007}\n", "wrong-type"),
        ("organization: {id: 2027-01-31, name: }\n", "wrong-type"),
        ("organization: {id: a, attributes: {n: .inf}}\n", "number-too-large"),
        ("organization: {id: a, attributes: {1: x}}\n", "wrong-type"),
        ("organization: {id: a}\nteams:\n- {id: t, id: u}\n", "duplicate-key"),
    ] {
        assert_eq!(problems("a.yaml", text).problems[0].code, code, "{text}");
    }
    for (written, value) in [
        ("0x1F", "31"),
        ("0o17", "15"),
        ("+12", "12"),
        ("1.", "1.0"),
        (".5", "0.5"),
        ("1e3", "1000.0"),
        ("no", "\"no\""),
        ("0b1", "\"0b1\""),
        ("1_000", "\"1_000\""),
        ("NULL", "null"),
        ("-007", "-7"),
    ] {
        let source = parse("a.yaml", &format!("organization: {{id: a, attributes: {{v: {written}}}}}"))
            .unwrap_or_else(|problems| panic!("{problems}"));
        let organization = source.document().organization.clone().expect("an organisation");
        assert_eq!(organization.attributes["v"].to_string(), value, "{written}");
    }
}

/// Runs it, and fails if it takes longer than a shared machine could need.
fn within(most: Duration, run: impl FnOnce()) {
    let start = Instant::now();
    run();
    assert!(start.elapsed() < most, "took {:?}", start.elapsed());
}

fn many(count: usize, between: &str) -> String {
    let users: Vec<String> = (0..count).map(|i| format!("{{\"id\": \"u{i}\", \"roles\": [\"oprator\"]}}")).collect();
    format!(
        "{{\"organization\": {{\"id\": \"a\"}}, \"roles\": [{{\"id\": \"operator\"}}], \"users\": [{}]}}",
        users.join(between)
    )
}

#[test]
fn ten_thousand_problems_do_not_flood() {
    let found = problems("a.json", &many(10_000, ",\n"));
    let text = found.to_string();
    assert!(text.len() < 8_000, "{}", text.len());
    assert!(text.ends_with("\n… and 9,980 more: 9,980 unknown-role\n\n10,000 problems\n"), "{text}");
    assert_eq!(found.problems.len(), 10_000);
    assert_eq!(found.problems[9_999].place.range.map(|range| range.line), Some(10_000));
    assert_eq!(problems("a.json", &many(10_007, ",")).more.get("unknown-role"), Some(&7));
}

#[test]
fn a_megabyte_on_one_line_is_clipped() {
    within(Duration::from_secs(20), || {
        for name in ["a.json", "a.yaml"] {
            let found = problems(name, &many(30_000, ","));
            assert_eq!(found.count(), 30_000);
            assert!(found.to_string().lines().all(|line| line.chars().count() < 200), "{found}");
        }
    });
}

#[test]
fn nothing_reaches_the_terminal_that_it_would_act_on() {
    let text = "{\"organization\": {\"id\": \"a\"}, \"users\": [{\"id\": \"u\", \"roles\": [\"\\u001b[31mred\u{202e}\", \"\u{9b}31m\"]}]}";
    let shown = problems("a\u{1b}]0;x.json", text).to_string();
    assert!(shown.contains("the role `\\u{1b}[31mred\\u{202e}`"), "{shown}");
    assert!(shown.chars().all(|letter| letter == '\n' || !(letter.is_control() || letter == '\u{202e}')), "{shown:?}");
    let tabs = problems("a.json", "{\t\"organization\": {\"id\": \"a\"},\t\"x\u{0}y\": 1}").to_string();
    assert!(tabs.contains('␀') && !tabs.contains(['\t', '\0']), "{tabs:?}");
}

#[test]
fn programs_read_them_as_json() {
    let text = "{\"organization\": {\"id\": \"a\"},\n \"teams\": [{\"id\": \"t\"}, {\"id\": \"t\", \"nme\": 1}]}";
    let json = serde_json::to_string(&problems("a.json", text)).expect("problems are JSON");
    let place = |columns: &str| format!("\"file\":\"a.json\",{columns}");
    let expected = format!(
        "{{\"problems\":[{{\"code\":\"duplicate-id\",\"message\":\"two teams have the id `t`\",{},\"also\":{{{}}}}},{{\"code\":\"unknown-field\",\"message\":\"a team has no field `nme`\",\"help\":\"did you mean `name`?\",{}}}]}}",
        place("\"path\":\"teams[1].id\",\"line\":2,\"column\":32,\"endLine\":2,\"endColumn\":35"),
        place("\"path\":\"teams[0].id\",\"line\":2,\"column\":19,\"endLine\":2,\"endColumn\":22"),
        place("\"line\":2,\"column\":37,\"endLine\":2,\"endColumn\":42"),
    );
    assert_eq!(json, expected);
}

#[test]
fn pieces_bear_their_style() {
    let found = problems("a.json", "{\"organization\": {\"id\": \"a\"}, \"usrs\": []}");
    let mut pieces = Vec::new();
    found
        .render(&mut |style, text| {
            pieces.push((style, text.to_owned()));
            Ok(())
        })
        .expect("nothing fails");
    assert!(pieces.contains(&(Style::Error, "error[unknown-field]".to_owned())), "{pieces:?}");
    assert!(pieces.contains(&(Style::Help, "help: did you mean `users`?\n".to_owned())), "{pieces:?}");
    let whole: String = pieces.into_iter().map(|(_, text)| text).collect();
    assert_eq!(whole, found.to_string());
}
