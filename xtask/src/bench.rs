//! `cargo xtask bench`: the Rust benches, and the comparison with other libraries.

use std::env;
use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::build;
use crate::context::Context;
use crate::program;
use crate::step::{Done, answer};
use crate::tools;

const PEERS: &str = "benches/peers";
const EDGE: &str = "benches/edge";
const DOM: &str = "benches/dom";
const CONSOLE: &str = "www";
const README: &str = "benches/README.md";
const MARKERS: [&str; 2] = ["<!-- native: written by `cargo xtask bench native` -->", "<!-- end of native -->"];

/// `native`, or nothing: the Rust benches, of which what follows chooses some. `peers`: the comparison. `edge`: what guarding requests costs. `dom`: how long a
/// page of gated elements takes. `console`: the console with 100,000 people.
pub fn run(context: &Context, filter: &[String]) -> Result<()> {
    match filter {
        [first] if first == "peers" => measured(context, PEERS),
        [first] if first == "edge" => measured(context, EDGE),
        [first] if first == "dom" => measured(context, DOM),
        [first] if first == "console" => {
            build::console(context)?;
            benched(context, CONSOLE)
        }
        [first, rest @ ..] if first == "native" => native(context, rest),
        filter => native(context, filter),
    }
}

/// Shows what the benches print. A run of all at every size is kept: its tables go into the README.
fn native(context: &Context, filter: &[String]) -> Result<()> {
    let home = context.path("target/criterion");
    let cargo = |arguments: &[&str]| {
        let mut cargo = context.cargo(arguments);
        cargo.env("CRITERION_HOME", &home);
        cargo
    };
    let package = "--package=rolepack-benches";
    println!("$ cargo bench {package} --bench=native -- {}", filter.join(" "));
    let status =
        cargo(&["bench", package, "--bench=native", "--"]).args(filter).status().context("cannot start cargo")?;
    if !status.success() {
        bail!("`cargo bench` failed");
    }
    if !filter.is_empty() {
        return Ok(());
    }
    let beside = answer(&mut cargo(&["bench", "--quiet", package, "--bench=beside"])).context("`beside` failed")?;
    let table =
        answer(&mut cargo(&["run", "--quiet", "--release", package, "--bin=table"])).context("`table` failed")?;
    println!("\n{table}\n\n{beside}");
    if env::var_os("BENCH_USERS").is_none() {
        let rustc = answer(context.command("rustc").arg("--version")).context("no `rustc` in PATH")?;
        publish(context, &format!("Measured on: {}, {rustc}.\n\n{table}\n\n{beside}", processor()))?;
        println!("\nwritten: {README}");
    }
    Ok(())
}

/// What the processor calls itself, where the system tells.
fn processor() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or_else(|| format!("a processor of {}", env::consts::ARCH), |(_, model)| model.to_owned())
}

/// Puts what was measured between the markers of the README.
fn publish(context: &Context, told: &str) -> Result<()> {
    let file = context.path(README);
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read `{README}`"))?;
    let [from, to] = MARKERS;
    let text = text
        .split_once(from)
        .and_then(|(before, rest)| Some((before, rest.split_once(to)?.1)))
        .map(|(before, after)| format!("{before}{from}\n\n{told}\n\n{to}{after}"))
        .with_context(|| format!("{README} has lost its markers, `{from}` and `{to}`"))?;
    fs::write(&file, text).with_context(|| format!("cannot write `{README}`"))
}

/// Runs the benchmark of a folder, of the package as it is built.
fn measured(context: &Context, folder: &str) -> Result<()> {
    build::package(context)?;
    tools::npm_ci(context, folder)?;
    benched(context, folder)
}

/// A benchmark shows its results itself.
fn benched(context: &Context, folder: &str) -> Result<()> {
    let status = tools::npm(context, folder, &["run", "bench"]).status().context("cannot start npm")?;
    if !status.success() {
        bail!("the benchmark in {folder} failed");
    }
    Ok(())
}

/// The comparison in small: that everybody still answers, and as the reference does. No time is looked at.
pub fn peers_agree(context: &Context) -> Result<()> {
    build::package(context)?;
    tools::npm_ci(context, PEERS)?;
    context.steps.step("peers, 200 users", "", |step| {
        let rolepack = program::tested(context, step, "rolepack")?;
        let mut npm = tools::npm(context, PEERS, &["run", "bench", "--", "--users", "200", "--quick"]);
        step.run(npm.env("ROLEPACK", rolepack))?;
        Ok(Done::Made)
    })
}
