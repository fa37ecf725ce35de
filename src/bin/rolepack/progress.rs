//! What is being done, on one line of standard error that is wiped again; nothing where that is no terminal.

use crate::render::counted;
use rolepack::source;
use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// The line.
pub struct Progress {
    shown: bool,
    begun: Cell<bool>,
    /// When the bar was drawn last.
    drawn: Cell<Option<Instant>>,
}

/// How often the bar is drawn at most.
const OFTEN: Duration = Duration::from_millis(50);

/// How many characters of the line the bar takes.
const WIDTH: u64 = 24;

impl Progress {
    /// Shows nothing yet.
    pub fn start() -> Self {
        Self { shown: io::stderr().is_terminal(), begun: Cell::new(false), drawn: Cell::new(None) }
    }

    /// Says what is done now.
    pub fn step(&self, doing: &str) {
        if self.shown {
            self.begun.set(true);
            self.draw(&format!("\r\x1b[K{doing} …"));
        }
    }

    /// Says how many users were read, with a bar of how much of their files that is.
    pub fn users(&self, read: source::Progress) {
        if self.shown && read.of > 0 && self.drawn.get().is_none_or(|drawn| drawn.elapsed() >= OFTEN) {
            self.drawn.set(Some(Instant::now()));
            self.step(&bar(read));
        }
    }

    /// Wipes the line, so that what follows stands alone.
    pub fn wipe(&self) {
        if self.begun.replace(false) {
            self.draw("\r\x1b[K");
        }
    }

    fn draw(&self, text: &str) {
        let mut stderr = io::stderr().lock();
        // Progress that cannot be shown is no failure.
        let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.wipe();
    }
}

fn bar(read: source::Progress) -> String {
    let of = |parts: u64| u128::from(read.bytes.min(read.of)) * u128::from(parts) / u128::from(read.of.max(1));
    let done = "█".repeat(usize::try_from(of(WIDTH)).unwrap_or_default());
    let width = usize::try_from(WIDTH).unwrap_or_default();
    let users = counted(usize::try_from(read.users).unwrap_or(usize::MAX), "user");
    format!("reading {done:░<width$} {} %, {users}", of(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills() {
        let at = |bytes| {
            let mut read = source::Progress::default();
            (read.users, read.bytes, read.of) = (12_345, bytes, 200);
            bar(read)
        };
        assert_eq!(at(0), "reading ░░░░░░░░░░░░░░░░░░░░░░░░ 0 %, 12,345 users");
        assert_eq!(at(101), "reading ████████████░░░░░░░░░░░░ 50 %, 12,345 users");
        // A file may grow while it is read.
        assert_eq!(at(300), "reading ████████████████████████ 100 %, 12,345 users");
    }
}
