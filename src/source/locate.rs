//! From findings to problems: a way into the document becomes a file, a line and a column.
//!
//! The files are read a second time for that, which only a source with problems pays: linear in the text and the problems.

use super::decode::List;
use super::findings::{At, Findings, Path};
use super::node::{Node, Piece, Span, Step};
use super::problem::{Excerpt, Place, Problem, Problems, Range};
use super::reading::{File, Parts, Reading, Role};
use super::text::{Input, Text};
use super::words::is_hidden;
use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};

/// How many problems are shown whole.
pub(crate) const SHOWN: usize = 20;

/// The most that is shown of a line, in characters, and how much of it stands before what is pointed at.
const WIDTH: usize = 100;
const BEFORE: usize = 40;

/// A place on its way to being one.
#[derive(Debug, Default)]
struct Spot {
    file: Option<usize>,
    span: Option<Span>,
    place: Place,
}

/// By the file, the list and the entry's place in it (no list: the organisation), which spots are looked for and on what way.
type Wanted = HashMap<(usize, Option<List>, usize), Vec<(usize, Path)>>;

pub(crate) fn locate(findings: Findings, files: &[File], parts: &Parts) -> Problems {
    let mut shown = 0;
    locate_showing(findings, files, parts, &mut |_| {
        shown += 1;
        shown <= SHOWN
    })
}

/// The same; of which problems the line is kept is said by `is_shown`, which is asked in order.
pub(crate) fn locate_showing(
    findings: Findings,
    files: &[File],
    parts: &Parts,
    is_shown: &mut dyn FnMut(&Problem) -> bool,
) -> Problems {
    let mut spots: Vec<Spot> = Vec::new();
    let mut wanted = Wanted::new();
    let ats = findings.kept.iter().flat_map(|finding| [Some(&finding.at), finding.also.as_ref()]);
    for (number, at) in ats.enumerate() {
        spots.push(match at {
            Some(At::File(file, span)) => Spot { file: Some(*file), span: Some(*span), ..Spot::default() },
            Some(At::Path(path)) => {
                if let Some((file, list, index)) = Reading::locate(parts, path) {
                    wanted.entry((file, Some(list), index)).or_default().push((number, path.clone()));
                } else if path.0.first() == Some(&Step::Field("organization")) {
                    for file in 0..files.len() {
                        wanted.entry((file, None, 0)).or_default().push((number, path.clone()));
                    }
                }
                Spot { place: Place { path: Some(path.to_string()), ..Place::default() }, ..Spot::default() }
            }
            Some(At::Named(name)) => {
                Spot { place: Place { file: Some(name.clone()), ..Place::default() }, ..Spot::default() }
            }
            Some(At::Here(_) | At::Nowhere) | None => Spot::default(),
        });
    }
    find_spans(files, &wanted, &findings.dropped, &mut spots);
    find_lines(files, &mut spots);
    let mut spots = spots.into_iter();
    let mut problems: Vec<(Spot, Problem)> = Vec::with_capacity(findings.kept.len());
    for finding in findings.kept {
        let (mut spot, mut also) = (spots.next().unwrap_or_default(), spots.next().unwrap_or_default());
        let mut help = finding.help;
        // Of two that bear one name the organisation's own is at fault: a catalogue cannot be changed.
        let of_catalogue =
            |spot: &Spot| spot.file.and_then(|file| files.get(file)).is_some_and(|file| file.role == Role::Catalogue);
        if finding.also.is_some() && of_catalogue(&spot) {
            std::mem::swap(&mut spot, &mut also);
            help = help.or(Some("nothing in a catalogue can be redefined; copy it under another id".to_owned()));
        }
        let place = std::mem::take(&mut spot.place);
        let also = finding.also.map(|_| std::mem::take(&mut also.place));
        problems.push((spot, Problem { code: finding.code, message: finding.message, help, place, also }));
    }
    // What stands in no file comes first, as what is wrong with the whole.
    problems.sort_by_key(|(spot, _)| (spot.file, spot.span));
    for (spot, problem) in problems.iter_mut().filter(|(_, problem)| is_shown(problem)) {
        problem.place.excerpt =
            spot.file.and_then(|file| files.get(file)).zip(spot.span).map(|(file, span)| excerpt(&file.text, span));
    }
    Problems { problems: problems.into_iter().map(|(_, problem)| problem).collect(), more: findings.more }
}

/// Reads the files again and notes where the ways lead.
fn find_spans(files: &[File], wanted: &Wanted, dropped: &[(Option<usize>, usize)], spots: &mut [Spot]) {
    let holding: HashSet<usize> = wanted.keys().map(|(file, _, _)| *file).collect();
    for (number, file) in files.iter().enumerate() {
        if !holding.contains(&number) {
            continue;
        }
        let dropped = dropped.iter().filter(|(file, _)| *file == Some(number)).map(|(_, start)| *start).collect();
        let (mut list, mut index) = (None, 0);
        let mut note = |key: (usize, Option<List>, usize), skip: usize, mut node: Node| {
            let Some(looked_for) = wanted.get(&key) else { return };
            node.prepare(&dropped);
            for (spot, path) in looked_for {
                if let Some(spot) = spots.get_mut(*spot) {
                    spot.file = Some(number);
                    spot.span = Some(node.find(path.0.get(skip..).unwrap_or_default()));
                }
            }
        };
        let mut on = |_: &mut Findings, piece: Piece| match piece {
            Piece::Field { key, value, .. } => {
                list = List::ALL.into_iter().find(|list| list.name() == key);
                index = 0;
                if let Some(value) = value.filter(|_| key == "organization") {
                    note((number, None, 0), 1, value);
                }
            }
            Piece::Entry { node } => {
                if list.is_some() {
                    note((number, list, index), 2, node);
                }
                index += 1;
            }
        };
        file.walk(&mut Findings::default(), &mut on);
    }
}

