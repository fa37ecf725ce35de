//! `rolepack init`: files to begin with, and what to do with them.

use crate::output::{Output, Status, say};
use crate::problem::{Failure, note, shown};
use crate::program;
use crate::render::Safe;
use rolepack::source::schema;
use rolepack::starter::{Starter, starter};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Write a small source with comments and its expectations, to begin with
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The folder to write them into, which is made if it is not there
    #[arg(value_name = "FOLDER", default_value = "access")]
    folder: PathBuf,
    /// Begin with a built-in catalogue's permissions, such as `ion@1`, instead of some of your own
    #[arg(long, value_name = "NAME")]
    catalogue: Option<String>,
    /// The organisation's id
    #[arg(long, value_name = "ID", default_value = "acme")]
    organization: String,
}

const EXAMPLES: &str = "\
No file is written over. The schema by which editors complete the source is written too, as a dot file.

Examples:
  rolepack init
  rolepack init --catalogue ion@1 --organization my-company";

/// The name that the source's first line says.
const SCHEMA: &str = ".rolepack.schema.json";

/// Writes them all, or none.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let starter = starter(&args.organization, args.catalogue.as_deref())?;
    let mut files: Vec<(PathBuf, String)> =
        starter.files.iter().map(|(name, text)| (args.folder.join(name), text.clone())).collect();
    files.push((args.folder.join(SCHEMA), format!("{:#}\n", schema())));
    if let Some((there, _)) = files.iter().find(|(path, _)| path.symlink_metadata().is_ok()) {
        return Err(Failure::invalid(format!("{} is there already, and nothing is written over", shown(there)))
            .help("name another folder: `rolepack init FOLDER`"));
    }
    fs::create_dir_all(&args.folder)
        .map_err(|error| Failure::io(format_args!("cannot make {}", shown(&args.folder)), &error))?;
    for (place, (path, text)) in files.iter().enumerate() {
        if let Err(error) = write(path, text) {
            // All or none: what was written a moment ago goes again.
            files.iter().take(place).for_each(|(path, _)| drop(fs::remove_file(path)));
            return Err(Failure::io(format_args!("cannot write {}", shown(path)), &error));
        }
        note(&format!("wrote {}", shown(path)));
    }
    tell(&args.folder, &starter)
}

/// Writes a file that is not there yet.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).inspect_err(|_| drop(fs::remove_file(path)))
}

/// What to do next, commands and code as they are typed.
fn tell(folder: &Path, Starter { paste, user, .. }: &Starter) -> Result<Status, Failure> {
    let folder = folder.to_string_lossy();
    let folder = if folder.contains(' ') { format!("\"{}\"", Safe(&folder)) } else { Safe(&folder).to_string() };
    let mut output = Output::for_people();
    let rolepack = program::name();
    say!(output, "Try it:\n\n  {rolepack} test {folder}\n  {rolepack} types {folder} -o rolepack.d.ts\n")?;
    say!(output, "  {rolepack} pack {folder} -o ada.rolepack --user {user}\n\n")?;
    say!(output, "Gate a button, where `ada.rolepack` is served to Ada alone:\n\n")?;
    for line in paste.lines() {
        say!(output, "  {line}\n")?;
    }
    output.end(Status::Done)
}
