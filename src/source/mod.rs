//! What people write: the source document, as serde structs and as JSON, YAML, CSV and JSON Lines files with spans.
//!
//! ```text
//! text  →  pieces (json, yaml, table)  →  Document (decode, fields)  →  Source  →  Model
//! ```
//!
//! Everything that is wrong is gathered on the way and told at once, with the place it stands at ([`Problems`]).

mod document;
mod node;
mod json;
mod yaml;
mod table;
mod fields;
mod decode;
mod reading;
mod catalogue;
mod directory;
mod time;
pub(crate) mod findings;
mod locate;
mod problem;
mod render;
pub(crate) mod suggest;
pub(crate) mod words;

pub(crate) use decode::List;
pub use directory::{parse_files, read, read_all};
pub use document::{
    AccessLevel, Action, ApplyTo, Document, GroupMapping, Kind, LevelKeys, LevelRef, Organization, Permission,
    PermissionRights, Role, RoleAssignment, RolePermission, RoleRef, Team, UnknownUsers, User,
};
pub use problem::{Place, Problem, Problems, Range};
pub(crate) use reading::Gaps;
pub use render::Style;
pub use time::{format_time, parse_time};

use crate::model::{Model, check};
use reading::{File, Format, Parts, Reading};

/// A source document that was read, with its catalogues joined in, and what it takes to say where in its files a thing stands.
///
/// That it was read says nothing of what it means: that is [`Model::try_from`]'s.
#[derive(Debug)]
pub struct Source {
    document: Document,
    files: Vec<File>,
    parts: Parts,
}

impl Source {
    /// All files' content as one document, the entries of catalogues last. It names no catalogues, for they are in it.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The document alone; problems found in it later are told without files and lines.
    #[must_use]
    pub fn into_document(self) -> Document {
        self.document
    }
}

/// Reads a document from memory: JSON, or YAML where the name ends in `.yaml` or `.yml`. Catalogues are built-in ones only.
///
/// Linear in the text.
///
/// # Errors
/// All that is wrong with the text, and with what it means as far as it could be read.
pub fn parse(name: &str, text: &str) -> Result<Source, Problems> {
    let mut reading = Reading::default();
    let format = directory::document_format(name).unwrap_or(Format::Json);
    reading.add(File { name: name.to_owned(), format, text: text.to_owned(), role: reading::Role::Document });
    catalogue::add_built_in(&mut reading);
    reading.finish()
}

impl Reading {
    fn finish(self) -> Result<Source, Problems> {
        let came_as_csv = self.came_as_csv();
        let Self { mut document, files, parts, mut findings, gaps, .. } = self;
        // What is joined is named no longer, or a document taken out of its source would bring it twice.
        document.catalogues.clear();
        table::split_roles(&mut document, &came_as_csv);
        if findings.is_empty() {
            return Ok(Source { document, files, parts });
        }
        // What can be read of it is checked too, so that everything is told in one run.
        findings.extend(check(document, &gaps).err().unwrap_or_default());
        Err(locate::locate(findings, &files, &parts))
    }
}

impl TryFrom<Source> for Model {
    type Error = Problems;

    fn try_from(source: Source) -> Result<Self, Problems> {
        let Source { document, files, parts } = source;
        check(document, &Gaps::default()).map_err(|findings| locate::locate(findings, &files, &parts))
    }
}

impl TryFrom<Document> for Model {
    type Error = Problems;

    /// Checks a document that no file holds: places are ways into it. Its `catalogues` are built-in ones, joined in here.
    fn try_from(document: Document) -> Result<Self, Problems> {
        let mut reading = Reading { document, ..Reading::default() };
        catalogue::add_built_in(&mut reading);
        Self::try_from(reading.finish()?)
    }
}
