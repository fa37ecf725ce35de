//! Bytes changed at random and sealed again: what loads all the same is another snapshot, and must answer as one.

use super::draft::seal;
use super::small;
use fastrand::Rng;
use rolepack::access::SliceOptions;
use rolepack::{Access, AccessMethod, LoadOptions, Reason, Request, unpack};

#[test]
fn a_cut_anywhere_is_refused() {
    for (bytes, slice) in small() {
        for length in 0..bytes.len() {
            let cut = bytes[..length].to_vec();
            assert!(load(cut.clone(), slice).is_err(), "{length} bytes of {} are taken", bytes.len());
            let mut sealed = cut;
            seal(&mut sealed);
            assert!(load(sealed, slice).is_err(), "{length} bytes of {}, sealed, are taken", bytes.len());
        }
    }
}

#[test]
fn a_bit_flipped_anywhere_is_refused() {
    for (mut bytes, slice) in small() {
        for bit in 0..bytes.len() * 8 {
            bytes[bit / 8] ^= 1 << (bit % 8);
            let error = load(bytes.clone(), slice).map(drop).expect_err("a flipped bit is taken");
            // What is told is told of bytes that were compared: nothing behind the checksum is read before it agrees.
            let codes: &[&str] = match bit / 8 {
                0..8 => &["not-a-snapshot"],
                8..10 => &["unsupported-version"],
                10..20 => &["corrupt"],
                _ => &["checksum", "corrupt"],
            };
            assert!(codes.contains(&error.code()), "bit {bit}: {}", error.code());
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
        assert!(load(bytes, slice).is_ok());
    }
}

#[test]
fn anything_after_the_end_is_refused() {
    for (bytes, slice) in small() {
        for more in [&[0][..], &[0; 8], b"\n", &bytes] {
            let mut longer = [&bytes[..], more].concat();
            assert_eq!(load(longer.clone(), slice).map(drop).expect_err("more is taken").code(), "checksum");
            seal(&mut longer);
            assert_eq!(load(longer, slice).map(drop).expect_err("more is taken, sealed").code(), "corrupt");
        }
    }
}

#[test]
fn other_versions_and_kinds_are_refused() {
    for (bytes, slice) in small() {
        for version in (0..=u16::MAX).filter(|version| *version != 1) {
            let mut other = bytes.clone();
            other[8..10].copy_from_slice(&version.to_le_bytes());
            seal(&mut other);
            assert_eq!(load(other, slice).map(drop).expect_err("a version is taken").code(), "unsupported-version");
        }
        for kind in (0..=u8::MAX).filter(|kind| *kind != bytes[10]) {
            let mut other = bytes.clone();
            other[10] = kind;
            seal(&mut other);
            assert!(load(other, slice).is_err(), "kind {kind} is taken");
        }
    }
}

/// Every place, every other byte: the loader is past its checksum each time.
#[test]
fn one_byte_of_sealed_nonsense_never_panics() {
    let mut loaded = 0;
    for (bytes, slice) in small() {
        for place in 92..bytes.len() {
            for change in [1, 2, 4, 8, 16, 32, 64, 128, 255] {
                let mut other = bytes.clone();
                other[place] ^= change;
                loaded += usize::from(answers_if_it_loads(other, slice));
            }
        }
    }
    assert!(loaded > 100, "{loaded} of the changed ones load");
}

#[test]
fn sealed_nonsense_never_panics() {
    let mut loaded = 0;
    let rng = &mut Rng::with_seed(4);
    for (bytes, slice) in small() {
        for _ in 0..20_000 {
            let mut other = bytes.clone();
            for _ in 0..rng.usize(1..6) {
                let place = rng.usize(92..other.len());
                match rng.u8(..5) {
                    0 => drop(other.remove(place)),
                    1 => other.insert(place, rng.u8(..)),
                    2 => other[place] = rng.u8(..4),
                    3 => other[place] = other[rng.usize(92..other.len())],
                    _ => other[place] = rng.u8(..),
                }
            }
            loaded += usize::from(answers_if_it_loads(other, slice));
        }
    }
    assert!(loaded > 1_000, "{loaded} of the changed ones load");
}

fn load(bytes: Vec<u8>, slice: bool) -> Result<Access, rolepack::LoadError> {
    Access::load(bytes, &LoadOptions { slice, now: Some(0), seed: 3, ..LoadOptions::default() })
}

/// Seals and loads; asks everything of what loads, which must hold together. True if it loaded.
fn answers_if_it_loads(mut bytes: Vec<u8>, slice: bool) -> bool {
    seal(&mut bytes);
    let allowed = 64 * 1024 + 64 * bytes.len() as u64;
    let mut loaded = None;
    let memory = allocation_counter::measure(|| loaded = load(bytes, slice).ok());
    assert!(memory.bytes_max < allowed, "loading takes {} bytes of memory", memory.bytes_max);
    let Some(access) = loaded else { return false };
    let mut users: Vec<&str> = access.users().map(|user| user.id).collect();
    users.extend(["nobody", access.slice_user().unwrap_or("*")]);
    for user in users {
        for access_method in [AccessMethod::Login, AccessMethod::SlideIn] {
            let groups = access.mapped_groups().collect();
            let who = Request { identity_groups: groups, access_method, ..Request::new(user, "any") };
            ask_about(&access, &who);
        }
    }
    let unpacked = unpack(&access);
    assert_eq!(unpacked.document.users.len(), access.users().count());
    drop(access.shard("b", ""));
    true
}

fn ask_about(access: &Access, who: &Request) {
    let user = access.user(who);
    assert_eq!(access.effective(who).groups.iter().map(|group| group.grants.len()).sum::<usize>(), user.iter().count());
    let slice = access.slice(who, SliceOptions::default()).ok();
    let slice = slice.map(|bytes| load(bytes, true).expect("a slice of what loads loads"));
    for permission in access.permissions() {
        let rights = permission.rights.iter().copied().map(Some).chain([None]);
        for right in rights {
            let unscoped = Request { permission: permission.key, right, ..who.clone() };
            let scoped = unscoped.clone().resource("location", "A").resource("company", "ACME");
            for asked in [&unscoped, &scoped] {
                let decision = access.check(asked);
                assert_eq!(decision.allowed, decision.reason == Reason::Granted);
                assert_eq!(decision.allowed, access.allows(asked));
                let explanation = access.explain(asked);
                assert_eq!(explanation.decision, decision);
                assert_eq!(decision.allowed, !explanation.paths.is_empty());
                assert!(slice.as_ref().is_none_or(|slice| slice.allows(asked) == decision.allowed));
                drop(access.who_can(asked));
            }
            assert_eq!(user.can(permission.key, right), access.allows(&unscoped));
            drop((access.reach(&unscoped, None), access.reach(&unscoped, Some("location"))));
        }
    }
}
