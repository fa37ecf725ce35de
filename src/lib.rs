//! Rolepack.
#![forbid(unsafe_code)]
