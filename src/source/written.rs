//! A document as text again: JSON, and YAML as people write it.

use super::document::Document;
use serde::Serialize;
use serde_json::Value;

/// How wide a list or an object on one line may be, in characters.
const WIDTH: usize = 120;

/// The document as JSON, indented, with a line end after it. The same document gives the same text.
///
/// ```
/// use rolepack::source::{Document, to_json};
///
/// assert_eq!(to_json(&Document::new("acme")), "{\n  \"organization\": {\n    \"id\": \"acme\"\n  }\n}\n");
/// ```
#[must_use]
pub fn to_json(document: &Document) -> String {
    // A document is made of strings, booleans, lists and maps with strings for keys, and nothing of that fails.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

/// The document as YAML: an entry of a list begins a line, what is short stands on one. The same document gives the same text.
///
/// What reads it gets the document back, whatever its strings hold.
///
/// ```
/// use rolepack::source::{Document, Team, to_yaml};
///
/// let document = Document { teams: vec![Team { id: "line-1".into(), ..Team::default() }], ..Document::default() };
/// assert_eq!(to_yaml(&document), "teams:\n  - id: line-1\n");
/// ```
#[must_use]
pub fn to_yaml(document: &Document) -> String {
    let mut text = String::new();
    if let Some(Ok(organization)) = document.organization.as_ref().map(serde_json::to_value) {
        field(&mut text, 0, "organization", &organization);
    }
    for (name, words) in [("catalogues", &document.catalogues), ("dimensions", &document.dimensions)] {
        if !words.is_empty() {
            field(&mut text, 0, name, &words.as_slice().into());
        }
    }
    list(&mut text, "permissions", &document.permissions);
    list(&mut text, "roles", &document.roles);
    list(&mut text, "teams", &document.teams);
    list(&mut text, "users", &document.users);
    list(&mut text, "groupMappings", &document.group_mappings);
    list(&mut text, "accessLevels", &document.access_levels);
    if text.is_empty() {
        text.push_str("{}\n");
    }
    text
}

/// A list of the document, one entry after the other: all of them are never held as values at once.
fn list(text: &mut String, name: &str, entries: &[impl Serialize]) {
    if entries.is_empty() {
        return;
    }
    text.push_str(name);
    text.push_str(":\n");
    // As in JSON, nothing fails.
    entries.iter().filter_map(|entry| serde_json::to_value(entry).ok()).for_each(|value| entry(text, 2, &value));
}

/// A field and its value, on a line that `depth` spaces begin.
fn field(text: &mut String, depth: usize, name: &str, value: &Value) {
    text.push_str(&" ".repeat(depth));
    text.push_str(&scalar(name));
    text.push(':');
    rest(text, depth, value);
}

/// A value after what it belongs to: on the line if there is room, else below it.
fn rest(text: &mut String, depth: usize, value: &Value) {
    let flow = flow(value);
    let column = text.len() - text.rfind('\n').map_or(0, |end| end + 1);
    let scalar = !matches!(value, Value::Array(_) | Value::Object(_));
    if scalar || flow.len() == 2 || column + 1 + flow.chars().count() <= WIDTH {
        text.push(' ');
        text.push_str(&flow);
        text.push('\n');
        return;
    }
    text.push('\n');
    match value {
        Value::Array(entries) => entries.iter().for_each(|value| entry(text, depth + 2, value)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| field(text, depth + 2, name, value)),
        _ => {}
    }
}

/// An entry of a list. The fields of an object stand below one another, the first beside the dash.
fn entry(text: &mut String, depth: usize, value: &Value) {
    text.push_str(&" ".repeat(depth));
    text.push('-');
    let flow = flow(value);
    match value {
        Value::Object(fields) if depth <= 2 && !fields.is_empty() || depth + 2 + flow.chars().count() > WIDTH => {
            let Value::Object(fields) = value else { return rest(text, depth, value) };
            let mut block = String::new();
            fields.iter().for_each(|(name, value)| field(&mut block, depth + 2, name, value));
            text.push(' ');
            text.push_str(block.trim_start_matches(' '));
        }
        _ => {
            text.push(' ');
            text.push_str(&flow);
            text.push('\n');
        }
    }
}

/// The value on one line.
fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => scalar(text),
        Value::Array(entries) => format!("[{}]", entries.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) if fields.is_empty() => "{}".to_owned(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| format!("{}: {}", scalar(name), flow(value)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// A string plain where it reads back as itself wherever it stands, and else in quotes.
fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let quoted = Value::from(text).to_string();
    let mut safe = String::with_capacity(quoted.len());
    for letter in quoted.chars() {
        // JSON leaves these as they are, YAML or a terminal does not.
        if super::words::is_hidden(letter) {
            let number = u32::from(letter);
            safe.push_str(&if number > 0xffff { format!("\\U{number:08x}") } else { format!("\\u{number:04x}") });
        } else {
            safe.push(letter);
        }
    }
    safe
}

fn is_plain(text: &str) -> bool {
    let inside = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '/' | '@' | '+' | ' ');
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && text.chars().all(inside)
        && !text.ends_with(' ')
        && !words.contains(&text.to_lowercase().as_str())
}
