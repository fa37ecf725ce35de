//! Writing a file whole or not at all.

mod together;

pub use together::save_all;

use crate::problem::{Failure, shown};
use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// Writes `bytes` to `path`, or to standard output where it is `-`.
///
/// A file is written beside its place under another name, synced and renamed, so that a crash or a full disk leaves what was there before.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let pending = Pending::of(path, bytes)?;
    let folder = pending.folder();
    pending.put().and_then(|()| sync_folder(folder.as_deref())).map_err(|error| cannot(path, &error))
}

fn cannot(path: &Path, error: &io::Error) -> Failure {
    if path == Path::new("-") {
        return Failure::io("cannot write to standard output", error);
    }
    // The name that it has until it is whole is nothing that anybody knows.
    let text = error.to_string();
    let why = text.split_once(" at path \"").map_or(text.as_str(), |(why, _)| why);
    Failure::failed(format!("cannot write {}: {why}", shown(path)))
}

/// What is about to be written.
enum Pending<'b> {
    Output(&'b [u8]),
    /// A device or a pipe holds nothing to lose, and must not be replaced by a file.
    Device(PathBuf, &'b [u8]),
    /// A file, whole, beside the place that it will take; let go, it is removed.
    File {
        target: PathBuf,
        file: NamedTempFile,
    },
}

impl<'b> Pending<'b> {
    fn of(path: &Path, bytes: &'b [u8]) -> Result<Self, Failure> {
        if path == Path::new("-") {
            return Ok(Self::Output(bytes));
        }
        let file = match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                return Err(Failure::invalid(format!("{} is a directory", shown(path))).help("name a file in it"));
            }
            Ok(found) if !found.is_file() => return Ok(Self::Device(path.to_owned(), bytes)),
            // A link keeps pointing where it points: the file behind it is the one replaced.
            Ok(found) => fs::canonicalize(path)
                .and_then(|target| Ok((written(&target, bytes, Some(found.permissions()))?, target))),
            Err(_) => written(path, bytes, None).map(|file| (file, path.to_owned())),
        };
        let (file, target) = file.map_err(|error| cannot(path, &error))?;
        Ok(Self::File { target, file })
    }

    /// Where it goes to, if that is a file.
    fn target(&self) -> Option<&Path> {
        match self {
            Self::File { target, .. } => Some(target),
            Self::Output(_) | Self::Device(..) => None,
        }
    }

    fn folder(&self) -> Option<PathBuf> {
        self.target().map(folder)
    }

    /// Puts it where it goes.
    fn put(self) -> io::Result<()> {
        match self {
            Self::Output(bytes) => {
                let mut output = io::stdout().lock();
                output.write_all(bytes).and_then(|()| output.flush())
            }
            Self::Device(path, bytes) => {
                File::options().write(true).open(path).and_then(|mut file| file.write_all(bytes))
            }
            Self::File { target, file } => file.persist(target).map(drop).map_err(|error| error.error),
        }
    }
}

/// Writes what its owner alone may read, to a file that is not there yet.
pub fn save_secret(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut options = File::options();
    // WASI has no permissions. What is made to be read as well, and by nobody else yet, its host gives to the owner alone.
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        let whole = file.write_all(bytes).and_then(|()| file.sync_all());
        // A part of a secret is of no use, and would stand in the way of the next.
        whole.inspect_err(|_| drop(fs::remove_file(path)))
    });
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::invalid(format!("{} is there already", shown(path)))
            .help("name another file: a key that was used is needed until all have the next one"),
        _ => cannot(path, &error),
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

/// Refuses to write over a file that may hold somebody's work.
pub fn refuse_there(path: &Path) -> Result<(), Failure> {
    if path != Path::new("-") && fs::metadata(path).is_ok_and(|found| found.is_file()) {
        return Err(Failure::invalid(format!("{} is there already", shown(path)))
            .help("name another file, or pass `--force` to write over it"));
    }
    Ok(())
}

/// The bytes in a new file beside the target, removed again unless it is renamed; readable by whom the process says, as any new file is.
fn written(target: &Path, bytes: &[u8], permissions: Option<Permissions>) -> io::Result<NamedTempFile> {
    let prefix = prefix(target);
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder(target))?;
    file.write_all(bytes)?;
    // WASI has no permissions to set; its host hands those of the file that is replaced on.
    if let Some(permissions) = permissions.filter(|_| !cfg!(target_os = "wasi")) {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// The folder that a file stands in, or would.
pub fn folder(target: &Path) -> PathBuf {
    match target.parent() {
        Some(parent) if parent != Path::new("") => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// What the name of a file beside the target begins with.
fn prefix(target: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(target.file_name().unwrap_or_default());
    prefix.push(".");
    prefix
}

/// Makes the rename itself last, where folders can be synced: not on Windows, and not on every file system.
fn sync_folder(folder: Option<&Path>) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    let Some(folder) = folder.filter(|_| cfg!(unix)) else { return Ok(()) };
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported) => Ok(()),
        synced => synced,
    }
}
