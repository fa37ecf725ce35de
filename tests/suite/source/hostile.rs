//! Texts that nobody would write in good faith: no panic, no endless work, no silence.

use super::{WHOLE, model, problems};
use rolepack::model::Model;
use rolepack::source::{Document, parse, parse_files};
use std::time::{Duration, Instant};

/// The code of the first problem that stands in the text, or of the first at all.
fn code(name: &str, text: &str) -> &'static str {
    let found = problems(name, text).problems;
    found.iter().find(|problem| problem.place.range.is_some()).unwrap_or(&found[0]).code
}

#[test]
fn deep_nesting_is_refused_by_name() {
    let deep = |levels: usize| {
        format!(
            "{{\"organization\": {{\"id\": \"a\", \"attributes\": {{\"x\": {}{}}}}}}}",
            "[".repeat(levels),
            "]".repeat(levels)
        )
    };
    for name in ["a.json", "a.yaml"] {
        model(name, &deep(60));
        assert_eq!(code(name, &deep(62)), "too-deep", "{name}");
        assert_eq!(code(name, &deep(200)), "too-deep", "{name}");
    }
    assert_eq!(code("a.json", &deep(1_000_000)), "too-deep");
    // Its own parser is as strict about brackets; indentation may go deeper.
    assert_eq!(code("a.yaml", &deep(1_000_000)), "syntax");
    let dashes = format!("organization: {{id: a}}\nusers:\n- {}x\n", "- ".repeat(100_000));
    assert_eq!(problems("a.yaml", &dashes).problems.last().map(|problem| problem.code), Some("too-deep"));
    for open in ["? ", "? - ", "- ? "] {
        let found = problems("a.yaml", &format!("users:\n  {}x", open.repeat(100_000))).problems;
        assert!(found.iter().any(|problem| problem.code == "wrong-type"), "{open}: {found:?}");
    }
}

#[test]
fn json_is_strict() {
    for text in [
        "{\"organization\": {\"id\": \"a\"},}",
        "{\"organization\": {\"id\": \"a\"}} x",
        "{'organization': {}}",
        "// x\n{}",
        "{\"organization\": {\"id\": \"\\ud800\"}}",
        "{\"organization\": {\"id\": \"\\udc00\\ud800\"}}",
        "{\"organization\": {\"id\": \"a\nb\"}}",
        "{\"organization\": {\"id\": \"a\u{1}\"}}",
        "{\"organization\": {\"id\": \"\\x41\"}}",
        "{\"a\": 01}",
        "{\"a\": +1}",
        "{\"a\": NaN}",
        "{\"a\": .5}",
        "{\"a\": 1.}",
        "{\"a\": tru}",
        "{\"\\ud800\": 1}",
        "",
        "\0",
        "{\"a\"",
        "\u{feff}\u{feff}{}",
    ] {
        assert_eq!(code("a.json", text), "syntax", "{text:?}");
    }
    model("a.json", "\u{feff}{\"organization\": {\"id\": \"\\ud83d\\ude80\"}}\n");
    assert_eq!(code("a.json", "null"), "wrong-type");
    assert_eq!(code("a.json", "{\"organization\": {\"id\": \"\\u0000\"}}"), "control-character");
    assert_eq!(code("a.yaml", "organization: {id: \"\\0\"}"), "control-character");
    assert_eq!(code("a.yaml", "organization: {id: \"\\ud800\"}"), "syntax");
    assert_eq!(code("a.yaml", "organization: {id: \"a\u{7}\"}"), "syntax");
}

#[test]
fn a_lone_surrogate_is_pointed_at() {
    let text = "{\"organization\": {\"id\": \"a\"},\n \"users\": [{\"id\": \"b\\ud800c\"}]}";
    let range = problems("a.json", text).problems[0].place.range.expect("a place");
    assert_eq!(range.line, 2);
    assert!((20..30).contains(&range.column), "{range:?}");
}

