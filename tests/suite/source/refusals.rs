//! Every refusal of the access model: its code, its words and its place. The place is marked in the text with `«` and `»`.

mod meaning;
mod twice;

use super::{model, problems};
use rolepack::model::Model;
use rolepack::source::Document;

/// Takes the marks out of a text: the text, and line and column of both marks.
fn unmark(marked: &str) -> (String, [(usize, usize); 2]) {
    let place = |mark: char| {
        let before: String = marked.split(mark).next().unwrap_or_default().replace(['«', '»'], "");
        (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
    };
    (marked.replace(['«', '»'], ""), [place('«'), place('»')])
}

/// One problem and no other, of this code, in these words, in this place; in YAML's flow style as well.
fn refused(marked: &str, code: &str, message: &str, help: Option<&str>) {
    let (text, [start, end]) = unmark(marked);
    for name in ["a.json", "a.yaml"] {
        let found = problems(name, &text);
        let problem = &found.problems[0];
        assert_eq!(
            (found.count(), problem.code, problem.message.as_str(), problem.help.as_deref()),
            (1, code, message, help),
            "{name}: {found}"
        );
        let range = problem.place.range.expect("a place");
        assert_eq!((range.line, range.column), start, "{name}: {found}");
        // YAML's parser tells where a list or an object begins, and for some where it ends.
        if name == "a.json" {
            assert_eq!((range.end_line, range.end_column), end, "{name}: {found}");
        }
    }
}

/// As [`refused`], in a document that has an organisation.
fn in_acme(marked: &str, code: &str, message: &str, help: Option<&str>) {
    refused(&format!("{{\"organization\": {{\"id\": \"acme\"}},\n {marked}}}"), code, message, help);
}

#[test]
fn shapes() {
    refused(
        "{\"organization\": {\"id\": \"acme\"}, «\"user\"»: []}",
        "unknown-field",
        "a source document has no field `user`",
        Some("did you mean `users`?"),
    );
    in_acme(
        "\"users\": [{\"id\": \"ada\", «\"rolls\"»: []}]",
        "unknown-field",
        "a user has no field `rolls`",
        Some("did you mean `roles`?"),
    );
    in_acme(
        "\"teams\": [{\"id\": \"t\", «\"zzz\"»: []}]",
        "unknown-field",
        "a team has no field `zzz`",
        Some("its fields are `id`, `name`, `roles`, `attributes` and `external`"),
    );
    in_acme("\"users\": «{}»", "wrong-type", "`users` is a list, not an object", None);
    in_acme("\"users\": [«\"ada\"»]", "wrong-type", "a user is an object, not a string", None);
    in_acme("\"users\": [{\"id\": «5»}]", "wrong-type", "`id` is a string, not a number", Some("write it in quotes"));
    in_acme(
        "\"users\": [{\"id\": \"ada\", \"active\": «null»}]",
        "wrong-type",
        "`active` is true or false, not null",
        Some("leave the field out where there is nothing to say"),
    );
    in_acme(
        "\"users\": [{\"id\": \"ada\", \"active\": «\"true\"»}]",
        "wrong-type",
        "`active` is true or false, not a string",
        Some("write it without quotes"),
    );
    in_acme(
        "\"users\": [{\"id\": \"ada\", \"teams\": «\"t\"»}]",
        "wrong-type",
        "`teams` is a list, not a string",
        Some("put it into brackets: a list of one"),
    );
    in_acme("\"users\": [«{\"name\": \"Ada\"}»]", "missing-field", "a user without `id`", Some("add `id`, a string"));
    in_acme(
        "\"users\": [{\"id\": \"ada\", \"name\": \"Ada\", «\"name\"»: \"Ada\"}]",
        "duplicate-key",
        "the key `name` stands twice in one object",
        Some("keep one of the two; which of them was meant cannot be known"),
    );
    in_acme(
        "«\"organization\"»: {\"id\": \"b\"}",
        "duplicate-key",
        "the key `organization` stands twice in one object",
        Some("keep one of the two; which of them was meant cannot be known"),
    );
    in_acme(
        "\"users\": [{\"id\": \"ada\", \"attributes\": {\"a\": {\"b\": 1, «\"b\"»: 1}}}]",
        "duplicate-key",
        "the key `b` stands twice in one object",
        Some("keep one of the two; which of them was meant cannot be known"),
    );
    in_acme(
        "\"users\": [{\"id\": \"ada\", \"attributes\": {\"n\": «12345678901234567890123»}}]",
        "number-too-large",
        "a number that cannot be held without loss",
        Some("write it in quotes, as a string"),
    );
    in_acme(
        "\"users\": [{\"id\": \"ada\", \"attributes\": {\"n\": «1e999»}}]",
        "number-too-large",
        "a number that cannot be held without loss",
        Some("write it in quotes, as a string"),
    );
    in_acme(
        "\"roles\": [{\"id\": \"r\", \"applyTo\": «\"slidein\"»}]",
        "unknown-word",
        "`slidein` is no `applyTo`",
        Some("did you mean `slideIn`?"),
    );
    in_acme(
        "\"permissions\": [{\"key\": \"p\", \"kind\": «\"write\"»}]",
        "unknown-word",
        "`write` is no `kind`",
        Some("`kind` is one of `action` and `read`"),
    );
    refused(
        "{\"organization\": {\"id\": \"acme\", \"unknownUsers\": «\"allow\"»}}",
        "unknown-word",
        "`allow` is no `unknownUsers`",
        Some("`unknownUsers` is one of `groups` and `deny`"),
    );
    refused("{«\"organization\"»: []}", "wrong-type", "an organization is an object, not a list", None);
    refused("{\"organization\": «{}»}", "missing-field", "an organization without `id`", Some("add `id`, a string"));
}

#[test]
fn ids() {
    let long = "x".repeat(513);
    for (id, code, message) in [
        ("", "empty-id", "a team's id is empty".to_owned()),
        ("*", "reserved-id", "a team's id means something in access levels and is no id: `*`".to_owned()),
        ("$user", "reserved-id", "a team's id means something in access levels and is no id: `$user`".to_owned()),
        ("a\\u0000b", "control-character", "a team's id has a control character in it: `a\\u{0}b`".to_owned()),
        ("a\\u0085b", "control-character", "a team's id has a control character in it: `a\\u{85}b`".to_owned()),
        ("a\\u007fb", "control-character", "a team's id has a control character in it: `a\\u{7f}b`".to_owned()),
        (long.as_str(), "long-id", format!("a team's id is longer than 512 bytes: `{}…`", "x".repeat(80))),
    ] {
        in_acme(&format!("\"teams\": [{{\"id\": «\"{id}\"»}}]"), code, &message, None);
    }
    model(
        "a.json",
        &format!("{{\"organization\": {{\"id\": \"acme\"}}, \"teams\": [{{\"id\": \"{}\"}}]}}", "x".repeat(512)),
    );
    let empty = |marked: &str, message: &str| in_acme(marked, "empty-id", message, None);
    empty("\"permissions\": [{\"key\": «\"\"»}]", "a permission's key is empty");
    empty("\"permissions\": [{\"key\": \"p\", \"permissionGroup\": «\"\"»}]", "a permission group's id is empty");
    empty("\"permissions\": [{\"key\": \"p\", \"rights\": [\"add\", «\"\"»]}]", "a right is empty");
    empty("\"roles\": [{\"id\": «\"\"»}]", "a role's id is empty");
    empty("\"users\": [{\"id\": «\"\"»}]", "a user's id is empty");
    empty("\"users\": [{\"id\": \"ada\", \"email\": «\"\"»}]", "a user's e-mail is empty");
    empty("\"users\": [{\"id\": \"ada\", \"employee\": «\"\"»}]", "a user's employee is empty");
    empty("\"groupMappings\": [{\"provider\": «\"\"», \"group\": \"g\"}]", "an identity provider's name is empty");
    empty(
        "\"groupMappings\": [{\"provider\": \"okta\", \"group\": «\"\"»}]",
        "an identity-provider group's name is empty",
    );
    empty(
        "\"accessLevels\": [{\"key\": «\"\"», \"company\": \"A\", \"description\": \"\"}]",
        "an access level's key is empty",
    );
    empty(
        "\"accessLevels\": [{\"key\": \"k\", \"company\": «\"\"», \"description\": \"\"}]",
        "an access level's company is empty",
    );
    empty(
        "\"accessLevels\": [{\"key\": \"k\", \"company\": \"A\", \"description\": \"\", \"employee\": «\"\"»}]",
        "an access level's employee is empty",
    );
    empty(
        "\"accessLevels\": [{\"key\": \"k\", \"company\": \"A\", \"description\": \"\", \"tools\": [«\"\"»]}]",
        "a value is empty",
    );
    empty("\"dimensions\": [«\"\"»]", "a dimension's id is empty");
    refused("{\"organization\": {\"id\": «\"\"»}}", "empty-id", "the organization's id is empty", None);
}

#[test]
fn bounds() {
    let many = |count: usize, entry: &dyn Fn(usize) -> String| (0..count).map(entry).collect::<Vec<_>>().join(",");
    let dimensions = |count| {
        format!("{{\"organization\": {{\"id\": \"a\"}}, \"dimensions\": [{}]}}", many(count, &|i| format!("\"d{i}\"")))
    };
    model("a.json", &dimensions(32));
    assert_eq!(
        problems("a.json", &dimensions(33)).problems[0].message,
        "33 dimensions beside those built in, where at most 32 are taken"
    );
    let roles = |count| {
        format!(
            "{{\"organization\": {{\"id\": \"a\"}}, \"roles\": [{}]}}",
            many(count, &|i| format!("{{\"id\": \"{i}\"}}"))
        )
    };
    model("a.json", &roles(65_535));
    assert_eq!(problems("a.json", &roles(65_536)).problems[0].message, "65536 roles, where at most 65535 are taken");
    let rights = |count| {
        format!(
            "{{\"organization\": {{\"id\": \"a\"}}, \"permissions\": [{{\"key\": \"plain\"}}, {{\"key\": \"p\", \"rights\": [{}]}}]}}",
            many(count, &|i| format!("\"{i}\""))
        )
    };
    model("a.json", &rights(65_534));
    assert_eq!(
        problems("a.json", &rights(65_535)).problems[0].message,
        "65536 grants, one for each right of each permission, where at most 65535 are taken"
    );
    let values = |count: usize| {
        let (half, rest) = (count / 2, count - count / 2);
        let level = format!(
            "\"tools\": [{}], \"parties\": [{}]",
            many(half, &|i| format!("\"{i}\"")),
            many(rest, &|i| format!("\"{i}\""))
        );
        format!(
            "{{\"organization\": {{\"id\": \"a\"}}, \"accessLevels\": [{{\"key\": \"k\", \"company\": \"A\", \"description\": \"\", {level}}}]}}"
        )
    };
    assert_eq!(
        problems("a.json", &values(1_000_001)).problems[0].message,
        "1000001 values in one access level, where at most 1000000 are taken"
    );
}

#[test]
fn all_of_them_in_one_run() {
    let text = r#"{"organization": {"id": "a", "scoping": false}, "colour": 1, "dimensions": ["party"],
        "permissions": [{"key": "taxes", "rights": ["list"]}, {"key": "taxes"}],
        "roles": [{"id": "r", "permissions": ["taxes"], "system": true, "sytem": 1}, {"name": "nobody"}, {"id": "*"}],
        "teams": [{"id": "t", "roles": ["r", "s"]}],
        "users": [{"id": "u", "roles": [5, "q"], "email": "v"}, {"id": "v", "teams": ["t", "t"]}],
        "accessLevels": [{"key": "k", "company": "A"}]}"#;
    let mut codes: Vec<_> = problems("a.json", text).problems.into_iter().map(|problem| problem.code).collect();
    codes.sort_unstable();
    let expected = [
        "built-in-dimension",
        "duplicate-id",
        "email-is-id",
        "missing-field",
        "missing-field",
        "repeated-entry",
        "reserved-id",
        "right-required",
        "scoping-off",
        "system-role-on-team",
        "unknown-field",
        "unknown-field",
        "unknown-role",
        "unknown-role",
        "wrong-type",
    ];
    assert_eq!(codes, expected);
}

#[test]
fn places_count_past_what_could_not_be_read() {
    let text = "{\"organization\": {\"id\": \"a\"}, \"users\": [5, {\"id\": \"u\", \"roles\": [7, {}, \"q\"]}]}";
    let found = problems("a.json", text);
    let unknown = found.problems.iter().find(|problem| problem.code == "unknown-role").expect("the role is unknown");
    assert_eq!(unknown.place.range.map(|range| range.column), text.find("\"q\"").map(|at| at + 1));
}

#[test]
fn a_document_made_by_hand_has_ways_for_places() {
    let text =
        r#"{"organization": {"id": "a"}, "users": [{"id": "u"}, {"id": "v", "roles": [{"role": "r", "until": "x"}]}]}"#;
    let document: Document = serde_json::from_str(text).expect("a document");
    let problems = Model::try_from(document).expect_err("there is no role");
    let places: Vec<_> = problems
        .problems
        .iter()
        .map(|problem| (problem.code, problem.place.path.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(places, [("bad-time", "users[1].roles[0].until"), ("unknown-role", "users[1].roles[0]")]);
    assert!(problems.to_string().contains("\n--> users[1].roles[0].until\n"), "{problems}");
}
