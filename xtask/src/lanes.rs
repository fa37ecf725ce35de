//! The checks in lanes at the same time: where one links, waits for a network, or runs tests one after the other, another computes.

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

/// A lane: its checks run one after the other, from the start or once a check of another lane has ended.
pub struct Planned {
    pub name: &'static str,
    pub checks: Vec<&'static Check>,
    pub after: Option<&'static str>,
}

/// What follows the name of a check that failed.
pub const FAILED: &str = " failed; again: cargo xtask test --only ";

/// What follows the name of a check that ended, however it did.
pub const ENDED: &str = " ended";

/// Runs each lane as a task of its own, and prints their lines as they come, with the lane's name before them.
pub fn run(context: &Context, lanes: Vec<Planned>) -> Result<Outcome> {
    // All lanes want these, and would set them up at once.
    tools::wasm_target(context)?;
    tools::target(context, WASI_TARGET)?;
    let (send, said) = mpsc::channel();
    let (now, mut later): (Vec<_>, Vec<_>) = lanes.into_iter().partition(|lane| lane.after.is_none());
    let mut running = now.into_iter().map(|lane| start(lane, send.clone())).collect::<Result<Vec<_>>>()?;
    let mut silent = 0;
    let mut outcome = Outcome { passed: 0, failed: Vec::new() };
    while silent < running.len() {
        let Said { lane, line } = said.recv()?;
        let Some(line) = line else {
            silent += 1;
            continue;
        };
        if let Some((name, _)) = line.split_once(FAILED) {
            outcome.failed.push(name.to_owned());
        } else if let Some(ended) = line.strip_suffix(ENDED) {
            for lane in later.extract_if(.., |lane| lane.after == Some(ended)) {
                running.push(start(lane, send.clone())?);
            }
        } else if !line.is_empty() {
            println!("{lane:<8}| {line}");
        }
    }
    for (lane, mut child) in running {
        let ended = child.wait()?;
        let failed = lane.checks.iter().filter(|check| outcome.failed.iter().any(|name| name == check.name)).count();
        // One that fails without a word about a check has not run them all.
        if !ended.success() && failed == 0 {
            outcome.failed.extend(lane.checks.iter().map(|check| check.name.to_owned()));
        } else {
            outcome.passed += lane.checks.len() - failed;
        }
    }
    // What they wait for never came.
    outcome.failed.extend(later.iter().flat_map(|lane| &lane.checks).map(|check| check.name.to_owned()));
    Ok(outcome)
}

/// A line of a lane, or that there will be no more.
struct Said {
    lane: &'static str,
    line: Option<String>,
}

fn start(lane: Planned, send: Sender<Said>) -> Result<(Planned, Child)> {
    let mut command = Command::new(env::current_exe()?);
    command.arg("test").args(lane.checks.iter().flat_map(|check| ["--only", check.name]));
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().context("no pipe for the output of a lane")?;
    let name = lane.name;
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // Nobody listens only where the run is over.
            let _ = send.send(Said { lane: name, line: Some(line) });
        }
        let _ = send.send(Said { lane: name, line: None });
    });
    Ok((lane, child))
}
