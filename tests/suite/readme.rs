//! README's example in Rust says what is so. Its other examples are run with the documentation's (`docs/test`).

use rolepack::{Access, LoadOptions, Model, Request, pack, source};
use std::fs;
use std::path::Path;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md")
}

/// The text of the first block in that language.
fn block(text: &str, language: &str) -> String {
    let start = text.find(&format!("```{language}")).expect("a block");
    let start = start + text[start..].find('\n').expect("a line") + 1;
    let rest = &text[start..];
    rest[..rest.find("```").expect("its end")].to_owned()
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
