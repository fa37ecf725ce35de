//! `can` beside what one would write by hand with `hashbrown`, on the same questions: turn by turn, so that what disturbs the machine
//! disturbs all alike.

use rolepack_benches::bit_sets::{BitSets, Resolved};
use rolepack_benches::organization::Organization;
use rolepack_benches::questions::{Ask, MANY, Questions};
use rolepack_benches::sizes::sizes;
use rolepack_benches::snapshot::load;
use rolepack_benches::source::{Files, model, snapshot};
use std::env;
use std::hint::black_box;
use std::time::Instant;

/// Questions in a turn: enough that reading the clock costs nothing beside them, and few enough that some turns are not disturbed.
const TURN: usize = MANY / 64;

/// One that is asked.
type Asked<'a> = (&'static str, &'a dyn Fn(&str, &str) -> bool);

fn main() {
    let rounds = if env::args().any(|argument| argument == "--bench") { 2_000 } else { 1 };
    println!(
        "| users | `can`: least, median | a bit set a role | `can` beside it | a bit set a user | `can` beside it |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    for users in sizes() {
        let organization = Organization::of(users);
        let access = load(snapshot(&model(Files::of(&organization, None).source())));
        let (bit_sets, resolved) = (BitSets::of(&organization), Resolved::of(&organization));
        let asked: [Asked<'_>; 3] = [
            ("rolepack", &|user, permission| access.can(user, permission)),
            ("a bit set a role", &|user, permission| bit_sets.can(user, permission)),
            ("a bit set a user", &|user, permission| resolved.can(user, permission)),
        ];
        agree(&organization, &asked);
        tell(users, measure(&organization, &asked, rounds).map(least_and_median));
    }
}

/// All must answer as the organisation does.
fn agree(organization: &Organization, asked: &[Asked<'_>]) {
    for (ask, expected) in [(Ask::Granted, true), (Ask::NotGranted, false), (Ask::UnknownUsers, false)] {
        let questions = Questions::of(organization, ask);
        for _ in 0..10_000 {
            let (user, permission) = questions.ask();
            for (name, can) in asked {
                assert_eq!(can(user, permission), expected, "{name}: {user}, {permission}");
            }
        }
    }
}

/// Nanoseconds a question, by turn. Each walks its own copy of the questions, so that nobody finds what another brought into the cache.
fn measure(organization: &Organization, asked: &[Asked<'_>; 3], rounds: usize) -> [Vec<f64>; 3] {
    let mut walks = asked.map(|(_, can)| (Questions::of(organization, Ask::Anything), can, Vec::with_capacity(rounds)));
    for _ in 0..rounds {
        for (questions, can, times) in &mut walks {
            let began = Instant::now();
            for _ in 0..TURN {
                let (user, permission) = questions.ask();
                black_box(can(user, permission));
            }
            times.push(began.elapsed().as_nanos() as f64 / TURN as f64);
        }
    }
    walks.map(|(.., times)| times)
}

fn tell(users: u32, times: [(f64, f64); 3]) {
    let [(least, median), others @ ..] = times;
    let [role, user] = others.map(|(other, other_median)| {
        format!("{other:.1} ns, {other_median:.1} ns | {:.2} ×, {:.2} ×", least / other, median / other_median)
    });
    let users = thousands(users);
    println!("| {users} | {least:.1} ns, {median:.1} ns | {role} | {user} |");
}

/// With a comma between thousands.
fn thousands(users: u32) -> String {
    match (users / 1_000_000, users / 1_000 % 1_000, users % 1_000) {
        (0, 0, rest) => rest.to_string(),
        (0, thousands, rest) => format!("{thousands},{rest:03}"),
        (millions, thousands, rest) => format!("{millions},{thousands:03},{rest:03}"),
    }
}

fn least_and_median(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[0], times[times.len() / 2])
}
