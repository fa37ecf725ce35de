//! What is being done, on one line of standard error that is wiped again; nothing where that is no terminal.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};

/// The line.
pub struct Progress {
    shown: bool,
    begun: Cell<bool>,
}

impl Progress {
    /// Shows nothing yet.
    pub fn start() -> Self {
        Self { shown: io::stderr().is_terminal(), begun: Cell::new(false) }
    }

    /// Says what is done now.
    pub fn step(&self, doing: &str) {
        if self.shown {
            self.begun.set(true);
            self.draw(&format!("\r\x1b[K{doing} …"));
        }
    }

    fn draw(&self, text: &str) {
        let mut stderr = io::stderr().lock();
        // Progress that cannot be shown is no failure.
        let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
    }
}

impl Drop for Progress {
    /// Wipes the line, so that what follows stands alone.
    fn drop(&mut self) {
        if self.begun.get() {
            self.draw("\r\x1b[K");
        }
    }
}
