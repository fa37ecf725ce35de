//! `rolepack schema`: what a source may look like, for editors.

use crate::output::Status;
use crate::problem::Failure;
use crate::save;
use rolepack::source::{catalogue_schema, schema};
use std::path::PathBuf;

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
    let schema = if args.catalogue { catalogue_schema() } else { schema() };
    save::save(&args.output, format!("{schema:#}\n").as_bytes())?;
    Ok(Status::Done)
}
