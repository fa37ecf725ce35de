//! Does one thing so many times, that its instructions can be counted: those of twice as many times less those of so many leave out
//! whatever comes before.
//!
//! ```text
//! repeat THING FOLDER TIMES       FOLDER has what `snapshots` writes
//! ```

use rolepack::{Access, Request};
use rolepack_benches::bit_sets::BitSets;
use rolepack_benches::organization::Organization;
use rolepack_benches::questions::{Ask, Questions};
use rolepack_benches::snapshot::load;
use std::env;
use std::fs;
use std::hint::black_box;
use std::path::Path;

const USERS: u32 = 10_000;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments {
        [thing, folder, times] => repeat(thing, Path::new(folder), times.parse().expect("TIMES is a number")),
        _ => panic!("wanted: THING FOLDER TIMES"),
    }
}

fn repeat(thing: &str, folder: &Path, times: usize) {
    let access = |name: &str| load(bytes(folder, name));
    match thing {
        "load" => {
            let bytes = bytes(folder, "plain");
            for _ in 0..times {
                black_box(load(bytes.clone()));
            }
        }
        "can-granted" => can(&access("plain"), &questions(Ask::Granted), times),
        "can-not-granted" => can(&access("plain"), &questions(Ask::NotGranted), times),
        "can-unknown-user" => can(&access("plain"), &questions(Ask::UnknownUsers), times),
        "check-scoped" => {
            let (access, questions) = (access("levels"), questions(Ask::Anything));
            for _ in 0..times {
                let (user, permission, location) = questions.ask_placed();
                black_box(access.check(&Request::new(user, permission).resource("location", location)));
            }
        }
        "who-can" => {
            let (access, questions) = (access("plain"), questions(Ask::Anything));
            for _ in 0..times {
                let (user, permission) = questions.ask();
                black_box(access.who_can(&Request::new(user, permission))).ok();
            }
        }
        "bit-sets" => {
            let (bit_sets, questions) = (BitSets::of(&Organization::of(USERS)), questions(Ask::NotGranted));
            for _ in 0..times {
                let (user, permission) = questions.ask();
                black_box(bit_sets.can(user, permission));
            }
        }
        _ => panic!("nothing is called `{thing}`"),
    }
}

fn can(access: &Access, questions: &Questions, times: usize) {
    for _ in 0..times {
        let (user, permission) = questions.ask();
        black_box(access.can(user, permission));
    }
}

/// As many, however often is asked: drawing them is not to count.
fn questions(ask: Ask) -> Questions {
    Questions::drawn(&Organization::of(USERS), ask, 1 << 14)
}

fn bytes(folder: &Path, name: &str) -> Vec<u8> {
    let file = folder.join(name).with_extension("rolepack");
    fs::read(&file).unwrap_or_else(|error| panic!("cannot read `{}`: {error}", file.display()))
}
