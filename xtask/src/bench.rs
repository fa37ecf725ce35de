//! `cargo xtask bench`: the Rust benches, and the comparison with other libraries.

use anyhow::{Context as _, Result, bail};

use crate::build;
use crate::context::Context;
use crate::step::Done;
use crate::tools;

const PEERS: &str = "benches/peers";

/// Runs `cargo bench` with all features and shows what it prints; `filter` chooses benches by name. `peers` is the comparison.
pub fn run(context: &Context, filter: &[String]) -> Result<()> {
    if filter == ["peers"] {
        return peers(context);
    }
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

/// Measures everybody at every size and writes the results down.
fn peers(context: &Context) -> Result<()> {
    build::package(context)?;
    tools::npm_ci(context, PEERS)?;
    let status = tools::npm(context, PEERS, &["run", "bench"]).status().context("cannot start npm")?;
    if !status.success() {
        bail!("the comparison failed");
    }
    Ok(())
}

/// The comparison in small: that everybody still answers, and as the reference does. No time is looked at.
pub fn peers_agree(context: &Context) -> Result<()> {
    build::package(context)?;
    tools::npm_ci(context, PEERS)?;
    context.steps.step("peers, 1,000 users", "", |step| {
        step.run(&mut tools::npm(context, PEERS, &["run", "bench", "--", "--users", "1000", "--quick"]))?;
        Ok(Done::Made)
    })
}
