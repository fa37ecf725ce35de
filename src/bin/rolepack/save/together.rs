//! Writing several files, all of them or none.

use super::{Pending, cannot, folder, prefix, sync_folder};
use crate::problem::{Failure, shown};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::{Builder, TempPath};

/// Writes each as [`save`](super::save) does, in this order, or none of them.
///
/// All that wants room or a folder that can be written to is done before the first takes its place. Where one then cannot take it, those
/// before it are put back; what cannot be put back is told by name.
pub fn save_all(files: &[(&Path, &[u8])]) -> Result<(), Failure> {
    put(files.iter().map(|(path, bytes)| ready(path, bytes)).collect::<Result<_, Failure>>()?)
}

/// A path as it was given, what goes there, and what was there.
type Ready<'b> = (PathBuf, Pending<'b>, Before);

fn ready<'b>(path: &Path, bytes: &'b [u8]) -> Result<Ready<'b>, Failure> {
    let pending = Pending::of(path, bytes)?;
    let before = Before::of(&pending).map_err(|error| cannot(path, &error))?;
    Ok((path.to_owned(), pending, before))
}

fn put(all: Vec<Ready<'_>>) -> Result<(), Failure> {
    let mut written = Vec::new();
    for (path, pending, before) in all {
        let folder = pending.folder();
        if let Err(error) = pending.put() {
            return Err(undone(cannot(&path, &error), written));
        }
        written.push((path.clone(), before));
        if let Err(error) = sync_folder(folder.as_deref()) {
            return Err(undone(cannot(&path, &error), written));
        }
    }
    Ok(())
}

/// What stood where a file is written.
enum Before {
    /// Nothing that could be put back: it went to standard output or to a device.
    Stream,
    Nothing(PathBuf),
    /// The file that stood there, under another name as well.
    File {
        target: PathBuf,
        kept: TempPath,
    },
}

impl Before {
    fn of(pending: &Pending<'_>) -> io::Result<Self> {
        let Some(target) = pending.target() else { return Ok(Self::Stream) };
        if fs::symlink_metadata(target).is_err() {
            return Ok(Self::Nothing(target.to_owned()));
        }
        let prefix = prefix(target);
        let link = |name: &Path| match fs::hard_link(target, name) {
            // Not every file system has links.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::copy(target, name).map(drop),
            linked => linked,
        };
        let kept = Builder::new().prefix(&prefix).suffix(".before.tmp").make_in(folder(target), link)?;
        Ok(Self::File { target: target.to_owned(), kept: kept.into_temp_path() })
    }

    /// Puts it back; or else says what stands at `path` now.
    fn put_back(self, path: &Path) -> Result<(), String> {
        let path = shown(path);
        match self {
            Self::Stream => Err(path + " was written to"),
            Self::Nothing(target) => fs::remove_file(target)
                .map_err(|error| format!("{path} is new and stays, for it cannot be removed: {error}")),
            Self::File { target, kept } => kept.persist(target).map_err(|failed| {
                let held = failed.path.keep().map_or_else(|_| String::new(), |kept| format!(" in {}", shown(&kept)));
                format!("{path} is changed, and what it held stands{held}: {}", failed.error)
            }),
        }
    }
}

/// The failure, with those before it put back, the last first.
fn undone(failure: Failure, written: Vec<(PathBuf, Before)>) -> Failure {
    let stands: Vec<String> =
        written.into_iter().rev().filter_map(|(path, before)| before.put_back(&path).err()).collect();
    failure.help(if stands.is_empty() {
        "nothing was changed: what had been written is as it was before".to_owned()
    } else {
        format!("some of it was changed: {}", stands.join("; "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(failure: &Failure) -> String {
        match failure {
            Failure::One { help, .. } => help.clone().unwrap_or_default(),
            Failure::Source(_) => String::new(),
        }
    }

    /// Evidence, a source and one more file, whose place is taken by a folder once all are ready.
    fn failing(folder: &Path, then: impl Fn()) -> String {
        fs::write(folder.join("a.yaml"), "a").unwrap();
        let paths = ["e.json", "a.yaml", "b.yaml"].map(|name| folder.join(name));
        let all = paths.iter().map(|path| ready(path, b"new").unwrap()).collect();
        fs::create_dir(folder.join("b.yaml")).unwrap();
        fs::write(folder.join("b.yaml/x"), "").unwrap();
        then();
        help(&put(all).unwrap_err())
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn one_that_cannot_take_its_place_undoes_the_others() {
        let folder = tempfile::tempdir().unwrap();
        assert!(failing(folder.path(), || {}).starts_with("nothing was changed"));
        assert_eq!(names(folder.path()), ["a.yaml", "b.yaml"]);
        assert_eq!(fs::read(folder.path().join("a.yaml")).unwrap(), b"a");
    }

    #[test]
    fn what_cannot_be_put_back_is_told_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let lose = || {
            let kept = names(folder.path()).into_iter().find(|name| name.ends_with(".before.tmp")).unwrap();
            fs::remove_file(folder.path().join(kept)).unwrap();
        };
        let told = failing(folder.path(), lose);
        assert!(told.starts_with("some of it was changed: `") && told.contains("a.yaml` is changed"), "{told}");
        assert_eq!(fs::read(folder.path().join("a.yaml")).unwrap(), b"new");
        assert!(!folder.path().join("e.json").exists(), "the rest is put back");
    }

    #[test]
    fn all_are_written_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["e.json", "a.yaml"].map(|name| folder.path().join(name));
        fs::write(&paths[1], "a").unwrap();
        save_all(&paths.each_ref().map(|path| (path.as_path(), &b"new"[..]))).unwrap();
        assert_eq!(names(folder.path()), ["a.yaml", "e.json"]);
        assert_eq!(fs::read(&paths[1]).unwrap(), b"new");
        let nowhere = folder.path().join("none/e.json");
        assert!(save_all(&[(&paths[1], &b"newer"[..]), (&nowhere, b"")]).is_err());
        assert_eq!((names(folder.path()).len(), fs::read(&paths[1]).unwrap()), (2, b"new".to_vec()));
    }
}
