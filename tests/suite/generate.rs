//! Random organisations with every feature in play, and requests that meet every reason. All of it follows from a seed.

mod coverage;
mod organization;
mod request;
mod words;

pub use organization::Case;
pub use request::Question;
