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
use super::tables::{HeaderTable, Keyed, Row, Snapshot, Span, Table, Tables};
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
            let mut decoder = Decoder {
                bytes,
                hash,
                header: table,
                tables,
                body,
                at: Section::Body,
                fault: Fault::Malformed,
                seen: Vec::new(),
                employees: false,
                company: Span::default(),
                numbers: 0,
                singles: 0,
            };
            decoder.tables();
            if decoder.body.failed() {
                return Err(LoadError::Corrupt(decoder.at, decoder.fault));
            }
        }
        Ok(snapshot)
    }
}

/// What every step of decoding needs. A step that finds a rule broken lets the cursor fail, and whatever is read afterwards is nothing:
/// steps give no results, and whether all was well is asked once a record.
struct Decoder<'a> {
    bytes: &'a [u8],
    hash: &'a Hash,
    header: &'a HeaderTable,
    tables: &'a mut Tables,
    /// Where it has come to.
    body: Cursor<'a>,
    /// The section being read: where a fault is.
    at: Section,
    /// The rule that was found broken, if the cursor has failed. Of bytes that could not be read at all it stays what it was first.
    fault: Fault,
    /// By number of a right, or a level: by whom it was named last.
    seen: Vec<u32>,
    /// Whether the values being read are employees.
    employees: bool,
    /// The last default level: its company comes first.
    company: Span,
    /// Where the next number of a user's profile stands, and the next profile that is not shared.
    numbers: usize,
    singles: usize,
}

impl<'a> Decoder<'a> {
    /// Table by table, each checked as soon as it is met: a table refers to those before it only.
    fn tables(&mut self) {
        self.keyed(Section::Dimensions);
        self.keyed(Section::Rights);
        self.keyed(Section::PermissionGroups);
        self.seen = alloc::vec![u32::MAX; self.count(Keyed::Rights) as usize];
        self.keyed(Section::Permissions);
        self.tables.stride = self.tables.bits().div_ceil(8) as usize;
        self.keyed(Section::Roles);
        self.keyed(Section::Levels);
        self.keyed(Section::Teams);
        self.keyed(Section::Mappings);
        self.profiles();
        self.keyed(Section::Users);
        self.require(self.profiles_are_taken(), Fault::Trailing);
        self.values();
        self.labels();
        if !self.body.failed() {
            self.at = Section::Body;
        }
        self.require(self.body.position() == self.bytes.len(), Fault::Trailing);
    }

    #[inline(always)]
    fn require(&mut self, holds: bool, fault: Fault) {
        if !holds {
            self.refuse(fault);
        }
    }

    /// Nothing further is read; the first rule that was found broken is told.
    #[inline(never)]
    fn refuse(&mut self, fault: Fault) {
        if !self.body.failed() {
            self.fault = fault;
            self.body.fail::<()>();
        }
    }

    fn count(&self, keyed: Keyed) -> u32 {
        self.tables.of(keyed).count
    }

    fn begin(&mut self, section: Section) {
        if self.body.failed() {
            return;
        }
        self.at = section;
        if let Some(start) = self.tables.starts.get_mut(section as usize)
            && *start == 0
        {
            *start = self.body.position() as u32;
        }
    }

    /// Reads a table whose records begin with a key, sorted by it: checks the key, lets what follows it be read, and remembers where the
    /// records are. One copy of this code serves every table.
    fn keyed(&mut self, section: Section) {
        self.begin(section);
        let count = self.body.varint();
        self.require(count <= most(section), Fault::TooMany);
        // A key takes two bytes at least: a count without the bytes for it reserves nothing.
        let left = self.bytes.len().saturating_sub(self.body.position());
        self.require(count as usize <= left / 2, Fault::Malformed);
        if self.body.failed() {
            return;
        }
        let users = section == Section::Users;
        // What is never sought by key needs no index.
        let indexed = !matches!(
            section,
            Section::Rights | Section::PermissionGroups | Section::Roles | Section::Levels | Section::Teams
        );
        let mut table = Table { count, start: self.body.position() as u32, rows: Vec::new(), index: Index::NONE };
        if indexed {
            table.index = Index::with_capacity(count as usize);
        }
        let mut last: &[u8] = &[];
        let mut entries = Vec::new();
        for number in 0..count {
            let mut key = self.id();
            if matches!(section, Section::Levels | Section::Mappings) {
                let between = self.body.u8();
                self.require(between == 0, Fault::BadId);
                key.end = self.id().end;
            }
            let bytes = self.bytes.get(key.range()).unwrap_or_default();
            // Before the first there is the empty one.
            self.require(ascends(last, bytes), Fault::Unsorted);
            last = bytes;
            // What can follow the id of a user is told by the byte that ends it.
            if !users {
                let end = self.body.u8();
                self.require(end == END, Fault::BadId);
                table.rows.push(Row { key: key.start, at: self.body.position() as u32 });
            }
            let mut value = number;
            match section {
                Section::Dimensions => self.dimension(bytes),
                Section::Permissions => self.permission(number),
                Section::Roles => self.role(key),
                Section::Levels => self.level(key, number),
                Section::Teams | Section::Mappings => self.holding(section),
                Section::Users => value = self.user(bytes),
                Section::Values => self.value(),
                _ => {}
            }
            if self.body.failed() {
                return;
            }
            if indexed {
                entries.push(Entry { hashed: self.hash.of_key(bytes), key: key.start, value });
                if entries.len() == TOGETHER || number + 1 == count {
                    let spread = table.index.insert(bits(self.bytes), &entries);
                    self.require(spread, Fault::TooMany);
                    entries.clear();
                }
            }
        }
        self.tables.keyed.push(table);
    }

    /// An id that ends at a byte below 20, where the cursor then stands.
    fn id(&mut self) -> Span {
        let (start, length) = self.body.text();
        self.require(length != 0 && length <= MAX_BYTES, Fault::BadId);
        Span { start: start as u32, end: (start + length) as u32 }
    }

    /// A number below `count`.
    fn below(&mut self, count: u32) -> u32 {
        let number = self.body.varint();
        self.require(number < count, Fault::OutOfRange);
        number
    }

    /// So many numbers, strictly ascending, below `count`.
    fn numbers(&mut self, length: u32, count: u32) {
        let mut least = 0;
        for _ in 0..length {
            let number = self.below(count);
            self.require(number >= least, Fault::Unsorted);
            if self.body.failed() {
                return;
            }
            least = number + 1;
        }
    }
}

/// How many records of a table the access model allows.
fn most(section: Section) -> u32 {
    match section {
        Section::Dimensions => 32,
        Section::Roles | Section::Levels => 65_535,
        Section::Teams | Section::Mappings => 1_000_000,
        Section::Users => 16_000_000,
        _ => u32::MAX,
    }
}
