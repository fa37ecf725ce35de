//! All users at once: what is known of their profiles, and the ids of some.

use super::super::cursor::Cursor;
use super::super::decode::END;
use super::super::error::Section;
use super::super::text::{HIGH, ONES};
use super::{Holding, Keyed, Snapshot, utf8};
use alloc::vec::Vec;
use core::ops::Range;

impl Snapshot {
    /// By user: what is found of the profile, given what is known of the shared ones.
    pub(crate) fn by_user<'a, T: Copy + Default>(
        &'a self,
        shared: &[T],
        mut find: impl FnMut(Holding<'a>) -> (T, Cursor<'a>),
    ) -> Vec<T> {
        // The single ones come first, by themselves: whether a user has one cannot be foretold, and is then asked without a branch.
        let mut known = shared.to_vec();
        let mut profile = self.cursor(self.tables.singles.start);
        while profile.position() < self.tables.singles.end as usize {
            let (found, end) = find(Holding::read(profile));
            known.push(found);
            profile = end;
        }
        let mut by_user = alloc::vec![T::default(); self.count(Keyed::Users)];
        let (mut user, mut single) = (0, shared.len());
        let (mut number, mut shift) = (0, 0);
        // Byte by byte, for most numbers have one. What is found before the last byte of a number is found again.
        for byte in self.slice_of(self.tables.user_profiles) {
            number |= (*byte as usize & 0x7F) << (shift & 31);
            let is_last = *byte < 0x80;
            let place = if number == 0 { single } else { number - 1 };
            if let Some(found) = by_user.get_mut(user) {
                *found = known.get(place).copied().unwrap_or_default();
            }
            single += usize::from(is_last && number == 0);
            user += usize::from(is_last);
            (number, shift) = if is_last { (0, 0) } else { (number, shift + 7) };
        }
        by_user
    }

    /// The ids of those users, told by number, who are wanted.
    pub(crate) fn ids_of(&self, wanted: &[bool]) -> Vec<&str> {
        let start = self.tables.of(Keyed::Users).start as usize;
        let end = self.tables.starts.get(Section::Values as usize).map_or(0, |end| *end as usize);
        let mut keys = self.bytes.get(start..end).unwrap_or_default();
        let total = wanted.iter().map(|wanted| usize::from(*wanted)).sum();
        let mut ids = Vec::with_capacity(total);
        let mut block = Block { after: [0; BLOCK + 1], first: [1; BLOCK + 1] };
        let mut numbers = [0; BLOCK + 1];
        let mut wanted = wanted;
        while ids.len() < total {
            let (records, end) = block.read(keys.get(..BLOCK).unwrap_or(keys));
            let Some((of_block, wanted_after)) = wanted.split_at_checked(records).filter(|_| records > 0) else {
                break;
            };
            // Who is wanted cannot be foretold: their numbers are listed first, without a branch.
            let mut count = 0;
            for (record, wanted) in of_block.iter().enumerate() {
                if let Some(number) = numbers.get_mut(count) {
                    *number = record;
                }
                count += usize::from(*wanted);
            }
            // Checked once for all of them, so that an id is no more than a part of it.
            let text = utf8(keys.get(..end).unwrap_or_default());
            ids.extend(numbers.iter().take(count).filter_map(|record| text.get(block.id(*record)?)));
            keys = keys.get(end..).unwrap_or_default();
            wanted = wanted_after;
        }
        ids
    }
}

/// How many bytes of keys are looked at together. A record of three ids and what ends them has 1,539 at most.
const BLOCK: usize = 2048;

/// Where texts stand in a block of users: ids, e-mails, employees. A text ends where the next one begins but for one byte.
struct Block {
    /// By text: where the one after it begins; of none, at 0, the first.
    after: [u16; BLOCK + 1],
    /// By record: the number of its first text, which is the id; they count from 1.
    first: [u16; BLOCK + 1],
}

