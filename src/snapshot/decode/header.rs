//! The header, checked by itself and against the envelope.

use super::super::MAX_SEQUENCE;
use super::super::cursor::Cursor;
use super::super::envelope::{Envelope, FORMAT_VERSION};
use super::super::error::Fault;
use super::super::tables::{HeaderTable, Part, Span};
use super::super::text::{is_id, is_text};

/// Fills the table, and leaves the cursor at the body.
pub(super) fn header(
    bytes: &[u8],
    cursor: &mut Cursor<'_>,
    envelope: &Envelope,
    table: &mut HeaderTable,
) -> Result<(), Fault> {
    let version = cursor.varint();
    let kind = cursor.u8();
    let key_id = cursor.eight();
    table.organization = cursor.span();
    table.sequence = cursor.varint64();
    for time in [&mut table.created, &mut table.expires, &mut table.next_change] {
        *time = cursor.flag().then(|| cursor.zigzag());
    }
    table.scoping = cursor.flag();
    table.deny_unknown_users = cursor.flag();
    let answers_for = cursor.u8();
    // Whom it is about: nobody in particular, or the id of a slice or the first of a shard.
    let mut about = table.organization;
    if answers_for != 0 {
        about = cursor.span();
    }
    table.part = match answers_for {
        0 => Part::Whole,
        1 => Part::Slice { user: about, slide_in: cursor.flag(), explain: cursor.flag() },
        _ => Part::Shard { from: about, to: cursor.span() },
    };
    if cursor.failed() {
        return Err(Fault::Malformed);
    }
    let is_id = |span: Span| bytes.get(span.range()).is_some_and(is_id);
    if !is_id(table.organization) || (answers_for == 1 && !is_id(about)) {
        return Err(Fault::BadId);
    }
    if let Part::Shard { from, to } = table.part {
        // Ends of a range need be no ids, but texts.
        let is_text = |span: Span| bytes.get(span.range()).is_some_and(is_text);
        if !is_text(from) || !is_text(to) {
            return Err(Fault::Malformed);
        }
    }
    if table.sequence > MAX_SEQUENCE {
        return Err(Fault::TooMany);
    }
    let repeated = (version, kind, key_id) == (u32::from(FORMAT_VERSION), envelope.kind, envelope.key_id);
    if repeated && kind == answers_for { Ok(()) } else { Err(Fault::Disagrees) }
}
