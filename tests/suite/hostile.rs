//! Bytes that are not what they say: cut, changed, sealed again. Nothing panics, nothing that is broken answers.

mod draft;
mod rules;
