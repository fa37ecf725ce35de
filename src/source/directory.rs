//! A source on disk: one file, or a directory of them.

use super::findings::{At, Finding, Findings};
use super::reading::{File, Format, Reading, Role, is_utf16};
use super::text::Text;
use super::words::quote;
use super::{Problems, Source, catalogue};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

/// What a file of a directory is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Read(Format),
    Skipped,
    Refused,
}

/// Largest JSON or YAML file of a source, in bytes: 512 MiB. Such a file is held while it is read, and what it says beside it;
/// rows of users are not.
const LARGEST: u64 = 512 << 20;

/// Reads a JSON or YAML file, or a directory of files whose lists are joined in the order of the files' names.
///
/// In a directory every `.json`, `.yaml` and `.yml` file is a document, `users*.csv` and `users*.jsonl` hold users, and dot
/// files, `README*` and `*.expect.json` (`.yaml`, `.yml`) are skipped. Anything else is refused, and so is what leads out of
/// the directory; a subdirectory is taken where everything in it is a catalogue that a document names. A JSON or YAML file has
/// 512 MiB at most; files of users have no bound. Linear in the text.
///
/// ```
/// let source = rolepack::source::read("examples/acme-rockets".as_ref())?;
/// assert_eq!(source.document().organization.as_ref().unwrap().id, "acme");
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
///
/// # Errors
/// All that is wrong with the files, and with what they mean as far as they could be read.
pub fn read(path: &Path) -> Result<Source, Problems> {
    read_all(&[path])
}

/// Reads several sources, each as [`read`] does, and joins them as the files of one directory are.
///
/// ```
/// let problems = rolepack::source::read_all(&["examples/workshop.yaml", "examples/workshop.next.yaml"]).unwrap_err();
/// assert!(problems.count() > 0);   // two organisations, in which everything stands twice
/// ```
///
/// # Errors
/// As [`read`].
pub fn read_all(paths: &[impl AsRef<Path>]) -> Result<Source, Problems> {
    let mut reading = Reading::default();
    for path in paths {
        if let Err(why) = read_into(&mut reading, path.as_ref()) {
            reading.gaps.everything();
            reading.findings.push(Finding::new("unreadable", why).at(At::Named(path.as_ref().display().to_string())));
        }
    }
    reading.finish()
}

fn read_into(reading: &mut Reading, path: &Path) -> Result<(), String> {
    let cannot = |error: std::io::Error| format!("cannot be read: {error}");
    if fs::metadata(path).map_err(cannot)?.is_dir() {
        let root = fs::canonicalize(path).map_err(cannot)?;
        let mut folder = Folder { path, root, whole: true, findings: Findings::default(), unread: false };
        let documents = folder.documents();
        folder.read(reading, documents);
        return Ok(());
    }
    let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    let format = document_format(&name)
        .ok_or("no JSON or YAML file; a source is one whose name ends in `.json`, `.yaml` or `.yml`, or a directory")?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let root = fs::canonicalize(parent).map_err(cannot)?;
    let mut folder = Folder { path: parent, root, whole: false, findings: Findings::default(), unread: false };
    let document = folder.text(path, format).map(|text| File {
        name: path.display().to_string(),
        format,
        text,
        role: Role::Document,
    });
    folder.read(reading, document.into_iter().map(|file| (String::new(), file)).collect());
    Ok(())
}

/// The same from memory: a directory's files by their names, in which `/` stands before those of subdirectories.
///
/// ```
/// let files = [("acme.yaml", "organization: { id: acme }"), ("teams.yaml", "teams: [{ id: line-1 }]")];
/// let source = rolepack::source::parse_files(files.map(|(name, text)| (name.to_owned(), text.to_owned())))?;
/// assert_eq!(source.document().teams.len(), 1);
/// # Ok::<(), rolepack::source::Problems>(())
/// ```
///
/// # Errors
/// As [`read`].
pub fn parse_files(files: impl IntoIterator<Item = (String, String)>) -> Result<Source, Problems> {
    let mut findings = Findings::default();
    let mut documents = BTreeMap::new();
    let mut others = BTreeMap::new();
    for (name, text) in files {
        match sort(&name) {
            Sort::Skipped => {}
            Sort::Read(format) => {
                let file = File { name: name.clone(), format, text: text.into(), role: Role::Document };
                if name.contains('/') {
                    others.insert(name, file)
                } else {
                    documents.insert(name, file)
                };
            }
            Sort::Refused => findings.push(refused(&name).at(At::Named(name.clone()))),
        }
    }
    let mut reading = Reading { findings, ..Reading::default() };
    join(&mut reading, documents, &mut |name| others.remove(name).ok_or_else(|| "there is no such file".to_owned()));
    for name in others.into_keys() {
        reading.findings.push(refused(&name).at(At::Named(name)));
    }
    reading.finish()
}

