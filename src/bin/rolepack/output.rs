//! Standard output and the exit status.

use crate::problem::Failure;
use crate::render::safe_json;
use anstream::AutoStream;
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Writes to [`Output`] as `write!` does.
macro_rules! say {
    ($output:expr, $($text:tt)*) => { $output.text(format_args!($($text)*)) };
}
pub(crate) use say;

/// What the process ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Allowed, or done.
    Done = 0,
    /// Something that the machine could not do; of a command that looks for differences or for what is wrong, that there is some.
    Failed = 1,
    /// The answer is no.
    Denied = 2,
    /// Input or usage that means nothing.
    Invalid = 3,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Where answers go. A reader that has gone away is no error: what follows is dropped, and the status stays what it is.
pub struct Output {
    stream: Box<dyn Write>,
    closed: bool,
}

impl Output {
    /// For programs, or else for people.
    pub fn new(json: bool) -> Self {
        if json { Self::for_programs() } else { Self::for_people() }
    }

    /// For people: colours where the terminal has them and `NO_COLOR` is not set.
    pub fn for_people() -> Self {
        Self { stream: Box::new(BufWriter::new(AutoStream::auto(io::stdout().lock()))), closed: false }
    }

    /// For programs: bytes as they are.
    pub fn for_programs() -> Self {
        Self { stream: Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock())), closed: false }
    }

    /// True once the reader has gone away.
    pub fn closed(&self) -> bool {
        self.closed
    }

    /// Writes one value as one line of JSON.
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string(value)
            .map_err(|error| Failure::failed(format!("cannot write the answer as JSON: {error}")))?;
        say!(self, "{}\n", safe_json(&text))
    }

    /// Writes text.
    pub fn text(&mut self, text: std::fmt::Arguments<'_>) -> Result<(), Failure> {
        if self.closed {
            return Ok(());
        }
        let written = self.stream.write_fmt(text);
        self.settle(written)
    }

    /// Hands on what is buffered.
    pub fn flush(&mut self) -> Result<(), Failure> {
        if self.closed {
            return Ok(());
        }
        let flushed = self.stream.flush();
        self.settle(flushed)
    }

    /// Hands on what is buffered and ends with `status`.
    pub fn end(mut self, status: Status) -> Result<Status, Failure> {
        self.flush()?;
        Ok(status)
    }

    fn settle(&mut self, written: io::Result<()>) -> Result<(), Failure> {
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            Err(error) => Err(Failure::io("cannot write to standard output", &error)),
            Ok(()) => Ok(()),
        }
    }
}
