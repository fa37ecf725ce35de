//! What people write: the source document, as serde structs and as JSON, YAML, CSV and JSON Lines files with spans.
//!
//! ```text
//! text  →  pieces (json, yaml)      →  Document (decode, fields)  →  Source  →  Model
//! rows of users (table, drafting)  ─────────────────────────────────────────────↗
//! ```
//!
//! Everything that is wrong is gathered on the way and told at once, with the place it stands at ([`Problems`]).
//!
//! ```
//! use rolepack::{Model, source};
//!
//! let text = "{ organization: { id: acme }, roles: [{ id: operator }], users: [{ id: ada, roles: [operater] }] }";
//! let problems = Model::try_from(source::parse("acme.yaml", text)?).unwrap_err();
//! assert_eq!(problems.problems[0].help.as_deref(), Some("did you mean `operator`?"));
//! # Ok::<(), source::Problems>(())
//! ```

mod holding;
mod document;
mod made;
#[cfg(feature = "schema")]
mod schema;
mod written;
pub(crate) mod node;
pub(crate) mod json;
mod yaml;
pub(crate) mod fields;
pub(crate) mod decode;
pub(crate) mod text;
pub(crate) mod reading;
pub(crate) mod blocks;
pub(crate) mod table;
mod drafting;
pub(crate) mod users;
pub(crate) mod catalogue;
mod directory;
mod time;
pub(crate) mod findings;
pub(crate) mod locate;
mod places;
mod problem;
mod render;
pub(crate) mod suggest;
pub(crate) mod words;

pub(crate) use decode::List;
pub(crate) use directory::document_format;
pub use directory::{parse_files, read, read_all};
pub use document::{
    AccessLevel, Action, ApplyTo, Document, GroupMapping, Kind, Organization, Permission, PermissionRights, Role,
    RolePermission, Team, UnknownUsers, User,
};
pub use holding::{LevelKeys, LevelRef, RoleAssignment, RoleRef};
pub(crate) use locate::locate;
pub(crate) use places::Places;
pub use problem::{Place, Problem, Problems, Range};
pub(crate) use reading::{File, Format, Gaps, Parts, Role as FileRole};
pub use render::Style;
#[cfg(feature = "schema")]
pub use schema::{catalogue_schema, schema};
pub use time::{format_time, parse_time};
pub use users::Progress;
pub(crate) use users::{Read, UserFiles};
pub use written::{to_json, to_yaml};

use crate::model::{Model, check};
use places::Written;
use reading::Reading;

/// A source document that was read, with its catalogues joined in, and what it takes to say where in its files a thing stands.
///
/// That it was read says nothing of what it means: that is [`Model::try_from`]'s.
///
/// ```
/// use rolepack::{Model, source};
///
/// let source = source::read("examples/workshop.yaml".as_ref())?;
/// assert_eq!(source.document().users.len(), 4);
/// let model = Model::try_from(source)?;
/// # Ok::<(), source::Problems>(())
/// ```
#[derive(Debug)]
pub struct Source {
    document: Document,
    files: Vec<File>,
    parts: Parts,
}

impl Source {
    /// The content of all JSON and YAML files as one document, the entries of catalogues last. It names no catalogues, for
    /// they are in it. Users in CSV and JSON Lines are not: those are read only while a model is made.
    ///
    /// ```
    /// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
    /// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
    /// assert_eq!(source.document().roles[0].id, "operator");
    /// ```
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The same with all users in it, the ones in CSV and JSON Lines last; problems found in it later are told without files and lines.
    ///
    /// ```
    /// use rolepack::source;
    ///
    /// let files = [("acme.yaml", "organization: { id: acme }"), ("users.csv", "id,name\nada,Ada\n")];
    /// let source = source::parse_files(files.map(|(name, text)| (name.to_owned(), text.to_owned())))?;
    /// assert_eq!(source.document().users.len(), 0);
    /// assert_eq!(source.into_document()?.users.len(), 1);
    /// # Ok::<(), source::Problems>(())
    /// ```
    ///
    /// # Errors
    /// All that keeps the users from being read.
    pub fn into_document(self) -> Result<Document, Problems> {
        let Self { mut document, files, mut parts } = self;
        let mut watch = |_| {};
        let (users, findings) = users::read_all(&document, UserFiles::new(&files, &mut parts, &mut watch));
        if findings.is_empty() {
            document.users.extend(users);
            return Ok(document);
        }
        Err(locate(findings, &files, &parts))
    }

    /// The same of a source that is needed later.
    pub(crate) fn with_everybody(&self) -> Result<Document, Problems> {
        let (mut parts, mut watch) = (self.parts.clone(), |_| {});
        let (users, findings) = users::read_all(&self.document, UserFiles::new(&self.files, &mut parts, &mut watch));
        if findings.is_empty() {
            let mut document = self.document.clone();
            document.users.extend(users);
            return Ok(document);
        }
        Err(locate::locate(findings, &self.files, &parts))
    }

