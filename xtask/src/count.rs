//! How many tests ran and what they measured, read from what their runners print.

/// The passed tests of all runs in `output`: those of cargo, wasm-bindgen's runner, Node's and Vitest's.
pub fn tests_run(output: &str) -> u64 {
    output.lines().filter_map(passed).sum()
}

/// The first of cargo's integration tests in `output` that ran no test at all: it looks like a good run, and most likely
/// holds a file that nothing names any more.
pub fn idle(output: &str) -> Option<&str> {
    let mut running = None;
    for line in output.lines().map(str::trim) {
        if let Some(target) = line.strip_prefix("Running tests/") {
            running = target.split(' ').next();
        } else if line.starts_with("Running ") {
            running = None;
        } else if line.starts_with("test result: ok. 0 passed") && running.is_some() {
            return running;
        }
    }
    None
}

/// What a test of Node's said of a budget that is kept.
pub fn weighed(output: &str) -> Option<&str> {
    output.lines().filter_map(|line| line.trim().strip_prefix("ℹ ")).find(|line| line.contains(" of at most "))
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
    use super::{idle, tests_run, weighed};

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

    #[test]
    fn an_integration_test_without_tests_is_told() {
        let unit = "     Running unittests src/lib.rs (target/debug/deps/a-1)\ntest result: ok. 0 passed; 0 failed;\n";
        assert_eq!(idle(unit), None);
        let suite =
            "     Running tests/suite/main.rs (target/debug/deps/suite-1)\ntest result: ok. 0 passed; 0 failed;\n";
        assert_eq!(idle(&format!("{unit}{suite}")), Some("suite/main.rs"));
        assert_eq!(idle(&suite.replace("0 passed", "9 passed")), None);
    }

    #[test]
    fn what_was_weighed_is_told() {
        let output =
            "✔ the gate keeps to its budget (3 ms)\nℹ the gate: 12 bytes of at most 16\nℹ out/gate.js: 12\nℹ pass 1\n";
        assert_eq!(weighed(output), Some("the gate: 12 bytes of at most 16"));
        assert_eq!(weighed("ℹ pass 1\n"), None);
    }
}
