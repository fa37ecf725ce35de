//! `rolepack pack`: sources in, one snapshot out, or nothing.

use crate::args::{Pair, Presented};
use crate::diff;
use crate::guard;
use crate::keys;
use crate::open;
use crate::output::Status;
use crate::problem::{Failure, note, shown};
use crate::progress::Progress;
use crate::render::counted;
use crate::save;
use crate::time;
use rolepack::access::{CutError, SliceOptions, SnapshotKind};
use rolepack::pack::{Labels, Options};
use rolepack::signature::KeyId;
use rolepack::{Model, Request};
use std::path::{Path, PathBuf};

/// Pack sources into a snapshot
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// JSON or YAML files, or directories of them; several are joined
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<PathBuf>,
    /// Where to write; `-` is standard output, unless that is a terminal
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Keep the assignments that are in force at this time [default: now]
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    at: Option<i64>,
    /// The snapshot's sequence: readers refuse to go back to a lower one
    #[arg(long, value_name = "N", default_value_t = 0)]
    sequence: u64,
    /// When the snapshot was made
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    created: Option<i64>,
    /// From when on the snapshot is refused
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    expires: Option<i64>,
    /// Sign it with this private key, as `rolepack keygen` makes them: readers that have the public key take no other
    #[arg(long, value_name = "KEY", requires_all = ["sequence", "expires"], conflicts_with_all = ["user", "ids"])]
    sign: Option<PathBuf>,
    /// When the next assignment begins or ends, if not what the sources say (to pack again what was unpacked)
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    next_change: Option<i64>,
    /// Leave out names, titles, descriptions and remarks, which no decision reads
    #[arg(long)]
    no_labels: bool,
    /// Compare with this snapshot, the one before: of the same organisation and, where sequences are used, with a lower one. A source will
    /// do too, and knows what was to begin or end later anyway
    #[arg(long, value_name = "OLD")]
    previous: Option<PathBuf>,
    /// Write nothing where anybody gains anything over the previous snapshot, now or when an assignment begins or ends later
    #[arg(long, requires = "previous")]
    deny_gains: bool,
    /// Cut the slice of one user
    #[arg(long, value_name = "ID", help_heading = PARTS, conflicts_with = "ids")]
    user: Option<String>,
    #[command(flatten, next_help_heading = PARTS)]
    presented: Presented,
    /// Let the slice also explain its denials: it then holds the roles that would grant
    #[arg(long, requires = "user", help_heading = PARTS)]
    explain: bool,
    /// Keep names, titles, descriptions and remarks in the slice, which has none otherwise
    #[arg(long, requires = "user", conflicts_with = "no_labels", help_heading = PARTS)]
    labels: bool,
    /// Cut the shard of the users whose ids are at least FROM and less than TO, in byte order; either may be left out
    #[arg(long, value_name = "FROM..TO", value_parser = range, help_heading = PARTS)]
    ids: Option<Pair>,
}

const PARTS: &str = "A slice or a shard";

const EXAMPLES: &str = "\
Times are RFC 3339, such as 2026-11-22T06:00:00Z, or dates, which are 00:00 UTC.

Examples:
  rolepack pack acme/ -o acme.rolepack
  rolepack pack acme/ people.yaml -o acme.rolepack --sequence 42 --expires 2026-11-29
  rolepack pack acme/ -o ada.rolepack --user ada --identity-group okta:MES-Operators
  rolepack pack acme/ -o a-to-m.rolepack --ids a..m
  rolepack pack acme/ -o acme.rolepack --sign acme.key --sequence 42 --expires 2026-11-29
  rolepack pack acme/ -o next.rolepack --sequence 43 --previous acme.rolepack --deny-gains

Exit status: 0 written, 1 failure, or with --deny-gains somebody gains something, 3 invalid.
The file is written beside its place, synced and renamed: what was there before stays
whole until then, and stays where anything is refused.";

