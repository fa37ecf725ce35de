//! Users in rows, read block by block: the same as from a document, wherever the blocks end, in memory that does not grow
//! with the files.

use super::files::Folder;
use allocation_counter::measure;
use rolepack::model::Model;
use rolepack::pack::Options;
use rolepack::source::{Problem, parse_files, read};
use rolepack::{Access, LoadOptions, pack};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};

const ACME: (&str, &str) = (
    "acme.json",
    r#"{"organization": {"id": "acme"}, "roles": [{"id": "operator"}, {"id": "lead"}], "teams": [{"id": "t"}],
  "accessLevels": [{"key": "a", "company": "ACME", "description": ""}, {"key": "b", "company": "ACME", "description": ""},
    {"key": "b", "company": "B", "description": ""}]}"#,
);

/// What is wrong, without the way and the file; or the model.
fn judged<const N: usize>(files: [(&str, &str); N]) -> Result<Model, Vec<(&'static str, String, Option<String>)>> {
    let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let told = |problem: Problem| (problem.code, problem.message, problem.help);
    parse_files(files).and_then(Model::try_from).map_err(|problems| problems.problems.into_iter().map(told).collect())
}

/// Problems as `file:line:column: code`.
fn places(folder: &Folder) -> Vec<String> {
    let problems = folder.read().expect_err("something is wrong");
    let place = |problem: &Problem| {
        let range = problem.place.range.map_or(String::new(), |range| format!("{}:{}", range.line, range.column));
        let file = problem.place.file.as_deref().and_then(|file| file.rsplit('/').next());
        format!("{}:{range}: {}", file.unwrap_or_default(), problem.code)
    };
    problems.problems.iter().map(place).collect()
}

#[test]
fn a_line_means_what_it_means_in_a_document() {
    let deep = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    let mut lines: Vec<String> = [
        r#"{"id": "u"}"#,
        r#"{"id": "u\u0041\n\ud83d\ude80é"}"#,
        r#"{"id": "u\ud800"}"#,
        r#"{"id": "u", "name": "\udc00"}"#,
        r#"{"id": "u", "attributes": {"x": "\ud800"}}"#,
        r#"{"id": "u", "attributes": {"\ud800": 1}}"#,
        r#"{"id": "u", "id": "v"}"#,
        r#"{"id": "u", "\u0069d": "v"}"#,
        r#"{"id": "u", "name": null}"#,
        r#"{"id": "u", "active": "true"}"#,
        r#"{"id": "u", "active": false, "email": "u", "employee": "E"}"#,
        r#"{"id": "u", "email": ""}"#,
        r#"{"id": "u", "employee": "$user"}"#,
        r#"{"id": "*"}"#,
        r#"{"id": 7}"#,
        r#"{"name": "u"}"#,
        r#"{"id": "u", "colour": 1}"#,
        r#"{"id": "u", "roles": "operator"}"#,
        r#"{"id": "u", "roles": ["operator", "lead"], "teams": ["t"], "accessLevels": ["a", {"key": "b", "company": "B"}]}"#,
        r#"{"id": "u", "roles": ["operator", "operator"]}"#,
        r#"{"id": "u", "roles": ["oprator"], "teams": ["x"], "accessLevels": ["b", "ACME/b", "c"]}"#,
        r#"{"id": "u", "roles": [{"role": "operator", "within": "ACME/b", "from": "2027-01-01", "until": "2027-01-02"}]}"#,
        r#"{"id": "u", "roles": [{"role": "operator", "from": "2027-01-01", "until": "2027-01-01"}]}"#,
        r#"{"id": "u", "roles": [{"role": "operator", "within": null}]}"#,
        r#"{"id": "u", "roles": [{"role": "operator", "within": "b"}]}"#,
        r#"{"id": "u", "roles": [{"role": "operator", "within": {"company": "B"}}]}"#,
        r#"{"id": "u", "roles": [{"within": "a"}, {"role": "lead", "until": "soon"}, {"role": "lead", "role": "lead"}, 5]}"#,
        r#"{"id": "u", "accessLevels": ["a", {"key": "a", "company": "ACME"}, null, ["a"]]}"#,
        r#"{"id": "u", "teams": ["t", "t"]}"#,
        r#"{"id": "u", "attributes": {"x": 1, "y": {"x": [1, {"z": null}]}, "z": -0, "w": 1.5e300}, "external": {"x": true}}"#,
        r#"{"id": "u", "attributes": {"x": 1, "y": {"x": 2, "x": 3}}}"#,
        r#"{"id": "u", "attributes": {"x": 18446744073709551616}}"#,
        r#"{"id": "u", "attributes": {"x": [-9223372036854775809, 9223372036854775808]}}"#,
        r#"{"id": "u", "attributes": {"x": 1e400}}"#,
        r#"{"id": "u", "attributes": []}"#,
        r#"{"id": "u", "external": null}"#,
        r#"["u"]"#,
        "7",
    ]
    .map(str::to_owned)
    .to_vec();
    lines.push(format!("{{\"id\": \"{}\"}}", "u".repeat(513)));
    // A user stands two deep in a document and one deep in a line, and both count from the document.
    lines.extend((59..64).map(|levels| format!("{{\"id\": \"u\", \"attributes\": {{\"x\": {}}}}}", deep(levels))));
    for line in lines {
        let document = format!("{{\"users\": [{line}]}}");
        let rows = judged([ACME, ("users.jsonl", &line)]);
        let depth = line.contains("[[[");
        let whole = judged([ACME, ("users.json", &document)]);
        assert!(rows == whole || (depth && rows.is_ok()), "{line}:\n{rows:?}\n{whole:?}");
    }
}

