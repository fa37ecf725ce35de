//! How many users the benches take.

use std::env;

const ALL: &[u32] = &[1_000, 10_000, 100_000, 1_000_000];

/// What `BENCH_USERS` says, numbers with commas between them; else all sizes for `cargo bench`, and the smallest where the benches are only tried.
pub fn sizes() -> Vec<u32> {
    match env::var("BENCH_USERS") {
        Ok(chosen) => {
            let size =
                |number: &str| number.trim().parse().unwrap_or_else(|_| panic!("`{number}` is no number of users"));
            chosen.split(',').map(size).collect()
        }
        Err(_) if env::args().any(|argument| argument == "--bench") => ALL.to_vec(),
        Err(_) => ALL[..1].to_vec(),
    }
}
