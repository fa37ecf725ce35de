//! Tables for people.

use crate::output::{Output, say};
use crate::problem::Failure;
use crate::render::{HEADING, Safe};

/// Rows under headings, columns as wide as their widest cell. Cells are made safe to show.
pub struct Table<const N: usize> {
    headings: [&'static str; N],
    numeric: [bool; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> Table<N> {
    /// An empty table.
    pub fn new(headings: [&'static str; N]) -> Self {
        Self { headings, numeric: [false; N], rows: Vec::new() }
    }

    /// Sets these columns to the right.
    pub fn numbers(mut self, columns: [bool; N]) -> Self {
        self.numeric = columns;
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: [impl AsRef<str>; N]) {
        self.rows.push(cells.map(|cell| Safe(cell.as_ref()).to_string()));
    }

    /// Writes the headings and the rows.
    pub fn write(&self, output: &mut Output) -> Result<(), Failure> {
        let headings = self.headings.map(str::to_owned);
        let mut widths = [0; N];
        for row in self.rows.iter().chain([&headings]) {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        say!(output, "{HEADING}{}{HEADING:#}\n", self.line(widths, &headings))?;
        for row in &self.rows {
            say!(output, "{}\n", self.line(widths, row))?;
        }
        Ok(())
    }

    fn line(&self, widths: [usize; N], cells: &[String; N]) -> String {
        let columns = cells.iter().zip(widths).zip(self.numeric);
        let padded = columns
            .map(|((cell, width), numeric)| if numeric { format!("{cell:>width$}") } else { format!("{cell:width$}") });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    }
}
