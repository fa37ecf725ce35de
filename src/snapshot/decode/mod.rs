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
use super::tables::{HeaderTable, Snapshot, Span, Tables};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cell::Cell;

impl Snapshot {
    /// Reads and checks everything. Costs one pass over the bytes for the checksum and one for the contents; allocates
    /// the look-up indices (8 bytes a slot, 1.5 to 3 slots a user) and small tables, nothing else.
    pub(crate) fn decode(bytes: Vec<u8>, seed: u64) -> Result<Arc<Self>, LoadError> {
        let envelope = envelope::open(&bytes)?;
        // Made where it stays and filled there, so that nothing large is moved.
        let mut snapshot =
            Arc::new(Self { bytes, header: HeaderTable::default(), tables: Tables::new(Hash::new(seed)) });
        if let Some(Self { bytes, header: table, tables }) = Arc::get_mut(&mut snapshot) {
            let (header, body) = header(bytes)?;
            let repeated = (header.version, header.kind, header.key_id);
            if repeated != (envelope::FORMAT_VERSION, envelope.kind, envelope.key_id) {
                return Err(LoadError::Corrupt(Section::Header, Fault::Disagrees));
            }
            table.fill(&header, |text| span(bytes, text.as_bytes()));
            let decoder = Decoder { bytes, header: &header, at: Cell::new(Section::Body) };
            decoder.tables(body, tables).map_err(|fault| LoadError::Corrupt(decoder.at.get(), fault))?;
        }
        Ok(snapshot)
    }
}

fn header(bytes: &[u8]) -> Result<(Header<'_>, Cursor<'_>), LoadError> {
    let mut cursor = Cursor::new(bytes, envelope::SIZE);
    let header = Header::read(&mut cursor).map_err(|fault| LoadError::Corrupt(Section::Header, fault))?;
    Ok((header, cursor))
}

/// The body as a whole, not yet checked.
pub(super) fn body(bytes: &[u8]) -> Option<Body<'_>> {
    let (_, mut cursor) = header(bytes).ok()?;
    let body = Body::read(&mut cursor);
    (!cursor.failed()).then_some(body)
}

/// What every step of decoding needs.
struct Decoder<'a> {
    bytes: &'a [u8],
    header: &'a Header<'a>,
    /// The section being read: where a fault is.
    at: Cell<Section>,
}

/// Where a part of the bytes stands in them.
fn span(bytes: &[u8], part: &[u8]) -> Span {
    let start = (part.as_ptr() as usize).wrapping_sub(bytes.as_ptr() as usize);
    Span { start: start as u32, end: start.wrapping_add(part.len()) as u32 }
}

impl<'a> Decoder<'a> {
    /// Table by table, each checked as soon as it is met: a table refers to those before it only.
    fn tables(&self, body: Cursor<'a>, tables: &mut Tables) -> Result<(), Fault> {
        let mut body = body;
        self.names(&mut body, tables)?;
        self.permissions(self.records(&mut body)?, tables)?;
        self.roles(self.records(&mut body)?, tables)?;
        self.levels(self.records(&mut body)?, tables)?;
        self.values(&mut body, tables)?;
        self.teams(self.records(&mut body)?, tables)?;
        self.mappings(self.records(&mut body)?, tables)?;
        let singles = self.profiles(&mut body, tables)?;
        self.users(self.records(&mut body)?, tables, singles)?;
        self.labels(&mut body, tables)?;
        self.at.set(Section::Body);
        if body.position() == self.bytes.len() { Ok(()) } else { Err(Fault::Trailing) }
    }

    /// The next table of the body.
    fn records(&self, body: &mut Cursor<'a>) -> Result<Records<'a>, Fault> {
        self.at.set(Section::Body);
        let records = Records::read(body);
        if body.failed() { Err(Fault::Malformed) } else { Ok(records) }
    }

    fn span(&self, part: &[u8]) -> Span {
        span(self.bytes, part)
    }

    /// Reads exactly the records that a table says it has. One copy of this code serves every table.
    fn walk(&self, section: Section, records: Records<'a>, read: ReadRecord<'_, 'a>) -> Result<(), Fault> {
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
    fn keyed(&self, table: Keyed<'_, 'a>, rest: ReadKeyed<'_, 'a>) -> Result<(), Fault> {
        let Keyed { section, records, most, is_key, mut places, mut index } = table;
        self.at_most(section, records.count as usize, most)?;
        if let Some((index, _)) = &mut index {
            **index = Index::with_capacity(capacity(&records));
        }
        let mut last = "";
        self.walk(section, records, &mut |cursor, number| {
            let record = start(cursor);
            let key = cursor.str();
            if !is_key(key) {
                return Err(Fault::BadId);
            }
            if last.as_bytes() >= key.as_bytes() {
                return Err(Fault::Unsorted);
            }
            last = key;
            let value = rest(cursor, key, number)?;
            if let Some(places) = &mut places {
                places.push(record);
            }
            if let Some((index, hash)) = &mut index {
                index.insert(hash, key.as_bytes(), Slot { record, value });
            }
            Ok(())
        })
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
    records: Records<'a>,
    /// How many records the access model allows.
    most: usize,
    is_key: fn(&str) -> bool,
    /// Takes where each record begins, by number.
    places: Option<&'r mut Vec<u32>>,
    /// Takes where each record begins, by key.
    index: Option<(&'r mut Index, &'r Hash)>,
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
