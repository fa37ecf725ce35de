//! `rolepack test`: an organisation's own expectations of its access, tried.

use crate::output::{Output, Status, say};
use crate::problem::{Failure, note, shown};
use crate::render::{ALLOWED, DENIED, FAINT, Safe, Word, count, counted, words};
use crate::{open, sentence, time};
use rolepack::access::Explanation;
use rolepack::expect::{Asked, Duty, Expectations, Failed, Offender, Report, Unmet};
use rolepack::{AccessMethod, Request};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Try the expectations of an organisation's own: decisions, separation of duties, who may and nobody else
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The snapshot, or a source, which is packed in memory
    #[arg(value_name = "SNAPSHOT")]
    path: PathBuf,
    /// Expectations files; of a source's directory, unless named, its `*.expect.yaml` and `*.expect.json`
    #[arg(value_name = "EXPECTATIONS")]
    files: Vec<PathBuf>,
    /// Pack a source as of this time [default: now]
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    at: Option<i64>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
An expectations file, in YAML or JSON:
  expect:
    - { user: ada, permission: createRun, resource: { location: B }, reason: out-of-scope }
  never:
    - { together: [createOrder, { role: approver }], because: four eyes }
  only:
    - { permission: updateOrganization, roles: [admin] }
    - { permission: deletePlan, users: [ada, bob] }
  atMost:
    - { role: admin, users: 3 }
  atLeast:
    - { permission: signOrder, users: 2 }

Examples:
  rolepack test acme/
  rolepack test acme.rolepack acme/acme.expect.yaml --json

Exit status: 0 everything holds, 1 something does not,
3 it could not be tried, such as of a user or a permission that there is not.";

/// How many bytes an expectations file may have: more is another file, named by mistake.
const LARGEST: u64 = 64 << 20;

/// How many users of one expectation are shown to people.
const SHOWN: usize = 10;

/// Reads, tries and tells.
pub fn run(args: &Args) -> Result<Status, Failure> {
    answer(args).map_err(Failure::without_answer)
}

fn answer(args: &Args) -> Result<Status, Failure> {
    let files = files(args)?;
    let access = open::open_as_of(&args.path, args.at)?;
    open::refuse_shard(&args.path, &access)?;
    let expectations = Expectations::parse(files)?;
    let report = expectations.test(&access)?;
    let mut output = Output::new(args.json);
    if args.json {
        output.json(&report)?;
    } else {
        for failed in &report.failed {
            tell(&mut output, &access, failed)?;
        }
        summary(&mut output, &report)?;
    }
    if report.tested == 0 {
        note("the files expect nothing");
    }
    output.end(if report.failed.is_empty() { Status::Done } else { Status::Failed })
}

/// The files named, or those beside the source's.
fn files(args: &Args) -> Result<Vec<(String, String)>, Failure> {
    let mut paths = args.files.clone();
    if paths.is_empty() && args.path.is_dir() {
        let cannot = |error: io::Error| Failure::io(format_args!("cannot read {}", shown(&args.path)), &error);
        for entry in fs::read_dir(&args.path).map_err(cannot)? {
            let path = entry.map_err(cannot)?.path();
            if !is_expectations(&path) {
                continue;
            }
            // To open a pipe that nobody writes into would never end. One that is named is meant.
            if !path.is_file() {
                return Err(Failure::invalid(format!("{} is no file", shown(&path))).help("remove it from the folder"));
            }
            paths.push(path);
        }
        paths.sort();
    }
    if paths.is_empty() {
        return Err(Failure::invalid("no expectations file").help("name one, such as `acme.expect.yaml`"));
    }
    let read = |path: PathBuf| {
        let mut text = String::new();
        File::open(&path)
            .and_then(|file| file.take(LARGEST + 1).read_to_string(&mut text))
            .map_err(|error| Failure::io(format_args!("cannot read {}", shown(&path)), &error))?;
        if text.len() as u64 > LARGEST {
            return Err(Failure::invalid(format!("{} has more than 64 MiB", shown(&path)))
                .help("name an expectations file, or split it"));
        }
        Ok((path.display().to_string(), text))
    };
    paths.into_iter().map(read).collect()
}

fn is_expectations(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = [".json", ".yaml", ".yml"].iter().find_map(|ending| name.strip_suffix(ending));
    !name.starts_with('.') && stem.is_some_and(|stem| stem.ends_with(".expect"))
}

fn summary(output: &mut Output, report: &Report<'_>) -> Result<(), Failure> {
    let (tested, failed) = (report.tested, report.failed.len());
    if failed == 0 {
        say!(output, "{ALLOWED}ok:{ALLOWED:#} {}\n", counted(tested, "expectation"))
    } else {
        let places = if failed == 1 { "failure" } else { "failures" };
        say!(output, "{DENIED}failed:{DENIED:#} {} {places} in {}\n", count(failed), counted(tested, "expectation"))
    }
}