/// Reads the documents, then the catalogues that they name: those that stand among the documents, and those that `open` gives.
fn join(
    reading: &mut Reading,
    mut documents: BTreeMap<String, File>,
    open: &mut dyn FnMut(&str) -> Result<File, String>,
) {
    let mut named: BTreeMap<String, File> = BTreeMap::new();
    for name in documents.values().flat_map(catalogue::named).collect::<Vec<_>>() {
        if let Some((inside, file)) = inside(&name).and_then(|inside| documents.remove_entry(&inside)) {
            named.insert(inside, file);
        }
    }
    for file in documents.into_values() {
        reading.add(file);
    }
    catalogue::add(reading, |name| {
        let inside = inside(name).ok_or("it stands outside the source's directory")?;
        let file = named.remove(&inside).map_or_else(|| open(&inside), Ok)?;
        match file.format {
            Format::Json | Format::Yaml => Ok(File { role: Role::Catalogue, ..file }),
            Format::JsonLines | Format::Csv => Err("a catalogue is a JSON or YAML file".to_owned()),
        }
    });
}

/// A relative path without `.`; `None` where it leads up or begins at the root.
fn inside(name: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in Path::new(name).components() {
        match part {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

pub(crate) fn document_format(name: &str) -> Option<Format> {
    match name.rsplit_once('.')?.1 {
        "json" => Some(Format::Json),
        "yaml" | "yml" => Some(Format::Yaml),
        _ => None,
    }
}

fn sort(name: &str) -> Sort {
    let is_hidden = |part: &str| part.starts_with('.') || part.starts_with("README");
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let document = document_format(name);
    // `.` and `..` are no dot files: a text that was meant to be read must not be passed over in silence.
    if name.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
        return Sort::Refused;
    }
    if name.split('/').any(is_hidden) || (document.is_some() && stem.ends_with(".expect")) {
        return Sort::Skipped;
    }
    match (document, ending) {
        (Some(format), _) => Sort::Read(format),
        (None, "csv") if name.starts_with("users") => Sort::Read(Format::Csv),
        (None, "jsonl") if name.starts_with("users") => Sort::Read(Format::JsonLines),
        _ => Sort::Refused,
    }
}

fn refused(name: &str) -> Finding {
    let finding = Finding::new(
        "unknown-file",
        format!("the source's directory holds {}, which is no part of a source", quote(name)),
    );
    if matches!(name.rsplit_once('.'), Some((_, "csv" | "jsonl"))) {
        finding.help("only users come in such files, whose names begin with `users`")
    } else {
        finding.help("move it elsewhere; JSON and YAML files are read, and `README*` and dot files are skipped")
    }
}

/// A file's bytes; `None` if there are more than [`LARGEST`].
fn bounded(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = fs::File::open(path)?;
    let size = file.metadata()?.len();
    if size > LARGEST {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(size).unwrap_or(0))?;
    // It may be growing.
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= LARGEST).then_some(bytes))
}

/// A directory that is being read.
struct Folder<'p> {
    /// As the user names it.
    path: &'p Path,
    /// The same, with every link in it followed.
    root: PathBuf,
    /// Whether all that is in it is the source, and not one file.
    whole: bool,
    findings: Findings,
    /// Whether there is a file that could not be read.
    unread: bool,
}

