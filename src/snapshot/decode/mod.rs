//! Bytes → [`Snapshot`], or the first rule of FORMAT.md that they break. Nothing partial is ever given out.

mod catalogue;
mod labels;
mod levels;
mod members;

use super::body::{Body, Records};
use super::cursor::Cursor;
use super::envelope;
use super::error::{Fault, LoadError, Section};
use super::header::Header;
use super::id::is_id;
use super::index::{Hash, Index, Slot};
use super::tables::{OwnedHeader, Snapshot, Span, Tables};
use alloc::vec::Vec;
use core::cell::Cell;

impl Snapshot {
    /// Reads and checks everything. Costs one pass over the bytes for the checksum and one for the contents; allocates
    /// the look-up indices (8 bytes a slot, 1.5 to 3 slots a user) and small tables, nothing else.
    pub(crate) fn decode(bytes: Vec<u8>, seed: u64) -> Result<Self, LoadError> {
        let envelope = envelope::open(&bytes)?;
        let (header, body) = signed_part(&bytes)?;
        let repeated = (header.version, header.kind, header.key_id);
        if repeated != (envelope::FORMAT_VERSION, envelope.kind, envelope.key_id) {
            return Err(LoadError::Corrupt(Section::Header, Fault::Disagrees));
        }
        let owned = OwnedHeader::from(&header);
        let decoder = Decoder { bytes: &bytes, header: &header, hash: Hash::new(seed), at: Cell::new(Section::Body) };
        let tables = decoder.tables(&body).map_err(|fault| LoadError::Corrupt(decoder.at.get(), fault))?;
        Ok(Self { bytes, header: owned, tables })
    }
}

/// Header and body, and nothing after them.
pub(super) fn signed_part(bytes: &[u8]) -> Result<(Header<'_>, Body<'_>), LoadError> {
    let mut cursor = Cursor::new(bytes, envelope::SIZE);
    let header = Header::read(&mut cursor).map_err(|fault| LoadError::Corrupt(Section::Header, fault))?;
    let body = Body::read(&mut cursor);
    if cursor.failed() {
        return Err(LoadError::Corrupt(Section::Body, Fault::Malformed));
    }
    if cursor.position() != bytes.len() {
        return Err(LoadError::Corrupt(Section::Body, Fault::Trailing));
    }
    Ok((header, body))
}

/// What every step of decoding needs.
struct Decoder<'a> {
    bytes: &'a [u8],
    header: &'a Header<'a>,
    hash: Hash,
    /// The section being read: where a fault is.
    at: Cell<Section>,
}

impl<'a> Decoder<'a> {
    fn tables(&self, body: &Body<'a>) -> Result<Tables, Fault> {
        let mut tables = Tables::new(self.hash.clone());
        self.names(body, &mut tables)?;
        self.permissions(&body.permissions, &mut tables)?;
        self.roles(&body.roles, &mut tables)?;
        self.levels(&body.levels, &mut tables)?;
        self.values(&body.values, &mut tables)?;
        self.teams(&body.teams, &mut tables)?;
        self.mappings(&body.mappings, &mut tables)?;
        let profiles = self.profiles(body, &mut tables)?;
        self.users(&body.users, &mut tables, profiles)?;
        self.labels(body, &mut tables)?;
        Ok(tables)
    }

    /// Where a part of the bytes stands in them.
    fn span(&self, part: &[u8]) -> Span {
        let start = (part.as_ptr() as usize).wrapping_sub(self.bytes.as_ptr() as usize);
        Span { start: start as u32, end: start.wrapping_add(part.len()) as u32 }
    }

    /// Reads exactly the records that a table says it has. One copy of this code serves every table.
    fn walk(&self, section: Section, records: &Records<'a>, read: ReadRecord<'_, 'a>) -> Result<(), Fault> {
        self.at.set(section);
        let span = self.span(records.bytes);
        let upto = self.bytes.get(..span.end as usize).unwrap_or_default();
        let mut cursor = Cursor::new(upto, span.start as usize);
        for number in 0..records.count {
            let result = read(&mut cursor, number);
            if cursor.failed() {
                return Err(Fault::Malformed);
            }
            result?;
        }
        if cursor.position() == upto.len() { Ok(()) } else { Err(Fault::Trailing) }
    }

    /// Reads a table whose records begin with a key, sorted by it: checks the key, lets `rest` read what follows it and say which
    /// value goes into the index, and remembers where the records are.
    fn keyed(&self, table: &Keyed<'_, 'a>, rest: ReadKeyed<'_, 'a>) -> Result<Found, Fault> {
        self.at_most(table.section, table.records.count as usize, table.most)?;
        let room = capacity(table.records);
        let mut found = Found::default();
        if table.keep != Keep::Places {
            found.index = Index::with_capacity(room);
        }
        let mut last = "";
        self.walk(table.section, table.records, &mut |cursor, number| {
            let record = cursor.position() as u32;
            let key = cursor.str();
            if !(table.is_key)(key) {
                return Err(Fault::BadId);
            }
            if last.as_bytes() >= key.as_bytes() {
                return Err(Fault::Unsorted);
            }
            last = key;
            let value = rest(cursor, key, number)?;
            if table.keep != Keep::Index {
                found.places.push(record);
            }
            if table.keep != Keep::Places {
                found.index.insert(&self.hash, key.as_bytes(), Slot { record, value });
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn at_most(&self, section: Section, count: usize, most: usize) -> Result<(), Fault> {
        self.at.set(section);
        if count <= most { Ok(()) } else { Err(Fault::TooMany) }
    }
}

/// Reads one record, given its number.
type ReadRecord<'r, 'a> = &'r mut dyn FnMut(&mut Cursor<'a>, u32) -> Result<(), Fault>;

/// Reads what follows the key of a record, given the key and the record's number; gives the value for the index.
type ReadKeyed<'r, 'a> = &'r mut dyn FnMut(&mut Cursor<'a>, &'a str, u32) -> Result<u32, Fault>;

/// A table whose records begin with a key.
struct Keyed<'r, 'a> {
    section: Section,
    records: &'r Records<'a>,
    /// How many records the access model allows.
    most: usize,
    is_key: fn(&str) -> bool,
    keep: Keep,
}

/// What is remembered of a keyed table.
#[derive(Clone, Copy, PartialEq)]
enum Keep {
    /// Where each record begins, by number.
    Places,
    /// Where each record begins, by key.
    Index,
    Both,
}

/// Where the records of a keyed table are.
#[derive(Default)]
struct Found {
    places: Vec<u32>,
    index: Index,
}

/// How many records to make room for: one with a key takes at least 3 bytes, so that a count without the bytes for it reserves nothing.
fn capacity(records: &Records<'_>) -> usize {
    (records.count as usize).min(records.bytes.len() / 3)
}

fn read_id<'a>(cursor: &mut Cursor<'a>) -> Result<&'a str, Fault> {
    let text = cursor.str();
    if is_id(text) { Ok(text) } else { Err(Fault::BadId) }
}

fn below(number: u32, count: usize) -> Result<u32, Fault> {
    if (number as usize) < count { Ok(number) } else { Err(Fault::OutOfRange) }
}

fn start(cursor: &Cursor<'_>) -> u32 {
    cursor.position() as u32
}
