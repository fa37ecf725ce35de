//! The checks in two lanes at the same time: where one links, waits for a network, or runs tests one after the other, the other computes.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;

use anyhow::{Context as _, Result};

use crate::checks::Check;
use crate::context::Context;
use crate::tools::{self, WASI_TARGET};

/// What one lane came to.
pub struct Outcome {
    pub passed: usize,
    pub failed: Vec<String>,
}

/// Runs each lane as a task of its own, and prints their lines as they come, with the lane's name before them.
pub fn run(context: &Context, lanes: &[(&'static str, Vec<&Check>)]) -> Result<Outcome> {
    // Both lanes want these, and would set them up at once.
    tools::wasm_target(context)?;
    tools::target(context, WASI_TARGET)?;
    let (send, lines) = mpsc::channel();
    let mut running = Vec::new();
    for (name, checks) in lanes {
        running.push((start(name, checks, send.clone())?, checks));
    }
    drop(send);
    let mut outcome = Outcome { passed: 0, failed: Vec::new() };
    for (lane, line) in lines {
        if let Some(name) = line.split_once(FAILED).map(|(name, _)| name) {
            outcome.failed.push(name.to_owned());
        } else if !line.is_empty() {
            println!("{lane:<8}| {line}");
        }
    }
    for (mut child, checks) in running {
        let ended = child.wait()?;
        let failed = checks.iter().filter(|check| outcome.failed.iter().any(|name| name == check.name)).count();
        // One that fails without a word about a check has not run them all.
        if !ended.success() && failed == 0 {
            outcome.failed.extend(checks.iter().map(|check| check.name.to_owned()));
        } else {
            outcome.passed += checks.len() - failed;
        }
    }
    Ok(outcome)
}

/// What follows the name of a check that failed.
pub const FAILED: &str = " failed; again: cargo xtask test --only ";

fn start(lane: &'static str, checks: &[&Check], send: Sender<(&'static str, String)>) -> Result<Child> {
    let mut command = Command::new(env::current_exe()?);
    command.arg("test").args(checks.iter().flat_map(|check| ["--only", check.name]));
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().context("no pipe for the output of a lane")?;
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if send.send((lane, line)).is_err() {
                break;
            }
        }
    });
    Ok(child)
}
