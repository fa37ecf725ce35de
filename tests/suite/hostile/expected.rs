//! Sound snapshots that are not what was expected: each refused by name, with a way to mend it.

use super::small;
use crate::decisions::packed_bytes;
use rolepack::pack::{Options, pack};
use rolepack::source::{Document, Organization};
use rolepack::{Access, LoadError, LoadOptions, Model};

fn refusal(bytes: &[u8], options: &LoadOptions) -> LoadError {
    let error = Access::load(bytes, options).map(drop).expect_err("a refusal");
    let (message, help) = (error.to_string(), error.help());
    for line in [&message, help] {
        assert!(!line.is_empty() && !line.contains('\n') && !line.ends_with('.'), "{line}");
    }
    error
}

fn acme() -> Document {
    Document {
        organization: Some(Organization { id: "acme".into(), ..Organization::default() }),
        ..Document::default()
    }
}

#[test]
fn what_is_no_snapshot() {
    let options = LoadOptions::default();
    assert_eq!(refusal(b"", &options).code(), "truncated");
    assert_eq!(refusal(b"\x89RPK\r\n\x1a\n", &options).code(), "truncated");
    assert_eq!(refusal(&[b'{'; 200], &options).code(), "not-a-snapshot");
    // As text, line ends changed on the way.
    let bytes = packed_bytes(&acme(), None, 0).expect("a snapshot");
    let as_text = [&bytes[..4], &bytes[5..]].concat();
    assert_eq!(refusal(&as_text, &options).code(), "not-a-snapshot");
}

#[test]
fn another_organisation() {
    let bytes = packed_bytes(&acme(), None, 0).expect("a snapshot");
    let expecting = |organization| LoadOptions { organization: Some(organization), ..LoadOptions::default() };
    assert!(Access::load(bytes.clone(), &expecting("acme")).is_ok());
    for other in ["Acme", "acme2", "acm", ""] {
        assert_eq!(refusal(&bytes, &expecting(other)).code(), "wrong-organization");
    }
}

#[test]
fn a_lower_sequence() {
    for sequence in [0, 1, 7, (1 << 53) - 1] {
        let bytes = packed_bytes(&acme(), None, sequence).expect("a snapshot");
        let at_least = |least| LoadOptions { min_sequence: Some(least), ..LoadOptions::default() };
        assert_eq!(Access::load(bytes.clone(), &at_least(sequence)).expect("the same sequence").sequence(), sequence);
        if let Some(higher) = sequence.checked_add(1) {
            assert_eq!(refusal(&bytes, &at_least(higher)).code(), "lower-sequence");
        }
    }
}

#[test]
fn an_expired_one() {
    let model = Model::try_from(acme()).expect("a model");
    let bytes = pack(&model, &Options { expires: Some(1_000), ..Options::default() }).expect("a snapshot");
    let at = |now| LoadOptions { now, ..LoadOptions::default() };
    assert!(Access::load(bytes.clone(), &at(Some(999))).is_ok());
    assert_eq!(refusal(&bytes, &at(Some(1_000))).code(), "expired");
    assert_eq!(refusal(&bytes, &at(Some(i64::MAX))).code(), "expired");
    assert_eq!(refusal(&bytes, &at(None)).code(), "time-required");
}

#[test]
fn a_slice_where_none_was_asked_for() {
    for (bytes, is_slice) in small() {
        let code = if is_slice { "slice" } else { "not-a-slice" };
        assert_eq!(refusal(&bytes, &LoadOptions { slice: !is_slice, ..LoadOptions::default() }).code(), code);
    }
}
