//! `rolepack check --requests`: JSON Lines in, JSON Lines out, in order, as they come.

use crate::lines::{self, LONGEST, Line, next_line};
use crate::output::{Output, Status};
use crate::problem::{Failure, note, shown};
use crate::render::{Safe, counted};
use rolepack::request_json::{Malformed, RequestJson};
use rolepack::{Access, Reason};
use std::io;
use std::path::Path;

/// How many malformed lines are told of on standard error; all of them are answered.
const TOLD: usize = 20;

/// Answers every line, and ends with 3 if one was malformed.
pub fn answer(access: &Access, path: &Path) -> Result<Status, Failure> {
    let cannot = |error: &io::Error| Failure::io(format_args!("cannot read {}", shown(path)), error);
    let mut reader = lines::open(path).map_err(|error| cannot(&error))?;
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
            // What an editor puts before a text is no part of its first line.
            Line::Whole if number == 0 => RequestJson::parse(line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line)),
            Line::Whole => RequestJson::parse(&line),
            Line::TooLong => Err(Malformed::new(format!("longer than {LONGEST} bytes"))),
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
