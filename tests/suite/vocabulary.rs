//! `rolepack types`: what it writes compiles, and is what the package's type tests are held to.

use rolepack::source::{Document, parse};
use rolepack::vocabulary::{Term, Vocabulary};
use rolepack::{Access, LoadOptions, Model, pack, source};
use std::fs;
use std::path::Path;
use std::process::Command;

fn of_source(path: &str) -> Vocabulary {
    let model = Model::try_from(source::read(Path::new(path)).unwrap()).unwrap();
    let options = pack::Options { at: Some(0), ..pack::Options::default() };
    let access = Access::load(pack(&model, &options).unwrap(), &LoadOptions::default()).unwrap();
    Vocabulary::of_snapshot(&access)
}

fn ion() -> Vocabulary {
    let source = parse("a.json", r#"{ "catalogues": ["ion@1"] }"#).unwrap();
    Vocabulary::of_catalogue("ion@1", source.document())
}

#[test]
fn the_type_tests_have_what_is_written() {
    let written = of_source("pkg/test/types/registered/acme.yaml").to_typescript();
    assert_eq!(fs::read_to_string("pkg/test/types/registered/rolepack.d.ts").unwrap(), written);
}

#[test]
fn a_catalogue_has_no_dimensions_of_its_own() {
    let text = ion().to_typescript();
    assert!(text.contains("createRun: never\n"));
    assert!(!text.contains("dimensions"));
    assert_eq!(text.matches(": never\n").count(), 518);
}

#[test]
fn constants_compile_and_none_is_called_as_another() {
    let odd: Vec<Term> = ["read/runs", "readRuns", "READ_RUNS", "1st", "\"\\\n", "_", "-", "zoë", "HTTPLog2X", "type"]
        .into_iter()
        .map(|key| Term {
            key: key.into(),
            title: Some("\u{2028}*/ \" //".into()),
            rights: vec!["list".into(), "List".into()],
        })
        .collect();
    let odd = Vocabulary { of: "odd\nname".into(), permissions: odd, dimensions: Some(vec!["owner".into()]) };
    let folder = std::env::temp_dir().join(format!("rolepack-constants-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for (name, vocabulary) in [("odd.rs", odd), ("ion.rs", ion()), ("acme.rs", of_source("examples/acme-rockets"))] {
        let text = vocabulary.to_rust();
        let path = folder.join(name);
        fs::write(&path, &text).unwrap();
        let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
        let ran = Command::new(rustc)
            .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "-D", "warnings", "--out-dir"])
            .arg(&folder)
            .arg(&path)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}\n{text}", String::from_utf8_lossy(&ran.stderr));
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn names_of_constants_do_not_move() {
    let names = |keys: &[&str]| {
        let document = Document {
            permissions: keys
                .iter()
                .map(|key| source::Permission { key: (*key).into(), ..Default::default() })
                .collect(),
            ..Document::default()
        };
        let text = Vocabulary::of_catalogue("x", &document).to_rust();
        let names = text
            .lines()
            .filter_map(|line| line.strip_prefix("pub const "))
            .map(|line| line.split(':').next().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&["createRun", "read/runs"]), ["CREATE_RUN", "READ_RUNS"]);
    let both = names(&["read/runs", "readRuns"]);
    assert!(both[0] != both[1] && both.iter().all(|name| name.starts_with("READ_RUNS_")), "{both:?}");
    assert_eq!(names(&["readRuns", "read/runs", "z"])[..2], both);
}
