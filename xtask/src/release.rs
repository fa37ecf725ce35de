//! `cargo xtask release`: whether this tree can be released, what would be published, and how. Publishing itself is left to a person.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use serde_json::Value;

use crate::build;
use crate::context::Context;
use crate::step::{Done, Step, answer};
use crate::tools;

/// Past what of a package somebody waits for, and past what crates are refused: 10 MiB.
const LARGEST: u64 = 8 << 20;

const LICENCES: [&str; 2] = ["LICENSE-MIT", "LICENSE-APACHE"];

type Look = fn(&Context, &Release, &Step) -> Result<Done>;

/// What is looked at, and what to do where it is not as it should be.
const LOOKS: &[(&str, &str, Look)] = &[
    ("one version", "give the crate and the npm package the same version, in their lock files too", one_version),
    ("what has changed", "say in CHANGELOG.md, under `## VERSION` or `## Unreleased`", changelog),
    ("a clean tree", "commit or remove what `git status` shows", clean_tree),
    ("licences and the oldest Rust", "see `[workspace.package]` of Cargo.toml", manifest),
    ("what is released stays", "add new files beside released ones, which never change", released_files),
    ("the crate's files", "see `include` in Cargo.toml", crate_files),
    ("the npm package's files", "see `files` and `exports` in pkg/package.json", package_files),
];

/// What is to be released.
struct Release {
    version: String,
    /// Whether nothing but looking is asked for.
    dry_run: bool,
}

/// Looks at everything, even if something is amiss, and says what a person would do next. Without `dry_run` it also makes the tag.
pub fn run(context: &Context, dry_run: bool) -> Result<()> {
    let release = Release { version: crate_version(context)?, dry_run };
    // What the packages hold has to be there, and as new as its sources.
    build::site(context)?;
    let mut amiss = 0;
    for (name, advice, look) in LOOKS {
        amiss += usize::from(context.steps.step(name, advice, |step| look(context, &release, step)).is_err());
    }
    let tag = format!("v{}", release.version);
    println!("\nnot looked at here: whether the tests pass (cargo xtask test)");
    if amiss > 0 {
        bail!("{amiss} of {} stand in the way of {tag}", LOOKS.len());
    }
    if !dry_run {
        context.steps.step(&format!("tag {tag}"), "remove the tag of that name, or raise the version", |step| {
            step.run(context.command("git").args(["tag", "--annotate", &tag, "--message", &tag]))?;
            Ok(Done::Made)
        })?;
    }
    println!("nothing has been published; to publish {tag}:");
    if dry_run {
        println!("  cargo xtask release            # the same once more, and the tag");
    }
    println!("  git push origin {tag}");
    println!("  cargo publish                  # the crate rolepack {}", release.version);
    println!("  cd pkg && npm publish          # the npm package rolepack {}", release.version);
    println!("  docs/dist                      # the documentation, to where it is served");
    Ok(())
}

/// The crate's version, as the workspace says it.
fn crate_version(context: &Context) -> Result<String> {
    let manifest = read(context, "Cargo.toml")?;
    let (_, package) = manifest.split_once("[workspace.package]").context("Cargo.toml has no `[workspace.package]`")?;
    quoted(package, "version").map(str::to_owned).context("`[workspace.package]` says no version")
}

fn one_version(context: &Context, release: &Release, _: &Step) -> Result<Done> {
    let mut others = Vec::new();
    for path in ["pkg/package.json", "pkg/package-lock.json"] {
        let json: Value =
            serde_json::from_str(&read(context, path)?).with_context(|| format!("`{path}` is no JSON"))?;
        others.push((path, json["version"].as_str().unwrap_or_default().to_owned()));
    }
    let lock = tools::locked_version(&context.path("Cargo.lock"), "rolepack")?;
    others.push(("Cargo.lock", lock));
    let wrong: Vec<_> = others.iter().filter(|(_, version)| *version != release.version).collect();
    if let [(path, version), ..] = wrong[..] {
        bail!("Cargo.toml says {}, {path} says {version}", release.version);
    }
    Ok(Done::With(release.version.clone()))
}

