//! What an organisation can be asked about, as declarations for compilers: a key that does not exist does not compile.
//!
//! ```
//! # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
//! use rolepack::vocabulary::Vocabulary;
//!
//! let vocabulary = Vocabulary::of_snapshot(&access);
//! assert!(vocabulary.to_rust().contains("createRun"));
//! assert!(vocabulary.to_typescript().contains("createRun"));
//! ```

mod rust;
mod typescript;

use crate::Access;
use crate::source::Document;

/// The permissions that questions may name, with their rights, and the dimensions of resources.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let vocabulary = rolepack::vocabulary::Vocabulary::of_snapshot(&access);
/// assert_eq!((vocabulary.of.as_str(), vocabulary.permissions.len()), ("acme", 4));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    /// Whose it is: an organisation's id, or a catalogue's name.
    pub of: String,
    /// Sorted by key.
    pub permissions: Vec<Term>,
    /// `None`: any, as of a catalogue, which declares none.
    pub dimensions: Option<Vec<String>>,
}

/// A permission.
///
/// ```
/// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
/// let vocabulary = rolepack::vocabulary::Vocabulary::of_snapshot(&access);
/// let order = vocabulary.permissions.iter().find(|term| term.key == "order").unwrap();
/// assert_eq!((order.title.as_deref(), order.rights.len()), (Some("Purchase orders"), 2));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The permission's key.
    pub key: String,
    /// A few words.
    pub title: Option<String>,
    /// In the permission's order.
    pub rights: Vec<String>,
}

impl Vocabulary {
    /// The vocabulary of a whole snapshot.
    ///
    /// ```
    /// # let access = rolepack::Access::load(std::fs::read("examples/workshop.rolepack").unwrap(), &rolepack::LoadOptions::default()).unwrap();
    /// let vocabulary = rolepack::vocabulary::Vocabulary::of_snapshot(&access);
    /// assert!(vocabulary.dimensions.unwrap().contains(&"owner".to_owned()));
    /// ```
    #[must_use]
    pub fn of_snapshot(access: &Access) -> Self {
        let permissions = access.permissions().map(|permission| Term {
            key: permission.key.to_owned(),
            title: permission.title.map(str::to_owned),
            rights: permission.rights.into_iter().map(str::to_owned).collect(),
        });
        Self {
            of: access.organization().to_owned(),
            permissions: permissions.collect(),
            dimensions: Some(access.dimensions().map(str::to_owned).collect()),
        }
    }

    /// The vocabulary of a catalogue of that name: the permissions of a document as they stand in it, unchecked.
    ///
    /// ```
    /// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
    /// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
    /// let vocabulary = rolepack::vocabulary::Vocabulary::of_catalogue("workshop", source.document());
    /// assert_eq!(vocabulary.permissions[0].key, "closeRun");
    /// ```
    #[must_use]
    pub fn of_catalogue(name: &str, document: &Document) -> Self {
        let mut permissions: Vec<Term> = document
            .permissions
            .iter()
            .map(|permission| Term {
                key: permission.key.clone(),
                title: permission.title.clone(),
                rights: permission.rights.clone(),
            })
            .collect();
        permissions.sort_by(|a, b| a.key.cmp(&b.key));
        Self { of: name.to_owned(), permissions, dimensions: None }
    }
}

/// One line of text that ends no comment, whatever the text holds.
fn comment(text: &str) -> String {
    let line: String =
        text.chars().map(|letter| if crate::source::words::is_hidden(letter) { ' ' } else { letter }).collect();
    line.replace("*/", "* /")
}
