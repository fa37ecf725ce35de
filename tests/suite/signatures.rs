//! Signed snapshots: what a signature keeps out.

use rolepack::access::SliceOptions;
use rolepack::pack::{Options, PackError};
use rolepack::signature::{KeyError, KeyId, PublicKey, SignatureError, SigningKey};
use rolepack::{Access, LiveAccess, LoadError, LoadOptions, Model, Request, SwapError, pack, pack_signed, source};

/// The private key of the first test vector of RFC 8032.
pub const PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
const PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const EXPIRES: i64 = 1_800_000_000_000;
const EXPECTED: LoadOptions<'_> =
    LoadOptions { seed: 7, now: Some(EXPIRES - 1), organization: Some("acme"), min_sequence: Some(42), slice: false };

fn model(organization: &str) -> Model {
    let text = format!(
        "organization: {{ id: {organization} }}\npermissions: [{{ key: createRun }}]\nroles: [{{ id: operator, permissions: [createRun] }}]\nusers: [{{ id: ada, roles: [operator] }}, {{ id: ben }}]"
    );
    Model::try_from(source::parse("acme.yaml", &text).unwrap()).unwrap()
}

fn options() -> Options {
    Options { sequence: 42, expires: Some(EXPIRES), ..Options::default() }
}

fn private() -> SigningKey {
    SigningKey::from_pem(PRIVATE).unwrap()
}

fn public() -> PublicKey {
    PublicKey::parse(PUBLIC).unwrap()
}

fn signed() -> Vec<u8> {
    pack_signed(&model("acme"), &options(), &private()).unwrap()
}

fn loaded(bytes: &[u8]) -> Result<Access, SignatureError> {
    Access::load_signed(bytes, &[public()], &EXPECTED)
}

/// The checksum as FORMAT.md has it, so that what is changed is not found out by that.
fn mend(bytes: &mut [u8]) {
    let part = &bytes[28..];
    let mut hash = 0x243F_6A88_85A3_08D3_u64 ^ part.len() as u64;
    for word in part.chunks(8) {
        let mut full = [0; 8];
        full[..word.len()].copy_from_slice(word);
        let mixed = hash ^ u64::from_le_bytes(full);
        let low = (mixed & 0xFFFF_FFFF).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash = low ^ (mixed >> 32).wrapping_mul(0xC2B2_AE3D_27D4_EB4F).rotate_left(32);
    }
    bytes[20..28].copy_from_slice(&hash.to_le_bytes());
}

#[test]
fn a_signed_snapshot_answers_as_an_unsigned_one() {
    let bytes = signed();
    assert_eq!(bytes, signed(), "the same key signs the same bytes alike");
    let access = loaded(&bytes).unwrap();
    assert!(access.can("ada", "createRun") && !access.can("ben", "createRun"));
    assert_eq!(KeyId::of(&bytes), Some(public().id()));
    // Who has no keys looks at the checksum alone.
    let unsigned = pack(&model("acme"), &options()).unwrap();
    assert_eq!(Access::load(bytes.clone(), &EXPECTED).unwrap().as_bytes().len(), unsigned.len());
    assert_eq!(KeyId::of(&unsigned), None);
}

#[test]
fn no_byte_can_be_changed() {
    let bytes = signed();
    for place in 0..bytes.len() {
        for bit in [0x01, 0x10, 0x80] {
            let mut changed = bytes.clone();
            changed[place] ^= bit;
            if place >= 28 {
                mend(&mut changed);
            }
            let refused = loaded(&changed).unwrap_err();
            let expected = match place {
                0..8 => "not-a-snapshot",
                8..10 => "unsupported-version",
                12..20 => "unknown-key",
                // What is not signed is of no use to anybody: without the checksum nothing is loaded.
                20..28 => "checksum",
                _ => "wrong-signature",
            };
            assert_eq!(refused.code(), expected, "byte {place}, bit {bit:#x}");
        }
    }
}

#[test]
fn nothing_can_be_cut_or_added() {
    let bytes = signed();
    for length in 0..bytes.len() {
        let mut cut = bytes[..length].to_vec();
        if length > 28 {
            mend(&mut cut);
        }
        assert!(loaded(&cut).is_err(), "{length} bytes");
    }
    let mut longer = [&bytes[..], &[0]].concat();
    mend(&mut longer);
    assert_eq!(loaded(&longer).unwrap_err().code(), "wrong-signature");
}

#[test]
fn what_is_not_signed_is_refused() {
    let unsigned = pack(&model("acme"), &options()).unwrap();
    assert_eq!(loaded(&unsigned).unwrap_err(), SignatureError::Unsigned);
    // Who takes the key's name away has not made it sound.
    let mut stripped = signed();
    stripped[12..20].fill(0);
    assert_eq!(loaded(&stripped).unwrap_err(), SignatureError::Unsigned);
    stripped[28..92].fill(0);
    mend(&mut stripped);
    assert_eq!(loaded(&stripped).unwrap_err(), SignatureError::Unsigned);
    assert_eq!(Access::load(stripped, &EXPECTED).unwrap_err().code(), "corrupt", "the header names the key still");
}

