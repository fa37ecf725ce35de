//! What other systems answer, as sources.

mod access_levels;
mod csv;
mod intacct;

use rolepack::Model;
use rolepack::import::Imported;
use rolepack::source::{Document, Problems, parse, to_json, to_yaml};
use serde_json::Value;

/// Texts as importers take them, named `0.json`, `1.json`, …
fn texts(values: &[Value]) -> Vec<(String, String)> {
    values.iter().enumerate().map(|(i, value)| (format!("{i}.json"), value.to_string())).collect()
}

/// The document, which must pack with an organisation and come back from its texts.
fn sound(imported: Result<Imported, Problems>) -> Document {
    let document = imported.unwrap_or_else(|problems| panic!("{problems}")).document;
    let mut whole = document.clone();
    whole.organization.get_or_insert_default().id = "acme".into();
    Model::try_from(whole).unwrap_or_else(|problems| panic!("{problems}"));
    for (name, text) in [("a.yaml", to_yaml(&document)), ("a.json", to_json(&document))] {
        let text = text.replacen('{', r#"{"organization":{"id":"acme"},"#, usize::from(name == "a.json"));
        let text = if name == "a.yaml" { format!("organization: {{ id: acme }}\n{text}") } else { text };
        if document.organization.is_none() {
            let mut read =
                parse(name, &text).unwrap_or_else(|problems| panic!("{problems}\n{text}")).document().clone();
            read.organization = None;
            assert_eq!(read, document, "{text}");
        }
    }
    document
}

/// The problems as `code file:line:column message`.
fn problems(imported: Result<Imported, Problems>) -> Vec<String> {
    let problems = imported.expect_err("something is wrong").problems;
    let shown = problems.into_iter().map(|problem| {
        let place = problem.place.range.map_or(String::new(), |range| format!(":{}:{}", range.line, range.column));
        format!("{} {}{place} {}", problem.code, problem.place.file.unwrap_or_default(), problem.message)
    });
    shown.collect()
}
