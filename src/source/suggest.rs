//! "Did you mean": the name that takes the fewest slips of the pen to turn into the one written.

use strsim::osa_distance;

/// Longest name that is compared, in bytes; longer ones are no slip of the pen.
const LONGEST: usize = 128;

/// The closest of the candidates, if one is close: at most a third of the letters differ, or only their case. Of equally
/// close ones the first.
pub(crate) fn closest<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if written.is_empty() || written.len() > LONGEST {
        return None;
    }
    let limit = (written.chars().count() / 3).max(1);
    let letters = letters(written);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate == written || candidate.is_empty() || candidate.len() > LONGEST {
            continue;
        }
        if candidate.eq_ignore_ascii_case(written) {
            return Some(candidate);
        }
        // A letter takes up to four bytes, and so does a slip. Every letter that the other does not have is one.
        let missing = (letters & !self::letters(candidate)).count_ones() as usize;
        if candidate.len().abs_diff(written.len()) > limit * 4 || missing > limit * 4 {
            continue;
        }
        let distance = osa_distance(written, candidate);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Which bytes a text has, folded into 64 bits.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |letters, byte| letters | 1 << (byte % 64))
}
