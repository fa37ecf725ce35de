//! The header: whose snapshot this is, which one, for when, and for whom it answers.

use super::cursor::Cursor;
use super::error::Fault;
use super::id::is_id;
use serde::Serialize;

/// The header as FORMAT.md lists it: the order of the fields is the format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Header<'a> {
    pub version: u16,
    pub kind: u8,
    pub key_id: [u8; 8],
    pub organization: &'a str,
    pub sequence: u64,
    pub created: Option<i64>,
    pub expires: Option<i64>,
    pub next_change: Option<i64>,
    pub scoping: bool,
    pub deny_unknown_users: bool,
    pub answers_for: AnswersFor<'a>,
}

/// For whom a snapshot answers. The order of the variants is that of `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) enum AnswersFor<'a> {
    Everyone,
    User { id: &'a str, slide_in: bool, explain: bool },
    Ids { from: &'a str, to: &'a str },
}

impl AnswersFor<'_> {
    pub(crate) fn kind(&self) -> u8 {
        match self {
            Self::Everyone => 0,
            Self::User { .. } => 1,
            Self::Ids { .. } => 2,
        }
    }
}

impl<'a> Header<'a> {
    /// Reads the header and checks what can be checked of it alone.
    pub(super) fn read(cursor: &mut Cursor<'a>) -> Result<Self, Fault> {
        let header = Self {
            version: u16::try_from(cursor.varint()).unwrap_or_default(),
            kind: cursor.u8(),
            key_id: cursor.eight(),
            organization: cursor.str(),
            sequence: cursor.varint64(),
            created: cursor.optional(Cursor::zigzag),
            expires: cursor.optional(Cursor::zigzag),
            next_change: cursor.optional(Cursor::zigzag),
            scoping: cursor.flag(),
            deny_unknown_users: cursor.flag(),
            answers_for: match cursor.varint() {
                0 => AnswersFor::Everyone,
                1 => AnswersFor::User { id: cursor.str(), slide_in: cursor.flag(), explain: cursor.flag() },
                2 => AnswersFor::Ids { from: cursor.str(), to: cursor.str() },
                _ => return Err(Fault::Malformed),
            },
        };
        if cursor.failed() {
            return Err(Fault::Malformed);
        }
        let names_an_id = match header.answers_for {
            AnswersFor::User { id, .. } => is_id(id),
            _ => true,
        };
        if !is_id(header.organization) || !names_an_id {
            return Err(Fault::BadId);
        }
        if header.sequence > super::MAX_SEQUENCE {
            return Err(Fault::TooMany);
        }
        if header.kind != header.answers_for.kind() {
            return Err(Fault::Disagrees);
        }
        Ok(header)
    }
}