fn changelog(context: &Context, release: &Release, _: &Step) -> Result<Done> {
    let text = read(context, "CHANGELOG.md")?;
    let lines = |heading: &str| {
        let start = text.lines().position(|line| line == heading || line.starts_with(&format!("{heading} ")))?;
        Some(
            text.lines()
                .skip(start + 1)
                .take_while(|line| !line.starts_with("## "))
                .filter(|line| line.starts_with("- "))
                .count(),
        )
    };
    let unreleased = lines("## Unreleased").unwrap_or(0);
    match lines(&format!("## {}", release.version)) {
        Some(count) if count > 0 && unreleased == 0 => Ok(Done::With(format!("{count} entries"))),
        Some(_) if unreleased > 0 => {
            bail!("{unreleased} entries are unreleased, beside a section of {}", release.version)
        }
        None if unreleased > 0 && release.dry_run => Ok(Done::With(format!(
            "{unreleased} entries, under `Unreleased`: name the section {} before",
            release.version
        ))),
        None if unreleased > 0 => bail!("the section is still called `Unreleased`"),
        _ => bail!("there are no entries for {}", release.version),
    }
}

fn clean_tree(context: &Context, _: &Release, step: &Step) -> Result<Done> {
    let changed = step.run(context.command("git").args(["status", "--porcelain"]))?;
    if !changed.is_empty() {
        bail!("not committed:\n{changed}");
    }
    Ok(Done::Made)
}

fn manifest(context: &Context, _: &Release, _: &Step) -> Result<Done> {
    let manifest = read(context, "Cargo.toml")?;
    let rust = quoted(&manifest, "rust-version").context("no `rust-version`")?;
    let package: Value = serde_json::from_str(&read(context, "pkg/package.json")?)?;
    for (path, licence) in
        [("Cargo.toml", quoted(&manifest, "license")), ("pkg/package.json", package["license"].as_str())]
    {
        if licence != Some("MIT OR Apache-2.0") {
            bail!("{path} says another licence than MIT OR Apache-2.0");
        }
    }
    for name in LICENCES {
        if fs::read(context.path(name))? != fs::read(context.path("pkg").join(name))? {
            bail!("pkg/{name} is not {name}");
        }
    }
    let missing = if manifest.contains("\nrepository = ") { "" } else { "; no `repository` is said" };
    Ok(Done::With(format!("MIT OR Apache-2.0, Rust {rust}{missing}")))
}

/// Golden files and catalogues that the last release had are as they were.
fn released_files(context: &Context, _: &Release, step: &Step) -> Result<Done> {
    let last = answer(context.command("git").args(["describe", "--tags", "--abbrev=0", "--match", "v*"]));
    let Some(last) = last else { return Ok(Done::With("nothing was released before".to_owned())) };
    let changed = step.run(context.command("git").args([
        "diff",
        "--name-only",
        "--diff-filter=MDR",
        &last,
        "--",
        "tests/golden",
        "catalogue/*.json",
    ]))?;
    if !changed.is_empty() {
        bail!("changed since {last}:\n{changed}");
    }
    Ok(Done::With(format!("as in {last}")))
}

fn crate_files(context: &Context, release: &Release, step: &Step) -> Result<Done> {
    // What is not committed is another look's finding.
    let list =
        step.run(&mut context.cargo(&["package", "--package=rolepack", "--list", "--allow-dirty", "--quiet"]))?;
    let files: Vec<_> = list.lines().filter(|line| !line.starts_with("warning")).collect();
    wanted(
        &files,
        &["Cargo.toml", "README.md", "CHANGELOG.md", "src/lib.rs", "catalogue/ion@1.json", LICENCES[0], LICENCES[1]],
    )?;
    let target = context.path("target/xtask/release");
    let mut package = context.cargo(&["package", "--package=rolepack", "--no-verify", "--allow-dirty", "--quiet"]);
    step.run(package.arg("--target-dir").arg(&target))?;
    let packed = fs::metadata(target.join("package").join(format!("rolepack-{}.crate", release.version)))?.len();
    fits(packed)?;
    Ok(Done::With(format!("{} files, {} KB packed", files.len(), packed / 1000)))
}

