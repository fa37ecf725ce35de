//! Reading the primitives of FORMAT.md, one after the other. Every read can fail; none can panic.

use super::tables::Span;
use super::text::{end_of_text, number};

/// A place in borrowed bytes.
///
/// A read that fails gives zero or nothing, and so does every read after it: whoever reads asks [`failed`](Self::failed) once,
/// at the end of a record. That is half the code of a `Result` a field, and browsers download it.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Past the end of any bytes.
const FAILED: usize = usize::MAX;

impl<'a> Cursor<'a> {
    #[inline]
    pub(crate) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    #[inline]
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Goes on elsewhere, even after a failure.
    #[inline]
    pub(super) fn go(&mut self, at: usize) {
        self.at = at;
    }

    /// Whether any read so far found too few bytes, a number too large or text that is not UTF-8.
    #[inline]
    pub(crate) fn failed(&self) -> bool {
        self.at == FAILED
    }

    /// Lets every read from now on fail; gives what a read that fails gives.
    pub(super) fn fail<T: Default>(&mut self) -> T {
        self.at = FAILED;
        T::default()
    }

    #[inline]
    pub(crate) fn u8(&mut self) -> u8 {
        match self.bytes.get(self.at) {
            Some(byte) => {
                self.at += 1;
                *byte
            }
            None => self.fail(),
        }
    }

    /// An unsigned number of at most 32 bits.
    #[inline]
    pub(crate) fn varint(&mut self) -> u32 {
        // Nearly all numbers are of one byte or two.
        if let Some([first, second, ..]) = self.bytes.get(self.at..) {
            if *first < 0x80 {
                self.at += 1;
                return u32::from(*first);
            }
            if *second < 0x80 {
                self.at += 2;
                return u32::from(*first & 0x7F) | u32::from(*second) << 7;
            }
        }
        let first = self.u8();
        match u32::try_from(self.long(first, 5)) {
            Ok(number) => number,
            Err(_) => self.fail(),
        }
    }

    /// The same; without a branch on how many bytes it takes, up to three of them. Lists are read half as fast again.
    #[inline]
    pub(crate) fn short(&mut self) -> u32 {
        let four = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk()).map(|four| u32::from_le_bytes(*four));
        let Some(four) = four else { return self.varint() };
        let second = four >> 7 & 1;
        let third = second & four >> 15;
        if third & four >> 23 != 0 {
            return self.varint();
        }
        self.at += (1 + second + third) as usize;
        (four & 0x7F) | ((four >> 1 & 0x3F80) * second) | ((four >> 2 & 0x1F_C000) * third)
    }

    /// An unsigned number of at most 64 bits.
    pub(crate) fn varint64(&mut self) -> u64 {
        let first = self.u8();
        self.long(first, 10)
    }

    /// The rest of a number of at most so many groups of seven bits.
    fn long(&mut self, first: u8, most: u32) -> u64 {
        let mut byte = first;
        let mut value = 0;
        for group in 0..most {
            let bits = u64::from(byte & 0x7F);
            // The tenth group has room for one bit.
            if group == 9 && bits > 1 {
                break;
            }
            value |= bits << (7 * group);
            if byte < 0x80 {
                return value;
            }
            byte = self.u8();
        }
        self.fail()
    }

    /// A signed number of 64 bits.
    pub(crate) fn zigzag(&mut self) -> i64 {
        let folded = self.varint64();
        (folded >> 1) as i64 ^ -((folded & 1) as i64)
    }

    /// One byte that is 0 or 1.
    pub(crate) fn flag(&mut self) -> bool {
        match self.u8() {
            0 => false,
            1 => true,
            _ => self.fail(),
        }
    }

    /// Exactly eight bytes, the first lowest.
    pub(crate) fn eight(&mut self) -> u64 {
        let end = self.at.wrapping_add(8);
        match self.bytes.get(self.at..end) {
            Some(eight) => {
                self.at = end;
                number(eight)
            }
            None => self.fail(),
        }
    }

    /// A varint length and that many bytes.
    #[inline]
    pub(crate) fn bytes(&mut self) -> &'a [u8] {
        let length = self.varint() as usize;
        let end = self.at.wrapping_add(length);
        match self.bytes.get(self.at..end) {
            Some(bytes) => {
                self.at = end;
                bytes
            }
            None => self.fail(),
        }
    }

    /// The same: where they stand.
    pub(crate) fn span(&mut self) -> Span {
        let length = self.bytes().len();
        if self.failed() {
            return Span::default();
        }
        Span { start: (self.at - length) as u32, end: self.at as u32 }
    }

    /// The text up to the next byte below 20, where it stops: where it begins and how long it is. Its characters are checked.
    #[inline(always)]
    pub(crate) fn text(&mut self) -> (usize, usize) {
        let start = self.at;
        match end_of_text(self.bytes, start) {
            Some(end) => {
                self.at = end;
                (start, end - start)
            }
            None => self.fail(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_the_format_says() {
        for (bytes, expected) in [
            (&[0x00][..], Some(0)),
            (&[0x7F], Some(127)),
            (&[0xAC, 0x02], Some(300)),
            (&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F], Some(u32::MAX)),
            (&[0xFF, 0xFF, 0xFF, 0xFF, 0x1F], None),
            (&[0x80, 0x80, 0x80, 0x80, 0x80, 0x00], None),
            (&[0x80], None),
            (&[], None),
        ] {
            let mut cursor = Cursor::new(bytes, 0);
            let number = cursor.varint();
            assert_eq!((!cursor.failed()).then_some(number), expected, "{bytes:x?}");
            for followed in [bytes, &[bytes, &[0xFF; 4]].concat()] {
                let (mut one, mut other) = (Cursor::new(followed, 0), Cursor::new(followed, 0));
                assert_eq!((one.short(), one.position()), (other.varint(), other.position()), "{followed:x?}");
            }
        }
        let most = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01];
        assert_eq!(Cursor::new(&most, 0).varint64(), u64::MAX);
        for bytes in [&[0x80; 11][..], &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02]] {
            let mut cursor = Cursor::new(bytes, 0);
            assert_eq!((cursor.varint64(), cursor.failed()), (0, true));
        }
    }

    #[test]
    fn bytes_end_where_the_bytes_end() {
        for (bytes, expected) in [
            (&[3, b'a', b'd', b'a'][..], Some(&b"ada"[..])),
            (&[4, b'a', b'd', b'a'], None),
            (&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F, b'a'], None),
        ] {
            let mut cursor = Cursor::new(bytes, 0);
            let text = cursor.bytes();
            assert_eq!((!cursor.failed()).then_some(text), expected, "{bytes:x?}");
        }
    }

    #[test]
    fn nothing_is_read_after_a_failure() {
        let mut cursor = Cursor::new(&[5, 1, 2], 0);
        assert_eq!(cursor.bytes(), b"");
        assert!(cursor.failed());
        assert_eq!((cursor.u8(), cursor.varint(), cursor.text().1, cursor.eight()), (0, 0, 0, 0));
        assert!(cursor.failed());
    }
}
