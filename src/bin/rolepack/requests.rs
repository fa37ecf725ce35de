//! `rolepack check --requests`: JSON Lines in, JSON Lines out, in order, as they come.

use crate::output::{Output, Status};
use crate::problem::{Failure, note, shown};
use crate::render::{Safe, counted};
use rolepack::request_json::{Malformed, RequestJson};
use rolepack::{Access, Reason};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// The longest line that is read: no well-formed request comes near.
const LINE: usize = 1 << 20;

/// How many malformed lines are told of on standard error; all of them are answered.
const TOLD: usize = 20;

/// Answers every line, and ends with 3 if one was malformed.
pub fn answer(access: &Access, path: &Path) -> Result<Status, Failure> {
    let cannot = |error: &io::Error| Failure::io(format_args!("cannot read {}", shown(path)), error);
    let input: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).map_err(|error| cannot(&error))?)
    };
    let mut reader = BufReader::with_capacity(1 << 16, input);
    let mut output = Output::for_programs();
    let mut line = Vec::new();
    let (mut number, mut malformed) = (0, 0);
    loop {
        // Whoever waits for an answer before asking again gets it.
        if reader.buffer().is_empty() {
            output.flush()?;
        }
        let parsed = match next_line(&mut reader, &mut line).map_err(|error| cannot(&error))? {
            Line::End => break,
            Line::Whole => RequestJson::parse(&line),
            Line::TooLong => Err(Malformed::new(format!("longer than {LINE} bytes"))),
        };
        number += 1;
        let decision = match &parsed {
            Ok(request) => access.check(&request.request()),
            Err(malformed) => malformed.decision(access),
        };
        output.json(&decision)?;
        if decision.reason == Reason::InvalidRequest {
            malformed += 1;
            if malformed <= TOLD {
                let why = parsed.map_or_else(
                    |malformed| malformed.to_string(),
                    |request| crate::sentence::malformed(&request.request()),
                );
                note(&format!("line {number}: {}", Safe(&why)));
            }
        }
        if output.closed() {
            // Not every line was answered; that nobody reads on is the reader's choice and no news.
            return Ok(Status::Failed);
        }
    }
    if malformed > TOLD {
        note(&format!("and {} more", counted(malformed - TOLD, "malformed line")));
    }
    output.end(if malformed > 0 { Status::Invalid } else { Status::Done })
}

enum Line {
    End,
    Whole,
    TooLong,
}

/// Reads one line without its end, the rest of one that is too long is passed over.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
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
        too_long |= line.len() + part.len() > LINE;
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
        let text = [vec![b'x'; LINE + 1], b"\nnext\n".to_vec(), vec![b'y'; LINE]].concat();
        assert_eq!(lines(&text, 4096), [None, Some(b"next".to_vec()), Some(vec![b'y'; LINE])]);
    }
}
