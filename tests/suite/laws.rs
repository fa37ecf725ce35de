//! Laws that hold of every organisation, tried on random ones.

mod bytes;
mod narrower;
mod parts;
mod wider;

use crate::decisions::{in_parallel, packed};
use crate::generate::{Case, Question};
use fastrand::Rng;
use rolepack::Access;
use rolepack::source::Document;

/// Organisations for each law.
const ORGANISATIONS: u64 = 300;
/// Questions to each.
const QUESTIONS: usize = 60;

/// Tries a law on many organisations, each with its own source of randomness.
fn always(law: impl Fn(&mut Rng, &Case) + Sync) {
    in_parallel(ORGANISATIONS, |seed| {
        let seed = seed + 1_000_000;
        law(&mut Rng::with_seed(!seed), &Case::new(seed));
        [0; 12]
    });
}

/// Changes many organisations and asks before and after. A change that makes no sound organisation, or that finds nothing to change and
/// says so, is passed over; half of them at least must be tried.
fn changed(change: impl Fn(&mut Rng, &mut Document) -> Option<()> + Sync, law: impl Fn(&Question, bool, bool) + Sync) {
    let tried = in_parallel(ORGANISATIONS, |seed| {
        let seed = seed + 1_000_000;
        let rng = &mut Rng::with_seed(!seed);
        let before = Case::new(seed);
        let mut after = before.clone();
        let Some((one, other)) = change(rng, &mut after.document).and_then(|()| both(&before, &after)) else {
            return [0; 12];
        };
        for _ in 0..QUESTIONS {
            let question = Question::random(rng, &before);
            law(&question, one.allows(&question.request()), other.allows(&question.request()));
        }
        let mut tried = [0; 12];
        tried[0] = 1;
        tried
    });
    assert!(tried[0] as u64 >= ORGANISATIONS / 2, "tried on {} organisations", tried[0]);
}

fn both(one: &Case, other: &Case) -> Option<(Access, Access)> {
    Some((packed(one).expect("a sound organisation"), packed(other).ok()?))
}

/// The change takes nothing away.
fn never_denies(change: impl Fn(&mut Rng, &mut Document) -> Option<()> + Sync) {
    changed(change, |question, before, after| assert!(!before || after, "denied since: {question:?}"));
}

/// The change gives nothing.
fn never_grants(change: impl Fn(&mut Rng, &mut Document) -> Option<()> + Sync) {
    changed(change, |question, before, after| assert!(before || !after, "granted since: {question:?}"));
}
