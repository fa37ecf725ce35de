//! No output over what is read: where a path leads is compared, not how it is written.

use crate::problem::{Failure, shown};
use crate::save;
use std::fs;
use std::path::{Path, PathBuf};

/// Refuses to write over a source or a snapshot that is read, or into a source's folder, where the file would be a part of the next
/// source. A dot file there is none.
pub fn refuse_own<'p>(target: &Path, read: impl IntoIterator<Item = &'p Path>) -> Result<(), Failure> {
    let Some(place) = place(target) else { return Ok(()) };
    for source in read.into_iter().filter_map(|source| source.canonicalize().ok()) {
        let inside = place.strip_prefix(&source).is_ok_and(|inside| !is_dot(inside) && source.is_dir());
        if place == source || inside {
            return Err(if is_snapshot(&source) { read_too(target) } else { own(target) });
        }
    }
    Ok(())
}

/// Refuses to write over one more file that is read.
pub fn refuse_same(target: &Path, read: &Path) -> Result<(), Failure> {
    if same(target, read) { Err(read_too(target)) } else { Ok(()) }
}

/// Whether two paths lead to the same file, or are both standard output.
pub fn same(one: &Path, other: &Path) -> bool {
    let both = Path::new("-");
    (one == both && other == both) || place(one).is_some_and(|one| place(other) == Some(one))
}

fn own(target: &Path) -> Failure {
    Failure::invalid(format!("{} is, or would be, a part of the source", shown(target))).help("name a file elsewhere")
}

fn read_too(target: &Path) -> Failure {
    Failure::invalid(format!("{} is what is read", shown(target))).help("name another file")
}

fn is_snapshot(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("rolepack"))
}

fn is_dot(path: &Path) -> bool {
    path.iter().any(|part| part.as_encoded_bytes().starts_with(b"."))
}

/// Where a path leads, with its links followed, though there may be nothing yet; `None`: to no file.
fn place(path: &Path) -> Option<PathBuf> {
    if path == Path::new("-") || fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return None;
    }
    path.canonicalize().ok().or_else(|| {
        let name = path.file_name()?;
        Some(save::folder(path).canonicalize().ok()?.join(name))
    })
}
