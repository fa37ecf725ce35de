//! What an organisation can be asked about, as declarations for compilers: a key that does not exist does not compile.

mod rust;
mod typescript;

use crate::Access;
use crate::source::Document;

/// The permissions that questions may name, with their rights, and the dimensions of resources.
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
