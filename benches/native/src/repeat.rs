//! Does one thing so many times, that its instructions can be counted: those of twice as many times less those of so many leave out
//! whatever comes before.
//!
//! ```text
//! repeat pack FOLDER              writes the snapshots of 10,000 users, plain.rolepack and levels.rolepack
//! repeat THING FOLDER TIMES
//! ```

use rolepack::Request;
use rolepack_benches::bit_sets::BitSets;
use rolepack_benches::levels::Levels;
use rolepack_benches::organization::Organization;
use rolepack_benches::questions::{Ask, Questions};
use rolepack_benches::source::{Files, load, model, snapshot};
use std::env;
use std::fs;
use std::hint::black_box;
use std::path::Path;

const USERS: u32 = 10_000;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments {
        ["pack", folder] => pack(Path::new(folder)),
        [thing, folder, times] => repeat(thing, Path::new(folder), times.parse().expect("TIMES is a number")),
        _ => panic!("wanted: pack FOLDER, or THING FOLDER TIMES"),
    }
}

fn pack(folder: &Path) {
    let organization = Organization::of(USERS);
    let levels = Levels::of(&organization);
    for (name, levels) in [("plain", None), ("levels", Some(&levels))] {
        let bytes = snapshot(&model(Files::of(&organization, levels).source()));
        let file = folder.join(name).with_extension("rolepack");
        fs::write(&file, bytes).unwrap_or_else(|error| panic!("cannot write `{}`: {error}", file.display()));
    }
}

fn repeat(thing: &str, folder: &Path, times: u32) {
    let bytes = |name: &str| {
        let file = folder.join(name);
        fs::read(&file).unwrap_or_else(|error| panic!("cannot read `{}`: {error}", file.display()))
    };
    let ask = match thing {
        "can-granted" => Ask::Granted,
        "can-not-granted" => Ask::NotGranted,
        "can-unknown-user" => Ask::UnknownUsers,
        _ => Ask::Anything,
    };
    match thing {
        "load" => {
            let bytes = bytes("plain.rolepack");
            for _ in 0..times {
                black_box(load(bytes.clone()));
            }
        }
        "load-levels" => {
            let bytes = bytes("levels.rolepack");
            for _ in 0..times {
                black_box(load(bytes.clone()));
            }
        }
        "bit-sets" => {
            let organization = Organization::of(USERS);
            let questions = Questions::of(&organization, ask);
            let bit_sets = BitSets::of(&organization);
            for _ in 0..times {
                let (user, permission) = questions.ask();
                black_box(bit_sets.can(user, permission));
            }
        }
        "check-scoped" => {
            let questions = Questions::of(&Organization::of(USERS), ask);
            let access = load(bytes("levels.rolepack"));
            for _ in 0..times {
                let (user, permission, location) = questions.ask_placed();
                black_box(access.check(&Request::new(user, permission).resource("location", location)));
            }
        }
        "can" | "can-granted" | "can-not-granted" | "can-unknown-user" => {
            let questions = Questions::of(&Organization::of(USERS), ask);
            let access = load(bytes("plain.rolepack"));
            for _ in 0..times {
                let (user, permission) = questions.ask();
                black_box(access.can(user, permission));
            }
        }
        _ => panic!("nothing is called `{thing}`"),
    }
}
