//! Sound inputs, from which the fuzzer begins: made when it starts, so that they are of the present format.

use std::sync::LazyLock;

use rolepack::access::SliceOptions;
use rolepack::pack::{Labels, Options};
use rolepack::{Access, LoadOptions, Model, Request, pack};

/// Where a snapshot's signed part begins.
const ENVELOPE: usize = 92;

/// A small organisation with every feature in it.
pub const ORGANIZATION: &str = r#"{
  "organization": {"id": "acme", "name": "Acme"},
  "dimensions": ["owner"],
  "permissions": [
    {"key": "readRun", "permissionGroup": "runs", "kind": "read", "title": "Read runs"},
    {"key": "updateRun", "permissionGroup": "runs", "action": "update"},
    {"key": "journal", "permissionGroup": "ledger", "rights": ["add", "list"]}
  ],
  "roles": [
    {"id": "operator", "permissions": ["readRun", "updateRun"]},
    {"id": "reader", "name": "Reader", "permissionGroups": ["runs"], "applyTo": "slideIn"},
    {"id": "bookkeeper", "permissions": [{"permission": "journal", "rights": ["add"]}]},
    {"id": "owner", "system": true, "permissionGroups": ["runs", "ledger"]}
  ],
  "teams": [{"id": "line-1", "roles": ["operator"]}],
  "users": [
    {"id": "ada", "email": "ada@acme.example", "roles": ["owner"]},
    {"id": "ben", "roles": [{"role": "bookkeeper", "within": {"company": "acme", "key": "A"}}], "teams": ["line-1"]},
    {"id": "cyd", "active": false, "roles": ["reader"]},
    {"id": "dee", "roles": ["reader"], "accessLevels": [{"company": "acme", "key": "own"}]}
  ],
  "groupMappings": [{"provider": "okta", "group": "Line 1", "teams": ["line-1"], "roles": ["bookkeeper"]}],
  "accessLevels": [
    {"company": "acme", "key": "A", "description": "Plant A", "isDefault": true, "locations": ["A", "B"], "tools": ["*"]},
    {"company": "acme", "key": "own", "description": "One's own", "covers": {"owner": ["$user"]}}
  ]
}"#;

/// Inputs of the target `load`: a byte for the kind, and the signed part of a snapshot of that kind.
pub static SNAPSHOTS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let source = rolepack::source::parse("acme.json", ORGANIZATION).unwrap_or_else(|problems| panic!("{problems}"));
    let model = Model::try_from(source).unwrap_or_else(|problems| panic!("{problems}"));
    let whole = pack(&model, &Options { sequence: 7, ..Options::default() }).unwrap();
    let bare =
        pack(&model, &Options { labels: Labels::LeaveOut, created: Some(1), expires: Some(9), ..Options::default() });
    let access = Access::load(whole.clone(), &LoadOptions::default()).unwrap();
    let explain = SliceOptions { explain: true, labels: true };
    let dee = Request::new("dee", "readRun").identity_group("okta", "Line 1");
    let snapshots = [
        whole,
        bare.unwrap(),
        access.shard("b", "d").unwrap(),
        access.slice(&dee, explain).unwrap(),
        access.slice(&dee, SliceOptions::default()).unwrap(),
    ];
    let kind_and_signed_part = |snapshot: &Vec<u8>| [&snapshot[10..11], &snapshot[ENVELOPE..]].concat();
    snapshots.iter().map(kind_and_signed_part).collect()
});

/// Inputs of the target `source`: a byte for the sort of file, and its text.
pub static TEXTS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let texts: [(u8, &str); 8] = [
        (0, ORGANIZATION),
        (0, include_str!("../../examples/acme-rockets/teams.json")),
        (1, include_str!("../../examples/acme-rockets/access-levels.yaml")),
        (1, include_str!("../../examples/acme-rockets/roles.yaml")),
        (1, include_str!("../../examples/acme-rockets/permissions.yaml")),
        (1, "organization: {id: &a acme}\nusers:\n- id: *a\n  name: |\n    two\n    lines\n"),
        (2, "id,name,roles\nada,\"Ada \"\"A\"\" L.\",operator\n"),
        (3, "{\"id\": \"ada\", \"roles\": [\"operator\"]}\n{\"id\": \"ben\"}\n"),
    ];
    texts.iter().map(|(sort, text)| [&[*sort], text.as_bytes()].concat()).collect()
});

/// An unsigned snapshot with that signed part, its checksum right.
pub fn seal(kind: u8, signed_part: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89RPK\r\n\x1a\n\x01\0".to_vec();
    bytes.extend([kind, 0]);
    bytes.resize(ENVELOPE, 0);
    bytes.extend(signed_part);
    let checksum = checksum(&bytes[28..]).to_le_bytes();
    bytes[20..28].copy_from_slice(&checksum);
    bytes
}

/// The checksum of FORMAT.md.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(0x243F_6A88_85A3_08D3 ^ bytes.len() as u64, |hash, chunk| {
        let word = chunk.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        let mixed: u64 = hash ^ word;
        let high = (mixed >> 32).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        (mixed & 0xFFFF_FFFF).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ high.rotate_left(32)
    })
}

/// A step of the fuzzer's search: now and then a sound input, else libFuzzer's own change. Returns the new size.
pub fn mutate(seeds: &[Vec<u8>], data: &mut [u8], size: usize, max_size: usize, chance: u32) -> usize {
    let chosen = &seeds[chance as usize % seeds.len()];
    if (size < 2 || chance % 4096 == 0) && chosen.len() <= max_size {
        data[..chosen.len()].copy_from_slice(chosen);
        return chosen.len();
    }
    libfuzzer_sys::fuzzer_mutate(data, size, max_size)
}
