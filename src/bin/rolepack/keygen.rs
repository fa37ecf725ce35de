//! `rolepack keygen`: a pair of keys, for signed snapshots.

use crate::keys;
use crate::output::{Output, Status, say};
use crate::problem::{Failure, note, shown};
use crate::save;
use rolepack::signature::{PublicKey, SigningKey};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Make a pair of keys, for signing snapshots and for verifying them
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Where to write the private key; what is there already stays, and is an error
    #[arg(short, long, value_name = "FILE", required_unless_present = "public")]
    output: Option<PathBuf>,
    /// Make none: print the public key of this private one
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    public: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
The private key is a file of PEM (PKCS #8, Ed25519) that its owner alone can read: keep it where snapshots
are packed, and nowhere else. The public key is printed: give it to all who load snapshots.
To change keys give readers both public keys, then sign with the new one, then take the old one away.

Examples:
  rolepack keygen -o acme.key > acme.pub
  rolepack pack acme/ -o acme.rolepack --sign acme.key --sequence 42 --expires 2026-11-29
  rolepack verify acme.rolepack --organization acme --key acme.pub
  rolepack keygen --public acme.key";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    key_id: String,
    public_key: String,
}

/// Makes or reads a private key, and prints its public one.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let key = match (&args.public, &args.output) {
        (Some(private), _) => keys::private(private)?.public_key(),
        (None, Some(output)) => made(output)?,
        (None, None) => return Err(Failure::invalid("no file for the private key").help("name one with `-o FILE`")),
    };
    let mut output = Output::new(args.json);
    if args.json {
        output.json(&Told { key_id: key.id().to_string(), public_key: key.to_string() })?;
    } else {
        say!(output, "{key}\n")?;
    }
    output.end(Status::Done)
}

fn made(output: &Path) -> Result<PublicKey, Failure> {
    let key = SigningKey::generate().map_err(|error| Failure::io("cannot make a key", &error))?;
    save::save_secret(output, key.to_pem().as_bytes())?;
    note(&format!(
        "wrote {}: a private key, which stays where snapshots are packed; its public key is {}",
        shown(output),
        key.key_id()
    ));
    Ok(key.public_key())
}
