//! A table of assignments in CSV: a user a row, with a role, a team, an access level.

mod people;
mod rows;

use super::Imported;
use super::gathering::{checked, told};
use crate::source::findings::{At, Finding, Findings};
use crate::source::locate::locate;
use crate::source::node::Step;
use crate::source::reading::{File, Format, Parts, Reading, Role};
use crate::source::text::Text;
use crate::source::{Document, Gaps, Organization, Problems, catalogue};
use people::People;
use std::path::PathBuf;

/// Which columns say what, by their names in the header, and what the table stands in.
///
/// ```
/// use rolepack::import::{Columns, Table, csv};
///
/// let columns = Columns { user: "Login".into(), team: Some("Line".into()), delimiter: Some(b';'), ..Columns::default() };
/// let document = csv(Table::Text("people.csv".into(), "Line;Login\nline-1;ada\n".into()), &columns)?.document;
/// assert_eq!(document.users[0].teams, ["line-1"]);
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The user's id.
    pub user: String,
    /// A role that the user holds: within the access level of the same row, if there is one.
    pub role: Option<String>,
    /// A team that the user is in.
    pub team: Option<String>,
    /// An access level, as a source refers to one: what the row's role is held within, or without a role one of the user's own.
    pub level: Option<String>,
    /// The user's name.
    pub name: Option<String>,
    /// The user's e-mail.
    pub email: Option<String>,
    /// The key by which another system knows the user.
    pub employee: Option<String>,
    /// Whether the user is active: `true` or `false`, `yes` or `no`, `1` or `0`, `active` or `inactive`, in any case. One row
    /// of each user must say it.
    pub active: Option<String>,
    /// What separates cells, one byte; a comma if not said.
    pub delimiter: Option<u8>,
    /// What separates several roles, teams or levels in one cell; if not said, a cell says one. Several roles and several
    /// levels in one row are refused: which goes with which is not said.
    pub separator: Option<char>,
    /// The company of levels that are told by their key alone.
    pub company: Option<String>,
    /// The organisation's id; where there is none, the document is a part.
    pub organization: Option<String>,
    /// Built-in catalogues whose roles the table names.
    pub catalogues: Vec<String>,
    /// The source that the table is a part of. All that the table names must be in it then.
    pub within: Option<Document>,
}

/// A table to be read.
///
/// ```
/// use rolepack::import::{Columns, Table, csv};
///
/// let columns = Columns { user: "id".into(), ..Columns::default() };
/// let problems = csv(Table::File("no-such.csv".into()), &columns).unwrap_err();
/// assert!(problems.to_string().contains("no-such.csv"));
/// ```
#[derive(Debug, Clone)]
pub enum Table {
    /// A text, and the name that problems tell it by.
    Text(String, String),
    /// A file, which is read block by block.
    File(PathBuf),
}

/// Reads a table of assignments: as many rows a user as there are things to say. UTF-8, with or without a byte order mark, lines
/// ended either way.
///
/// Without a source that it is a part of, what the table names and no catalogue holds is declared, empty: roles without
/// permissions, levels that cover nothing. Nothing is allowed by that until somebody fills it in; the notes tell of it. Linear in
/// the table, in memory that grows with the users and not with the rows.
///
/// ```
/// use rolepack::import::{Columns, Table, csv};
///
/// let table = Table::Text("people.csv".into(), "login,function\r\nada,operator\r\nada,buyer\r\n".into());
/// let columns = Columns { user: "login".into(), role: Some("function".into()), ..Columns::default() };
/// let document = csv(table, &columns)?.document;
/// assert_eq!((document.users.len(), document.roles.len()), (1, 2));
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
///
/// # Errors
/// A column that is not there, a row that means nothing, rows that disagree about a user, and all that the access model refuses.
pub fn csv(table: Table, columns: &Columns) -> Result<Imported, Problems> {
    let (name, text) = match table {
        Table::Text(name, text) => (name, Text::Held(text)),
        Table::File(path) => (path.display().to_string(), Text::OnDisk(path)),
    };
    let files = [File { name, format: Format::Csv, text, role: Role::Document }];
    let [file] = &files;
    let base = base(columns)?;
    let mut findings = Findings::default();
    let mut people = People::default();
    let unread = rows::read(file, columns, &mut people, &mut findings);
    findings.settle(0, 0);
    let mut notes: Vec<String> = unread
        .into_iter()
        .map(|column| format!("the column {} is not read", crate::source::words::quote(&column)))
        .collect();
    let (mut document, origins, declared) = people.document(columns, &base, &mut findings);
    document.organization =
        columns.organization.as_ref().map(|id| Organization { id: id.clone(), ..Organization::default() });
    let mut gaps = Gaps::default();
    if !findings.is_empty() {
        gaps.everything();
    }
    let mut wrong = checked(joined(document.clone(), base), &origins, &gaps);
    wrong.kept.iter_mut().for_each(|finding| place_in_base(finding, &document));
    findings.extend(wrong);
    if !findings.is_empty() {
        return Err(locate(findings, &files, &Parts::new()));
    }
    document.catalogues.clone_from(&columns.catalogues);
    notes.extend(declared.iter().filter(|(_, names)| !names.is_empty()).map(|(sentence, names)| told(sentence, names)));
    Ok(Imported { document, notes })
}

/// What is there beside the table: the source that it is a part of, or what the catalogues hold.
fn base(columns: &Columns) -> Result<Document, Problems> {
    if let Some(document) = &columns.within {
        return Ok(document.clone());
    }
    let document = Document { catalogues: columns.catalogues.clone(), ..Document::default() };
    let mut reading = Reading { document, ..Reading::default() };
    catalogue::add_built_in(&mut reading);
    if !reading.findings.is_empty() {
        return Err(locate(reading.findings, &reading.files, &reading.parts));
    }
    reading.document.catalogues.clear();
    Ok(reading.document)
}

/// Gives what stands in the source its place there, not the one behind all that the table says.
fn place_in_base(finding: &mut Finding, own: &Document) {
    for at in [Some(&mut finding.at), finding.also.as_mut()].into_iter().flatten() {
        let At::Path(path) = at else { continue };
        let [Step::Field(name), Step::Index(index), ..] = path.0.as_mut_slice() else { continue };
        let before = match *name {
            "roles" => own.roles.len(),
            "teams" => own.teams.len(),
            "users" => own.users.len(),
            "accessLevels" => own.access_levels.len(),
            _ => 0,
        };
        let Some(place) = index.checked_sub(before) else { continue };
        *index = place;
        let known = "it stands in the source that the table is a part of: take it out of one of the two";
        finding.help.get_or_insert_with(|| known.to_owned());
    }
}

/// Both in one. What the table says comes first, so that its places stay what they are.
fn joined(mut own: Document, base: Document) -> Document {
    own.organization = own.organization.or(base.organization);
    own.dimensions.extend(base.dimensions);
    own.permissions.extend(base.permissions);
    own.roles.extend(base.roles);
    own.teams.extend(base.teams);
    own.users.extend(base.users);
    own.group_mappings.extend(base.group_mappings);
    own.access_levels.extend(base.access_levels);
    own
}
