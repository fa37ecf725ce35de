//! YAML 1.2 with spans, by the core schema: what JSON can say and no more. Tags, anchors and aliases are refused: an alias
//! makes a short file a long one, and hides from a reader of the file what is granted.

use super::findings::{Finding, Findings};
use super::json::{number, number_too_large};
use super::node::{DEEPEST, Field, Kind, Node, Piece, Span, duplicate_key, refuse_duplicates, too_deep};
use super::words::quote;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span as Marks, StrInput, Tag};
use std::borrow::Cow;
use std::collections::HashSet;

/// Reads one document, telling `on` its fields and entries in order. Linear in the text.
/// False: something kept the text from being read to its end.
pub(crate) fn walk(text: &str, findings: &mut Findings, on: &mut dyn FnMut(&mut Findings, Piece)) -> bool {
    if let Some(start) =
        text.find(|letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{85}'))
    {
        let letter = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, u32::from);
        findings.push(
            Finding::new("syntax", format!("not YAML: the control character U+{letter:04X}"))
                .at(Span { start, end: start + 1 }),
        );
        return false;
    }
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
        cursor: Cursor { text, ascii: text.is_ascii(), letters: 0, bytes: 0 },
        findings,
    };
    reader.document(on).is_ok()
}

/// The rest of the text cannot be read; why stands among the findings.
struct Stop;

struct Reader<'t, 'f> {
    parser: Parser<'t, StrInput<'t>>,
    cursor: Cursor<'t>,
    findings: &'f mut Findings,
}

