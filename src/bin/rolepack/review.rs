//! `rolepack review`: who holds what, for people to decide on, and their decisions back into the source.

mod apply;

use crate::guard;
use crate::open;
use crate::output::Status;
use crate::problem::{Failure, note, shown};
use crate::render::{counted, safe_json};
use crate::save;
use crate::time;
use clap::ValueEnum;
use rolepack::review::{By, Review, ReviewError};
use rolepack::source;
use std::path::{Path, PathBuf};

/// List who holds what and from where, a row each, to be decided on; `review apply` puts the decisions into the source
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Args {
    #[command(subcommand)]
    step: Option<Step>,
    /// The snapshot, or a source
    #[arg(value_name = "SNAPSHOT", required = true)]
    of: Option<PathBuf>,
    /// What the rows are sorted by, the first column; managers stand in a source's `attributes.manager`
    #[arg(long, value_name = "WHAT", required = true)]
    by: Option<Order>,
    /// Where to write the review, as CSV; standard output if not given
    #[arg(short, long, value_name = "FILE", default_value = "-", hide_default_value = true)]
    output: PathBuf,
    /// Write over a file that is there already, with the decisions that may be in it
    #[arg(long)]
    force: bool,
    /// The time at which a source is packed for the checksum that the review names [default: now]
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    at: Option<i64>,
    /// Write the rows as JSON, for programs; decisions come back as CSV
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    Apply(apply::Args),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    Team,
    Role,
    Manager,
}

const EXAMPLES: &str = "\
A row is a role that a user holds, directly or by a team. Fill in `decision` (keep or revoke),
`reviewer` and `comment`, in any spreadsheet; cells that it would calculate are guarded by an
apostrophe.

Examples:
  rolepack review acme/ --by manager -o review.csv
  rolepack review apply review.csv acme/ --at 2026-11-22T06:00:00Z";

/// Writes a review, or applies one.
pub fn run(args: &Args) -> Result<Status, Failure> {
    if let Some(Step::Apply(args)) = &args.step {
        return apply::run(args);
    }
    // Clap sees to it that both are there.
    let (Some(path), Some(order)) = (&args.of, args.by) else { return Ok(Status::Invalid) };
    let by = match order {
        Order::Team => By::Team,
        Order::Role => By::Role,
        Order::Manager => By::Manager,
    };
    guard::refuse_own(&args.output, [path.as_path()])?;
    if !args.force {
        save::refuse_there(&args.output)?;
    }
    let bytes =
        open::snapshot_bytes(path).map_err(|error| Failure::io(format_args!("cannot read {}", shown(path)), &error))?;
    let review = match bytes {
        Some(bytes) => Review::of_snapshot(bytes, by),
        None => {
            let source = source::read(path)?;
            guard::refuse_own(&args.output, source.names().map(Path::new))?;
            Review::of_source(&source, args.at.unwrap_or_else(time::now), by)
        }
    };
    let review = review.map_err(|error| failure(error, path))?;
    let text = if args.json {
        let text = serde_json::to_string(&review)
            .map_err(|error| Failure::failed(format!("cannot write the review as JSON: {error}")))?;
        format!("{}\n", safe_json(&text))
    } else {
        review.to_csv()
    };
    save::save(&args.output, text.as_bytes())?;
    if args.output != Path::new("-") {
        note(&format!("wrote {}: {}", shown(&args.output), counted(review.rows.len(), "row")));
    }
    if !args.json && text.len() as u64 > apply::LARGEST {
        note(&format!("that is more than {} MiB, which `review apply` does not take", apply::LARGEST >> 20));
    }
    if review.mappings > 0 {
        let mappings = counted(review.mappings, "group mapping");
        note(&format!("not reviewed: {mappings}, for who is in a group its identity provider knows"));
    }
    Ok(Status::Done)
}

fn failure(error: ReviewError, path: &Path) -> Failure {
    match error {
        ReviewError::Source(problems) => problems.into(),
        ReviewError::Load(error) => Failure::load(path, &error),
        ReviewError::NoManagers => Failure::invalid(format!("{}: {error}", shown(path)))
            .help("review the source, by `--by team` or `--by role`"),
        ReviewError::Shard => open::lacks_users(path),
        error => Failure::invalid(format!("{}: {error}", shown(path))),
    }
}
