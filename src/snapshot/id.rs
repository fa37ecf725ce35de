//! The rule for ids: 1 to 512 bytes, no control characters.

/// How long an id may be, in bytes.
pub(crate) const MAX_BYTES: usize = 512;

/// Whether the text is an id: not empty, at most 512 bytes, without U+0000–1F and U+007F–9F.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_BYTES && !has_control(text)
}

/// Whether the text, the two ids of a pair joined by a NUL, is one.
pub(crate) fn is_pair(text: &str) -> bool {
    pair(text).is_some_and(|(first, second)| is_id(first) && is_id(second))
}

/// The two ids of a pair.
pub(crate) fn pair(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|byte| byte == 0)?;
    Some((text.get(..end)?, text.get(end + 1..)?))
}

fn has_control(text: &str) -> bool {
    let mut previous = 0;
    for &byte in text.as_bytes() {
        // U+0080–9F are the only characters written as C2 80–9F.
        if byte < 0x20 || byte == 0x7F || (previous == 0xC2 && byte < 0xA0) {
            return true;
        }
        previous = byte;
    }
    false
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
            ("x\u{80}", false),
            ("x\u{9f}y", false),
            ("\u{a0}", true),
            ("é", true),
            ("\u{0480}", true),
            ("名前", true),
            ("*", true),
        ] {
            assert_eq!(is_id(text), expected, "{text:?}");
        }
        assert!(is_id(&"a".repeat(512)));
        assert!(!is_id(&"a".repeat(513)));
        assert!(is_pair("ACME\0plant-a") && !is_pair("ACME") && !is_pair("\0a") && !is_pair("a\0b\0c"));
    }
}