impl Block {
    /// How many records are there wholly, and where the last of them ends.
    fn read(&mut self, keys: &[u8]) -> (usize, usize) {
        let (chunks, rest) = keys.as_chunks::<64>();
        let mut last = [0xFF; 64];
        last.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
        let (mut texts, mut records, mut end) = (0, 0, 0);
        for (chunk, start) in chunks.iter().chain([&last]).zip((0..).step_by(64)) {
            let mut ends = text_ends(chunk);
            while ends != 0 {
                let at = ends.trailing_zeros() as usize;
                ends &= ends - 1;
                let after = start + at + 1;
                texts += 1;
                if let Some(place) = self.after.get_mut(texts) {
                    *place = after as u16;
                }
                // After the last text of a record comes the first of the next; after another, what was put there is put right.
                if let Some(place) = self.first.get_mut(records + 1) {
                    *place = texts as u16 + 1;
                }
                let is_last = chunk.get(at) == Some(&END);
                records += usize::from(is_last);
                end = if is_last { after } else { end };
            }
        }
        (records, end)
    }

    /// Where the id of a record stands.
    fn id(&self, record: usize) -> Option<Range<usize>> {
        let text = usize::from(*self.first.get(record)?);
        let (start, after) = (*self.after.get(text.wrapping_sub(1))?, *self.after.get(text)?);
        Some(usize::from(start)..usize::from(after).wrapping_sub(1))
    }
}

/// Which of the bytes are below 20 and so end a text: the lowest bit tells of the first.
fn text_ends(bytes: &[u8; 64]) -> u64 {
    // Bit 8 × b + w tells of byte b in word w.
    let mut ends = 0;
    for (number, word) in bytes.as_chunks::<8>().0.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // But for its high bit, a byte of 20 and more brings that about when 60 is added.
        let below = !(((word & !HIGH) + 0x60 * ONES) | word) & HIGH;
        ends |= below >> (7 - number);
    }
    // Rows and columns change places: pairs of bits, of two by two, of four by four.
    for (distance, bits) in [(7, 0x00AA_00AA_00AA_00AA), (14, 0x0000_CCCC_0000_CCCC), (28, 0x0000_0000_F0F0_F0F0)] {
        let change = (ends ^ ends >> distance) & bits;
        ends ^= change ^ change << distance;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_end_at_every_byte_below_20_and_at_no_other() {
        for byte in 0..=255 {
            for place in 0..64 {
                let mut bytes = [0x20; 64];
                bytes[place] = byte;
                bytes[(place * 7 + 3) % 64] = 0xFF;
                let expected = bytes.iter().rev().fold(0, |ends, byte| ends << 1 | u64::from(*byte < 0x20));
                assert_eq!(text_ends(&bytes), expected, "{byte:x} at {place}");
            }
        }
        assert_eq!(text_ends(&[0x0A; 64]), u64::MAX);
    }

    #[test]
    fn ids_are_found_between_other_texts() {
        let long = "x".repeat(512);
        let records = ["a\n", "ben\x02\u{e9}va\n", "cyd\x01\n", "d\x03E1\n", "eve\x01\x03E1\n"].map(str::to_owned);
        let records = [&records[..], &[format!("{long}\x02{long}\x03{long}\n")]].concat();
        let keys = records.concat();
        let mut block = Block { after: [0; BLOCK + 1], first: [1; BLOCK + 1] };
        // The last is cut off, byte by byte.
        for cut in (keys.len() - 1_539..=keys.len()).rev() {
            let (count, end) = block.read(&keys.as_bytes()[..cut]);
            assert_eq!(count, records.len() - usize::from(cut < keys.len()));
            assert_eq!(end, records[..count].concat().len());
            for number in 0..count {
                let id = records[number].split(|character| character < ' ').next().unwrap();
                let start = records[..number].concat().len();
                assert_eq!(block.id(number), Some(start..start + id.len()));
            }
        }
    }
}
