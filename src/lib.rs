//! Who may do what, in one small snapshot.
//!
//! ```text
//! catalogue + source  →  Model  →  pack  →  snapshot bytes  →  load  →  Access  →  check  →  Decision
//!    (people write)     (checked)            (columns)                (borrowed)           (can / why)
//! ```
//!
//! One producer ([`pack()`]), one reader ([`Access::load`]), one question ([`Access::check`]). The reading side is all that
//! `default = []` brings; the author's side ([`source`], [`model`], [`mod@pack`]) stands behind the feature `author`.
//!
//! ```
//! # #[cfg(feature = "author")] {
//! use rolepack::{Access, LoadOptions, Model, Request, pack, source};
//!
//! let source = source::parse("acme.yaml", r#"
//! organization: { id: acme }
//! permissions: [{ key: createRun }, { key: closeRun }]
//! roles: [{ id: operator, permissions: [createRun] }]
//! teams: [{ id: line-1, roles: [{ role: operator, within: plant-a }] }]
//! users: [{ id: ada@acme.example, teams: [line-1] }]
//! accessLevels: [{ company: ACME, key: plant-a, description: Plant A, locations: [A] }]
//! "#)?;
//! let bytes = pack(&Model::try_from(source)?, &pack::Options::default())?;
//!
//! let access = Access::load(bytes, &LoadOptions { organization: Some("acme"), ..Default::default() })?;
//! assert!(access.can("ada@acme.example", "createRun"));
//!
//! let decision = access.check(&Request::new("ada@acme.example", "createRun").resource("location", "A"));
//! assert_eq!(decision.role, Some("operator"));
//! assert_eq!(decision.via.and_then(|via| via.team), Some("line-1"));
//!
//! let decision = access.check(&Request::new("ada@acme.example", "createRun").resource("location", "B"));
//! assert_eq!(decision.reason.name(), "out-of-scope");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What the answers must be is said by the access model; the rules that the docs here name by number are its rules.
//!
//! # Where to begin
//!
//! - A server that checks requests: [`LiveAccess`], and `examples/axum.rs`, a tower layer that refuses what is not allowed.
//! - Packing what a program knows, without files: [`source::Document`] and the structs in it.
//! - Why somebody may or may not: [`Access::explain`]; who may: [`Access::who_can`]; all that one may: [`Access::effective`].
//!
//! # Features
//!
//! | feature | brings |
//! |---|---|
//! | none | the reader: load, ask, cut slices and shards |
//! | `author` | sources, the model, packing, and what compares, lints, reviews and imports them |
//! | `verify`, `sign` | signed snapshots: loading none else, and with `author` packing them |
//! | `schema` | the JSON Schema of sources |
//! | `cli` | the command line |
//! | `wasm`, `full` | the bindings of the npm package |
//!
//! # Where it builds
//!
//! Rust 1.88 or newer. Any target with the standard library, `wasm32-unknown-unknown` and `wasm32-wasip1` among them: `examples/wasi.rs` is the reader as a program
//! for hosts that speak WASI, such as Fastly Compute and Spin. There is no `unsafe` in it.
//!
//! The examples here ask `examples/workshop.yaml`: Ada is in team `line-1`, whose members are operators in plant A; Ben buys, and leads until the end of January; Cyd is inactive.
#![cfg_attr(not(any(feature = "author", test)), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown", feature = "wasm")))]
extern crate std;

#[cfg(feature = "author")]
pub mod source;

#[cfg(feature = "author")]
pub mod model;

#[cfg(feature = "author")]
pub mod pack;

mod order;

pub mod snapshot;

pub mod access;

#[cfg(feature = "verify")]
pub mod signature;

// The modules for JavaScript hold a snapshot each, and no standard library.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown", feature = "wasm")))]
mod live;

#[cfg(feature = "author")]
pub mod unpack;

#[cfg(feature = "author")]
pub mod import;

#[cfg(feature = "author")]
pub mod review;

#[cfg(feature = "author")]
pub mod vocabulary;

#[cfg(feature = "author")]
pub mod starter;

#[cfg(feature = "author")]
pub mod request_json;

#[cfg(feature = "author")]
pub mod compare;

#[cfg(feature = "author")]
pub mod lint;

#[cfg(feature = "author")]
pub mod expect;

// For JavaScript, which sees it another way.
#[cfg(feature = "wasm")]
#[doc(hidden)]
pub mod wasm;

/// README's example compiles as it stands there.
#[cfg(all(doctest, feature = "author"))]
#[doc = include_str!("../README.md")]
#[allow(rustdoc::invalid_codeblock_attributes, reason = "a block there has a file's name beside its language")]
pub struct Readme;

/// The examples of the documentation in Rust.
#[cfg(all(doctest, feature = "author"))]
#[doc = include_str!("../docs/rust.md")]
#[doc = include_str!("../docs/recipes/rust-server.md")]
pub struct Documentation;

pub use access::{Access, AccessMethod, Decision, Level, LoadOptions, Reason, Request, Via};
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown", feature = "wasm")))]
pub use live::{LiveAccess, SwapError};
#[cfg(feature = "author")]
pub use model::Model;
#[cfg(feature = "author")]
pub use pack::pack;
#[cfg(feature = "sign")]
pub use pack::pack_signed;
pub use snapshot::LoadError;
#[cfg(feature = "author")]
pub use unpack::unpack;