#[test]
fn a_mangled_line_means_what_it_means_in_a_document() {
    let line = r#"{"id": "u", "email": "u@x", "active": false, "roles": ["operator", {"role": "lead", "within": {"company": "B", "key": "b"}, "from": "2027-01-01"}], "teams": ["t"], "accessLevels": ["a", "B/b"], "attributes": {"x": [1, -2.5], "y": {"x": "é"}}}"#;
    let letters: Vec<char> = line.chars().collect();
    let bits =
        ["\"", "1", "a", "lead", "x", "\\u00e9", "null", "true", "e9", " ", "-", "*", "[]", "{}", ", \"t\"", "\\n"];
    let mut rng = fastrand::Rng::with_seed(7);
    let mut compared = 0;
    for _ in 0..4_000 {
        let mut mangled = letters.clone();
        for _ in 0..rng.usize(1..3) {
            let at = rng.usize(..mangled.len());
            let until = at + rng.usize(..4).min(mangled.len() - at);
            mangled.splice(at..until, bits[rng.usize(..bits.len())].chars());
        }
        let line: String = mangled.into_iter().collect();
        if serde_json::from_str::<serde_json::Value>(&line).is_err() {
            continue;
        }
        compared += 1;
        let document = format!("{{\"users\": [{line}]}}");
        assert_eq!(judged([ACME, ("users.jsonl", &line)]), judged([ACME, ("users.json", &document)]), "{line}");
    }
    assert!(compared > 300, "{compared} lines were JSON still");
}

#[test]
fn records_mean_what_they_say() {
    let csv = "\u{feff}\"id\",name,roles\r\n\"ada\",\"A \"\"B\"\"\nC, D\",operator@ACME/a;lead\r\rbob,\u{feff}\"B\"\r\n\u{feff}cy,,\n\"dan\",\"\",\"lead\"";
    let document = r#"{"users": [{"id": "ada", "name": "A \"B\"\nC, D", "roles": ["lead", {"role": "operator", "within": "a"}]},
        {"id": "\ufeffcy"}, {"id": "dan", "roles": ["lead"]}]}"#;
    let found = judged([ACME, ("users.csv", csv)]).expect_err("a quote within a cell");
    assert_eq!(found.len(), 1, "{found:?}");
    let sound = csv.replace("bob,\u{feff}\"B\"\r\n", "");
    assert_eq!(judged([ACME, ("users.csv", &sound)]), judged([ACME, ("users.json", document)]));
}

#[test]
fn blocks_may_end_anywhere() {
    let (mut csv, mut lines, mut document) = ("name,id,roles\n".to_owned(), String::new(), "{\"users\": [".to_owned());
    for number in 0..15_000 {
        let name = "é\n\"x\", ".repeat(number % 7);
        let role = if number % 3 == 0 { "lead" } else { "operator" };
        writeln!(csv, "\"{}\",u{number},{role}", name.replace('"', "\"\"")).unwrap();
        let user = serde_json::json!({ "id": format!("u{number}"), "name": name, "roles": [role] });
        writeln!(lines, "{user}\r").unwrap();
        write!(document, "{}{user}", if number == 0 { "" } else { "," }).unwrap();
    }
    let csv = csv.replace("\"\",u", ",u");
    document.push_str("]}");
    assert!(csv.len() > 600_000, "several blocks");
    let whole = judged([ACME, ("users.json", &document)]).expect("sound");
    let folder = Folder::new("blocks", &[ACME, ("users.csv", &csv)]);
    // A name that was not said is none, and one that is empty is one: neither is a label.
    let packed = |model: &Model| pack(model, &Options::default()).expect("packs");
    assert_eq!(packed(&folder.read().expect("sound")), packed(&whole));
    let folder = Folder::new("line-blocks", &[ACME, ("users.jsonl", &lines)]);
    assert_eq!(folder.read().ok(), Some(whole));
    lines.push_str("{\"id\": \"last\", \"roles\": [\"oprator\"]}\n{\"id\": \"u9\"}");
    let folder = Folder::new("far", &[ACME, ("users.jsonl", &lines)]);
    assert_eq!(places(&folder), ["users.jsonl:15001:26: unknown-role", "users.jsonl:15002:8: duplicate-id"]);
    let shown = folder.read().expect_err("two problems").to_string();
    assert!(shown.contains("15001 | {\"id\": \"last\", \"roles\": [\"oprator\"]}\n"), "{shown}");
    assert!(shown.contains("did you mean `operator`?") && shown.contains("users.jsonl:10:7"), "{shown}");
}

