//! The reader under WASI: built as any other crate would build it, and asked the decision vectors in Node.js.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::context::Context;
use crate::step::{Done, Step};
use crate::tools::{self, WASI_TARGET};

pub fn run(context: &Context) -> Result<()> {
    tools::node()?;
    tools::target(context, WASI_TARGET)?;
    let mut built = [PathBuf::new(), PathBuf::new()];
    context.steps.step("the reader for WASI, and what packs", "", |step| {
        let reader = made(context, step, &["--package=rolepack", "--example=wasi", "--target", WASI_TARGET])?;
        // Of the workspace with all features, as the native tests are: built once.
        let packer = made(context, step, &["--workspace", "--all-features", "--bin=rolepack"])?;
        built = [reader, packer];
        Ok(Done::Made)
    })?;
    context.steps.step("the vectors, answered under WASI", "", |step| {
        let mut node = context.command("node");
        node.args(["--no-warnings", "tests/wasip1.mjs"]).args(&built);
        Ok(Done::With(step.run(&mut node)?.trim().to_owned()))
    })
}

/// Where cargo puts what it builds.
fn made(context: &Context, step: &Step, what: &[&str]) -> Result<PathBuf> {
    let build = [&["build", "--message-format=json-render-diagnostics"], what].concat();
    let output = step.run(&mut context.cargo(&build))?;
    let messages = output.lines().rev().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs = messages.filter_map(|message| message.get("executable")?.as_str().map(PathBuf::from));
    programs.next().context("cargo named no program")
}
