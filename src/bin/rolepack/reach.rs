//! `rolepack reach`: where a user may.

use crate::args::{Question, Snapshot};
use crate::open;
use crate::output::{Output, Status, say};
use crate::problem::{Failure, note};
use crate::render::Safe;
use crate::{check, sentence, suggest};
use rolepack::Request;
use rolepack::access::{ReachBox, Reached};

/// List where a user may use a permission: the values of a dimension, or what each covering level covers
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    snapshot: Snapshot,
    /// The user's id
    user: String,
    /// The permission's key
    permission: String,
    /// The dimension whose values are listed; without it, what each covering level covers
    dimension: Option<String>,
    #[command(flatten)]
    question: Question,
}

const EXAMPLES: &str = "\
Examples:
  rolepack reach acme.rolepack ada createRun location
  rolepack reach acme.rolepack ada createRun location --company ACME
  rolepack reach acme.rolepack ada createRun

Exit status: 0 done, 2 where nothing is reached, 3 malformed.";

/// Asks and lists.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let access = open::open(&args.snapshot)?;
    let request = args.question.ask(Request::new(&args.user, &args.permission));
    let reach = access.reach(&request, args.dimension.as_deref());
    let mut output = Output::new(args.question.json);
    if args.question.json {
        output.json(&reach)?;
    } else {
        match &reach.reached {
            Reached::All => say!(
                output,
                "every {}\n",
                args.dimension.as_deref().map_or_else(|| "place".to_owned(), |name| Safe(name).to_string())
            )?,
            Reached::Values(values) => {
                for value in values {
                    say!(output, "{}\n", Safe(value))?;
                }
            }
            Reached::Boxes(boxes) => {
                for reached in boxes {
                    tell(&mut output, reached)?;
                }
            }
        }
    }
    output.flush()?;
    let status = check::status(reach.reason);
    if status != Status::Done {
        let asked = args.dimension.as_deref().map(|name| (name, "anything"));
        let mut shown = request.clone();
        shown.resource.extend(asked);
        note(&format!("{} ({})", sentence::why_not(&access, &shown, reach.reason), reach.reason.name()));
        suggest::after(&access, &shown, reach.reason);
    }
    Ok(status)
}

/// One box: within it, any combination of what it covers; between boxes, none.
fn tell(output: &mut Output, reached: &ReachBox<'_>) -> Result<(), Failure> {
    say!(output, "within {}\n", sentence::level(reached.level))?;
    let width = reached.covers.0.iter().map(|(dimension, _)| dimension.chars().count()).max().unwrap_or_default();
    for (dimension, values) in &reached.covers.0 {
        let values: Vec<String> = values
            .iter()
            .map(|value| if *value == "*" { "every value".to_owned() } else { Safe(value).to_string() })
            .collect();
        say!(output, "  {:width$}  {}\n", Safe(dimension).to_string(), values.join(", "))?;
    }
    Ok(())
}
