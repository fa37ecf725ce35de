//! A writer of snapshots straight from FORMAT.md, which lets every rule of it be broken.

use twox_hash::XxHash64;

/// What a snapshot holds, piece by piece, each piece as its bytes. A draft that is not changed is sound.
#[derive(Clone)]
pub struct Draft {
    pub magic: [u8; 8],
    pub version: u16,
    pub kind: u8,
    pub reserved: u8,
    pub key_id: [u8; 8],
    pub signature: [u8; 64],
    /// Version, kind and key id once more.
    pub repeated: Vec<u8>,
    pub organization: Vec<u8>,
    /// Sequence, created, expires, next change.
    pub times: Vec<u8>,
    /// Scoping, unknown users.
    pub switches: Vec<u8>,
    pub answers_for: Vec<u8>,
    pub dimensions: Vec<Vec<u8>>,
    pub rights: Vec<Vec<u8>>,
    pub permission_groups: Vec<Vec<u8>>,
    pub permissions: Vec<Vec<u8>>,
    pub roles: Vec<Vec<u8>>,
    pub levels: Vec<Vec<u8>>,
    pub values: Vec<Vec<Vec<u8>>>,
    pub teams: Vec<Vec<u8>>,
    pub mappings: Vec<Vec<u8>>,
    pub shared_profiles: u32,
    pub profiles: Vec<Vec<u8>>,
    pub users: Vec<Vec<u8>>,
    pub labels: Vec<u8>,
    /// What follows, where nothing may.
    pub rest: Vec<u8>,
}

