//! Cutting a smaller snapshot out of one: the only writer on the reading side.

mod error;
mod rows;
mod shard;
mod slice;

pub use error::CutError;
pub use slice::SliceOptions;

use rows::Renumber;

/// Which records of a snapshot go into the one that is cut, and by which new numbers.
struct Selection {
    /// By grant; `None`: every one, and permission groups stay attached to roles.
    grants: Option<alloc::vec::Vec<bool>>,
    roles: Renumber,
    teams: Renumber,
    levels: Renumber,
    mappings: Renumber,
}
