//! A writer of snapshots straight from FORMAT.md, which lets every rule of it be broken.

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
    pub shared_profiles: Vec<Vec<u8>>,
    pub single_profiles: Vec<Vec<u8>>,
    /// Which profile each user has.
    pub user_profiles: Vec<u8>,
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
            dimensions: vec![key("owner"), key("status")],
            rights: vec![key("add"), key("list")],
            permission_groups: vec![key("taxes")],
            permissions,
            roles: vec![
                role("admin", 0b111, &bits(&[38])),
                role("operator", 0b110, &[0b1, 0, 0, 0, 0b1]),
                role("visitor", 0b100, &bits(&[])),
            ],
            levels: vec![level("ACME\0plant-a", 0b11), level("ACME\0plant-b", 0b01)],
            values: vec![
                vec![value("A", &[0]), value("B", &[0, 1])],
                vec![],
                vec![value("x", &[1])],
                vec![],
                vec![value("*", &[0])],
                vec![value("$user", &[0])],
                vec![value("E1", &[0])],
            ],
            teams: vec![team("line-1", &[(1, None)]), team("line-2", &[])],
            mappings: vec![mapping("entra\0G", &[(0, Some(1))], &[]), mapping("okta\0G", &[], &[0, 1])],
            shared_profiles: vec![profile(&[(1, None), (1, Some(0))], &[], &[])],
            single_profiles: vec![profile(&[], &[0, 1], &[0, 1]), inactive(profile(&[(1, None)], &[], &[]))],
            user_profiles: vec![1, 0, 0],
            users: vec![user("ada", ""), user("ben", "\u{2}ben@acme.example"), user("cyd", "\u{1}\u{3}E1")],
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
        let tables =
            [&self.dimensions, &self.rights, &self.permission_groups, &self.permissions, &self.roles, &self.levels];
        for records in tables.into_iter().chain([&self.teams, &self.mappings, &self.shared_profiles]) {
            signed.extend(table(records));
        }
        signed.extend(bytes(&self.single_profiles.concat()));
        signed.extend(bytes(&self.user_profiles));
        for records in [&self.users].into_iter().chain(&self.values) {
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

/// Makes the checksum right again: of every byte from offset 28 to the end, at offset 20.
pub fn seal(bytes: &mut [u8]) {
    if let Some((envelope, sealed)) = bytes.split_at_mut_checked(28) {
        envelope[20..].copy_from_slice(&checksum(sealed).to_le_bytes());
    }
}

fn checksum(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(0x243F_6A88_85A3_08D3 ^ bytes.len() as u64, |hash, chunk| {
        let word = chunk.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        let mixed: u64 = hash ^ word;
        let high = (mixed >> 32).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        (mixed & 0xFFFF_FFFF).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ high.rotate_left(32)
    })
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

fn table(records: &[Vec<u8>]) -> Vec<u8> {
    [varint(records.len() as u64), records.concat()].concat()
}

fn numbers(numbers: &[u64]) -> Vec<u8> {
    numbers.iter().flat_map(|number| varint(*number)).collect()
}

/// One id or two, and the byte that ends them.
pub fn key(text: &str) -> Vec<u8> {
    [text.as_bytes(), b"\n"].concat()
}

pub fn permission(id: &str, group: u64, flags: u8, rights: &[u64]) -> Vec<u8> {
    [key(id), varint(group), vec![flags], varint(rights.len() as u64), numbers(rights)].concat()
}

pub fn role(id: &str, flags: u8, row: &[u8]) -> Vec<u8> {
    [key(id), vec![flags], bytes(row)].concat()
}

/// A row that is a list.
pub fn bits(bits: &[u32]) -> Vec<u8> {
    bits.iter().flat_map(|bit| bit.to_le_bytes()).collect()
}

pub fn level(keys: &str, flags: u8) -> Vec<u8> {
    [key(keys), vec![flags]].concat()
}

pub fn value(value: &str, levels: &[u16]) -> Vec<u8> {
    [key(value), bytes(&levels.iter().flat_map(|level| level.to_le_bytes()).collect::<Vec<u8>>())].concat()
}

type Held = (u64, Option<u64>);

pub fn team(id: &str, held: &[Held]) -> Vec<u8> {
    [key(id), profile(held, &[], &[])].concat()
}

pub fn mapping(keys: &str, held: &[Held], teams: &[u64]) -> Vec<u8> {
    [key(keys), profile(held, teams, &[])].concat()
}

pub fn profile(held: &[Held], teams: &[u64], levels: &[u64]) -> Vec<u8> {
    let held_by_head = (held.len() as u64).min(3);
    let mut profile = varint((teams.len() as u64) << 4 | held_by_head << 2 | u64::from(!levels.is_empty()) << 1);
    if held.len() >= 3 {
        profile.extend(varint(held.len() as u64 - 3));
    }
    for (role, level) in held {
        profile.extend(varint(role * 2 + u64::from(level.is_some())));
        profile.extend(level.iter().flat_map(|level| varint(*level)));
    }
    profile.extend(numbers(teams));
    if !levels.is_empty() {
        profile.extend(varint(levels.len() as u64));
        profile.extend(numbers(levels));
    }
    profile
}

/// The profile of an inactive user: the first bit says so.
pub fn inactive(mut profile: Vec<u8>) -> Vec<u8> {
    profile[0] |= 1;
    profile
}

/// `rest`: U+0001 for an e-mail that is the id, or U+0002 and an e-mail; then U+0003 and an employee.
pub fn user(id: &str, rest: &str) -> Vec<u8> {
    key(&[id, rest].concat())
}
