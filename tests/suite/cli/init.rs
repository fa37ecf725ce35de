//! `init`: what it writes is sound, what it says to do works, and nothing is written over.

use super::Folder;
use std::fs;

/// The indented lines of what is printed: first the commands, then the lines to paste.
fn commands(out: &str) -> Vec<Vec<String>> {
    let lines = out.lines().filter_map(|line| line.strip_prefix("  rolepack "));
    lines.map(|line| line.split(' ').map(str::to_owned).collect()).collect()
}

#[test]
fn what_it_says_to_do_works() {
    for (catalogue, question) in [
        (None, vec!["createRun"]),
        (Some("ion@1"), vec!["updateRunStep"]),
        (Some("intacct@1"), vec!["purchasing/taxScheduleMap", "--right", "list"]),
    ] {
        let folder = Folder::new();
        let ran = folder.run(["init"].into_iter().chain(catalogue.iter().flat_map(|name| ["--catalogue", name])));
        assert_eq!(ran.status, 0, "{ran:?}");
        let commands = commands(&ran.out);
        assert_eq!(commands.len(), 3);
        for command in &commands {
            folder.done(command.iter().map(String::as_str));
        }
        let check = ["check", "--slice", "ada.rolepack", "ada@acme.example"];
        assert_eq!(folder.run(check.into_iter().chain(question.iter().copied())).status, 0);
        assert!(String::from_utf8(folder.read("rolepack.d.ts")).unwrap().contains(question[0]));
        let paste: Vec<&str> = ran.out.lines().rev().take(3).collect();
        assert!(paste[0].contains(&format!("!me.can('{}'", question[0])), "{paste:?}");
        // Nothing in it is out of order for those who look closely.
        assert_eq!(folder.run(["pack", "access", "-o", "access.rolepack"]).status, 0);
    }
}

#[test]
fn the_schema_takes_the_source_that_points_to_it() {
    let folder = Folder::new();
    folder.done(["init", "--organization", "\"odd\" # id"]);
    let source = String::from_utf8(folder.read("access/organization.yaml")).unwrap();
    assert!(source.starts_with("# yaml-language-server: $schema=.rolepack.schema.json\n"));
    assert_eq!(folder.read("access/.rolepack.schema.json"), folder.done(["schema"]).as_bytes());
    assert!(folder.done(["inspect", "access", "--json"]).contains(r#""organization":"\"odd\" # id""#));
}

#[test]
fn nothing_is_written_over() {
    let folder = Folder::new();
    fs::create_dir(folder.path("access")).unwrap();
    folder.write("access/organization.expect.yaml", "mine");
    let ran = folder.run(["init"]);
    assert!(ran.status == 3 && ran.err.contains("`access/organization.expect.yaml` is there already"), "{ran:?}");
    assert_eq!(folder.read("access/organization.expect.yaml"), b"mine");
    assert_eq!(fs::read_dir(folder.path("access")).unwrap().count(), 1);
    let ran = folder.run(["init", "other", "--catalogue", "iom@1"]);
    assert!(ran.status == 3 && ran.err.contains("did you mean `ion@1`?"), "{ran:?}");
    assert_eq!(folder.run(["init", "other", "--organization", "*"]).status, 3);
    assert_eq!(folder.names(), ["access"]);
    folder.done(["init", "other place/deep"]);
    folder.done(["test", "other place/deep"]);
}