impl<'t> Reader<'t, '_> {
    fn document(&mut self, on: &mut dyn FnMut(&mut Findings, Piece)) -> Result<(), Stop> {
        let mut seen = HashSet::new();
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (Event::MappingStart(anchor, tag), span) => {
                    self.refuse_marks(anchor, tag.as_ref(), span);
                    break;
                }
                (Event::StreamEnd | Event::DocumentEnd, span) => {
                    return self
                        .stop(Finding::new("wrong-type", "a document is an object, and this one is empty").at(span));
                }
                (event, span) => {
                    let node = self.node(event, span, 0)?;
                    return self.stop(
                        Finding::new("wrong-type", format!("a document is an object, not {}", node.kind.name()))
                            .at(node.span),
                    );
                }
            }
        }
        loop {
            let (event, at) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                break;
            }
            let key = self.key(event, at)?;
            let (event, span) = self.next()?;
            let fresh = key.as_ref().is_some_and(|key| seen.insert(key.clone()));
            match (key, event) {
                (Some(key), Event::SequenceStart(anchor, tag)) if fresh => {
                    self.refuse_marks(anchor, tag.as_ref(), span);
                    on(self.findings, Piece::Field { key, at, value: None });
                    loop {
                        let (event, span) = self.next()?;
                        if matches!(event, Event::SequenceEnd) {
                            break;
                        }
                        let node = self.node(event, span, 2)?;
                        on(self.findings, Piece::Entry { node });
                    }
                }
                (key, event) => {
                    let value = self.node(event, span, 1)?;
                    match key {
                        Some(key) if fresh => on(self.findings, Piece::Field { key, at, value: Some(value) }),
                        Some(key) => self.findings.push(duplicate_key(&key, at)),
                        None => {}
                    }
                }
            }
        }
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(()),
                (Event::DocumentStart(_), span) => {
                    return self.stop(
                        Finding::new("many-documents", "a second document in one file")
                            .at(span)
                            .help("put each document into a file of its own"),
                    );
                }
                _ => {}
            }
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node, Stop> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_marks(anchor, tag.as_ref(), span);
                let kind =
                    if style == ScalarStyle::Plain { self.plain(text, span) } else { Kind::String(text.into_owned()) };
                Ok(Node { span, kind })
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if depth >= DEEPEST => {
                self.findings.push(too_deep(span));
                self.skip()?;
                Ok(Node { span, kind: Kind::Broken })
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_marks(anchor, tag.as_ref(), span);
                let mut entries = Vec::new();
                loop {
                    let (event, end) = self.next()?;
                    if matches!(event, Event::SequenceEnd) {
                        return Ok(Node {
                            span: Span { end: end.end.max(span.end), ..span },
                            kind: Kind::Array(entries),
                        });
                    }
                    entries.push(self.node(event, end, depth + 1)?);
                }
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_marks(anchor, tag.as_ref(), span);
                let mut fields = Vec::new();
                loop {
                    let (event, at) = self.next()?;
                    if matches!(event, Event::MappingEnd) {
                        refuse_duplicates(&mut fields, self.findings);
                        return Ok(Node {
                            span: Span { end: at.end.max(span.end), ..span },
                            kind: Kind::Object(fields),
                        });
                    }
                    let key = self.key(event, at)?;
                    let (event, span) = self.next()?;
                    let value = self.node(event, span, depth + 1)?;
                    fields.extend(key.map(|key| Field { key, at, value }));
                }
            }
            Event::Alias(_) => {
                self.findings.push(alias(span));
                Ok(Node { span, kind: Kind::Broken })
            }
            _ => self.stop(Finding::new("syntax", "not YAML: a value is missing").at(span)),
        }
    }

    /// The name of a field; `None` where it is no string, which is reported.
    fn key(&mut self, event: Event<'t>, span: Span) -> Result<Option<String>, Stop> {
        // A list or an object is no name whatever stands in it; passing over it takes no stack.
        let kind = match event {
            Event::SequenceStart(..) => Kind::Array(Vec::new()),
            Event::MappingStart(..) => Kind::Object(Vec::new()),
            event => self.node(event, span, 0)?.kind,
        };
        if matches!(kind, Kind::Array(_) | Kind::Object(_)) {
            self.skip()?;
        }
        match kind {
            Kind::String(text) => return Ok(Some(text)),
            Kind::Broken => {}
            kind => {
                let finding =
                    Finding::new("wrong-type", format!("the name of a field is a string, not {}", kind.name()))
                        .at(span);
                self.findings.push(match kind {
                    Kind::Bool(_) | Kind::Number(_) | Kind::Null => finding.help("write it in quotes"),
                    _ => finding,
                });
            }
        }
        Ok(None)
    }

    fn plain(&mut self, text: Cow<'t, str>, span: Span) -> Kind {
        match text.as_ref() {
            "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
            "true" | "True" | "TRUE" => return Kind::Bool(true),
            "false" | "False" | "FALSE" => return Kind::Bool(false),
            _ => {}
        }
        let Some(written) = as_json_number(&text) else { return Kind::String(text.into_owned()) };
        number(&written).map_or_else(
            || {
                self.findings.push(number_too_large(span));
                Kind::Broken
            },
            Kind::Number,
        )
    }

    /// Passes over a list or an object whose start was just read.
    fn skip(&mut self) -> Result<(), Stop> {
        let mut open = 1_usize;
        while open > 0 {
            match self.next()?.0 {
                Event::SequenceStart(..) | Event::MappingStart(..) => open += 1,
                Event::SequenceEnd | Event::MappingEnd => open -= 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn refuse_marks(&mut self, anchor: usize, tag: Option<&Cow<'t, Tag>>, span: Span) {
        if anchor > 0 {
            self.findings.push(
                Finding::new("yaml-anchor", "YAML anchors are not taken")
                    .at(span)
                    .help("write the value out at every place"),
            );
        }
        if let Some(tag) = tag {
            let finding =
                Finding::new("yaml-tag", format!("YAML tags are not taken: {}", quote(&tag.to_string()))).at(span);
            self.findings.push(finding.help("leave the tag out; quotes make a string of anything"));
        }
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Stop> {
        match self.parser.next_event() {
            Some(Ok((event, marks))) => Ok((event, self.cursor.span(marks))),
            Some(Err(error)) => {
                let start = self.cursor.byte(error.marker());
                let at = Span { start, end: start };
                if error.info().contains("unknown anchor") {
                    return self.stop(alias(at));
                }
                self.stop(Finding::new("syntax", format!("not YAML: {}", error.info())).at(at))
            }
            // The parser should have said why; what is missing must not be read as nothing.
            None => {
                let start = self.cursor.text.len();
                self.stop(Finding::new("syntax", "not YAML: the text ends too soon").at(Span { start, end: start }))
            }
        }
    }

    fn stop<T>(&mut self, finding: Finding) -> Result<T, Stop> {
        self.findings.push(finding);
        Err(Stop)
    }
}

fn alias(at: Span) -> Finding {
    Finding::new("yaml-alias", "YAML aliases are not taken")
        .at(at)
        .help("write the value out; text that begins with `*` wants quotes")
}

/// A number of the core schema as JSON writes it; `None` where the text is none. Infinity and NaN give what JSON refuses.
fn as_json_number(text: &str) -> Option<String> {
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let all = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
            return all.then(|| {
                u64::from_str_radix(digits, radix).map_or_else(|_| "1e999".to_owned(), |number| number.to_string())
            });
        }
    }
    let (sign, rest) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (if text.starts_with('-') { "-" } else { "" }, rest),
        None => ("", text),
    };
    if matches!(rest, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some("1e999".to_owned());
    }
    let (mantissa, exponent) =
        rest.split_once(['e', 'E']).map_or((rest, None), |(mantissa, exponent)| (mantissa, Some(exponent)));
    let (whole, fraction) =
        mantissa.split_once('.').map_or((mantissa, None), |(whole, fraction)| (whole, Some(fraction)));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let power = exponent.map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    let empty = whole.is_empty() && fraction.is_none_or(str::is_empty);
    if empty
        || !digits(whole)
        || !fraction.is_none_or(digits)
        || !power.is_none_or(|power| !power.is_empty() && digits(power))
    {
        return None;
    }
    let trimmed = whole.trim_start_matches('0');
    let mut json = format!("{sign}{}", if trimmed.is_empty() { "0" } else { trimmed });
    if let Some(fraction) = fraction {
        json.push('.');
        json.push_str(if fraction.is_empty() { "0" } else { fraction });
    }
    if let Some(exponent) = exponent {
        json.push('e');
        json.push_str(exponent);
    }
    Some(json)
}

/// From the parser's places, in characters, to bytes. The parser's places come nearly in order, so that the way between two is short.
struct Cursor<'t> {
    text: &'t str,
    ascii: bool,
    letters: usize,
    bytes: usize,
}

impl Cursor<'_> {
    fn span(&mut self, marks: Marks) -> Span {
        let start = self.byte(&marks.start);
        Span { start, end: self.byte(&marks.end).max(start) }
    }

    fn byte(&mut self, mark: &Marker) -> usize {
        let wanted = mark.index();
        if self.ascii {
            return wanted.min(self.text.len());
        }
        if wanted >= self.letters {
            let rest = self.text.get(self.bytes..).unwrap_or_default();
            self.bytes += rest.chars().take(wanted - self.letters).map(char::len_utf8).sum::<usize>();
        } else {
            let before = self.text.get(..self.bytes).unwrap_or_default();
            self.bytes -= before.chars().rev().take(self.letters - wanted).map(char::len_utf8).sum::<usize>();
        }
        self.letters = wanted;
        self.bytes
    }
}