impl Folder<'_> {
    /// The files to read, by name. What else there is is reported, but for subdirectories.
    fn documents(&mut self) -> BTreeMap<String, File> {
        let mut documents = BTreeMap::new();
        for (name, path) in self.list(self.path) {
            let Some(real) = self.within(&path) else { continue };
            if real.is_dir() {
                continue;
            }
            match sort(&name) {
                Sort::Read(format) => {
                    if let Some(text) = self.text(&path, format) {
                        documents.insert(
                            name,
                            File { name: path.display().to_string(), format, text, role: Role::Document },
                        );
                    }
                }
                Sort::Skipped => {}
                Sort::Refused => self.findings.push(refused(&name).at(At::Named(path.display().to_string()))),
            }
        }
        documents
    }

    fn read(self, reading: &mut Reading, documents: BTreeMap<String, File>) {
        let mut folder = self;
        if folder.unread {
            reading.gaps.everything();
        }
        let mut opened = Vec::new();
        join(reading, documents, &mut |name| {
            let format = document_format(name).ok_or("a catalogue is a JSON or YAML file")?;
            let path = folder.path.join(name);
            let before = folder.findings.kept.len();
            let text = folder.within(&path).and_then(|_| folder.text(&path, format));
            if let Some(text) = text {
                opened.push(name.to_owned());
                return Ok(File { name: path.display().to_string(), format, text, role: Role::Catalogue });
            }
            let why = folder.findings.kept.split_off(before).pop().map(|finding| finding.message);
            Err(why.unwrap_or_else(|| "there is no such file".to_owned()))
        });
        if folder.whole {
            folder.refuse_rest(folder.path, "", &opened);
        }
        reading.findings.extend(folder.findings);
    }

    /// Reports every subdirectory that holds no catalogue, and in those that do, all that is none.
    fn refuse_rest(&mut self, directory: &Path, prefix: &str, opened: &[String]) {
        for (name, path) in self.list(directory) {
            let name = format!("{prefix}{name}");
            let is_directory = fs::symlink_metadata(&path).is_ok_and(|about| about.is_dir());
            let inner = format!("{name}/");
            if is_directory && opened.iter().any(|opened| opened.starts_with(&inner)) {
                self.refuse_rest(&path, &inner, opened);
            } else if is_directory
                || path.is_dir()
                || (!prefix.is_empty() && sort(&name) != Sort::Skipped && !opened.contains(&name))
            {
                self.findings.push(refused(&name).at(At::Named(path.display().to_string())));
            }
        }
    }

    /// The names in a directory that do not begin with a dot or `README`, sorted.
    fn list(&mut self, directory: &Path) -> Vec<(String, PathBuf)> {
        let entries = fs::read_dir(directory).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        match entries {
            Ok(entries) => {
                let mut names: Vec<_> = entries
                    .into_iter()
                    .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
                    .collect();
                names.retain(|(name, _)| !name.starts_with('.') && !name.starts_with("README"));
                names.sort_unstable();
                names
            }
            Err(error) => {
                self.unreadable(directory, format!("cannot be read: {error}"));
                Vec::new()
            }
        }
    }

    /// The path with every link followed, if it is within the directory and leads to something.
    fn within(&mut self, path: &Path) -> Option<PathBuf> {
        match fs::canonicalize(path) {
            Ok(real) if real.starts_with(&self.root) => Some(real),
            Ok(_) => {
                self.unreadable(path, "it leads out of the source's directory".to_owned());
                None
            }
            Err(error) => {
                self.unreadable(path, format!("cannot be read: {error}"));
                None
            }
        }
    }

    /// The file's text. Users in rows are left where they are until they are wanted.
    fn text(&mut self, path: &Path, format: Format) -> Option<Text> {
        // Reading a pipe might wait for ever.
        if !fs::metadata(path).is_ok_and(|about| about.is_file()) {
            self.unreadable(path, "no ordinary file".to_owned());
            return None;
        }
        if format.is_rows() {
            return Some(Text::OnDisk(path.to_owned()));
        }
        let bytes = bounded(path).map_err(|error| self.unreadable(path, format!("cannot be read: {error}"))).ok()?;
        let Some(bytes) = bytes else {
            self.unread = true;
            let message = format!("a JSON or YAML file of more than {} MiB", LARGEST >> 20);
            let finding = Finding::new("too-large", message).at(At::Named(path.display().to_string()));
            let help =
                "put the users into `users*.csv` or `users*.jsonl` beside it in a directory: those are read in blocks";
            self.findings.push(finding.help(help));
            return None;
        };
        let text = String::from_utf8(bytes);
        if let Err(error) = &text {
            self.unread = true;
            let file = File {
                name: path.display().to_string(),
                format,
                text: Text::OnDisk(path.to_owned()),
                role: Role::Document,
            };
            self.findings.push(file.not_utf8(is_utf16(error.as_bytes()), error.utf8_error().valid_up_to()));
        }
        text.ok().map(Text::Held)
    }

    fn unreadable(&mut self, path: &Path, why: String) {
        self.unread = true;
        self.findings.push(Finding::new("unreadable", why).at(At::Named(path.display().to_string())));
    }
}
