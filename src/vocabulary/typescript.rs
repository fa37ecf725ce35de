//! A declaration for TypeScript.

use super::{Term, Vocabulary, comment};
use serde_json::Value;
use std::fmt::Write;

impl Vocabulary {
    /// A `.d.ts` file by which the npm package takes these keys, rights and dimensions, and no other.
    ///
    /// ```
    /// use rolepack::source::parse;
    /// use rolepack::vocabulary::Vocabulary;
    ///
    /// let source = parse("c.json", r#"{ "permissions": [{ "key": "createRun" }, { "key": "tax", "rights": ["list", "add"] }] }"#)?;
    /// let declaration = Vocabulary::of_catalogue("mine", source.document()).to_typescript();
    /// assert!(declaration.contains("createRun: never\n"));
    /// assert!(declaration.contains("tax: 'list' | 'add'\n"));
    /// # Ok::<(), rolepack::source::Problems>(())
    /// ```
    #[must_use]
    pub fn to_typescript(&self) -> String {
        let mut text = format!(
            "// The permissions of {}, written by `rolepack types`. Write it again when they change.\nexport {{}}\n\ndeclare module 'rolepack' {{\n  interface Register {{\n    permissions: {{\n",
            comment(&self.of)
        );
        for Term { key, title, rights } in &self.permissions {
            if let Some(title) = title {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "      /** {} */", comment(title));
            }
            let _ = writeln!(text, "      {}: {}", name(key), union(rights));
        }
        text.push_str("    }\n");
        if let Some(dimensions) = &self.dimensions {
            let _ = writeln!(text, "    dimensions: {}", union(dimensions));
        }
        text.push_str("  }\n}\n");
        text
    }
}

fn union(words: &[String]) -> String {
    if words.is_empty() {
        return "never".to_owned();
    }
    words.iter().map(|word| literal(word)).collect::<Vec<_>>().join(" | ")
}

/// The name of a property, in quotes where it is no identifier. What is written by its code point needs none.
fn name(key: &str) -> String {
    let plain = key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$')
        && !key.starts_with(|first: char| first.is_ascii_digit());
    if plain && key != "__proto__" { key.to_owned() } else { literal(key) }
}

/// A string literal. JSON's are JavaScript's.
fn literal(text: &str) -> String {
    let json = Value::from(text).to_string();
    let inner = json.get(1..json.len().saturating_sub(1)).unwrap_or_default();
    let mut quoted = String::from("'");
    for letter in inner.replace("\\\"", "\"").chars() {
        match letter {
            '\'' => quoted.push_str("\\'"),
            // Line separators, and what turns the direction of text.
            letter if crate::source::words::is_hidden(letter) => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    let _ = write!(quoted, "\\u{unit:04x}");
                }
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('\'');
    quoted
}