impl Default for Draft {
    /// 38 grants and one permission group, so that a role's row has 39 bits: 5 bytes, or a list of one.
    fn default() -> Self {
        let mut permissions = vec![permission("createRun", 0, 0, &[]), permission("tax", 1, 0b11, &[1, 0])];
        permissions.extend((0..35).map(|number| permission(&format!("z{number:02}"), 0, 0, &[])));
        Self {
            magic: *b"\x89RPK\r\n\x1a\n",
            version: 1,
            kind: 0,
            reserved: 0,
            key_id: [0; 8],
            signature: [0; 64],
            repeated: vec![1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            organization: text("acme"),
            times: vec![0, 0, 0, 0],
            switches: vec![1, 0],
            answers_for: vec![0],
            dimensions: vec![text("owner"), text("status")],
            rights: vec![text("add"), text("list")],
            permission_groups: vec![text("taxes")],
            permissions,
            roles: vec![
                role("admin", 0b111, &bits(&[38])),
                role("operator", 0b110, &[0b1, 0, 0, 0, 0b1]),
                role("visitor", 0b100, &bits(&[])),
            ],
            levels: vec![
                level("ACME\0plant-a", 0b11, 0b1_0000, 0b10_0000, "E1"),
                level("ACME\0plant-b", 0b01, 0, 0, ""),
            ],
            values: vec![
                vec![value("A", &[0]), value("B", &[0, 1])],
                vec![],
                vec![value("x", &[1])],
                vec![],
                vec![],
                vec![],
            ],
            teams: vec![team("line-1", &[(1, None)]), team("line-2", &[])],
            mappings: vec![mapping("entra\0G", &[(0, Some(1))], &[]), mapping("okta\0G", &[], &[0, 1])],
            shared_profiles: 1,
            profiles: vec![profile(&[(1, None), (1, Some(0))], &[], &[]), profile(&[], &[0, 1], &[0, 1])],
            users: vec![
                user("ada", 0, &[], 1),
                user("ben", 0b100, &["ben@acme.example"], 0),
                user("cyd", 0b1001, &["E1"], 1),
            ],
            labels: vec![0],
            rest: Vec::new(),
        }
    }
}

impl Draft {
    /// The snapshot's bytes, sealed.
    pub fn bytes(&self) -> Vec<u8> {
        let mut signed = [&self.repeated, &self.organization, &self.times, &self.switches, &self.answers_for]
            .map(Vec::as_slice)
            .concat();
        for names in [&self.dimensions, &self.rights, &self.permission_groups] {
            signed.extend(varint(names.len() as u64));
            signed.extend(names.concat());
        }
        for records in [&self.permissions, &self.roles, &self.levels] {
            signed.extend(table(records));
        }
        signed.extend(varint(self.values.len() as u64));
        signed.extend(self.values.iter().flat_map(|records| table(records)));
        for records in [&self.teams, &self.mappings] {
            signed.extend(table(records));
        }
        signed.extend(varint(self.shared_profiles.into()));
        for records in [&self.profiles, &self.users] {
            signed.extend(table(records));
        }
        signed.extend(&self.labels);
        signed.extend(&self.rest);
        let mut bytes = [
            &self.magic[..],
            &self.version.to_le_bytes(),
            &[self.kind, self.reserved],
            &self.key_id,
            &[0; 8],
            &self.signature,
            &signed,
        ]
        .concat();
        seal(&mut bytes);
        bytes
    }
}

/// Makes the checksum right again: XXH64, seed 0, of every byte from offset 28 to the end, at offset 20.
pub fn seal(bytes: &mut [u8]) {
    if let Some((envelope, sealed)) = bytes.split_at_mut_checked(28) {
        envelope[20..].copy_from_slice(&XxHash64::oneshot(0, sealed).to_le_bytes());
    }
}

pub fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

pub fn bytes(bytes: &[u8]) -> Vec<u8> {
    [varint(bytes.len() as u64), bytes.to_vec()].concat()
}

pub fn text(text: &str) -> Vec<u8> {
    bytes(text.as_bytes())
}

pub fn table(records: &[Vec<u8>]) -> Vec<u8> {
    [varint(records.len() as u64), bytes(&records.concat())].concat()
}

fn numbers(numbers: &[u64]) -> Vec<u8> {
    let list = numbers.iter().flat_map(|number| varint(*number));
    varint(numbers.len() as u64).into_iter().chain(list).collect()
}

pub fn permission(key: &str, group: u64, flags: u8, rights: &[u64]) -> Vec<u8> {
    [text(key), varint(group), vec![flags], numbers(rights)].concat()
}

pub fn role(id: &str, flags: u8, row: &[u8]) -> Vec<u8> {
    [text(id), vec![flags], bytes(row)].concat()
}

/// A row that is a list.
pub fn bits(bits: &[u32]) -> Vec<u8> {
    bits.iter().flat_map(|bit| bit.to_le_bytes()).collect()
}

pub fn level(keys: &str, flags: u8, every: u64, own: u64, employee: &str) -> Vec<u8> {
    [text(keys), vec![flags], varint(every), varint(own), text(employee)].concat()
}

pub fn value(value: &str, levels: &[u16]) -> Vec<u8> {
    [text(value), bytes(&levels.iter().flat_map(|level| level.to_le_bytes()).collect::<Vec<u8>>())].concat()
}

type Held = (u64, Option<u64>);

pub fn assignments(held: &[Held]) -> Vec<u8> {
    let each = held.iter().flat_map(|(role, level)| match level {
        None => varint(role * 2),
        Some(level) => [varint(role * 2 + 1), varint(*level)].concat(),
    });
    varint(held.len() as u64).into_iter().chain(each).collect()
}

pub fn team(id: &str, held: &[Held]) -> Vec<u8> {
    [text(id), assignments(held)].concat()
}

pub fn mapping(keys: &str, held: &[Held], teams: &[u64]) -> Vec<u8> {
    [text(keys), assignments(held), numbers(teams)].concat()
}

pub fn profile(held: &[Held], teams: &[u64], levels: &[u64]) -> Vec<u8> {
    [assignments(held), numbers(teams), numbers(levels)].concat()
}

/// `texts`: the e-mail and the employee, where the flags say that they follow.
pub fn user(id: &str, flags: u8, texts: &[&str], profile: u64) -> Vec<u8> {
    [text(id), vec![flags], texts.iter().flat_map(|one| text(one)).collect(), varint(profile)].concat()
}
