//! `rolepack who-can`: the known active users who may.

use crate::args::{Method, Resource, Snapshot};
use crate::open;
use crate::output::{Output, Status, say};
use crate::problem::{Failure, note, shown};
use crate::render::{Safe, Word};
use crate::{check, sentence, suggest};
use rolepack::{Reason, Request};
use serde::Serialize;

/// List the known active users who may use a permission
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    snapshot: Snapshot,
    /// The permission's key
    permission: String,
    /// The right, where the permission has rights
    #[arg(long, value_name = "R")]
    right: Option<String>,
    #[command(flatten)]
    method: Method,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    resource: Resource,
}

const EXAMPLES: &str = "\
Identity-provider groups are not asked: what they give is known when somebody signs in.

Examples:
  rolepack who-can acme.rolepack createPurchaseOrderApproval
  rolepack who-can acme.rolepack tax/schedules --right modify --location A

Exit status: 0 done, also where it is nobody.
2 where nobody can be told, such as of an unknown permission; 3 malformed.";

/// The answer for programs.
#[derive(Serialize)]
struct WhoCan<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    users: Vec<&'a str>,
}

/// Asks and lists.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let access = open::open(&args.snapshot)?;
    // Whoever it is: the question is about no one user.
    let mut request =
        args.resource.name(Request::new("anyone", &args.permission)).access_method(args.method.access_method.into());
    request.right = args.right.as_deref();
    let (reason, users) = match access.who_can(&request) {
        Ok(users) => (None, users),
        Err(reason) => (Some(reason), Vec::new()),
    };
    if let Some((from, to)) = access.shard_range() {
        let end = |id: &str, word: &str| if id.is_empty() { String::new() } else { format!(" {word} {}", Word(id)) };
        let range = format!("{}{}", end(from, "from"), end(to, "to before"));
        note(&format!("{} is a shard: of the users{range} alone", shown(&args.snapshot.path)));
    }
    let mut output = Output::new(args.json);
    if args.json {
        output.json(&WhoCan { reason, users })?;
    } else {
        for user in users {
            say!(output, "{}\n", Safe(user))?;
        }
    }
    output.flush()?;
    let Some(reason) = reason else { return Ok(Status::Done) };
    let why = match reason {
        Reason::AccessMethod => "the slice was cut for the other access method".to_owned(),
        reason => sentence::why_not(&access, &request, reason),
    };
    note(&format!("{why} ({})", reason.name()));
    suggest::after(&access, &request, reason);
    Ok(check::status(reason))
}
