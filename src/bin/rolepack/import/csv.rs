//! A table of assignments.

use super::{Target, answers};
use crate::guard;
use crate::output::Status;
use crate::problem::{Failure, shown};
use rolepack::import::{Columns, Table, csv};
use rolepack::source::{self, Source};
use std::io;
use std::path::{Path, PathBuf};

/// Import users with their roles, teams and access levels from a table in CSV
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The table, with a header; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The column of the user's id
    #[arg(long, value_name = "COLUMN", help_heading = COLUMNS)]
    user: String,
    /// The column of a role
    #[arg(long, value_name = "COLUMN", help_heading = COLUMNS)]
    role: Option<String>,
    /// The column of a team
    #[arg(long, value_name = "COLUMN", help_heading = COLUMNS)]
    team: Option<String>,
    /// The column of an access level, `COMPANY/KEY` or `KEY`: the row's role is held within it; without a role it is the user's own
    #[arg(long, value_name = "COLUMN", help_heading = COLUMNS)]
    level: Option<String>,
    /// The column of the user's name
    #[arg(long, value_name = "COLUMN", help_heading = COLUMNS)]
    name: Option<String>,
    /// The column of the user's e-mail
    #[arg(long, value_name = "COLUMN", help_heading = COLUMNS)]
    email: Option<String>,
    /// The column of the key by which another system knows the user
    #[arg(long, value_name = "COLUMN", help_heading = COLUMNS)]
    employee: Option<String>,
    /// The column that says whether the user is active; one row of each user must say it
    #[arg(long, value_name = "COLUMN", help_heading = COLUMNS)]
    active: Option<String>,
    /// What separates cells: one character, or `tab`
    #[arg(long, value_name = "CHARACTER", default_value = ",", value_parser = delimiter)]
    delimiter: u8,
    /// What separates several roles, teams or levels in one cell; a row may have several roles or several levels, not both [default: a cell says one]
    #[arg(long, value_name = "CHARACTER")]
    list_separator: Option<char>,
    /// The company of levels that are told by their key alone
    #[arg(long, value_name = "C")]
    company: Option<String>,
    /// A built-in catalogue whose roles the table names, such as `ion@1`; may be repeated
    #[arg(long, value_name = "NAME", conflicts_with = "within")]
    catalogue: Vec<String>,
    /// The source that the table is a part of: whatever the table names must be in it
    #[arg(long, value_name = "SOURCE", conflicts_with = "organization")]
    within: Option<PathBuf>,
    #[command(flatten)]
    target: Target,
}

const COLUMNS: &str = "Columns, by their names in the header";

const EXAMPLES: &str = "\
As many rows a user as there are things to say. What the table names and no catalogue holds
is declared empty, and told: it allows nothing until somebody fills it in.

Examples:
  rolepack import csv people.csv --user Login --role Function --catalogue ion@1 \\
    --organization acme -o acme.yaml
  rolepack import csv people.csv --user Login --role Function --level Plant --within acme/ \\
    -o acme/users.jsonl";

impl Args {
    pub fn run(&self) -> Result<Status, Failure> {
        self.target.refuse_own(std::slice::from_ref(&self.file))?;
        let within = match &self.within {
            Some(path) => {
                let source = source::read(path)?;
                self.refuse_within(&source)?;
                Some(source.into_document()?)
            }
            None => None,
        };
        let columns = Columns {
            user: self.user.clone(),
            role: self.role.clone(),
            team: self.team.clone(),
            level: self.level.clone(),
            name: self.name.clone(),
            email: self.email.clone(),
            employee: self.employee.clone(),
            active: self.active.clone(),
            delimiter: Some(self.delimiter),
            separator: self.list_separator,
            company: self.company.clone(),
            organization: self.target.organization.clone(),
            catalogues: self.catalogue.clone(),
            within,
        };
        self.target.write(&csv(table(&self.file)?, &columns)?)
    }

    /// Refuses to write over a file of the source that the table is a part of; beside those is its place.
    fn refuse_within(&self, source: &Source) -> Result<(), Failure> {
        if source.names().any(|name| guard::same(Path::new(name), &self.target.output)) {
            return Err(Failure::invalid(format!("{} is a file of the source", shown(&self.target.output)))
                .help("name another file with `-o`; to import anew, take this one out of the source first"));
        }
        Ok(())
    }
}

fn table(path: &Path) -> Result<Table, Failure> {
    if path != Path::new("-") {
        // Says what is wrong with the path in the words of the other commands.
        std::fs::File::open(path).map_err(|error| Failure::io(format_args!("cannot read {}", shown(path)), &error))?;
        return Ok(Table::File(path.to_owned()));
    }
    let mut left = answers::LARGEST;
    let bytes = answers::bounded(path, io::stdin().lock(), &mut left)?;
    let Some(bytes) = bytes else {
        return Err(Failure::invalid(format!("more than {} MiB on standard input", answers::LARGEST >> 20))
            .help("name a file, which is read block by block"));
    };
    let (name, text) = answers::decoded(path, bytes)?;
    Ok(Table::Text(name, text))
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        _ if matches!(text, "tab" | "\\t") => Ok(b'\t'),
        [byte] if !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\n' | b'\r') => Ok(*byte),
        _ => Err("no single character that can stand between cells".to_owned()),
    }
}
