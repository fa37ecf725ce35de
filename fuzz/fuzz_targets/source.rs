//! Any text as JSON, YAML, CSV or JSON Lines: told what is wrong with it, or packed into a snapshot that loads.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use rolepack::pack::Options;
use rolepack::source::{parse, parse_files};
use rolepack::{Model, pack};
use rolepack_fuzz::{ask, seeds};

fuzz_target!(|data: &[u8]| {
    let Some((&sort, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let beside = |name: &str| {
        parse_files([("acme.json", seeds::ORGANIZATION), (name, text)].map(|(name, text)| (name.into(), text.into())))
    };
    let source = match sort % 4 {
        0 => parse("source.json", text),
        1 => parse("source.yaml", text),
        2 => beside("users.csv"),
        _ => beside("users.jsonl"),
    };
    match source.and_then(Model::try_from) {
        Err(problems) => assert!(problems.count() > 0 && !problems.to_string().is_empty()),
        Ok(model) => {
            if let Ok(bytes) = pack(&model, &Options { at: Some(0), ..Options::default() }) {
                ask::load(bytes, false).expect("what was packed is sound");
            }
        }
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    seeds::mutate(&seeds::TEXTS, data, size, max_size, seed)
});
