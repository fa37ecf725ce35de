//! Documents as text: what reads it gets the document back.

use rolepack::source::{Document, parse, to_json, to_yaml};
use serde_json::{Value, json};

fn comes_back(document: &Value) {
    let mut document: Document = serde_json::from_value(document.clone()).unwrap();
    document.organization.get_or_insert_default().id = "acme".into();
    for (name, text) in [("a.yaml", to_yaml(&document)), ("a.json", to_json(&document))] {
        let read = parse(name, &text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
        assert_eq!(*read.document(), document, "{text}");
    }
}

#[test]
fn strings_stay_strings() {
    let words = [
        "true",
        "No",
        "null",
        "~",
        "12",
        "0x1f",
        "1e3",
        ".inf",
        "-",
        "- a",
        "a: b",
        "a #b",
        "#",
        "*",
        "&a",
        "!t",
        "%",
        "@a",
        "`",
        "'",
        "\"",
        "[",
        "{",
        "a,b",
        "a]",
        "?",
        "? a",
        ":",
        " a",
        "a ",
        "",
        "\n",
        "a\nb\n",
        "\t",
        "\\",
        "zoë",
        "日本",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{202e}x",
        "\u{1f680}",
        "\u{e0041}",
        "2026-11-22",
        "=",
        "<<",
        "a\u{a0}b",
        "::SYS::x - y",
        "y",
        "---",
        "...",
    ];
    for word in words {
        let name = |suffix: &str| json!({ "id": format!("x{suffix}"), "name": word, "attributes": { word: [word, { word: word }] } });
        comes_back(&json!({ "teams": [name("1"), name("2")] }));
    }
}

#[test]
fn long_and_deep_values_stay_what_they_are() {
    let long = "word ".repeat(60);
    let deep = json!({ "a": [[], {}, [[1, 2.5, null, true], { "b": { "c": [long, [long, long]] } }]], "l": vec![long.clone(); 5] });
    let levels: Vec<Value> = (0..40).map(|i| json!(format!("location-{i}"))).collect();
    comes_back(&json!({
        "users": [{ "id": "ada", "attributes": deep, "active": false }],
        "accessLevels": [{ "key": "k", "company": "C", "description": long, "locations": levels, "customAttributes": { "custom_x": deep } }],
    }));
}

#[test]
fn it_reads_as_people_write() {
    let document: Document = serde_json::from_value(json!({
        "organization": { "id": "acme" }, "catalogues": ["ion@1"],
        "teams": [{ "id": "line-1", "roles": ["operator", { "role": "buyer", "within": "ACME/a" }] }],
    }))
    .unwrap();
    let expected = "organization: { id: acme }\ncatalogues: [\"ion@1\"]\nteams:\n  - id: line-1\n    roles: [operator, { role: buyer, within: ACME/a }]\n";
    assert_eq!(to_yaml(&document).replace("[ion@1]", "[\"ion@1\"]"), expected);
    assert_eq!(to_yaml(&Document::default()), "{}\n");
}

#[test]
fn random_documents_come_back() {
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..300 {
        let value = value(&mut random, 0);
        comes_back(&json!({ "teams": [{ "id": "a", "attributes": { "x": value } }] }));
    }
}

fn value(random: &mut fastrand::Rng, depth: usize) -> Value {
    let letters = ['a', ' ', ':', '#', '-', ',', '"', '\'', '\n', '\t', '{', '[', '*', 'é', '\u{2028}', '1', '.', '~'];
    let mut text = |most: usize| -> String {
        (0..random.usize(..=most)).map(|_| letters[random.usize(..letters.len())]).collect()
    };
    let (name, long) = (text(6), text(150));
    match random.usize(..if depth > 4 { 4 } else { 6 }) {
        0 => json!(name),
        1 => json!(long),
        2 => json!(random.i64(..)),
        3 => [json!(null), json!(true), json!(1.5)][random.usize(..3)].clone(),
        4 => (0..random.usize(..5)).map(|_| value(random, depth + 1)).collect(),
        _ => Value::Object((0..random.usize(..4)).map(|i| (format!("{name}{i}"), value(random, depth + 1))).collect()),
    }
}
