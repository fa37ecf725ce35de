//! `rolepack review apply`: decisions into the source, and the evidence of them beside it.

use super::refuse_within;
use crate::output::Status;
use crate::problem::{Failure, note, shown};
use crate::render::{counted, safe_json};
use crate::save;
use crate::time;
use rolepack::review::apply;
use rolepack::source;
use std::fs;
use std::path::{Path, PathBuf};

/// Put the decisions of a review into its source
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The review, with a decision in every row
    #[arg(value_name = "REVIEW")]
    review: PathBuf,
    /// The source; its files are changed where they stand, unless `--output` says otherwise
    #[arg(value_name = "SOURCE")]
    source: PathBuf,
    /// When the decisions take effect, which the evidence names
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    at: i64,
    /// Who decided, in rows that do not say
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,
    /// Where to write the changed source, of a source that is one file; the source itself if not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Where to write the evidence, as JSON; beside the review if not given: `review.evidence.json`
    #[arg(long, value_name = "FILE")]
    evidence: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Revoking a role that a team gives takes the user out of the team, so all that the team gives must be revoked together.
Every row is held against what is held now; where one does not fit, nothing is written. What is not
revoked stays in the source as it is written, comments too.

Examples:
  rolepack review apply review.csv acme/ --at 2026-11-22T06:00:00Z
  rolepack review apply review.csv acme.yaml --at 2026-11-22 -o reviewed.yaml --evidence 2026-q4.json";

/// Applies it.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let evidence_path = args.evidence.clone().unwrap_or_else(|| args.review.with_extension("evidence.json"));
    refuse_within(&evidence_path, &args.source)?;
    if let (Some(output), true) = (&args.output, args.source.is_dir()) {
        return Err(Failure::invalid(format!(
            "{} is a folder, which is not written to {}",
            shown(&args.source),
            shown(output)
        ))
        .help("copy the folder and apply the review to the copy"));
    }
    if [Some(&evidence_path), args.output.as_ref()].into_iter().flatten().any(|path| *path == args.review) {
        return Err(Failure::invalid("the review itself would be written over").help("name another file"));
    }
    let review = fs::read(&args.review)
        .map_err(|error| Failure::io(format_args!("cannot read {}", shown(&args.review)), &error))?;
    let text = String::from_utf8(review).map_err(|_| {
        Failure::invalid(format!("{} is no UTF-8 text", shown(&args.review)))
            .help("save it from the spreadsheet as `CSV UTF-8`")
    })?;
    let source = source::read(&args.source)?;
    let name = args.review.display().to_string();
    let applied = apply((&name, &text), &source, args.at, args.reviewer.as_deref())?;
    let evidence = serde_json::to_string_pretty(&applied.evidence)
        .map_err(|error| Failure::failed(format!("cannot write the evidence as JSON: {error}")))?;
    write(args, &applied.files)?;
    save::save(&evidence_path, format!("{}\n", safe_json(&evidence)).as_bytes())?;
    let (kept, revoked) = (applied.evidence.kept, applied.evidence.revoked);
    note(&format!("{} kept, {revoked} revoked; evidence in {}", counted(kept, "row"), shown(&evidence_path)));
    if !applied.evidence.not_reviewed.is_empty() {
        let count = counted(applied.evidence.not_reviewed.len(), "role");
        note(&format!("{count} held since the review had no row, and stay; the evidence lists them"));
    }
    Ok(Status::Done)
}

/// Writes the files that change. An output that was asked for is written even where nothing changes.
fn write(args: &Args, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    match (&args.output, files) {
        (Some(output), [(_, text)]) => save::save(output, text),
        (Some(output), []) => {
            let text = fs::read(&args.source)
                .map_err(|error| Failure::io(format_args!("cannot read {}", shown(&args.source)), &error))?;
            save::save(output, &text)
        }
        // A catalogue holds no users, so that a source of one document changes in one file.
        (Some(_), _) => Err(Failure::failed("more than one file would change")),
        (None, files) => files.iter().try_for_each(|(name, text)| {
            save::save(Path::new(name), text)?;
            note(&format!("changed {}", shown(Path::new(name))));
            Ok(())
        }),
    }
}
