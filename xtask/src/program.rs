//! Programs that cargo builds, and where it puts them.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::context::Context;
use crate::step::Step;

/// All of the workspace, as `cargo test` builds it: what its tests need chooses features of what everything is linked with, and of what is
/// built in any other choice nothing is built already.
const AS_TESTED: &[&str] = &["--workspace", "--all-features", "--all-targets"];

/// A program of the workspace; after the native tests there is nothing left to build.
pub fn tested(context: &Context, step: &Step, name: &str) -> Result<PathBuf> {
    built(context, step, AS_TESTED, name)
}

/// Builds what cargo is asked for, and tells where the program of that name is.
pub fn built(context: &Context, step: &Step, which: &[&str], name: &str) -> Result<PathBuf> {
    let mut cargo = context.cargo(&["build", "--message-format=json-render-diagnostics"]);
    let output = step.run(cargo.args(which))?;
    let messages = output.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let is_it = |message: &Value| message["target"]["name"] == name && message["profile"]["test"] == false;
    let mut programs =
        messages.filter(is_it).filter_map(|message| message.get("executable")?.as_str().map(PathBuf::from));
    programs.next().with_context(|| format!("cargo built no program named `{name}`"))
}
