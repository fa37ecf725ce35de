//! `rolepack types`: the permissions that there are, for compilers.

use crate::args::Snapshot;
use crate::guard;
use crate::open;
use crate::output::Status;
use crate::problem::{Failure, shown};
use crate::save;
use clap::ValueEnum;
use rolepack::source::{self, parse};
use rolepack::vocabulary::Vocabulary;
use std::path::{Path, PathBuf};

/// Write the permissions, rights and dimensions as types: what does not exist does not compile
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The snapshot, a source, a catalogue file, or a built-in catalogue such as `ion@1`
    #[arg(value_name = "SNAPSHOT")]
    of: PathBuf,
    /// The language
    #[arg(long, value_name = "LANGUAGE", default_value = "typescript")]
    lang: Language,
    /// Where to write; standard output if not given
    #[arg(short, long, value_name = "FILE", default_value = "-", hide_default_value = true)]
    output: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    /// A declaration for the npm package `rolepack`
    #[value(alias = "ts")]
    Typescript,
    /// A module of constants
    #[value(alias = "rs")]
    Rust,
}

const EXAMPLES: &str = "\
TypeScript finds the declaration where the project's `include` does: no import is needed.

Examples:
  rolepack types acme.rolepack -o src/rolepack.d.ts
  rolepack types ion@1 --lang rust -o src/permission.rs";

/// Writes them.
pub fn run(args: &Args) -> Result<Status, Failure> {
    guard::refuse_own(&args.output, [args.of.as_path()])?;
    let vocabulary = vocabulary(&args.of, &args.output)?;
    let text = match args.lang {
        Language::Typescript => vocabulary.to_typescript(),
        Language::Rust => vocabulary.to_rust(),
    };
    save::save(&args.output, text.as_bytes())?;
    Ok(Status::Done)
}

fn vocabulary(of: &Path, output: &Path) -> Result<Vocabulary, Failure> {
    let name = of.to_string_lossy();
    if !of.exists() && name.contains('@') && !name.contains(['/', '.']) {
        let document = serde_json::json!({ "catalogues": [name] });
        return Ok(Vocabulary::of_catalogue(&name, parse("the command line", &document.to_string())?.document()));
    }
    let bytes =
        open::snapshot_bytes(of).map_err(|error| Failure::io(format_args!("cannot read {}", shown(of)), &error))?;
    if bytes.is_none() {
        let source = source::read(of)?;
        guard::refuse_own(output, source.names().map(Path::new))?;
        let document = source.document();
        let lists =
            [document.teams.len(), document.users.len(), document.group_mappings.len(), document.access_levels.len()];
        if document.organization.is_none() && lists == [0; 4] && document.dimensions.is_empty() {
            let name = of.file_stem().unwrap_or_default().to_string_lossy();
            return Ok(Vocabulary::of_catalogue(&name, document));
        }
    }
    Ok(Vocabulary::of_snapshot(&open::open_even_expired(&Snapshot { path: of.to_owned(), slice: false })?))
}
