//! All integration tests, one module a subject.
#![cfg(feature = "author")]

mod oracle;
mod vectors;
