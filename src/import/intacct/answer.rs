//! An answer: its result, and what it says of itself.

use super::pages::{Page, Pages};
use super::record::{self, Records};
use crate::import::Options;
use crate::import::gathering::Gathering;
use crate::source::fields::{Fields, wrong_type};
use crate::source::findings::Finding;
use crate::source::node::{Kind, Node};
use crate::source::words::quote;

/// Reads an answer, an object that stands by itself, or a list of such.
pub(super) fn read(gathering: &mut Gathering<'_>, node: Node, records: &mut Records, pages: &mut Pages) {
    match node.kind {
        Kind::Array(entries) => {
            for entry in entries {
                read(gathering, entry, records, pages);
            }
        }
        Kind::Object(ref fields) if fields.iter().any(|field| field.key == "ia::result") => {
            answer(gathering, node, records, pages);
        }
        _ => {
            record::read(gathering, node, records);
        }
    }
}

fn answer(gathering: &mut Gathering<'_>, node: Node, records: &mut Records, pages: &mut Pages) {
    let options = gathering.options;
    let Some(mut fields) = gathering.object("an answer", node, &["ia::result"]) else { return };
    let (result, meta) = (fields.node("ia::result"), fields.node("ia::meta"));
    pass_over(fields, options);
    let meta = meta.and_then(|meta| self::meta(gathering, meta));
    let Some(result) = result else { return };
    let span = result.span;
    match result.kind {
        Kind::Array(entries) => {
            let count = entries.len();
            let mut kind = None;
            for entry in entries {
                kind = record::read(gathering, entry, records).or(kind);
            }
            if let Some(meta) = meta {
                pages.add(Page { kind, count, meta, at: gathering.here(span) });
            }
        }
        Kind::Object(ref fields) if fields.iter().any(|field| field.key == "ia::error") => error(gathering, result),
        _ => {
            record::read(gathering, result, records);
        }
    }
}

/// What an answer says of itself: how many there are, and which of them these are.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Meta {
    pub total: Option<u64>,
    /// The first, counted from 1.
    pub start: Option<u64>,
    /// The first of the page that follows.
    pub next: Option<u64>,
}

fn meta(gathering: &mut Gathering<'_>, node: Node) -> Option<Meta> {
    let (span, options) = (node.span, gathering.options);
    let mut fields = gathering.object("an answer's `ia::meta`", node, &[])?;
    let [total, start, next] = ["totalCount", "start", "next"].map(|name| number(&mut fields, name));
    let meta = Meta { total, start, next };
    // These follow from the above.
    for name in ["pageSize", "previous", "totalSuccess"] {
        number(&mut fields, name);
    }
    let errors = number(&mut fields, "totalError").unwrap_or(0);
    pass_over(fields, options);
    if errors > 0 {
        gathering.findings.push(Finding::new("error-answer", "the answer tells of errors").at(span));
    }
    Some(meta)
}

/// Ends what an answer says of itself: there is no thing for whose sake a field that is to be kept could be.
fn pass_over(mut fields: Fields<'_>, options: &Options) {
    fields.keep(|name| options.keeps(name));
    fields.end();
}

fn number(fields: &mut Fields<'_>, name: &'static str) -> Option<u64> {
    let node = fields.node(name)?;
    if let Kind::Number(number) = &node.kind
        && let Some(number) = number.as_u64()
    {
        return Some(number);
    }
    wrong_type(&format!("`{name}` is a whole number"), &node.kind, node.span, fields.findings());
    None
}

fn error(gathering: &mut Gathering<'_>, node: Node) {
    let span = node.span;
    let value = node.into_value();
    let said = value.pointer("/ia::error/message").and_then(|message| message.as_str());
    let said = said.map_or_else(String::new, |said| format!(": {}", quote(said)));
    let finding = Finding::new("error-answer", format!("an error was answered, nothing else{said}")).at(span);
    gathering.findings.push(finding.help("ask once more, and import what is answered then"));
}
