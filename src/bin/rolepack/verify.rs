//! `rolepack verify`: whether a snapshot is signed by whom it should be.

use crate::keys;
use crate::open;
use crate::output::{Output, Status, say};
use crate::problem::{Failure, shown};
use crate::render::Safe;
use crate::time;
use rolepack::signature::KeyId;
use rolepack::{Access, LoadOptions};
use serde::Serialize;
use std::path::PathBuf;

/// Verify that a snapshot is signed with one of these keys, whole, sound and in force
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The snapshot
    #[arg(value_name = "SNAPSHOT")]
    snapshot: PathBuf,
    /// A public key, or a file of them; may be repeated
    // One public key in sixty-four begins with a hyphen.
    #[arg(long = "key", value_name = "KEY", required = true, allow_hyphen_values = true)]
    keys: Vec<String>,
    /// Whose snapshot it has to be
    #[arg(long, value_name = "ID")]
    organization: String,
    /// The least sequence that is taken
    #[arg(long, value_name = "N")]
    min_sequence: Option<u64>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
A KEY is what `rolepack keygen` prints, or a file that holds such lines or PEM.

Examples:
  rolepack verify acme.rolepack --organization acme --key acme.pub
  rolepack verify acme.rolepack --organization acme --key 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo

Exit status: 0 verified, 3 refused: unsigned, signed with another key, changed, expired, or another organization's.";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Verified<'a> {
    key_id: String,
    organization: &'a str,
    sequence: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
}

/// Loads it as a reader does that has keys.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let mut keys = Vec::new();
    for named in &args.keys {
        keys.extend(keys::public(named)?);
    }
    let path = &args.snapshot;
    let bytes = open::snapshot(path)?.ok_or_else(|| {
        Failure::invalid(format!("{} is a source, and snapshots are signed", shown(path)))
            .help("pack it with `rolepack pack --sign KEY`")
    })?;
    let key_id = KeyId::of(&bytes);
    let options = LoadOptions {
        organization: Some(&args.organization),
        min_sequence: args.min_sequence,
        now: Some(time::now()),
        ..LoadOptions::default()
    };
    let access = Access::load_signed(bytes, &keys, &options)
        .map_err(|error| Failure::invalid(format!("{}: {error}", shown(path))).help(error.help()))?;
    let verified = Verified {
        key_id: key_id.map(|id| id.to_string()).unwrap_or_default(),
        organization: access.organization(),
        sequence: access.sequence(),
        expires: access.expires().map(time::shown),
    };
    let mut output = Output::new(args.json);
    if args.json {
        output.json(&verified)?;
    } else {
        say!(
            output,
            "verified: signed with key {}, `{}`, sequence {}, expires {}\n",
            verified.key_id,
            Safe(verified.organization),
            verified.sequence,
            verified.expires.as_deref().unwrap_or("never")
        )?;
    }
    output.end(Status::Done)
}
