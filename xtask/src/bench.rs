//! `cargo xtask bench`: the Rust benches.

use anyhow::{Context as _, Result, bail};

use crate::context::Context;

/// Runs `cargo bench` with all features and shows what it prints; `filter` chooses benches by name.
pub fn run(context: &Context, filter: &[String]) -> Result<()> {
    println!("$ cargo bench --package rolepack --all-features -- {}", filter.join(" "));
    let status = context
        .cargo(&["bench", "--package=rolepack", "--all-features", "--"])
        .args(filter)
        .status()
        .context("cannot start cargo")?;
    if !status.success() {
        bail!("`cargo bench` failed");
    }
    Ok(())
}
