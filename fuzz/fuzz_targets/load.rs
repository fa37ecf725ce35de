//! Any bytes at all, and any contents behind a right checksum: refused, or sound in all that they answer.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use rolepack_fuzz::{ask, seeds};

fuzz_target!(|data: &[u8]| {
    let Some((&kind, rest)) = data.split_first() else { return };
    let bytes = if kind < 3 { seeds::seal(kind, rest) } else { rest.to_vec() };
    for slice in [false, true] {
        if let Ok(access) = ask::load(bytes.clone(), slice) {
            ask::everything(&access);
        }
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    seeds::mutate(&seeds::SNAPSHOTS, data, size, max_size, seed)
});
