//! The oldest Rust that the crate says it builds with, tried.

use std::fs;

use anyhow::{Context as _, Result};

use crate::context::Context;
use crate::step::{Done, answer};

/// The reader, and the author's side with signatures. The command line's code is held to the same version by clippy.
const SIDES: &[(&str, &[&str])] = &[("the reader", &[]), ("the author's side", &["--features=sign"])];

pub fn run(context: &Context) -> Result<()> {
    let manifest = fs::read_to_string(context.path("Cargo.toml"))?;
    let version = stated(&manifest).context("`Cargo.toml` states no `rust-version`")?;
    let is_there = answer(context.cargo_of(version, &["--version"]).env("RUSTUP_AUTO_INSTALL", "0"));
    if is_there.is_none() {
        let advice = "install rustup, and see that it reaches its server";
        context.steps.step(&format!("set up: Rust {version}"), advice, |step| {
            step.run(context.command("rustup").args(["toolchain", "install", version, "--profile=minimal"]))?;
            Ok(Done::Made)
        })?;
    }
    for (name, features) in SIDES {
        let advice = "do without what is newer, or state a newer `rust-version` and say so in CHANGELOG.md";
        context.steps.step(&format!("{name}, by Rust {version}"), advice, |step| {
            step.run(&mut context.cargo_of(version, &[&["check", "--locked", "--lib"], *features].concat()))?;
            Ok(Done::Made)
        })?;
    }
    Ok(())
}

fn stated(manifest: &str) -> Option<&str> {
    manifest.lines().find_map(|line| line.strip_prefix("rust-version = \"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::stated;

    const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

    #[test]
    fn the_version_is_what_the_readme_states() {
        let read = |name: &str| std::fs::read_to_string(format!("{ROOT}/{name}")).unwrap();
        let manifest = read("Cargo.toml");
        let told = format!("Rust {} or newer", stated(&manifest).unwrap());
        for name in ["README.md", "src/lib.rs"] {
            assert!(read(name).contains(&told), "{name} does not say `{told}`");
        }
    }
}
