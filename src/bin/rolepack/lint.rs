//! `rolepack lint`: what is allowed and seldom meant.

use crate::open;
use crate::output::{Output, Status, say};
use crate::problem::{Failure, colour, did_you_mean, shown};
use crate::render::{Word, counted};
use crate::table::Table;
use crate::time;
use rolepack::lint::{CODES, Level, Levels, Options, Report, lint, lint_snapshot};
use rolepack::source;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Look for what is allowed and seldom meant: roles nobody holds, people without access, ids that look alike
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Sources, joined; or one snapshot, which knows no files and no times
    #[arg(value_name = "SOURCE", required_unless_present = "codes")]
    sources: Vec<PathBuf>,
    /// Look as of this time [default: now]
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    at: Option<i64>,
    /// Tell of assignments that end within so many days
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    ending_within: u16,
    /// The snapshot before, to see who was removed rather than deactivated
    #[arg(long, value_name = "OLD")]
    previous: Option<PathBuf>,
    /// Fail where this is found, or `all`; may be repeated
    #[arg(short = 'D', long, value_name = "CODE")]
    deny: Vec<String>,
    /// Tell where this is found, as is done of everything unless said otherwise
    #[arg(short = 'W', long, value_name = "CODE")]
    warn: Vec<String>,
    /// Say nothing where this is found, or `all`
    #[arg(short = 'A', long, value_name = "CODE")]
    allow: Vec<String>,
    /// List the codes
    #[arg(long)]
    codes: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
What is said of a code counts more than what is said of `all`. Roles and permissions of catalogues
cannot be mended and are passed over, but for permissions that no role grants.

Examples:
  rolepack lint acme/
  rolepack lint acme/ --previous live.rolepack --deny removed-user --allow contained-role
  rolepack lint acme/ --deny all --warn ending-assignment --json
  rolepack lint --codes

Exit status: 0 done, 1 something denied was found, 3 anything that kept it from being looked for,
such as a source that would not be packed.";

/// Reads, looks and tells.
pub fn run(args: &Args) -> Result<Status, Failure> {
    answer(args).map_err(Failure::without_answer)
}

fn answer(args: &Args) -> Result<Status, Failure> {
    let levels = levels(args)?;
    let mut output = Output::new(args.json);
    if args.codes {
        list(&mut output, args.json)?;
        return output.end(Status::Done);
    }
    let report = look(args)?.leveled(&levels);
    let denied = report.denied(&levels);
    if args.json {
        output.json(&report)?;
    } else {
        tell(&mut output, &report, denied)?;
    }
    output.end(if denied > 0 { Status::Failed } else { Status::Done })
}

fn look(args: &Args) -> Result<Report, Failure> {
    let previous = args.previous.as_deref().map(|path| open::open_as_of(path, None)).transpose()?;
    let of_one = |organization: &str| match (&args.previous, &previous) {
        (Some(path), Some(access)) if access.organization() != organization => {
            let (old, new) = (Word(access.organization()), Word(organization));
            Err(Failure::invalid(format!("{} is of the organisation {old}, the source of {new}", shown(path))))
        }
        (Some(path), Some(access)) => open::refuse_shard(path, access),
        _ => Ok(()),
    };
    let options = Options {
        at: args.at.unwrap_or_else(time::now),
        ending_within: i64::from(args.ending_within) * 24 * 60 * 60 * 1000,
        previous: previous.as_ref(),
    };
    if let [path] = args.sources.as_slice()
        && let Some(bytes) = open::snapshot(path)?
    {
        let access = open::load(path, bytes, i64::MIN, false)?;
        open::refuse_shard(path, &access)?;
        of_one(access.organization())?;
        return Ok(lint_snapshot(&access, &options)?);
    }
    open::refuse_absent(&args.sources)?;
    let source = source::read_all(&args.sources)?;
    if let Some(organization) = &source.document().organization {
        of_one(&organization.id)?;
    }
    Ok(lint(source, &options)?)
}

fn levels(args: &Args) -> Result<Levels, Failure> {
    let mut levels = Levels::default();
    let mut seen: Vec<&str> = Vec::new();
    for (codes, level) in [(&args.allow, Level::Allow), (&args.warn, Level::Warn), (&args.deny, Level::Deny)] {
        for code in codes {
            if seen.contains(&code.as_str()) {
                let twice = format!("{} is given two levels", Word(code));
                return Err(Failure::invalid(twice).help("say one of `--deny`, `--warn` and `--allow` of it"));
            }
            seen.push(code);
            if !levels.set(code, level) {
                let known = CODES.iter().map(|known| known.code);
                let meant = did_you_mean(code, known).map(|meant| format!("did you mean {meant}?"));
                let help = meant.unwrap_or_else(|| "`rolepack lint --codes` lists them".to_owned());
                return Err(Failure::invalid(format!("no code {}", Word(code))).help(help));
            }
        }
    }
    Ok(levels)
}

fn list(output: &mut Output, json: bool) -> Result<(), Failure> {
    if json {
        return output.json(&CODES);
    }
    let mut table = Table::new(["CODE", "WHAT IS FOUND"]);
    for code in CODES {
        table.row([code.code, code.about]);
    }
    table.write(output)
}

fn tell(output: &mut Output, report: &Report, denied: usize) -> Result<(), Failure> {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = report.render(&mut |style, piece| write!(text, "{}{piece}{:#}", colour(style), colour(style)));
    let errors = if denied > 0 { format!(", {denied} of them denied") } else { String::new() };
    say!(output, "{text}{}{errors}\n", counted(report.count(), "finding"))
}
