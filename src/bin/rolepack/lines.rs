//! Lines, one after the other, of whatever length the whole is.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// The longest line that is read: no well-formed request, and no decision about one, comes near.
pub const LONGEST: usize = 1 << 20;

/// A file, or standard input where the path is `-`.
pub fn open(path: &Path) -> io::Result<BufReader<Box<dyn Read>>> {
    let input: Box<dyn Read> = if path == Path::new("-") { Box::new(io::stdin()) } else { Box::new(File::open(path)?) };
    Ok(BufReader::with_capacity(1 << 16, input))
}

/// What was read.
pub enum Line {
    End,
    Whole,
    TooLong,
}

/// Reads one line without its end, the rest of one that is too long is passed over.
pub fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    let (mut any, mut too_long) = (false, false);
    loop {
        let buffer = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            buffer => buffer?,
        };
        if buffer.is_empty() {
            return Ok(if too_long {
                Line::TooLong
            } else if any {
                Line::Whole
            } else {
                Line::End
            });
        }
        any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = end.and_then(|end| buffer.get(..end)).unwrap_or(buffer);
        too_long |= line.len() + part.len() > LONGEST;
        if !too_long {
            line.extend_from_slice(part);
        }
        let taken = part.len() + usize::from(end.is_some());
        reader.consume(taken);
        if end.is_some() {
            return Ok(if too_long { Line::TooLong } else { Line::Whole });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8], capacity: usize) -> Vec<Option<Vec<u8>>> {
        let (mut reader, mut line, mut lines) = (BufReader::with_capacity(capacity, text), Vec::new(), Vec::new());
        loop {
            match next_line(&mut reader, &mut line).unwrap() {
                Line::End => return lines,
                Line::Whole => lines.push(Some(line.clone())),
                Line::TooLong => lines.push(None),
            }
        }
    }

    #[test]
    fn every_line_is_one_whatever_the_buffer() {
        for capacity in 1..9 {
            assert_eq!(
                lines(b"a\n\nbc\r\nd", capacity),
                [Some(b"a".to_vec()), Some(vec![]), Some(b"bc\r".to_vec()), Some(b"d".to_vec())]
            );
            assert_eq!(lines(b"", capacity), Vec::<Option<Vec<u8>>>::new());
        }
    }

    #[test]
    fn a_line_too_long_is_passed_over_whole() {
        let text = [vec![b'x'; LONGEST + 1], b"\nnext\n".to_vec(), vec![b'y'; LONGEST]].concat();
        assert_eq!(lines(&text, 4096), [None, Some(b"next".to_vec()), Some(vec![b'y'; LONGEST])]);
    }
}
