//! `check --requests`: lines in, lines out.

use super::Folder;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

fn reasons(out: &str) -> Vec<String> {
    out.lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["reason"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_line_is_answered_in_order() {
    let folder = Folder::with_acme();
    folder.write(
        "requests.jsonl",
        "\u{feff}{\"user\":\"ada\",\"permission\":\"createRun\"}\r\n\
         {\"user\":\"bob\",\"permission\":\"createRun\",\"right\":null,\"resource\":{}}\n\
         {\"user\":\"zoe\",\"permission\":\"updateRun\",\"identityGroups\":[{\"provider\":\"okta\",\"group\":\"MES:Leads\"}],\"accessMethod\":\"slideIn\"}",
    );
    let ran = folder.run(["check", "acme.rolepack", "--requests", "requests.jsonl"]);
    assert_eq!(
        (ran.status, reasons(&ran.out), ran.err.as_str()),
        (0, vec!["granted".into(), "inactive-user".into(), "granted".into()], "")
    );
}

#[test]
fn a_malformed_line_is_answered_too_and_ends_with_3() {
    let folder = Folder::with_acme();
    let lines: &[(&[u8], &str)] = &[
        (br#"{"user":5,"permission":"createRun"}"#, "`user` is a number, not a string"),
        (br#"{"user":null,"permission":"createRun"}"#, "`user` is null, not a string"),
        (br#"{"permission":"createRun"}"#, "`user` is missing"),
        (br#"{"user":"ada"}"#, "`permission` is missing"),
        (br#"{"user":"ada","permission":"createRun","rigth":"x"}"#, "unknown field `rigth`"),
        (br#"{"user":"ada","user":"ada","permission":"createRun"}"#, "the field `user` stands twice"),
        (
            br#"{"user":"ada","permission":"createRun","resource":{"location":"A","location":"A"}}"#,
            "the dimension `location` stands twice",
        ),
        (
            br#"{"user":"ada","permission":"createRun","resource":{"location":null}}"#,
            "`resource.location` is null, not a string",
        ),
        (br#"{"user":"ada","permission":"createRun","resource":[]}"#, "`resource` is an array, not an object"),
        (
            br#"{"user":"ada","permission":"createRun","resource":{"location":"*"}}"#,
            "`*` means something in access levels only",
        ),
        (br#"{"user":"ada","permission":"createRun","right":false}"#, "`right` is a boolean, not a string"),
        (
            br#"{"user":"ada","permission":"createRun","accessMethod":"Login"}"#,
            "unknown access method `Login`, known are `login` and `slideIn`",
        ),
        (br#"{"user":"ada","permission":"createRun","accessMethod":null}"#, "`accessMethod` is null, not a string"),
        (
            br#"{"user":"ada","permission":"createRun","identityGroups":{"okta":["x"]}}"#,
            "`identityGroups` is an object, not an array",
        ),
        (
            br#"{"user":"ada","permission":"createRun","identityGroups":[{"provider":"okta"}]}"#,
            "`group` is missing in `identityGroups`",
        ),
        (br#"{"user":"\ud800","permission":"createRun"}"#, "`user` holds a lone surrogate"),
        (br#"{"user":"a\u0000","permission":"createRun"}"#, "the user `a\\u{0}` holds control characters"),
        (br#"["ada","createRun"]"#, "a request is an array, not an object"),
        (br#"{"user":"ada","permission":"createRun"} {}"#, "not JSON: "),
        (br#"{"user":"ada","permission":"createRun",}"#, "not JSON: "),
        (b"{\"user\":\"\xff\",\"permission\":\"createRun\"}", "not JSON: "),
        (b"", "not JSON: "),
        (b"nonsense", "not JSON: "),
    ];
    for (line, why) in lines {
        let input = [line, b"\n{\"user\":\"ada\",\"permission\":\"createRun\"}\n".as_slice()].concat();
        let ran = folder.fed(["check", "acme.rolepack", "--requests", "-"], input);
        assert_eq!(
            (ran.status, reasons(&ran.out)),
            (3, vec!["invalid-request".into(), "granted".into()]),
            "{}: {ran:?}",
            line.escape_ascii()
        );
        assert!(
            ran.err.starts_with(&format!("note: line 1: {}", why.replace("\\\\", "\\"))),
            "{}: {ran:?}",
            line.escape_ascii()
        );
    }
}

#[test]
fn scoped_is_told_of_malformed_requests_too() {
    let folder = Folder::with_acme();
    for (line, scoped) in [
        (r#"{"user":5,"permission":"createRun","resource":{"location":"A"}}"#, true),
        (r#"{"user":"ada","permission":"createRun","resource":{"location":7}}"#, true),
        (r#"{"user":"\udfff","permission":"createRun","resource":{"location":"A"}}"#, true),
        (r#"{"user":5,"permission":"createRun","resource":{}}"#, false),
        (r#"{"user":"ada","permission":"createRun","resource":"A"}"#, false),
        (r#"{"user":"","permission":"createRun","resource":{"location":"A"}}"#, true),
        ("nonsense", false),
    ] {
        let ran = folder.fed(["check", "acme.rolepack", "--requests", "-"], line);
        let decision: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!((&decision["reason"], &decision["scoped"]), (&"invalid-request".into(), &scoped.into()), "{line}");
    }
}

#[test]
fn a_flood_of_malformed_lines_is_counted() {
    let folder = Folder::with_acme();
    let ran = folder.fed(["check", "acme.rolepack", "--requests", "-"], "x\n".repeat(1_000));
    assert_eq!((ran.status, ran.out.lines().count(), ran.err.lines().count()), (3, 1_000, 21));
    assert!(ran.err.ends_with("note: and 980 malformed lines more\n"), "{}", ran.err);
}

#[test]
fn a_line_too_long_is_answered_and_passed_over() {
    let folder = Folder::with_acme();
    let input =
        format!("{{\"user\":\"{}\"}}\n{{\"user\":\"ada\",\"permission\":\"createRun\"}}\n", "x".repeat(3 << 20));
    let ran = folder.fed(["check", "acme.rolepack", "--requests", "-"], input);
    assert_eq!((ran.status, reasons(&ran.out)), (3, vec!["invalid-request".into(), "granted".into()]));
    assert_eq!(ran.err, "note: line 1: longer than 1048576 bytes\n");
}

#[test]
fn an_answer_comes_before_the_next_question() {
    let folder = Folder::with_acme();
    let mut child = folder
        .command(["check", "acme.rolepack", "--requests", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut questions = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        questions.write_all(b"{\"user\":\"ada\",\"permission\":\"createRun\"}\n").unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        assert_eq!(reasons(&answer), ["granted"]);
    }
    drop(questions);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_goes_away_is_no_noise() {
    let folder = Folder::with_acme();
    folder.write("requests.jsonl", "{\"user\":\"ada\",\"permission\":\"createRun\"}\n".repeat(50_000));
    let mut child = folder
        .command(["check", "acme.rolepack", "--requests", "requests.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    // Not every line was answered, and 0 would say so.
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(1), ""));
}

#[test]
fn a_denial_stays_one_where_nobody_reads_it() {
    let folder = Folder::with_acme();
    let mut child = folder
        .command(["check", "acme.rolepack", "ada", "updateRun"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(2));
}

#[test]
fn requests_stand_alone() {
    let folder = Folder::with_acme();
    for args in [
        ["--requests", "-", "ada"].as_slice(),
        &["--requests", "-", "--location", "A"],
        &["--requests", "-", "--identity-group", "a:b"],
        &["ada"],
        &[],
    ] {
        let ran = folder.run(["check", "acme.rolepack"].iter().chain(args).copied());
        assert_eq!((ran.status, ran.out.as_str()), (3, ""), "{args:?}: {ran:?}");
    }
    let ran = folder.run(["check", "acme.rolepack", "--requests", "none.jsonl"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.starts_with("error: cannot read `none.jsonl`: "), "{ran:?}");
}
