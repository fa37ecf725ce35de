//! A text read in blocks, and given row by row: as much memory as the longest row, however long the text.

use std::io::{self, ErrorKind, Read};
use std::ops::Range;

/// Longest row, in bytes: 16 MiB. What a user means takes a thousandth of it; attributes may take the rest.
pub(crate) const LONGEST: usize = 16 << 20;

/// How much is read at once, in bytes.
const BLOCK: usize = 256 << 10;

/// Tells where rows end.
pub(crate) trait RowEnd {
    /// How long the row is, with what ends it, if it ends within these bytes: all that is known of it, of which the first
    /// `seen` were asked about before. `last`: nothing follows them.
    fn find(&mut self, row: &[u8], seen: usize, last: bool) -> Option<usize>;
}

pub(crate) struct Blocks<'t> {
    input: Box<dyn Read + 't>,
    buffer: Vec<u8>,
    /// Where in the buffer the rest of the text stands, as far as it was read.
    rest: Range<usize>,
    /// How many bytes of the text stood before the buffer.
    before: usize,
    ended: bool,
}

/// A row, and where in the text it begins.
pub(crate) enum Row<'b> {
    Whole(&'b [u8], usize),
    /// Longer than [`LONGEST`]: passed over, up to the end of a line.
    TooLong(usize),
}

impl<'t> Blocks<'t> {
    pub fn new(input: Box<dyn Read + 't>) -> Self {
        Self { input, buffer: Vec::new(), rest: 0..0, before: 0, ended: false }
    }

    /// How many bytes of the text were given.
    pub fn given(&self) -> usize {
        self.before + self.rest.start
    }

    /// Passes over what the text may begin with.
    pub fn pass(&mut self, beginning: &[u8]) -> io::Result<()> {
        while self.rest.len() < beginning.len() && !self.ended {
            self.fill()?;
        }
        if self.buffer.get(self.rest.clone()).is_some_and(|rest| rest.starts_with(beginning)) {
            self.rest.start += beginning.len();
        }
        Ok(())
    }

    /// The next row; `None` at the end of the text.
    pub fn row(&mut self, ends: &mut impl RowEnd) -> io::Result<Option<Row<'_>>> {
        let mut seen = 0;
        let length = loop {
            let row = self.buffer.get(self.rest.clone()).unwrap_or_default();
            if row.is_empty() && self.ended {
                return Ok(None);
            }
            if let Some(length) = ends.find(row, seen, self.ended) {
                break length;
            }
            seen = row.len();
            if self.ended || seen > LONGEST {
                break seen;
            }
            self.fill()?;
        };
        if length > LONGEST {
            let start = self.given();
            self.pass_line()?;
            return Ok(Some(Row::TooLong(start)));
        }
        let (start, end) = (self.rest.start, (self.rest.start + length).min(self.rest.end));
        self.rest.start = end;
        Ok(Some(Row::Whole(self.buffer.get(start..end).unwrap_or_default(), self.before + start)))
    }

    /// Passes over the rest of the line that the row begins with, and not the whole row: if it is a quote without its end that
    /// makes a row endless, the lines after it are in order.
    fn pass_line(&mut self) -> io::Result<()> {
        loop {
            let rest = self.buffer.get(self.rest.clone()).unwrap_or_default();
            if let Some(length) = memchr::memchr(b'\n', rest) {
                self.rest.start += length + 1;
                return Ok(());
            }
            self.rest.start = self.rest.end;
            if self.ended {
                return Ok(());
            }
            self.fill()?;
        }
    }

    /// Reads more behind what is there.
    fn fill(&mut self) -> io::Result<()> {
        if self.rest.start > 0 {
            self.buffer.copy_within(self.rest.clone(), 0);
            self.before += self.rest.start;
            self.rest = 0..self.rest.len();
        }
        if self.buffer.is_empty() {
            // Zeroed by the allocator, which costs a short file nothing.
            self.buffer = vec![0; 2 * BLOCK];
        } else if self.rest.end + BLOCK > self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        let read = loop {
            match self.input.read(self.buffer.get_mut(self.rest.end..).unwrap_or_default()) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.rest.end += read;
        self.ended = read == 0;
        Ok(())
    }
}
