//! The fuzz targets, run briefly: libFuzzer, guided by coverage, with the ordinary compiler.
//!
//! `fuzz/` is laid out as cargo-fuzz has it. cargo-fuzz itself asks for a nightly compiler, for the sanitizers; code
//! without `unsafe` gains little from those, and what coverage needs, the stable compiler has.

use std::env;
use std::fs;

use anyhow::{Context as _, Result};

use crate::context::Context;
use crate::step::{Done, Step, answer};

/// For each target: enough to notice what a change broke. A search for what is well hidden takes hours, by hand.
const SECONDS: u32 = 15;

/// Instruments every block and comparison, as cargo-fuzz does, and keeps what checks itself in development.
const FLAGS: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "-Cdebug-assertions",
    "-Coverflow-checks",
];

/// Builds all targets and runs each for a while, from what earlier runs found.
pub fn run(context: &Context) -> Result<()> {
    let host = host(context)?;
    context.steps.step("fuzz targets", "libFuzzer needs a C++ compiler (Debian: `apt-get install g++`)", |step| {
        let mut cargo = context.cargo(&["build", "--release", "--manifest-path=fuzz/Cargo.toml"]);
        // A target of its own, so that the flags do not reach what runs at build time.
        cargo.args(["--target", &host, "--target-dir", "target/fuzz"]);
        // Two runs instead of three in the same time, and minutes less to build.
        cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        step.run(cargo.env("RUSTFLAGS", FLAGS.join(" ")).env_remove("CARGO_TARGET_DIR"))?;
        Ok(Done::Made)
    })?;
    for name in targets(context)? {
        let advice = format!(
            "what broke it lies in target/fuzz/found; make it a test, and again: \
             target/fuzz/{host}/release/{name} FILE"
        );
        context.steps.step(&format!("fuzz {name}"), &advice, |step| run_target(context, step, &host, &name))?;
    }
    Ok(())
}

fn run_target(context: &Context, step: &Step, host: &str, name: &str) -> Result<Done> {
    let corpus = context.path("target/fuzz/corpus").join(name);
    let found = context.path("target/fuzz/found");
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&found)?;
    let program = format!("target/fuzz/{host}/release/{name}{}", env::consts::EXE_SUFFIX);
    let mut command = context.command(context.path(program));
    command
        .arg(format!("-max_total_time={SECONDS}"))
        .args(["-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"])
        // The targets begin with sound inputs, longer than what libFuzzer would begin with.
        .args(["-max_len=8192", "-len_control=0"])
        .arg(format!("-artifact_prefix={}/{name}-", found.display()))
        .arg(&corpus);
    let output = step.run(&mut command)?;
    let runs = output
        .lines()
        .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))
        .context("libFuzzer told no number of runs")?;
    Ok(Done::With(format!("{} runs", runs.trim())))
}

fn targets(context: &Context) -> Result<Vec<String>> {
    let folder = context.path("fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        if let Some(name) = entry?.file_name().to_string_lossy().strip_suffix(".rs") {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn host(context: &Context) -> Result<String> {
    answer(context.command("rustc").arg("-vV"))
        .and_then(|text| {
            let line = text.lines().find_map(|line| line.strip_prefix("host: "))?;
            Some(line.to_owned())
        })
        .context("`rustc -vV` tells no host")
}
