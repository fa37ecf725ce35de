//! Who may do what, in one small snapshot.
//!
//! ```text
//! catalogue + source  →  Model  →  pack  →  snapshot bytes  →  load  →  Access  →  check  →  Decision
//! ```
//!
//! One producer (`pack`), one reader ([`Access::load`]), one question ([`Access::check`]). The reading side is all that
//! `default = []` brings; the author's side (`model`, `source`, `pack`) stands behind the feature `author`.
#![forbid(unsafe_code)]

pub mod access;
pub mod snapshot;

#[cfg(feature = "author")]
pub mod source;

#[cfg(feature = "author")]
pub mod model;

pub use access::{AccessMethod, Decision, Level, Reason, Request, Via};
