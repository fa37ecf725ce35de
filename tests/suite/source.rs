//! Reading sources: what is taken, what is refused, and in which words.

use rolepack::model::Model;
use rolepack::source::{Problems, parse, read};
use std::path::Path;

/// The problems of a source that must have some.
fn problems(name: &str, text: &str) -> Problems {
    match parse(name, text) {
        Err(problems) => problems,
        Ok(source) => Model::try_from(source).err().unwrap_or_else(|| panic!("nothing is wrong with {text}")),
    }
}

#[test]
fn the_sample_is_sound() {
    let source = read(Path::new("examples/acme-rockets")).unwrap_or_else(|problems| panic!("{problems}"));
    Model::try_from(source).unwrap_or_else(|problems| panic!("{problems}"));
}

#[test]
fn a_slip_of_the_pen_is_shown_where_it_stands() {
    let text = r#"{"organization": {"id": "acme"}, "roles": [{"id": "operator"}],
  "users": [{"id": "ada", "roles": ["oprator"]}]}"#;
    let shown = "\
error[unknown-role]: user `ada` is given the role `oprator`, which does not exist
 --> acme.json:2:37
  |
2 |   \"users\": [{\"id\": \"ada\", \"roles\": [\"oprator\"]}]}
  |                                     ^^^^^^^^^
  = help: did you mean `operator`?

1 problem
";
    assert_eq!(problems("acme.json", text).to_string(), shown);
}
