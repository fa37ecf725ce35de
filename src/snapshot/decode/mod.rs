//! Bytes → [`Snapshot`], or the first rule of FORMAT.md that they break. Nothing partial is ever given out.

mod catalogue;
mod header;
mod levels;
mod members;

use super::cursor::Cursor;
use super::envelope;
use super::error::{Fault, LoadError, Section};
use super::hash::Hash;
use super::index::{Entry, Index, bits};
use super::tables::{HeaderTable, Row, Snapshot, Span, Table, Tables};
use super::text::{MAX_BYTES, ascends};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// The byte that ends a key.
pub(super) const END: u8 = b'\n';

/// How many keys go into an index together.
const TOGETHER: usize = 64;

impl Snapshot {
    /// Reads and checks everything. Costs one pass over the bytes for the checksum and one for the contents; allocates
    /// the look-up indices (8 bytes a slot, 1.5 slots a user) and small tables, nothing else.
    pub(crate) fn decode(bytes: Vec<u8>, seed: u64) -> Result<Arc<Self>, LoadError> {
        let envelope = envelope::open(&bytes)?;
        // Made where it stays and filled there, so that nothing large is moved.
        let mut snapshot = Arc::new(Self {
            bytes,
            header: HeaderTable::default(),
            tables: Tables::default(),
            hash: Hash::seeded(seed),
        });
        if let Some(Self { bytes, header: table, tables, hash }) = Arc::get_mut(&mut snapshot) {
            let mut body = Cursor::new(bytes, envelope::SIZE);
            header::header(bytes, &mut body, &envelope, table)
                .map_err(|fault| LoadError::Corrupt(Section::Header, fault))?;
            let mut decoder = Decoder { bytes, hash, header: table, body, at: Section::Body };
            decoder.tables(tables).map_err(|fault| LoadError::Corrupt(decoder.at, fault))?;
        }
        Ok(snapshot)
    }
}

/// What every step of decoding needs.
struct Decoder<'a> {
    bytes: &'a [u8],
    hash: &'a Hash,
    header: &'a HeaderTable,
    /// Where it has come to.
    body: Cursor<'a>,
    /// The section being read: where a fault is.
    at: Section,
}

/// How a table whose records begin with a key is read.
struct Shape {
    section: Section,
    /// How many records the access model allows.
    most: u32,
    /// Whether a key is two ids, with one byte 00 between them.
    pair: bool,
    /// Whether records are sought by key.
    indexed: bool,
}

/// Reads what follows the key of a record, given the key and the record's number; gives the value for the index.
type ReadRest<'r, 'a> = &'r mut dyn FnMut(&mut Cursor<'a>, Span, u32) -> Result<u32, Fault>;

impl<'a> Decoder<'a> {
    /// Table by table, each checked as soon as it is met: a table refers to those before it only.
    fn tables(&mut self, tables: &mut Tables) -> Result<(), Fault> {
        self.names(tables)?;
        self.permissions(tables)?;
        self.roles(tables)?;
        self.levels(tables)?;
        self.teams(tables)?;
        self.mappings(tables)?;
        self.users(tables)?;
        self.values(tables)?;
        self.labels(tables)?;
        self.at = Section::Body;
        if self.body.position() == self.bytes.len() { Ok(()) } else { Err(Fault::Trailing) }
    }

    fn begin(&mut self, section: Section, tables: &mut Tables) {
        self.at = section;
        if let Some(start) = tables.starts.get_mut(section as usize) {
            *start = self.body.position() as u32;
        }
    }

    /// Reads a table whose records begin with a key, sorted by it: checks the key, lets `rest` read what follows it, and
    /// remembers where the records are. One copy of this code serves every table.
    fn keyed(&mut self, shape: &Shape, rest: ReadRest<'_, 'a>) -> Result<Table, Fault> {
        let Shape { section, most, pair, indexed } = *shape;
        self.at = section;
        let body = &mut self.body;
        let count = body.varint();
        if count > most {
            return Err(Fault::TooMany);
        }
        // A key takes two bytes at least: a count without the bytes for it reserves nothing.
        if count as usize > (self.bytes.len() - body.position().min(self.bytes.len())) / 2 {
            return Err(Fault::Malformed);
        }
        let users = section == Section::Users;
        let mut table = Table { count, start: body.position() as u32, rows: Vec::new(), index: Index::NONE };
        if indexed {
            table.index = Index::with_capacity(count as usize);
        }
        let mut last: &[u8] = &[];
        let mut entries = Vec::new();
        for number in 0..count {
            let (start, mut length) = id(body)?;
            if pair {
                if body.u8() != 0 {
                    return Err(Fault::BadId);
                }
                length += 1 + id(body)?.1;
            }
            let key = body.at(start, length).unwrap_or_default();
            // Before the first there is the empty one.
            if !ascends(last, key) {
                return Err(Fault::Unsorted);
            }
            last = key;
            // What can follow the id of a user is told by the byte that ends it.
            if !users && body.u8() != END {
                return Err(Fault::BadId);
            }
            let at = body.position() as u32;
            let value = rest(body, Span { start: start as u32, end: (start + length) as u32 }, number)?;
            if body.failed() {
                return Err(Fault::Malformed);
            }
            if indexed {
                entries.push(Entry { hashed: self.hash.of(key), key: start as u32, value });
                if entries.len() == TOGETHER || number + 1 == count {
                    table.index.insert(bits(self.bytes), &entries);
                    entries.clear();
                }
            }
            if !users {
                table.rows.push(Row { key: start as u32, at });
            }
        }
        if body.failed() { Err(Fault::Malformed) } else { Ok(table) }
    }
}

/// An id that ends at a byte below 20, where the cursor then stands.
fn id(cursor: &mut Cursor<'_>) -> Result<(usize, usize), Fault> {
    let (start, length) = cursor.text();
    if length == 0 || length > MAX_BYTES { Err(Fault::BadId) } else { Ok((start, length)) }
}

fn below(number: u32, count: u32) -> Result<u32, Fault> {
    if number < count { Ok(number) } else { Err(Fault::OutOfRange) }
}

/// A list of so many numbers, strictly ascending, below `count`.
fn numbers(cursor: &mut Cursor<'_>, length: u32, count: u32) -> Result<(), Fault> {
    let mut least = 0;
    for _ in 0..length {
        let number = below(cursor.varint(), count)?;
        if number < least {
            return Err(Fault::Unsorted);
        }
        least = number + 1;
    }
    Ok(())
}
