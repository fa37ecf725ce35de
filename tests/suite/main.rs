//! All integration tests, one module a subject.
#![cfg(feature = "author")]

mod catalogue;
mod oracle;
mod vectors;
