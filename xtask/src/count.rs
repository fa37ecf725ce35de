//! How many tests ran, read from what their runners print at the end.

/// The passed tests of all runs in `output`: those of cargo, wasm-bindgen's runner, Node's and Vitest's.
pub fn tests_run(output: &str) -> u64 {
    output.lines().filter_map(passed).sum()
}

fn passed(line: &str) -> Option<u64> {
    let mut words = line.split_whitespace();
    match (words.next()?, words.next()?) {
        // test result: ok. 12 passed; 0 failed; …
        ("test", "result:") => words.nth(1)?.parse().ok(),
        // ℹ pass 12, or # pass 12
        ("ℹ" | "#", "pass") => words.next()?.parse().ok(),
        // Tests  12 passed (12)
        ("Tests", count) if words.next() == Some("passed") => count.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::tests_run;

    #[test]
    fn the_runs_of_every_runner_are_added_up() {
        let output = "\
running 2 tests
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
ℹ tests 5
ℹ pass 4
# pass 30
 Test Files  3 passed (3)
      Tests  100 passed (100)
";
        assert_eq!(tests_run(output), 136);
    }

    #[test]
    fn a_run_of_no_test_counts_nothing() {
        assert_eq!(tests_run("no tests to run!\n"), 0);
    }
}
