//! What an organisation begins with: a small source with comments, expectations that hold of it, and lines of code that ask it.
//!
//! ```
//! use rolepack::{Model, source, starter};
//!
//! let starter = starter::starter("acme", None)?;
//! let (name, text) = &starter.files[0];
//! let model = Model::try_from(source::parse(name, text)?)?;
//! # Ok::<(), source::Problems>(())
//! ```

use crate::Model;
use crate::source::{Problems, parse};
use serde_json::Value;

/// The files to begin with, and what to do with them.
///
/// ```
/// let starter = rolepack::starter::starter("acme", None)?;
/// assert_eq!(starter.files.len(), 2);   // a source and its expectations
/// assert!(starter.paste.contains("createRun"));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Starter {
    /// By their names in the source's folder.
    pub files: Vec<(&'static str, String)>,
    /// Three lines of JavaScript that gate a button by the slice of [`Self::user`].
    pub paste: String,
    /// A user of the source.
    pub user: &'static str,
}

/// A source, its expectations, and the question that is pasted.
type Texts = (&'static str, &'static str, &'static str);

const PLAIN: Texts = (include_str!("plain.yaml"), include_str!("plain.expect.yaml"), "'createRun'");
const ION: Texts = (include_str!("ion.yaml"), include_str!("ion.expect.yaml"), "'updateRunStep'");
const INTACCT: Texts = (
    include_str!("intacct.yaml"),
    include_str!("intacct.expect.yaml"),
    "'purchasing/taxScheduleMap', { right: 'list' }",
);

/// The file that the source stands in.
///
/// ```
/// let starter = rolepack::starter::starter("acme", Some("ion@1"))?;
/// assert!(starter.files.iter().any(|(name, _)| *name == rolepack::starter::SOURCE));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
pub const SOURCE: &str = "organization.yaml";

/// The starter of an organisation by this id, on its own permissions or on a built-in catalogue's.
///
/// ```
/// let problems = rolepack::starter::starter("acme", Some("ions@1")).unwrap_err();
/// assert_eq!(problems.count(), 1);
/// ```
///
/// # Errors
/// A catalogue that is not built in, or an id that is none.
pub fn starter(organization: &str, catalogue: Option<&str>) -> Result<Starter, Problems> {
    if let Some(name) = catalogue {
        // Says what there is where there is no such one.
        parse("the command line", &serde_json::json!({ "catalogues": [name] }).to_string())?;
    }
    let (source, expectations, question) = match catalogue.and_then(|name| name.split('@').next()) {
        None => PLAIN,
        Some("intacct") => INTACCT,
        Some(_) => ION,
    };
    // A JSON string is a YAML string, whatever is in it.
    let source = source
        .replace("$ORGANIZATION", &Value::from(organization).to_string())
        .replace("$CATALOGUE", catalogue.unwrap_or_default());
    // An id that is none is told before anything is written.
    Model::try_from(parse(SOURCE, &source)?)?;
    let user = "ada@acme.example";
    Ok(Starter {
        files: vec![(SOURCE, source), ("organization.expect.yaml", expectations.to_owned())],
        paste: include_str!("paste.js").replace("$QUESTION", question),
        user,
    })
}
