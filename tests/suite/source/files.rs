//! Directories: which files are read, skipped and refused.

use rolepack::model::Model;
use rolepack::source::{Problems, parse_files, read};
use std::fs;
use std::path::{Path, PathBuf};

/// A directory that goes when the test ends.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("rolepack-source-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a directory");
        for (name, text) in files {
            let file = path.join(name);
            fs::create_dir_all(file.parent().expect("a parent")).expect("a directory");
            fs::write(file, text).expect("a file");
        }
        Self(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, content: &[u8]) {
        fs::write(self.path(name), content).expect("a file");
    }

    pub fn read(&self) -> Result<Model, Problems> {
        Model::try_from(read(&self.0)?)
    }

    /// The problems as `file: code: message`, with the file's name in the directory.
    fn problems(&self) -> Vec<String> {
        let problems = self.read().expect_err("something is wrong");
        let prefix = format!("{}/", self.0.display());
        let name = |file: Option<String>| file.unwrap_or_default().replace(&prefix, "");
        problems
            .problems
            .into_iter()
            .map(|problem| format!("{}: {}: {}", name(problem.place.file), problem.code, problem.message))
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const ACME: (&str, &str) = ("organization.json", r#"{"organization": {"id": "acme"}}"#);

#[test]
fn files_are_joined() {
    let files = [
        ACME,
        ("roles.yaml", "roles:\n- id: operator\n"),
        ("teams.yml", "teams:\n- id: line-1\n  roles: [operator]\n"),
        ("a-users.json", r#"{"users": [{"id": "ada", "teams": ["line-1"]}]}"#),
        ("users.jsonl", "{\"id\": \"bob\", \"roles\": [\"operator\"]}\n\n{\"id\": \"cyd\"}\n"),
        ("users-more.csv", "id,roles\ndan,operator\n"),
        ("README.md", "# Acme"),
        (".hidden", "x"),
        (".git/config", "x"),
        ("acme.expect.json", "nonsense"),
        ("acme.expect.yaml", "{"),
    ];
    let folder = Folder::new("joined", &files);
    let model = folder.read().unwrap_or_else(|problems| panic!("{problems}"));
    let in_memory = parse_files(files.map(|(name, text)| (name.to_owned(), text.to_owned())))
        .unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(in_memory.document().users.len(), 1, "only a document's users are in memory");
    assert_eq!(Model::try_from(in_memory).ok(), Some(model));
}

#[test]
fn anything_else_is_refused() {
    let folder = Folder::new(
        "else",
        &[
            ACME,
            ("notes.txt", ""),
            ("roles.csv", ""),
            ("old/roles.json", "{}"),
            ("Users.csv", "id\n"),
            ("x.json", r#"{"users": [{"id": "u", "roles": ["r"]}]}"#),
        ],
    );
    let refused = |name: &str, as_name: &str| {
        format!("{name}: unknown-file: the source's directory holds `{as_name}`, which is no part of a source")
    };
    assert_eq!(
        folder.problems(),
        [
            refused("Users.csv", "Users.csv"),
            refused("notes.txt", "notes.txt"),
            refused("roles.csv", "roles.csv"),
            refused("old", "old"),
            "x.json: unknown-role: user `u` is given the role `r`, which does not exist".to_owned(),
        ]
    );
}

#[test]
fn one_file_holds_the_organization() {
    let second = Folder::new("second", &[ACME, ("z.yaml", "users: []\norganization: {id: acme}\n")]);
    assert_eq!(
        second.problems(),
        ["z.yaml: second-organization: a second `organization`; exactly one file of a source holds it"]
    );
    let none = Folder::new("none", &[("users.json", "{}")]);
    assert_eq!(none.problems(), [": missing-organization: the source has no `organization`"]);
}

#[test]
fn catalogues_stand_inside_the_directory() {
    let ours = r#"{"permissions": [{"key": "paint"}], "roles": [{"id": "painter", "permissions": ["paint"]}]}"#;
    let users = r#"{"users": [{"id": "ada", "roles": ["painter"]}]}"#;
    let organization =
        |catalogues: &str| format!(r#"{{"organization": {{"id": "acme"}}, "catalogues": [{catalogues}]}}"#);
    let beside = organization(r#""ours.json", "intacct@1""#);
    let folder = Folder::new("beside", &[("organization.json", &beside), ("ours.json", ours), ("users.json", users)]);
    folder.read().unwrap_or_else(|problems| panic!("{problems}"));
    let below = organization(r#""./catalogues/ours.json""#);
    let files = [
        ("organization.json", below.as_str()),
        ("catalogues/ours.json", ours),
        ("catalogues/README", ""),
        ("users.json", users),
    ];
    let folder = Folder::new("below", &files);
    folder.read().unwrap_or_else(|problems| panic!("{problems}"));
    parse_files(files.map(|(name, text)| (name.to_owned(), text.to_owned())))
        .unwrap_or_else(|problems| panic!("{problems}"));
    // A single file's catalogues are relative to where it stands.
    read(&folder.0.join("organization.json")).unwrap_or_else(|problems| panic!("{problems}"));
    fs::write(folder.0.join("catalogues/stray.json"), "{}").expect("a file");
    assert_eq!(
        folder.problems(),
        [
            "catalogues/stray.json: unknown-file: the source's directory holds `catalogues/stray.json`, which is no part of a source"
        ]
    );

    let outside = Folder::new("outside", &[("ours.json", ours)]);
    for (name, why) in [
        (
            format!("../{}/ours.json", outside.0.file_name().and_then(|name| name.to_str()).unwrap_or_default()),
            "it stands outside the source's directory",
        ),
        (format!("{}/ours.json", outside.0.display()), "it stands outside the source's directory"),
        ("ours.jsn".to_owned(), "a catalogue is a JSON or YAML file"),
        ("link.json".to_owned(), "it leads out of the source's directory"),
    ] {
        let folder = Folder::new(
            "escape",
            &[("organization.json", &organization(&format!("\"{name}\""))), ("users.json", "{}")],
        );
        if name == "link.json" {
            link(&outside.0.join("ours.json"), &folder.0.join(&name));
        }
        let problems = folder.problems();
        let wanted = format!("cannot be read: {why}");
        assert!(problems.iter().any(|problem| problem.contains(&wanted) || problem.ends_with(why)), "{problems:?}");
    }
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) {
    std::os::unix::fs::symlink(from, to).expect("a link");
}

#[cfg(unix)]
#[test]
fn links_lead_no_way_out() {
    let outside = Folder::new("there", &[("users.json", "{}")]);
    let folder = Folder::new("here", &[ACME, ("real.json", "{}")]);
    link(&outside.0.join("users.json"), &folder.0.join("users.json"));
    link(&folder.0.join("real.json"), &folder.0.join("same.json"));
    link(&folder.0.join("nothing"), &folder.0.join("broken.json"));
    let problems = folder.problems();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].starts_with("broken.json: unreadable: cannot be read: "), "{problems:?}");
    assert_eq!(problems[1], "users.json: unreadable: it leads out of the source's directory");
}

#[test]
fn a_catalogue_holds_permissions_and_roles() {
    let folder = Folder::new(
        "catalogue",
        &[
            ("o.json", r#"{"organization": {"id": "acme"}, "catalogues": ["c.yaml"]}"#),
            ("c.yaml", "users: []\nrolls: []\norganization: {id: x}\n"),
        ],
    );
    assert_eq!(
        folder.problems(),
        [
            "c.yaml: unknown-field: a catalogue holds no `users`",
            "c.yaml: unknown-field: a source document has no field `rolls`",
            "c.yaml: unknown-field: a catalogue holds no `organization`"
        ]
    );
}

#[test]
fn what_is_no_source_is_refused() {
    let folder = Folder::new("odd", &[("users.csv", "id\n"), ("a.json", "")]);
    for (path, message) in [
        (
            folder.0.join("users.csv"),
            "no JSON or YAML file; a source is one whose name ends in `.json`, `.yaml` or `.yml`, or a directory",
        ),
        (folder.0.join("a.json"), "not JSON: the text ends while parsing a value"),
    ] {
        assert_eq!(read(&path).expect_err("no source").problems[0].message, message);
    }
    let missing = read(&folder.0.join("missing")).expect_err("no source");
    assert_eq!(missing.problems[0].code, "unreadable");
    for (bytes, message) in [
        (&b"{\n\"\xff\"}"[..], "no UTF-8 text: byte 3 of the file, on line 2, begins no character"),
        (&b"\xff\xfe{\0}\0"[..], "the text is UTF-16, where UTF-8 is read"),
    ] {
        fs::write(folder.0.join("b.json"), bytes).expect("a file");
        // What else there is beside a source of one file is no part of it.
        fs::create_dir_all(folder.0.join("other")).expect("a folder");
        let found = read(&folder.0.join("b.json")).expect_err("no source");
        assert_eq!((found.count(), found.problems[0].message.as_str()), (1, message));
    }
}

#[test]
fn a_text_whose_name_walks_about_is_refused_and_never_passed_over() {
    for name in ["./levels.yaml", "../levels.yaml", "a/../levels.yaml", "/levels.yaml", "a//levels.yaml"] {
        let files = [("a.yaml", "organization: { id: acme }"), (name, "accessLevels: []")];
        let problems = parse_files(files.map(|(name, text)| (name.to_owned(), text.to_owned()))).expect_err(name);
        assert!(problems.to_string().contains(name), "{problems}");
    }
}

#[test]
fn a_document_beyond_the_bound_is_refused_unread() {
    let folder = Folder::new("large", &[ACME, ("users.csv", "id\nada\n")]);
    for name in ["large.json", "large.yaml"] {
        // No byte of it is written, nor read.
        let file = fs::File::create(folder.path(name)).expect("a file");
        file.set_len((512 << 20) + 1).expect("room");
    }
    let message = "a JSON or YAML file of more than 512 MiB";
    assert_eq!(folder.problems(), ["large.json", "large.yaml"].map(|name| format!("{name}: too-large: {message}")));
    let help = read(&folder.path("large.yaml")).expect_err("too large").problems[0].help.clone().unwrap_or_default();
    assert!(help.contains("`users*.jsonl`"), "{help}");
    fs::remove_file(folder.path("large.json")).expect("a file");
    fs::write(folder.path("large.yaml"), "catalogues: [more.json]").expect("a file");
    fs::File::create(folder.path("more.json")).and_then(|file| file.set_len(1 << 30)).expect("room");
    assert!(folder.problems().contains(&format!("more.json: too-large: {message}")), "{:?}", folder.problems());
}
