//! Expectations: an organisation's own rules about its access, kept in files beside its source and tried in its CI.
//!
//! ```
//! # #[cfg(feature = "author")] {
//! use rolepack::{Access, LoadOptions, Model, expect::Expectations, pack, source};
//!
//! let source = source::parse("acme.yaml", r#"
//! organization: { id: acme }
//! permissions: [{ key: createOrder }, { key: signOrder }]
//! roles: [{ id: buyer, permissions: [createOrder] }, { id: approver, permissions: [signOrder] }]
//! users: [{ id: ada, roles: [buyer] }, { id: bob, roles: [buyer, approver] }]
//! "#)?;
//! let bytes = pack(&Model::try_from(source)?, &pack::Options::default())?;
//! let access = Access::load(bytes, &LoadOptions::default())?;
//!
//! let expectations = Expectations::parse([("acme.expect.yaml".to_owned(), r#"
//! expect:
//!   - { user: ada, permission: createOrder, allowed: true }
//! never:
//!   - { together: [createOrder, signOrder], because: four eyes on every order }
//! "#.to_owned())])?;
//! let report = expectations.test(&access)?;
//! assert_eq!((report.tested, report.failed.len()), (2, 1));
//! assert_eq!(report.failed[0].because, Some("four eyes on every order"));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `src/expect/FORMAT.md` is the format. Nothing here reads files or a clock.

mod written;
mod read;
mod names;
mod judge;
mod holders;
mod report;

pub use report::{Asked, Duty, Failed, HeldDuty, IdentityGroup, Offender, Report, Unmet};
pub use written::Expectations;