/// Reads, checks, packs, cuts and writes.
pub fn run(args: &Args) -> Result<Status, Failure> {
    save::refuse_terminal(&args.output)?;
    guard::refuse_own(&args.output, args.sources.iter().map(PathBuf::as_path))?;
    args.sign.as_deref().map_or(Ok(()), |key| guard::refuse_same(&args.output, key))?;
    if args.user.is_none() && !args.presented.is_default() {
        return Err(
            Failure::invalid("identity groups and an access method are for one user's slice").help("add `--user ID`")
        );
    }
    let key = args.sign.as_deref().map(keys::private).transpose()?;
    let progress = Progress::start();
    progress.step("reading");
    let model = open::read(&args.sources, &mut |read| progress.users(read))?;
    progress.step("packing");
    let options = Options {
        at: Some(args.at.unwrap_or_else(time::now)),
        sequence: args.sequence,
        created: args.created,
        expires: args.expires,
        next_change: args.next_change,
        labels: if args.no_labels { Labels::LeaveOut } else { Labels::Keep },
    };
    let whole = match &key {
        Some(key) => rolepack::pack_signed(&model, &options, key),
        None => rolepack::pack(&model, &options),
    };
    let whole = whole.map_err(|error| Failure::invalid(error.to_string()))?;
    // What is packed is not held twice, unless what comes later is to be compared.
    let model = args.previous.as_ref().map(|_| model);
    if let Some((previous, model)) = args.previous.as_ref().zip(model) {
        progress.step("comparing");
        let told = compare(args, previous, &whole, &model, options.at.unwrap_or_default())?;
        progress.wipe();
        note(told.trim_end());
    }
    let bytes = cut(args, whole)?;
    progress.step("writing");
    save::save(&args.output, &bytes)?;
    drop(progress);
    tell(args, bytes)?;
    Ok(Status::Done)
}

/// Compares what would be written with the snapshot before, and says in short what is otherwise.
fn compare(args: &Args, previous: &Path, whole: &[u8], model: &Model, at: i64) -> Result<String, Failure> {
    let old = open::open_to_compare(previous, at)?;
    let bytes = match old.access.kind() {
        SnapshotKind::Shard if args.ids.is_some() => cut(args, whole.to_vec())?,
        _ => whole.to_vec(),
    };
    let new = open::load(&args.output, bytes, i64::MIN, false)?;
    let comparison = diff::with_previous(previous, &old.access, &new)?;
    let versions = [diff::Version::of(&old), diff::Version { access: &new, model: Some(model) }];
    let later = diff::later_of(versions, at)?;
    let mut told = format!("compared with {}: {}", shown(previous), diff::brief(&comparison, &later.told()?));
    if let Some(time) = later.lifted {
        let time = time::shown(time);
        told +=
            &format!("  by {} an assignment begins or ends at {time}, and by the source none does\n", shown(previous));
    }
    let gains = comparison.has_gains() || later.has_gains();
    if args.deny_gains && (gains || later.lifted.is_some()) {
        note(told.trim_end());
        let refused = if gains {
            Failure::failed("somebody gains something, so nothing was written")
        } else {
            Failure::failed("whether somebody keeps what would have ended cannot be told, so nothing was written")
        };
        let help = if comparison.has_gains() {
            "look through it with `rolepack diff`, and pack without `--deny-gains`"
        } else {
            "name the source before as `--previous`, which knows what begins and ends; or pack without `--deny-gains`"
        };
        return Err(refused.help(help));
    }
    Ok(told)
}

/// Cuts what was asked for out of the whole.
fn cut(args: &Args, whole: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let cannot = |error: CutError| Failure::invalid(format!("cannot cut it: {error}"));
    if let Some(user) = &args.user {
        let who = args.presented.present(Request::new(user, ""));
        let options = SliceOptions { explain: args.explain, labels: args.labels };
        let access = open::load(&args.output, whole, i64::MIN, false)?;
        return access.slice(&who, options).map_err(cannot);
    }
    match &args.ids {
        Some((from, to)) => open::load(&args.output, whole, i64::MIN, false)?.shard(from, to).map_err(cannot),
        None => Ok(whole),
    }
}

/// Says on standard error what was written: what a log wants to know.
fn tell(args: &Args, bytes: Vec<u8>) -> Result<(), Failure> {
    let size = bytes.len();
    let access = open::load(&args.output, bytes, i64::MIN, args.user.is_some())?;
    let change = access
        .next_change()
        .map_or_else(String::new, |time| format!(", the next assignment begins or ends at {}", time::shown(time)));
    let signed = KeyId::of(access.as_bytes()).map_or_else(String::new, |key| format!(", signed with key {key}"));
    let place = if args.output == Path::new("-") { "to standard output".to_owned() } else { shown(&args.output) };
    note(&format!(
        "wrote {place}: {}, {}, sequence {}{signed}{change}",
        counted(size, "byte"),
        counted(access.users().count(), "user"),
        access.sequence(),
    ));
    Ok(())
}

/// `FROM..TO`, where neither end holds `..`.
fn range(text: &str) -> Result<Pair, String> {
    let (from, to) = text.split_once("..").ok_or("no `..` in it")?;
    if to.starts_with('.') || to.contains("..") {
        return Err("more than one `..` in it, so that its ends cannot be told apart".to_owned());
    }
    if !to.is_empty() && to <= from {
        return Err("it ends before it begins; ids are in byte order".to_owned());
    }
    Ok((from.to_owned(), to.to_owned()))
}