    /// The model of a source that is needed later.
    pub(crate) fn check(&self) -> Result<Model, Problems> {
        let (mut parts, mut watch) = (self.parts.clone(), |_| {});
        let users = UserFiles::new(&self.files, &mut parts, &mut watch);
        let checked = check(self.document.clone(), users, &Gaps::default());
        checked.map_err(|findings| locate::locate(findings, &self.files, &parts))
    }

    /// The names of the files that it was read from, as messages tell them: on disk, their paths; and of the built-in catalogues that it names.
    ///
    /// ```
    /// let source = rolepack::source::read("examples/workshop.yaml".as_ref())?;
    /// assert_eq!(source.names().collect::<Vec<_>>(), ["examples/workshop.yaml"]);
    /// # Ok::<(), rolepack::source::Problems>(())
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    pub(crate) fn files(&self) -> &[File] {
        &self.files
    }

    /// Makes the model, as [`Model::try_from`] does, and tells `watch` now and then how far the reading of users has come.
    ///
    /// Users in CSV and JSON Lines are read here: in blocks, one by one, in memory that grows with what a snapshot holds of
    /// them and not with their files.
    ///
    /// ```
    /// # let text = std::fs::read_to_string("examples/workshop.yaml").unwrap();
    /// # let source = rolepack::source::parse("workshop.yaml", &text).unwrap();
    /// let model = source.into_model(&mut |progress| eprintln!("{} users", progress.users))?;
    /// # Ok::<(), rolepack::source::Problems>(())
    /// ```
    ///
    /// # Errors
    /// All that the access model refuses.
    pub fn into_model(self, watch: &mut dyn FnMut(Progress)) -> Result<Model, Problems> {
        self.into_model_with_places(watch).map(|(model, _)| model)
    }

    /// The same, and where everything of it stands.
    pub(crate) fn into_model_with_places(self, watch: &mut dyn FnMut(Progress)) -> Result<(Model, Places), Problems> {
        let Self { document, files, mut parts } = self;
        let written = Written::of(&document);
        let users = UserFiles::new(&files, &mut parts, watch);
        match check(document, users, &Gaps::default()) {
            Ok(model) => Ok((model, Places { files, parts, written })),
            Err(findings) => Err(locate(findings, &files, &parts)),
        }
    }

    /// A document that no file holds; its `catalogues` are built-in ones, joined in here.
    pub(crate) fn from_document(document: Document) -> Result<Self, Problems> {
        let mut reading = Reading { document, ..Reading::default() };
        catalogue::add_built_in(&mut reading);
        reading.finish()
    }
}

/// Reads a document from memory: JSON, or YAML where the name ends in `.yaml` or `.yml`. Catalogues are built-in ones only.
///
/// Linear in the text.
///
/// ```
/// use rolepack::source;
///
/// let source = source::parse("acme.json", r#"{ "organization": { "id": "acme" } }"#)?;
/// let problems = source::parse("acme.yaml", "organisation: { id: acme }").unwrap_err();
/// assert_eq!(problems.problems[0].place.range.unwrap().line, 1);
/// # Ok::<(), source::Problems>(())
/// ```
///
/// # Errors
/// All that is wrong with the text, and with what it means as far as it could be read.
pub fn parse(name: &str, text: &str) -> Result<Source, Problems> {
    let mut reading = Reading::default();
    let format = directory::document_format(name).unwrap_or(Format::Json);
    reading.add(File { name: name.to_owned(), format, text: text.to_owned().into(), role: reading::Role::Document });
    catalogue::add_built_in(&mut reading);
    reading.finish()
}

impl Reading {
    pub(crate) fn finish(self) -> Result<Source, Problems> {
        let Self { mut document, files, mut parts, mut findings, gaps, .. } = self;
        // What is joined is named no longer, or a document taken out of its source would bring it twice.
        document.catalogues.clear();
        if findings.is_empty() {
            return Ok(Source { document, files, parts });
        }
        // What can be read of it is checked too, so that everything is told in one run.
        let mut watch = |_| {};
        let users = UserFiles::new(&files, &mut parts, &mut watch);
        findings.extend(check(document, users, &gaps).err().unwrap_or_default());
        Err(locate(findings, &files, &parts))
    }
}

impl TryFrom<Source> for Model {
    type Error = Problems;

    fn try_from(source: Source) -> Result<Self, Problems> {
        source.into_model(&mut |_| {})
    }
}

impl TryFrom<Document> for Model {
    type Error = Problems;

    /// Checks a document that no file holds: places are ways into it. Its `catalogues` are built-in ones, joined in here.
    fn try_from(document: Document) -> Result<Self, Problems> {
        Self::try_from(Source::from_document(document)?)
    }
}