/// What `npm pack` says that it would pack.
#[derive(Deserialize)]
struct Packed {
    size: u64,
    files: Vec<PackedFile>,
}

#[derive(Deserialize)]
struct PackedFile {
    path: String,
}

fn package_files(context: &Context, _: &Release, step: &Step) -> Result<Done> {
    let mut npm = tools::npm(context, "pkg", &["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel=error"]);
    let output = step.run(&mut npm)?;
    let json = output.find("[").and_then(|start| output.get(start..)).context("`npm pack` printed no list")?;
    let [packed] = serde_json::from_str::<[Packed; 1]>(json)?;
    let files: Vec<_> = packed.files.iter().map(|file| file.path.as_str()).collect();
    let manifest: Value = serde_json::from_str(&read(context, "pkg/package.json")?)?;
    let mut entries = Vec::new();
    named(&manifest["exports"], &mut entries);
    named(&manifest["bin"], &mut entries);
    wanted(&files, &entries)?;
    wanted(&files, &["README.md", "dist/cli.wasm", LICENCES[0], LICENCES[1]])?;
    let is_known = |path: &str| {
        ["dist/", "bin/", "LICENSE-"].iter().any(|start| path.starts_with(start))
            || ["README.md", "package.json"].contains(&path)
    };
    if let Some(stray) = files.iter().find(|path| !is_known(path)) {
        bail!("`{stray}` would be packed");
    }
    fits(packed.size)?;
    Ok(Done::With(format!("{} files, {} KB packed", files.len(), packed.size / 1000)))
}

/// The files that a manifest's `exports` or `bin` lead to.
fn named<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(path) => found.push(path.strip_prefix("./").unwrap_or(path)),
        Value::Object(fields) => fields.values().for_each(|value| named(value, found)),
        _ => {}
    }
}

fn wanted(files: &[&str], names: &[&str]) -> Result<()> {
    match names.iter().find(|name| !files.contains(name)) {
        Some(missing) => bail!("`{missing}` would not be packed"),
        None => Ok(()),
    }
}

fn fits(bytes: u64) -> Result<()> {
    if bytes > LARGEST {
        bail!("{bytes} bytes, more than {LARGEST}");
    }
    Ok(())
}

fn read(context: &Context, path: impl AsRef<Path>) -> Result<String> {
    let path = path.as_ref();
    fs::read_to_string(context.path(path)).with_context(|| format!("cannot read `{}`", path.display()))
}

/// The value of `key = "…"`, the first there is.
fn quoted<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let line = text.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='))?;
    line.trim().strip_prefix('"')?.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::{named, quoted, wanted};
    use serde_json::json;

    #[test]
    fn a_value_is_that_of_exactly_this_key() {
        let text = "rust-version = \"1.88\"\nversion = \"0.1.0\" # once\n";
        assert_eq!(quoted(text, "version"), Some("0.1.0"));
        assert_eq!(quoted(text, "edition"), None);
    }

    #[test]
    fn every_condition_of_every_entry_is_wanted() {
        let exports = json!({ ".": { "types": "./dist/index.d.ts", "default": "./dist/index.js" }, "./package.json": "./package.json" });
        let mut found = Vec::new();
        named(&exports, &mut found);
        found.sort_unstable();
        assert_eq!(found, ["dist/index.d.ts", "dist/index.js", "package.json"]);
        assert!(wanted(&["dist/index.d.ts", "dist/index.js", "package.json"], &found).is_ok());
        assert!(wanted(&["dist/index.js", "package.json"], &found).is_err());
    }
}
