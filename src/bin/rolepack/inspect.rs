//! `rolepack inspect`: what a snapshot is, how much it holds, and what takes its bytes.

use crate::args::Snapshot;
use crate::open;
use crate::output::{Output, Status, say};
use crate::problem::Failure;
use crate::render::{FAINT, HEADING, Safe, count, counted};
use crate::table::Table;
use crate::time;
use rolepack::Access;
use rolepack::access::SnapshotKind;
use rolepack::signature::KeyId;
use rolepack::snapshot::{FORMAT_VERSION, SectionSize};
use serde::Serialize;

/// Show what a snapshot is, how much it holds, and what takes its bytes
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    snapshot: Snapshot,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
An expired snapshot can be looked at too.

Examples:
  rolepack inspect acme.rolepack
  rolepack inspect --slice ada.rolepack --json";

/// What is told of a snapshot, to programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Inspection<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ids: Option<Ids<'a>>,
    format_version: u16,
    organization: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization_name: Option<&'a str>,
    sequence: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    expired: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_change: Option<String>,
    scoping: bool,
    unknown_users: &'static str,
    labels: bool,
    checksum: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    key_id: Option<String>,
    counts: Counts,
    bytes: usize,
    sections: Vec<SectionSize>,
}

#[derive(Serialize)]
struct Ids<'a> {
    from: &'a str,
    to: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Counts {
    users: usize,
    roles: usize,
    teams: usize,
    permissions: usize,
    access_levels: usize,
    group_mappings: usize,
    dimensions: usize,
}

/// Opens and tells.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let access = open::open_even_expired(&args.snapshot)?;
    let inspection = inspect(&access);
    let mut output = Output::new(args.json);
    if args.json {
        output.json(&inspection)?;
    } else {
        header(&mut output, &inspection)?;
        sizes(&inspection).write(&mut output)?;
    }
    output.end(Status::Done)
}

fn inspect(access: &Access) -> Inspection<'_> {
    let kind = match access.kind() {
        SnapshotKind::Whole => "whole",
        SnapshotKind::Slice => "slice",
        SnapshotKind::Shard => "shard",
    };
    Inspection {
        kind,
        user: access.slice_user(),
        ids: access.shard_range().map(|(from, to)| Ids { from, to }),
        format_version: FORMAT_VERSION,
        organization: access.organization(),
        organization_name: access.organization_name(),
        sequence: access.sequence(),
        created: access.created().map(time::shown),
        expires: access.expires().map(time::shown),
        expired: access.expires().is_some_and(|expires| expires <= time::now()),
        next_change: access.next_change().map(time::shown),
        scoping: access.scoping(),
        unknown_users: if access.denies_unknown_users() { "deny" } else { "groups" },
        labels: access.has_labels(),
        // What does not agree with its checksum was not loaded.
        checksum: "ok",
        key_id: KeyId::of(access.as_bytes()).map(|key| key.to_string()),
        counts: Counts {
            users: access.users().count(),
            roles: access.roles().count(),
            teams: access.teams().count(),
            permissions: access.permissions().count(),
            access_levels: access.levels().count(),
            group_mappings: access.mapped_groups().count(),
            dimensions: access.dimensions().count(),
        },
        bytes: access.as_bytes().len(),
        sections: access.sizes(),
    }
}

fn header(output: &mut Output, inspection: &Inspection<'_>) -> Result<(), Failure> {
    let name = inspection.organization_name.map_or_else(String::new, |name| format!(" ({})", Safe(name)));
    let part = match (inspection.user, &inspection.ids) {
        (Some(user), _) => format!(" for user `{}`", Safe(user)),
        (_, Some(Ids { from, to })) => format!(" of ids `{}` .. `{}`", Safe(from), Safe(to)),
        _ => String::new(),
    };
    let expired = if inspection.expired { " (expired)" } else { "" };
    let or_never = |time: &Option<String>, otherwise: &str| time.clone().unwrap_or_else(|| otherwise.to_owned());
    let counts = &inspection.counts;
    let rows = [
        ("organization", format!("{}{name}", Safe(inspection.organization))),
        (
            "snapshot",
            format!(
                "{}{part}, format {}, checksum {}",
                inspection.kind, inspection.format_version, inspection.checksum
            ),
        ),
        (
            "signature",
            inspection.key_id.as_ref().map_or_else(
                || "none".to_owned(),
                |key| format!("of key {key}, not verified: that is for `rolepack verify`"),
            ),
        ),
        ("sequence", inspection.sequence.to_string()),
        ("created", or_never(&inspection.created, "not said")),
        ("expires", format!("{}{expired}", or_never(&inspection.expires, "never"))),
        ("next change", or_never(&inspection.next_change, "none")),
        ("scoping", (if inspection.scoping { "on" } else { "off" }).to_owned()),
        ("unknown users", inspection.unknown_users.to_owned()),
        (
            "holds",
            format!(
                "{}, {}, {}, {}, {}, {}",
                counted(counts.users, "user"),
                counted(counts.roles, "role"),
                counted(counts.teams, "team"),
                counted(counts.permissions, "permission"),
                counted(counts.access_levels, "access level"),
                counted(counts.group_mappings, "group mapping")
            ),
        ),
    ];
    for (field, value) in rows {
        say!(output, "{HEADING}{field:15}{HEADING:#}{value}\n")?;
    }
    if !inspection.labels {
        say!(output, "{FAINT}names and texts were left out{FAINT:#}\n")?;
    }
    say!(output, "\n")
}

/// Bytes by section; a user is told to a tenth of a byte.
fn sizes(inspection: &Inspection<'_>) -> Table<5> {
    let mut table =
        Table::new(["SECTION", "COUNT", "BYTES", "PER USER", "PERCENT"]).numbers([false, true, true, true, true]);
    let users = inspection.counts.users;
    let mut row = |section: &str, of: String, bytes: usize| {
        let per_user = (bytes * 10).checked_div(users).map_or_else(|| "–".to_owned(), tenths);
        table.row([section, &of, &count(bytes), &per_user, &tenths(bytes * 1000 / inspection.bytes.max(1))]);
    };
    for size in &inspection.sections {
        row(size.section, count(size.count), size.bytes);
    }
    row("all", String::new(), inspection.bytes);
    table
}

fn tenths(tenths: usize) -> String {
    format!("{}.{}", count(tenths / 10), tenths % 10)
}
