//! What other systems say of an organisation, read into a source document: answers of the Intacct REST API and of the
//! Access Level service, and tables of assignments in CSV.
//!
//! ```text
//! texts  →  values (with places)  →  records  →  Document, checked
//! ```
//!
//! Whatever decides is carried over or refused, with its file and line; what decides nothing goes into `external`, so that
//! it can be exported again. Nothing is passed over in silence: what the answers leave open is told in [`Imported::notes`].
//! The same answers in any order give the same document.
//!
//! ```
//! use rolepack::import::{Options, access_levels};
//!
//! let answer = r#"{ "accessLevelKey": "plant-a", "company": "ACME", "description": "Plant A", "isActive": true, "locations": ["A"] }"#;
//! let imported = access_levels([("answer.json".into(), answer.into())], &Options::default())?;
//! assert_eq!(imported.document.access_levels[0].key, "plant-a");
//! # Ok::<(), rolepack::source::Problems>(())
//! ```

mod gathering;
mod intacct;
mod access_levels;
mod csv;

pub use access_levels::access_levels;
pub use csv::{Columns, Table, csv};
pub use intacct::intacct;

use crate::source::Document;

/// What was imported.
///
/// ```
/// use rolepack::import::{Columns, Table, csv};
///
/// let columns = Columns { user: "login".into(), role: Some("function".into()), ..Columns::default() };
/// let imported = csv(Table::Text("people.csv".into(), "login,function\nada,operator\n".into()), &columns)?;
/// assert_eq!(imported.document.users[0].id, "ada");
/// assert!(imported.notes[0].contains("operator"));   // what it may do, the table does not say
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// A source document, or a part of one where no organisation was named. Its lists are sorted.
    pub document: Document,
    /// What the answers do not say and the document therefore takes for granted, a sentence each.
    pub notes: Vec<String>,
}

/// What an importer is told beside the answers.
///
/// ```
/// use rolepack::import::{Options, access_levels};
///
/// let page = r#"{ "accessLevelKey": "plant-a", "company": "ACME", "description": "Plant A", "isActive": true, "colour": "red" }"#;
/// let options = Options { organization: Some("acme".into()), keep: vec!["colour".into()], ..Options::default() };
/// let document = access_levels([("page.json".into(), page.into())], &options)?.document;
/// assert_eq!(document.organization.unwrap().id, "acme");
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The organisation's id; where there is none, the document is a part, to be joined with the file that names it.
    pub organization: Option<String>,
    /// Fields that the importer does not know and that decide nothing: they are carried over into `external`, or passed over
    /// where a page or an answer says them of itself. Any other unknown field is refused.
    pub keep: Vec<String>,
    /// What `*` and `$user` are where a service lists values.
    pub wildcards: Wildcards,
}

impl Options {
    fn keeps(&self, name: &str) -> bool {
        self.keep.iter().any(|kept| kept == name)
    }
}

/// What `*` and `$user` are in lists of a service that does not give them a meaning of their own.
///
/// ```
/// use rolepack::import::{Options, Wildcards, access_levels};
///
/// let page = r#"{ "accessLevelKey": "plant-a", "company": "ACME", "description": "Plant A", "isActive": true, "locations": ["*"] }"#;
/// let import = |wildcards| access_levels([("page.json".into(), page.into())], &Options { wildcards, ..Options::default() });
/// assert!(import(Wildcards::Refused).is_err());
/// assert_eq!(import(Wildcards::Taken)?.document.access_levels[0].locations, ["*"]);
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Wildcards {
    /// Refused: a thing that bears such a name would become every thing.
    #[default]
    Refused,
    /// What they are in a source: every value, and the user's own.
    Taken,
}