#[test]
fn slices_and_shards_cannot_pass_for_a_signed_snapshot() {
    let access = loaded(&signed()).unwrap();
    let slice = access.slice(&Request::new("ada", "createRun"), SliceOptions { explain: false, labels: true }).unwrap();
    let shard = access.shard("a", "b").unwrap();
    for mut part in [slice, shard] {
        for options in [EXPECTED, LoadOptions { slice: true, ..EXPECTED }] {
            let refused = Access::load_signed(part.clone(), &[public()], &options).unwrap_err();
            assert_eq!(refused, SignatureError::Unsigned);
        }
        // Under the envelope of a signed one it is no better.
        part[..92].copy_from_slice(&signed()[..92]);
        mend(&mut part);
        assert_eq!(loaded(&part).unwrap_err().code(), "wrong-signature");
    }
}

#[test]
fn only_the_keys_that_are_given_count() {
    let (other, another) = (SigningKey::generate().unwrap(), SigningKey::generate().unwrap());
    let theirs = pack_signed(&model("acme"), &options(), &other).unwrap();
    assert_eq!(loaded(&theirs).unwrap_err(), SignatureError::UnknownKey(other.key_id()));
    // Their signature under the name of a key that is known.
    let mut forged = theirs.clone();
    forged[12..20].copy_from_slice(&signed()[12..20]);
    mend(&mut forged);
    assert_eq!(loaded(&forged).unwrap_err(), SignatureError::WrongSignature(public().id()));
    // While one key takes over from another both are given.
    for keys in [[public(), other.public_key()], [other.public_key(), public()]] {
        for bytes in [&theirs, &signed()] {
            assert!(Access::load_signed(&bytes[..], &keys, &EXPECTED).is_ok());
        }
    }
    assert!(Access::load_signed(theirs, &[another.public_key()], &EXPECTED).is_err());
    assert_eq!(Access::load_signed(signed(), &[], &EXPECTED).unwrap_err(), SignatureError::UnknownKey(public().id()));
}

#[test]
fn a_signature_is_sound_in_one_form() {
    // The order of the group: added to the second half, it is the same number to whoever does not look closely.
    const ORDER: [u8; 32] = [
        0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut bytes = signed();
    let mut carry = 0;
    for (byte, added) in bytes[60..92].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(added) + carry;
        *byte = (sum & 0xFF) as u8;
        carry = sum >> 8;
    }
    mend(&mut bytes);
    assert_eq!(loaded(&bytes).unwrap_err().code(), "wrong-signature");
}

#[test]
fn what_is_expected_beside_the_signature_is_looked_at() {
    let elsewhere = pack_signed(&model("other"), &options(), &private()).unwrap();
    assert_eq!(loaded(&elsewhere).unwrap_err(), SignatureError::Load(LoadError::WrongOrganization));
    let whose = LoadOptions { organization: None, ..EXPECTED };
    let refused = Access::load_signed(signed(), &[public()], &whose).unwrap_err();
    assert_eq!(refused, SignatureError::OrganizationRequired);
    let late = LoadOptions { now: Some(EXPIRES), ..EXPECTED };
    assert_eq!(Access::load_signed(signed(), &[public()], &late).unwrap_err().code(), "expired");
    let newer = LoadOptions { min_sequence: Some(43), ..EXPECTED };
    assert_eq!(Access::load_signed(signed(), &[public()], &newer).unwrap_err().code(), "lower-sequence");
}

#[test]
fn an_unsigned_one_never_follows_a_signed_one() {
    let load = |bytes: Vec<u8>| Access::load(bytes, &EXPECTED).unwrap();
    let newer = Options { sequence: 43, ..options() };
    let (unsigned, signed_again) =
        (pack(&model("acme"), &newer).unwrap(), pack_signed(&model("acme"), &newer, &private()).unwrap());
    let live = LiveAccess::new(load(signed()));
    assert_eq!(live.swap(load(unsigned.clone())).unwrap_err(), SwapError::Unsigned);
    assert_eq!(live.sequence(), 42);
    live.swap(load(signed_again)).unwrap();
    // The other way round somebody begins to sign.
    let live = LiveAccess::new(load(pack(&model("acme"), &options()).unwrap()));
    live.swap(load(pack_signed(&model("acme"), &newer, &private()).unwrap())).unwrap();
    assert_eq!(live.swap(load(unsigned)).unwrap_err(), SwapError::Unsigned);
}

#[test]
fn what_is_signed_expires_and_is_numbered() {
    let signed = |options| pack_signed(&model("acme"), &options, &private());
    assert_eq!(signed(Options { expires: None, ..options() }), Err(PackError::ExpiryRequired));
    assert_eq!(signed(Options { sequence: 0, ..options() }), Err(PackError::SequenceRequired));
}

#[test]
fn keys_are_read_in_their_forms_and_no_other() {
    for text in [
        "",
        "11qY",
        &PUBLIC[..42],
        &format!("{PUBLIC}A"),
        "-----BEGIN PUBLIC KEY-----",
        "{}",
        "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    ] {
        assert_eq!(PublicKey::parse(text).unwrap_err(), KeyError::Malformed, "{text}");
    }
    assert_eq!(PublicKey::parse(PRIVATE).unwrap_err(), KeyError::Private);
    // For the neutral point anybody can sign, and for those of small order whoever tries a few times.
    for weak in ["AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        assert_eq!(PublicKey::parse(weak).unwrap_err(), KeyError::Weak, "{weak}");
    }
    assert!(SigningKey::from_pem(PUBLIC).is_err());
    assert!(!format!("{:?}", private()).contains("nWGx"), "a private key is not printed");
}
