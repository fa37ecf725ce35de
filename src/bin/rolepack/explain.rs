//! `rolepack explain`: the decision with every path to it, or why not and which roles would grant.

use crate::args::{Question, Snapshot};
use crate::open;
use crate::output::{Output, Status, say};
use crate::problem::Failure;
use crate::render::words;
use crate::{check, sentence, suggest};
use rolepack::access::Explanation;
use rolepack::{Access, Request};

/// Explain a decision: every path to it, or why not and the roles that would grant it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    snapshot: Snapshot,
    /// The user's id
    user: String,
    /// The permission's key
    permission: String,
    #[command(flatten)]
    question: Question,
}

const EXAMPLES: &str = "\
Examples:
  rolepack explain acme.rolepack ada createRun
  rolepack explain acme.rolepack ada createRun --location B --access-method slideIn --json

Exit status: 0 allowed, 2 denied, 3 malformed.";

/// Asks and explains.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let access = open::open(&args.snapshot)?;
    let request = args.question.ask(Request::new(&args.user, &args.permission));
    let explanation = access.explain(&request);
    let mut output = Output::new(args.question.json);
    if args.question.json {
        output.json(&explanation)?;
    } else {
        tell(&mut output, &access, &request, &explanation)?;
    }
    output.flush()?;
    suggest::after(&access, &request, explanation.decision.reason);
    Ok(check::status(explanation.decision.reason))
}

fn tell(
    output: &mut Output,
    access: &Access,
    request: &Request<'_>,
    explanation: &Explanation<'_>,
) -> Result<(), Failure> {
    say!(output, "{}\n", sentence::decision(access, request, &explanation.decision))?;
    match explanation.paths.len() {
        0 => {}
        1 => say!(output, "1 path grants it:\n")?,
        paths => say!(output, "{paths} paths grant it:\n")?,
    }
    for path in &explanation.paths {
        say!(output, "  {}\n", sentence::path(path.role, path.via, path.level))?;
    }
    if explanation.covering_levels.len() > 1 {
        say!(output, "own levels that cover it: {}\n", sentence::levels(&explanation.covering_levels))?;
    }
    match explanation.held.len() {
        0 => {}
        1 => say!(output, "1 path holds it and does not count here:\n")?,
        paths => say!(output, "{paths} paths hold it and do not count here:\n")?,
    }
    for path in &explanation.held {
        say!(output, "  {} ({})\n", sentence::path(path.role, path.via, path.level), path.reason.name())?;
    }
    if !explanation.would_grant.is_empty() {
        say!(output, "roles that would grant it: {}\n", words(explanation.would_grant.iter().copied(), "and"))?;
    }
    Ok(())
}
