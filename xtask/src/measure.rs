//! Bytes and instructions held to their budgets: both are the same from run to run, which times are not.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::budget::Budgets;
use crate::context::{Context, on_path};
use crate::program;
use crate::step::Done;
use crate::tools;

/// In a snapshot that is measured.
const USERS: f64 = 10_000.0;

/// What is counted, how often it is done, and by what the instructions of one time are divided.
const COUNTED: &[(&str, u32, f64)] = &[
    ("load", 3, USERS),
    ("can-granted", 8_192, 1.0),
    ("can-not-granted", 8_192, 1.0),
    ("can-unknown-user", 8_192, 1.0),
    ("check-scoped", 8_192, 1.0),
    ("who-can", 16, USERS),
];

/// The C library copies memory by the means of the processor that it finds. Here it finds the least that any x86-64 has, so that every
/// machine counts the same.
const TUNABLES: &str = "glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-AVX512F,-AVX512VL,-AVX_Fast_Unaligned_Load,-ERMS,-FSRM,-SSSE3,-SSE4_1,-SSE4_2,-BMI2";

pub fn run(context: &Context) -> Result<()> {
    let budgets = Budgets::read(context)?;
    let folder = context.path("target/budgets");
    fs::create_dir_all(&folder)?;
    context.steps.step("snapshots", "", |step| {
        let program = program::tested(context, step, "snapshots")?;
        step.run(context.command(program).arg(&folder))?;
        Ok(Done::Made)
    })?;
    let mut program = PathBuf::new();
    context.steps.step("what is measured", "", |step| {
        program = program::built(context, step, REPEAT, "repeat")?;
        Ok(Done::Made)
    })?;
    let mut failed = 0;
    failed += u32::from(snapshot(context, &budgets, &folder).is_err());
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        for counted in COUNTED {
            failed += u32::from(instructions(context, &budgets, &program, &folder, *counted).is_err());
        }
    } else {
        println!("  instructions are not counted here: their limits are those of Linux on x86-64");
    }
    match failed {
        0 => Ok(()),
        1 => bail!("a budget is not kept"),
        _ => bail!("{failed} budgets are not kept"),
    }
}

/// The program that does one thing many times over, with the reader alone.
const REPEAT: &[&str] = &["--profile=counted", "--package=rolepack-benches", "--no-default-features", "--bin=repeat"];

fn snapshot(context: &Context, budgets: &Budgets, folder: &Path) -> Result<()> {
    let file = folder.join("plain.rolepack");
    context.steps.step(budgets.what("snapshot")?, "", |_| {
        Ok(Done::With(budgets.spend("snapshot", fs::metadata(&file)?.len() as f64 / USERS)?))
    })?;
    context.steps.step(budgets.what("snapshot-brotli")?, "", |step| {
        tools::node()?;
        let mut node = context.command("node");
        let size = step.run(node.arg("benches/native/brotli.mjs").arg(&file))?;
        let size: f64 = size.trim().parse().context("no size was told")?;
        Ok(Done::With(budgets.spend("snapshot-brotli", size / USERS)?))
    })
}

/// Does the thing so many times, and twice as many: the difference leaves out whatever comes before.
fn instructions(
    context: &Context,
    budgets: &Budgets,
    program: &Path,
    folder: &Path,
    (thing, times, share): (&str, u32, f64),
) -> Result<()> {
    context.steps.step(budgets.what(thing)?, "", |step| {
        let Some(valgrind) = on_path("valgrind") else {
            bail!("no `valgrind` in PATH\nhelp: install it (Debian: `apt-get install valgrind`)");
        };
        let count = |times: u32| {
            let mut command = context.command(&valgrind);
            command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).env("GLIBC_TUNABLES", TUNABLES);
            let output = step.run(command.arg(program).arg(thing).arg(folder).arg(times.to_string()))?;
            collected(&output).context("callgrind told no count")
        };
        let difference = count(times * 2)?.saturating_sub(count(times)?);
        Ok(Done::With(budgets.spend(thing, difference as f64 / f64::from(times) / share)?))
    })
}

/// From `==4711== Collected : 123456`.
fn collected(output: &str) -> Option<u64> {
    let line = output.lines().find_map(|line| line.split_once("Collected :"))?;
    line.1.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{COUNTED, collected};
    use crate::budget::Budgets;
    use crate::context::Context;
    use crate::step::Steps;

    /// The npm package's test weighs `shipped`, `js` and the bindings.
    const WEIGHED: &[&str] = &["shipped", "js", "react", "svelte", "vue", "dom", "keep", "snapshot", "snapshot-brotli"];

    #[test]
    fn every_budget_is_of_something_that_is_measured() {
        let budgets = Budgets::read(&Context::new(Steps::new(false)).unwrap()).unwrap();
        let counted = COUNTED.iter().map(|(name, ..)| *name);
        let measured: Vec<_> = WEIGHED.iter().copied().chain(counted).collect();
        assert_eq!(budgets.names().collect::<Vec<_>>(), measured);
    }

    #[test]
    fn the_count_is_found_among_what_callgrind_says() {
        let output =
            "==1== Callgrind, a call-graph generating cache profiler\n==1== Events    : Ir\n==1== Collected : 7516\n";
        assert_eq!(collected(output), Some(7516));
        assert_eq!(collected("==1== Events    : Ir\n"), None);
    }
}
