//! `rolepack man`: the manual, a page a command, made of what `--help` says.

use crate::args::Cli;
use crate::output::Status;
use crate::problem::{Failure, note, shown};
use crate::render::counted;
use crate::save;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::fs;
use std::path::{Path, PathBuf};

/// Write the manual's pages
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The folder to write them into, which is made if it is not there; without it the first page goes to standard output
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  rolepack man -o ~/.local/share/man/man1
  rolepack man | man -l -";

/// Writes them.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let mut command = Cli::command();
    // Gives every command its whole name.
    command.build();
    let Some(folder) = &args.output else {
        save::save(Path::new("-"), &page(command)?)?;
        return Ok(Status::Done);
    };
    fs::create_dir_all(folder).map_err(|error| Failure::io(format_args!("cannot make {}", shown(folder)), &error))?;
    let count = write(command, folder)?;
    note(&format!("wrote {} into {}", counted(count, "page"), shown(folder)));
    Ok(Status::Done)
}

/// Writes the page of a command and those of its subcommands; how many they were.
fn write(command: Command, folder: &Path) -> Result<usize, Failure> {
    let mut count = 1;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        count += write(subcommand.clone(), folder)?;
    }
    let name = format!("{}.1", command.get_display_name().unwrap_or_else(|| command.get_name()));
    save::save(&folder.join(name), &page(command)?)?;
    Ok(count)
}

fn page(command: Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    let man = Man::new(command).manual("Rolepack").source(concat!("rolepack ", env!("CARGO_PKG_VERSION")));
    man.render(&mut page).map_err(|error| Failure::io("cannot write the manual", &error))?;
    // What stands after the options is what a manual calls notes.
    Ok(String::from_utf8_lossy(&page).replace("\n.SH EXTRA\n", "\n.SH NOTES\n").into_bytes())
}
