//! README's examples run, and say what it prints.

use rolepack::{Access, LoadOptions, Model, Request, pack, source};
use std::fs;
use std::path::Path;
use std::process::Command;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md")
}

/// The text of the first block in that language.
fn block(text: &str, language: &str) -> String {
    let start = text.find(&format!("```{language}\n")).expect("a block") + language.len() + 4;
    let rest = &text[start..];
    rest[..rest.find("```").expect("its end")].to_owned()
}

#[cfg(feature = "cli")]
#[test]
fn the_command_line_prints_what_the_readme_says() {
    let readme = readme();
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("acme.yaml"), block(&readme, "yaml")).expect("written");
    let console = block(&readme, "console");
    let mut lines = console.lines().skip_while(|line| !line.starts_with("$ rolepack")).peekable();
    let mut checked = 0;
    while let Some(line) = lines.next() {
        let arguments = line.strip_prefix("$ rolepack ").expect("a command");
        let output = Command::new(env!("CARGO_BIN_EXE_rolepack"))
            .args(arguments.split(' '))
            .current_dir(folder.path())
            .output()
            .expect("runs");
        let printed = String::from_utf8(output.stdout).expect("UTF-8");
        let mut expected = String::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with('$')) {
            expected += line;
            expected.push('\n');
        }
        assert_eq!(printed, expected, "{line}");
        checked += 1;
    }
    assert_eq!(checked, 3);
}

#[test]
fn the_example_in_rust_holds_of_the_example_in_yaml() {
    let source = source::parse("acme.yaml", &block(&readme(), "yaml")).expect("parses");
    let bytes = pack(&Model::try_from(source).expect("is sound"), &pack::Options::default()).expect("packs");
    let options = LoadOptions { organization: Some("acme"), ..Default::default() };
    let access = Access::load(bytes, &options).expect("loads");
    assert!(access.can("ada@acme.example", "updateRunStep"));
    let elsewhere = access.check(&Request::new("ada@acme.example", "updateRunStep").resource("location", "B"));
    assert_eq!(elsewhere.reason.name(), "out-of-scope");
}
