//! Reading the primitives of FORMAT.md, one after the other. Every read can fail; none can panic.

use alloc::vec::Vec;

/// A place in borrowed bytes.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    pub(crate) fn position(&self) -> usize {
        self.at
    }

    #[inline]
    pub(crate) fn u8(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// An unsigned number of at most 32 bits.
    #[inline]
    pub(crate) fn varint(&mut self) -> Option<u32> {
        let first = self.u8()?;
        if first < 0x80 {
            return Some(u32::from(first));
        }
        u32::try_from(self.long(u64::from(first & 0x7F), 5)?).ok()
    }

    /// An unsigned number of at most 64 bits.
    pub(crate) fn varint64(&mut self) -> Option<u64> {
        self.long_from_start(10)
    }

    /// A signed number of 64 bits.
    pub(crate) fn zigzag(&mut self) -> Option<i64> {
        let folded = self.varint64()?;
        Some((folded >> 1) as i64 ^ -((folded & 1) as i64))
    }

    /// One byte that is 0 or 1.
    pub(crate) fn flag(&mut self) -> Option<bool> {
        match self.u8()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    /// A value that may be absent.
    pub(crate) fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.flag()? { read(self).map(Some) } else { Some(None) }
    }

    /// A count and that many values. Nothing is reserved for a count whose values may not be there.
    pub(crate) fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut values = Vec::new();
        for _ in 0..self.varint()? {
            values.push(read(self)?);
        }
        Some(values)
    }

    /// Exactly eight bytes.
    pub(crate) fn eight(&mut self) -> Option<[u8; 8]> {
        let eight = *self.bytes.get(self.at..)?.first_chunk()?;
        self.at += eight.len();
        Some(eight)
    }

    fn long_from_start(&mut self, most: u32) -> Option<u64> {
        let first = self.u8()?;
        if first < 0x80 { Some(u64::from(first)) } else { self.long(u64::from(first & 0x7F), most) }
    }

    fn long(&mut self, first: u64, most: u32) -> Option<u64> {
        let mut value = first;
        for group in 1..most {
            let byte = self.u8()?;
            let bits = u64::from(byte & 0x7F);
            let shift = 7 * group;
            // The tenth group has room for one bit.
            if shift == 63 && bits > 1 {
                return None;
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// A varint length and that many bytes.
    #[inline]
    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.varint()? as usize;
        let end = self.at.checked_add(length)?;
        let bytes = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(bytes)
    }

    /// A string. Its UTF-8 is checked.
    pub(crate) fn str(&mut self) -> Option<&'a str> {
        core::str::from_utf8(self.bytes()?).ok()
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
            assert_eq!(Cursor::new(bytes, 0).varint(), expected, "{bytes:x?}");
        }
        let most = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01];
        assert_eq!(Cursor::new(&most, 0).varint64(), Some(u64::MAX));
        assert_eq!(Cursor::new(&[0x80; 11], 0).varint64(), None);
    }

    #[test]
    fn strings_end_where_the_bytes_end() {
        assert_eq!(Cursor::new(&[3, b'a', b'd', b'a'], 0).str(), Some("ada"));
        assert_eq!(Cursor::new(&[4, b'a', b'd', b'a'], 0).str(), None);
        assert_eq!(Cursor::new(&[1, 0xFF], 0).str(), None);
    }
}
