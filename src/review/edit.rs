//! Entries taken out of the lists of users, in the texts that they stand in. All else stays as it is, comments and line ends too.

use crate::source::findings::Findings;
use crate::source::node::{Field, Kind, Node, Piece, Span};
use crate::source::reading::{File, Format};
use std::collections::{BTreeSet, HashMap};

/// What is taken from a user, by the places in the user's lists.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub roles: BTreeSet<usize>,
    pub teams: BTreeSet<usize>,
}

/// The file's text without what is taken from its users; `None` where nothing of it is.
pub(super) fn edited(file: &File, taken: &HashMap<&str, Taken>) -> Option<Vec<u8>> {
    let mut cuts: Vec<(Span, String)> = Vec::new();
    let text = file.text.bytes(0, usize::try_from(file.text.size()).unwrap_or(usize::MAX));
    let mut in_users = false;
    file.walk(&mut Findings::default(), &mut |_, piece| match piece {
        Piece::Field { key, .. } => in_users = key == "users",
        Piece::Entry { node } if in_users => user(&text, file.format, &node, taken, &mut cuts),
        Piece::Entry { .. } => {}
    });
    if cuts.is_empty() {
        return None;
    }
    cuts.sort_unstable();
    let mut kept = Vec::with_capacity(text.len());
    let mut at = 0;
    for (cut, instead) in cuts {
        kept.extend_from_slice(text.get(at..cut.start).unwrap_or_default());
        kept.extend_from_slice(instead.as_bytes());
        at = at.max(cut.end);
    }
    kept.extend_from_slice(text.get(at..).unwrap_or_default());
    Some(kept)
}

fn user(text: &[u8], format: Format, node: &Node, taken: &HashMap<&str, Taken>, cuts: &mut Vec<(Span, String)>) {
    let Kind::Object(fields) = &node.kind else { return };
    let find = |name: &str| fields.iter().find(|field| field.key == name);
    let Some(Field { value: Node { kind: Kind::String(id), .. }, .. }) = find("id") else { return };
    let Some(taken) = taken.get(id.as_str()) else { return };
    for (name, places) in [("roles", &taken.roles), ("teams", &taken.teams)] {
        let Some(field) = find(name).filter(|_| !places.is_empty()) else { continue };
        let Kind::Array(entries) = &field.value.kind else { continue };
        if format == Format::Csv {
            cuts.push((field.value.span, cell(entries, places)));
        } else if places.len() >= entries.len() {
            cuts.push(all(text, field, entries));
        } else if text.get(field.value.span.start) == Some(&b'[') {
            flow(entries, places, cuts);
        } else {
            cuts.extend(
                places.iter().filter_map(|place| entries.get(*place)).map(|entry| (lines(text, entry), String::new())),
            );
        }
    }
}

/// The cell with what is left of its list.
fn cell(entries: &[Node], places: &BTreeSet<usize>) -> String {
    let left = entries.iter().enumerate().filter(|(place, _)| !places.contains(place));
    let left =
        left.filter_map(|(_, entry)| if let Kind::String(text) = &entry.kind { Some(text.as_str()) } else { None });
    let text = left.collect::<Vec<_>>().join(";");
    if text.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// The whole list, and an empty one in its place.
fn all(text: &[u8], field: &Field, entries: &[Node]) -> (Span, String) {
    if text.get(field.value.span.start) == Some(&b'[') {
        return (field.value.span, "[]".to_owned());
    }
    // A list in lines of its own: it begins behind the colon after its name, and its last line stays ended.
    let start = field.at.end
        + text.get(field.at.end..).and_then(|rest| rest.iter().position(|byte| *byte == b':')).map_or(0, |at| at + 1);
    let end = entries.last().map_or(start, |entry| end(text, entry));
    (Span { start, end: end.max(start) }, " []".to_owned())
}

/// Entries between brackets, each with the comma that parts it from another.
fn flow(entries: &[Node], places: &BTreeSet<usize>, cuts: &mut Vec<(Span, String)>) {
    for place in places {
        let Some(entry) = entries.get(*place) else { continue };
        let before = (0..*place).rev().any(|place| !places.contains(&place));
        let cut = match (place.checked_sub(1).and_then(|place| entries.get(place)), entries.get(place + 1)) {
            (Some(previous), _) if before => Span { start: previous.span.end, end: entry.span.end },
            (_, Some(next)) => Span { start: entry.span.start, end: next.span.start },
            _ => entry.span,
        };
        cuts.push((cut, String::new()));
    }
}

/// The lines of an entry that a dash begins, with the end of the last.
fn lines(text: &[u8], entry: &Node) -> Span {
    let start = text.get(..entry.span.start).and_then(|before| before.iter().rposition(|byte| *byte == b'\n'));
    let end = end(text, entry);
    let rest = text.get(end..).and_then(|rest| rest.iter().position(|byte| *byte == b'\n'));
    Span { start: start.map_or(0, |at| at + 1), end: rest.map_or(text.len(), |at| end + at + 1) }
}

/// Where the last that a value says ends: a list or an object in lines of its own is taken to end where the next thing begins.
fn end(text: &[u8], node: &Node) -> usize {
    match &node.kind {
        Kind::Array(_) | Kind::Object(_) if matches!(text.get(node.span.start), Some(b'[' | b'{')) => node.span.end,
        Kind::Array(entries) => entries.iter().map(|entry| end(text, entry)).max().unwrap_or(node.span.end),
        Kind::Object(fields) => fields.iter().map(|field| end(text, &field.value)).max().unwrap_or(node.span.end),
        _ => node.span.end,
    }
}
