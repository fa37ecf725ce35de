//! What CI checks, by name and in order: the quick and the telling first.

use std::process::Command;

use anyhow::{Result, bail};

use crate::bench;
use crate::browser::browser;
use crate::build;
use crate::command_line;
use crate::context::Context;
use crate::count::{idle, tests_run, weighed};
use crate::examples;
use crate::fuzz;
use crate::measure;
use crate::msrv;
use crate::program;
use crate::step::Done;
use crate::tools::{self, WASM_TARGET};
use crate::wasip1;

pub struct Check {
    pub name: &'static str,
    pub lane: Lane,
    pub about: &'static str,
    pub run: fn(&Context) -> Result<()>,
}

/// Which checks run one after the other, while those of other lanes do too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// What the ordinary build of the workspace is for.
    Native,
    /// What the npm package is made of and tested with, which has target folders of its own.
    Package,
    /// What the package is used in, once it is there.
    Pages,
}

/// What the lane of the pages waits for.
pub const PACKAGED: &str = "modules";

pub const CHECKS: &[Check] = &[
    Check {
        name: "format",
        lane: Lane::Native,
        about: "the sources are formatted",
        run: |context| cargo(context, "cargo fmt", &["fmt", "--all", "--check", "--", "-l"], FORMAT),
    },
    Check {
        name: "lint",
        lane: Lane::Native,
        about: "clippy has nothing to say: all features, the reader alone, the bindings",
        run: lint,
    },
    Check {
        name: "native",
        lane: Lane::Native,
        about: "tests of the whole workspace, with all features",
        run: |context| {
            tests(
                context,
                "tests with all features",
                &mut context.cargo(&["test", "--workspace", "--all-features", "--all-targets", "--no-fail-fast"]),
            )
        },
    },
    Check {
        name: "docs",
        lane: Lane::Native,
        about: "the examples in the documentation run, everything public has one, and no link is broken",
        run: docs,
    },
    Check {
        name: "msrv",
        lane: Lane::Native,
        about: "the library builds with the oldest Rust that it states",
        run: msrv::run,
    },
    Check {
        name: "wasip1",
        lane: Lane::Native,
        about: "the reader under WASI answers as the vectors say, in Node",
        run: wasip1::run,
    },
    Check {
        name: "fuzz",
        lane: Lane::Native,
        about: "the loader and the parsers withstand a while of fuzzing",
        run: fuzz::run,
    },
    Check {
        name: "budgets",
        lane: Lane::Native,
        about: "bytes of a snapshot, and instructions of load, check and whoCan, are within their limits",
        run: measure::run,
    },
    Check {
        name: PACKAGED,
        lane: Lane::Package,
        about: "the WebAssembly modules and the npm package build",
        run: build::package,
    },
    Check {
        name: "wasm-node",
        lane: Lane::Native,
        about: "tests of the bindings, in Node",
        run: |context| {
            let test_runner = tools::wasm_bindgen(context)?.test_runner;
            tools::node()?;
            let mut command = bindings_test(context);
            command.env(RUNNER, test_runner);
            tests(context, "bindings in Node", &mut command)
        },
    },
    Check {
        name: "wasm-browser",
        lane: Lane::Native,
        about: "tests of the bindings, in Chromium",
        run: |context| {
            let test_runner = tools::wasm_bindgen(context)?.test_runner;
            let browser = browser(context)?;
            let mut command = bindings_test(context);
            command
                .env(RUNNER, test_runner)
                .env("WASM_BINDGEN_USE_BROWSER", "1")
                .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser.capabilities)
                .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30")
                .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
                .env("CHROMEDRIVER", browser.chromedriver);
            tests(context, "bindings in Chromium", &mut command)
        },
    },
    Check {
        name: "package",
        lane: Lane::Package,
        about: "tests of the npm package, in Node and Chromium, and of its size",
        run: |context| {
            build::package(context)?;
            npm_test(context, "pkg")
        },
    },
    Check {
        name: "console",
        lane: Lane::Pages,
        about: "tests of the console, in Chromium",
        run: |context| {
            build::console(context)?;
            npm_test(context, "www")
        },
    },
    Check {
        name: "npx",
        lane: Lane::Pages,
        about: "the command line of the npm package passes the tests of the native one",
        run: command_line::test,
    },
    Check {
        name: "runtimes",
        lane: Lane::Package,
        about: "the packed npm package on every runtime and in every bundler",
        run: |context| {
            build::package(context)?;
            tools::npm_ci(context, RUNTIMES)?;
            npm_test(context, RUNTIMES)
        },
    },
    Check {
        name: "peers",
        lane: Lane::Pages,
        about: "the libraries that Rolepack is compared with still answer as the reference does",
        run: bench::peers_agree,
    },
    Check {
        name: "site",
        lane: Lane::Pages,
        about: "the documentation builds, its examples run, and it says what the code says",
        run: |context| {
            build::site(context)?;
            // Of the libraries that people come from.
            tools::npm_ci(context, "benches/peers")?;
            let mut npm = npm(context, "docs")?;
            context.steps.step("command line", "", |step| {
                npm.env("ROLEPACK", program::tested(context, step, "rolepack")?);
                Ok(Done::Made)
            })?;
            tests(context, "npm test in docs", &mut npm)
        },
    },
];

