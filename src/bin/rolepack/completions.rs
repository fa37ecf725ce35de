//! `rolepack completions`: what a shell completes.

use crate::args::Cli;
use crate::output::Status;
use crate::problem::Failure;
use crate::save;
use clap::CommandFactory;
use clap_complete::{Shell, generate};
use std::path::Path;

/// Write a script by which a shell completes this command line
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  rolepack completions bash > ~/.local/share/bash-completion/completions/rolepack
  rolepack completions zsh > ~/.zfunc/_rolepack
  rolepack completions fish > ~/.config/fish/completions/rolepack.fish";

/// Writes it.
pub fn run(args: &Args) -> Result<Status, Failure> {
    let mut script = Vec::new();
    generate(args.shell, &mut Cli::command(), "rolepack", &mut script);
    save::save(Path::new("-"), &script)?;
    Ok(Status::Done)
}
