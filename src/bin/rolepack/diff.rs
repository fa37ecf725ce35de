//! `rolepack diff`: who gained and who lost what between two snapshots, and by which change.

mod later;
mod markdown;
mod text;
mod told;

pub use later::{Version, later_of};
pub use text::brief;

use crate::open;
use crate::output::{Output, Status};
use crate::problem::{Failure, shown};
use crate::time;
use rolepack::Access;
use rolepack::compare::{CompareError, Comparison, compare};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Show who gained and who lost which grants from one snapshot to another, and by which change
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The old snapshot, or a source, which is packed in memory
    old: PathBuf,
    /// The new snapshot, or a source
    new: PathBuf,
    /// Pack sources as of this time [default: now]
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    at: Option<i64>,
    /// Answer in JSON: everything, uncut
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// Answer in Markdown, short enough for a pull request
    #[arg(long)]
    markdown: bool,
    /// End with 1 where anything differs that a decision reads, as `git diff --exit-code` does
    #[arg(long)]
    exit_code: bool,
}

const EXAMPLES: &str = "\
First of all it says whether scoping was switched off. Names, texts and the sequence are not
compared; an expired snapshot can be. Sources are compared as of now and of every later time at
which an assignment begins or ends. A snapshot holds what is in force until its next change; what
a source begins after that is told, and is no difference for --exit-code.

Examples:
  rolepack diff old.rolepack new.rolepack
  rolepack diff live.rolepack acme/ --markdown > comment.md
  rolepack diff live.rolepack acme/ --exit-code --json

Exit status: 0 done, 3 anything that kept the two from being compared.
With --exit-code 0 where they are the same, 1 where they differ.";

/// Opens both, compares and tells.
pub fn run(args: &Args) -> Result<Status, Failure> {
    answer(args).map_err(Failure::without_answer)
}

fn answer(args: &Args) -> Result<Status, Failure> {
    // One time for both.
    let at = args.at.unwrap_or_else(time::now);
    let old = open::open_to_compare(&args.old, at)?;
    let new = open::open_to_compare(&args.new, at)?;
    let refused = |error| refused(&args.old, &old.access, &new.access, error);
    let comparison = compare(&old.access, &new.access).map_err(refused)?;
    let later = later_of([Version::of(&old), Version::of(&new)], at)?;
    let later = later.told()?;
    let mut output = Output::new(args.json || args.markdown);
    if args.json {
        output.json(&Whole { comparison: &comparison, later: &later })?;
    } else if args.markdown {
        markdown::write(&mut output, &comparison, &later)?;
    } else {
        text::write(&mut output, &comparison, &later)?;
    }
    let differs = !comparison.is_empty() || later.differs();
    output.end(if args.exit_code && differs { Status::Failed } else { Status::Done })
}

/// The answer for programs.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    comparison: &'a Comparison<'a>,
    #[serde(flatten)]
    later: &'a later::Told<'a>,
}

/// Compares a snapshot that is being packed with the one before it.
pub fn with_previous<'a>(path: &Path, old: &'a Access, new: &'a Access) -> Result<Comparison<'a>, Failure> {
    let comparison = compare(old, new).map_err(|error| refused(path, old, new, error))?;
    let (before, after) = (old.sequence(), new.sequence());
    if (before, after) != (0, 0) && after <= before {
        return Err(Failure::invalid(format!("sequence {after} is not above {before}, that of {}", shown(path)))
            .help(format!("readers refuse to go back: give `--sequence {}`", before + 1)));
    }
    Ok(comparison)
}

fn refused(path: &Path, old: &Access, new: &Access, error: CompareError) -> Failure {
    let message = match error {
        CompareError::OtherOrganization => {
            let (old, new) = (crate::render::Word(old.organization()), crate::render::Word(new.organization()));
            format!("{} is of the organisation {old}, the other of {new}", shown(path))
        }
        error => error.to_string(),
    };
    Failure::invalid(message)
}
