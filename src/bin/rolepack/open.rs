//! Whatever is asked: a snapshot is loaded, a source is packed in memory and loaded.

use crate::args::Snapshot;
use crate::problem::{Failure, shown};
use crate::time;
use rolepack::access::SnapshotKind;
use rolepack::snapshot::MAGIC;
use rolepack::{Access, LoadOptions, Model, pack, source};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Opens what answers questions: an expired snapshot is refused.
pub fn open(asked: &Snapshot) -> Result<Access, Failure> {
    open_at(asked, time::now())
}

/// Opens what is only looked at, which may have expired.
pub fn open_even_expired(asked: &Snapshot) -> Result<Access, Failure> {
    open_at(asked, i64::MIN)
}

/// What is compared with another.
pub struct Opened {
    pub access: Access,
    /// Of a source: it knows what comes later.
    pub model: Option<Model>,
}

/// Opens what is compared; a source is packed as of `at`.
pub fn open_to_compare(path: &Path, at: i64) -> Result<Opened, Failure> {
    if let Some(bytes) = snapshot(path)? {
        return Ok(Opened { access: looked_at(path, bytes)?, model: None });
    }
    let model = read(&[path.to_owned()], &mut |_| {})?;
    Ok(Opened { access: looked_at(path, packed(&model, Some(at))?)?, model: Some(model) })
}

/// Opens what is only looked at; a source is packed as of `at`, or else of now.
pub fn open_as_of(path: &Path, at: Option<i64>) -> Result<Access, Failure> {
    let bytes = match (snapshot(path)?, at) {
        (Some(_), Some(_)) => {
            return Err(Failure::invalid(format!("`--at` is for sources, and {} is a snapshot", shown(path)))
                .help("a snapshot holds what was in force when it was packed"));
        }
        (Some(bytes), None) => bytes,
        (None, at) => packed_source(path, at)?,
    };
    looked_at(path, bytes)
}

/// Loads what may have expired, and is no slice.
fn looked_at(path: &Path, bytes: Vec<u8>) -> Result<Access, Failure> {
    let options = LoadOptions { now: Some(i64::MIN), ..LoadOptions::default() };
    Access::load(bytes, &options).map_err(|error| match error.code() {
        "slice" => Failure::invalid(format!("{} is a slice, which holds one user's part", shown(path)))
            .help("name the whole snapshot"),
        _ => Failure::load(path, &error),
    })
}

fn open_at(asked: &Snapshot, now: i64) -> Result<Access, Failure> {
    let path = &asked.path;
    let bytes = match snapshot(path)? {
        Some(bytes) => bytes,
        None if asked.slice => {
            return Err(Failure::invalid(format!("{} is a source, not a slice", shown(path)))
                .help("cut one with `rolepack pack --user`"));
        }
        None => packed_source(path, None)?,
    };
    load(path, bytes, now, asked.slice)
}

/// The bytes of a snapshot; `None` of a source.
pub fn snapshot(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    snapshot_bytes(path).map_err(|error| Failure::io(format_args!("cannot read {}", shown(path)), &error))
}

fn packed_source(path: &Path, at: Option<i64>) -> Result<Vec<u8>, Failure> {
    packed(&read(&[path.to_owned()], &mut |_| {})?, at)
}

fn packed(model: &Model, at: Option<i64>) -> Result<Vec<u8>, Failure> {
    let options = pack::Options { at: Some(at.unwrap_or_else(time::now)), ..Default::default() };
    pack(model, &options).map_err(|error| Failure::invalid(error.to_string()))
}

/// Refuses a shard where what is asked is about everybody.
pub fn refuse_shard(path: &Path, access: &Access) -> Result<(), Failure> {
    if access.kind() == SnapshotKind::Shard { Err(lacks_users(path)) } else { Ok(()) }
}

/// That a snapshot is a shard, where what is asked is about everybody.
pub fn lacks_users(path: &Path) -> Failure {
    Failure::invalid(format!("{} is a shard, which lacks all users but those of its range", shown(path)))
        .help("name the whole snapshot")
}

/// Loads bytes that were read from, or packed from, `path`.
pub fn load(path: &Path, bytes: Vec<u8>, now: i64, slice: bool) -> Result<Access, Failure> {
    let options = LoadOptions { now: Some(now), slice, ..LoadOptions::default() };
    Access::load(bytes, &options).map_err(|error| Failure::load(path, &error))
}

/// Reads sources, joined, and checks them, telling `watch` how far the reading of users has come.
pub fn read(paths: &[PathBuf], watch: &mut dyn FnMut(source::Progress)) -> Result<Model, Failure> {
    refuse_absent(paths)?;
    Ok(source::read_all(paths)?.into_model(watch)?)
}

/// Says of what is not there that it cannot be read, which is no problem of a source.
pub fn refuse_absent(paths: &[PathBuf]) -> Result<(), Failure> {
    for path in paths {
        fs::metadata(path).map_err(|error| Failure::io(format_args!("cannot read {}", shown(path)), &error))?;
    }
    Ok(())
}

/// The bytes of a file that begins as a snapshot or is named as one. It is opened once: a pipe gives its bytes once.
pub fn snapshot_bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    if fs::metadata(path)?.is_dir() {
        return Ok(None);
    }
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    (&mut file).take(MAGIC.len() as u64).read_to_end(&mut bytes)?;
    let named = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("rolepack"));
    if bytes != MAGIC && !named {
        return Ok(None);
    }
    file.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}
