//! The reader as a WebAssembly program, for hosts that speak WASI (preview 1): Fastly Compute, Spin, wasmtime, Node.js.
//!
//! ```sh
//! cargo build --release --example wasi --target wasm32-wasip1
//! printf 'ada\tcreateRun\tin\tlocation\tA\n' |
//!     wasmtime --dir examples target/wasm32-wasip1/release/examples/wasi.wasm examples/workshop.rolepack
//! ```
//!
//! A request a line from standard input, a decision a line to standard output, in order. A request is words with tabs between them: the
//! user, the permission, then as needed `right` RIGHT, `in` DIMENSION VALUE, `group` PROVIDER GROUP, `slideIn`. Natively it does the same.

use rolepack::{Access, AccessMethod, LoadOptions, Request};
use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};
use std::time::{SystemTime, UNIX_EPOCH};

/// The request that a line is, if it is one.
fn request(line: &str) -> Option<Request<'_>> {
    let mut words = line.split('\t');
    let mut request = Request::new(words.next()?, words.next()?);
    while let Some(word) = words.next() {
        request = match word {
            "right" if request.right.is_none() => request.right(words.next()?),
            "in" => request.resource(words.next()?, words.next()?),
            "group" => request.identity_group(words.next()?, words.next()?),
            "slideIn" => request.access_method(AccessMethod::SlideIn),
            _ => return None,
        };
    }
    Some(request)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("give the path of a snapshot, and `--slice` if it is one")?;
    let slice = arguments.next().is_some_and(|argument| argument == "--slice");
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let access = Access::load(std::fs::read(path)?, &LoadOptions { slice, now: Some(now), ..LoadOptions::default() })?;
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        // What is no request is denied, never skipped: no user and no permission are malformed.
        let line = line?;
        let request = request(&line).unwrap_or_else(|| Request::new("", ""));
        serde_json::to_writer(&mut out, &access.check(&request))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
