//! The tasks of Rolepack: `cargo xtask build`, `run`, `test`, `bench` and `release`.
//!
//! Each sets up what it needs and the machine lacks, given only rustup, Node.js 20 and a C compiler. What is set up for
//! all clones lies in `$XDG_CACHE_HOME/rolepack`; what is set up for one lies in it (`node_modules`, `target`).
//!
//! ```text
//! src ── cargo ──▸ target/modules (WASI) ──▸ pkg/dist/cli.wasm
//! src ── cargo ──▸ target/modules ── wasm-bindgen ── glue ── Binaryen ──▸ pkg/dist/wasm
//!                                                                              │
//! examples/acme-rockets ── rolepack pack ──▸ www/public ──▸ www/dist ◂── npm ──┴──▸ pkg/dist
//! ```
//!
//! A step prints one line. What has not changed since it was last made is not made again: cargo knows for itself, for
//! the rest a stamp in `target/xtask` holds a hash of all inputs.

#![forbid(unsafe_code)]

mod build;
mod run;
mod test;
mod bench;
mod release;

mod checks;
mod lanes;
mod count;
mod examples;
mod fuzz;
mod budget;
mod measure;
mod msrv;

mod module;
mod program;
mod wasip1;
mod command_line;
mod glue;
mod serve;

mod tools;
mod browser;

mod step;
mod stamp;
mod context;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::Arg::{Long, Short, Value};
use lexopt::ValueExt as _;

use context::Context;
use step::Steps;

const HELP: &str = "\
cargo xtask build             build the modules, the npm package, the console and the command line
cargo xtask run [--port N]    build the console, pack the sample organisation, serve both on this machine
cargo xtask test              check everything that CI checks
    --only NAME               only this check; may be given several times
    --list                    print the names of the checks
cargo xtask bench native      time the crate; what follows chooses benches by name, BENCH_USERS=1000,10000 sizes
cargo xtask bench peers       compare with other libraries
cargo xtask bench edge        time guarded requests on workerd, and a thousand swaps
cargo xtask bench dom         time 1,000 gated elements in Chromium
cargo xtask bench console     time typing and scrolling in the console, with 100,000 people
cargo xtask release           look whether this can be released, tag it, and say how it is published
    --dry-run                 only look

-v, --verbose                 show what commands print as they print it
";

fn main() -> ExitCode {
    match task() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn task() -> Result<()> {
    let Arguments { task, verbose, port, only, list, filter, dry_run } = Arguments::read()?;
    let context = Context::new(Steps::new(verbose))?;
    match task.as_str() {
        "build" => build::run(&context),
        "run" => run::run(&context, port),
        "test" if list => {
            test::list();
            Ok(())
        }
        "test" => test::run(&context, &only),
        "bench" => bench::run(&context, &filter),
        "release" => release::run(&context, dry_run),
        "" | "help" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("no task is named `{other}`\n  help: the tasks are build, run, test, bench, release"),
    }
}

#[derive(Default)]
struct Arguments {
    task: String,
    verbose: bool,
    port: Option<u16>,
    only: Vec<String>,
    list: bool,
    filter: Vec<String>,
    dry_run: bool,
}

impl Arguments {
    fn read() -> Result<Self> {
        let mut arguments = Self::default();
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            let task = arguments.task.as_str();
            match argument {
                Short('h') | Long("help") => "help".clone_into(&mut arguments.task),
                Short('v') | Long("verbose") => arguments.verbose = true,
                Long("port") if task == "run" => arguments.port = Some(parser.value()?.parse()?),
                Long("only") if task == "test" => arguments.only.push(parser.value()?.string()?),
                Long("list") if task == "test" => arguments.list = true,
                Long("dry-run") if task == "release" => arguments.dry_run = true,
                Value(name) if task.is_empty() => arguments.task = name.string()?,
                Value(filter) if task == "bench" => arguments.filter.push(filter.string()?),
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(arguments)
    }
}
