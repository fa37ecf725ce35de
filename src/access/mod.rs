//! The deciding side: load a snapshot, ask it questions. Total functions, no I/O, no clock of their own.
//!
//! ```
//! use rolepack::{Access, LoadOptions, Request};
//!
//! let access = Access::load(std::fs::read("examples/workshop.rolepack")?, &LoadOptions::default())?;
//! assert!(access.can("ada", "createRun"));
//! assert!(!access.check(&Request::new("ada", "createRun").resource("location", "B")).allowed);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod load;

mod decision;
mod request;

mod check;
mod held;
mod question;
mod scope;

mod effective;
mod explain;
mod grants;
mod reach;
mod who_can;

mod contents;

mod cut;

pub use check::PermissionHandle;
pub use contents::{LevelInfo, PermissionInfo, RoleInfo, TeamInfo, UserInfo};
pub use cut::{CutError, SliceOptions};
pub use decision::{Decision, Level, Reason, Via};
pub use effective::{Effective, EffectiveGrant, EffectiveGroup};
pub use explain::{Explanation, HeldPath, Path};
pub use grants::UserGrants;
pub use load::{Access, LoadOptions, SnapshotKind};
pub use reach::{Covers, Reach, ReachBox, Reached};
pub use request::{AccessMethod, Request};
#[cfg(feature = "wasm")]
pub(crate) use {
    held::Decided,
    request::{Asked, Pairs, part},
};
