//! `rolepack check`: one question and its answer, or a file of them.

use crate::args::{Question, Snapshot};
use crate::open;
use crate::output::{Output, Status, say};
use crate::problem::Failure;
use crate::{sentence, suggest};
use rolepack::{Reason, Request};
use std::path::PathBuf;

/// Answer whether a user may use a permission
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, override_usage = USAGE)]
pub struct Args {
    #[command(flatten)]
    snapshot: Snapshot,
    /// The user's id
    #[arg(required_unless_present = "requests")]
    user: Option<String>,
    /// The permission's key
    #[arg(required_unless_present = "requests")]
    permission: Option<String>,
    /// Answer a file of JSON requests, one a line, with one JSON decision a line, in order; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ALONE)]
    requests: Option<PathBuf>,
    #[command(flatten)]
    question: Question,
}

/// What a file of requests says itself.
const ALONE: [&str; 12] = [
    "user",
    "permission",
    "right",
    "json",
    "identity_groups",
    "access_method",
    "company",
    "location",
    "equipment_item",
    "party",
    "tool",
    "within",
];

const USAGE: &str = "\
rolepack check [OPTIONS] <SNAPSHOT> <USER> <PERMISSION>
       rolepack check <SNAPSHOT> --requests <FILE>";

const EXAMPLES: &str = "\
Examples:
  rolepack check acme.rolepack ada createRun
  rolepack check acme.rolepack ada createRun --company ACME --location A --in owner=ada
  rolepack check acme.rolepack ada tax/schedules --right modify --json
  rolepack check acme.rolepack guest createIssue --identity-group okta:MES-Operators
  rolepack check acme.rolepack --requests requests.jsonl

A line of requests.jsonl, and more than it needs to say:
  {\"user\": \"ada\", \"permission\": \"tax/schedules\", \"right\": \"modify\",
   \"resource\": {\"location\": \"A\"}, \"accessMethod\": \"login\",
   \"identityGroups\": [{\"provider\": \"okta\", \"group\": \"MES-Operators\"}]}

Exit status: 0 allowed, 2 denied, 3 malformed.
With --requests 0 when every line was answered, 3 when one was malformed.";

/// Asks and answers.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let access = open::open(&args.snapshot)?;
    if let Some(requests) = &args.requests {
        return crate::requests::answer(&access, requests);
    }
    let request =
        Request::new(args.user.as_deref().unwrap_or_default(), args.permission.as_deref().unwrap_or_default());
    let request = args.question.ask(request);
    let decision = access.check(&request);
    let mut output = Output::new(args.question.json);
    if args.question.json {
        output.json(&decision)?;
    } else {
        say!(output, "{}\n", sentence::decision(&access, &request, &decision))?;
    }
    output.flush()?;
    suggest::after(&access, &request, decision.reason);
    Ok(status(decision.reason))
}

/// What an answer ends with.
pub fn status(reason: Reason) -> Status {
    match reason {
        Reason::Granted => Status::Done,
        Reason::InvalidRequest => Status::Invalid,
        _ => Status::Denied,
    }
}
