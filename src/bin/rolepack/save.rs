//! Writing a file whole or not at all.

use crate::problem::{Failure, shown};
use std::fs::{self, File, Permissions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// Writes `bytes` to `path`, or to standard output where it is `-`.
///
/// A file is written beside its place under another name, synced and renamed, so that a crash or a full disk leaves what was there before.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path == Path::new("-") {
        let mut output = io::stdout().lock();
        return output
            .write_all(bytes)
            .and_then(|()| output.flush())
            .map_err(|error| Failure::io("cannot write to standard output", &error));
    }
    let written = match fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            return Err(Failure::invalid(format!("{} is a directory", shown(path))).help("name a file in it"));
        }
        // A device or a pipe holds nothing to lose, and must not be replaced by a file.
        Ok(found) if !found.is_file() => {
            File::options().write(true).open(path).and_then(|mut file| file.write_all(bytes))
        }
        // A link keeps pointing where it points: the file behind it is the one replaced.
        Ok(found) => fs::canonicalize(path).and_then(|target| replace(&target, Some(found.permissions()), bytes)),
        Err(_) => replace(path, None, bytes),
    };
    written.map_err(|error| Failure::io(format_args!("cannot write {}", shown(path)), &error))
}

/// Writes what its owner alone may read, to a file that is not there yet.
pub fn save_secret(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut options = File::options();
    // WASI has no permissions. What is made to be read as well, and by nobody else yet, its host gives to the owner alone.
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::invalid(format!("{} is there already", shown(path)))
            .help("name another file: a key that was used is needed until all have the next one"),
        _ => Failure::io(format_args!("cannot write {}", shown(path)), &error),
    })
}

/// Refuses to pour binary bytes into a terminal, before any work is done.
pub fn refuse_terminal(path: &Path) -> Result<(), Failure> {
    if path == Path::new("-") && io::stdout().is_terminal() {
        return Err(Failure::invalid("a snapshot is not text, and standard output is a terminal")
            .help("name a file with `-o FILE`, or pipe it"));
    }
    Ok(())
}

fn replace(target: &Path, permissions: Option<Permissions>, bytes: &[u8]) -> io::Result<()> {
    let folder = match target.parent() {
        Some(parent) if parent != Path::new("") => parent.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let mut file = beside(target, &folder)?;
    file.write_all(bytes)?;
    // WASI has no permissions to set; its host hands those of the file that is replaced on.
    if let Some(permissions) = permissions.filter(|_| !cfg!(target_os = "wasi")) {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(target).map_err(|error| error.error)?;
    sync_folder(&folder)
}

/// A new file beside the target, removed again unless it is renamed; readable by whom the process says, as any new file is.
fn beside(target: &Path, folder: &Path) -> io::Result<NamedTempFile> {
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(target.file_name().unwrap_or_default());
    prefix.push(".");
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Makes the rename itself last, where folders can be synced: not on Windows, and not on every file system.
fn sync_folder(folder: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported) => Ok(()),
        synced => synced,
    }
}
