//! Rule 6: what is cut from a snapshot allows what the snapshot allows.

use super::{QUESTIONS, always};
use crate::decisions::packed;
use crate::generate::{Case, Question};
use fastrand::Rng;
use rolepack::access::SliceOptions;
use rolepack::{Access, LoadOptions, Reason, Request};

fn load(bytes: Vec<u8>, slice: bool) -> Access {
    Access::load(bytes, &LoadOptions { slice, ..LoadOptions::default() }).expect("a sound snapshot")
}

/// Who might sign in: well formed.
fn somebody(rng: &mut Rng, case: &Case) -> Question {
    loop {
        let mut question = Question::random(rng, case);
        question.resource.clear();
        question.right = None;
        "any".clone_into(&mut question.permission);
        if !crate::oracle::is_malformed(&question.request()) {
            return question;
        }
    }
}

/// Every grant of the organisation, asked as `who` asks.
fn every_grant<'a>(case: &'a Case, who: &Request<'a>) -> Vec<Request<'a>> {
    let grants = case.document.permissions.iter().flat_map(|permission| {
        let rights = permission.rights.iter().map(|right| Some(right.as_str())).chain([None]);
        rights.map(|right| Request { permission: &permission.key, right, ..who.clone() })
    });
    grants.collect()
}

#[test]
fn a_slice_allows_what_the_whole_allows() {
    always(|rng, case| {
        let whole = packed(case).expect("a sound organisation");
        let who = somebody(rng, case);
        for explain in [false, true] {
            let slice =
                load(whole.slice(&who.request(), SliceOptions { explain, labels: rng.bool() }).expect("a slice"), true);
            for asked in every_grant(case, &who.request()) {
                assert_eq!(whole.allows(&asked), slice.allows(&asked), "{asked:?}");
                for _ in 0..4 {
                    let question = Question::random(rng, case);
                    let scoped = Request { resource: question.request().resource, ..asked.clone() };
                    let (whole, slice) = (whole.check(&scoped), slice.check(&scoped));
                    assert_eq!(whole.allowed, slice.allowed, "{scoped:?}");
                    // Of what is allowed it says the same; and all of it, if it was cut to explain.
                    assert!(whole == slice || (!explain && !whole.allowed), "{scoped:?}");
                }
            }
        }
    });
}

#[test]
fn a_shard_answers_what_the_whole_answers() {
    always(|rng, case| {
        let whole = packed(case).expect("a sound organisation");
        let mut ends = [somebody(rng, case).user, somebody(rng, case).user];
        ends.sort();
        let [from, to] = &ends;
        let shards = [("", from.as_str()), (from, to), (to, "")]
            .map(|(from, to)| load(whole.shard(from, to).expect("a shard"), false));
        for _ in 0..QUESTIONS {
            let question = Question::random(rng, case);
            let (expected, asked) = (whole.check(&question.request()), question.request());
            let inside = if asked.user < from.as_str() {
                0
            } else if asked.user < to.as_str() {
                1
            } else {
                2
            };
            assert_eq!(shards[inside].check(&asked), expected);
            for outside in (0..3).filter(|number| *number != inside) {
                let reason =
                    if expected.reason < Reason::NotInSnapshot { expected.reason } else { Reason::NotInSnapshot };
                assert_eq!(shards[outside].check(&asked).reason, reason);
            }
        }
        let users: usize = shards.iter().map(|shard| shard.users().count()).sum();
        assert_eq!(users, whole.users().count(), "the shards hold everybody, and nobody twice");
    });
}

#[test]
fn a_slice_of_a_shard_is_the_slice_of_the_whole() {
    always(|rng, case| {
        let whole = packed(case).expect("a sound organisation");
        let who = somebody(rng, case);
        let shard = load(whole.shard(&who.user, "").expect("a shard"), false);
        for explain in [false, true] {
            let options = SliceOptions { explain, labels: true };
            assert_eq!(shard.slice(&who.request(), options), whole.slice(&who.request(), options));
        }
    });
}

#[test]
fn a_shard_of_everybody_holds_all_that_the_whole_holds() {
    always(|_, case| {
        let whole = packed(case).expect("a sound organisation");
        let shard = load(whole.shard("", "").expect("a shard"), false);
        assert_eq!(rolepack::unpack(&shard).document, rolepack::unpack(&whole).document);
    });
}

/// A slice tells its holder nothing of what others hold: not the id of a role, permission, team or level that the user has nothing to do with.
#[test]
fn a_slice_names_nothing_that_its_user_does_not_hold() {
    always(|rng, case| {
        let whole = packed(case).expect("a sound organisation");
        let who = somebody(rng, case);
        let slice = load(whole.slice(&who.request(), SliceOptions::default()).expect("a slice"), true);
        let held: Vec<_> = every_grant(case, &who.request())
            .into_iter()
            .flat_map(|asked| {
                let explanation = whole.explain(&asked);
                let of_method = explanation.held.into_iter().filter(|path| path.reason == Reason::OutOfScope);
                let roles = explanation.paths.into_iter().map(|path| path.role).chain(of_method.map(|path| path.role));
                roles.map(|role| (asked.permission, role)).collect::<Vec<_>>()
            })
            .collect();
        for permission in slice.permissions() {
            assert!(
                held.iter().any(|(known, _)| *known == permission.key),
                "the slice of {who:?} names {}",
                permission.key
            );
        }
        assert!(slice.users().all(|user| user.id == who.user));
        let groups: Vec<_> = slice.mapped_groups().collect();
        assert!(groups.iter().all(|group| who.request().identity_groups.contains(group)));
    });
}
