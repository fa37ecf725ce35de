//! Steps: one line each, with the time it took. What a command prints is kept back and shown only when it fails.

use std::fmt;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// A command that takes longer hangs, and is ended: the slowest honest one takes a tenth of this on two cores, and a third where other work takes most of both.
const LIMIT: Duration = Duration::from_secs(45 * 60);

/// How much of a failed command's output is shown.
const LINES: usize = 300;

/// How progress is shown.
#[derive(Clone, Copy)]
pub struct Steps {
    verbose: bool,
    terminal: bool,
}

/// How a step that did not fail ended.
pub enum Done {
    Made,
    /// Made, with something worth saying: a size, a count.
    With(String),
    UpToDate,
}

impl Steps {
    /// `verbose` shows what commands print as they print it.
    pub fn new(verbose: bool) -> Self {
        Self { verbose, terminal: io::stdout().is_terminal() }
    }

    /// Does `work` as the step `name`. If it fails, says why and what to do: `advice`, which may be empty.
    pub fn step(self, name: &str, advice: &str, work: impl FnOnce(&Step) -> Result<Done>) -> Result<()> {
        let step = Step { line: format!("  {name} … "), started: Instant::now(), steps: self };
        show(&step.line);
        if self.verbose {
            show("\n");
        }
        let outcome = work(&step);
        if self.terminal && !self.verbose {
            show(&format!("\r\x1b[K{}", step.line));
        }
        let seconds = step.started.elapsed().as_secs_f32();
        match outcome {
            Ok(Done::Made) => println!("{seconds:.1} s"),
            Ok(Done::With(note)) => println!("{seconds:.1} s, {note}"),
            Ok(Done::UpToDate) => println!("up to date"),
            Err(error) => {
                println!("FAILED after {seconds:.1} s");
                print!("{}", indented(&format!("{error:#}")));
                if !advice.is_empty() {
                    println!("    help: {advice}");
                }
                bail!("`{name}` failed");
            }
        }
        Ok(())
    }
}

/// A step under way.
pub struct Step {
    line: String,
    started: Instant,
    steps: Steps,
}

impl Step {
    /// Runs a command and returns what it printed on both streams; an exit status other than 0 is an error that holds the output.
    pub fn run(&self, command: &mut Command) -> Result<String> {
        let shown = Shown(command).to_string();
        let (reader, writer) = io::pipe().context("no pipe for the output of a command")?;
        let mut child = command
            .stdin(Stdio::null())
            .stdout(writer.try_clone()?)
            .stderr(writer)
            .spawn()
            .with_context(|| format!("cannot start `{shown}`"))?;
        // The command holds the writing ends for as long as it lives, and the output would never end.
        command.stdout(Stdio::null()).stderr(Stdio::null());

        let (send, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
                if send.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                    break;
                }
            }
        });

        let mut output = String::new();
        let began = Instant::now();
        let mut told = 0;
        loop {
            match lines.recv_timeout(Duration::from_millis(500)) {
                Ok(line) => {
                    if self.steps.verbose {
                        println!("    {line}");
                    }
                    output.push_str(&line);
                    output.push('\n');
                }
                Err(RecvTimeoutError::Timeout) => self.tick(&output, &mut told),
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if began.elapsed() > LIMIT {
                child.kill()?;
                bail!("{shown}\n{output}ended: it took longer than {} minutes", LIMIT.as_secs() / 60);
            }
        }
        let status = child.wait()?;
        if !status.success() {
            bail!("{shown}\n{output}{}", Ended(status));
        }
        Ok(output)
    }

    /// Shows that the step lives: on a terminal the time and the latest line of output, elsewhere a mark each minute.
    fn tick(&self, output: &str, told: &mut u64) {
        let seconds = self.started.elapsed().as_secs();
        if self.steps.verbose {
        } else if self.steps.terminal {
            let latest: String = output
                .lines()
                .next_back()
                .unwrap_or_default()
                .chars()
                .filter(|character| !character.is_control())
                .take(60)
                .collect();
            show(&format!("\r\x1b[K{}{seconds} s  {}", self.line, latest.trim()));
        } else if seconds / 60 > *told {
            *told = seconds / 60;
            show(&format!("{told} min … "));
        }
    }
}

/// What `command` prints, if it can be started and exits with 0: for questions, not for steps.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A command as a person would type it.
struct Shown<'a>(&'a Command);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$ ")?;
        for (name, value) in self.0.get_envs() {
            if let Some(value) = value {
                write!(f, "{}={} ", name.display(), value.display())?;
            }
        }
        write!(f, "{}", self.0.get_program().display())?;
        for argument in self.0.get_args() {
            let argument = argument.to_string_lossy();
            if argument.contains(' ') || argument.is_empty() {
                write!(f, " '{argument}'")?;
            } else {
                write!(f, " {argument}")?;
            }
        }
        Ok(())
    }
}

struct Ended(ExitStatus);

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.code() {
            Some(code) => write!(f, "ended with exit status {code}"),
            None => write!(f, "ended: {}", self.0),
        }
    }
}

/// The text set off from the steps; of a long one the end, where commands say what went wrong.
fn indented(text: &str) -> String {
    let mut lines: Vec<_> = text.lines().collect();
    let left_out = lines.len().saturating_sub(LINES);
    let note = format!("… {left_out} lines; all of them with --verbose …");
    if left_out > 0 {
        lines.splice(1..=left_out, [note.as_str()]);
    }
    lines.iter().flat_map(|line| ["    ", line, "\n"]).collect()
}

/// Shows text at once, without a line's end. A closed output is no reason to stop.
fn show(text: &str) {
    let mut out = io::stdout().lock();
    drop(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
}

#[cfg(test)]
mod tests {
    use super::{LINES, indented};

    #[test]
    fn of_a_long_output_the_command_and_the_end_are_shown() {
        let text: Vec<_> = (0..LINES + 50).map(|number| number.to_string()).collect();
        let shown = indented(&text.join("\n"));
        let lines: Vec<_> = shown.lines().map(str::trim).collect();
        assert_eq!(lines.len(), LINES + 1);
        assert_eq!(lines.first(), Some(&"0"));
        assert_eq!(lines.get(1), Some(&"… 50 lines; all of them with --verbose …"));
        assert_eq!(lines.last(), Some(&"349"));
        assert_eq!(indented("a\nb"), "    a\n    b\n");
    }
}
