//! Whatever is asked: a snapshot is loaded, a source is packed in memory and loaded.

use crate::args::Snapshot;
use crate::problem::{Failure, shown};
use crate::time;
use rolepack::{Access, LoadOptions, Model, pack, snapshot, source};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Opens what answers questions: an expired snapshot is refused.
pub fn open(asked: &Snapshot) -> Result<Access, Failure> {
    open_at(asked, time::now())
}

/// Opens what is only looked at, which may have expired.
pub fn open_even_expired(asked: &Snapshot) -> Result<Access, Failure> {
    open_at(asked, i64::MIN)
}

fn open_at(asked: &Snapshot, now: i64) -> Result<Access, Failure> {
    let bytes = if is_snapshot(&asked.path)? {
        fs::read(&asked.path)
            .map_err(|error| Failure::io(format_args!("cannot read {}", shown(&asked.path)), &error))?
    } else if asked.slice {
        return Err(Failure::invalid(format!("{} is a source, not a slice", shown(&asked.path)))
            .help("cut one with `rolepack pack --user`"));
    } else {
        let model = read(std::slice::from_ref(&asked.path))?;
        pack(&model, &pack::Options { at: Some(time::now()), ..Default::default() })
            .map_err(|error| Failure::invalid(error.to_string()))?
    };
    load(&asked.path, bytes, now, asked.slice)
}

/// Loads bytes that were read from, or packed from, `path`.
pub fn load(path: &Path, bytes: Vec<u8>, now: i64, slice: bool) -> Result<Access, Failure> {
    let options = LoadOptions { now: Some(now), slice, ..LoadOptions::default() };
    Access::load(bytes, &options).map_err(|error| Failure::load(path, &error))
}

/// Reads sources, joined, and checks them.
pub fn read(paths: &[PathBuf]) -> Result<Model, Failure> {
    for path in paths {
        fs::metadata(path).map_err(|error| Failure::io(format_args!("cannot read {}", shown(path)), &error))?;
    }
    Ok(Model::try_from(source::read_all(paths)?)?)
}

/// A file is a snapshot if it begins as one or is named as one.
fn is_snapshot(path: &Path) -> Result<bool, Failure> {
    let cannot = |error: std::io::Error| Failure::io(format_args!("cannot read {}", shown(path)), &error);
    if fs::metadata(path).map_err(cannot)?.is_dir() {
        return Ok(false);
    }
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("rolepack")) {
        return Ok(true);
    }
    let mut start = Vec::new();
    File::open(path)
        .and_then(|file| file.take(snapshot::MAGIC.len() as u64).read_to_end(&mut start))
        .map_err(cannot)?;
    Ok(start == snapshot::MAGIC)
}
