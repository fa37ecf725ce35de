//! The reader under WASI: built as any other crate would build it, and asked the decision vectors in Node.js.

use std::path::PathBuf;

use anyhow::Result;

use crate::context::Context;
use crate::program;
use crate::step::Done;
use crate::tools::{self, WASI_TARGET};

pub fn run(context: &Context) -> Result<()> {
    tools::node()?;
    tools::target(context, WASI_TARGET)?;
    let mut built = [PathBuf::new(), PathBuf::new()];
    context.steps.step("the reader for WASI, and what packs", "", |step| {
        let which = &["--package=rolepack", "--example=wasi", "--target", WASI_TARGET];
        built = [program::built(context, step, which, "wasi")?, program::tested(context, step, "rolepack")?];
        Ok(Done::Made)
    })?;
    context.steps.step("the vectors, answered under WASI", "", |step| {
        let mut node = context.command("node");
        node.args(["--no-warnings", "tests/wasip1.mjs"]).args(&built);
        Ok(Done::With(step.run(&mut node)?.trim().to_owned()))
    })
}
