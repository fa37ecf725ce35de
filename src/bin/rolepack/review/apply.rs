//! `rolepack review apply`: decisions into the source, and the evidence of them beside it.

use crate::guard;
use crate::output::Status;
use crate::problem::{Failure, note, shown};
use crate::render::{counted, safe_json};
use crate::save;
use crate::time;
use rolepack::review::apply;
use rolepack::source;
use std::fs::{self, File};
use std::io::{self, Read};
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
    /// Write over evidence that is there already
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
Revoking a role that a team gives takes the user out of the team, so all that the team gives must
be revoked together. Every row is held against what is held now; where one does not fit or is
missing, nothing is written. What is not revoked stays in the source as it is written, comments
too. The evidence and the source are written both or not at all.

Examples:
  rolepack review apply review.csv acme/ --at 2026-11-22T06:00:00Z
  rolepack review apply review.csv acme.yaml --at 2026-11-22 -o reviewed.yaml \\
    --evidence 2026-q4.json";

/// How many bytes a review may have: 256 MiB, which are more rows than the 1,048,576 that spreadsheets open.
pub(super) const LARGEST: u64 = 256 << 20;

/// Applies it.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let evidence_path = args.evidence.clone().unwrap_or_else(|| args.review.with_extension("evidence.json"));
    refuse_outputs(args, &evidence_path)?;
    let text = text(&args.review)?;
    let source = source::read(&args.source)?;
    guard::refuse_own(&evidence_path, source.names().map(Path::new))?;
    if let Some(output) = args.output.as_deref().filter(|output| !guard::same(output, &args.source)) {
        guard::refuse_own(output, source.names().map(Path::new))?;
    }
    let name = args.review.display().to_string();
    let applied = apply((&name, &text), &source, args.at, args.reviewer.as_deref())?;
    let evidence = serde_json::to_string_pretty(&applied.evidence)
        .map_err(|error| Failure::failed(format!("cannot write the evidence as JSON: {error}")))?;
    let evidence = format!("{}\n", safe_json(&evidence));
    write(args, (&evidence_path, evidence.as_bytes()), &applied.files)?;
    let (kept, revoked) = (applied.evidence.kept, applied.evidence.revoked);
    note(&format!("{} kept, {revoked} revoked; evidence in {}", counted(kept, "row"), shown(&evidence_path)));
    if !applied.evidence.not_reviewed.is_empty() {
        let count = counted(applied.evidence.not_reviewed.len(), "role");
        note(&format!("{count} held now had no row in the review, and stay; the evidence lists them"));
    }
    Ok(Status::Done)
}

/// Refuses to write over what is read, over the other output, and over earlier evidence.
fn refuse_outputs(args: &Args, evidence: &Path) -> Result<(), Failure> {
    guard::refuse_own(evidence, [args.source.as_path()])?;
    if let (Some(output), true) = (&args.output, args.source.is_dir()) {
        return Err(Failure::invalid(format!(
            "{} is a folder, which is not written to {}",
            shown(&args.source),
            shown(output)
        ))
        .help("copy the folder and apply the review to the copy"));
    }
    let mut outputs = [Some(evidence), args.output.as_deref()].into_iter().flatten();
    if outputs.any(|output| output != Path::new("-") && guard::same(output, &args.review)) {
        return Err(Failure::invalid("the review itself would be written over").help("name another file"));
    }
    if args.output.as_deref().is_some_and(|output| guard::same(output, evidence)) {
        return Err(Failure::invalid(format!(
            "the source and the evidence would both be written to {}",
            shown(evidence)
        ))
        .help("name another file with `--evidence`"));
    }
    if args.force { Ok(()) } else { save::refuse_there(evidence) }
}

fn text(path: &Path) -> Result<String, Failure> {
    let cannot = |error: io::Error| Failure::io(format_args!("cannot read {}", shown(path)), &error);
    let file = File::open(path).map_err(cannot)?;
    let mut bytes = Vec::new();
    // What is too large is seen before it is read, but for a pipe.
    let size = file.metadata().map_err(cannot)?.len();
    if size <= LARGEST {
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(cannot)?;
    }
    if size.max(bytes.len() as u64) > LARGEST {
        return Err(Failure::invalid(format!(
            "{} has more than {} MiB, which no review has",
            shown(path),
            LARGEST >> 20
        ))
        .help("name the file that `rolepack review` wrote, and the source after it"));
    }
    String::from_utf8(bytes).map_err(|_| {
        Failure::invalid(format!("{} is no UTF-8 text", shown(path)))
            .help("save it from the spreadsheet as `CSV UTF-8`")
    })
}

/// Writes the evidence and the files that change, all or none, the evidence first: no source is changed without it. An output that
/// was asked for is written even where nothing changes.
fn write(args: &Args, evidence: (&Path, &[u8]), files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    let same;
    let changed: Vec<(&Path, &[u8])> = match (&args.output, files) {
        (Some(output), [(_, text)]) => vec![(output, text)],
        (Some(output), []) => {
            same = fs::read(&args.source)
                .map_err(|error| Failure::io(format_args!("cannot read {}", shown(&args.source)), &error))?;
            vec![(output, &same)]
        }
        // A catalogue holds no users, so that a source of one document changes in one file.
        (Some(_), _) => return Err(Failure::failed("more than one file would change")),
        (None, files) => files.iter().map(|(name, text)| (Path::new(name), text.as_slice())).collect(),
    };
    let all: Vec<(&Path, &[u8])> = std::iter::once(evidence).chain(changed).collect();
    save::save_all(&all)?;
    if args.output.is_none() {
        files.iter().for_each(|(name, _)| note(&format!("changed {}", shown(Path::new(name)))));
    }
    Ok(())
}
