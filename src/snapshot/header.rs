//! The header: whose snapshot this is, which one, for when, and for whom it answers.

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
    #[cfg_attr(not(feature = "author"), expect(dead_code, reason = "the order is the format"))]
    Everyone,
    User {
        id: &'a str,
        slide_in: bool,
        explain: bool,
    },
    Ids {
        from: &'a str,
        to: &'a str,
    },
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
