//! The tools that a build needs, set up where they are missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::context::{Context, on_path};
use crate::stamp::Inputs;
use crate::step::{Done, answer};

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
pub const WASI_TARGET: &str = "wasm32-wasip1";

/// The oldest that Vite runs on.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// The compiler's standard library for WebAssembly in JavaScript.
pub fn wasm_target(context: &Context) -> Result<()> {
    target(context, WASM_TARGET)
}

/// The compiler's standard library for a target.
pub fn target(context: &Context, target: &str) -> Result<()> {
    let mut question = context.command("rustc");
    question.args(["--print", "target-libdir", "--target", target]);
    if answer(&mut question).is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    context.steps.step(
        &format!("set up: the target {target}"),
        &format!("without rustup, install your distribution's Rust standard library for {target} (Debian: libstd-rust-dev-wasm32)"),
        |step| {
            step.run(context.command("rustup").args(["target", "add", target]))?;
            Ok(Done::Made)
        },
    )
}

/// wasm-bindgen and its test runner.
pub struct WasmBindgen {
    pub version: String,
    pub bindgen: PathBuf,
    pub test_runner: PathBuf,
}

/// wasm-bindgen at the version in `Cargo.lock`, for the format between the crate and the tool changes with every release:
/// the one in `PATH`, if it is of that version, else one installed into the cache for all clones.
pub fn wasm_bindgen(context: &Context) -> Result<WasmBindgen> {
    let version = locked_version(&context.path("Cargo.lock"), "wasm-bindgen")?;
    if let (Some(bindgen), Some(test_runner)) = (on_path("wasm-bindgen"), on_path("wasm-bindgen-test-runner")) {
        let is_of_version = |program| {
            answer(Command::new(program).arg("--version")).is_some_and(|line| line.split(' ').nth(1) == Some(&version))
        };
        if is_of_version(&bindgen) && is_of_version(&test_runner) {
            return Ok(WasmBindgen { version, bindgen, test_runner });
        }
    }
    let root = context.cached(format!("tools/wasm-bindgen-{version}"));
    let program = |name: &str| root.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let tools =
        WasmBindgen { bindgen: program("wasm-bindgen"), test_runner: program("wasm-bindgen-test-runner"), version };
    if tools.bindgen.is_file() && tools.test_runner.is_file() {
        return Ok(tools);
    }
    context.steps.step(
        &format!("set up: wasm-bindgen {}, once for all clones", tools.version),
        &format!(
            "put wasm-bindgen and wasm-bindgen-test-runner {} into PATH, or see that cargo reaches its registry and a C compiler is there",
            tools.version
        ),
        |step| {
            let build = context.cached("build/wasm-bindgen");
            let mut install = context.cargo(&["install", "wasm-bindgen-cli", "--version", &tools.version]);
            install.arg("--root").arg(&root);
            // A tool that runs for a second does not repay three minutes of optimising it.
            install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
            install.env("CARGO_TARGET_DIR", &build);
            install.env_remove("RUSTFLAGS");
            step.run(&mut install)?;
            fs::remove_dir_all(&build).ok();
            Ok(Done::Made)
        },
    )?;
    Ok(tools)
}

/// Node.js, of a version that can run all of the JavaScript here.
pub fn node() -> Result<()> {
    let help = format!("help: install Node.js {}.{} or later, with npm", OLDEST_NODE.0, OLDEST_NODE.1);
    let Some(version) = answer(Command::new("node").arg("--version")) else {
        bail!("no `node` in PATH\n  {help}");
    };
    if node_version(&version).is_none_or(|version| version < OLDEST_NODE) {
        bail!("`node` is {version}, too old\n  {help}");
    }
    Ok(())
}

fn node_version(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.strip_prefix('v')?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

/// npm, in a folder of the workspace.
pub fn npm(context: &Context, folder: &str, arguments: &[&str]) -> Command {
    let mut command = context.command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(context.path(folder)).args(arguments);
    command
}

/// The packages of a folder, as its lock file names them.
pub fn npm_ci(context: &Context, folder: &str) -> Result<()> {
    node()?;
    let path = context.path(folder);
    let stamp = Inputs::default()
        .file(&path.join("package.json"))
        .file(&path.join("package-lock.json"))
        // One folder may lie in another: a stamp's name is a file's, not a path.
        .stamp(context, &format!("npm-ci/{}", folder.replace('/', "-")));
    if stamp.holds_for(&[&path.join("node_modules")]) {
        return Ok(());
    }
    context.steps.step(
        &format!("set up: npm packages of {folder}"),
        &format!(
            "see that npm reaches its registry; if the lock file is out of step, run `npm install` in `{folder}` and commit it"
        ),
        |step| {
            step.run(&mut npm(context, folder, &["ci", "--no-audit", "--no-fund"]))?;
            stamp.set()?;
            Ok(Done::Made)
        },
    )
}

/// Binaryen's programs, which make modules smaller.
pub struct Binaryen {
    pub wasm_opt: PathBuf,
    pub wasm_metadce: PathBuf,
}

/// The Binaryen of `xtask/tools/package-lock.json`.
pub fn binaryen(context: &Context) -> Result<Binaryen> {
    npm_ci(context, "xtask/tools")?;
    let bin = context.path("xtask/tools/node_modules/binaryen/bin");
    Ok(Binaryen { wasm_opt: bin.join("wasm-opt"), wasm_metadce: bin.join("wasm-metadce") })
}

/// The version of a package in a `Cargo.lock`.
pub fn locked_version(lock: &Path, package: &str) -> Result<String> {
    let text = fs::read_to_string(lock).with_context(|| format!("cannot read `{}`", lock.display()))?;
    version_in(&text, package).with_context(|| format!("`{}` names no package `{package}`", lock.display()))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{node_version, version_in};

    #[test]
    fn the_locked_version_is_that_of_the_package_with_exactly_this_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }

    #[test]
    fn versions_of_node_are_compared_as_numbers() {
        assert_eq!(node_version("v20.9.0"), Some((20, 9)));
        assert!(node_version("v20.9.0") < node_version("v20.19.1"));
        assert_eq!(node_version("20"), None);
    }
}
