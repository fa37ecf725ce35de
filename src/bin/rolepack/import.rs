//! `rolepack import`: what other systems say, as a source.

mod answers;
mod csv;

use crate::guard;
use crate::output::Status;
use crate::problem::{Failure, note, shown};
use crate::render::{Safe, counted, safe_json};
use crate::save;
use rolepack::import::Imported;
use rolepack::source::{Document, to_json, to_yaml};
use std::path::{Path, PathBuf};

/// Make a source of what another system says
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    from: From,
}

#[derive(Debug, clap::Subcommand)]
enum From {
    Csv(Box<csv::Args>),
    Intacct(answers::Intacct),
    AccessLevels(answers::AccessLevels),
}

const EXAMPLES: &str = "\
What decides is carried over or refused, with its line; what decides nothing goes into `external`.

Examples:
  rolepack import intacct answers/*.json -o acme/intacct.yaml
  rolepack import access-levels page-*.json -o acme/levels.yaml
  rolepack import csv people.csv --user Login --role Function --within acme/ -o acme/users.jsonl";

/// Where the source goes.
#[derive(Debug, clap::Args)]
struct Target {
    /// Where to write: JSON if the name ends in `.json`, users alone as `.jsonl`, else YAML; standard output if not given
    #[arg(short, long, value_name = "FILE", default_value = "-", hide_default_value = true)]
    output: PathBuf,
    /// The organisation's id; without it the source is a part, to be joined with the file that names the organisation
    #[arg(long, value_name = "ID")]
    organization: Option<String>,
}

/// Imports.
pub fn run(args: &Args) -> Result<Status, Failure> {
    match &args.from {
        From::Csv(args) => args.run(),
        From::Intacct(args) => args.run(),
        From::AccessLevels(args) => args.run(),
    }
}

impl Target {
    /// Refuses to write over what is read.
    fn refuse_own(&self, read: &[PathBuf]) -> Result<(), Failure> {
        if read.iter().any(|path| path != Path::new("-") && guard::same(path, &self.output)) {
            return Err(Failure::invalid(format!("{} is what is imported", shown(&self.output)))
                .help("name another file with `-o`"));
        }
        Ok(())
    }

    /// Writes the source and tells what it holds and what it takes for granted.
    fn write(&self, imported: &Imported) -> Result<Status, Failure> {
        let Imported { document, notes } = imported;
        let ending = self.output.extension().map(std::ffi::OsStr::to_ascii_lowercase).unwrap_or_default();
        let text = match ending.to_str() {
            Some("json") => safe_json(&to_json(document)).into_owned(),
            Some("jsonl") => lines(document)?,
            Some("csv") => {
                return Err(
                    Failure::invalid("a source is not written as CSV").help("name it `.yaml`, `.json` or `.jsonl`")
                );
            }
            _ => to_yaml(document),
        };
        save::save(&self.output, text.as_bytes())?;
        for sentence in notes {
            note(&Safe(sentence).to_string());
        }
        if self.output != Path::new("-") {
            note(&format!("wrote {}: {}", shown(&self.output), held(document)));
        }
        Ok(Status::Done)
    }
}

/// The users, one a line.
fn lines(document: &Document) -> Result<String, Failure> {
    if (Document { users: Vec::new(), ..document.clone() }) != Document::default() {
        return Err(Failure::invalid("users alone go into JSON Lines, and there is more than users")
            .help("name the output `.yaml` or `.json`, or the source that has the rest with `--within`"));
    }
    let mut text = String::new();
    for user in &document.users {
        let line = serde_json::to_string(user)
            .map_err(|error| Failure::failed(format!("cannot write the users as JSON: {error}")))?;
        text.push_str(&safe_json(&line));
        text.push('\n');
    }
    Ok(text)
}

/// How many of each thing there are.
fn held(document: &Document) -> String {
    let counts = [
        (document.permissions.len(), "permission"),
        (document.roles.len(), "role"),
        (document.teams.len(), "team"),
        (document.users.len(), "user"),
        (document.access_levels.len(), "access level"),
    ];
    let held: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, thing)| counted(count, thing)).collect();
    if held.is_empty() { "nothing, for nothing is in the answers".to_owned() } else { held.join(", ") }
}
