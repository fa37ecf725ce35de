//! Who may do what, in one small snapshot.
//!
//! ```text
//! catalogue + source  →  Model  →  pack  →  snapshot bytes  →  load  →  Access  →  check  →  Decision
//! ```
//!
//! One producer (`pack`), one reader ([`Access::load`]), one question ([`Access::check`]). The reading side is all that
//! `default = []` brings; the author's side (`model`, `source`, `pack`) stands behind the feature `author`.
#![cfg_attr(not(any(feature = "author", test)), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
extern crate std;

pub mod access;
pub mod snapshot;

#[cfg(feature = "author")]
pub mod source;

#[cfg(feature = "author")]
pub mod model;

#[cfg(feature = "author")]
pub mod pack;

#[cfg(feature = "author")]
pub mod unpack;

pub use access::{Access, AccessMethod, Decision, Level, LoadOptions, Reason, Request, Via};
#[cfg(feature = "author")]
pub use model::Model;
#[cfg(feature = "author")]
pub use pack::pack;
pub use snapshot::LoadError;
#[cfg(feature = "author")]
pub use unpack::unpack;
