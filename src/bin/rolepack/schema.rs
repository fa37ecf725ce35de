//! `rolepack schema`: what a source may look like, for editors.

use crate::guard;
use crate::output::Status;
use crate::problem::{Failure, shown};
use crate::save;
use rolepack::source::{self, catalogue_schema, schema};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Write the JSON Schema of sources, by which editors complete them
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The schema of a catalogue, which holds permissions and roles
    #[arg(long)]
    catalogue: bool,
    /// Where to write; standard output if not given
    #[arg(short, long, value_name = "FILE", default_value = "-", hide_default_value = true)]
    output: PathBuf,
}

const EXAMPLES: &str = "\
Beside a source it wants a name with a dot before it: other JSON files there are documents.
A YAML file says where it is in its first line:
  # yaml-language-server: $schema=.rolepack.schema.json

Examples:
  rolepack schema -o acme/.rolepack.schema.json
  rolepack schema --catalogue";

/// Writes it.
pub fn run(args: &Args) -> Result<Status, Failure> {
    refuse_other(&args.output)?;
    refuse_source_folder(&args.output)?;
    let schema = if args.catalogue { catalogue_schema() } else { schema() };
    save::save(&args.output, format!("{schema:#}\n").as_bytes())?;
    Ok(Status::Done)
}

/// Refuses to write over a file that is anything else than a schema: beside a source that is likely the source.
fn refuse_other(path: &Path) -> Result<(), Failure> {
    let is_file = fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() > 0);
    if path == Path::new("-") || !is_file || is_schema(path) {
        return Ok(());
    }
    Err(Failure::invalid(format!("{} is there already, and is no schema", shown(path))).help("name another file"))
}

fn is_schema(path: &Path) -> bool {
    const LARGEST: u64 = 4 << 20;
    let small = fs::metadata(path).is_ok_and(|found| found.len() <= LARGEST);
    let read = || serde_json::from_slice::<Value>(&fs::read(path).ok()?).ok();
    let says = |value: &Value| value.get("$schema")?.as_str().map(|says| says.contains("json-schema.org"));
    small && read().as_ref().and_then(says) == Some(true)
}

/// Refuses to write into a folder that is a source, where the schema would be read as a part of it. One that has problems is not known
/// to be one.
fn refuse_source_folder(path: &Path) -> Result<(), Failure> {
    let folder = save::folder(path);
    let Err(own) = guard::refuse_own(path, [folder.as_path()]) else { return Ok(()) };
    if source::read(&folder).is_ok_and(|source| source.names().next().is_some()) {
        return Err(own.help("give it a name with a dot before it, such as `.rolepack.schema.json`"));
    }
    Ok(())
}
