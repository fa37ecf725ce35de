//! The packed path against the oracle: pack → load → ask, on random organisations, none different in answer, reason or path.

mod minimal;
mod star;
mod subject;

use subject::Asked;
pub use subject::{Subject, packed, packed_bytes};

use crate::generate::{Case, Question};
use fastrand::Rng;
use rolepack::Reason;
use std::io::{Write, stdout};
use std::num::NonZero;
use std::thread;

/// A million decisions: so many on so many organisations.
const ORGANISATIONS: u64 = 2_000;
const DECISIONS: usize = 500;
const LEAST_OF_A_REASON: usize = 1_000;

#[test]
fn a_million_decisions_are_those_of_the_oracle() {
    let counts = in_parallel(ORGANISATIONS, |seed| compare(seed, Asked::Check, DECISIONS));
    let total: usize = counts.iter().sum();
    // Straight to the output: what `println!` writes is only shown of tests that fail.
    let mut output = stdout().lock();
    for reason in Reason::ALL {
        writeln!(output, "{:>9} {}", counts[reason as usize], reason.name()).expect("an output");
    }
    writeln!(output, "{total:>9} decisions on {ORGANISATIONS} organisations").expect("an output");
    drop(output);
    assert_eq!(total, 1_000_000);
    for reason in Reason::ALL {
        assert!(
            counts[reason as usize] >= LEAST_OF_A_REASON,
            "{} is met {} times",
            reason.name(),
            counts[reason as usize]
        );
    }
}

#[test]
fn explanations_are_those_of_the_oracle() {
    in_parallel(500, |seed| compare(seed, Asked::Explain, 40));
}

#[test]
fn effective_access_is_that_of_the_oracle() {
    in_parallel(500, |seed| compare(seed, Asked::Effective, 5));
}

#[test]
fn who_can_is_that_of_the_oracle() {
    in_parallel(500, |seed| compare(seed, Asked::WhoCan, 20));
}

#[test]
fn reach_is_that_of_the_oracle() {
    in_parallel(500, |seed| compare(seed, Asked::Reach, 40));
}

#[test]
fn the_bits_of_a_user_are_the_unscoped_decisions() {
    in_parallel(500, |seed| compare(seed, Asked::User, 5));
}

/// Puts `count` random questions to one organisation's snapshot, and to a shard and slices of it. Counts the reasons of the decisions.
fn compare(seed: u64, asked: Asked, count: usize) -> [usize; 12] {
    let case = Case::new(seed);
    let rng = &mut Rng::with_seed(!seed);
    let whole = packed(&case).unwrap_or_else(|refusal| panic!("organisation {seed} is refused: {refusal}"));
    let mut counts = [0; 12];
    for (subject, share) in subject::subjects(rng, &case, count) {
        let access = subject.open(&whole);
        for _ in 0..share {
            let mut question = Question::random(rng, &case);
            subject.steer(rng, &mut question);
            let dimension = asked.dimension(rng, &case);
            match asked.difference(&case, &subject, &access, &question, dimension.as_deref()) {
                None => counts[access.check(&question.request()).reason as usize] += 1,
                Some(_) => panic!("{}", minimal::report(seed, &case, &subject, asked, &question, dimension.as_deref())),
            }
        }
    }
    counts
}

/// Runs seeds 0.. on all cores, and adds up their counts.
pub fn in_parallel(seeds: u64, run: impl Fn(u64) -> [usize; 12] + Sync) -> [usize; 12] {
    let threads = thread::available_parallelism().map_or(1, NonZero::get) as u64;
    let run = &run;
    thread::scope(|scope| {
        let work = |first| move || (first..seeds).step_by(threads as usize).map(run).fold([0; 12], add);
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(work(first))).collect();
        let joined =
            running.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.fold([0; 12], add)
    })
}

fn add(mut one: [usize; 12], other: [usize; 12]) -> [usize; 12] {
    one.iter_mut().zip(other).for_each(|(sum, count)| *sum += count);
    one
}
