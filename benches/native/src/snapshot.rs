//! Loading, as every bench does it.

use rolepack::{Access, LoadOptions};

/// One seed for every index, so that every run takes the same steps.
pub const OPTIONS: LoadOptions<'_> =
    LoadOptions { seed: 7, now: None, organization: None, min_sequence: None, slice: false };

/// Loads a sound snapshot.
pub fn load(bytes: Vec<u8>) -> Access {
    Access::load(bytes, &OPTIONS).expect("the snapshot was just packed")
}