/// Gives every spot with a span its lines and columns, in one pass over each file.
fn find_lines(files: &[File], spots: &mut [Spot]) {
    let mut places: Vec<(usize, usize, usize, bool)> = Vec::new();
    for (number, spot) in spots.iter().enumerate() {
        if let (Some(file), Some(span)) = (spot.file, spot.span) {
            places.push((file, span.start, number, false));
            places.push((file, span.end, number, true));
        }
    }
    places.sort_unstable();
    let mut current: Option<(usize, Counter<'_>)> = None;
    for (file, offset, number, is_end) in places {
        if current.as_ref().is_none_or(|(counted, _)| *counted != file) {
            current = files.get(file).map(|text| (file, Counter::of(&text.text)));
        }
        let (line, column) = current.as_mut().map_or((1, 1), |(_, counter)| counter.count(offset));
        let Some(spot) = spots.get_mut(number) else { continue };
        if is_end {
            if let Some(range) = spot.place.range.as_mut() {
                (range.end_line, range.end_column) = (line, column);
            }
        } else {
            spot.place.file = files.get(file).map(|file| file.name.clone());
            spot.place.range = Some(Range { line, column, end_line: line, end_column: column });
        }
    }
}

/// Counts lines and columns up to one place after another, in one pass over a text.
struct Counter<'t> {
    text: Option<BufReader<Box<dyn Input + 't>>>,
    byte: usize,
    line: usize,
    column: usize,
}

impl<'t> Counter<'t> {
    fn of(text: &'t Text) -> Self {
        Self { text: text.open().ok().map(BufReader::new), byte: 0, line: 1, column: 1 }
    }

    /// The line and the column of a place that is not before the last one. One within a character counts as after it.
    fn count(&mut self, offset: usize) -> (usize, usize) {
        while self.byte < offset {
            let block = self.text.as_mut().and_then(|text| text.fill_buf().ok()).unwrap_or_default();
            let block = block.get(..(offset - self.byte).min(block.len())).unwrap_or_default();
            if block.is_empty() {
                break;
            }
            for byte in block {
                (self.line, self.column) = match byte {
                    b'\n' => (self.line + 1, 1),
                    // Bytes that continue a character. A byte order mark is no character of the first line.
                    0x80..=0xbf => (self.line, self.column),
                    0xef if self.byte == 0 && block.starts_with(MARK) => (self.line, self.column),
                    _ => (self.line, self.column + 1),
                };
                self.byte += 1;
            }
            let counted = block.len();
            self.text.iter_mut().for_each(|text| text.consume(counted));
        }
        (self.line, self.column)
    }
}

/// A byte order mark.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// The line where the span begins, clipped, with what a terminal would act on made visible. Constant in the length of the text.
fn excerpt(text: &Text, span: Span) -> Excerpt {
    // No character is longer than four bytes.
    let reach = 4 * (WIDTH + 1);
    let letters = |from: usize, to: usize| String::from_utf8_lossy(&text.bytes(from, to)).into_owned();
    let (before, after) =
        (letters(span.start.saturating_sub(reach), span.start), letters(span.start, span.start + reach));
    let marked = letters(span.start, span.end.min(span.start + reach));
    let mut head: Vec<char> = before.chars().rev().take_while(|letter| *letter != '\n').take(WIDTH + 1).collect();
    let mut tail: Vec<char> = after.chars().take_while(|letter| *letter != '\n').take(WIDTH + 1).collect();
    let clipped = head.len() + tail.len() > WIDTH && head.len() > BEFORE;
    if clipped {
        head.truncate(BEFORE);
    }
    head.retain(|letter| *letter != '\u{feff}');
    let room = WIDTH - head.len();
    let cut = tail.len() > room;
    tail.truncate(room);
    if tail.last() == Some(&'\r') && !cut {
        tail.pop();
    }
    let length = marked.chars().take(tail.len()).take_while(|letter| *letter != '\n' && *letter != '\r').count();
    let mut line = String::from(if clipped { "…" } else { "" });
    line.extend(head.iter().rev().chain(&tail).map(|letter| visible(*letter)));
    line.push_str(if cut { "…" } else { "" });
    Excerpt { line, before: head.len() + usize::from(clipped), length: length.max(1) }
}

fn visible(letter: char) -> char {
    match letter {
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(letter)).unwrap_or('\u{fffd}'),
        letter if is_hidden(letter) => '\u{fffd}',
        letter => letter,
    }
}
