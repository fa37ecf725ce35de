//! Comparisons: what is told of examples, and on random organisations that what is told is so, and all of it.

mod changes;
mod budget;
mod examples;
mod later;
mod presenters;
mod witness;

use crate::decisions::{in_parallel, packed};
use crate::generate::{Case, Question};
use fastrand::Rng;
use rolepack::compare::{Because, Change, Comparison, Effect, GrantChange, Who, compare};
use rolepack::{Access, AccessMethod, Request};

/// Pairs of organisations for each law.
const PAIRS: u64 = 400;

/// Tries a law on many pairs: an organisation before and after a few changes, and now and then two that have little in common.
fn always(law: impl Fn(&mut Rng, [&Case; 2], [&Access; 2]) + Sync) {
    let tried = in_parallel(PAIRS, |seed| {
        let seed = seed + 5_000_000;
        let rng = &mut Rng::with_seed(!seed);
        let before = Case::new(seed);
        let mut after = if seed % 10 == 0 { Case::new(seed + 1_000_000) } else { before.clone() };
        if seed % 10 != 0 {
            changes::change(rng, &mut after);
        }
        let mut tried = [0; 12];
        if let (Ok(old), Ok(new)) = (packed(&before), packed(&after)) {
            law(rng, [&before, &after], [&old, &new]);
            tried[0] = 1;
        }
        tried
    });
    assert!(tried[0] as u64 >= PAIRS * 3 / 4, "tried on {} pairs", tried[0]);
}

fn compared<'a>(old: &'a Access, new: &'a Access) -> Comparison<'a> {
    compare(old, new).expect("two of one organisation")
}

/// The effect on a user, if there is any.
fn on<'c, 'a>(comparison: &'c Comparison<'a>, user: &str) -> Option<&'c Effect<'a>> {
    let is_on = |effect: &&Effect<'_>| matches!(&effect.who, Who::Users(users) if users.binary_search(&user).is_ok());
    comparison.effects.iter().find(is_on)
}

fn tells<'c, 'a>(changes: &'c [GrantChange<'a>], request: &Request<'_>) -> Vec<&'c GrantChange<'a>> {
    let is_it = |change: &&GrantChange<'_>| {
        change.access_methods.contains(&request.access_method.name())
            && change.grants.iter().any(|grant| grant.permission == request.permission && grant.right == request.right)
    };
    changes.iter().filter(is_it).collect()
}

#[test]
fn nothing_differs_from_itself() {
    in_parallel(200, |seed| {
        let access = packed(&Case::new(seed)).expect("a sound organisation");
        let comparison = compared(&access, &access);
        assert!(comparison.is_empty() && !comparison.has_gains() && !comparison.has_losses(), "{comparison:?}");
        [0; 12]
    });
}

#[test]
fn whatever_is_granted_since_is_told_of_the_user() {
    always(|rng, [before, after], [old, new]| {
        let comparison = compared(old, new);
        for _ in 0..150 {
            let case = if rng.bool() { before } else { after };
            let question = Question::random(rng, case);
            let mut alone = question.request();
            alone.identity_groups.clear();
            match (old.allows(&alone), new.allows(&alone)) {
                (false, true) => {
                    let effect = on(&comparison, alone.user).unwrap_or_else(|| panic!("untold: {alone:?}"));
                    let told = tells(&effect.gained, &alone);
                    assert!(!told.is_empty(), "{alone:?}\n{effect:#?}");
                    let unscoped = Request { resource: Vec::new(), ..alone.clone() };
                    assert!(told.iter().all(|change| change.wholly != old.allows(&unscoped)), "{alone:?}\n{told:#?}");
                }
                (true, false) => {
                    let effect = on(&comparison, alone.user).unwrap_or_else(|| panic!("untold: {alone:?}"));
                    assert!(!tells(&effect.lost, &alone).is_empty(), "{alone:?}\n{effect:#?}");
                }
                _ => {}
            }
        }
    });
}

