//! `cargo xtask build`: the modules, the npm package, the console, the binary.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::command_line;
use crate::context::Context;
use crate::module;
use crate::stamp::Inputs;
use crate::step::Done;
use crate::tools;

const SAMPLE: &str = "examples/acme-rockets";

/// The day on which its story is told: assignments with times are in force or not as of then.
const SAMPLE_DAY: &str = "2026-11-22";

pub fn run(context: &Context) -> Result<()> {
    console(context)?;
    context.steps.step("command line", "", |step| {
        let mut cargo = context.cargo(&["build", "--release", "--features=cli", "--bin=rolepack"]);
        step.run(&mut cargo)?;
        Ok(Done::Made)
    })
}

/// The npm package and, before it, the modules and the command line that it holds.
pub fn package(context: &Context) -> Result<()> {
    module::build_all(context)?;
    command_line::build(context)?;
    npm_build(context, "pkg", &[module::FOLDER])
}

/// The console and, before it, the npm package that it imports and the sample that it shows.
pub fn console(context: &Context) -> Result<()> {
    package(context)?;
    pack_sample(context)?;
    npm_build(context, "www", &["pkg/dist", SAMPLE])
}

/// The documentation and, before it, the npm package that its examples use.
pub fn site(context: &Context) -> Result<()> {
    package(context)?;
    npm_build(context, "docs", &["src/snapshot", "src/expect", "catalogue"])
}

/// Packs the sample organisation into the console's public files.
fn pack_sample(context: &Context) -> Result<()> {
    let output = context.path("www/public/acme-rockets.rolepack");
    context.steps.step("sample snapshot", "", |step| {
        if let Some(folder) = output.parent() {
            fs::create_dir_all(folder)?;
        }
        // By the command line of the package, which is built: another would take minutes.
        let mut node = context.command("node");
        node.arg(context.path(command_line::BIN)).args(["pack", SAMPLE, "--at", SAMPLE_DAY, "-o"]);
        step.run(node.arg(&output))?;
        Ok(Done::Made)
    })
}

/// `npm run build` in `folder`, if anything in it or in `others` changed.
fn npm_build(context: &Context, folder: &str, others: &[&str]) -> Result<()> {
    tools::npm_ci(context, folder)?;
    let path = context.path(folder);
    let inputs = || {
        let own = Inputs::default().tree(&path, &["node_modules", "dist", "cache"]);
        others.iter().try_fold(own?, |inputs, other| inputs.tree(&context.path(other), &[]))
    };
    let name = format!("npm-build/{folder}");
    let output: PathBuf = path.join("dist");
    context.steps.step(&format!("npm build of {folder}"), "", |step| {
        if inputs()?.stamp(context, &name).holds_for(&[&output]) {
            return Ok(Done::UpToDate);
        }
        step.run(&mut tools::npm(context, folder, &["run", "build"]))?;
        inputs()?.stamp(context, &name).set()?;
        Ok(Done::Made)
    })
}
