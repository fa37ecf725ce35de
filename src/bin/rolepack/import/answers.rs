//! Answers of services, in JSON.

use super::Target;
use crate::output::Status;
use crate::problem::{Failure, shown};
use rolepack::import::{Imported, Options, Wildcards, access_levels, intacct};
use rolepack::source::Problems;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Import roles, permissions and who holds them from answers of the Intacct REST API
#[derive(Debug, clap::Args)]
#[command(after_help = INTACCT)]
pub struct Intacct {
    #[command(flatten)]
    answers: Answers,
}

/// Import access levels from answers of the Access Level service
#[derive(Debug, clap::Args)]
#[command(after_help = LEVELS)]
pub struct AccessLevels {
    #[command(flatten)]
    answers: Answers,
    /// Take `*` and `$user` as what they mean in a source: every value, and the user's own
    #[arg(long)]
    wildcards: bool,
}

#[derive(Debug, clap::Args)]
struct Answers {
    /// Answers as the service gives them, one or several in a file; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    target: Target,
    /// A field that is not known here and says nothing about access: carry it over into `external`, or pass it over where a page says it of itself; may be repeated
    #[arg(long, value_name = "FIELD")]
    keep: Vec<String>,
}

const INTACCT: &str = "\
Pages of a collection, single objects and results of queries are joined. Every role and
permission that a list names must be there whole, and every page of a list.
A user group becomes a team; keys, links and audit trails go into `external`.

Examples:
  rolepack import intacct roles/*.json permissions/*.json --organization acme -o acme.yaml
  curl … | rolepack import intacct - > acme/intacct.yaml";

const LEVELS: &str = "\
A page is a list of records, or an object whose `value` or `items` is one; all pages are joined.
Identifiers of records and tool lines go into `external`, custom attributes are kept.

Examples:
  rolepack import access-levels page-*.json -o acme/levels.yaml
  rolepack pack acme/ -o acme.rolepack";

impl Intacct {
    pub fn run(&self) -> Result<Status, Failure> {
        self.answers.import(Wildcards::Refused, intacct)
    }
}

impl AccessLevels {
    pub fn run(&self) -> Result<Status, Failure> {
        let wildcards = if self.wildcards { Wildcards::Taken } else { Wildcards::Refused };
        self.answers.import(wildcards, access_levels)
    }
}

impl Answers {
    fn import(
        &self,
        wildcards: Wildcards,
        importer: impl Fn(Vec<(String, String)>, &Options) -> Result<Imported, Problems>,
    ) -> Result<Status, Failure> {
        self.target.refuse_own(&self.files)?;
        let mut left = LARGEST;
        let texts = self.files.iter().map(|path| text(path, &mut left)).collect::<Result<Vec<_>, _>>()?;
        let options = Options { organization: self.target.organization.clone(), keep: self.keep.clone(), wildcards };
        let imported = importer(texts, &options).map_err(mended)?;
        self.target.write(&imported)
    }
}

/// How many bytes one run takes of what it holds in memory: 512 MiB.
pub(super) const LARGEST: u64 = 512 << 20;

/// A file's name and its text, if that has not more bytes than are left.
fn text(path: &Path, left: &mut u64) -> Result<(String, String), Failure> {
    let cannot = |error: io::Error| Failure::io(format_args!("cannot read {}", shown(path)), &error);
    let bytes = if path == Path::new("-") {
        bounded(path, io::stdin().lock(), left)?
    } else {
        let file = File::open(path).map_err(cannot)?;
        let size = file.metadata().map_err(cannot)?.len();
        if size > *left { None } else { bounded(path, file, left)? }
    };
    let Some(bytes) = bytes else {
        return Err(Failure::invalid(format!("more than {} MiB of answers, with {}", LARGEST >> 20, shown(path)))
            .help("import them in parts, and let the parts stand in one folder"));
    };
    decoded(path, bytes)
}

/// All bytes; `None` if there are more than are left.
pub(super) fn bounded(path: &Path, input: impl Read, left: &mut u64) -> Result<Option<Vec<u8>>, Failure> {
    let mut bytes = Vec::new();
    let read = input.take(*left + 1).read_to_end(&mut bytes);
    read.map_err(|error| {
        if path == Path::new("-") {
            return Failure::io("cannot read standard input", &error);
        }
        Failure::io(format_args!("cannot read {}", shown(path)), &error)
    })?;
    let rest = left.checked_sub(bytes.len() as u64);
    *left = rest.unwrap_or(0);
    Ok(rest.map(|_| bytes))
}

/// The name that problems tell a file by, and its text.
pub(super) fn decoded(path: &Path, bytes: Vec<u8>) -> Result<(String, String), Failure> {
    let name = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        Failure::invalid(format!("{}: no UTF-8 text, byte {valid} begins no character", shown(path)))
            .help("save the file as UTF-8")
    })?;
    Ok((name, text))
}

/// Adds what can be done about it here.
fn mended(mut problems: Problems) -> Failure {
    for problem in &mut problems.problems {
        match problem.code {
            "unknown-field" => {
                problem.help =
                    Some("if it says nothing about access, carry it over unread with `--keep FIELD`".to_owned());
            }
            "wildcard" => {
                problem.help = Some("pass `--wildcards` if that is meant, else give it another name".to_owned());
            }
            _ => {}
        }
    }
    problems.into()
}