/// Every check that names nothing, of everybody: what is told is what differs.
#[test]
fn every_check_that_names_nothing_agrees() {
    always(|_, [before, after], [old, new]| {
        let comparison = compared(old, new);
        let both = [before, after];
        let mut users: Vec<&str> =
            both.iter().flat_map(|case| case.document.users.iter().map(|user| &*user.id)).collect();
        users.sort_unstable();
        users.dedup();
        let permissions = both.iter().flat_map(|case| &case.document.permissions);
        let grants: Vec<(&str, Option<&str>)> = permissions
            .flat_map(|permission| {
                let bare = permission.rights.is_empty().then_some(None);
                let rights = permission.rights.iter().map(|right| Some(right.as_str()));
                bare.into_iter().chain(rights).map(|right| (permission.key.as_str(), right))
            })
            .take(60)
            .collect();
        for user in users.into_iter().take(12) {
            let effect = on(&comparison, user);
            for (permission, right) in &grants {
                for method in [AccessMethod::Login, AccessMethod::SlideIn] {
                    let request = Request { right: *right, ..Request::new(user, permission).access_method(method) };
                    let told = |changes: Option<&Vec<GrantChange<'_>>>| {
                        changes.is_some_and(|changes| tells(changes, &request).iter().any(|change| change.wholly))
                    };
                    let (was, is) = (old.allows(&request), new.allows(&request));
                    assert_eq!(told(effect.map(|effect| &effect.gained)), !was && is, "{request:?}\n{effect:#?}");
                    assert_eq!(told(effect.map(|effect| &effect.lost)), was && !is, "{request:?}\n{effect:#?}");
                }
            }
        }
    });
}

/// For unknown users and presented groups too: whoever packs with nobody gaining may rely on it.
#[test]
fn without_gains_nothing_is_granted_that_was_not_before() {
    always(|rng, [before, after], [old, new]| {
        let [forth, back] = [compared(old, new), compared(new, old)];
        for _ in 0..150 {
            let case = if rng.bool() { before } else { after };
            let question = Question::random(rng, case);
            let request = question.request();
            if new.allows(&request) && !old.allows(&request) {
                assert!(forth.has_gains() && back.has_losses(), "{request:?}");
            }
        }
    });
}

#[test]
fn the_other_way_about_gains_are_losses() {
    always(|_, _, [old, new]| {
        let [forth, back] = [compared(old, new), compared(new, old)];
        let turned = |changes: &[GrantChange<'_>]| -> Vec<String> {
            let turn = |change: &GrantChange<'_>| {
                let because: Vec<Because<'_>> =
                    change.because.iter().map(|one| Because { added: !one.added, ..*one }).collect();
                format!("{:?}", GrantChange { because, ..change.clone() })
            };
            changes.iter().map(turn).collect()
        };
        let plain = |changes: &[GrantChange<'_>]| -> Vec<String> {
            changes.iter().map(|change| format!("{change:?}")).collect()
        };
        assert_eq!(forth.effects.len(), back.effects.len());
        for effect in &forth.effects {
            let other = back.effects.iter().find(|other| other.who == effect.who).expect("the same people");
            assert_eq!(turned(&effect.gained), plain(&other.lost));
            assert_eq!(turned(&effect.lost), plain(&other.gained));
        }
    });
}

#[test]
fn everything_gained_or_lost_has_a_cause() {
    always(|_, _, [old, new]| {
        let comparison = compared(old, new);
        for effect in &comparison.effects {
            for change in effect.gained.iter().chain(&effect.lost) {
                assert!(!change.because.is_empty(), "{effect:#?}");
            }
        }
        let users = |effect: &Effect<'_>| if let Who::Users(users) = &effect.who { users.len() } else { 0 };
        let affected: usize = comparison.effects.iter().map(users).sum();
        assert!(comparison.users.gaining.max(comparison.users.losing) <= affected && affected <= comparison.users.all);
    });
}

/// Every gain that is told has a request that shows it.
#[test]
fn whatever_is_told_is_so() {
    always(|_, [_, after], [old, new]| {
        let comparison = compared(old, new);
        for effect in &comparison.effects {
            let Who::Users(users) = &effect.who else { continue };
            for user in users.iter().take(3) {
                for change in effect.gained.iter().filter(|change| !change.grants.is_empty()) {
                    assert!(
                        witness::shows(&after.document, [old, new], user, change),
                        "nothing shows that {user} gains {change:#?}"
                    );
                }
            }
        }
    });
}

#[test]
fn those_who_hold_things_otherwise_and_gain_nothing_are_told_apart() {
    always(|_, _, [old, new]| {
        let comparison = compared(old, new);
        for unaffected in &comparison.unaffected {
            assert!(!unaffected.because.is_empty());
            for user in &unaffected.users {
                assert!(on(&comparison, user).is_none());
                if unaffected.because.iter().all(|one| matches!(one.change, Change::Role { .. } | Change::Team { .. }))
                {
                    let bits = |access: &Access| access.user(&Request::new(user, "any")).iter().count();
                    assert_eq!(bits(old), bits(new), "{user}");
                }
            }
        }
    });
}
