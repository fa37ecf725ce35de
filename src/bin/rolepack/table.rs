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
        let widths: [usize; N] = std::array::from_fn(|column| {
            let cells = self.rows.iter().map(|row| row[column].chars().count());
            cells.chain([self.headings[column].len()]).max().unwrap_or_default()
        });
        let heading = self.line(widths, self.headings.each_ref().map(|heading| *heading));
        say!(output, "{HEADING}{heading}{HEADING:#}\n")?;
        for row in &self.rows {
            say!(output, "{}\n", self.line(widths, row.each_ref().map(String::as_str)))?;
        }
        Ok(())
    }

    fn line(&self, widths: [usize; N], cells: [&str; N]) -> String {
        let padded: Vec<String> = (0..N)
            .map(|column| {
                let (cell, width) = (cells[column], widths[column]);
                if self.numeric[column] { format!("{cell:>width$}") } else { format!("{cell:width$}") }
            })
            .collect();
        padded.join("  ").trim_end().to_owned()
    }
}
