//! Ids in bytes, eight at a time: where they end, whether they are ids, how they compare.

/// How long an id may be, in bytes.
pub(crate) const MAX_BYTES: usize = 512;

pub(super) const ONES: u64 = 0x0101_0101_0101_0101;
pub(super) const HIGH: u64 = 0x80 * ONES;

/// At most eight bytes as a number, the first lowest.
#[inline]
pub(super) fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Where the text that begins at `at` ends: at the next byte below 20, or with the bytes. `None` where it is not UTF-8 or holds
/// U+007F–9F.
pub(super) fn end_of_text(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    loop {
        end += plain(bytes.get(end..)?);
        match bytes.get(end) {
            Some(0x20..) => end = after_character(bytes, end, 0xA0)?,
            _ => return Some(end),
        }
    }
}

/// How many of the bytes are printable ASCII, before one that is not.
#[inline]
fn plain(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (before, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // The lowest high bit tells of the first byte that is below 20 or above 7E.
        let odd = (word | word.wrapping_sub(0x20 * ONES) | word.wrapping_add(ONES)) & HIGH;
        if odd != 0 {
            return before * 8 + odd.trailing_zeros() as usize / 8;
        }
    }
    words.len() * 8 + rest.iter().take_while(|byte| (0x20..0x7F).contains(*byte)).count()
}

/// Whether the bytes are UTF-8, whatever characters.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match if *byte < 0x80 { Some(at + 1) } else { after_character(bytes, at, 0x80) } {
            Some(next) => at = next,
            None => return false,
        }
    }
    true
}

/// Where the character ends that begins at `at` and is not ASCII; `least` is the first that is allowed.
#[inline(never)]
fn after_character(bytes: &[u8], at: usize, least: u32) -> Option<usize> {
    let first = *bytes.get(at)?;
    let length = first.leading_ones() as usize;
    // The least character that is written in so many bytes: none in one, for that is ASCII.
    let least = *[u32::MAX, u32::MAX, least, 0x800, 0x1_0000].get(length)?;
    let mut character = u32::from(first) & (0x7F >> length);
    for byte in bytes.get(at + 1..at + length)? {
        if byte & 0xC0 != 0x80 {
            return None;
        }
        character = character << 6 | u32::from(byte & 0x3F);
    }
    // Surrogates and what is past U+10FFFF are no characters.
    if character < least || char::from_u32(character).is_none() { None } else { Some(at + length) }
}

/// Whether the bytes are an id: 1 to 512 of them, UTF-8 without U+0000–1F and U+007F–9F.
pub(crate) fn is_id(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.len() <= MAX_BYTES && end_of_text(bytes, 0) == Some(bytes.len())
}

/// Whether one key stands before another in byte order.
#[inline]
pub(super) fn ascends(first: &[u8], second: &[u8]) -> bool {
    let (first_words, first_rest) = first.as_chunks::<8>();
    let (second_words, second_rest) = second.as_chunks::<8>();
    for (a, b) in first_words.iter().zip(second_words) {
        if a != b {
            return u64::from_be_bytes(*a) < u64::from_be_bytes(*b);
        }
    }
    if first_words.len() == second_words.len() { first_rest < second_rest } else { first < second }
}

/// Whether two keys of the same length are the same.
#[inline]
pub(super) fn same(first: &[u8], second: &[u8]) -> bool {
    let (first_words, first_rest) = first.as_chunks::<8>();
    let (second_words, second_rest) = second.as_chunks::<8>();
    for (a, b) in first_words.iter().zip(second_words) {
        if a != b {
            return false;
        }
    }
    number(first_rest) == number(second_rest)
}

/// The two ids of a pair, which one byte 00 keeps apart.
pub(crate) fn pair(text: &str) -> Option<(&str, &str)> {
    text.split_once('\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_found_wherever_they_stand() {
        for (text, expected) in [
            ("ada@acme.example", true),
            ("", false),
            ("a\u{1f}", false),
            ("\u{7f}", false),
            ("seven bytes\u{7f}", false),
            ("x\u{80}", false),
            ("x\u{9f}y", false),
            ("\u{a0}", true),
            ("é", true),
            ("\u{0480}", true),
            ("名前", true),
            ("*", true),
            ("eight by", true),
            ("eight by\0", false),
            ("eight bytes and more é", true),
            ("eight bytes and more é\u{85}", false),
        ] {
            assert_eq!(is_id(text.as_bytes()), expected, "{text:?}");
        }
        for length in 1..=512 {
            assert!(is_id(&vec![b'a'; length]), "{length}");
            for place in 0..length {
                let mut text = vec![b'a'; length];
                text[place] = 0x1F;
                assert!(!is_id(&text), "{length}, {place}");
            }
        }
        assert!(!is_id(&[b'a'; 513]));
    }

    #[test]
    fn what_is_text_is_what_the_standard_library_says() {
        let samples = ["é", "ÿ", "ࠀ", "퟿", "\u{e000}", "\u{ffff}", "𐀀", "\u{10ffff}", "z"];
        for sample in samples {
            for place in 0..=sample.len() {
                for byte in 0x20..=0xFF {
                    let mut bytes = [b"x", sample.as_bytes(), b"y"].concat();
                    bytes[place] = byte;
                    let control = |text: &str| text.chars().any(char::is_control);
                    let expected = core::str::from_utf8(&bytes).is_ok_and(|text| !control(text));
                    assert_eq!(is_id(&bytes), expected, "{bytes:x?}");
                    assert_eq!(is_text(&bytes), core::str::from_utf8(&bytes).is_ok(), "{bytes:x?}");
                }
            }
        }
    }

    #[test]
    fn a_text_ends_at_the_first_control_character() {
        let bytes = b"ada\nben@acme.example\n\xC3\xA9va\0\xC3";
        assert_eq!(end_of_text(bytes, 0), Some(3));
        assert_eq!(end_of_text(bytes, 4), Some(20));
        assert_eq!(end_of_text(bytes, 21), Some(25));
        assert_eq!(end_of_text(bytes, 26), None);
        assert_eq!(end_of_text(bytes, 27), Some(27));
        assert_eq!(end_of_text(bytes, 99), None);
    }

    #[test]
    fn keys_compare_as_byte_strings_do() {
        let keys: [&[u8]; 9] =
            [b"", b"a", b"a\0b", b"a\0c", b"ab", b"abcdefgh", b"abcdefghi", b"abcdefgz", b"\xC3\xA9"];
        for a in keys {
            for b in keys {
                assert_eq!(ascends(a, b), a < b, "{a:?} {b:?}");
                assert_eq!(a.len() == b.len() && same(a, b), a == b, "{a:?} {b:?}");
            }
        }
    }
}
