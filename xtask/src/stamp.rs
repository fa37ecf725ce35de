//! What is up to date is left alone: a stamp is a hash of all that an output was made from.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::context::Context;

/// Gathers what an output is made from.
#[derive(Default)]
pub struct Inputs(DefaultHasher);

impl Inputs {
    pub fn text(mut self, text: impl AsRef<str>) -> Self {
        text.as_ref().hash(&mut self.0);
        self
    }

    /// A file, by content; one that is not there counts as that.
    pub fn file(mut self, path: &Path) -> Self {
        fs::read(path).ok().hash(&mut self.0);
        self
    }

    /// All files below a folder, by path and content, but for the folders of these names.
    pub fn tree(mut self, folder: &Path, without: &[&str]) -> Result<Self> {
        for path in files_below(folder, without)? {
            path.strip_prefix(folder)?.hash(&mut self.0);
            self = self.file(&path);
        }
        Ok(self)
    }

    /// The stamp `name` of these inputs.
    pub fn stamp(self, context: &Context, name: &str) -> Stamp {
        Stamp { path: context.path("target/xtask").join(name), value: format!("{:016x}", self.0.finish()) }
    }
}

/// The hash of the inputs now, and the place of the one that was current when the output was made.
pub struct Stamp {
    path: PathBuf,
    value: String,
}

impl Stamp {
    /// Whether the outputs are there and were made from these inputs.
    pub fn holds_for(&self, outputs: &[&Path]) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|value| value == self.value)
            && outputs.iter().all(|path| path.exists())
    }

    /// To be called when the outputs are made.
    pub fn set(&self) -> Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.path, &self.value).with_context(|| format!("cannot write `{}`", self.path.display()))
    }
}

fn files_below(folder: &Path, without: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            if !entry.file_type()?.is_dir() {
                files.push(entry.path());
            } else if !without.iter().any(|name| entry.file_name() == *name) {
                folders.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}
