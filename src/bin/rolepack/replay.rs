//! `rolepack replay`: the decisions of a log, asked once more of another snapshot.

mod record;
mod tally;

use crate::lines::{self, LONGEST, Line, next_line};
use crate::open;
use crate::output::{Output, Status};
use crate::problem::{Failure, note, shown};
use crate::render::{Safe, counted};
use crate::time;
use record::Record;
use rolepack::Access;
use std::io;
use std::path::{Path, PathBuf};
use tally::{Change, Tally};

/// Show which decisions of a guard's log another snapshot would change
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The decision log: JSON Lines, a decision with its request on each; `-` is standard input
    log: PathBuf,
    /// The snapshot to ask instead, or a source, which is packed in memory
    snapshot: PathBuf,
    /// Pack a source as of this time [default: now]
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    at: Option<i64>,
    /// Answer in JSON: a line for each decision that changes, and a last one with the counts
    #[arg(long)]
    json: bool,
    /// End with 1 where any decision changes, as `rolepack diff --exit-code` does
    #[arg(long)]
    exit_code: bool,
}

const EXAMPLES: &str = "\
A decision changes where it is gained, lost, denied for another reason, or allowed by another path:
another role, another way to it, or another access level. What the log says is the decision that
was made, also where a guard only observed. What it wrote of refusals is counted and not asked
again. The snapshot may have expired.

A line of the log, and more than it needs to say:
  {\"time\": \"2026-11-22T06:00:00.000Z\", \"method\": \"POST\", \"route\": \"/runs\",
   \"organization\": \"acme\", \"sequence\": 41, \"allowed\": true, \"reason\": \"granted\",
   \"role\": \"operator\", \"via\": {\"team\": \"line-1\"}, \"level\": {\"company\": \"ACME\", \"key\": \"plant-a\"},
   \"request\": {\"user\": \"ada\", \"permission\": \"createRun\", \"resource\": {\"location\": \"A\"}}}

Examples:
  rolepack replay decisions.jsonl next.rolepack
  rolepack replay decisions.jsonl acme/ --exit-code
  zcat decisions-*.jsonl.gz | rolepack replay - next.rolepack --json

Exit status: 0 every line was asked again, 3 one was no decision of this organisation, or anything
else kept it from that. With --exit-code 0 where nothing changes, 1 where a decision does.";

/// How many lines that are no decisions are told of on standard error; all of them are counted.
const TOLD: usize = 20;

/// Opens, asks again and tells.
pub fn run(args: &Args) -> Result<Status, Failure> {
    answer(args).map_err(Failure::without_answer)
}

fn answer(args: &Args) -> Result<Status, Failure> {
    let access = open::open_as_of(&args.snapshot, args.at)?;
    let cannot = |error: &io::Error| Failure::io(format_args!("cannot read {}", shown(&args.log)), error);
    let mut reader = lines::open(&args.log).map_err(|error| cannot(&error))?;
    let mut output = Output::new(args.json);
    let mut tally = Tally::new(&access);
    let (mut line, mut number) = (Vec::new(), 0);
    loop {
        let read = next_line(&mut reader, &mut line).map_err(|error| cannot(&error))?;
        number += 1;
        let asked = match read {
            Line::End => break,
            Line::Whole => again(&access, &line),
            Line::TooLong => Err(format!("longer than {LONGEST} bytes")),
        };
        match asked {
            Ok(None) => tally.refusals += 1,
            Ok(Some((record, change))) => {
                if let (true, Some(change)) = (args.json, &change) {
                    output.json(&change.told(number, &record))?;
                }
                tally.count(number, &record, change);
            }
            Err(why) => {
                tally.not_decisions += 1;
                if tally.not_decisions <= TOLD {
                    note(&format!("{}: {}", place(&args.log, number), Safe(&why)));
                }
            }
        }
        if output.closed() {
            // Not every line was asked; that nobody reads on is the reader's choice and no news.
            return Ok(Status::Invalid);
        }
    }
    if tally.not_decisions > TOLD {
        note(&format!("and {} more", counted(tally.not_decisions - TOLD, "such line")));
    }
    if args.json {
        output.json(&tally)?;
    } else {
        tally.write(&mut output)?;
    }
    output.end(match (tally.not_decisions, args.exit_code && tally.changed() > 0) {
        (1.., _) => Status::Invalid,
        (0, true) => Status::Failed,
        (0, false) => Status::Done,
    })
}

/// A decision, and how it changes.
type Asked<'l, 'a> = (Record<'l>, Option<Change<'a>>);

/// Asks what a line says was asked.
fn again<'l, 'a>(access: &'a Access, line: &'l [u8]) -> Result<Option<Asked<'l, 'a>>, String> {
    let Some(record) = Record::read(line)? else { return Ok(None) };
    if record.organization != access.organization() {
        let (other, own) = (Safe(&record.organization), Safe(access.organization()));
        return Err(format!("a decision of the organisation `{other}`, and the snapshot is of `{own}`"));
    }
    let decision = record.ask(access)?;
    let change = Change::between(&record, decision);
    Ok(Some((record, change)))
}

fn place(log: &Path, number: usize) -> String {
    let log = if log == Path::new("-") { "standard input".to_owned() } else { shown(log) };
    format!("{log}, line {number}")
}
