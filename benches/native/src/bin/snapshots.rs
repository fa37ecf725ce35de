//! `snapshots FOLDER`: writes the snapshots of 10,000 users that `repeat` reads, plain.rolepack and levels.rolepack.

use rolepack_benches::levels::Levels;
use rolepack_benches::organization::Organization;
use rolepack_benches::source::{Files, model, snapshot};
use std::env;
use std::fs;
use std::path::Path;

const USERS: u32 = 10_000;

fn main() {
    let folder = env::args().nth(1).expect("wanted: FOLDER");
    let organization = Organization::of(USERS);
    let levels = Levels::of(&organization);
    for (name, levels) in [("plain", None), ("levels", Some(&levels))] {
        let bytes = snapshot(&model(Files::of(&organization, levels).source()));
        let file = Path::new(&folder).join(name).with_extension("rolepack");
        fs::write(&file, bytes).unwrap_or_else(|error| panic!("cannot write `{}`: {error}", file.display()));
    }
}
