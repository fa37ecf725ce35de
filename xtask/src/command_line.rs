//! The command line for the npm package: the binary, built for WASI, which `pkg/bin` runs.

use std::fs;

use anyhow::{Context as _, Result};

use crate::checks::tests;
use crate::context::Context;
use crate::module;
use crate::step::Done;
use crate::tools::{self, WASI_TARGET};

/// What runs it.
pub const BIN: &str = "pkg/bin/rolepack.mjs";

const OUTPUT: &str = "pkg/dist/cli.wasm";

/// In bytes: as much as a process has on Linux.
const STACK: u32 = 8 * 1024 * 1024;

/// Builds it, if anything that it is made of has changed; cargo knows. Binaryen would take half a minute and spare a twentieth.
pub fn build(context: &Context) -> Result<()> {
    tools::target(context, WASI_TARGET)?;
    context.steps.step("command line for npm", "", |step| {
        let mut cargo = context.cargo(&[
            "rustc",
            "--package=rolepack",
            "--bin=rolepack",
            "--profile=npx",
            "--features=cli",
            "--target",
            WASI_TARGET,
            "--target-dir",
            module::TARGET,
            "--",
            "-C",
            &format!("link-arg=-zstack-size={STACK}"),
        ]);
        cargo.env_remove("CARGO_TARGET_DIR");
        step.run(&mut cargo)?;
        let compiled = context.path(module::TARGET).join(WASI_TARGET).join("npx/rolepack.wasm");
        let compiled = fs::read(&compiled).with_context(|| format!("cargo built no `{}`", compiled.display()))?;
        let output = context.path(OUTPUT);
        if fs::read(&output).is_ok_and(|there| there == compiled) {
            return Ok(Done::UpToDate);
        }
        if let Some(folder) = output.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&output, &compiled)?;
        Ok(Done::With(format!("{} bytes", compiled.len())))
    })
}

/// Of the tests of the native command line those that touch files, pipes and terminals: what is asked of the snapshot is the same code.
const TESTS: &[&str] = &[
    "cli::authoring",
    "cli::files",
    "cli::import",
    "cli::init",
    "cli::lines",
    "cli::packing",
    "cli::signing",
    "cli::terminal",
    // A hundred runs for the wording of as many refusals.
    "--skip=a_malformed_line_is_answered_too",
    // What a signal leaves behind that Node does not die of.
    "--skip=a_full_disk",
    // WASI tells no modes, so that nothing can be said of a key that others may read; `pkg/test/npx.test.mjs` looks at the mode of a new one.
    "--skip=a_key_is_for_its_owner_alone",
];

/// Runs them on this one.
pub fn test(context: &Context) -> Result<()> {
    tools::node()?;
    build(context)?;
    let mut cargo = context.cargo(&["test", "--workspace", "--all-features", "--test=suite", "--"]);
    cargo.args(TESTS).env("ROLEPACK", context.path(BIN));
    tests(context, "tests of the command line, in Node", &mut cargo)
}