#[test]
fn nobody_is_two_people_across_files() {
    let folder = Folder::new(
        "across",
        &[
            ACME,
            ("a.json", r#"{"users": [{"id": "ada", "email": "x@y"}]}"#),
            ("users-1.csv", "id,email\nbob,x@y\nada,\n"),
            ("users-2.jsonl", "{\"id\": \"cyd\", \"email\": \"bob\"}\n\n{\"id\": \"x@y\", \"email\": \"x@y\"}\n"),
        ],
    );
    assert_eq!(
        places(&folder),
        [
            "a.json:1:35: email-is-id",
            "users-1.csv:2:5: duplicate-email",
            "users-1.csv:2:5: email-is-id",
            "users-1.csv:3:1: duplicate-id",
            "users-2.jsonl:1:24: email-is-id",
            "users-2.jsonl:3:24: duplicate-email"
        ]
    );
}

#[test]
fn an_endless_row_is_refused_by_name_and_not_held() {
    let long = "x".repeat(100 << 20);
    let line = format!("{{\"id\": \"ada\"}}\n{{\"id\": \"{long}\"}}\n{{\"id\": \"bob\", \"roles\": [\"x\"]}}\n");
    let quote = format!("id,roles\nada,\"\nbob,x\n{}cyd,\n", format!("eve{},\n", "x".repeat(1 << 20)).repeat(20));
    let folder = Folder::new(
        "endless",
        &[ACME, ("users.jsonl", &line), ("users.csv", &format!("id\n{}\nada\n", &long[..20 << 20]))],
    );
    let mut found = Vec::new();
    let memory = measure(|| found = places(&folder));
    assert_eq!(
        found,
        [
            "users.csv:2:1: too-long",
            "users.jsonl:1:8: duplicate-id",
            "users.jsonl:2:1: too-long",
            "users.jsonl:3:25: unknown-role"
        ]
    );
    assert!(memory.bytes_max < 80 << 20, "{} bytes", memory.bytes_max);
    let folder = Folder::new("unclosed", &[ACME, ("users.csv", &quote)]);
    let found = places(&folder);
    assert_eq!(found[..2], ["users.csv:2:1: too-long", "users.csv:3:5: unknown-role"]);
}

#[test]
fn what_is_no_utf8_ends_a_file_and_not_the_run() {
    let folder = Folder::new("no-utf8", &[ACME, ("users-2.csv", "id,roles\nada,x\n")]);
    folder.write("users-1.jsonl", b"{\"id\": \"ada\"}\n{\"id\": \"b\xff\"}\n{}\n");
    folder.write("users-3.csv", b"\xff\xfei\0d\0");
    let shown = folder.read().expect_err("much is wrong").to_string();
    for part in
        ["byte 23 of the file, on line 2, begins no character", "the text is UTF-16", "the role `x`", "\n4 problems"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn memory_grows_with_the_snapshot_and_not_with_the_source() {
    let folder = Folder::new("large", &[ACME]);
    let history: Vec<String> =
        (0..200).map(|i| format!("{{\"at\": {i}, \"by\": [\"someone\", null, true, 1.5]}}")).collect();
    let attributes = format!("{{\"notes\": \"{}\", \"history\": [{}]}}", "n".repeat(90_000), history.join(", "));
    let mut file = BufWriter::new(File::create(folder.path("users.jsonl")).expect("a file"));
    for number in 0..2_000 {
        writeln!(file, "{{\"id\": \"u{number}\", \"attributes\": {attributes}, \"roles\": [\"lead\"]}}").expect("room");
    }
    let size = file.into_inner().expect("written").metadata().expect("a file").len();
    assert!(size > 180 << 20, "{size} bytes");
    let mut bytes = Vec::new();
    let memory = measure(|| {
        let model = Model::try_from(read(&folder.path("")).expect("read")).expect("sound");
        bytes = pack(&model, &Options::default()).expect("packs");
    });
    assert!(memory.bytes_max < 4 << 20, "{} bytes at most for {size}", memory.bytes_max);
    let access = Access::load(bytes, &LoadOptions::default()).expect("a sound snapshot");
    assert_eq!(access.users().count(), 2_000);
}

#[test]
fn how_far_the_reading_is_is_told() {
    let lines: String = (0..20_000).map(|number| format!("{{\"id\": \"u{number}\"}}\n")).collect();
    let folder = Folder::new("watched", &[ACME, ("users.jsonl", &lines), ("users.csv", "id\nada\n")]);
    let mut told = Vec::new();
    read(&folder.path("")).expect("read").into_model(&mut |progress| told.push(progress)).expect("sound");
    let last = told.last().copied().expect("something is told");
    assert_eq!((last.users, last.bytes, last.of), (20_001, last.of, lines.len() as u64 + 7));
    assert!(
        told.len() > 3 && told.windows(2).all(|pair| pair[0].users <= pair[1].users && pair[0].bytes <= pair[1].bytes)
    );
}
