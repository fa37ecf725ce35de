//! The workload of the benches, and what Rolepack is measured beside.
//!
//! The organisation is the one that `benches/peers` draws, number for number, so that its snapshot is the same bytes.

#![forbid(unsafe_code)]

mod random;

pub mod sizes;

pub mod organization;

pub mod levels;

#[cfg(feature = "author")]
pub mod source;

pub mod snapshot;

pub mod questions;

pub mod bit_sets;
