//! The command line `rolepack`: one file per subcommand. It parses, opens, asks the library and writes the answer; it decides nothing.
#![forbid(unsafe_code)]

mod args;

mod check;
mod completions;
mod diff;
mod effective;
mod explain;
mod import;
mod init;
mod inspect;
mod keygen;
mod lint;
mod man;
mod pack;
mod reach;
mod replay;
mod requests;
mod review;
mod schema;
mod types;
mod test;
mod unpack;
mod verify;
mod who_can;

mod keys;
mod lines;
mod open;
mod guard;
mod save;

mod output;
mod problem;
mod program;
mod progress;
mod render;
mod sentence;
mod suggest;
mod table;
mod time;

use args::{Cli, Command};
use std::process::ExitCode;

fn main() -> ExitCode {
    let status = enter_folder().and_then(|()| match Cli::read() {
        Ok(cli) => run(&cli.command),
        Err(usage) => Ok(args::report(&usage)),
    });
    status.unwrap_or_else(|failure| failure.report()).into()
}

/// In WebAssembly a process begins at the root; whoever starts it says in `PWD` where paths begin.
fn enter_folder() -> Result<(), problem::Failure> {
    match std::env::var_os("PWD").filter(|_| cfg!(target_os = "wasi")) {
        Some(folder) => std::env::set_current_dir(&folder).map_err(|error| {
            problem::Failure::io(format_args!("cannot work in {}", problem::shown(folder.as_ref())), &error)
        }),
        None => Ok(()),
    }
}

fn run(command: &Command) -> Result<output::Status, problem::Failure> {
    match command {
        Command::Pack(args) => pack::run(args),
        Command::Unpack(args) => unpack::run(args),
        Command::Check(args) => check::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Effective(args) => effective::run(args),
        Command::WhoCan(args) => who_can::run(args),
        Command::Reach(args) => reach::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Keygen(args) => keygen::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Import(args) => import::run(args),
        Command::Review(args) => review::run(args),
        Command::Types(args) => types::run(args),
        Command::Init(args) => init::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Replay(args) => replay::run(args),
        Command::Lint(args) => lint::run(args),
        Command::Test(args) => test::run(args),
    }
}
