//! JSON with spans. `serde_json` does the reading, strictly; a borrowed `RawValue` is a piece of the text itself, and so
//! tells where it stands. Every level of the text is scanned once more than the one above it, which [`DEEPEST`] bounds.

use super::findings::{Finding, Findings};
use super::node::{DEEPEST, Field, Kind, Node, Piece, Span, duplicate_key, refuse_duplicates, too_deep};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Number;
use serde_json::value::RawValue;
use std::collections::HashSet;
use std::fmt;

/// Reads one document, telling `on` its fields and entries in order. Linear in the text.
/// False: the text is no JSON object, and nothing was told.
pub(crate) fn walk(text: &str, findings: &mut Findings, on: &mut dyn FnMut(&mut Findings, Piece)) -> bool {
    let reader = Reader { base: text.as_ptr() as usize };
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let whole = match serde_json::from_str::<&RawValue>(body) {
        Ok(whole) => whole,
        Err(error) => {
            findings.push(reader.syntax(body, &error));
            return false;
        }
    };
    if !whole.get().starts_with('{') {
        let node = reader.node(whole, 0, findings);
        findings.push(
            Finding::new("wrong-type", format!("a document is an object, not {}", node.kind.name())).at(node.span),
        );
        return false;
    }
    let mut seen = HashSet::new();
    let Some(Pairs(fields)) = reader.parts(whole, findings) else { return false };
    for (key, value) in fields {
        let at = reader.span(key);
        let Some(key) = reader.string(key, findings) else { continue };
        if !seen.insert(key.clone()) {
            findings.push(duplicate_key(&key, at));
            continue;
        }
        if value.get().starts_with('[') {
            let Some(entries) = reader.parts::<Vec<&RawValue>>(value, findings) else { return false };
            on(findings, Piece::Field { key, at, value: None });
            for entry in entries {
                let node = reader.node(entry, 2, findings);
                on(findings, Piece::Entry { node });
            }
        } else {
            let value = Some(reader.node(value, 1, findings));
            on(findings, Piece::Field { key, at, value });
        }
    }
    true
}

/// Reads a line of JSON Lines, which begins at `start` in its file; `None`, and a report, where it is no JSON.
pub(super) fn line(line: &str, start: usize, findings: &mut Findings) -> Option<Node> {
    let reader = Reader { base: (line.as_ptr() as usize).wrapping_sub(start) };
    match serde_json::from_str::<&RawValue>(line) {
        Ok(raw) => Some(reader.node(raw, 1, findings)),
        Err(error) => {
            findings.push(reader.syntax(line, &error));
            None
        }
    }
}

/// Reads JSON values that stand one after another, of any kind. What follows the first that is no JSON is not read.
pub(crate) fn values(text: &str, findings: &mut Findings) -> Vec<Node> {
    let reader = Reader { base: text.as_ptr() as usize };
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut nodes = Vec::new();
    for raw in serde_json::Deserializer::from_str(body).into_iter::<&RawValue>() {
        match raw {
            Ok(raw) => nodes.push(reader.node(raw, 0, findings)),
            Err(error) => {
                findings.push(reader.syntax(body, &error));
                break;
            }
        }
    }
    nodes
}

struct Reader {
    /// Where the whole file would stand in memory.
    base: usize,
}

impl Reader {
    fn span(&self, raw: &RawValue) -> Span {
        let start = (raw.get().as_ptr() as usize).wrapping_sub(self.base);
        Span { start, end: start + raw.get().len() }
    }

    /// What is wrong with a text that is no JSON, at the first place where it is none.
    fn syntax(&self, within: &str, error: &serde_json::Error) -> Finding {
        let line = within.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let local = boundary(within, line + error.column().saturating_sub(1));
        let start = (within.as_ptr() as usize).wrapping_sub(self.base) + local;
        let text = error.to_string();
        let mut what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
        if what == "key must be a string" && within.as_bytes().get(local) == Some(&b'}') {
            what = "trailing comma";
        }
        let what = what.strip_prefix("EOF").map_or_else(|| what.to_owned(), |rest| format!("the text ends{rest}"));
        let finding = Finding::new("syntax", format!("not JSON: {what}")).at(Span { start, end: start });
        if what == "trailing comma" {
            finding.help("JSON takes no comma after the last entry; a file named `.yaml` may have one, and comments")
        } else if what.contains("surrogate") {
            finding.help("a character outside the first 65,536 takes two `\\u` escapes, or stands as itself")
        } else {
            finding
        }
    }

    fn node(&self, raw: &RawValue, depth: usize, findings: &mut Findings) -> Node {
        let span = self.span(raw);
        let text = raw.get();
        let kind = match text.as_bytes().first() {
            Some(b'{' | b'[') if depth >= DEEPEST => {
                findings.push(too_deep(Span { start: span.start, end: span.start + 1 }));
                Kind::Broken
            }
            Some(b'{') => self.fields(raw, depth, findings).map_or(Kind::Broken, Kind::Object),
            Some(b'[') => match self.parts::<Vec<&RawValue>>(raw, findings) {
                Some(entries) => {
                    Kind::Array(entries.into_iter().map(|entry| self.node(entry, depth + 1, findings)).collect())
                }
                None => Kind::Broken,
            },
            Some(b'"') => self.string(raw, findings).map_or(Kind::Broken, Kind::String),
            Some(b't') => Kind::Bool(true),
            Some(b'f') => Kind::Bool(false),
            Some(b'n') => Kind::Null,
            _ => number(text).map_or_else(
                || {
                    findings.push(number_too_large(span));
                    Kind::Broken
                },
                Kind::Number,
            ),
        };
        Node { span, kind }
    }

    fn fields(&self, raw: &RawValue, depth: usize, findings: &mut Findings) -> Option<Vec<Field>> {
        let mut fields = Vec::new();
        for (key, value) in self.parts::<Pairs>(raw, findings)?.0 {
            let at = self.span(key);
            if let Some(key) = self.string(key, findings) {
                fields.push(Field { key, at, value: self.node(value, depth + 1, findings) });
            }
        }
        refuse_duplicates(&mut fields, findings);
        Some(fields)
    }

    /// The parts of a list or an object. The text was found whole before; still, what cannot be read is never read as empty.
    fn parts<'a, T: Deserialize<'a>>(&self, raw: &'a RawValue, findings: &mut Findings) -> Option<T> {
        serde_json::from_str(raw.get()).map_err(|error| findings.push(self.syntax(raw.get(), &error))).ok()
    }

    fn string(&self, raw: &RawValue, findings: &mut Findings) -> Option<String> {
        serde_json::from_str(raw.get()).map_err(|error| findings.push(self.syntax(raw.get(), &error))).ok()
    }
}

/// A number that JSON readers agree on: finite, and if it is whole, held without loss.
pub(crate) fn number(text: &str) -> Option<Number> {
    let number: Number = serde_json::from_str(text).ok()?;
    let whole = !text.contains(['.', 'e', 'E']) && text != "-0";
    (!whole || number.is_i64() || number.is_u64()).then_some(number)
}

pub(crate) fn number_too_large(at: Span) -> Finding {
    Finding::new("number-too-large", "a number that cannot be held without loss")
        .at(at)
        .help("write it in quotes, as a string")
}

/// The last place at or before `index` where a character begins.
fn boundary(text: &str, index: usize) -> usize {
    (0..=index.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

struct Pairs<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<(&'de RawValue, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        deserializer.deserialize_map(Collect).map(Pairs)
    }
}
