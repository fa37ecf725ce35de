//! The deciding side: load a snapshot, ask it questions. Total functions, no I/O, no clock of their own.

mod decision;
mod request;

pub use decision::{Decision, Level, Reason, Via};
pub use request::{AccessMethod, Request};