fn tell(output: &mut Output, access: &rolepack::Access, failed: &Failed<'_>) -> Result<(), Failure> {
    let file = failed.place.file.as_deref().unwrap_or_default();
    let at = failed.place.range.map_or_else(String::new, |range| format!(":{}:{}", range.line, range.column));
    say!(output, "{DENIED}failed{DENIED:#} {FAINT}-->{FAINT:#} {}{at}\n", Safe(file))?;
    match &failed.unmet {
        Unmet::Expect { user, asked, expected, expected_reason, explanation } => {
            decision(output, access, (user, asked), (*expected, *expected_reason), explanation)?;
        }
        Unmet::Never { offenders } => {
            for offender in offenders.iter().take(SHOWN) {
                let whole: Vec<String> = offender.holds.iter().map(|held| duty(&held.what)).collect();
                say!(output, "  {} all of {}\n", holder(offender), join(&whole))?;
                how(output, offender)?;
            }
            rest(output, offenders.len())?;
        }
        Unmet::OnlyRoles { asked, unexpected, missing } => {
            let what = grant(asked);
            for role in unexpected.iter().take(SHOWN) {
                say!(output, "  role {} grants {what}, which only others should\n", Word(role))?;
            }
            rest(output, unexpected.len())?;
            for role in missing {
                say!(output, "  role {} does not grant {what}\n", Word(role))?;
            }
        }
        Unmet::OnlyUsers { asked, unexpected, missing } => {
            let what = grant(asked);
            for offender in unexpected.iter().take(SHOWN) {
                say!(output, "  {} {what}, which only others should\n", holder(offender))?;
                how(output, offender)?;
            }
            rest(output, unexpected.len())?;
            for user in missing {
                say!(output, "  user {} does not hold {what}\n", Word(user))?;
            }
        }
        Unmet::AtMost { of, bound, users } => number(output, (of, "at most", *bound), users)?,
        Unmet::AtLeast { of, bound, users } => number(output, (of, "at least", *bound), users)?,
    }
    if let Some(because) = failed.because {
        say!(output, "  expected because: {}\n", Safe(because))?;
    }
    say!(output, "\n")
}

fn decision(
    output: &mut Output,
    access: &rolepack::Access,
    (user, asked): (&str, &Asked<'_>),
    (allowed, reason): (bool, Option<rolepack::Reason>),
    explanation: &Explanation<'_>,
) -> Result<(), Failure> {
    let mut request = Request::new(user, asked.permission);
    request.right = asked.right;
    request.resource = asked.resource.iter().map(|(dimension, value)| (*dimension, *value)).collect();
    request.identity_groups = asked.identity_groups.iter().map(|group| (group.provider, group.group)).collect();
    request.access_method = asked.access_method.and_then(AccessMethod::from_name).unwrap_or_default();
    let reason = reason.map_or_else(String::new, |reason| format!(" ({})", reason.name()));
    let expected = if allowed { "allowed" } else { "denied" };
    say!(output, "  user {}, {}: expected to be {expected}{reason}\n", Word(user), grant(asked))?;
    say!(output, "  {}\n", sentence::decision(access, &request, &explanation.decision))?;
    for path in explanation.paths.iter().skip(1).take(SHOWN) {
        say!(output, "    also {}\n", sentence::path(path.role, path.via, path.level))?;
    }
    for path in explanation.held.iter().take(SHOWN) {
        let path_and_why = (sentence::path(path.role, path.via, path.level), path.reason.name());
        say!(output, "    held, and not counted here: {} ({})\n", path_and_why.0, path_and_why.1)?;
    }
    if !explanation.would_grant.is_empty() {
        let roles = words(explanation.would_grant.iter().copied().take(SHOWN), "and");
        say!(output, "    roles that would grant it: {roles}\n")?;
    }
    Ok(())
}

fn number(
    output: &mut Output,
    (of, bound, number): (&Duty<'_>, &str, usize),
    users: &[Offender<'_>],
) -> Result<(), Failure> {
    let (held, what) = (counted(users.len(), "user"), duty(of));
    say!(
        output,
        "  {held} hold{} {what}, where {bound} {} should\n",
        if users.len() == 1 { "s" } else { "" },
        count(number)
    )?;
    for offender in users.iter().take(SHOWN) {
        let path = offender.holds.iter().find_map(|held| held.path.as_ref());
        let path =
            path.map_or_else(String::new, |path| format!(": {}", sentence::path(path.role, path.via, path.level)));
        say!(output, "    {}{path}\n", Word(offender.user.unwrap_or_default()))?;
    }
    rest(output, users.len())
}

fn holder(offender: &Offender<'_>) -> String {
    match (offender.user, &offender.identity_group) {
        (Some(user), _) => format!("user {} holds", Word(user)),
        (None, Some(group)) => {
            format!("whoever presents the identity group `{}:{}` holds", Safe(group.provider), Safe(group.group))
        }
        (None, None) => "nobody holds".to_owned(),
    }
}

fn how(output: &mut Output, offender: &Offender<'_>) -> Result<(), Failure> {
    for held in &offender.holds {
        if let Some(path) = &held.path {
            say!(output, "    {}: {}\n", duty(&held.what), sentence::path(path.role, path.via, path.level))?;
        }
    }
    Ok(())
}

fn rest(output: &mut Output, all: usize) -> Result<(), Failure> {
    if all > SHOWN {
        say!(output, "    … and {} more\n", count(all - SHOWN))?;
    }
    Ok(())
}

fn duty(duty: &Duty<'_>) -> String {
    match duty {
        Duty::Grant(asked) => grant(asked),
        Duty::Role(role) => format!("role {}", Word(role)),
        Duty::Team(team) => format!("team {}", Word(team)),
    }
}

/// "`add` of `tax` in location `A`".
fn grant(asked: &Asked<'_>) -> String {
    let mut request = Request::new("anyone", asked.permission);
    request.right = asked.right;
    let named = asked.resource.iter().map(|(dimension, value)| format!("{} {}", Safe(dimension), Word(value)));
    let named: Vec<String> = named.collect();
    let place = if named.is_empty() { String::new() } else { format!(" in {}", named.join(", ")) };
    let method = asked.access_method.map_or_else(String::new, |method| format!(" by {method}"));
    format!("{}{place}{method}", sentence::grant(&request))
}

fn join(items: &[String]) -> String {
    match items {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        items => items.concat(),
    }
}
