//! One snapshot after another under constant checking, and what may not follow.

use crate::decisions::packed_bytes;
use crate::hostile::seal;
use rolepack::access::SliceOptions;
use rolepack::{Access, AccessMethod, LiveAccess, LoadOptions, Request, SwapError};
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Ada, and what tells the sequence: the names of her role and team, and whether it is `odd` or `even` that she may use.
fn bytes(organization: &str, sequence: u64) -> Vec<u8> {
    let (role, team) = (format!("role-{sequence}"), format!("team-{sequence}"));
    let document = json!({
        "organization": { "id": organization },
        "permissions": [{ "key": "even" }, { "key": "odd" }],
        "roles": [{ "id": role, "permissions": [if sequence.is_multiple_of(2) { "even" } else { "odd" }] }],
        "teams": [{ "id": team, "roles": [role] }],
        "users": [{ "id": "ada", "teams": [team] }, { "id": "ben" }]
    });
    packed_bytes(&serde_json::from_value(document).unwrap(), None, sequence).unwrap()
}

fn access(organization: &str, sequence: u64) -> Access {
    load(bytes(organization, sequence))
}

fn load(bytes: Vec<u8>) -> Access {
    Access::load(bytes, &LoadOptions::default()).unwrap()
}

#[test]
fn no_decision_mixes_two_snapshots_in_a_thousand_swaps() {
    const SWAPS: u64 = 1_000;
    const ASKING: usize = 3;
    let live = LiveAccess::new(access("acme", 0));
    let begun = std::sync::Barrier::new(ASKING + 1);
    let over = AtomicBool::new(false);
    let asked = thread::scope(|scope| {
        let asking = || {
            let (mut last, mut asked) = (0, 0);
            begun.wait();
            while !over.load(Ordering::Relaxed) {
                last = whole_answers(&live, last);
                asked += 1;
            }
            asked
        };
        let threads: Vec<_> = (0..ASKING).map(|_| scope.spawn(asking)).collect();
        begun.wait();
        for sequence in 1..=SWAPS {
            let previous = live.swap(access("acme", sequence)).unwrap();
            assert_eq!(previous.sequence(), sequence - 1);
            assert_eq!(
                whole_answers(&live, sequence),
                sequence,
                "a decision after a swap is made on what was swapped in"
            );
        }
        over.store(true, Ordering::Relaxed);
        threads.into_iter().map(|thread| thread.join().unwrap()).sum::<usize>()
    });
    assert!(asked > ASKING, "{asked} rounds: nobody asked meanwhile");
}

/// Asks everything, and gives the sequence that answered, which is none below `last`.
fn whole_answers(live: &LiveAccess, last: u64) -> u64 {
    let before = live.sequence();
    let [even, odd] = [live.can("ada", "even"), live.allows(&Request::new("ada", "odd"))];
    let access = live.current();
    let sequence = access.sequence();
    assert!(last <= before && before <= sequence, "{last}, then {before}, then {sequence}");
    if before == sequence {
        assert_eq!([even, odd], [sequence.is_multiple_of(2), !sequence.is_multiple_of(2)]);
    }
    let decisions = ["even", "odd"].map(|permission| access.check(&Request::new("ada", permission)));
    assert_eq!(decisions.map(|decision| decision.allowed), [sequence.is_multiple_of(2), !sequence.is_multiple_of(2)]);
    for decision in decisions.into_iter().filter(|decision| decision.allowed) {
        assert_eq!(decision.sequence, sequence);
        assert_eq!(decision.role, Some(format!("role-{sequence}").as_str()));
        assert_eq!(decision.via.unwrap().team, Some(format!("team-{sequence}").as_str()));
    }
    sequence
}

#[test]
fn what_was_taken_stays_as_it_is() {
    let live = LiveAccess::from(access("acme", 6));
    let taken = live.current();
    live.swap(access("acme", 7)).unwrap();
    assert!(taken.can("ada", "even") && !live.can("ada", "even"));
    assert_eq!((taken.sequence(), live.sequence()), (6, 7));
    assert_eq!(format!("{live:?}"), "LiveAccess(Access { organization: \"acme\", sequence: 7, kind: Whole, .. })");
}

/// Tries the swap, which is refused, and leaves what was there.
fn refused(current: &Access, next: Access) -> SwapError {
    let live = LiveAccess::new(current.clone());
    let error = live.swap(next).unwrap_err();
    assert_eq!(live.current().as_bytes(), current.as_bytes());
    for text in [error.to_string().as_str(), error.help()] {
        assert!(text.starts_with(char::is_lowercase) && !text.ends_with('.') && !text.contains('\n'), "{text}");
    }
    error
}

