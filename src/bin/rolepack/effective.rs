//! `rolepack effective`: everything that one user may do.

use crate::args::{Presented, Snapshot};
use crate::open;
use crate::output::{Output, Status, say};
use crate::problem::Failure;
use crate::table::Table;
use crate::{check, sentence, suggest};
use rolepack::access::Effective;
use rolepack::{Reason, Request};

/// List every grant of a user, by feature area, with the paths to it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    snapshot: Snapshot,
    /// The user's id
    user: String,
    #[command(flatten)]
    presented: Presented,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  rolepack effective acme.rolepack ada
  rolepack effective acme.rolepack guest --identity-group okta:MES-Operators --json

Exit status: 0 done, 2 where nothing is held and why, 3 malformed.";

/// Asks and lists.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let access = open::open(&args.snapshot)?;
    let who = args.presented.present(Request::new(&args.user, ""));
    let effective = access.effective(&who);
    let mut output = Output::new(args.json);
    if args.json {
        output.json(&effective)?;
    } else if effective.groups.is_empty() {
        let why = match effective.reason {
            Reason::NotGranted => "no role held grants anything".to_owned(),
            Reason::AccessMethod => "the slice was cut for the other access method".to_owned(),
            reason => sentence::why_not(&access, &who, reason),
        };
        say!(output, "nothing: {why} ({})\n", effective.reason.name())?;
    } else {
        table(&effective).write(&mut output)?;
    }
    output.flush()?;
    suggest::after(&access, &who, effective.reason);
    Ok(check::status(effective.reason))
}

/// One row a path; what a row shares with the one above is not said again.
fn table(effective: &Effective<'_>) -> Table<4> {
    let mut table = Table::new(["PERMISSION GROUP", "PERMISSION", "RIGHT", "THROUGH"]);
    for group in &effective.groups {
        let mut area = group.permission_group.unwrap_or("(none)");
        let mut above = "";
        for grant in &group.grants {
            let mut permission = if grant.permission == above { "" } else { grant.permission };
            let mut right = grant.right.unwrap_or_default();
            above = grant.permission;
            for path in &grant.paths {
                table.row([area, permission, right, &sentence::path(path.role, path.via, path.level)]);
                [area, permission, right] = [""; 3];
            }
        }
    }
    table
}
