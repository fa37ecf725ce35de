//! All integration tests, one module a subject.
#![cfg(feature = "author")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]
// A table of cases says what it is by its rows.
#![allow(clippy::type_complexity)]

mod catalogue;
#[cfg(feature = "cli")]
mod cli;
mod compare;
mod cut;
mod decisions;
mod expect;
mod generate;
mod golden;
mod hostile;
mod import;
mod laws;
mod lint;
mod live;
mod oracle;
mod readme;
mod review;
mod sample;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "sign")]
mod signatures;
mod size;
mod source;
mod tidy;
mod vectors;
mod vocabulary;