const FORMAT: &str = "run `cargo fmt --all`";
const RUNTIMES: &str = "pkg/test/runtimes";
const RUNNER: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER";

fn lint(context: &Context) -> Result<()> {
    tools::wasm_target(context)?;
    let deny = ["--", "--deny", "warnings"];
    for (name, what) in [
        ("clippy, all features", &["--workspace", "--all-targets", "--all-features"][..]),
        // The tests of the reader are among those above.
        ("clippy, the reader alone", &["--lib"]),
        ("clippy, the bindings of the gate", &["--lib", "--target", WASM_TARGET, "--features=wasm"]),
        (
            "clippy, the bindings of the author's side",
            &["--lib", "--test=wasm", "--target", WASM_TARGET, "--features=wasm,author"],
        ),
    ] {
        cargo(context, name, &[&["clippy"], what, &deny].concat(), "")?;
    }
    Ok(())
}

fn docs(context: &Context) -> Result<()> {
    // Of the workspace, as the native tests are: what both are linked with is then the same, and built once.
    let examples = &["test", "--workspace", "--doc", "--all-features"];
    tests(context, "examples in the documentation", &mut context.cargo(examples))?;
    let mut printed = String::new();
    context.steps.step("cargo doc", "", |step| {
        let mut command = context.cargo(&["doc", "--no-deps", "--all-features", "--lib"]);
        printed = step.run(command.env("RUSTDOCFLAGS", "--deny warnings"))?;
        Ok(Done::Made)
    })?;
    examples::run(context, &printed)
}

/// The bindings with the most in them: `author` holds what the other flavours hold.
fn bindings_test(context: &Context) -> Command {
    context.cargo(&["test", "--target", WASM_TARGET, "--features=wasm,author", "--test=wasm"])
}

fn cargo(context: &Context, name: &str, arguments: &[&str], advice: &str) -> Result<()> {
    context.steps.step(name, advice, |step| {
        step.run(&mut context.cargo(arguments))?;
        Ok(Done::Made)
    })
}

fn npm_test(context: &Context, folder: &str) -> Result<()> {
    tests(context, &format!("npm test in {folder}"), &mut npm(context, folder)?)
}

/// `npm test`, and with which browser.
fn npm(context: &Context, folder: &str) -> Result<Command> {
    let mut command = tools::npm(context, folder, &["test"]);
    command.env("CHROMIUM", browser(context)?.chromium);
    Ok(command)
}

/// Runs tests and tells how many; a run of none is a failure, for it looks like a good one.
pub fn tests(context: &Context, name: &str, command: &mut Command) -> Result<()> {
    context.steps.step(name, "", |step| {
        let output = step.run(command)?;
        // Natively the tests of the bindings are none: theirs are the checks in Node and in Chromium.
        if let Some(target) = idle(&output).filter(|target| *target != "wasm.rs") {
            bail!("{output}no test ran in `tests/{target}`");
        }
        let weighed = weighed(&output).map(|line| format!("; {line}")).unwrap_or_default();
        match tests_run(&output) {
            0 => bail!("{output}no test ran"),
            1 => Ok(Done::With(format!("1 test{weighed}"))),
            count => Ok(Done::With(format!("{count} tests{weighed}"))),
        }
    })
}
