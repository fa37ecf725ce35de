//! The body: one postcard value of tables. The order of the fields is the format.

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct Body<'a> {
    #[serde(borrow)]
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
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Records<'a> {
    pub count: u32,
    pub bytes: &'a [u8],
}

#[derive(Serialize, Deserialize)]
pub(super) struct Labels<'a> {
    pub organization: &'a str,
    pub permissions: &'a [u8],
    pub roles: &'a [u8],
    pub teams: &'a [u8],
    pub users: &'a [u8],
    pub levels: &'a [u8],
}
