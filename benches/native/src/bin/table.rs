//! `table`: the medians that the last `cargo bench` left behind, as a table for people.
//!
//! Criterion keeps them below the folder that `CRITERION_HOME` names.

use serde_json::Value;
use std::env;
use std::fs;
use std::path::PathBuf;

const SIZES: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// The benches in the order of the table, and how each is told.
const ROWS: &[(&str, &str, &str)] = &[
    ("whole", "read", "read: JSON Lines to model"),
    ("whole", "pack", "pack: model to snapshot"),
    ("whole", "load", "load"),
    ("one", "can", "`can`"),
    ("one", "can, granted", "`can`, granted"),
    ("one", "can, not granted", "`can`, not granted"),
    ("one", "can, unknown user", "`can`, unknown user"),
    ("one", "check", "`check`"),
    ("one", "check at a location", "`check` at a location, 200 levels"),
    ("one", "explain", "`explain`"),
    ("one", "reach, locations", "`reach`, the locations, 200 levels"),
    ("one", "reach, boxes", "`reach`, boxes, 200 levels"),
    ("many", "whoCan", "`whoCan`"),
    ("many", "whoCan at a location", "`whoCan` at a location, 200 levels"),
];

fn main() {
    let home = PathBuf::from(env::var_os("CRITERION_HOME").expect("CRITERION_HOME names a folder"));
    println!("| median | 1,000 users | 10,000 | 100,000 | 1,000,000 |\n| --- | ---: | ---: | ---: | ---: |");
    for (group, bench, told) in ROWS {
        let median = |users: u32| {
            let file = home.join(group).join(bench).join(users.to_string()).join("new/estimates.json");
            let estimates: Value = serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
            estimates["median"]["point_estimate"].as_f64()
        };
        let cells = SIZES.map(|users| median(users).map_or_else(String::new, duration));
        println!("| {told} | {} |", cells.join(" | "));
    }
}

/// Three digits, in the unit that fits.
fn duration(nanoseconds: f64) -> String {
    let units = [(1e9, "s"), (1e6, "ms"), (1e3, "µs"), (1.0, "ns")];
    let (unit, name) = units.into_iter().find(|(unit, _)| nanoseconds >= *unit).unwrap_or((1.0, "ns"));
    let number = nanoseconds / unit;
    let decimals = if number < 9.995 { 2 } else { usize::from(number < 99.95) };
    format!("{number:.decimals$} {name}")
}