/// Runs it on a text and on one eight times as long; the time may not grow as the square does. What else the machine does can make one run
/// look so, but not each of several.
fn linear(make: impl Fn(usize) -> (&'static str, String)) {
    let time = |count: usize| {
        let (name, text) = make(count);
        let start = Instant::now();
        let _ = parse(name, &text).and_then(Model::try_from).map_err(|problems| problems.to_string());
        start.elapsed()
    };
    let runs = (0..4).map(|_| (time(4_000).max(Duration::from_millis(5)), time(32_000)));
    let grown: Vec<_> = runs.take_while(|(small, large)| *large >= *small * 40).collect();
    assert!(grown.len() < 4, "eight times as much took {grown:?}");
}

#[test]
fn nothing_takes_the_square() {
    let acme = |rest: String| format!("{{\"organization\": {{\"id\": \"a\"}}, {rest}}}");
    let list = |count: usize, entry: &dyn Fn(usize) -> String| (0..count).map(entry).collect::<Vec<_>>().join(",");
    linear(|n| ("a.json", acme(list(n, &|_| "\"x\": 1".to_owned()))));
    linear(|n| ("a.yaml", acme(list(n, &|i| format!("\"x{i}\": 1")))));
    linear(|n| {
        (
            "a.json",
            acme(format!(
                "\"users\": [{{\"id\": \"u\", \"attributes\": {{{}}}}}]",
                list(n, &|i| format!("\"k{}\": 1", i / 2))
            )),
        )
    });
    linear(|n| ("a.json", acme(format!("\"users\": [{}]", list(n, &|_| "5".to_owned())))));
    linear(|n| {
        ("a.json", acme(format!("\"users\": [{{\"id\": \"u\", \"roles\": [{}]}}]", list(n, &|i| format!("\"r{i}\"")))))
    });
    linear(|n| {
        (
            "a.json",
            acme(format!(
                "\"users\": [{{\"id\": \"u\", \"roles\": [{}]}}]",
                list(n, &|i| if i % 2 == 0 { "5".to_owned() } else { "\"r\"".to_owned() })
            )),
        )
    });
    linear(|n| {
        (
            "a.json",
            acme(format!(
                "\"permissions\": [{{\"key\": \"p\", \"rights\": [{0}]}}], \"roles\": [{{\"id\": \"r\", \"permissions\": [{{\"permission\": \"p\", \"rights\": [{0}]}}]}}]",
                list(n, &|i| format!("\"r{i}\""))
            )),
        )
    });
    linear(|n| ("a.json", acme(format!("\"users\": [{{\"id\": \"u\", \"accessLevels\": [\"{}\"]}}]", "/".repeat(n)))));
    linear(|n| {
        (
            "a.json",
            acme(format!(
                "\"dimensions\": [{0}], \"accessLevels\": [{{\"key\": \"k\", \"company\": \"c\", \"description\": \"\", \"covers\": {{{1}}}}}]",
                list(n, &|i| format!("\"d{i}\"")),
                list(n, &|i| format!("\"d{i}\": []"))
            )),
        )
    });
    linear(|n| {
        (
            "a.json",
            acme(format!("\"users\": [{}]", list(n, &|i| format!("{{\"id\": \"u{i}\", \"email\": \"u{}\"}}", i + 1)))),
        )
    });
    linear(|n| ("a.yaml", format!("organization: {{id: \"{}\"}}", "ü".repeat(n))));
}

#[test]
fn guesses_are_bounded() {
    let start = Instant::now();
    let roles: Vec<String> = (0..20_000).map(|i| format!("{{\"id\": \"role-{i:06}\"}}")).collect();
    let users: Vec<String> =
        (0..9_000).map(|i| format!("{{\"id\": \"u{i}\", \"roles\": [\"roel-{i:06}\"]}}")).collect();
    let found = problems(
        "a.json",
        &format!(
            "{{\"organization\": {{\"id\": \"a\"}}, \"roles\": [{}], \"users\": [{}]}}",
            roles.join(","),
            users.join(",")
        ),
    );
    assert_eq!(found.problems[0].help.as_deref(), Some("did you mean `role-000000`?"));
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

/// A small generator of our own: what matters is that a failure can be run again.
struct Noise(u64);

impl Noise {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % below
    }
}

#[test]
fn mangled_sources_never_panic() {
    let csv = "id,name,email,active,employee,roles,teams,accessLevels\nada,\"A, B\",a@b,true,E,operator;operator@ACME/plant-a,line-1,plant-a\n";
    let yaml = "organization: {id: acme}\nroles:\n- id: operator\n  description: >-\n    folded\n    text\n- {id: 'x', \"name\": ü}\nusers:\n  - id: ada\n    roles: [operator]\n";
    let bits = [
        "\"", "{", "}", "[", "]", ":", ",", "\n", "- ", "  ", "\t", "&a ", "*a", "!!x ", "|", ">", "%", "\\", "\\u",
        "\u{feff}", "ü", "\0", "'", "#", "? ", "---\n", "@", ";", "\r",
    ];
    for (name, text) in [
        ("a.json", WHOLE),
        ("a.yaml", WHOLE),
        ("b.yaml", yaml),
        ("users.csv", csv),
        ("users.jsonl", "{\"id\": \"ada\"}\n{\"id\": \"bob\"}\n"),
    ] {
        let letters: Vec<char> = text.chars().collect();
        for seed in 0..400 {
            let mut noise = Noise(seed);
            let mut mangled = letters.clone();
            for _ in 0..=noise.next(4) {
                let at = noise.next(mangled.len());
                match noise.next(3) {
                    0 => drop(mangled.drain(at..(at + 1 + noise.next(9)).min(mangled.len()))),
                    1 => drop(mangled.splice(at..at, bits[noise.next(bits.len())].chars())),
                    _ => mangled.truncate(at.max(1)),
                }
                if mangled.is_empty() {
                    mangled.push(' ');
                }
            }
            let mangled: String = mangled.into_iter().collect();
            let files = [
                ("organization.json".to_owned(), "{\"organization\": {\"id\": \"a\"}}".to_owned()),
                (name.to_owned(), mangled.clone()),
            ];
            let _ = parse_files(files).and_then(Model::try_from).map_err(|problems| problems.to_string());
            if name == "a.json" {
                // What is taken, serde's own reading takes too, and to the same effect.
                if let Ok(source) = parse(name, &mangled) {
                    let document: Document = serde_json::from_str(&mangled).expect("JSON that was taken");
                    assert_eq!(Model::try_from(document).ok(), Model::try_from(source).ok(), "seed {seed}");
                }
            }
        }
    }
}
