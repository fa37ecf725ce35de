//! Where things are: the workspace and the folder that tools are kept in between clones.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::step::Steps;

/// The workspace that a task works on, and how it shows its progress.
pub struct Context {
    root: PathBuf,
    cache: PathBuf,
    pub steps: Steps,
}

impl Context {
    pub fn new(steps: Steps) -> Result<Self> {
        // Cargo gives the folder at run time too, which still holds when several clones share one target folder.
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("xtask has no folder above it")?.to_path_buf();
        Ok(Self { root, cache: cache_folder()?, steps })
    }

    /// A path inside the workspace.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// A path inside the folder of what is shared by all clones: `$XDG_CACHE_HOME/rolepack`.
    pub fn cached(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.cache.join(relative)
    }

    /// A command that runs at the root of the workspace.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Cargo, the one that started this task.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        Self::apart(self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into())), arguments)
    }

    /// Cargo of another toolchain.
    pub fn cargo_of(&self, toolchain: &str, arguments: &[&str]) -> Command {
        let mut command = self.command("rustup");
        command.args(["run", toolchain, "cargo"]);
        Self::apart(command, arguments)
    }

    fn apart(mut command: Command, arguments: &[&str]) -> Command {
        command.args(arguments);
        // Set by the `cargo run` around this task; inherited, they would stand for the wrong package.
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_") {
                command.env_remove(name);
            }
        }
        command.env_remove("CARGO_MANIFEST_DIR");
        command.env_remove("CARGO_MANIFEST_PATH");
        command
    }
}

fn cache_folder() -> Result<PathBuf> {
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute("XDG_CACHE_HOME")
        .or_else(|| absolute("LOCALAPPDATA"))
        .or_else(|| absolute("HOME").map(|home| home.join(".cache")))
        .map(|folder| folder.join("rolepack"))
        .context("no folder to keep tools in\n  help: set XDG_CACHE_HOME to an absolute path")
}

/// The program of that name in `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&name)).find(|path| path.is_file())
}
