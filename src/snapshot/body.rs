//! The body: one postcard value of tables. The order of the fields is the format.
//!
//! Written by serde; read by hand, for derived reading costs the browser module 6 KB.

use super::cursor::Cursor;
use alloc::vec::Vec;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Body<'a> {
    pub dimensions: Vec<&'a str>,
    pub rights: Vec<&'a str>,
    pub permission_groups: Vec<&'a str>,
    pub permissions: Records<'a>,
    pub roles: Records<'a>,
    pub levels: Records<'a>,
    pub values: Vec<Records<'a>>,
    pub teams: Records<'a>,
    pub mappings: Records<'a>,
    pub shared_profiles: u32,
    pub profiles: Records<'a>,
    pub users: Records<'a>,
    pub labels: Option<Labels<'a>>,
}

/// A count, and the bytes of that many records.
#[derive(Clone, Copy, Default, Serialize)]
pub(super) struct Records<'a> {
    pub count: u32,
    pub bytes: &'a [u8],
}

#[derive(Serialize)]
pub(super) struct Labels<'a> {
    pub organization: &'a str,
    pub permissions: &'a [u8],
    pub roles: &'a [u8],
    pub teams: &'a [u8],
    pub users: &'a [u8],
    pub levels: &'a [u8],
}

impl<'a> Body<'a> {
    pub(super) fn read(cursor: &mut Cursor<'a>) -> Self {
        Self {
            dimensions: cursor.list(Cursor::str),
            rights: cursor.list(Cursor::str),
            permission_groups: cursor.list(Cursor::str),
            permissions: Records::read(cursor),
            roles: Records::read(cursor),
            levels: Records::read(cursor),
            values: cursor.list(Records::read),
            teams: Records::read(cursor),
            mappings: Records::read(cursor),
            shared_profiles: cursor.varint(),
            profiles: Records::read(cursor),
            users: Records::read(cursor),
            labels: cursor.optional(Labels::read),
        }
    }
}

impl<'a> Records<'a> {
    pub(super) fn read(cursor: &mut Cursor<'a>) -> Self {
        Self { count: cursor.varint(), bytes: cursor.bytes() }
    }
}

impl<'a> Labels<'a> {
    pub(super) fn read(cursor: &mut Cursor<'a>) -> Self {
        Self {
            organization: cursor.str(),
            permissions: cursor.bytes(),
            roles: cursor.bytes(),
            teams: cursor.bytes(),
            users: cursor.bytes(),
            levels: cursor.bytes(),
        }
    }
}
