//! All integration tests, one module a subject.
#![cfg(feature = "author")]

mod catalogue;
mod source;
mod oracle;
mod sample;
mod vectors;