#[test]
fn another_organisation_is_refused() {
    let error = refused(&access("acme", 1), access("other", 2));
    assert_eq!(error.code(), "wrong-organization");
    assert_eq!(error.to_string(), "the snapshot belongs to `other`, and `acme` answers here");
}

#[test]
fn a_lower_sequence_is_refused() {
    assert_eq!(refused(&access("acme", 2), access("acme", 1)), SwapError::LowerSequence { current: 2, offered: 1 });
    assert_eq!(refused(&access("acme", 1), access("acme", 0)), SwapError::LowerSequence { current: 1, offered: 0 });
}

fn with_another_byte(mut bytes: Vec<u8>) -> Vec<u8> {
    let name = bytes.windows(4).position(|window| window == b"even").unwrap();
    bytes[name] = b'd';
    seal(&mut bytes);
    bytes
}

fn signed(mut bytes: Vec<u8>) -> Vec<u8> {
    let organization = bytes.windows(4).position(|window| window == b"acme").unwrap();
    // The key's name stands in the envelope and in the header, before the organisation's id and its length.
    for at in [12, organization - 9] {
        bytes[at..at + 8].copy_from_slice(b"key-2026");
    }
    seal(&mut bytes);
    bytes
}

#[test]
fn a_sequence_stands_for_the_same_bytes_for_ever() {
    let [first, other] = [bytes("acme", 3), with_another_byte(bytes("acme", 3))];
    assert_eq!(refused(&load(first.clone()), load(other)), SwapError::SameSequence { sequence: 3 });
    LiveAccess::new(load(first.clone())).swap(load(first)).unwrap();
}

#[test]
fn sequence_0_is_no_number_unless_one_of_the_two_is_signed() {
    let [first, other] = [bytes("acme", 0), with_another_byte(bytes("acme", 0))];
    LiveAccess::new(load(first.clone())).swap(load(other.clone())).unwrap();
    let same = SwapError::SameSequence { sequence: 0 };
    assert_eq!(refused(&load(signed(first.clone())), load(signed(other.clone()))), same);
    assert_eq!(refused(&load(first.clone()), load(signed(other.clone()))), same);
    assert_eq!(refused(&load(signed(first.clone())), load(other)), SwapError::Unsigned);
    LiveAccess::new(load(signed(first.clone()))).swap(load(signed(first))).unwrap();
}

#[test]
fn a_slice_a_shard_and_a_whole_snapshot_never_follow_one_another() {
    let whole = access("acme", 1);
    let kinds = [whole.clone(), slice(&whole, &Request::new("ada", "any")), load(whole.shard("a", "b").unwrap())];
    for (at, current) in kinds.iter().enumerate() {
        for (_, next) in kinds.iter().enumerate().filter(|(other, _)| *other != at) {
            let error = refused(current, next.clone());
            assert_eq!(error, SwapError::OtherKind { current: current.kind(), offered: next.kind() });
        }
    }
    let error = refused(&kinds[0], kinds[1].clone());
    assert_eq!(error.to_string(), "the snapshot is a slice, and a whole one answers here");
}

#[test]
fn a_slice_and_a_shard_are_followed_by_their_own_kind_for_the_same_ids() {
    let [old, new] = [access("acme", 1), access("acme", 2)];
    let ada = Request::new("ada", "any");
    let live = LiveAccess::new(slice(&old, &ada));
    live.swap(slice(&new, &ada)).unwrap();
    for who in [Request::new("ben", "any"), ada.clone().access_method(AccessMethod::SlideIn)] {
        assert_eq!(refused(&slice(&old, &ada), slice(&new, &who)), SwapError::OtherPart);
    }
    let shard = |access: &Access, from, to| load(access.shard(from, to).unwrap());
    LiveAccess::new(shard(&old, "a", "b")).swap(shard(&new, "a", "b")).unwrap();
    for (from, to) in [("a", ""), ("a", "c"), ("", "b")] {
        assert_eq!(refused(&shard(&old, "a", "b"), shard(&new, from, to)), SwapError::OtherPart);
    }
}

fn slice(access: &Access, who: &Request<'_>) -> Access {
    let bytes = access.slice(who, SliceOptions { explain: false, labels: false }).unwrap();
    Access::load(bytes, &LoadOptions { slice: true, ..LoadOptions::default() }).unwrap()
}
