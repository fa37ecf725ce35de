//! `rolepack unpack`: a snapshot's source, and what it does not hold.

use crate::args::Snapshot;
use crate::guard;
use crate::open;
use crate::output::{Output, Status, say};
use crate::problem::{Failure, note};
use crate::render::{Safe, safe_json};
use crate::save;
use std::path::{Path, PathBuf};

/// Write the source of all that a snapshot holds, as JSON
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    snapshot: Snapshot,
    /// Where to write; standard output if not given
    #[arg(short, long, value_name = "FILE", default_value = "-", hide_default_value = true)]
    output: PathBuf,
}

const EXAMPLES: &str = "\
What the snapshot does not hold, such as attributes and assignments that were not in force, is listed on standard error.

Examples:
  rolepack unpack acme.rolepack -o acme.json
  rolepack unpack --slice ada.rolepack";

/// Unpacks; an expired snapshot too.
pub fn run(args: &Args) -> Result<Status, Failure> {
    guard::refuse_own(&args.output, [args.snapshot.path.as_path()])?;
    let access = open::open_even_expired(&args.snapshot)?;
    let unpacked = rolepack::unpack(&access);
    let text = serde_json::to_string_pretty(&unpacked.document)
        .map_err(|error| Failure::failed(format!("cannot write the source as JSON: {error}")))?;
    if args.output == Path::new("-") {
        let mut output = Output::for_programs();
        say!(output, "{}\n", safe_json(&text))?;
        output.flush()?;
    } else {
        save::save(&args.output, format!("{text}\n").as_bytes())?;
    }
    for missing in &unpacked.missing {
        note(&format!("not in the snapshot: {}", Safe(missing)));
    }
    Ok(Status::Done)
}
